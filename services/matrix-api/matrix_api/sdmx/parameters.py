"""The parameters of a query, and what is said where one of them, or a path, is wrong."""

import re
from collections.abc import Sequence

from servicekit.language import Texts, texts
from servicekit.problems import ProblemError

from matrix_api.sdmx import refusals

_FILTER = re.compile(r"c\[([^\[\]]+)\]")
_OURS = frozenset({"lang", "publication", "format"})
"""What any query may hold beside the standard."""
_LARGEST_COUNT = 1_000_000


def no_choice(name: str, value: str, choices: Sequence[str]) -> ProblemError:
    """Return the refusal of a value that is none of those there are."""
    there = ", ".join(choices)
    return refusals.bad_syntax(
        texts(
            f"`{name}` no admite `{value}`; admite {there}.",
            f"`{name}` não admite `{value}`; admite {there}.",
            f"`{name}` does not take `{value}`; it takes {there}.",
        )
    )


def _left_over(names: Sequence[str]) -> Texts:
    named = ", ".join(f"`{name}`" for name in names)
    return texts(
        f"Esta consulta no conoce {named}; quítelo.",
        f"Esta consulta não conhece {named}; retire-o.",
        f"This query does not know {named}; leave it out.",
    )


def _repeated(name: str) -> Texts:
    return texts(
        f"`{name}` está repetido; déjelo una sola vez.",
        f"`{name}` está repetido; deixe-o uma só vez.",
        f"`{name}` is repeated; give it once.",
    )


class Parameters:
    """Parameters that are taken one by one; those left over at the end are refused.

    Each method raises ProblemError 400 for a value that it does not take.
    """

    def __init__(self, given: Sequence[tuple[str, str]]) -> None:
        self._left: dict[str, str] = {}
        for name, value in given:
            if name in self._left:
                raise refusals.bad_syntax(_repeated(name))
            self._left[name] = value

    def text(self, name: str) -> str | None:
        """Return a parameter, None where it is not given or empty."""
        return self._left.pop(name, None) or None

    def one_of(self, name: str, choices: Sequence[str]) -> str:
        """Return a parameter that is one of some, the first of them where it is not given."""
        value = self.text(name) or choices[0]
        if value not in choices:
            raise no_choice(name, value, choices)
        return value

    def some_of(self, name: str, choices: Sequence[str]) -> tuple[str, ...]:
        """Return a list of some of these, the first alone where it is not given."""
        found = self.names(name) or (choices[0],)
        for value in found:
            if value not in choices:
                raise no_choice(name, value, choices)
        return found

    def names(self, name: str) -> tuple[str, ...]:
        """Return a list of names; a plus that is not encoded reaches us as a space."""
        return tuple(one for one in re.split("[,+ ]", self.text(name) or "") if one)

    def count(self, name: str) -> int | None:
        """Return a whole number above zero."""
        value = self.text(name)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= 7) or not (
            0 < int(value) <= _LARGEST_COUNT
        ):
            raise no_choice(name, value, (f"1–{_LARGEST_COUNT}",))
        return int(value)

    def filters(self) -> dict[str, str]:
        """Return the filters of components (`c[NAME]=…`) by component."""
        found = {match[1]: name for name in self._left if (match := _FILTER.fullmatch(name))}
        return {component: self._left.pop(name) for component, name in found.items()}

    def end(self, *not_offered: str) -> None:
        """Refuse what is left over: 501 for what is `not_offered`, unless it asks for nothing."""
        for name in not_offered:
            if self._left.pop(name, "false") not in ("false", ""):
                raise refusals.not_offered(f"`{name}`")
        left = sorted(self._left.keys() - _OURS)
        if left:
            raise refusals.bad_syntax(_left_over(left))
