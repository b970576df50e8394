"""Which structures refer to which, and those that a query of structures asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from matrix_api.sdmx.catalogue import Catalogue
from matrix_api.sdmx.components import AGENCY, CONCEPTS
from matrix_api.sdmx.queries import KINDS, Names, Structures


class Node(NamedTuple):
    """A structure, by its kind and id."""

    kind: str
    id: str

    @property
    def agency(self) -> str:
        """Who maintains it: SDMX lists the agencies, all else is ours."""
        return "SDMX" if self.kind == "agencyscheme" else AGENCY


AGENCIES = Node("agencyscheme", "AGENCIES")


@dataclass(frozen=True)
class Selection:
    """Structures that match a query, and those that come along by reference."""

    matched: tuple[Node, ...]
    referenced: tuple[Node, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All of them."""
        return (*self.matched, *self.referenced)


class Graph:
    """The structures of a catalogue: dataflows refer to data structures, these to lists."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._children: dict[Node, tuple[Node, ...]] = {
            AGENCIES: (),
            Node("conceptscheme", CONCEPTS): (),
            **{Node("codelist", id_): () for id_ in catalogue.codes},
        }
        for cube in catalogue.cubes.values():
            lists = dict.fromkeys(one.codelist for one in cube.components if one.codelist)
            self._children[Node("datastructure", cube.id)] = (
                Node("conceptscheme", CONCEPTS),
                *(Node("codelist", id_) for id_ in lists),
            )
            self._children[Node("dataflow", cube.id)] = (Node("datastructure", cube.id),)

    @cached_property
    def _parents(self) -> Mapping[Node, tuple[Node, ...]]:
        found: dict[Node, tuple[Node, ...]] = {node: () for node in self._children}
        for node, children in self._children.items():
            for child in children:
                found[child] = (*found[child], node)
        return found

    def selected(self, asked: Structures) -> Selection:
        """Return what a query asks for."""
        matched = [
            node
            for node in self._children
            if node.kind in asked.kinds
            and _is_named(node.agency, asked.agencies)
            and _is_named(node.id, asked.ids)
        ]
        return self.with_references(matched, asked.references)

    def with_references(self, matched: Iterable[Node], relations: Iterable[str]) -> Selection:
        """Return nodes with those that they are related to."""
        nodes = dict.fromkeys(matched)
        related = [other for name in relations for node in nodes for other in self._by(name, node)]
        others = tuple(one for one in dict.fromkeys(related) if one not in nodes)
        return Selection(tuple(nodes), others)

    def _by(self, relation: str, node: Node) -> Iterable[Node]:
        down, up = self._children, self._parents
        if relation == "children":
            return down[node]
        if relation == "descendants":
            return _reached(node, down)
        if relation == "parents":
            return up[node]
        if relation == "ancestors":
            return _reached(node, up)
        siblings = [*up[node], *(child for parent in up[node] for child in down[parent])]
        if relation == "parentsandsiblings":
            return siblings
        if relation == "all":
            return [*siblings, *_reached(node, down)]
        if relation in KINDS:
            related = [*_reached(node, down), *_reached(node, up)]
            return [one for one in related if one.kind == relation]
        return ()


def _is_named(name: str, names: Names) -> bool:
    return names is None or name in names


def _reached(node: Node, links: Mapping[Node, tuple[Node, ...]]) -> list[Node]:
    found: dict[Node, None] = {}
    waiting = list(links[node])
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found[one] = None
            waiting += links[one]
    return list(found)
