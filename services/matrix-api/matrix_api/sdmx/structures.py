"""Structures as pysdmx's objects: dataflows, data structures, codelists, concepts, agencies.

pysdmx is imported with the first one that is built: a service starts without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from servicekit.language import Texts, texts

from matrix_api.sdmx import codelists, components
from matrix_api.sdmx.catalogue import Catalogue
from matrix_api.sdmx.components import AGENCY, AGENCY_NAME, CONCEPTS, VERSION, Component, Kind
from matrix_api.sdmx.cubes import Cube
from matrix_api.sdmx.cuts import Presence
from matrix_api.sdmx.graph import AGENCIES, Node, Selection
from matrix_api.sdmx.names import Named

if TYPE_CHECKING:
    from pysdmx import model
    from pysdmx.model.__base import MaintainableArtefact

Say = Callable[[Texts], str]
"""Gives what is written in the place of a text in three languages."""

_URN = "urn:sdmx:org.sdmx.infomodel"
_CLASSES = {
    "agencyscheme": "base.AgencyScheme",
    "codelist": "codelist.Codelist",
    "conceptscheme": "conceptscheme.ConceptScheme",
    "dataflow": "datastructure.Dataflow",
    "datastructure": "datastructure.DataStructure",
}
_FIXED_NAMES = {
    AGENCIES.id: texts("Agencias", "Agências", "Agencies"),
    CONCEPTS: texts("Conceptos de Eslabón", "Conceitos do Eslabón", "Concepts of Eslabón"),
    codelists.AREAS: codelists.AREAS_NAMES,
    codelists.EDITIONS: codelists.EDITIONS_NAMES,
    **{one.id: one.names for one in codelists.FIXED},
}


def urn(node: Node) -> str:
    """Return the URN of a structure."""
    return f"{_URN}.{_CLASSES[node.kind]}={node.agency}:{node.id}({VERSION})"


def is_stub(detail: str, node: Node, selection: Selection) -> bool:
    """Tell whether only the identity of a structure is asked for."""
    if detail.startswith("reference"):
        return detail.endswith("stubs") and node in selection.referenced
    return detail.endswith("stubs")


@dataclass(frozen=True)
class Builder:
    """Builds structures of a catalogue, as much of each as is asked for."""

    catalogue: Catalogue
    say: Say
    names: Mapping[str, Named]
    """Names of codes by codelist."""
    detail: str = "full"
    items: frozenset[str] | None = None
    """Items of lists that are asked for; None for all."""
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Codes that are left in a codelist, by codelist."""

    def built(self, selection: Selection) -> list[MaintainableArtefact]:
        """Return the structures of a selection."""
        makers: dict[str, Callable[[Node, Any], MaintainableArtefact]] = {
            "agencyscheme": self._agencies,
            "codelist": self._codelist,
            "conceptscheme": self._concepts,
            "dataflow": self._dataflow,
            "datastructure": self._structure,
        }
        return [makers[node.kind](node, selection) for node in selection.nodes]

    def _head(self, node: Node, selection: Selection) -> dict[str, Any]:
        """Return what every structure has: its identity and its names."""
        head = {
            "id": node.id,
            "agency": node.agency,
            "version": VERSION,
            "urn": urn(node),
            "name": self.say(self._names_of(node)),
            "is_external_reference": is_stub(self.detail, node, selection),
        }
        is_bare = is_stub(self.detail, node, selection) and "complete" not in self.detail
        if node.kind in ("dataflow", "datastructure") and not is_bare:
            head["description"] = self.say(self.catalogue.cubes[node.id].descriptions)
        return head

    def _names_of(self, node: Node) -> Texts:
        if node.kind in ("dataflow", "datastructure"):
            return self.catalogue.cubes[node.id].names
        edition = node.id.removeprefix(codelists.products(""))
        return _FIXED_NAMES.get(node.id) or texts(
            f"Productos de {edition}", f"Produtos de {edition}", f"Products of {edition}"
        )

    def _agencies(self, node: Node, selection: Selection) -> MaintainableArtefact:
        from pysdmx import model

        ours = model.Agency(
            id=AGENCY, name=self.say(AGENCY_NAME), urn=f"{_URN}.base.Agency=SDMX:AGENCIES.{AGENCY}"
        )
        items = () if is_stub(self.detail, node, selection) else (ours,)
        return model.AgencyScheme(**self._head(node, selection), items=items)

    def _codelist(self, node: Node, selection: Selection) -> MaintainableArtefact:
        from pysdmx import model

        codes = self.names.get(node.id, {})
        left = self.only.get(node.id, codes.keys())
        wanted = left if self.items is None else left & self.items
        items = [
            model.Code(
                id=code,
                name=self.say(said),
                urn=f"{_URN}.codelist.Code={AGENCY}:{node.id}({VERSION}).{code}",
            )
            for code, said in codes.items()
            if code in wanted and not is_stub(self.detail, node, selection)
        ]
        is_partial = len(items) < len(codes)
        return model.Codelist(**self._head(node, selection), items=items, is_partial=is_partial)

    def _concepts(self, node: Node, selection: Selection) -> MaintainableArtefact:
        from pysdmx import model

        cubes = self.catalogue.cubes
        if self.detail == "referencepartial" and node in selection.referenced:
            ids = {one.id for one in selection.nodes if one.id in cubes}
            cubes = {id_: cube for id_, cube in cubes.items() if id_ in ids}
        found = {one.id: one for cube in cubes.values() for one in cube.components}
        items = [
            model.Concept(id=one.id, name=self.say(one.names), urn=_concept_urn(one.id))
            for one in found.values()
            if (self.items is None or one.id in self.items)
            and not is_stub(self.detail, node, selection)
        ]
        is_partial = cubes is not self.catalogue.cubes or self.items is not None
        head = self._head(node, selection)
        return model.ConceptScheme(**head, items=items, is_partial=is_partial)

    def _dataflow(self, node: Node, selection: Selection) -> MaintainableArtefact:
        from pysdmx import model

        structure = urn(Node("datastructure", node.id))
        return model.Dataflow(**self._head(node, selection), structure=structure)

    def _structure(self, node: Node, selection: Selection) -> MaintainableArtefact:
        from pysdmx import model

        cube = self.catalogue.cubes[node.id]
        parts = [] if is_stub(self.detail, node, selection) else described(cube)
        head = self._head(node, selection)
        return model.DataStructureDefinition(**head, components=model.Components(parts))


def _concept_urn(id_: str) -> str:
    return f"{_URN}.conceptscheme.Concept={AGENCY}:{CONCEPTS}({VERSION}).{id_}"


def described(cube: Cube, *, as_text: bool = False) -> list[model.Component]:
    """Return the components of a cube; `as_text` where values are handed over as texts."""
    from pysdmx import model

    def component(one: Component, role: model.Role) -> model.Component:
        codelist = None if as_text else one.codelist
        is_plain = as_text or one.kind is Kind.TEXT
        return model.Component(
            id=one.id,
            required=one.is_required,
            role=role,
            concept=model.ItemReference("Concept", AGENCY, CONCEPTS, VERSION, one.id),
            local_dtype=None if is_plain else model.DataType(one.kind),
            local_enum_ref=urn(Node("codelist", codelist)) if codelist else None,
            attachment_level="O" if role is model.Role.ATTRIBUTE else None,
        )

    measure = components.of_values(cube.kind)
    return [
        *(component(one, model.Role.DIMENSION) for one in cube.dimensions),
        component(components.TIME_PERIOD, model.Role.DIMENSION),
        component(measure, model.Role.MEASURE),
        *(component(one, model.Role.ATTRIBUTE) for one in cube.all_attributes),
    ]


def constraint(cube: Cube, there: Presence) -> model.AvailabilityConstraint:
    """Return what there is of a cube, as a constraint of its dataflow."""
    from pysdmx import model

    values = [
        model.CubeKeyValue(name, [model.CubeValue(code) for code in sorted(codes)])
        for name, codes in there.codes.items()
    ]
    if there.years:
        first, last = (model.TimePeriodBoundary(str(there.years[end])) for end in (0, -1))
        span = model.CubeTimeRange(start_period=first, end_period=last)
        values.append(model.CubeKeyValue(components.TIME_PERIOD.id, time_range=span))
    return model.AvailabilityConstraint(
        constraint_attachment=model.ConstraintAttachment(
            None, dataflows=[urn(Node("dataflow", cube.id))]
        ),
        cube_region=model.CubeRegion(values),
        series_count=there.series,
        obs_count=there.observations,
    )
