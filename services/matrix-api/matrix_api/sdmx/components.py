"""Components of dataflows and the fixed codelists they take values from, in three languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from eslabon.contracts.matrix import Reporter
from servicekit.language import Texts, texts

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


@dataclass(frozen=True)
class Codelist:
    """A list of codes with their names."""

    id: str
    names: Texts
    codes: Mapping[str, Texts]


NOT_STATED = "_X"
"""Code of SDMX for what is not specified: nobody states who reported the flow."""

FREQUENCIES = Codelist(
    "CL_FREQ",
    texts("Frecuencia", "Frequência", "Frequency"),
    {"A": texts("Anual", "Anual", "Annual")},
)
REPORTERS = Codelist(
    "CL_REPORTED_BY",
    texts("Quién declara", "Quem declara", "Who reports"),
    {
        NOT_STATED: texts("No consta", "Não consta", "Not stated"),
        Reporter.EXPORTER.value: texts("El exportador", "O exportador", "The exporter"),
        Reporter.IMPORTER.value: texts("El importador", "O importador", "The importer"),
        Reporter.MIRROR.value: texts(
            "Espejo: tomado de la otra parte",
            "Espelho: tomado da outra parte",
            "Mirror: taken from the other side",
        ),
        Reporter.RECONCILED.value: texts(
            "Conciliado: una cifra de las dos declaraciones",
            "Conciliado: um número das duas declarações",
            "Reconciled: one figure made of both reports",
        ),
    },
)
TRADE_FLOWS = Codelist(
    "CL_TRADE_FLOW",
    texts("Sentido del comercio", "Sentido do comércio", "Trade flow"),
    {
        "M": texts("Importaciones", "Importações", "Imports"),
        "X": texts("Exportaciones", "Exportações", "Exports"),
    },
)


class Status(StrEnum):
    """Status of an observation, by its code in SDMX's own list."""

    NORMAL = "A"
    PARTIAL = "D"
    NOT_LOADED = "L"


STATUSES = Codelist(
    "CL_OBS_STATUS",
    texts("Estado de la observación", "Estado da observação", "Observation status"),
    {
        Status.NORMAL.value: texts("Valor normal", "Valor normal", "Normal value"),
        Status.PARTIAL.value: texts(
            "La definición difiere: suma solo lo cargado",
            "A definição difere: soma só o carregado",
            "Definition differs: adds up what is loaded only",
        ),
        Status.NOT_LOADED.value: texts(
            "Falta: el dato existe y no está cargado",
            "Falta: o dado existe e não está carregado",
            "Missing: data exist and are not loaded",
        ),
    },
)
UNITS = Codelist(
    "CL_UNIT_MEASURE",
    texts("Unidad de medida", "Unidade de medida", "Unit of measure"),
    {
        "USD": texts(
            "Dólares corrientes de los Estados Unidos",
            "Dólares correntes dos Estados Unidos",
            "Current United States dollars",
        ),
        "RATIO": texts("Cociente sin unidad", "Quociente sem unidade", "Ratio without unit"),
    },
)
FIXED = (FREQUENCIES, REPORTERS, TRADE_FLOWS, STATUSES, UNITS)

AREAS = "CL_AREA"
AREAS_NAMES = texts("Países y territorios", "Países e territórios", "Countries and territories")


def products(nomenclature: str) -> str:
    """Return the id of the codelist of products of an edition of the Harmonized System."""
    return f"CL_{nomenclature}"


PRODUCT = Component("PRODUCT", texts("Producto", "Produto", "Product"))
"""Its codelist is that of the edition of the Harmonized System that a dataflow is in."""
FREQ = Component("FREQ", FREQUENCIES.names, FREQUENCIES.id, if_open=tuple(FREQUENCIES.codes))
EXPORTER = Component("EXPORTER", texts("Exportador", "Exportador", "Exporter"), AREAS)
IMPORTER = Component("IMPORTER", texts("Importador", "Importador", "Importer"), AREAS)
REF_AREA = Component("REF_AREA", texts("País", "País", "Country"), AREAS)
REPORTED_BY = Component("REPORTED_BY", REPORTERS.names, REPORTERS.id, if_open=(NOT_STATED,))
TRADE_FLOW = Component(
    "TRADE_FLOW", TRADE_FLOWS.names, TRADE_FLOWS.id, if_open=tuple(TRADE_FLOWS.codes)
)
TIME_PERIOD = Component("TIME_PERIOD", texts("Año", "Ano", "Year"), kind=Kind.PERIOD)
OBS_STATUS = Component("OBS_STATUS", STATUSES.names, STATUSES.id)
COMMENT_OBS = Component(
    "COMMENT_OBS",
    texts(
        "Por qué falta el valor o qué le falta",
        "Por que falta o valor ou o que lhe falta",
        "Why the value is missing or what it lacks",
    ),
    is_required=False,
)
UNIT_MEASURE = Component("UNIT_MEASURE", UNITS.names, UNITS.id)
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
