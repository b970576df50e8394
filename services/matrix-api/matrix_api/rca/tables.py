"""Dataset `rca`: revealed comparative advantage, computed when totals are loaded."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from matrix_api.tables import metadata
from matrix_api.totals.columns import AREA_COLUMN, NOMENCLATURE_COLUMN, PRODUCT_COLUMN

RCA = Dataset(
    service="matrix",
    name="rca",
    table_name="rca",
    description=texts(
        "Ventaja comparativa revelada (Balassa) de cada país en cada producto que exporta.",
        "Vantagem comparativa revelada (Balassa) de cada país em cada produto que exporta.",
        "Revealed comparative advantage (Balassa) of each country in each product it exports.",
    ),
    columns=(
        AREA_COLUMN,
        NOMENCLATURE_COLUMN,
        PRODUCT_COLUMN,
        Column(
            name="rca",
            type=ColumnType.NUMBER,
            description=texts(
                "Parte del producto en lo que exporta el país, sobre la que tiene en el mundo.",
                "Parte do produto no que exporta o país, sobre a que tem no mundo.",
                "Share of the product in the country's exports over its share in the world's.",
            ),
            example="12.5",
            minimum=0,
        ),
    ),
    slice_by=("source", "year"),
    partitioned=True,
    metadata=metadata,
)

rca = RCA.table
