"""Reads, in few statements, the rows that many quotes are decided from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from eslabon.contracts.envelope import Lang
from eslabon.contracts.nomenclature import Correlation, CorrelationKind
from servicekit.problems import ProblemError
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.faults import Fault, refused, unknown_code
from tariff_api.nomenclature import correlation
from tariff_api.nomenclature import repository as nomenclatures
from tariff_api.nomenclature.harmonised import HARMONISED
from tariff_api.nomenclature.language import UNSAID, Wording
from tariff_api.quotes.asking import Place
from tariff_api.quotes.editions import Schedule
from tariff_api.quotes.facts import WORLD, Line, Preference
from tariff_api.quotes.headings import HEADINGS, Code, HeadingKey
from tariff_api.quotes.joins import HEADING, Join, join
from tariff_api.quotes.reference import NomenclatureRow, Reference
from tariff_api.quotes.schedules import Joined, Rows

MOST_LINES = 20_000


@dataclass(slots=True)
class NationalLine:
    """A national line below the code asked for."""

    code: str
    said: Wording
    line: Line


@dataclass(slots=True)
class Facts:
    """What was read for one place."""

    said: Wording = UNSAID
    """What the code asked for is called."""
    known: bool = False
    """True where the code exists in the nomenclature it is read in."""
    lines: list[NationalLine] = field(default_factory=list)
    correlated: list[tuple[str, CorrelationKind]] = field(default_factory=list)
    later: list[Correlation] = field(default_factory=list)
    """What its subheading corresponds to in later revisions of the Harmonized System."""
    other_editions: list[str] = field(default_factory=list)
    """Nomenclatures of preferences that are not joined for want of a correlation."""
    scheduled: bool = False
    """True where any preferences of the market are loaded for the day."""


async def facts(snapshot: Snapshot, reference: Reference, places: Sequence[Place]) -> list[Facts]:
    """Return what is known for each place; at most three statements, whatever their number.

    Raises
    ------
    ProblemError
        A code is not in its nomenclature, or the codes have too many lines below them.
    """
    found = [Facts() for _ in places]
    await _correlate(snapshot, places, found)
    await _follow(snapshot, reference, places, found)
    lines = await _read_lines(snapshot, reference, places, found)
    await _check_known(snapshot, reference, places, found)
    joined = await _joined(snapshot, reference, places, found)
    rows = Rows()
    for of_place, codes in zip(joined, lines, strict=True):
        for one in of_place:
            for code in codes:
                rows.ask(one, code.code)
    await rows.read(snapshot)
    kept: dict[tuple[object, ...], Line] = {}
    for place, of_place, codes, facts_ in zip(places, joined, lines, found, strict=True):
        beneficiaries = _beneficiaries(reference, place)
        for code in codes:
            preferences: list[Preference] = []
            listed: frozenset[str] = frozenset()
            for one in of_place:
                preferences += rows.of(one, code.code, beneficiaries)
                listed |= one.lists(code.code)
            key = (id(code.duty), listed, *map(id, preferences))
            line = kept.get(key)
            if line is None:
                line = kept[key] = Line(code.duty, tuple(preferences), listed)
            facts_.lines.append(NationalLine(code.code, code.said, line))
        if facts_.said is UNSAID:
            facts_.said = await _unlisted(snapshot, place, facts_.lines)
    return found


def _beneficiaries(reference: Reference, place: Place) -> tuple[str, ...]:
    """Return whom the rows for an exporter can name, in an order of their own."""
    exporter = place.exporter.iso3
    return (WORLD, exporter, *sorted(reference.groups(exporter, place.on)))


async def _unlisted(snapshot: Snapshot, place: Place, lines: Sequence[NationalLine]) -> Wording:
    """Return what a code without a row of its own is called: its lines share what it is."""
    if place.source is not None:
        harmonised = (await HARMONISED.at(snapshot, place.source.hs_revision))[snapshot.lang]
        if place.code in harmonised:
            return harmonised[place.code]
    if not lines:
        return UNSAID
    path = _common_path([line.said.path for line in lines])
    return Wording(path.rpartition(" > ")[2], path)


def _common_path(paths: Sequence[str]) -> str:
    first = paths[0].split(" > ")
    for path in paths[1:]:
        segments = path.split(" > ")
        same = [one == other for one, other in zip(first, segments, strict=False)]
        first = first[: same.index(False) if False in same else len(same)]
    return " > ".join(first)


async def _correlate(snapshot: Snapshot, places: Sequence[Place], found: Sequence[Facts]) -> None:
    """Find the codes of the tariff's revision that codes of another revision stand for."""
    for place, facts_ in zip(places, found, strict=True):
        if not place.correlates:
            continue
        table = await correlation.table(snapshot, *place.correlates)
        for row in table.below(place.ask.product):
            facts_.known = True
            facts_.correlated.append((row.to_code, row.kind))
            if row.to_code not in place.targets:
                place.targets.append(row.to_code)


async def _follow(
    snapshot: Snapshot, reference: Reference, places: Sequence[Place], found: Sequence[Facts]
) -> None:
    """Find what subheadings have become in later revisions, which trade is coded in."""
    for place, facts_ in zip(places, found, strict=True):
        if place.source is None or len(place.code) < 6:
            continue
        revision = place.source.hs_revision
        for later in reference.later.get(revision, ()):
            table = await correlation.table(snapshot, revision, later)
            facts_.later += table.below(place.code[:6])


async def _read_lines(
    snapshot: Snapshot, reference: Reference, places: Sequence[Place], found: Sequence[Facts]
) -> list[list[Code]]:
    """Read the lines of each place, and what its code is called."""
    keys = [_headings(reference, place, snapshot.lang) for place in places]
    headings = await HEADINGS.at(
        snapshot, (key for own, below in keys for key in (own, *below.values()) if key)
    )
    lines: list[list[Code]] = []
    for place, facts_, (own, below) in zip(places, found, keys, strict=True):
        rows = [row for code, key in below.items() for row in headings[key].lines(code)]
        if len(below) > 1:
            rows = sorted({row.code: row for row in rows}.values(), key=lambda row: row.code)
        lines.append(rows)
        itself = headings[own].find(place.code) if own else None
        if itself is None and place.code in below:
            itself = headings[below[place.code]].find(place.code)
        facts_.known |= bool(rows or itself or (own and headings[own].lines(place.code)))
        facts_.said = itself.said if itself else UNSAID
    count = sum(map(len, lines))
    if count > MOST_LINES:
        raise _too_many_lines(count)
    return lines


def _headings(
    reference: Reference, place: Place, lang: Lang
) -> tuple[HeadingKey | None, dict[str, HeadingKey]]:
    """Return the heading that says what the code is called, and those of its lines."""

    def key(row: NomenclatureRow, codes: int, code: str, duties: int | None) -> HeadingKey:
        revision = reference.nomenclatures.get(row.hs_revision)
        texts_of = revision.codes if revision else None
        # Texts do not depend on the day.
        on = place.on if duties else date.min
        return HeadingKey(code[:HEADING], codes, duties, row.hs_revision, texts_of, on, lang)

    edition, source = place.edition, place.source
    used = reference.nomenclatures.get(edition.nomenclature) if edition else None
    own, below = None, {}
    if edition and used and used.codes is not None:
        below = {code: key(used, used.codes, code, edition.release) for code in place.targets}
    if source and source.codes is not None:
        duties = edition.release if edition and source is used else None
        own = key(source, source.codes, place.code, duties)
    return own, below


def _too_many_lines(count: int) -> ProblemError:
    return ProblemError(
        422,
        "too_many_lines",
        texts(
            f"Los códigos tienen {count} líneas debajo; pida menos o más largos (máximo "
            f"{MOST_LINES}).",
            f"Os códigos têm {count} linhas abaixo; peça menos ou mais longos (máximo "
            f"{MOST_LINES}).",
            f"The codes have {count} lines below them; ask for fewer or longer ones (at most "
            f"{MOST_LINES}).",
        ),
    )


async def _check_known(
    snapshot: Snapshot, reference: Reference, places: Sequence[Place], found: Sequence[Facts]
) -> None:
    """Refuse codes that are in no nomenclature they could be read in."""
    unknown = [
        place
        for place, facts_ in zip(places, found, strict=True)
        if not facts_.known and place.source is not None and place.source.codes is not None
    ]
    if not unknown:
        return
    releases = {
        row.codes: row.name for row in reference.nomenclatures.values() if row.codes is not None
    }
    codes = sorted({place.ask.product for place in unknown})
    held = await nomenclatures.places(snapshot, list(releases), codes)
    faults: list[Fault] = []
    for place in unknown:
        assert place.source is not None
        code = place.ask.product
        elsewhere = sorted(releases[release] for release, one in held if one == code)
        pointer = f"{place.ask.pointer}/product"
        faults.append(unknown_code(code, place.source.name, pointer, elsewhere))
    raise refused(faults)


async def _joined(
    snapshot: Snapshot, reference: Reference, places: Sequence[Place], found: Sequence[Facts]
) -> list[list[Joined]]:
    """Return the preferences that each place's lines can be followed into."""
    joins: dict[tuple[int, str], Join | None] = {}
    of_market: dict[tuple[str, date], list[Schedule]] = {}
    joined: list[list[Joined]] = []
    for place, facts_ in zip(places, found, strict=True):
        of_place: list[Joined] = []
        joined.append(of_place)
        if place.edition is None:
            continue
        market = place.importer.iso3, place.on
        if market not in of_market:
            of_market[market] = reference.schedules(*market)
        facts_.scheduled = bool(of_market[market])
        for schedule in of_market[market]:
            key = schedule.edition.release, place.edition.nomenclature
            if key not in joins:
                joins[key] = await join(snapshot, reference, schedule.edition, place.edition)
            way = joins[key]
            if way is None:
                facts_.other_editions.append(schedule.edition.nomenclature)
            else:
                of_place.append(Joined(schedule, way))
    return joined
