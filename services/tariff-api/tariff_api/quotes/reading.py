"""Reads, in few statements, the rows that many quotes are decided from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eslabon.contracts.nomenclature import Correlation, CorrelationKind
from servicekit.problems import ProblemError
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.duties import repository as duties
from tariff_api.nomenclature import correlation
from tariff_api.nomenclature import repository as nomenclatures
from tariff_api.nomenclature.harmonised import HARMONISED
from tariff_api.nomenclature.language import UNSAID, Wording
from tariff_api.preferences import repository as preferences
from tariff_api.quotes.asking import Fault, Place, refused, unknown_code
from tariff_api.quotes.facts import WORLD, Duty, Line, Preference
from tariff_api.quotes.reference import Edition, Reference

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
    texts_of = [await _texts(snapshot, reference, place) for place in places]
    rows = await _read_lines(snapshot, reference, places, texts_of, found)
    await _check_known(snapshot, reference, places, found)
    schedules = _schedules(reference, places, found)
    kept = await _read_preferences(snapshot, reference, places, rows, schedules)
    for number, place in enumerate(places):
        for row in rows[number]:
            of_line = [
                preference
                for edition in schedules[number]
                for code in _codes(row["code"], edition, place.edition)
                for preference in kept.get((edition.release, code), ())
                if preference.valid_from <= place.on <= preference.valid_to
            ]
            line = Line(_duty(row), tuple(of_line))
            said = nomenclatures.said(row, snapshot.lang, texts_of[number][1])
            found[number].lines.append(NationalLine(row["code"], said, line))
        if found[number].said is UNSAID:
            found[number].said = _unlisted(place, texts_of[number][0], found[number].lines)
    return found


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
    snapshot: Snapshot, reference: Reference, place: Place
) -> tuple[Mapping[str, Wording], Mapping[str, Wording]]:
    """Return the texts of the Harmonized System for the code asked for and for the tariff."""
    used = reference.nomenclatures.get(place.edition.nomenclature) if place.edition else None
    revisions = (row.hs_revision if row else "" for row in (place.source, used))
    source, tariff = [(await HARMONISED.at(snapshot, one))[snapshot.lang] for one in revisions]
    return source, tariff


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
        if row["number"] >= 0 and (row["is_line"] or row["dutiable"]):
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


def _schedules(
    reference: Reference, places: Sequence[Place], found: Sequence[Facts]
) -> list[list[Edition]]:
    """Return the preferences that can be joined to each place's tariff."""
    schedules: list[list[Edition]] = []
    for place, facts_ in zip(places, found, strict=True):
        joined: list[Edition] = []
        if place.edition:
            for edition in reference.schedules(place.importer.iso3, place.on):
                if _joins(reference, edition, place.edition):
                    joined.append(edition)
                else:
                    facts_.other_editions.append(edition.nomenclature)
        schedules.append(joined)
    return schedules


def _joins(reference: Reference, edition: Edition, tariff: Edition) -> bool:
    if edition.nomenclature == tariff.nomenclature:
        return True
    mine = reference.nomenclatures.get(tariff.nomenclature)
    other = reference.nomenclatures.get(edition.nomenclature)
    revision = other.hs_revision if other else edition.nomenclature
    return mine is not None and mine.hs_revision == revision


def _codes(line: str, edition: Edition, tariff: Edition | None) -> list[str]:
    """Return the codes on which a row of the edition can speak of a line of the tariff."""
    if tariff is not None and edition.nomenclature == tariff.nomenclature:
        return [line[:digits] for digits in range(6, len(line) + 1, 2)]
    return [line[:6]]


async def _read_preferences(
    snapshot: Snapshot,
    reference: Reference,
    places: Sequence[Place],
    rows: Sequence[Sequence[Any]],
    schedules: Sequence[Sequence[Edition]],
) -> Mapping[tuple[int, str], list[Preference]]:
    asked: set[tuple[int, str]] = set()
    beneficiaries: set[str] = set()
    for number, place in enumerate(places):
        if schedules[number] and rows[number]:
            beneficiaries |= {WORLD, place.exporter.iso3}
            beneficiaries |= reference.groups(place.exporter.iso3, place.on)
        for edition in schedules[number]:
            for row in rows[number]:
                asked |= {
                    (edition.release, code) for code in _codes(row["code"], edition, place.edition)
                }
    found: defaultdict[tuple[int, str], list[Preference]] = defaultdict(list)
    if not asked:
        return found
    for row in await preferences.rows(snapshot, sorted(asked), sorted(beneficiaries)):
        found[row["release_id"], row["code"]].append(
            Preference(
                row["beneficiary"],
                row["agreement"],
                row["rate_percent"],
                row["rate_min_percent"],
                row["rate_max_percent"],
                row["lines_covered"],
                row["lines_total"],
                row["valid_from"],
                row["valid_to"],
                row["observed_on"],
                row["release_id"],
            )
        )
    return found


def _duty(row: Any) -> Duty | None:
    if row["dutiable"] is None:
        return None
    return Duty(
        row["rate_percent"],
        row["rate_text"],
        row["legal_base"],
        row["valid_from"],
        row["valid_to"],
        row["observed_on"],
        row["release_id"],
    )
