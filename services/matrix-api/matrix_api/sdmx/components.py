"""Components of dataflows: dimensions, the measure and attributes, named in three languages."""

from dataclasses import dataclass
from enum import StrEnum

from servicekit.language import Texts, texts

from matrix_api.sdmx import codelists

AGENCY = "ESLABON"
AGENCY_NAME = texts("Eslabón", "Eslabón", "Eslabón")
VERSION = "1.0"
"""Of every structure. Not a semantic version: the codes listed follow what is published."""
CONCEPTS = "CONCEPTS"


class Kind(StrEnum):
    """What values of a component are, by its name in SDMX."""

    TEXT = "String"
    DECIMAL = "Decimal"
    NUMBER = "Double"
    PERIOD = "ObservationalTimePeriod"


@dataclass(frozen=True)
class Component:
    """A dimension, measure or attribute; its concept has the same id."""

    id: str
    names: Texts
    codelist: str | None = None
    kind: Kind = Kind.TEXT
    is_required: bool = True
    if_open: tuple[str, ...] | None = None
    """Codes that stand for a dimension left open, where listed cells without a row are told of;
    None where it must be listed."""


PRODUCT = Component("PRODUCT", texts("Producto", "Produto", "Product"))
"""Its codelist is that of the edition of the Harmonized System that a dataflow is in."""
FREQ = Component(
    "FREQ",
    codelists.FREQUENCIES.names,
    codelists.FREQUENCIES.id,
    if_open=tuple(codelists.FREQUENCIES.codes),
)
EXPORTER = Component("EXPORTER", texts("Exportador", "Exportador", "Exporter"), codelists.AREAS)
IMPORTER = Component("IMPORTER", texts("Importador", "Importador", "Importer"), codelists.AREAS)
REF_AREA = Component("REF_AREA", texts("País", "País", "Country"), codelists.AREAS)
REPORTED_BY = Component(
    "REPORTED_BY",
    codelists.REPORTERS.names,
    codelists.REPORTERS.id,
    if_open=(codelists.NOT_STATED,),
)
TRADE_FLOW = Component(
    "TRADE_FLOW",
    codelists.TRADE_FLOWS.names,
    codelists.TRADE_FLOWS.id,
    if_open=tuple(codelists.TRADE_FLOWS.codes),
)
EDITION = Component("EDITION", texts("Edición", "Edição", "Edition"), codelists.EDITIONS)
VARIANT = Component("VARIANT", codelists.VARIANTS.names, codelists.VARIANTS.id)
TIME_PERIOD = Component("TIME_PERIOD", texts("Año", "Ano", "Year"), kind=Kind.PERIOD)
OBS_STATUS = Component("OBS_STATUS", codelists.STATUSES.names, codelists.STATUSES.id)
COMMENT_OBS = Component(
    "COMMENT_OBS",
    texts(
        "Por qué falta el valor o qué le falta",
        "Por que falta o valor ou o que lhe falta",
        "Why the value is missing or what it lacks",
    ),
    is_required=False,
)
UNIT_MEASURE = Component("UNIT_MEASURE", codelists.UNITS.names, codelists.UNITS.id)
WEIGHT_KG = Component(
    "WEIGHT_KG",
    texts("Peso neto en kilogramos", "Peso líquido em quilogramas", "Net weight in kilograms"),
    kind=Kind.DECIMAL,
    is_required=False,
)
QUANTITY = Component(
    "QUANTITY",
    texts("Cantidad", "Quantidade", "Quantity"),
    kind=Kind.DECIMAL,
    is_required=False,
)
QUANTITY_UNIT = Component(
    "QUANTITY_UNIT",
    texts("Unidad de la cantidad", "Unidade da quantidade", "Unit of the quantity"),
    is_required=False,
)
OF_MATRICES = (
    Component(
        "IVCR",
        texts(
            "Ventaja comparativa revelada",
            "Vantagem comparativa revelada",
            "Revealed comparative advantage",
        ),
        kind=Kind.NUMBER,
        is_required=False,
    ),
    Component(
        "UNMET_USD",
        texts(
            "Mercado no atendido, en dólares, media de los años",
            "Mercado não atendido, em dólares, média dos anos",
            "Unmet market in dollars, mean of the years",
        ),
        kind=Kind.DECIMAL,
        is_required=False,
    ),
    Component(
        "UNMET_SHARE",
        texts(
            "Parte en el mercado no atendido de las partidas seleccionadas",
            "Parte no mercado não atendido das posições selecionadas",
            "Share in the unmet market of the selected headings",
        ),
        kind=Kind.NUMBER,
        is_required=False,
    ),
    Component(
        "EXPORTS_USD",
        texts(
            "Exportaciones al mundo, en dólares, media de los años",
            "Exportações ao mundo, em dólares, média dos anos",
            "Exports to the world in dollars, mean of the years",
        ),
        kind=Kind.DECIMAL,
        is_required=False,
    ),
    Component("RANK", texts("Puesto", "Posto", "Rank"), is_required=False),
    Component(
        "YEARS",
        texts("Años promediados", "Anos da média", "Years averaged"),
        is_required=False,
    ),
)
"""What stands beside an index of empalme."""
PROVENANCE = (
    Component("SOURCE", texts("Fuente", "Fonte", "Source"), is_required=False),
    Component("LICENCE", texts("Licencia", "Licença", "Licence"), is_required=False),
    Component("RELEASE", texts("Entrega", "Entrega", "Release"), is_required=False),
    Component("CITE_AS", texts("Cómo citar", "Como citar", "How to cite"), is_required=False),
)
"""Where a value comes from; empty where there is no release to have it from."""


def of_values(kind: Kind) -> Component:
    """Return the measure: its value is left out where it is missing."""
    names = texts("Valor observado", "Valor observado", "Observed value")
    return Component("OBS_VALUE", names, kind=kind, is_required=False)
