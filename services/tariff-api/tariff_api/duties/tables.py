"""Dataset of the duties that a market levies on every origin, line by line."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from tariff_api.duties import expression
from tariff_api.duties.season import SEASON_FROM, SEASON_TO
from tariff_api.schema import (
    DATES_STATED,
    DIGITS,
    NOMENCLATURE,
    OBSERVED_ON,
    SCHEMA,
    VALID_FROM,
    VALID_TO,
    metadata,
)

DUTIES = Dataset(
    SCHEMA,
    "duties",
    "duties",
    texts(
        "Derechos de importación de nación más favorecida, por línea nacional; el de una partida o "
        "subpartida vale para las líneas de debajo que no tengan uno propio.",
        "Direitos de importação de nação mais favorecida, por linha nacional; o de uma posição ou "
        "subposição vale para as linhas abaixo que não tenham um próprio.",
        "Most-favoured-nation import duties, by national line; that of a heading or subheading "
        "holds for the lines below that have none of their own.",
    ),
    (
        Column(
            "nomenclature",
            ColumnType.TEXT,
            texts(
                "Nomenclatura nacional y edición.",
                "Nomenclatura nacional e edição.",
                "National nomenclature and edition.",
            ),
            "PER2022",
            pattern=NOMENCLATURE,
        ),
        Column(
            "code",
            ColumnType.TEXT,
            texts(
                "Línea nacional, o el comienzo de varias: solo cifras, con ceros a la izquierda.",
                "Linha nacional, ou o começo de várias: só algarismos, com zeros à esquerda.",
                "National line, or the beginning of several: digits only, with leading zeros.",
            ),
            "0801220000",
            key=True,
            pattern=DIGITS,
        ),
        Column(
            "rate_percent",
            ColumnType.DECIMAL,
            texts(
                "Derecho ad valorem en porcentaje del valor en aduana; vacío si es de otra clase.",
                "Direito ad valorem em porcentagem do valor aduaneiro; vazio se for de outro tipo.",
                "Ad valorem duty in percent of customs value; empty where it is of another kind.",
            ),
            "6",
            required=False,
            minimum=0,
            maximum=3000,
        ),
        Column(
            "rate_text",
            ColumnType.TEXT,
            texts(
                "El derecho como lo escribe la fuente.",
                "O direito como a fonte o escreve.",
                "The duty as the source writes it.",
            ),
            "6 %",
        ),
        VALID_FROM,
        VALID_TO,
        DATES_STATED,
        OBSERVED_ON,
        Column(
            "legal_base",
            ColumnType.TEXT,
            texts("Norma que lo fija.", "Norma que o fixa.", "Act that sets it."),
            "DS 404-2021-EF",
            required=False,
        ),
        Column(
            "expression",
            ColumnType.TEXT,
            texts(
                "Derecho que no es un solo porcentaje: `0.36 USD/kg`, `10% + 0.36 USD/kg`, "
                "`20% MIN 2.50 USD/pair` o `PROHIBITED`; entonces rate_percent va vacío.",
                "Direito que não é uma só porcentagem: `0.36 USD/kg`, `10% + 0.36 USD/kg`, "
                "`20% MIN 2.50 USD/pair` ou `PROHIBITED`; então rate_percent fica vazio.",
                "Duty that is not one percentage: `0.36 USD/kg`, `10% + 0.36 USD/kg`, "
                "`20% MIN 2.50 USD/pair` or `PROHIBITED`; rate_percent is then empty.",
            ),
            "",
            required=False,
            pattern=expression.PATTERN,
        ),
        SEASON_FROM,
        SEASON_TO,
    ),
    slice_by=("source", "importer", "edition"),
    checks=(
        """select 'valid_to', code || ' ' || valid_to, 'es anterior a valid_from'
        from tariff.duties where release_id = :release and valid_to < valid_from limit 100""",
        """select 'nomenclature', string_agg(distinct nomenclature, ' '),
            'una edición se escribe en una sola nomenclatura'
        from tariff.duties where release_id = :release
        having count(distinct nomenclature) > 1""",
        """select 'expression', code || ' ' || expression, 'sobra: rate_percent ya dice el derecho'
        from tariff.duties where release_id = :release
            and expression is not null and rate_percent is not null limit 100""",
        """select 'season_to', code, 'una temporada tiene primer y último día, o ninguno'
        from tariff.duties where release_id = :release
            and (season_from is null) <> (season_to is null) limit 100""",
        """select 'valid_from', code || ' ' || valid_from, 'se superpone con la vigencia anterior'
        from (select code, valid_from,
                lag(valid_to) over (partition by code, season_from order by valid_from) as before
            from tariff.duties where release_id = :release) as dated
        where valid_from <= before limit 100""",
    ),
    metadata=metadata,
)

duties = DUTIES.table
