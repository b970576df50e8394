"""Which fields an operation selects below a resolver, so that it can fetch them all at once."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    VariableNode,
)
from graphql.language import SelectionNode
from strawberry.types.info import Info

_OF_DUTIES = {"duty", "exporterDuty", "tariffLines"}
_OF_ROUTES = {"duty", "norms", "name", "mfnLowestPercent", "mfnHighestPercent", "missing", "rank"}
"""Of a trade route: what tariff-api says of it, or has a part in."""


def _is_skipped(node: SelectionNode, variables: Mapping[str, Any]) -> bool:
    for directive in node.directives or ():
        wanted = {"include": True, "skip": False}.get(directive.name.value)
        for argument in directive.arguments or () if wanted is not None else ():
            given = argument.value
            if isinstance(given, VariableNode):
                value = variables.get(given.name.value)
            else:
                value = isinstance(given, BooleanValueNode) and given.value
            if bool(value) is not wanted:
                return True
    return False


def _fields(selections: Sequence[SelectionNode], raw: Any) -> Iterator[FieldNode]:
    """Fields of a selection, those of its fragments among them."""
    for node in selections:
        if _is_skipped(node, raw.variable_values):
            continue
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            yield from _fields(node.selection_set.selections, raw)
        elif isinstance(node, FragmentSpreadNode):
            fragment = raw.fragments[node.name.value]
            fragment = getattr(fragment, "definition", fragment)
            yield from _fields(fragment.selection_set.selections, raw)


def selected(info: Info) -> set[str]:
    """Dotted names of what is selected below the field being resolved: `quote`, `quote.best`."""
    raw = info._raw_info
    found: set[str] = set()

    def walk(nodes: Sequence[FieldNode], prefix: str) -> None:
        for node in nodes:
            for field in _fields(node.selection_set.selections if node.selection_set else (), raw):
                name = f"{prefix}{field.name.value}"
                found.add(name)
                walk([field], f"{name}.")

    walk(raw.field_nodes, "")
    return found


def asks_duties(wanted: Set[str], block: str = "") -> bool:
    """Whether what is selected, all or below one block, takes duties that tariff-api has to say."""
    return any(name.startswith(block) and name.rpartition(".")[2] in _OF_DUTIES for name in wanted)


def asks_of_tariff(wanted: Set[str], block: str = "") -> bool:
    """Whether what is selected of trade routes below a block is for tariff-api to say."""
    rows = {f"{block}{way}{name}" for way in ("nodes.", "edges.node.", "") for name in _OF_ROUTES}
    return bool(wanted & rows)
