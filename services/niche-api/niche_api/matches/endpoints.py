"""Counterparts over HTTP: `POST /v1/matches`."""

from collections.abc import Sequence

from eslabon.client import ServiceError, TariffClient
from eslabon.contracts.envelope import Missing, Reason
from eslabon.contracts.matches import Matches, MatchRequest, MatchWeights
from fastapi import APIRouter
from servicekit.language import Texts, texts
from servicekit.peers import Peer
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.snapshot import Snapshot

from niche_api import lists
from niche_api.firms.endpoints import NOT_LOADED as NO_FIRMS
from niche_api.firms.repository import found as firms_found
from niche_api.matches import ranking, repository, saying, scoring
from niche_api.matches.interest import OPPOSITE, Interest
from niche_api.matches.preference import Preference, preferences
from niche_api.matches.ranking import Fit, Preferences, Weights
from niche_api.matches.repository import SUBHEADING_DIGITS, Wanted
from niche_api.opportunities.endpoints import NOT_LOADED as NO_OPPORTUNITIES
from niche_api.peers import ToTariff

router = APIRouter(prefix="/v1", tags=["firms"], responses=RESPONSES)

ASKED = "asked"
"""Stands for a firm where the request itself says what is offered or sought."""


def _refused(pointer: str, kind: str, detail: Texts, status: int = 422) -> ProblemError:
    return ProblemError(status, kind, detail, errors=[(pointer, detail, kind)])


@router.post("/matches")
async def matches(snapshot: Reading, to_tariff: ToTariff, asked: MatchRequest) -> Matches:
    """Propose counterparts for an offer, a demand or a firm, best first, each with its reasons.

    Who shares neither a chapter of the Harmonized System nor a chain is not proposed.
    """
    shares = shares_of(asked.weights, "/weights")
    own = await _own(snapshot, asked)
    others = await counterparts(snapshot, own)
    found = ranking.fits(shares, own, others)
    known, missing = await duties(snapshot, to_tariff, found)
    best = ranking.ranked(shares, found, known, asked.limit)
    missing += lists.not_loaded(snapshot, {**NO_FIRMS, **NO_OPPORTUNITIES})
    if not (best or missing):
        missing.append(_nobody(snapshot))
    from_ = [*(fit.other for _, fit in best), *own]
    used = sorted({one.release for one in from_ if one.release is not None})
    asked_of = (known.get(fit.route) for _, fit in best if fit.route)
    quoted = [
        one for found in asked_of if isinstance(found, Preference) for one in found.provenance
    ]
    return Matches(
        items=[
            ranking.told(
                rank, fit, shares, known, answered=known is not ranking.UNKNOWN, lang=snapshot.lang
            )
            for rank, (_, fit) in enumerate(best, 1)
        ],
        considered=len(found),
        missing=missing,
        methodology=saying.methodology(shares, snapshot.lang),
        provenance=[
            *(snapshot.release(id_).provenance() for id_ in used),
            *{(one.dataset, one.slice, one.release): one for one in quoted}.values(),
        ],
    )


def shares_of(weights: MatchWeights, pointer: str) -> Weights:
    """Return the part of the score that each criterion decides; raise a problem where none does."""
    try:
        return scoring.shares(weights)
    except ValueError as error:
        detail = texts(
            "Todos los pesos son 0: dé a alguno un valor mayor.",
            "Todos os pesos são 0: dê a algum um valor maior.",
            "All weights are 0: give one of them a greater value.",
        )
        raise _refused(pointer, "weights_zero", detail) from error


async def _own(snapshot: Snapshot, asked: MatchRequest) -> list[Interest]:
    """Return what is offered and sought by who asks."""
    given = [one for one in (asked.opportunity, asked.firm, asked.wanted) if one is not None]
    if len(given) != 1:
        detail = texts(
            "Diga uno solo: `opportunity`, `firm` o `wanted`.",
            "Diga um só: `opportunity`, `firm` ou `wanted`.",
            "Give exactly one of `opportunity`, `firm` and `wanted`.",
        )
        raise _refused("", "one_of_three", detail)
    if asked.opportunity is not None:
        found = await repository.interests(snapshot, Wanted(opportunity=asked.opportunity))
        if not found:
            place, where = "/opportunity", "/v1/opportunities"
            raise lists.unknown("unknown_opportunity", place, asked.opportunity, where)
        return found
    if asked.firm is not None:
        if not await firms_found(snapshot, 1, firm=asked.firm):
            raise lists.unknown("unknown_firm", "/firm", asked.firm, "/v1/firms")
        return await repository.interests(snapshot, Wanted(firms=(asked.firm,)))
    wanted = asked.wanted
    assert wanted is not None
    if wanted.valid_from and wanted.valid_to and wanted.valid_from > wanted.valid_to:
        detail = texts(
            "`valid_from` es posterior a `valid_to`: inviértalos.",
            "`valid_from` é posterior a `valid_to`: inverta-os.",
            "`valid_from` is after `valid_to`: swap them.",
        )
        raise _refused("/wanted/valid_from", "days_reversed", detail)
    return [
        Interest(
            side=wanted.side,
            firm=ASKED,
            firm_name=None,
            country=lists.country(wanted.country, "/wanted/country"),
            opportunity=None,
            codes=((wanted.nomenclature, wanted.product[:SUBHEADING_DIGITS]),),
            by_chain=False,
            chains=frozenset(wanted.chains),
            valid_from=wanted.valid_from,
            valid_to=wanted.valid_to,
            release=None,
        )
    ]


async def counterparts(snapshot: Snapshot, own: Sequence[Interest]) -> list[Interest]:
    """Return the interests of the other side that share a chapter or a chain with these."""
    found: list[Interest] = []
    for side in sorted({one.side for one in own}):
        of_side = [one for one in own if one.side is side]
        codes = {code for one in of_side for _, code in one.codes}
        chains = {chain for one in of_side for chain in one.chains}
        if codes or chains:
            wanted = Wanted(
                side=OPPOSITE[side], codes=tuple(sorted(codes)), chains=tuple(sorted(chains))
            )
            found += await repository.interests(snapshot, wanted)
    return found


async def duties(
    snapshot: Snapshot, to_tariff: Peer, found: Sequence[Fit]
) -> tuple[Preferences, list[Missing]]:
    """Return the preferences of the most promising fits, asked of tariff-api in batches."""
    routes = dict.fromkeys(fit.route for fit in found if fit.route and fit.route.has_duty)
    if not routes:
        return {}, []
    try:
        transport = await to_tariff.transport(snapshot.lang)
        return await preferences(TariffClient(transport), list(filter(None, routes))), []
    except ServiceError as error:
        return ranking.UNKNOWN, [to_tariff.missing("preferences", error, snapshot.lang)]


def _nobody(snapshot: Snapshot) -> Missing:
    detail = texts(
        "Nadie del otro lado comparte un capítulo del Sistema Armonizado o una cadena.",
        "Ninguém do outro lado compartilha um capítulo do Sistema Harmonizado ou uma cadeia.",
        "Nobody on the other side shares a chapter of the Harmonized System or a chain.",
    )
    reason = Reason.NOT_IDENTIFIED
    return Missing(what="counterparts", reason=reason, detail=detail[snapshot.lang])
