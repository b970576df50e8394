"""Cubes: dataflows as they are loaded, each with the releases that answer for its years."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from eslabon.contracts.envelope import Lang
from servicekit.language import Texts, texts
from servicekit.releases.snapshot import Current, Snapshot

from matrix_api.flows.gaps import spans
from matrix_api.sdmx import components
from matrix_api.sdmx.codelists import Status
from matrix_api.sdmx.components import Component, Kind
from matrix_api.sdmx.cuts import Box, Presence, Span, together


@dataclass(frozen=True, eq=False)
class Edition:
    """A release that answers for one year of a cube."""

    year: int
    release: Current
    held: Mapping[str, frozenset[str]]
    """Codes by dimension that it has figures of."""
    known: Mapping[str, frozenset[str]]
    """Codes by dimension whose cells are zero where there is no row."""
    answers_for: frozenset[str] | None = None
    """Codes of the dimension the cube is cut by; None for all."""
    withheld: Callable[[Lang], str] | None = None
    """Why no value of it is given, where none is."""
    lacks: Callable[[tuple[str, ...], Lang], str | None] | None = None
    """Returns what the value of a key lacks, where it adds up a part."""
    why_empty: Callable[[tuple[str, ...], Lang], str] | None = None
    """Returns why a key has no figure, where that is never zero."""
    made_of: Callable[[tuple[str, ...]], Sequence[Current]] | None = None
    """Returns the releases that the value of a key is made of, where they are others."""

    def provenance(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """Return source, licence, release and citation of the value of a key."""
        releases = [self.release] if self.made_of is None else self.made_of(key)
        told = ([one.source, one.licence, str(one.id), one.cite_as] for one in releases)
        return tuple(" | ".join(dict.fromkeys(said)) for said in zip(*told, strict=True))


class Found(NamedTuple):
    """A figure of an edition: one code for each dimension, the value and the own attributes."""

    edition: Edition
    key: tuple[str, ...]
    value: str | None
    attributes: tuple[str | None, ...]


class Reader(Protocol):
    """Reads the figures of a cube from some of its editions."""

    async def found(
        self, snapshot: Snapshot, editions: Sequence[Edition], boxes: Sequence[Box], limit: int
    ) -> list[Found]:
        """Return the figures of a cut, at most `limit`."""

    async def presence(
        self, snapshot: Snapshot, editions: Sequence[Edition], boxes: Sequence[Box]
    ) -> Presence:
        """Return what is there of a cut."""


Row = tuple[str | None, ...]
"""An observation: a text for each of the cube's columns."""


@dataclass(frozen=True, eq=False)
class Cube:
    """A dataflow with what is loaded of it. Its time is years; its measure, one value."""

    id: str
    names: Texts
    descriptions: Texts
    dimensions: tuple[Component, ...]
    """Without the year."""
    kind: Kind
    """What its values are."""
    unit: str
    attributes: tuple[Component, ...]
    """Its own, in the order in which figures have them."""
    editions: tuple[Edition, ...]
    reader: Reader

    @cached_property
    def all_attributes(self) -> tuple[Component, ...]:
        """Attributes of every observation."""
        common = (components.OBS_STATUS, components.COMMENT_OBS, components.UNIT_MEASURE)
        return (*common, *self.attributes, *components.PROVENANCE)

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """All components in order: dimensions, year, measure, attributes."""
        measure = components.of_values(self.kind)
        return (*self.dimensions, components.TIME_PERIOD, measure, *self.all_attributes)

    @cached_property
    def held(self) -> Mapping[str, frozenset[str]]:
        """Codes by dimension that any edition has figures of."""
        return {
            one.id: together(edition.held[one.id] for edition in self.editions)
            for one in self.dimensions
        }

    @cached_property
    def years(self) -> Sequence[int]:
        """Years loaded."""
        return sorted({edition.year for edition in self.editions})

    def within(self, span: Span) -> list[Edition]:
        """Return the editions of the years asked for."""
        return [edition for edition in self.editions if edition.year in span.years]

    def row(self, found: Found, lang: Lang) -> Row:
        """Return a figure as an observation."""
        edition = found.edition
        value, status, why = found.value, Status.NORMAL, None
        if edition.withheld is not None:
            value, status, why = None, Status.NOT_LOADED, edition.withheld(lang)
        elif edition.lacks is not None and (why := edition.lacks(found.key, lang)):
            status = Status.PARTIAL
        head = (*found.key, str(edition.year), value, status, why, self.unit)
        return (*head, *found.attributes, *edition.provenance(found.key))

    def without_row(
        self, key: tuple[str, ...], year: int, edition: Edition | None, lang: Lang
    ) -> Row:
        """Return what stands in a cell that no figure is of: zero, or why it is missing."""
        empty = (None,) * len(self.attributes)
        if edition is None:
            why = _year_not_loaded(year, self.years)[lang]
            head = (*key, str(year), None, Status.NOT_LOADED, why, self.unit)
            return (*head, *empty, *(None for _ in components.PROVENANCE))
        why_empty = edition.why_empty(key, lang) if edition.why_empty else None
        unknown = [
            code
            for one, code in zip(self.dimensions, key, strict=True)
            if one.id in edition.known and code not in edition.known[one.id]
        ]
        if why_empty is None and not unknown:
            return self.row(Found(edition, key, "0", empty), lang)
        why = why_empty or _not_held(edition, unknown)[lang]
        head = (*key, str(year), None, Status.NOT_LOADED, why, self.unit)
        return (*head, *empty, *edition.provenance(key))

    def answering(self, year: int, key: tuple[str, ...]) -> Edition | None:
        """Return the edition that answers for a key in a year, None where none is loaded."""
        of_year = [edition for edition in self.editions if edition.year == year]
        in_part = (one for one in of_year if one.answers_for and one.answers_for & set(key))
        whole = (one for one in of_year if one.answers_for is None)
        return next(in_part, next(whole, None))

    def sides(self, box: Box) -> list[Sequence[str]] | None:
        """Return the codes by dimension that a box lists; None where it leaves one open.

        A reporter that is listed makes no cells: that it states nothing is not a zero.
        """
        sides: list[Sequence[str]] = []
        for one in self.dimensions:
            if one.id not in box.codes and one.if_open is not None:
                sides.append(one.if_open)
            elif one.id in box.listed and one is not components.REPORTED_BY:
                sides.append(sorted(box.codes[one.id]))
            else:
                return None
        return sides

    def pair(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """Return a key without who reports: what a figure is of."""
        return tuple(
            code
            for one, code in zip(self.dimensions, key, strict=True)
            if one is not components.REPORTED_BY
        )


def _year_not_loaded(year: int, loaded: Sequence[int]) -> Texts:
    years = spans(loaded)
    return texts(
        f"{year} no está cargado; lo están {years}.",
        f"{year} não está carregado; estão {years}.",
        f"{year} is not loaded; {years} are.",
    )


def _not_held(edition: Edition, codes: Sequence[str]) -> Texts:
    where = f"{edition.release.parts['source']} {edition.year}"
    named = ", ".join(dict.fromkeys(codes))
    return texts(
        f"{where} no trae datos de {named}.",
        f"{where} não traz dados de {named}.",
        f"{where} holds no data on {named}.",
    )
