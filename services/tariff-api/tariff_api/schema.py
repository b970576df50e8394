"""The metadata that every table of the schema `tariff` belongs to, and columns that recur."""

import sqlalchemy as sa
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Texts, texts

SCHEMA = "tariff"

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ISO3 = r"[A-Z]{3}"
DIGITS = r"[0-9]{2,12}"
NOMENCLATURE = r"[A-Z0-9][A-Z0-9_-]{1,19}"

SOURCE = Column(
    "source",
    ColumnType.TEXT,
    texts(
        "Dónde consta: dirección o documento.",
        "Onde consta: endereço ou documento.",
        "Where it is stated: address or document.",
    ),
    "Ley 1000 de 2005",
)
NOTE = Column(
    "note",
    ColumnType.TEXT,
    texts("Aclaración.", "Esclarecimento.", "Remark."),
    "",
    required=False,
)
VALID_FROM = Column(
    "valid_from",
    ColumnType.DATE,
    texts("Primer día de vigencia.", "Primeiro dia de vigência.", "First day in force."),
    "2022-01-01",
    key=True,
)
VALID_TO = Column(
    "valid_to",
    ColumnType.DATE,
    texts(
        "Último día de vigencia, incluido.",
        "Último dia de vigência, inclusive.",
        "Last day in force, inclusive.",
    ),
    "2022-12-31",
)
DATES_STATED = Column(
    "dates_stated",
    ColumnType.BOOLEAN,
    texts(
        "true si la fuente declara esas fechas, false si se infieren.",
        "true se a fonte declara essas datas, false se são inferidas.",
        "true where the source states these dates, false where they are inferred.",
    ),
    "false",
)
OBSERVED_ON = Column(
    "observed_on",
    ColumnType.DATE,
    texts(
        "Día del archivo del que se leyó la cifra.",
        "Dia do arquivo de que se leu o número.",
        "Day of the file that the figure was read from.",
    ),
    "2021-03-31",
)


def before(first: str) -> Texts:
    """Say that a last day comes before the first, which the column `first` holds."""
    return texts(
        f"es anterior a {first}: corrija una de las dos fechas",
        f"é anterior a {first}: corrija uma das duas datas",
        f"is before {first}: correct one of the two days",
    )


def one_nomenclature(table: str) -> Check:
    """Refuse a release of a table whose rows name several nomenclatures."""
    return Check(
        f"""select 'nomenclature', string_agg(distinct nomenclature, ' ') from {SCHEMA}.{table}
        where release_id = :release having count(distinct nomenclature) > 1""",
        texts(
            "una edición se escribe en una sola nomenclatura: divida el archivo",
            "uma edição é escrita numa só nomenclatura: divida o arquivo",
            "an edition is written in one nomenclature: split the file",
        ),
    )
