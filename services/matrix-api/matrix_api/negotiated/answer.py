"""The answer on negotiated trade: years of trade in classes, by agreement, product and pair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import MINYEAR, date

from eslabon.client import TariffClient
from eslabon.contracts.envelope import Lang, Missing
from eslabon.contracts.negotiated import NegotiatedTrade, NegotiatedYear, PreferenceDay
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows import gaps, loaded
from matrix_api.flows.asked import Product
from matrix_api.flows.loaded import Edition
from matrix_api.negotiated import repository, wording, writing
from matrix_api.negotiated.classing import Sides, classed, pairs, preferences
from matrix_api.negotiated.covering import Kept, Preferences
from matrix_api.negotiated.repository import Trade
from matrix_api.totals import wholeness
from matrix_api.totals.traders import Trader

EVERYTHING = Product("")


@dataclass(frozen=True)
class Question:
    """What is asked of negotiated trade."""

    importer: str
    exporter: str
    product: Product | None
    nomenclature: str | None
    span: Sequence[int]
    level: int | None
    on: date | None
    editions: Mapping[int, Edition]
    """One edition for each year loaded."""

    @property
    def members_on(self) -> date:
        """The day whose members a scheme is taken with: the last one of the last year."""
        return date(self.span[-1] if self.span else MINYEAR, 12, 31)

    @property
    def used(self) -> list[Edition]:
        """Editions of the years asked for."""
        return [self.editions[year] for year in self.span if year in self.editions]


def unassessed(asked: Question, why: Missing, lang: Lang) -> NegotiatedTrade:
    """Return the answer where nothing can be said, and why."""
    return _assembled(
        asked,
        (asked.importer, asked.exporter),
        {},
        [_gap(year, []) for year in asked.span],
        [why],
        lang,
    )


async def negotiated(
    snapshot: Snapshot,
    client: TariffClient,
    kept: Kept,
    asked: Question,
    buyers: Trader,
    sellers: Trader,
) -> NegotiatedTrade:
    """Return the trade of each year in classes.

    Raises
    ------
    ServiceError
        tariff-api does not answer.
    """
    lang = snapshot.lang
    counted = pairs(buyers, sellers)
    trade = await repository.trade(
        snapshot,
        [edition.release.id for edition in asked.used],
        buyers.members,
        sellers.members,
        asked.product or EVERYTHING,
        loaded.main(asked.used),
    )
    publication = (await client.publication()).n
    nomenclature = asked.nomenclature or ""
    found = await preferences(kept, client, publication, counted, trade, nomenclature, asked.on)
    missing, left_out = _without_tariff(buyers, found, lang)
    found = {sides: one for sides, one in found.items() if sides[0] not in left_out}
    roles = {"importer": buyers, "exporter": sellers}
    absent = [year for year in asked.span if year not in asked.editions]
    if absent:
        missing.append(gaps.years_not_loaded(absent, list(asked.editions.values()), lang))
    if asked.product:
        missing += gaps.partial_sum(asked.product, asked.used, lang)
    else:
        missing += await _partial(snapshot, asked.used)
    years = [_year(year, asked, trade, found, roles, lang) for year in asked.span]
    return _assembled(asked, (buyers.code, sellers.code), found, years, missing, lang)


def _assembled(
    asked: Question,
    sides: Sides,
    found: Mapping[Sides, Preferences],
    years: list[NegotiatedYear],
    missing: list[Missing],
    lang: Lang,
) -> NegotiatedTrade:
    one_figure = not any(edition.held.main for edition in asked.used)
    return NegotiatedTrade(
        importer=sides[0],
        exporter=sides[1],
        importers=sorted({importer for importer, _ in found}),
        exporters=sorted({exporter for _, exporter in found}),
        nomenclature=asked.nomenclature,
        product=asked.product.code if asked.product else None,
        level=asked.level,
        years=years,
        preferences=[
            PreferenceDay(
                importer=importer,
                exporter=exporter,
                on=one.on,
                provenance=[one.provenance[release] for release in sorted(one.provenance)],
            )
            for (importer, exporter), one in found.items()
        ],
        missing=missing,
        methodology=wording.classes(asked.on, asked.members_on, one_figure, lang),
    )


def _without_tariff(
    buyers: Trader, found: Mapping[Sides, Preferences], lang: Lang
) -> tuple[list[Missing], frozenset[str]]:
    """Return what to say of importers whose tariff is not loaded, and those to leave out."""
    lacking = frozenset(
        importer for (importer, _), one in found.items() if one.of and one.on is None
    )
    if not lacking:
        return [], lacking
    if not buyers.is_country and len(lacking) < len(buyers.members):
        return [wording.left_out(buyers.code, lacking, lang)], lacking
    return [wording.no_tariff(buyers.code, lang)], frozenset()


async def _partial(snapshot: Snapshot, used: Sequence[Edition]) -> list[Missing]:
    """Return which years hold only a part of the products."""
    extents = await wholeness.extents(snapshot)
    return [
        wholeness.partial(edition.release, extent, snapshot.lang)
        for edition in used
        if (extent := extents.get(edition.release.slice)) and not wholeness.is_whole(extent)
    ]


def _gap(year: int, missing: list[Missing]) -> NegotiatedYear:
    return NegotiatedYear(
        year=year,
        split=None,
        agreements=[],
        products=[],
        pairs=[],
        provenance=None,
        missing=missing,
    )


def _year(
    year: int,
    asked: Question,
    trade: Sequence[Trade],
    found: Mapping[Sides, Preferences],
    roles: Mapping[str, Trader],
    lang: Lang,
) -> NegotiatedYear:
    edition = asked.editions.get(year)
    if edition is None:
        return _gap(year, [])
    named = {role: who.code for role, who in roles.items() if who.is_country}
    if missing := gaps.of_edition(edition, asked.product, named, lang):
        return _gap(year, missing)
    missing = [
        gaps.country_not_loaded(member, role, edition, lang)
        for role, who in roles.items()
        for member in who.members
        if not edition.knows(member)
    ]
    of_year = classed(trade, found, edition.release.id)
    whole = of_year.whole()
    days = {one.on for one in found.values() if one.on is not None}
    if any(day.year != year for day in days):
        missing.append(wording.other_year(year, days, lang))
    missing += [
        wording.unassessed(why, count, cents, lang)
        for why, (count, cents) in of_year.unassessed.items()
    ]
    return NegotiatedYear(
        year=year,
        split=writing.split(whole),
        agreements=writing.agreements(whole),
        products=writing.products(of_year.by_product(asked.level)) if asked.level else [],
        pairs=writing.pairs(of_year.by_pair()) if len(found) > 1 else [],
        provenance=edition.release.provenance(),
        missing=missing,
    )
