"""Dataset `totals`: what each country exports and imports of each product in a year."""

from servicekit.releases.dataset import Dataset, texts

from matrix_api.rca.spreading import RCA_OF_TOTALS
from matrix_api.tables import metadata
from matrix_api.totals.checks import YEAR, one_nomenclature
from matrix_api.totals.columns import AREA_COLUMN, NOMENCLATURE_COLUMN, PRODUCT_COLUMN, dollars
from matrix_api.totals.filling import FILL

TOTALS = Dataset(
    service="matrix",
    name="totals",
    table_name="totals",
    description=texts(
        "Lo que cada país exporta e importa de cada producto en un año, con todo el mundo. Basta "
        "un nivel de productos: los superiores, TOTAL y WLD se suman si el archivo no los trae.",
        "O que cada país exporta e importa de cada produto em um ano, com todo o mundo. Basta um "
        "nível de produtos: os superiores, TOTAL e WLD são somados se o arquivo não os traz.",
        "What each country exports and imports of each product in a year, with the whole world. "
        "One level of products is enough: those above, TOTAL and WLD are added up where the file "
        "leaves them out.",
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
    derive=FILL,
    checks=(YEAR, one_nomenclature("totals")),
    indexes=(("product", "area"),),
    spreads=(RCA_OF_TOTALS,),
    partitioned=True,
    metadata=metadata,
)

totals = TOTALS.table
