"""A report apart from how it is rendered: sections of sentences, tables and charts.

Texts are plain: whoever renders them escapes them. Figures are written already, as the language
of the report writes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eslabon.contracts.envelope import Lang


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True)
class Gap:
    """What can't be said, and why."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    items: Sequence[str]
    is_numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Terms with what is said of each."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    title: str
    width: float = 1.0
    """Part of the line, beside the widths of the other columns."""
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells; a table goes on over pages with its titles repeated."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    """A last row set apart; none where empty."""


@dataclass(frozen=True)
class Chart:
    """A picture with its own title, source and licence."""

    svg: str
    alt: str
    """What it shows, for whoever can't see it."""


Block = Paragraph | Gap | Bullets | Facts | Table | Chart


@dataclass(frozen=True)
class Section:
    """A chapter of a report."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Tile:
    """A figure that leads a report."""

    value: str
    label: str


@dataclass(frozen=True)
class Document:
    """A report, whole."""

    lang: Lang
    kicker: str
    """What kind of report it is."""
    title: str
    subtitle: str
    tiles: Sequence[Tile]
    lines: Sequence[str]
    """Below the title: who publishes it, of which data."""
    sections: Sequence[Section]
    footer: str
    """On every page."""
    published_at: datetime
    """When the data it rests on were published: the same data make the same PDF."""
    has_cover: bool = True
    """Whether the title has a page of its own, with a table of contents."""
    contents: str = ""
    """Title of that table."""
