"""Whether a release of totals holds a whole basket: what an index over all products must know.

A country's advantage, concentration or rank from a part of what it trades is not the country's.
So every index over a basket asks here first, and where a release is partial it answers with null
and says what is loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from eslabon.contracts.envelope import Lang, Missing, Parameter, Reason
from servicekit.per_release import PerRelease
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Current, Snapshot

from matrix_api.totals.extents import extents as read_extents

SUBHEADINGS: Mapping[str, int] = {
    "HS1992": 5_039,
    "HS1996": 5_132,
    "HS2002": 5_224,
    "HS2007": 5_052,
    "HS2012": 5_205,
    "HS2017": 5_387,
    "HS2022": 5_612,
}
"""Subheadings of each revision in the tables of the UN Statistics Division, without 9999.99."""
HEADINGS: Mapping[str, int] = {
    "HS1992": 1_241,
    "HS1996": 1_241,
    "HS2002": 1_244,
    "HS2007": 1_221,
    "HS2012": 1_224,
    "HS2017": 1_222,
    "HS2022": 1_228,
}
"""Headings of each revision in the same tables, without 99.99."""
CHAPTERS = 96
"""Chapters of every revision: 01 to 97, of which 77 is reserved."""

WHOLE_SHARE = 0.9
"""From which share of its revision's codes a release counts as whole: sources leave out codes that
nobody traded, or that they merge with others."""
WORLD_EXPORTERS = 100
"""From how many exporters their sum counts as the world, where the source gives no row for it."""


@dataclass(frozen=True)
class Extent:
    """How much of the world's trade a release of totals holds."""

    nomenclature: str
    chapters: int
    headings: int
    subheadings: int
    exporters: int
    world_is_stated: bool
    """The source's own world is larger than the sum of the areas it lists."""
    areas: frozenset[str] = frozenset()
    """Countries and other areas with a total, the world among them."""

    @property
    def level(self) -> int:
        """Digits of the finest codes it holds."""
        return 6 if self.subheadings else 4 if self.headings else 2

    @property
    def held(self) -> int:
        """How many codes of the finest level it holds."""
        return {2: self.chapters, 4: self.headings, 6: self.subheadings}[self.level]

    @property
    def total(self) -> int:
        """How many codes of that level its revision has."""
        name = self.nomenclature
        return {2: CHAPTERS, 4: HEADINGS[name], 6: SUBHEADINGS[name]}[self.level]


def has_world(extent: Extent) -> bool:
    """Tell whether a release holds the world's exports of its codes."""
    return extent.world_is_stated or extent.exporters >= WORLD_EXPORTERS


def is_whole(extent: Extent) -> bool:
    """Tell whether a release holds whole baskets, and the world to compare them with."""
    return has_world(extent) and extent.held >= WHOLE_SHARE * extent.total


def parameters() -> list[Parameter]:
    """Return the choices made here, for the methodology of an index."""
    return [
        Parameter(name="whole_basket_share", value=str(WHOLE_SHARE), assumed=True),
        Parameter(name="world_exporters", value=str(WORLD_EXPORTERS), assumed=True),
    ]


async def _of_year(snapshot: Snapshot, year: str) -> dict[str, Extent]:
    releases = {release.id: release for release in snapshot.releases("totals", year=year)}
    rows = await read_extents(snapshot, list(releases))
    return {
        releases[id_].slice: Extent(**{**extent, "areas": frozenset(extent["areas"])})
        for id_, extent in rows.items()
    }


_extents = PerRelease(("totals",), _of_year, size=256, part="year")


async def extents(snapshot: Snapshot) -> dict[str, Extent]:
    """Return the extent of each current release of totals by its slice.

    What flows are added up to (`totals`, `rca`, `regional_flows`) has the slice of the flows.
    """
    found: dict[str, Extent] = {}
    for year in sorted({release.parts["year"] for release in snapshot.releases("totals")}):
        found |= await _extents.at(snapshot, year)
    return found


_LEVELS = {
    2: texts("capítulos", "capítulos", "chapters"),
    4: texts("partidas", "posições", "headings"),
    6: texts("subpartidas", "subposições", "subheadings"),
}


def partial(release: Current, extent: Extent, lang: Lang) -> Missing:
    """Return why no index over a whole basket is given from a release that is not whole."""
    where = f"{release.parts['source']} {release.parts['year']}"
    level = _LEVELS[extent.level]
    counts = {
        one: f"{extent.held} {of} {extent.total} {level[one]} {of} {extent.nomenclature}"
        for one, of in ((Lang.ES, "de"), (Lang.PT, "de"), (Lang.EN, "of"))
    }
    detail = texts(
        f"{where} trae {counts[Lang.ES]}, de {extent.exporters} exportadores: una parte del "
        "comercio, de la que no sale un índice de la canasta entera.",
        f"{where} traz {counts[Lang.PT]}, de {extent.exporters} exportadores: uma parte do "
        "comércio, da qual não sai um índice da cesta inteira.",
        f"{where} holds {counts[Lang.EN]}, from {extent.exporters} exporters: a part of trade, "
        "which gives no index of the whole basket.",
    )
    return Missing(what="whole_basket", reason=Reason.NOT_LOADED, detail=detail[lang])
