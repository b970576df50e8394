"""The codelists of dataflows: fixed ones in three languages, and the ids of those that are data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from eslabon.contracts.empalme import EmpalmeVariant
from eslabon.contracts.envelope import Lang
from eslabon.contracts.matrix import Reporter
from servicekit.language import Texts, texts


@dataclass(frozen=True)
class Codelist:
    """A list of codes with their names."""

    id: str
    names: Texts
    codes: Mapping[str, Texts]


LANGUAGES = tuple(Lang)
ALL_OTHERS = "_T"
"""Code of SDMX for a total: all other members of an edition of the matrices."""
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
VARIANTS = Codelist(
    "CL_EMPALME_VARIANT",
    texts("Mercado no atendido", "Mercado não atendido", "Unmet market"),
    {
        EmpalmeVariant.EXPORTER_GAP.value: texts(
            "Lo que los demás miembros compran y no al exportador",
            "O que os demais membros compram e não do exportador",
            "What the other members buy and not from the exporter",
        ),
        EmpalmeVariant.EXTRA_REGIONAL.value: texts(
            "Lo que los demás miembros compran fuera de la región",
            "O que os demais membros compram fora da região",
            "What the other members buy outside the region",
        ),
        EmpalmeVariant.PER_IMPORTER.value: texts(
            "Lo que un miembro compra y no al exportador",
            "O que um membro compra e não do exportador",
            "What one member buys and not from the exporter",
        ),
    },
)
FIXED = (FREQUENCIES, REPORTERS, TRADE_FLOWS, STATUSES, UNITS, VARIANTS)

EDITIONS = "CL_EMPALME_EDITION"
EDITIONS_NAMES = texts(
    "Ediciones de las Matrices de Empalme",
    "Edições das Matrizes de Empalme",
    "Editions of the Matrices de Empalme",
)
AREAS = "CL_AREA"
AREAS_NAMES = texts("Países y territorios", "Países e territórios", "Countries and territories")


def products(nomenclature: str) -> str:
    """Return the id of the codelist of products of an edition of the Harmonized System."""
    return f"CL_{nomenclature}"
