"""Dataset `regional_flows`: trade within Latin America and the Caribbean by heading."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from matrix_api.tables import metadata
from matrix_api.totals.columns import NOMENCLATURE_COLUMN, dollars
from matrix_api.totals.names import AREA, HEADING

REGIONAL_FLOWS = Dataset(
    service="matrix",
    name="regional_flows",
    table_name="regional_flows",
    description=texts(
        "Comercio entre países de América Latina y el Caribe por partida, en un año.",
        "Comércio entre países da América Latina e do Caribe por posição, em um ano.",
        "Trade between countries of Latin America and the Caribbean by heading, in a year.",
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
        Column(
            name="heading",
            type=ColumnType.TEXT,
            description=texts(
                "Partida: cuatro dígitos.", "Posição: quatro dígitos.", "Heading: four digits."
            ),
            example="0201",
            key=True,
            pattern=HEADING,
        ),
        dollars(
            "value_usd",
            "Valor en dólares corrientes.",
            "Valor em dólares correntes.",
            "Value in current dollars.",
        ),
    ),
    slice_by=("source", "year"),
    indexes=(("importer", "heading", "exporter"),),
    partitioned=True,
    metadata=metadata,
)

regional_flows = REGIONAL_FLOWS.table
