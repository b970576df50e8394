"""Reads, in few statements, the rows that many quotes are decided from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from eslabon.contracts.nomenclature import Correlation, CorrelationKind
from servicekit.problems import ProblemError
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.duties import repository as duties
from tariff_api.duties.expression import parsed
from tariff_api.nomenclature import correlation
from tariff_api.nomenclature import repository as nomenclatures
from tariff_api.nomenclature.harmonised import HARMONISED
from tariff_api.nomenclature.language import UNSAID, Wording
from tariff_api.quotes.asking import Fault, Place, refused, unknown_code
from tariff_api.quotes.editions import Schedule
from tariff_api.quotes.facts import WORLD, Duty, Line, Preference
from tariff_api.quotes.joins import Join, join
from tariff_api.quotes.reference import Reference
from tariff_api.quotes.schedules import Joined, Rows

MOST_LINES = 20_000
DUTY = (
    "rate_percent",
    "rate_text",
    "legal_base",
    "valid_from",
    "valid_to",
    "observed_on",
    "release_id",
    "expression",
    "season_from",
    "season_to",
)


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
    texts_of = await _texts(snapshot, reference, places)
    lines = await _read_lines(snapshot, reference, places, texts_of, found)
    await _check_known(snapshot, reference, places, found)
    joined = await _joined(snapshot, reference, places, found)
    rows = Rows()
    for place, of_place, lines_ in zip(places, joined, lines, strict=True):
        if of_place and lines_:
            rows.beneficiaries.update(_beneficiaries(reference, place))
            for one in of_place:
                for line in lines_:
                    rows.ask(one, line["code"])
    await rows.read(snapshot)
    made: dict[tuple[object, ...], Duty] = {}
    kept: dict[tuple[object, ...], Line] = {}
    for number, place in enumerate(places):
        beneficiaries = _beneficiaries(reference, place)
        for row in lines[number]:
            duty = _duty(row, made)
            preferences: list[Preference] = []
            listed: frozenset[str] = frozenset()
            for one in joined[number]:
                preferences += rows.of(one, row["code"], beneficiaries)
                listed |= one.lists(row["code"])
            key = (id(duty), listed, *map(id, preferences))
            line = kept.get(key)
            if line is None:
                line = kept[key] = Line(duty, tuple(preferences), listed)
            said = nomenclatures.said(row, snapshot.lang, texts_of[number][1])
            found[number].lines.append(NationalLine(row["code"], said, line))
        if found[number].said is UNSAID:
            found[number].said = _unlisted(place, texts_of[number][0], found[number].lines)
    return found


def _beneficiaries(reference: Reference, place: Place) -> tuple[str, ...]:
    """Return whom the rows for an exporter can name, in an order of their own."""
    exporter = place.exporter.iso3
    return (WORLD, exporter, *sorted(reference.groups(exporter, place.on)))


def _unlisted(
    place: Place, harmonised: Mapping[str, Wording], lines: Sequence[NationalLine]
) -> Wording:
    """Return what a code without a row of its own is called: its lines share what it is."""
    said = harmonised.get(place.code)
    if said is None and lines:
        path = _common_path([line.said.path for line in lines])
        said = Wording(path.rpartition(" > ")[2], path)
    return said or UNSAID


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


async def _texts(
    snapshot: Snapshot, reference: Reference, places: Sequence[Place]
) -> list[tuple[Mapping[str, Wording], Mapping[str, Wording]]]:
    """Return the texts of the Harmonized System for each code asked for and for its tariff."""
    held: dict[str, Mapping[str, Wording]] = {}

    async def of(revision: str) -> Mapping[str, Wording]:
        if revision not in held:
            held[revision] = (await HARMONISED.at(snapshot, revision))[snapshot.lang]
        return held[revision]

    found = []
    for place in places:
        used = reference.nomenclatures.get(place.edition.nomenclature) if place.edition else None
        source = await of(place.source.hs_revision if place.source else "")
        found.append((source, await of(used.hs_revision if used else "")))
    return found


async def _read_lines(
    snapshot: Snapshot,
    reference: Reference,
    places: Sequence[Place],
    texts_of: Sequence[tuple[Mapping[str, Wording], Mapping[str, Wording]]],
    found: Sequence[Facts],
) -> list[list[Any]]:
    """Read the lines of each place, and its code's own text."""
    asked: list[duties.Asked] = []
    for number, place in enumerate(places):
        source = place.source.codes if place.source else None
        used = place.edition and reference.nomenclatures.get(place.edition.nomenclature)
        tariff = used.codes if used else None
        release = place.edition.release if place.edition else None
        if place.source and source is not None and source != tariff:
            # The text of the code comes from the nomenclature it was asked in.
            asked.append(duties.Asked(-1 - number, None, source, place.code, place.on))
        if tariff is not None:
            asked += [
                duties.Asked(number, release, tariff, code, place.on) for code in place.targets
            ]
    lines: list[list[Any]] = [[] for _ in places]
    read = await duties.lines(snapshot, asked) if asked else []
    if len(read) > MOST_LINES:
        raise _too_many_lines(len(read))
    for row in read:
        number = row["number"] if row["number"] >= 0 else -1 - row["number"]
        facts_, place = found[number], places[number]
        facts_.known = True
        if row["code"] == place.code or (row["number"] < 0 and facts_.said is UNSAID):
            facts_.said = nomenclatures.said(row, snapshot.lang, texts_of[number][0])
        if row["number"] >= 0 and row["is_line"]:
            lines[number].append(row)
    return lines


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


def _duty(row: Any, made: dict[tuple[object, ...], Duty]) -> Duty | None:
    """Return the duty of a line; equal ones are one object."""
    if row["dutiable"] is None:
        return None
    above = None if row["dutiable"] == row["code"] else row["dutiable"]
    key = (*(row[name] for name in DUTY), above)
    found = made.get(key)
    if found is None:
        duty = parsed(row["expression"]) if row["expression"] else None
        percent = duty.percent if duty and row["rate_percent"] is None else row["rate_percent"]
        first, last = row["season_from"], row["season_to"]
        found = made[key] = Duty(
            percent,
            row["rate_text"],
            row["legal_base"],
            row["valid_from"],
            row["valid_to"],
            row["observed_on"],
            row["release_id"],
            duty if percent is None else None,
            (first, last) if first and last else None,
            above,
        )
    return found
