"""Texts of codes: each row's own words with the uncoded rows between it and its ancestor."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEVELS = (2, 4, 6, 8, 10)


@dataclass(frozen=True)
class Line:
    """A row of a tariff in print order; `code` is empty on a group row, `depth` its dashes."""

    code: str
    text: str
    depth: int = 0
    is_line: bool = False


@dataclass(frozen=True)
class Coded:
    """A code with its nearest coded ancestor and the text between the two."""

    code: str
    parent: str
    text: str
    is_line: bool


def plain(text: str) -> str:
    """A description without its dashes, footnote stars, closing colon and repeated blanks."""
    words = " ".join(text.split()).replace(")*", ")").replace("»*", "»")
    return re.sub(r"^(?:-\s*)+", "", words).rstrip(" :").strip()


def by_prefix(lines: Iterable[Line]) -> Iterator[Coded]:
    """Codes whose group rows carry digits too (5, 7 or 9): ancestors by prefix."""
    texts: dict[str, str] = {}
    ordered = []
    for line in lines:
        if line.code not in texts:
            texts[line.code] = plain(line.text)
            ordered.append(line)
    for line in ordered:
        size = len(line.code)
        if size not in LEVELS:
            continue
        parent = next(
            (line.code[:n] for n in reversed(LEVELS) if n < size and line.code[:n] in texts), ""
        )
        between = range(len(parent) + 1, size + 1)
        parts = [texts[line.code[:n]] for n in between if line.code[:n] in texts]
        yield Coded(line.code, parent, " > ".join(filter(None, parts)), line.is_line)


def by_depth(lines: Iterable[Line]) -> Iterator[Coded]:
    """Codes whose group rows have only dashes: ancestors by order and depth."""
    stack: list[Line] = []
    for line in lines:
        while stack and (
            stack[-1].depth >= line.depth
            or (stack[-1].code and line.code and not line.code.startswith(stack[-1].code))
        ):
            stack.pop()
        parts: list[str] = []
        parent = ""
        for above in reversed(stack):
            if above.code:
                parent = above.code
                break
            parts.insert(0, plain(above.text))
        if line.code:
            text = " > ".join([*parts, plain(line.text)])
            yield Coded(line.code, parent or "", text, line.is_line)
        stack.append(line)
