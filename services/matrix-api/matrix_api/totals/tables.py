"""Dataset `totals`: what each country exports and imports of each product in a year."""

from servicekit.releases.dataset import Dataset, texts

from matrix_api.rca.spreading import RCA_OF_TOTALS
from matrix_api.tables import metadata
from matrix_api.totals.columns import AREA_COLUMN, NOMENCLATURE_COLUMN, PRODUCT_COLUMN, dollars

TOTALS = Dataset(
    service="matrix",
    name="totals",
    table_name="totals",
    description=texts(
        "Lo que cada país exporta e importa de cada producto en un año, con todo el mundo.",
        "O que cada país exporta e importa de cada produto em um ano, com todo o mundo.",
        "What each country exports and imports of each product in a year, with the whole world.",
    ),
    columns=(
        AREA_COLUMN,
        NOMENCLATURE_COLUMN,
        PRODUCT_COLUMN,
        dollars(
            "exports_usd",
            "Exportaciones en dólares corrientes; vacío cuando la fuente no las da.",
            "Exportações em dólares correntes; vazio quando a fonte não as informa.",
            "Exports in current dollars; empty where the source does not give them.",
        ),
        dollars(
            "imports_usd",
            "Importaciones en dólares corrientes; vacío cuando la fuente no las da.",
            "Importações em dólares correntes; vazio quando a fonte não as informa.",
            "Imports in current dollars; empty where the source does not give them.",
        ),
    ),
    slice_by=("source", "year"),
    indexes=(("product", "area"),),
    spreads=(RCA_OF_TOTALS,),
    partitioned=True,
    metadata=metadata,
)

totals = TOTALS.table
