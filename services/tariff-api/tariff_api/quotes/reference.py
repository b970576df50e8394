"""The small tables that every quote reads, held in memory for each publication."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import asyncpg
from eslabon.contracts.envelope import Lang, Provenance
from eslabon.contracts.quotes import CandidateStatus
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot

from tariff_api.agreements import repository as agreements
from tariff_api.charges.charge import Charges
from tariff_api.charges.repository import CHARGES
from tariff_api.countries import repository as countries
from tariff_api.duties import repository as duties
from tariff_api.nomenclature import repository as nomenclatures
from tariff_api.preferences import repository as preferences
from tariff_api.quotas.quota import QuotaRow
from tariff_api.quotas.repository import QUOTAS
from tariff_api.quotes.editions import Edition, Schedule, editions, schedules
from tariff_api.quotes.facts import GROUP_AGREEMENTS, PAR, InForce, NotInForce, Pair

ALADI = "ALADI"
REGISTERS = ("OMC ", "DESTA ")

MOST_PAIRS = 4_096
"""Pairs of countries and a day kept with what binds them."""


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country: its code, whether it is in Latin America and the Caribbean, its names."""

    iso3: str
    in_latin_america: bool
    names: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class NomenclatureRow:
    """A nomenclature, its revision of the Harmonized System and the release of its codes."""

    name: str
    kind: str
    hs_revision: str
    codes: int | None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as far as its being in force depends on it."""

    code: str
    status: str
    has_preferences: bool | None
    parties: frozenset[str]
    in_force_from: date | None
    in_force_to: date | None
    titles: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, either of which may be unknown or open."""

    name: str
    first: date | None
    last: date | None

    def holds(self, on: date) -> bool:
        """Tell whether the day lies in the span; unknown ends do not limit it."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Reference:
    """Countries, memberships, agreements and which tariffs are loaded for which days."""

    countries: Mapping[str, CountryRow]
    memberships: Mapping[str, tuple[Span, ...]]
    agreements: Mapping[str, AgreementRow]
    entries: Mapping[tuple[str, str], tuple[Span, ...]]
    without_entries: tuple[AgreementRow, ...]
    margins: Mapping[tuple[str, str], tuple[Decimal, date | None, int]]
    margin_rows: Mapping[str, frozenset[Decimal]]
    nomenclatures: Mapping[str, NomenclatureRow]
    later: Mapping[str, tuple[str, ...]]
    """Later revisions of the Harmonized System that each is correlated with."""
    duties: Mapping[str, tuple[Edition, ...]]
    preferences: Mapping[str, tuple[Edition, ...]]
    quotas: Mapping[str, QuotaRow]
    charges: Mapping[str, Charges]
    provenances: Mapping[int, Provenance]
    spelt_out: Mapping[Lang, Mapping[str, str]]
    """Codes that are numbers of a register, with the title of their agreement."""
    _pairs: dict[tuple[str, str, date], Pair] = field(default_factory=dict)

    @property
    def schedule_days(self) -> list[str]:
        """The markets with loaded preferences and the days they are loaded for."""
        return [
            f"{importer} ({edition.valid_from} … {_open(edition.valid_to)})"
            for importer, of_market in sorted(self.preferences.items())
            for edition in of_market
        ]

    def tariff(self, importer: str, on: date) -> Edition | None:
        """Return the latest edition of a market's duties that covers the day."""
        found = [edition for edition in self.duties.get(importer, ()) if edition.covers(on)]
        return max(found, key=lambda one: (one.observed_on, one.release), default=None)

    def schedules(self, importer: str, on: date) -> list[Schedule]:
        """Return what speaks of a market's preferences on the day."""
        return schedules(self.preferences.get(importer, ()), on)

    def groups(self, country: str, on: date) -> frozenset[str]:
        """Return the schemes (not named as a country is) that have a country as full member."""
        return frozenset(span.name for span in self.memberships.get(country, ()) if span.holds(on))

    def pair(self, importer: str, exporter: str, on: date) -> Pair:
        """Return what binds two countries on the day; the same object again while it is kept."""
        key = importer, exporter, on
        found = self._pairs.get(key)
        if found is None:
            if len(self._pairs) >= MOST_PAIRS:
                self._pairs.clear()
            found = self._pairs[key] = self._bound(importer, exporter, on)
        return found

    def _bound(self, importer: str, exporter: str, on: date) -> Pair:
        mine, theirs = self.groups(importer, on), self.groups(exporter, on)
        cell = self.margins.get((importer, exporter))
        if cell and cell[1] and cell[1] > on:
            cell = None
        return Pair(
            importer=importer,
            exporter=exporter,
            agreements=tuple(self._in_force(importer, exporter, on, mine & theirs)),
            groups=theirs,
            par_cell=cell[0] if cell else None,
            par_release=cell[2] if cell else None,
            par_row=self.margin_rows.get(importer, frozenset()),
            outside_aladi=ALADI in mine
            and ALADI not in theirs
            and self.countries[exporter].in_latin_america,
            on=on,
            not_in_force=self._not_in_force(importer, exporter, on, mine & theirs),
            quotas=self.quotas,
        )

    def _not_in_force(
        self, importer: str, exporter: str, on: date, shared: frozenset[str]
    ) -> dict[str, NotInForce]:
        """Return the registered agreements that the importer's rows name and that do not bind.

        An agreement whose parties both are binds undated where none of its dates speaks against:
        the source that names it says that it is applied.
        """
        found: dict[str, NotInForce] = {}
        for edition in self.preferences.get(importer, ()):
            for code in edition.agreements:
                agreement = self.agreements.get(code) if code else None
                if agreement is None or code is None or code in found:
                    continue
                entries = [
                    one for one in self.entries.get((importer, exporter), ()) if one.name == code
                ]
                member = code in shared or {importer, exporter} <= agreement.parties
                if not entries and not member:
                    found[code] = NotInForce(CandidateStatus.NOT_A_PARTY)
                    continue
                spans = [_span(agreement, one) for one in entries or [Span(code, None, None)]]
                if not any(span.holds(on) for span in spans):
                    found[code] = _outside(spans, on)
        return found

    def _in_force(
        self, importer: str, exporter: str, on: date, shared: frozenset[str]
    ) -> Iterable[InForce]:
        seen: set[str] = set()
        for entry in self.entries.get((importer, exporter), ()):
            agreement = self.agreements.get(entry.name)
            if entry.name in seen or not _binds(agreement, entry, on):
                continue
            seen.add(entry.name)
            yield InForce(entry.name, _first_day(agreement, entry) is not None, True)
        for code in sorted(GROUP_AGREEMENTS & shared - seen):
            agreement = self.agreements.get(code)
            if agreement and _binds(agreement, Span(code, None, None), on):
                seen.add(code)
                yield InForce(code, agreement.in_force_from is not None, True)
        for agreement in self.without_entries:
            if agreement.code in seen or not {importer, exporter} <= agreement.parties:
                continue
            if _binds(agreement, Span(agreement.code, None, None), on):
                known = agreement.has_preferences is not None
                yield InForce(agreement.code, agreement.in_force_from is not None, known)


def _open(last: date) -> str:
    return "" if last == date.max else last.isoformat()


def _first_day(agreement: AgreementRow | None, entry: Span) -> date | None:
    return entry.first or (agreement.in_force_from if agreement else None)


def _span(agreement: AgreementRow | None, entry: Span) -> Span:
    """Return the days of a pair; what it does not date is the agreement's."""
    last = entry.last or (agreement.in_force_to if agreement else None)
    return Span(entry.name, _first_day(agreement, entry), last)


def _outside(spans: Sequence[Span], on: date) -> NotInForce:
    """Return between which days an agreement that does not hold on the day does."""
    coming = [span.first for span in spans if span.first is not None and span.first > on]
    gone = [span.last for span in spans if span.last is not None and span.last < on]
    return NotInForce(
        CandidateStatus.OUTSIDE_DATES,
        min(coming, default=None),
        max(gone, default=None),
    )


def _binds(agreement: AgreementRow | None, entry: Span, on: date) -> bool:
    """Tell whether an agreement owes the pair preferences on the day.

    A pair without a date of its own takes the agreement's; without either, an agreement that is
    listed as in force counts as in force (and the quote says that it is undated).
    """
    span = _span(agreement, entry)
    if agreement is not None and agreement.has_preferences is False:
        return False
    if agreement is not None and agreement.status in ("SIGNED", "NEGOTIATION"):
        return False
    if agreement is not None and agreement.status == "ENDED" and span.last is None:
        return False
    if span.first is None and (agreement is None or agreement.status != "IN_FORCE"):
        return False
    return span.holds(on)


async def _reference(snapshot: Snapshot, _: str) -> Reference:
    (
        country_rows,
        scheme_rows,
        agreement_rows,
        entry_rows,
        margin_rows,
        nomenclature_rows,
        duty_editions,
        preference_editions,
    ) = await asyncio.gather(
        countries.all_countries(snapshot),
        countries.all_schemes(snapshot),
        agreements.all_agreements(snapshot),
        agreements.all_entries(snapshot),
        agreements.all_margins(snapshot),
        nomenclatures.all_nomenclatures(snapshot),
        duties.editions(snapshot),
        preferences.editions(snapshot),
    )
    known: dict[str, CountryRow] = {}
    for row in country_rows:
        names = {lang: row[f"name_{lang}"] for lang in Lang}
        country = CountryRow(row["iso3"], row["in_latin_america"], names)
        known[row["iso3"]] = known[row["iso2"]] = country
    memberships: defaultdict[str, list[Span]] = defaultdict(list)
    for row in scheme_rows:
        # In preferences CAN is Canada: a scheme with a country's code is nobody's group.
        if row["role"] == "MEMBER" and row["scheme"] not in known:
            span = Span(row["scheme"], row["valid_from"], row["valid_to"])
            memberships[row["country"]].append(span)
    registry = {
        row["code"]: AgreementRow(
            row["code"],
            row["status"],
            row["has_preferences"],
            frozenset((row["parties"] or "").split("|")) - {""},
            row["in_force_from"],
            row["in_force_to"],
            {lang: row[f"title_{lang}"] or row["title_es"] for lang in Lang},
        )
        for row in agreement_rows
    }
    entries: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in entry_rows:
        span = Span(row["agreement"], row["in_force_from"], row["in_force_to"])
        entries[row["granter"], row["beneficiary"]].append(span)
    with_entries = {row["agreement"] for row in entry_rows} | GROUP_AGREEMENTS
    dated_by_pair = any(row["agreement"] == PAR for row in entry_rows)
    margins = {
        (row["granter"], row["beneficiary"]): (
            row["margin_percent"],
            row["valid_from"],
            row["release_id"],
        )
        for row in margin_rows
    }
    of_granter: defaultdict[str, set[Decimal]] = defaultdict(set)
    for pair, (margin, valid_from, _) in margins.items():
        of_granter[pair[0]].add(margin)
        if not dated_by_pair:
            entries[pair].append(Span(PAR, valid_from, None))
    correlated = {
        (min(release.parts.values()), max(release.parts.values()))
        for release in snapshot.releases("correlations")
    }
    code_releases = {
        release.parts["nomenclature"]: release.id for release in snapshot.releases("codes")
    }
    revisions = {
        row["nomenclature"]: code_releases.get(row["hs_revision"]) for row in nomenclature_rows
    }
    return Reference(
        countries=known,
        memberships={country: tuple(spans) for country, spans in memberships.items()},
        agreements=registry,
        entries={
            pair: tuple(sorted(spans, key=lambda one: one.name)) for pair, spans in entries.items()
        },
        without_entries=tuple(
            row for code, row in registry.items() if code not in with_entries and code != PAR
        ),
        margins=margins,
        margin_rows={granter: frozenset(found) for granter, found in of_granter.items()},
        nomenclatures={
            row["nomenclature"]: NomenclatureRow(
                row["nomenclature"],
                row["kind"],
                row["hs_revision"],
                code_releases.get(row["nomenclature"]),
            )
            for row in nomenclature_rows
        },
        later={
            earlier: tuple(sorted(later for other, later in correlated if other == earlier))
            for earlier, _ in correlated
        },
        duties=editions(snapshot, duty_editions, await _held(snapshot, duty_editions, revisions)),
        preferences=editions(snapshot, preference_editions),
        quotas=await QUOTAS.at(snapshot),
        charges=await CHARGES.at(snapshot),
        spelt_out={
            lang: {
                code: f"{code} ({row.titles[lang]})"
                for code, row in registry.items()
                if code.startswith(REGISTERS)
            }
            for lang in Lang
        },
        provenances={release.id: release.provenance() for release in snapshot.published.releases},
    )


async def _held(
    snapshot: Snapshot, of_duties: Iterable[asyncpg.Record], revisions: Mapping[str, int | None]
) -> dict[int, tuple[int, int]]:
    """Count the subheadings that each release of duties holds, where their codes are loaded."""
    pairs = [
        (row["release_id"], codes)
        for row in of_duties
        if (codes := revisions.get(row["nomenclature"])) is not None
    ]
    return await duties.held(snapshot, pairs) if pairs else {}


REFERENCE = PerRelease(
    (
        "countries",
        "schemes",
        "agreements",
        "agreement_entries",
        "par_margins",
        "nomenclatures",
        "codes",
        "correlations",
        "duties",
        "preferences",
        "quotas",
        "charges",
    ),
    _reference,
)
