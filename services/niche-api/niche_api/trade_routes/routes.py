"""Routes joined of all that is known: our own datasets, matrix-api and tariff-api."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from eslabon.client import ServiceError
from eslabon.contracts.envelope import Lang, Missing, Provenance, Reason
from eslabon.contracts.niches import NicheStatus, PlaceAsked
from eslabon.contracts.trade_routes import PartnerMode
from servicekit.peers import Peer
from servicekit.problems import ProblemError
from servicekit.releases.snapshot import Snapshot

from niche_api.complexity.editions import Answering, Edition
from niche_api.niches import kept as niches
from niche_api.trade_routes import legs, repository, saying, trade
from niche_api.trade_routes.asking import Asked, UnknownAs
from niche_api.trade_routes.facts import RouteFacts
from niche_api.trade_routes.gathering import Gathered, gathered, product_facts
from niche_api.trade_routes.legs import Paid
from niche_api.trade_routes.premises import Score, judged
from niche_api.trade_routes.ranking import Route, Standing, ordered
from niche_api.trade_routes.trade import GroupTrade, Partners

MOST_QUOTES = 100
"""Duties are asked for of as many routes, the best by all else: one batch."""


LATENT = (NicheStatus.EMERGING, NicheStatus.NON_REVEALED)
"""Niches that an origin's candidates are chosen from."""
UNBUILT = "HS2022"
"""Edition that headings are taken to be in where no complexity is built to say it."""


@dataclass(frozen=True)
class Ways:
    """The services that know more of routes."""

    tariff: Peer
    matrix: Peer


@dataclass(frozen=True)
class Found:
    """Routes, best first, and what they rest on."""

    routes: Sequence[Route]
    nomenclature: str
    region: frozenset[str]
    technologies: frozenset[str]
    provenance: list[Provenance]
    missing: list[Missing]
    answered: bool
    """Whether both other services did."""


@dataclass(frozen=True)
class _Known:
    """All facts at hand, of products and of both ends."""

    region: frozenset[str] | Missing
    partners: Partners
    group: GroupTrade
    among: GroupTrade | None
    own: Gathered
    eci: Mapping[str, float]
    nomenclature: str
    standing: Mapping[str, Standing]
    """Of the origin by product."""

    @property
    def members(self) -> frozenset[str]:
        """Members of the region, none where they are not known."""
        return frozenset() if isinstance(self.region, Missing) else self.region


async def found(
    snapshot: Snapshot, asked: Asked, answering: Answering, ways: Ways, *, duties: bool
) -> Found:
    """Return the routes asked for, best first; with `duties`, what is paid on them.

    Raises
    ------
    ProblemError
        The region is no scheme that tariff-api knows.
    """
    known = await _known(snapshot, asked, answering, ways)
    products = asked.products or tuple(known.standing)
    destinations = [asked.destination] if asked.destination else sorted(known.members)
    every = [
        _judged(snapshot, asked, answering, known, product, destination)
        for product in products
        for destination in destinations
        if destination != asked.origin
    ]
    kept = ordered(route for route in every if _reaches(route.score, asked))
    gaps = [
        *answering.missing(snapshot.lang),
        *(one for one in (known.region, known.partners.ranked) if isinstance(one, Missing)),
        *([known.group.gap] if known.group.gap else []),
    ]
    if not products and answering.edition:
        gaps.append(saying.no_candidates(asked.origin, answering.edition, snapshot.lang))
    if every and not kept:
        best = max((route.score for route in every), key=lambda one: (one.lowest, one.highest))
        gaps.append(saying.none_so(len(every), best.lowest, best.highest, snapshot.lang))
    if duties and kept:
        kept, gap = await _paid(ways.tariff, asked, kept, known.nomenclature, snapshot)
        gaps += [gap] if gap else []
    parts = [known.own.provenance, known.partners.provenance, known.group.provenance]
    return Found(
        routes=kept,
        nomenclature=known.nomenclature,
        region=known.members,
        technologies=known.own.technologies,
        provenance=list(dict.fromkeys(one for part in parts for one in part)),
        missing=list(dict.fromkeys(gaps)),
        answered=all(one.reason is not Reason.SERVICE_UNAVAILABLE for one in gaps),
    )


def _reaches(score: Score, asked: Asked) -> bool:
    counted = score.lowest if asked.unknown_as is UnknownAs.FAILED else score.highest
    return counted >= asked.min_score


async def _known(snapshot: Snapshot, asked: Asked, answering: Answering, ways: Ways) -> _Known:
    lang, edition, rules = snapshot.lang, answering.edition, asked.rules
    region, partners, standing = await asyncio.gather(
        _region(ways.tariff, asked, snapshot),
        trade.partners(ways.matrix, asked.origin, rules.partner_years, lang),
        _standing(snapshot, asked, answering),
    )
    members = frozenset[str]() if isinstance(region, Missing) else region
    products = asked.products or tuple(standing)
    nomenclature = await repository.nomenclature(snapshot, edition) if edition else UNBUILT
    group, among, own, eci = await asyncio.gather(
        trade.group_trade(
            ways.matrix,
            members | ({asked.destination} if asked.destination else set()),
            products,
            rules.regional_years,
            lang,
        ),
        _among(ways.matrix, asked, partners, products, snapshot),
        _own(snapshot, asked, answering, nomenclature, products, members),
        _eci(snapshot, answering, {asked.origin, asked.destination or asked.origin, *members}),
    )
    return _Known(region, partners, group, among, own, eci, nomenclature, standing)


async def _region(tariff: Peer, asked: Asked, snapshot: Snapshot) -> frozenset[str] | Missing:
    found = await legs.members(tariff, asked.region, asked.members_on, snapshot.lang)
    if isinstance(found, ServiceError):
        if found.problem.status < 500:
            detail = dict.fromkeys(Lang, found.problem.detail)
            errors = [("/query/region", detail, "unknown_scheme")]
            raise ProblemError(404, "unknown_scheme", detail, errors=errors)
        return tariff.missing("schemes", found, snapshot.lang)
    return found or saying.no_members(asked.region, asked, snapshot.lang)


async def _standing(snapshot: Snapshot, asked: Asked, answering: Answering) -> dict[str, Standing]:
    """Return where the origin stands in the products asked about, else in its candidates."""
    if answering.edition is None:
        return {}
    products = asked.products or await _candidates(snapshot, asked, answering.edition)
    rows = await repository.standing(snapshot, answering.edition, asked.origin, products)
    known = {
        row["product"]: Standing(row["rca"], row["density"], row["probability"]) for row in rows
    }
    return {product: known.get(product, Standing()) for product in products}


async def _candidates(snapshot: Snapshot, asked: Asked, edition: Edition) -> list[str]:
    """Return the first niches of the origin that it has no advantage in yet."""
    place = PlaceAsked.assembled(
        place=asked.origin, country=asked.origin, name=None, is_region=False
    )
    found = await niches.candidates(
        snapshot, place, niches.Asked(edition.source, edition.year, None)
    )
    if isinstance(found, Missing):
        return []
    _, order, _ = found.ranked(None)
    latent = [found.products[at] for at in order if found.status[at] in LATENT]
    return latent[: asked.candidates]


async def _among(
    matrix: Peer,
    asked: Asked,
    partners: Partners,
    products: Sequence[str],
    snapshot: Snapshot,
) -> GroupTrade | None:
    """Return what the origin's main partners buy from each other, where that is asked about."""
    rules = asked.rules
    if rules.p2_mode is not PartnerMode.AMONG_PARTNERS or isinstance(partners.ranked, Missing):
        return None
    main = [one.country for one in partners.ranked if one.is_main(rules.partners)]
    return await trade.group_trade(matrix, main, products, rules.partner_years, snapshot.lang)


async def _own(
    snapshot: Snapshot,
    asked: Asked,
    answering: Answering,
    nomenclature: str,
    products: Sequence[str],
    region: Collection[str],
) -> Gathered:
    if answering.edition is None:
        return Gathered()
    return await gathered(snapshot, answering.edition, nomenclature, products, region, asked.rules)


async def _eci(
    snapshot: Snapshot, answering: Answering, countries: Collection[str]
) -> dict[str, float]:
    if answering.edition is None:
        return {}
    return await repository.countries_complexity(snapshot, answering.edition, sorted(countries))


def _judged(
    snapshot: Snapshot,
    asked: Asked,
    answering: Answering,
    known: _Known,
    product: str,
    destination: str,
) -> Route:
    facts = product_facts(
        snapshot, product, answering, known.nomenclature, known.own, known.region, known.group
    )
    lang = snapshot.lang
    among: float | Missing | None = None
    if known.among is not None:
        years = known.among.of(product, destination)
        among = (
            float(sum(one.within for one in years.values()) / len(years))
            if years
            else known.among.gap or saying.no_flows(product, 0, lang)
        )
    edition = answering.edition
    route = RouteFacts(
        origin=asked.origin,
        destination=destination,
        region=known.region,
        eci=known.eci,
        eci_gap=saying.no_country_index(edition, lang) if edition else answering.missing(lang)[0],
        partners=known.partners.ranked,
        among_usd=among,
    )
    premises = judged(product, facts, route, asked.rules)
    return Route(
        product=product,
        destination=destination,
        premises=premises,
        score=Score.of(premises),
        standing=known.standing.get(product, Standing()),
        bought=known.group.of(product, destination),
        paid=Paid(),
    )


async def _paid(
    tariff: Peer,
    asked: Asked,
    routes: Sequence[Route],
    nomenclature: str,
    snapshot: Snapshot,
) -> tuple[list[Route], Missing | None]:
    """Return routes with what is paid on each, in the order that follows."""
    first = [route.leg for route in routes[:MOST_QUOTES]]
    duties = await legs.duties(tariff, asked.origin, first, nomenclature, snapshot.lang)
    beyond = Paid(missing=saying.not_quoted(MOST_QUOTES, snapshot.lang))
    default = Paid() if duties.gap else beyond
    return (
        ordered(replace(route, paid=duties.paid.get(route.leg, default)) for route in routes),
        duties.gap,
    )
