"""What an SDMX-REST address asks for: version 1 of the API (SDMX 2.1) and version 2 (SDMX 3.0)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from servicekit.language import texts

from matrix_api.sdmx import refusals
from matrix_api.sdmx.components import AGENCY, VERSION
from matrix_api.sdmx.parameters import Parameters, no_choice

KINDS = ("agencyscheme", "codelist", "conceptscheme", "dataflow", "datastructure")
"""Kinds of structures that are here."""
OTHER_KINDS = (
    "actualconstraint", "allowedconstraint", "attachmentconstraint", "categorisation",
    "categoryscheme", "categoryschememap", "conceptschememap", "contentconstraint",
    "customtypescheme", "dataconstraint", "dataconsumerscheme", "dataproviderscheme",
    "hierarchicalcodelist", "hierarchy", "hierarchyassociation", "metadataconstraint",
    "metadataflow", "metadataproviderscheme", "metadataprovisionagreement", "metadatastructure",
    "namealiasscheme", "namepersonalisationscheme", "organisationscheme", "organisationschememap",
    "organisationunitscheme", "process", "provisionagreement", "reportingtaxonomy",
    "reportingtaxonomymap", "representationmap", "rulesetscheme", "structuremap", "structureset",
    "transformationscheme", "userdefinedoperatorscheme", "valuelist", "vtlmappingscheme",
)  # fmt: skip
"""Kinds of the standard that nothing here is of."""
DETAILS = (
    "full", "raw", "allstubs", "allcompletestubs", "referencestubs", "referencecompletestubs",
    "referencepartial",
)  # fmt: skip
RELATIONS = (
    "none", "all", "children", "descendants", "parents", "ancestors", "parentsandsiblings",
)  # fmt: skip
_DATA_DETAILS = ("full", "dataonly", "serieskeysonly", "nodata")
_CONTEXTS = ("dataflow", "datastructure")
_WILD = ("all", "*")
_VERSIONS = frozenset({"latest", "~", "+", *_WILD, VERSION, f"{VERSION}+", "1+.0"})
Names = frozenset[str] | None
"""Names asked for; None for all."""


@dataclass(frozen=True)
class Structures:
    """A query of structures."""

    kinds: tuple[str, ...]
    agencies: Names
    ids: Names
    items: Names = None
    detail: str = "full"
    references: tuple[str, ...] = ("none",)


@dataclass(frozen=True)
class Cut:
    """Which data of which dataflow: by keys, by filters of components and by time."""

    agencies: Names
    ids: Names
    keys: tuple[str, ...]
    filters: Mapping[str, str] = field(default_factory=dict)
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Data:
    """A query of data."""

    cut: Cut
    first: int | None
    last: int | None
    at_observation: str | None
    """The dimension at the observation; None where the client leaves it to us."""
    attributes: Names
    has_measure: bool
    has_observations: bool
    """False where series are asked for without their observations."""


@dataclass(frozen=True)
class Availability:
    """A query of what data there are."""

    cut: Cut
    dimensions: Names
    references: tuple[str, ...]
    is_exact: bool
    """What there is of the cut itself; else what could be added to it, dimension by dimension."""


Query = Structures | Data | Availability


def read(version: int, path: str, given: Sequence[tuple[str, str]]) -> Query:
    """Return what an address below `/sdmx/v{version}` asks for.

    Raises
    ------
    ProblemError
        400 for what SDMX-REST does not know, 404 for kinds of which there is nothing, 501 for
        parts of the standard that are not offered.
    """
    resource, *rest = path.rstrip("/").split("/")
    parameters = Parameters(given)
    if resource == "schema":
        return _schema(rest, parameters)
    if resource in ("metadata", "registration"):
        raise refusals.not_offered(f"`{resource}`")
    if version == 1:
        if resource == "data":
            return _data(_by_flow(_padded(rest, 3)), parameters)
        if resource == "availableconstraint":
            *flow, dimension = _padded(rest, 4)
            return _availability(_by_flow(flow), dimension, parameters)
        return _structures([resource, *rest], parameters)
    if resource == "data":
        return _data(_by_context(_padded(rest, 5)), parameters)
    if resource == "availability":
        *context, dimension = _padded(rest, 6)
        return _availability(_by_context(context), dimension, parameters)
    if resource == "structure":
        return _structures(rest, parameters)
    raise no_choice("resource", resource, ("structure", "data", "availability", "schema"))


def _padded(segments: Sequence[str], size: int) -> list[str]:
    """Return so many segments of a path: those left out at its end, or empty, are `all`."""
    if len(segments) > size:
        extra = segments[size]
        raise refusals.bad_syntax(
            texts(
                f"A la dirección le sobra `{extra}`; quítelo.",
                f"No endereço sobra `{extra}`; retire-o.",
                f"The address has `{extra}` too much; leave it out.",
            )
        )
    return [*(one or "all" for one in segments), *["all"] * (size - len(segments))]


def _names(text: str) -> Names:
    found = frozenset(re.split("[,+]", text))
    return None if found & {*_WILD, ""} else found


def _check_version(text: str) -> None:
    for one in text.split(","):
        if one not in _VERSIONS:
            raise refusals.no_results(
                texts(
                    f"No hay una versión {one}: todo lleva la versión {VERSION}; pida `latest`.",
                    f"Não há uma versão {one}: tudo tem a versão {VERSION}; peça `latest`.",
                    f"There is no version {one}: all has version {VERSION}; ask for `latest`.",
                )
            )


def _structures(segments: Sequence[str], parameters: Parameters) -> Structures:
    kind, agency, id_, version, item = _padded(segments, 5)
    if kind in OTHER_KINDS:
        raise refusals.no_results(
            texts(
                f"Aquí no hay estructuras de tipo {kind}.",
                f"Aqui não há estruturas do tipo {kind}.",
                f"There are no structures of kind {kind} here.",
            )
        )
    if kind not in (*KINDS, "structure", *_WILD):
        raise no_choice("artefactType", kind, KINDS)
    _check_version(version)
    detail = parameters.one_of("detail", DETAILS)
    references = parameters.some_of("references", (*RELATIONS, *KINDS, *OTHER_KINDS))
    parameters.end("asOf")
    kinds = (kind,) if kind in KINDS else KINDS
    return Structures(kinds, _names(agency), _names(id_), _names(item), detail, references)


def _schema(segments: Sequence[str], parameters: Parameters) -> Structures:
    context, agency, id_, version = _padded(segments, 4)
    if context not in _CONTEXTS:
        raise no_choice("context", context, _CONTEXTS)
    _check_version(version)
    for name in ("dimensionAtObservation", "explicitMeasure", "explicit"):
        parameters.text(name)
    parameters.end("asOf", "deletion")
    agencies, ids = _names(agency), _names(id_)
    return Structures(("datastructure",), agencies, ids, references=("descendants",))


def _by_flow(segments: Sequence[str]) -> Cut:
    """Return the cut of `{flow}/{key}/{provider}`; a flow is `id` or `agency,id[,version]`."""
    flow, key, provider = segments
    parts = flow.split(",")
    if len(parts) > 3:
        raise no_choice("flow", flow, ("ID", "AGENCY,ID", "AGENCY,ID,VERSION"))
    agency, id_ = (parts[0], parts[1]) if len(parts) > 1 else ("all", parts[0])
    _check_version(parts[2] if len(parts) == 3 else "latest")
    providers = _names(provider)
    if providers is not None and AGENCY not in providers:
        raise no_choice("providerRef", provider, ("all", AGENCY))
    return Cut(_names(agency), _names(id_), tuple(key.split(",")))


def _by_context(segments: Sequence[str]) -> Cut:
    """Return the cut of `{context}/{agency}/{id}/{version}/{key}`."""
    context, agency, id_, version, key = segments
    if not set(context.split(",")) <= {*_CONTEXTS, *_WILD}:
        raise no_choice("context", context, (*_CONTEXTS, "*"))
    _check_version(version)
    return Cut(_names(agency), _names(id_), tuple(key.split(",")))


def _narrowed(cut: Cut, parameters: Parameters) -> Cut:
    return replace(
        cut,
        filters=parameters.filters(),
        start=parameters.text("startPeriod"),
        end=parameters.text("endPeriod"),
    )


def _data(cut: Cut, parameters: Parameters) -> Data:
    cut = _narrowed(cut, parameters)
    detail = parameters.one_of("detail", _DATA_DETAILS)
    attributes = _attributes(parameters.names("attributes"))
    asked = Data(
        cut,
        first=parameters.count("firstNObservations"),
        last=parameters.count("lastNObservations"),
        at_observation=parameters.text("dimensionAtObservation"),
        attributes=frozenset() if detail in ("dataonly", "serieskeysonly") else attributes,
        has_measure=parameters.names("measures") != ("none",),
        has_observations=detail in ("full", "dataonly"),
    )
    parameters.end(
        "updatedAfter", "includeHistory", "offset", "limit", "sort", "asOf",
        "reportingYearStartDay",
    )  # fmt: skip
    return asked


def _attributes(names: tuple[str, ...]) -> Names:
    """Return the attributes asked for; all there are belong to observations."""
    if not names or {"dsd", "all", "obs"} & set(names):
        return None
    return frozenset(names) - {"none", "dataset", "series", "msd"}


def _availability(cut: Cut, dimension: str, parameters: Parameters) -> Availability:
    cut = _narrowed(cut, parameters)
    references = parameters.some_of("references", ("none", "all", *KINDS, *OTHER_KINDS))
    mode = parameters.one_of("mode", ("exact", "available"))
    parameters.end("updatedAfter", "reportingYearStartDay")
    return Availability(cut, _names(dimension), references, mode == "exact")
