"""The dataflows that a publication holds, with the releases that answer for their years."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from eslabon.contracts.envelope import Lang
from eslabon.contracts.iso3166 import ALPHA3
from servicekit.language import Texts
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Published, Snapshot

from matrix_api.empalme.editions import editions
from matrix_api.empalme.kept import matrix_of
from matrix_api.flows import loaded as flows
from matrix_api.sdmx import codelists, dataflows, tables
from matrix_api.sdmx.cubes import Cube, Edition
from matrix_api.sdmx.matrices import MatrixReader, Side, code_of, editions_of
from matrix_api.sdmx.tables import TableReader
from matrix_api.totals import loaded as totals
from matrix_api.totals import wholeness
from matrix_api.totals.names import WORLD

_CELLS = ("REF_AREA", "PRODUCT")
"""Dimensions whose codes say whether a cell without a row is known."""


async def _of_flows(snapshot: Snapshot) -> list[Cube]:
    found: dict[str, list[Edition]] = defaultdict(list)
    answered: dict[tuple[str, int], frozenset[str]] = {}
    for one in await flows.editions(snapshot):
        year = (one.held.nomenclature, one.year)
        held = await tables.held(snapshot, tables.FLOWS, one.release)
        areas = held["EXPORTER"] | held["IMPORTER"]
        known = {"EXPORTER": areas, "IMPORTER": areas, "PRODUCT": held["PRODUCT"]}
        products = held["PRODUCT"] - answered.get(year, frozenset())
        answers_for = products if year in answered else None
        answered[year] = answered.get(year, frozenset()) | products
        if products:
            edition = Edition(one.year, one.release, held, known, answers_for)
            found[one.held.nomenclature].append(edition)
    reader = TableReader(tables.FLOWS)
    return [dataflows.FLOWS.cube(name, of, reader) for name, of in found.items()]


def _first_of_years(found: list[totals.Edition]) -> Iterator[totals.Edition]:
    """Yield the edition that answers for each year, by edition of the Harmonized System."""
    seen = set()
    for one in found:
        year = (one.extent.nomenclature, one.year)
        if year not in seen:
            seen.add(year)
            yield one


async def _of_totals(snapshot: Snapshot) -> list[Cube]:
    from_flows = {release.slice for release in snapshot.releases("flows")}
    found: dict[str, list[Edition]] = defaultdict(list)
    for one in _first_of_years(await totals.editions(snapshot)):
        held = await tables.held(snapshot, tables.TOTALS, one.release)
        known = _known(held, one.release.slice in from_flows)
        lacks = None if one.is_whole else partial(_lacks, one)
        edition = Edition(one.year, one.release, held, known, lacks=lacks)
        found[one.extent.nomenclature].append(edition)
    reader = TableReader(tables.TOTALS)
    return [dataflows.TOTALS.cube(name, of, reader) for name, of in found.items()]


async def _of_rca(snapshot: Snapshot) -> list[Cube]:
    from_flows = {release.slice for release in snapshot.releases("flows")}
    stored = {release.slice: release for release in snapshot.releases("rca")}
    found: dict[str, list[Edition]] = defaultdict(list)
    for one in _first_of_years(await totals.editions(snapshot)):
        release = stored.get(one.release.slice)
        if release is not None:
            held = await tables.held(snapshot, tables.RCA, release)
            known = _known(held, release.slice in from_flows)
            withheld = None if one.is_whole else partial(_why, one)
            edition = Edition(one.year, release, held, known, withheld=withheld)
            found[one.extent.nomenclature].append(edition)
    reader = TableReader(tables.RCA)
    return [dataflows.RCA.cube(name, of, reader) for name, of in found.items()]


def _known(held: Mapping[str, frozenset[str]], is_from_flows: bool) -> Mapping[str, frozenset[str]]:
    """Return of which codes a cell without a row is zero.

    Without flows, what the source leaves out may be zero or not given.
    """
    return {name: held[name] if is_from_flows else frozenset() for name in _CELLS}


def _why(one: totals.Edition, lang: Lang) -> str:
    return wholeness.partial(one.release, one.extent, lang).detail


def _lacks(one: totals.Edition, key: tuple[str, ...], lang: Lang) -> str | None:
    """Return what a total lacks that adds up what a release holds in part."""
    is_finest = any(code.isdigit() and len(code) == one.extent.level for code in key)
    if is_finest and (WORLD not in key or wholeness.has_world(one.extent)):
        return None
    return _why(one, lang)


async def _of_matrices(snapshot: Snapshot) -> list[Cube]:
    found: dict[str, dict[Edition, list[Side]]] = defaultdict(dict)
    for edition in await editions(snapshot):
        matrix = await matrix_of(snapshot, edition)
        for name in sorted({one.nomenclature for one in matrix.exporters.values()}):
            found[name] |= editions_of(matrix, name)
    return [dataflows.EMPALME.cube(name, of, MatrixReader(of)) for name, of in found.items()]


_LOADED = (_of_flows, _of_totals, _of_rca, _of_matrices)
"""Each returns the cubes of a dataflow at a publication, by edition of the Harmonized System."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The dataflows of a publication by id."""

    cubes: Mapping[str, Cube]
    matrices: Mapping[str, Texts]
    """Titles of the editions of the Matrices de Empalme, by code."""

    @cached_property
    def codes(self) -> Mapping[str, frozenset[str]]:
        """Codes by codelist: fixed ones, all countries, and what any dataflow has figures of."""
        found = {one.id: frozenset(one.codes) for one in codelists.FIXED}
        found[codelists.AREAS] = frozenset(ALPHA3.values())
        found[codelists.EDITIONS] = frozenset(self.matrices)
        for cube in self.cubes.values():
            for one in cube.dimensions:
                if one.codelist is not None:
                    found[one.codelist] = found.get(one.codelist, frozenset()) | cube.held[one.id]
        return found


async def _build(snapshot: Snapshot, _: str) -> Catalogue:
    cubes = [cube for load in _LOADED for cube in await load(snapshot)]
    titles = {code_of(one.name): one.titles for one in await editions(snapshot)}
    return Catalogue({cube.id: cube for cube in sorted(cubes, key=lambda cube: cube.id)}, titles)


_catalogues = PerRelease(("flows", "totals", "rca", "regional_flows", "empalme_editions"), _build)


async def catalogue(snapshot: Snapshot) -> Catalogue:
    """Return the dataflows of the publication that is read."""
    return await _catalogues.at(snapshot)


async def warm(snapshot: Snapshot, before: Published) -> None:
    """Look once through what a new publication holds."""
    await catalogue(snapshot)
