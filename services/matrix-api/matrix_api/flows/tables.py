"""Dataset `flows`: bilateral trade by product, one release for each source and year."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from matrix_api.tables import metadata

AREA = "[A-Z][A-Z0-9]{2}"
"""ISO alpha-3, or a code of the source for what ISO does not name (S19: other Asia)."""

_YEAR = Check(
    """select 'year', parts->>'year' from matrix.release
    where id = :release and parts->>'year' !~ '^(19|20)[0-9]{2}$'""",
    texts(
        "El año del corte va en cuatro cifras, como year=2023.",
        "O ano do recorte tem quatro algarismos, como year=2023.",
        "The year of the slice has four digits, as in year=2023.",
    ),
)
_ONE_NOMENCLATURE = Check(
    """select 'nomenclature', min(nomenclature) || ', ' || max(nomenclature)
    from matrix.flows where release_id = :release
    having min(nomenclature) <> max(nomenclature)""",
    texts(
        "Todo el archivo usa una sola edición del Sistema Armonizado; divídalo por edición.",
        "Todo o arquivo usa uma só edição do Sistema Harmonizado; divida-o por edição.",
        "The whole file uses one edition of the Harmonized System; split it by edition.",
    ),
)

FLOWS = Dataset(
    service="matrix",
    name="flows",
    table_name="flows",
    description=texts(
        "Comercio bilateral por producto: valor y peso de lo que un país vende a otro en un año.",
        "Comércio bilateral por produto: valor e peso do que um país vende a outro em um ano.",
        "Bilateral trade by product: value and weight of what one country sells another in a year.",
    ),
    columns=(
        Column(
            name="exporter",
            type=ColumnType.TEXT,
            description=texts(
                "País que vende, ISO 3166-1 alfa-3.",
                "País que vende, ISO 3166-1 alfa-3.",
                "Country that sells, ISO 3166-1 alpha-3.",
            ),
            example="MEX",
            key=True,
            pattern=AREA,
        ),
        Column(
            name="importer",
            type=ColumnType.TEXT,
            description=texts(
                "País que compra, ISO 3166-1 alfa-3.",
                "País que compra, ISO 3166-1 alfa-3.",
                "Country that buys, ISO 3166-1 alpha-3.",
            ),
            example="BRA",
            key=True,
            pattern=AREA,
        ),
        Column(
            name="nomenclature",
            type=ColumnType.TEXT,
            description=texts(
                "Edición del Sistema Armonizado; una sola en todo el archivo.",
                "Edição do Sistema Harmonizado; uma só em todo o arquivo.",
                "Edition of the Harmonized System; one only in the whole file.",
            ),
            example="HS2022",
            choices=("HS1992", "HS1996", "HS2002", "HS2007", "HS2012", "HS2017", "HS2022"),
        ),
        Column(
            name="product",
            type=ColumnType.TEXT,
            description=texts(
                "Subpartida: seis dígitos, con ceros a la izquierda y sin puntos.",
                "Subposição: seis dígitos, com zeros à esquerda e sem pontos.",
                "Subheading: six digits, with leading zeros and no dots.",
            ),
            example="850300",
            key=True,
            pattern="[0-9]{6}",
        ),
        Column(
            name="value_usd",
            type=ColumnType.DECIMAL,
            description=texts(
                "Valor FOB en dólares corrientes de los Estados Unidos, nunca negativo.",
                "Valor FOB em dólares correntes dos Estados Unidos, nunca negativo.",
                "FOB value in current United States dollars, never negative.",
            ),
            example="19427654",
            minimum=0,
        ),
        Column(
            name="weight_kg",
            type=ColumnType.DECIMAL,
            description=texts(
                "Peso neto en kilogramos; vacío cuando la fuente no lo da.",
                "Peso líquido em quilogramas; vazio quando a fonte não o informa.",
                "Net weight in kilograms; empty where the source does not give it.",
            ),
            example="4534246",
            required=False,
            minimum=0,
        ),
    ),
    slice_by=("source", "year"),
    checks=(_YEAR, _ONE_NOMENCLATURE),
    indexes=(
        ("importer", "product", "exporter"),
        ("exporter", "product"),
        ("product", "exporter"),
    ),
    partitioned=True,
    metadata=metadata,
)

flows = FLOWS.table
