"""Datasets of complexity: what is built of one source's exports of one year."""

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from niche_api import columns
from niche_api.tables import metadata

HEADING = "[0-9]{4}"
AREA = "[A-Z][A-Z0-9]{2}"
SLICE = ("source", "year")


def _number(name: str, example: str, es: str, pt: str, en: str, *, required: bool = True) -> Column:
    return columns.of_type(ColumnType.NUMBER, name, example, es, pt, en, required=required)


def _count(name: str, example: str, es: str, pt: str, en: str, *, required: bool = True) -> Column:
    return columns.of_type(
        ColumnType.INTEGER, name, example, es, pt, en, required=required, minimum=0
    )


def _flag(name: str, es: str, pt: str, en: str) -> Column:
    return columns.of_type(ColumnType.BOOLEAN, name, "true", es, pt, en)


def _exports(es: str, pt: str, en: str) -> Column:
    return columns.of_type(ColumnType.DECIMAL, "exports_usd", "12138392576", es, pt, en, minimum=0)


PLACE = columns.text(
    "place",
    "CHL",
    "País, ISO 3166-1 alfa-3, o el código de la fuente.",
    "País, ISO 3166-1 alfa-3, ou o código da fonte.",
    "Country, ISO 3166-1 alpha-3, or the source's code.",
    key=True,
    pattern=AREA,
)
PRODUCT = columns.text(
    "product", "7403", "Partida.", "Posição.", "Heading.", key=True, pattern=HEADING
)
NOMENCLATURE = columns.text(
    "nomenclature",
    "HS1992",
    "Edición del Sistema Armonizado.",
    "Edição do Sistema Harmonizado.",
    "Edition of the Harmonized System.",
    pattern=columns.NOMENCLATURE_ID,
)

COMPLEXITY_COUNTRIES = Dataset(
    service="niche",
    name="complexity_countries",
    table_name="complexity_countries",
    description=texts(
        "Complejidad de los países: se calcula con las exportaciones que tiene matrix-api.",
        "Complexidade dos países: calcula-se com as exportações que matrix-api tem.",
        "Complexity of countries: computed from the exports that matrix-api holds.",
    ),
    columns=(
        PLACE,
        NOMENCLATURE,
        _exports(
            "Exportaciones en dólares corrientes.",
            "Exportações em dólares correntes.",
            "Exports in current dollars.",
        ),
        _flag(
            "is_ranked",
            "Si cuenta entre los países que determinan el índice; los demás se miden con él.",
            "Se conta entre os países que determinam o índice; os demais se medem com ele.",
            "Whether it is one of the countries that determine the index; others are measured by "
            "it.",
        ),
        _count(
            "diversity",
            "211",
            "Productos con ventaja revelada: industrias del país.",
            "Produtos com vantagem revelada: indústrias do país.",
            "Products with revealed advantage: the country's industries.",
        ),
        _number(
            "eci",
            "0.42",
            "Índice de complejidad económica; vacío sin productos.",
            "Índice de complexidade econômica; vazio sem produtos.",
            "Economic complexity index; empty without products.",
            required=False,
        ),
        _count(
            "eci_rank",
            "57",
            "Puesto por ECI entre los países que determinan el índice.",
            "Posição por ECI entre os países que determinam o índice.",
            "Place by ECI among the countries that determine the index.",
            required=False,
        ),
        _number(
            "outlook_index",
            "0.87",
            "Índice de perspectiva (COI), estandarizado.",
            "Índice de perspectiva (COI), padronizado.",
            "Complexity outlook index (COI), standardised.",
            required=False,
        ),
        _number(
            "fitness",
            "1.31",
            "Aptitud (fitness); la media es 1.",
            "Aptidão (fitness); a média é 1.",
            "Fitness; the mean is 1.",
            required=False,
        ),
        _count(
            "fitness_rank",
            "40",
            "Puesto por aptitud.",
            "Posição por aptidão.",
            "Place by fitness.",
            required=False,
        ),
    ),
    slice_by=SLICE,
    metadata=metadata,
)

COMPLEXITY_PRODUCTS = Dataset(
    service="niche",
    name="complexity_products",
    table_name="complexity_products",
    description=texts(
        "Complejidad de los productos y su lugar en el espacio de productos.",
        "Complexidade dos produtos e seu lugar no espaço de produtos.",
        "Complexity of products, and their place in the product space.",
    ),
    columns=(
        PRODUCT,
        NOMENCLATURE,
        _exports(
            "Exportaciones del mundo en dólares corrientes.",
            "Exportações do mundo em dólares correntes.",
            "The world's exports in current dollars.",
        ),
        _count(
            "ubiquity",
            "22",
            "Países con ventaja revelada, de los que determinan el índice.",
            "Países com vantagem revelada, dos que determinam o índice.",
            "Countries with revealed advantage, of those that determine the index.",
        ),
        _number(
            "pci",
            "-0.71",
            "Índice de complejidad del producto, en la escala del ECI.",
            "Índice de complexidade do produto, na escala do ECI.",
            "Product complexity index, on the scale of ECI.",
            required=False,
        ),
        _count(
            "pci_rank",
            "911",
            "Puesto por PCI.",
            "Posição por PCI.",
            "Place by PCI.",
            required=False,
        ),
        _number(
            "x",
            "0.35",
            "Abscisa en el espacio de productos, de 0 a 1.",
            "Abscissa no espaço de produtos, de 0 a 1.",
            "Abscissa in the product space, 0 to 1.",
            required=False,
        ),
        _number(
            "y",
            "0.62",
            "Ordenada en el espacio de productos, de 0 a 1.",
            "Ordenada no espaço de produtos, de 0 a 1.",
            "Ordinate in the product space, 0 to 1.",
            required=False,
        ),
    ),
    slice_by=SLICE,
    metadata=metadata,
)

COMPLEXITY_CELLS = Dataset(
    service="niche",
    name="complexity_cells",
    table_name="complexity_cells",
    description=texts(
        "Cada país frente a cada producto: ventaja, densidad y lo que abriría.",
        "Cada país diante de cada produto: vantagem, densidade e o que abriria.",
        "Each country before each product: advantage, density and what it would open.",
    ),
    columns=(
        PLACE,
        PRODUCT,
        _exports(
            "Exportaciones en dólares corrientes; 0 si la fuente no da ninguna.",
            "Exportações em dólares correntes; 0 se a fonte não dá nenhuma.",
            "Exports in current dollars; 0 where the source gives none.",
        ),
        _number(
            "rca",
            "12.5",
            "Ventaja comparativa revelada (Balassa).",
            "Vantagem comparativa revelada (Balassa).",
            "Revealed comparative advantage (Balassa).",
        ),
        _number(
            "density",
            "0.31",
            "Parte de lo cercano al producto que el país ya hace, de 0 a 1.",
            "Parte do que está perto do produto que o país já faz, de 0 a 1.",
            "Share of what is near the product that the country already makes, 0 to 1.",
            required=False,
        ),
        _number(
            "outlook_gain",
            "0.12",
            "Ganancia de perspectiva (COG); 0 en lo que ya hace.",
            "Ganho de perspectiva (COG); 0 no que já faz.",
            "Complexity outlook gain (COG); 0 in what it already makes.",
            required=False,
        ),
    ),
    slice_by=SLICE,
    indexes=(("product", "place"),),
    partitioned=True,
    metadata=metadata,
)

COMPLEXITY_PROXIMITY = Dataset(
    service="niche",
    name="complexity_proximity",
    table_name="complexity_proximity",
    description=texts(
        "Cercanía de los productos: pares por encima de un umbral y los del árbol que los une.",
        "Proximidade dos produtos: pares acima de um limiar e os da árvore que os une.",
        "Proximity of products: pairs above a threshold, and those of the tree that joins them.",
    ),
    columns=(
        PRODUCT,
        columns.text(
            "other",
            "7404",
            "Otra partida; cada par está en ambos sentidos.",
            "Outra posição; cada par está nos dois sentidos.",
            "Another heading; each pair stands both ways.",
            key=True,
            pattern=HEADING,
        ),
        _number(
            "proximity",
            "0.57",
            "Menor de las dos probabilidades de exportar uno dado el otro, de 0 a 1.",
            "Menor das duas probabilidades de exportar um dado o outro, de 0 a 1.",
            "Lesser of both probabilities of exporting one given the other, 0 to 1.",
        ),
        _flag(
            "is_tree",
            "Si está en el árbol de mayor cercanía.",
            "Se está na árvore de maior proximidade.",
            "Whether it is in the maximum spanning tree.",
        ),
    ),
    slice_by=SLICE,
    metadata=metadata,
)

DATASETS = (
    COMPLEXITY_COUNTRIES,
    COMPLEXITY_PRODUCTS,
    COMPLEXITY_CELLS,
    COMPLEXITY_PROXIMITY,
)
countries = COMPLEXITY_COUNTRIES.table
products = COMPLEXITY_PRODUCTS.table
cells = COMPLEXITY_CELLS.table
proximity = COMPLEXITY_PROXIMITY.table
