"""Dataset of whole national tariffs, one file each, that fills nomenclatures, codes and duties."""

from dataclasses import replace

import sqlalchemy as sa
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from tariff_api.duties.expression import PATTERN
from tariff_api.national_tariffs.aec import AEC_TARIFF
from tariff_api.national_tariffs.rules import RULES
from tariff_api.national_tariffs.spreading import SPREADS
from tariff_api.schema import DATES_STATED, OBSERVED_ON, SCHEMA, VALID_FROM, VALID_TO, metadata

REVISIONS = ("HS1992", "HS1996", "HS2002", "HS2007", "HS2012", "HS2017", "HS2022", "HS2028")
DAY_OF_YEAR = r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"


def _text(lang: str, example: str, es: str, pt: str, en: str) -> Column:
    said = texts(es, pt, en)
    return Column(f"text_{lang}", ColumnType.TEXT, said, example, required=False, max_length=8_000)


CODE = Column(
    "code",
    ColumnType.TEXT,
    texts(
        "Código de la línea nacional, o de un capítulo, partida o subpartida: 2, 4, 6, 8, 10 o 12"
        " cifras con el cero a la izquierda; se aceptan los puntos.",
        "Código da linha nacional, ou de um capítulo, posição ou subposição: 2, 4, 6, 8, 10 ou 12"
        " algarismos com o zero à esquerda; aceitam-se os pontos.",
        "Code of the national line, or of a chapter, heading or subheading: 2, 4, 6, 8, 10 or 12"
        " digits with the leading zero; dots are accepted.",
    ),
    "0801.22.00.00",
    key=True,
    pattern=r"([0-9]{2}){1,6}",
    form=texts(
        "debe tener 2, 4, 6, 8, 10 o 12 cifras; si la hoja de cálculo quitó el cero inicial,"
        " dé formato de texto a la columna",
        "deve ter 2, 4, 6, 8, 10 ou 12 algarismos; se a planilha tirou o zero inicial, dê formato"
        " de texto à coluna",
        "must have 2, 4, 6, 8, 10 or 12 digits; where the spreadsheet dropped the leading zero,"
        " format the column as text",
    ),
    dropped=r"[.\s]",
)
RATE_PERCENT = Column(
    "rate_percent",
    ColumnType.DECIMAL,
    texts(
        "Derecho ad valorem en porcentaje del valor en aduana, con punto decimal; 0 si la línea"
        " está libre; vacío en las filas que solo dan un texto.",
        "Direito ad valorem em porcentagem do valor aduaneiro, com ponto decimal; 0 se a linha é"
        " livre; vazio nas linhas que só dão um texto.",
        "Ad valorem duty in percent of customs value, with a decimal point; 0 where the line is"
        " free; empty on rows that only give a text.",
    ),
    "15",
    required=False,
    minimum=0,
    maximum=3000,
)
EXPRESSION = Column(
    "expression",
    ColumnType.TEXT,
    texts(
        "Derecho que no es un solo porcentaje: 10% + 0.36 USD/kg, 20% MIN 2.50 USD/pair.",
        "Direito que não é uma só porcentagem: 10% + 0.36 USD/kg, 20% MIN 2.50 USD/pair.",
        "Duty that is not one percentage: 10% + 0.36 USD/kg, 20% MIN 2.50 USD/pair.",
    ),
    "",
    required=False,
    max_length=200,
    pattern=PATTERN,
)
RATE_TEXT = Column(
    "rate_text",
    ColumnType.TEXT,
    texts(
        "El derecho como lo escribe la norma; si falta, se escribe a partir de la cifra.",
        "O direito como a norma o escreve; se falta, escreve-se a partir do número.",
        "The duty as the act writes it; written from the figure where left out.",
    ),
    "15 %",
    required=False,
)


def _season(name: str, es: str, pt: str, en: str, *, key: bool) -> Column:
    return Column(
        name,
        ColumnType.TEXT,
        texts(es, pt, en),
        "",
        required=False,
        key=key,
        pattern=DAY_OF_YEAR,
        form=texts(
            "debe ser un día del año, mes y día: 11-01 es el 1 de noviembre",
            "deve ser um dia do ano, mês e dia: 11-01 é 1 de novembro",
            "must be a day of the year, month and day: 11-01 is 1 November",
        ),
    )


NATIONAL_TARIFFS = Dataset(
    SCHEMA,
    "national_tariffs",
    "national_tariffs",
    texts(
        "Arancel nacional completo en un archivo: códigos, textos y derechos. Al publicarlo se"
        " publican con él su nomenclatura, sus códigos y sus derechos.",
        "Tarifa nacional completa num arquivo: códigos, textos e direitos. Ao publicá-la,"
        " publicam-se com ela sua nomenclatura, seus códigos e seus direitos.",
        "A whole national tariff in one file: codes, texts and duties. Its nomenclature, codes"
        " and duties are published with it.",
    ),
    (
        CODE,
        _text(
            "es",
            "Nueces del Brasil, sin cáscara",
            "Texto propio en español, con los grupos sin código que lo preceden (« > »); si falta"
            " en un capítulo, partida o subpartida, vale el del Sistema Armonizado.",
            "Texto próprio em espanhol, com os grupos sem código que o precedem (« > »); se falta"
            " num capítulo, posição ou subposição, vale o do Sistema Harmonizado.",
            "Own text in Spanish, with the uncoded groups above it (« > »); where a chapter,"
            " heading or subheading has none, that of the Harmonized System stands.",
        ),
        _text("pt", "", "Lo mismo en portugués.", "O mesmo em português.", "In Portuguese."),
        _text("en", "", "Lo mismo en inglés.", "O mesmo em inglês.", "In English."),
        RATE_PERCENT,
        EXPRESSION,
        RATE_TEXT,
        Column(
            "legal_base",
            ColumnType.TEXT,
            texts("Norma que lo fija.", "Norma que o fixa.", "Act that sets it."),
            "Decreto 1-2025",
            required=False,
        ),
        _season(
            "season_from",
            "Primer día de la temporada, MM-DD; vacío si rige todo el año.",
            "Primeiro dia da temporada, MM-DD; vazio se vale o ano todo.",
            "First day of the season, MM-DD; empty where it holds all year.",
            key=True,
        ),
        _season(
            "season_to",
            "Último día de la temporada, incluido.",
            "Último dia da temporada, inclusive.",
            "Last day of the season, inclusive.",
            key=False,
        ),
        Column(
            "hs_revision",
            ColumnType.TEXT,
            texts(
                "Revisión del Sistema Armonizado de las seis primeras cifras; basta escribirla en"
                " una fila.",
                "Revisão do Sistema Harmonizado dos seis primeiros algarismos; basta escrevê-la"
                " numa linha.",
                "Revision of the Harmonized System of the first six digits; one row with it is"
                " enough.",
            ),
            "HS2022",
            required=False,
            choices=REVISIONS,
        ),
        replace(
            VALID_FROM,
            description=texts(
                "Primer día de vigencia; basta escribirlo en una fila si es el mismo para todas.",
                "Primeiro dia de vigência; basta escrevê-lo numa linha se é o mesmo para todas.",
                "First day in force; one row with it is enough where it is the same for all.",
            ),
            example="2025-01-01",
            required=False,
        ),
        replace(
            VALID_TO,
            description=texts(
                "Último día de vigencia, incluido; si falta, el 31 de diciembre del año en que"
                " empieza, y las respuestas dirán que esa fecha se infiere.",
                "Último dia de vigência, inclusive; se falta, 31 de dezembro do ano em que começa,"
                " e as respostas dirão que essa data se infere.",
                "Last day in force, inclusive; where left out, 31 December of the year in which it"
                " begins, and answers say that this day is inferred.",
            ),
            example="2025-12-31",
            required=False,
        ),
        replace(
            DATES_STATED,
            description=texts(
                "true si la norma declara esas fechas, false si se infieren; si falta, true cuando"
                " valid_to está escrito.",
                "true se a norma declara essas datas, false se são inferidas; se falta, true quando"
                " valid_to está escrito.",
                "true where the act states these dates, false where they are inferred; where left"
                " out, true if valid_to is given.",
            ),
            example="true",
            required=False,
        ),
        replace(
            OBSERVED_ON,
            description=texts(
                "Día del documento del que se tomó; si falta, valid_from.",
                "Dia do documento de que se tomou; se falta, valid_from.",
                "Day of the document it was taken from; valid_from where left out.",
            ),
            example="2025-01-01",
            required=False,
        ),
    ),
    slice_by=("source", "importer", "edition"),
    adapters=(AEC_TARIFF,),
    derive=(
        # The dates of a row: its own, else the only ones that the file has.
        """with sole as (
            select min(valid_from) as valid_from, min(valid_to) as valid_to,
                bool_and(dates_stated) as dates_stated, min(observed_on) as observed_on
            from (select distinct valid_from, valid_to, dates_stated, observed_on
                from tariff.national_tariffs
                where release_id = :release and valid_from is not null) as dated
            having count(*) = 1
        ), dated as (
            select t.ctid as place, d.*
            from tariff.national_tariffs t left join sole on t.valid_from is null
            cross join lateral (select
                coalesce(t.valid_from, sole.valid_from) as first_day,
                coalesce(t.valid_to, sole.valid_to) as last_day,
                coalesce(t.dates_stated, sole.dates_stated) as stated,
                coalesce(t.observed_on, sole.observed_on) as seen) as d
            where t.release_id = :release
        )
        update tariff.national_tariffs t set
            in_force_from = first_day,
            in_force_to = coalesce(last_day,
                make_date(extract(year from first_day)::int, 12, 31)),
            in_force_stated = coalesce(stated, last_day is not null),
            seen_on = coalesce(seen, first_day),
            is_dutiable = coalesce(rate_percent::text, expression, rate_text) is not null
        from dated where t.ctid = dated.place and t.release_id = :release""",
    ),
    checks=RULES,
    spreads=SPREADS,
    derived_columns=(
        ("in_force_from", sa.Date()),
        ("in_force_to", sa.Date()),
        ("in_force_stated", sa.Boolean()),
        ("seen_on", sa.Date()),
        ("is_dutiable", sa.Boolean()),
    ),
    metadata=metadata,
)

national_tariffs = NATIONAL_TARIFFS.table
