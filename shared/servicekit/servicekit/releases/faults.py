"""What can be wrong with an upload, said in three languages with what to change."""

from collections.abc import Sequence
from dataclasses import dataclass

from eslabon.contracts.envelope import Lang

from servicekit.releases.dataset import Column, Texts, texts

MAX_RECORD_BYTES = 1 << 20
SHOWN_CHARACTERS = 80


@dataclass(frozen=True)
class Fault:
    """One fault of an upload: its line (the header is line 1), column, value and reason."""

    line: int | None
    column: str | None
    value: str | None
    reason: Texts


class RefusedError(Exception):
    """The upload is refused whole; `fault` says where and why, `others` what else is wrong."""

    def __init__(
        self,
        reason: Texts,
        *,
        line: int | None = None,
        column: str | None = None,
        value: str | None = None,
        others: Sequence[Fault] = (),
    ) -> None:
        super().__init__(reason[Lang.EN])
        self.fault = Fault(line, column, shown(value), reason)
        self.others = tuple(others)


def shown(value: str | None) -> str | None:
    """Return a value short enough to be shown."""
    if value is None or len(value) <= SHOWN_CHARACTERS:
        return value
    return value[: SHOWN_CHARACTERS - 1] + "…"


EMPTY_FILE = texts(
    "El archivo está vacío: la primera línea debe tener los nombres de las columnas.",
    "O arquivo está vazio: a primeira linha deve ter os nomes das colunas.",
    "The file is empty: its first line must hold the column names.",
)
NO_ROWS = texts(
    "El archivo tiene encabezado pero ninguna fila.",
    "O arquivo tem cabeçalho mas nenhuma linha de dados.",
    "The file has a header but no rows.",
)
TRUNCATED_GZIP = texts(
    "El archivo gzip está cortado: vuelva a comprimirlo y envíelo completo.",
    "O arquivo gzip está cortado: comprima-o de novo e envie-o completo.",
    "The gzip file is cut short: compress it again and send it whole.",
)
BROKEN_GZIP = texts(
    "El archivo gzip está dañado: vuelva a comprimirlo.",
    "O arquivo gzip está danificado: comprima-o de novo.",
    "The gzip file is damaged: compress it again.",
)
GZIP_RATIO = texts(
    "El archivo gzip se expande demasiado para ser una tabla: envíelo sin comprimir.",
    "O arquivo gzip se expande demais para ser uma tabela: envie-o sem compressão.",
    "The gzip file expands too far to be a table: send it uncompressed.",
)
WORKBOOK = texts(
    "El archivo es un libro de Excel: envíelo como xlsx (`format=xlsx`, o con la extensión .xlsx).",
    "O arquivo é uma pasta do Excel: envie-o como xlsx (`format=xlsx`, ou com a extensão .xlsx).",
    "The file is an Excel workbook: send it as xlsx (`format=xlsx`, or with the suffix .xlsx).",
)
PARQUET = texts(
    "El archivo es parquet: envíelo como tal (`format=parquet`, o con la extensión .parquet).",
    "O arquivo é parquet: envie-o como tal (`format=parquet`, ou com a extensão .parquet).",
    "The file is parquet: send it as such (`format=parquet`, or with the suffix .parquet).",
)
NOT_PARQUET = texts(
    "El archivo no es parquet: envíelo con el formato que tiene.",
    "O arquivo não é parquet: envie-o com o formato que tem.",
    "The file is not parquet: send it in the format it has.",
)
NOT_XLSX = texts(
    "El archivo no es un libro xlsx: guárdelo como «Libro de Excel (.xlsx)», sin contraseña.",
    "O arquivo não é uma pasta xlsx: salve-o como «Pasta de Trabalho do Excel (.xlsx)», sem senha.",
    "The file is not an xlsx workbook: save it as “Excel Workbook (.xlsx)”, without a password.",
)
BROKEN_PARQUET = texts(
    "El archivo parquet está dañado o cortado: vuelva a escribirlo y envíelo completo.",
    "O arquivo parquet está danificado ou cortado: escreva-o de novo e envie-o completo.",
    "The parquet file is damaged or cut short: write it again and send it whole.",
)
BROKEN_XLSX = texts(
    "El libro de Excel está dañado o cortado: ábralo en Excel y vuelva a guardarlo.",
    "A pasta do Excel está danificada ou cortada: abra-a no Excel e salve-a de novo.",
    "The Excel workbook is damaged or cut short: open it in Excel and save it again.",
)
BROKEN_ZIP = texts(
    "El archivo zip está dañado, cortado o tiene contraseña: vuelva a comprimirlo.",
    "O arquivo zip está danificado, cortado ou tem senha: comprima-o de novo.",
    "The zip file is damaged, cut short or locked by a password: compress it again.",
)
CODES_AS_NUMBERS = texts(
    "es un número y los códigos son texto (así se pierden sus ceros a la izquierda): dé a la"
    " columna formato de texto (Inicio, Número, Texto) y escriba los códigos de nuevo",
    "é um número e os códigos são texto (assim se perdem seus zeros à esquerda): dê à coluna"
    " formato de texto (Página Inicial, Número, Texto) e escreva os códigos de novo",
    "it is a number and codes are text (as numbers they lose their leading zeros): format the"
    " column as text (Home, Number, Text) and write the codes again",
)
TEXT_AS_OTHER = texts(
    "la columna es de texto: dé a la celda formato de texto y escríbala de nuevo",
    "a coluna é de texto: dê à célula formato de texto e escreva-a de novo",
    "the column is text: format the cell as text and write it again",
)
CELL_ERROR = texts(
    "la celda tiene un error de Excel: corrija su fórmula o escriba el valor",
    "a célula tem um erro do Excel: corrija sua fórmula ou escreva o valor",
    "the cell has an error of Excel: mend its formula or write the value",
)
TOO_MANY_ROWS = texts(
    "La hoja pasa de 1.048.576 filas.",
    "A planilha passa de 1.048.576 linhas.",
    "The sheet has over 1,048,576 rows.",
)
WITHOUT_A_NAME = texts(
    "Hay un valor fuera de las columnas con nombre: quítelo o dé nombre a su columna.",
    "Há um valor fora das colunas com nome: remova-o ou dê nome à sua coluna.",
    "There is a value outside the named columns: remove it or name its column.",
)
UTF16 = texts(
    "El archivo está en UTF-16 (línea 1, byte 1): guárdelo como CSV UTF-8.",
    "O arquivo está em UTF-16 (linha 1, byte 1): salve-o como CSV UTF-8.",
    "The file is in UTF-16 (line 1, byte 1): save it as CSV UTF-8.",
)
STRAY_QUOTE = texts(
    'Comillas fuera de lugar: un campo con comillas empieza y termina con ", y cada " interior'
    ' se escribe "".',
    'Aspas fora do lugar: um campo com aspas começa e termina com ", e cada " interior se'
    ' escreve "".',
    'A quote out of place: a quoted field begins and ends with ", and each " inside is written "".',
)
UNCLOSED_QUOTE = texts(
    "Las comillas que se abren aquí no se cierran.",
    "As aspas que se abrem aqui não se fecham.",
    "The quote opened here is never closed.",
)
NUL = texts(
    "Hay un carácter nulo (byte 0): quítelo.",
    "Há um caractere nulo (byte 0): remova-o.",
    "There is a null character (byte 0): remove it.",
)
BAD_JSON = texts(
    "La línea no es un objeto JSON con textos, números, booleanos o null.",
    "A linha não é um objeto JSON com textos, números, booleanos ou null.",
    "The line is not a JSON object of texts, numbers, booleans or null.",
)
REQUIRED = texts("falta el valor", "falta o valor", "the value is missing")
NOT_AN_INTEGER = texts("no es un entero", "não é um inteiro", "not an integer")
NOT_A_NUMBER = texts(
    "no es un número: escríbalo con punto decimal, como 1.25 o 3e-7",
    "não é um número: escreva-o com ponto decimal, como 1.25 ou 3e-7",
    "not a number: write it with a decimal point, as 1.25 or 3e-7",
)
NOT_A_DATE = texts(
    "no es una fecha AAAA-MM-DD", "não é uma data AAAA-MM-DD", "not a date YYYY-MM-DD"
)
NOT_A_BOOLEAN = texts("debe ser true o false", "deve ser true ou false", "must be true or false")
FORMULA = texts(
    "una clave no puede empezar con = + - @",
    "uma chave não pode começar com = + - @",
    "a key must not begin with = + - @",
)


def several_files(names: Sequence[str]) -> Texts:
    """Text for a zip that does not hold exactly one file."""
    listed = ", ".join(shown(name) or "" for name in names[:5]) or "—"
    return texts(
        f"El zip debe tener un solo archivo csv; tiene {len(names)}: {listed}.",
        f"O zip deve ter um só arquivo csv; tem {len(names)}: {listed}.",
        f"The zip must hold one csv file only; it holds {len(names)}: {listed}.",
    )


def wrong_type(found: str, wanted: str) -> Texts:
    """Text for a column of a typed file that has another type."""
    return texts(
        f"La columna es de tipo {found} y debe ser {wanted}, o texto.",
        f"A coluna é do tipo {found} e deve ser {wanted}, ou texto.",
        f"The column is of type {found} and must be {wanted}, or text.",
    )


def bad_encoding(line: int, byte: int) -> Texts:
    """Text for bytes that are not UTF-8; `byte` counts from 1 within the line."""
    return texts(
        f"La línea {line}, byte {byte}, no es UTF-8: guarde el archivo como CSV UTF-8.",
        f"A linha {line}, byte {byte}, não é UTF-8: salve o arquivo como CSV UTF-8.",
        f"Line {line}, byte {byte}, is not UTF-8: save the file as CSV UTF-8.",
    )


def too_long_record(line: int) -> Texts:
    """Text for a record above the limit."""
    return texts(
        f"El registro que empieza en la línea {line} pasa de 1 MiB: un campo es demasiado largo"
        " o faltan comillas de cierre.",
        f"O registro que começa na linha {line} passa de 1 MiB: um campo é longo demais ou faltam"
        " aspas de fechamento.",
        f"The record that begins on line {line} is over 1 MiB: a field is too long or a closing"
        " quote is missing.",
    )


def too_large(limit: int) -> Texts:
    """Text for an upload above the limit once unpacked."""
    return texts(
        f"El archivo descomprimido pasa de {limit} bytes.",
        f"O arquivo descomprimido passa de {limit} bytes.",
        f"The unpacked file is over {limit} bytes.",
    )


def field_count(found: int, expected: int) -> Texts:
    """Text for a record with too few or too many fields."""
    return texts(
        f"la línea tiene {found} campos y deben ser {expected}",
        f"a linha tem {found} campos e devem ser {expected}",
        f"the line has {found} fields, {expected} are expected",
    )


def columns(
    missing: Sequence[str], unknown: Sequence[str], repeated: Sequence[str], known: Sequence[Column]
) -> Texts:
    """Text for a header that lacks a column, or holds one that is not expected."""
    said: list[tuple[str, str, str]] = []
    for names, (es, pt, en) in (
        (missing, ("faltan", "faltam", "missing")),
        (unknown, ("sobran", "sobram", "not expected")),
        (repeated, ("repetidas", "repetidas", "repeated")),
    ):
        if names:
            listed = ", ".join(shown(name) or '""' for name in names[:20])
            said.append((f"{es}: {listed}", f"{pt}: {listed}", f"{en}: {listed}"))
    es, pt, en = ("; ".join(parts) for parts in zip(*said, strict=True))
    needed = ", ".join(column.name for column in known if column.required)
    free = ", ".join(column.name for column in known if not column.required)
    return texts(
        f"Columnas equivocadas ({es}). Deben ser: {needed}"
        + (f"; y, si se quiere: {free}." if free else "."),
        f"Colunas erradas ({pt}). Devem ser: {needed}"
        + (f"; e, se se quiser: {free}." if free else "."),
        f"Wrong columns ({en}). They must be: {needed}"
        + (f"; and, optionally: {free}." if free else "."),
    )


def not_a_decimal(column: Column) -> Texts:
    """Text for a value that is not a plain decimal with few enough decimals."""
    return texts(
        f"no es un número decimal con punto y hasta {column.scale} decimales",
        f"não é um número decimal com ponto e até {column.scale} casas",
        f"not a decimal number with a point and at most {column.scale} decimals",
    )


def too_long(column: Column) -> Texts:
    """Text for a text above the column's limit."""
    return texts(
        f"más de {column.max_length} caracteres",
        f"mais de {column.max_length} caracteres",
        f"more than {column.max_length} characters",
    )


def out_of_range(column: Column) -> Texts:
    """Text for a number outside the column's limits."""
    low = "…" if column.minimum is None else str(column.minimum)
    high = "…" if column.maximum is None else str(column.maximum)
    return texts(
        f"fuera del rango {low} a {high}",
        f"fora da faixa {low} a {high}",
        f"outside {low} to {high}",
    )


def not_a_choice(column: Column) -> Texts:
    """Text for a value that is not one of the column's."""
    listed = ", ".join(column.choices)
    return column.form or texts(
        f"debe ser uno de: {listed}", f"deve ser um de: {listed}", f"must be one of: {listed}"
    )


def not_the_pattern(column: Column) -> Texts:
    """Text for a value that does not have the column's form."""
    return column.form or texts(
        f"no tiene la forma esperada, por ejemplo {column.example}",
        f"não tem a forma esperada, por exemplo {column.example}",
        f"does not have the expected form, for example {column.example}",
    )


def not_the_slice(name: str, value: str) -> Texts:
    """Text for a row that belongs to another slice."""
    return texts(
        f"el corte enviado tiene {name}={value}",
        f"o recorte enviado tem {name}={value}",
        f"the slice sent has {name}={value}",
    )


def nothing_of(cut: str, kept: Texts | None) -> Texts:
    """Text for a file without a row of the slice that it was sent to; `kept` are those read."""
    es, pt, en = (f" {kept[lang]}" if kept else "" for lang in (Lang.ES, Lang.PT, Lang.EN))
    return texts(
        f"Ninguna fila del archivo es del corte {cut}: corrija `slice` o envíe otro archivo.{es}",
        f"Nenhuma linha do arquivo é do recorte {cut}: corrija `slice` ou envie outro arquivo.{pt}",
        f"No row of the file is of the slice {cut}: correct `slice` or send another file.{en}",
    )


def repeated_key(names: Sequence[str], lines: Sequence[int]) -> Texts:
    """Text for rows with the same key."""
    listed = ", ".join(str(line) for line in lines)
    key = ", ".join(names)
    return texts(
        f"clave repetida ({key}) en las líneas {listed}",
        f"chave repetida ({key}) nas linhas {listed}",
        f"repeated key ({key}) on lines {listed}",
    )
