"""The Matrices de Empalme as figures: read from what is held in memory of each edition."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from eslabon.contracts.empalme import EmpalmeVariant
from eslabon.contracts.envelope import Lang
from servicekit.language import texts
from servicekit.releases.snapshot import Current, Snapshot

from matrix_api.empalme import gaps
from matrix_api.empalme.rows import dollars
from matrix_api.flows.gaps import spans
from matrix_api.sdmx.codelists import ALL_OTHERS
from matrix_api.sdmx.cubes import Edition, Found
from matrix_api.sdmx.cuts import Box, Presence

if TYPE_CHECKING:
    from matrix_api.empalme.empalme import Index
    from matrix_api.empalme.matrix import Exporter, Matrix

DIMENSIONS = ("FREQ", "EDITION", "EXPORTER", "IMPORTER", "VARIANT", "PRODUCT")
Key = tuple[str, ...]


def code_of(name: str) -> str:
    """Return the code of an edition: a point parts the codes of a key."""
    return name.replace(".", "_")


@dataclass(frozen=True, eq=False)
class Side:
    """What an edition tells of one exporter, ready to be listed."""

    matrix: Matrix
    exporter: Exporter

    @property
    def lines(self) -> Iterator[tuple[str, str, Index]]:
        """Variants with their importers, and the index of each."""
        of = self.exporter
        yield EmpalmeVariant.EXPORTER_GAP.value, ALL_OTHERS, of.exporter_gap
        yield EmpalmeVariant.EXTRA_REGIONAL.value, ALL_OTHERS, of.extra_regional
        for row, importer in enumerate(of.importers):
            yield EmpalmeVariant.PER_IMPORTER.value, importer.code, of.per_importer.row(row)

    def figures(self, edition: Edition, boxes: Sequence[Box]) -> Iterator[Found]:
        """Yield the indices that boxes ask for; headings without one are left out."""
        matrix, of = self.matrix, self.exporter
        head = ("A", code_of(matrix.edition.name), of.member.code)
        years = spans(of.member.years)
        headings = matrix.panel.headings
        places = of.chosen.nonzero()[0].tolist()
        for variant, importer, index in self.lines:
            line = (*head, importer, variant)
            admitting = [box for box in boxes if _admits(box, line)]
            for place in places if admitting else ():
                value = float(index.index[place])
                key = (*line, headings[place])
                if value == value and any(_admits(box, key) for box in admitting):
                    yield Found(edition, key, repr(value), self._beside(index, place, years))

    def _beside(self, index: Index, place: int, years: str) -> tuple[str | None, ...]:
        of = self.exporter
        unmet, exports = dollars(float(index.unmet[place])), dollars(float(of.exports[place]))
        return (
            repr(float(of.advantage[place])),
            None if unmet is None else format(unmet, "f"),
            repr(float(index.share[place])),
            None if exports is None else format(exports, "f"),
            str(int(index.rank[place])),
            years,
        )


def _admits(box: Box, codes: Key) -> bool:
    return all(
        name not in box.codes or code in box.codes[name]
        for name, code in zip(DIMENSIONS, codes, strict=False)
    )


@dataclass(frozen=True, eq=False)
class MatrixReader:
    """Reads the indices of the editions of one edition of the Harmonized System."""

    sides: dict[Edition, list[Side]]

    def _figures(self, editions: Sequence[Edition], boxes: Sequence[Box]) -> Iterator[Found]:
        for edition in editions:
            for side in self.sides[edition]:
                yield from side.figures(edition, boxes)

    async def found(
        self, snapshot: Snapshot, editions: Sequence[Edition], boxes: Sequence[Box], limit: int
    ) -> list[Found]:
        """Return the indices of a cut, at most `limit`."""
        return await asyncio.to_thread(lambda: list(islice(self._figures(editions, boxes), limit)))

    async def presence(
        self, snapshot: Snapshot, editions: Sequence[Edition], boxes: Sequence[Box]
    ) -> Presence:
        """Return what is there of a cut."""

        def looked() -> Presence:
            codes: dict[str, set[str]] = {name: set() for name in DIMENSIONS}
            years, keys, observations = set(), set(), 0
            for one in self._figures(editions, boxes):
                observations += 1
                years.add(one.edition.year)
                keys.add(one.key)
                for name, code in zip(DIMENSIONS, one.key, strict=True):
                    codes[name].add(code)
            held = {name: frozenset(found) for name, found in codes.items()}
            return Presence(held, sorted(years), observations, len(keys))

        return await asyncio.to_thread(looked)


def editions_of(matrix: Matrix, nomenclature: str) -> dict[Edition, list[Side]]:
    """Return what a matrix tells in an edition of the Harmonized System, by last year averaged."""
    by_year: dict[int, list[Side]] = {}
    for exporter in matrix.exporters.values():
        if exporter.nomenclature == nomenclature:
            by_year.setdefault(exporter.member.years[-1], []).append(Side(matrix, exporter))
    return {_edition(matrix, year, sides): sides for year, sides in by_year.items()}


def _edition(matrix: Matrix, year: int, sides: Sequence[Side]) -> Edition:
    name = code_of(matrix.edition.name)
    members = {side.exporter.member.code: side.exporter for side in sides}
    chosen = {place for side in sides for place in side.exporter.chosen.nonzero()[0].tolist()}
    importers = {one.code for side in sides for one in side.exporter.importers}

    def lacks(key: Key, lang: Lang) -> str | None:
        of = matrix.edition
        return gaps.partial_edition(of, lang).detail if of.is_partial else None

    def why_empty(key: Key, lang: Lang) -> str:
        return _why_empty(matrix, key, lang)

    def made_of(key: Key) -> list[Current]:
        exporter = members.get(key[2])
        years = exporter.member.years if exporter else ()
        return matrix.releases(key[2], years)

    return Edition(
        year,
        matrix.edition.release,
        held={
            "FREQ": frozenset("A"),
            "EDITION": frozenset((name,)),
            "EXPORTER": frozenset(members),
            "IMPORTER": frozenset((ALL_OTHERS, *importers)),
            "VARIANT": frozenset(one.value for one in EmpalmeVariant),
            "PRODUCT": frozenset(matrix.panel.headings[place] for place in chosen),
        },
        known={},
        answers_for=frozenset((name,)),
        lacks=lacks,
        why_empty=why_empty,
        made_of=made_of,
    )


def _why_empty(matrix: Matrix, key: Key, lang: Lang) -> str:
    """Return why an edition has no index of a key."""
    from matrix_api.empalme.behind import not_selected

    code, importer, heading = key[2], key[3], key[5]
    exporter = matrix.exporters.get(code)
    if exporter is not None and heading in matrix.panel.headings:
        place = matrix.panel.headings.index(heading)
        if not exporter.chosen[place]:
            return not_selected(exporter, heading, lang).detail
    told = [
        gap.told(lang).detail
        for gap in matrix.gaps.get(code, ())
        if importer == ALL_OTHERS or gap.what.partition(":")[2] in (importer, code, "WLD")
    ]
    name = matrix.edition.name
    none = texts(
        f"La edición {name} no tiene índice de {code} con {importer} en {heading}.",
        f"A edição {name} não tem índice de {code} com {importer} em {heading}.",
        f"Edition {name} has no index of {code} with {importer} in {heading}.",
    )
    return " ".join(told) or none[lang]
