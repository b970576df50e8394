"""Columns that datasets of trade share."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, texts

from matrix_api.totals.names import AREA, PRODUCT, REVISIONS

AREA_COLUMN = Column(
    name="area",
    type=ColumnType.TEXT,
    description=texts(
        "País, ISO 3166-1 alfa-3, o WLD: el mundo.",
        "País, ISO 3166-1 alfa-3, ou WLD: o mundo.",
        "Country, ISO 3166-1 alpha-3, or WLD: the world.",
    ),
    example="CHL",
    key=True,
    pattern=AREA,
)
NOMENCLATURE_COLUMN = Column(
    name="nomenclature",
    type=ColumnType.TEXT,
    description=texts(
        "Edición del Sistema Armonizado; una sola en todo el archivo.",
        "Edição do Sistema Harmonizado; uma só em todo o arquivo.",
        "Edition of the Harmonized System; one only in the whole file.",
    ),
    example="HS1992",
    choices=REVISIONS,
)
PRODUCT_COLUMN = Column(
    name="product",
    type=ColumnType.TEXT,
    description=texts(
        "Capítulo, partida o subpartida (2, 4 o 6 dígitos), o TOTAL: todo lo que comercia.",
        "Capítulo, posição ou subposição (2, 4 ou 6 dígitos), ou TOTAL: tudo o que comercia.",
        "Chapter, heading or subheading (2, 4 or 6 digits), or TOTAL: all that it trades.",
    ),
    example="7403",
    key=True,
    pattern=PRODUCT,
)


def dollars(name: str, es: str, pt: str, en: str) -> Column:
    """Return a column of current dollars, empty where the source does not give them."""
    said = texts(es, pt, en)
    return Column(name, ColumnType.DECIMAL, said, "12095000000", required=False, minimum=0)
