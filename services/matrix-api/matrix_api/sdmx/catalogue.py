"""The dataflows that a publication holds, with the releases that answer for their years."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from eslabon.contracts.envelope import Lang
from eslabon.contracts.iso3166 import ALPHA3
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Current, Published, Snapshot

from matrix_api.flows import loaded
from matrix_api.flows.loaded import preference
from matrix_api.sdmx import components, dataflows, tables
from matrix_api.sdmx.cubes import Cube, Edition
from matrix_api.sdmx.repository import Figures
from matrix_api.totals import wholeness
from matrix_api.totals.names import WORLD
from matrix_api.totals.wholeness import Extent

_CELLS = ("REF_AREA", "PRODUCT")
"""Dimensions whose codes say whether a cell without a row is known."""


async def _of_flows(snapshot: Snapshot) -> list[Cube]:
    found: dict[str, list[Edition]] = defaultdict(list)
    answered: dict[tuple[str, int], frozenset[str]] = {}
    for one in await loaded.editions(snapshot):
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
    return [dataflows.FLOWS.cube(name, editions) for name, editions in found.items()]


async def _added_up(
    snapshot: Snapshot, dataset: str, figures: Figures
) -> dict[str, list[tuple[Edition, Extent]]]:
    """Return by nomenclature the releases of what is added up, and how much each holds."""
    extents = await wholeness.extents(snapshot)
    from_flows = {release.slice for release in snapshot.releases("flows")}
    found: dict[str, list[tuple[Edition, Extent]]] = defaultdict(list)
    for release in snapshot.releases(dataset):
        extent = extents.get(release.slice)
        if extent is None:
            continue
        held = await tables.held(snapshot, figures, release)
        # Without flows, what the source leaves out may be zero or not given.
        is_known = release.slice in from_flows
        known = {name: held[name] if is_known else frozenset() for name in _CELLS}
        edition = Edition(int(release.parts["year"]), release, held, known)
        found[extent.nomenclature].append((edition, extent))
    return found


def _one_a_year(editions: Iterable[Edition]) -> list[Edition]:
    """Return one edition per year: with values before without, then the preferred source."""

    def place(one: Edition) -> tuple[bool, tuple[int, str]]:
        return (one.withheld is not None, preference(one.release.parts["source"]))

    chosen: dict[int, Edition] = {}
    for one in sorted(editions, key=place):
        chosen.setdefault(one.year, one)
    return [chosen[year] for year in sorted(chosen)]


async def _of_totals(snapshot: Snapshot) -> list[Cube]:
    def told(edition: Edition, extent: Extent) -> Edition:
        if wholeness.is_whole(extent):
            return edition
        return replace(edition, lacks=partial(_lacks, edition.release, extent))

    found = await _added_up(snapshot, "totals", tables.TOTALS)
    return [
        dataflows.TOTALS.cube(name, _one_a_year(told(*one) for one in editions))
        for name, editions in found.items()
    ]


def _lacks(release: Current, extent: Extent, key: tuple[str, ...], lang: Lang) -> str | None:
    """Return what a total lacks that adds up what a release holds in part."""
    is_finest = any(code.isdigit() and len(code) == extent.level for code in key)
    if is_finest and (WORLD not in key or wholeness.has_world(extent)):
        return None
    return _why(release, extent, lang)


async def _of_rca(snapshot: Snapshot) -> list[Cube]:
    def told(edition: Edition, extent: Extent) -> Edition:
        if wholeness.is_whole(extent):
            return edition
        return replace(edition, withheld=partial(_why, edition.release, extent))

    found = await _added_up(snapshot, "rca", tables.RCA)
    return [
        dataflows.RCA.cube(name, _one_a_year(told(*one) for one in editions))
        for name, editions in found.items()
    ]


def _why(release: Current, extent: Extent, lang: Lang) -> str:
    return wholeness.partial(release, extent, lang).detail


_LOADED = (_of_flows, _of_totals, _of_rca)
"""Each returns the cubes of a dataflow at a publication, by edition of the Harmonized System."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The dataflows of a publication by id."""

    cubes: Mapping[str, Cube]

    @cached_property
    def codes(self) -> Mapping[str, frozenset[str]]:
        """Codes by codelist: fixed ones, all countries, and what any dataflow has figures of."""
        found = {one.id: frozenset(one.codes) for one in components.FIXED}
        found[components.AREAS] = frozenset(ALPHA3.values())
        for cube in self.cubes.values():
            for one in cube.dimensions:
                if one.codelist is not None:
                    found[one.codelist] = found.get(one.codelist, frozenset()) | cube.held[one.id]
        return found


async def _build(snapshot: Snapshot, _: str) -> Catalogue:
    cubes = [cube for load in _LOADED for cube in await load(snapshot)]
    return Catalogue({cube.id: cube for cube in sorted(cubes, key=lambda cube: cube.id)})


_catalogues = PerRelease(("flows", "totals", "rca"), _build)


async def catalogue(snapshot: Snapshot) -> Catalogue:
    """Return the dataflows of the publication that is read."""
    return await _catalogues.at(snapshot)


async def warm(snapshot: Snapshot, before: Published) -> None:
    """Look once through what a new publication holds."""
    await catalogue(snapshot)
