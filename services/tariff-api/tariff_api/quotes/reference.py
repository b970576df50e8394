"""The small tables that every quote reads, held in memory for each publication."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import asyncpg
from eslabon.contracts.envelope import Coverage, Lang, Provenance
from servicekit.releases.snapshot import Snapshot

from tariff_api.agreements import repository as agreements
from tariff_api.countries import repository as countries
from tariff_api.duties import repository as duties
from tariff_api.nomenclature import repository as nomenclatures
from tariff_api.per_release import PerRelease
from tariff_api.preferences import repository as preferences
from tariff_api.quotes.facts import GROUP_AGREEMENTS, PAR, InForce, Pair

ALADI = "ALADI"
REGISTERS = ("OMC ", "DESTA ")


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country: its code, whether it is in Latin America and the Caribbean, its names."""

    iso3: str
    in_latin_america: bool
    names: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Edition:
    """A release of duties or preferences of one market and the days it covers."""

    release: int
    source: str
    nomenclature: str
    coverage: Coverage
    valid_from: date
    valid_to: date
    observed_on: date

    def covers(self, on: date) -> bool:
        """Tell whether the day is one of the edition's."""
        return self.valid_from <= on <= self.valid_to


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
    provenances: Mapping[int, Provenance]
    spelt_out: Mapping[Lang, Mapping[str, str]]
    """Codes that are numbers of a register, with the title of their agreement."""

    def tariff(self, importer: str, on: date) -> Edition | None:
        """Return the latest edition of a market's duties that covers the day."""
        found = [edition for edition in self.duties.get(importer, ()) if edition.covers(on)]
        return max(found, key=lambda one: (one.observed_on, one.release), default=None)

    def schedules(self, importer: str, on: date) -> list[Edition]:
        """Return the latest edition of each source of a market's preferences on the day."""
        by_source: dict[str, Edition] = {}
        for edition in self.preferences.get(importer, ()):
            if edition.covers(on):
                kept = by_source.get(edition.source)
                if kept is None or (kept.observed_on, kept.release) < (
                    edition.observed_on,
                    edition.release,
                ):
                    by_source[edition.source] = edition
        return list(by_source.values())

    def groups(self, country: str, on: date) -> frozenset[str]:
        """Return the schemes (not named as a country is) that have a country as full member."""
        return frozenset(span.name for span in self.memberships.get(country, ()) if span.holds(on))

    def pair(self, importer: str, exporter: str, on: date) -> Pair:
        """Return what binds two countries on the day."""
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
        )

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


def _first_day(agreement: AgreementRow | None, entry: Span) -> date | None:
    return entry.first or (agreement.in_force_from if agreement else None)


def _binds(agreement: AgreementRow | None, entry: Span, on: date) -> bool:
    """Tell whether an agreement owes the pair preferences on the day.

    A pair without a date of its own takes the agreement's; without either, an agreement that is
    listed as in force counts as in force (and the quote says that it is undated).
    """
    first = _first_day(agreement, entry)
    last = entry.last or (agreement.in_force_to if agreement else None)
    if agreement is not None and agreement.has_preferences is False:
        return False
    if agreement is not None and agreement.status in ("SIGNED", "NEGOTIATION"):
        return False
    if agreement is not None and agreement.status == "ENDED" and last is None:
        return False
    if first is None and (agreement is None or agreement.status != "IN_FORCE"):
        return False
    return Span(entry.name, first, last).holds(on)


def _editions(snapshot: Snapshot, rows: Iterable[asyncpg.Record]) -> dict[str, tuple[Edition, ...]]:
    found: defaultdict[str, list[Edition]] = defaultdict(list)
    for row in rows:
        parts = snapshot.release(row["release_id"]).parts
        found[parts["importer"]].append(
            Edition(
                release=row["release_id"],
                source=parts["source"],
                nomenclature=row["nomenclature"],
                coverage=Coverage(
                    valid_from=row["valid_from"],
                    valid_to=row["valid_to"],
                    dates_stated=row["dates_stated"],
                    observed_on=row["observed_on"],
                ),
                valid_from=row["valid_from"],
                valid_to=row["valid_to"],
                observed_on=row["observed_on"],
            )
        )
    return {
        importer: tuple(sorted(editions, key=lambda one: (one.valid_from, one.release)))
        for importer, editions in found.items()
    }


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
        duties=_editions(snapshot, duty_editions),
        preferences=_editions(snapshot, preference_editions),
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
    ),
    _reference,
)
