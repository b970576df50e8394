"""Dataset `partners`: what each country trades with each other one in a year, all products."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from matrix_api.tables import metadata
from matrix_api.totals.columns import NOMENCLATURE_COLUMN, dollars
from matrix_api.totals.names import AREA

PARTNERS = Dataset(
    service="matrix",
    name="partners",
    table_name="partners",
    description=texts(
        "Lo que cada país vende a cada otro en un año, de todos los productos juntos.",
        "O que cada país vende a cada outro em um ano, de todos os produtos juntos.",
        "What each country sells to each other one in a year, of all products together.",
    ),
    columns=(
        Column(
            name="exporter",
            type=ColumnType.TEXT,
            description=texts("País que vende.", "País que vende.", "Country that sells."),
            example="URY",
            key=True,
            pattern=AREA,
        ),
        Column(
            name="importer",
            type=ColumnType.TEXT,
            description=texts("País que compra.", "País que compra.", "Country that buys."),
            example="BRA",
            key=True,
            pattern=AREA,
        ),
        NOMENCLATURE_COLUMN,
        dollars(
            "exports_usd",
            "Lo que declara el exportador, o la cifra única, en dólares corrientes.",
            "O que declara o exportador, ou o número único, em dólares correntes.",
            "What the exporter reports, or the one figure, in current dollars.",
        ),
        dollars(
            "imports_usd",
            "Lo que declara el importador, o la cifra única, en dólares corrientes.",
            "O que declara o importador, ou o número único, em dólares correntes.",
            "What the importer reports, or the one figure, in current dollars.",
        ),
    ),
    slice_by=("source", "year"),
    indexes=(("importer", "exporter"),),
    metadata=metadata,
)

partners = PARTNERS.table
