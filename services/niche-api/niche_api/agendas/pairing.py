"""Who takes part in the round of an event, and which of them are worth a meeting."""

from collections.abc import Sequence
from datetime import datetime

from eslabon.contracts.envelope import Missing
from eslabon.contracts.events import AgendaFirm, AgendaPair, Registration, Role
from eslabon.contracts.firms import Side
from servicekit.language import Texts, texts
from servicekit.peers import Peer
from servicekit.releases.snapshot import Snapshot

from niche_api.agendas.asking import Participant, Span, refused
from niche_api.events.repository import registered
from niche_api.firms.repository import names
from niche_api.matches import ranking, scoring
from niche_api.matches.endpoints import duties
from niche_api.matches.interest import Interest
from niche_api.matches.ranking import Fit, Weights
from niche_api.matches.repository import Wanted, interests

MOST_FIRMS = 500
MOST_COMPARISONS = 300_000
"""Offers times demands of the firms of a round that are compared at most."""
_SIDES = {
    Role.SELLER: frozenset({Side.OFFER}),
    Role.BUYER: frozenset({Side.DEMAND}),
    Role.BOTH: frozenset(Side),
}


async def given(snapshot: Snapshot, firms: Sequence[AgendaFirm]) -> list[Participant]:
    """Return the firms of a request, with their names in the directory where none is given."""
    known = await names(snapshot, [one.firm for one in firms])
    return [
        Participant(
            firm=one.firm,
            name=one.name or known.get(one.firm, one.firm),
            spans=None
            if one.available is None
            else tuple((span.start, span.end) for span in one.available),
            at_least=one.meetings_min,
            at_most=one.meetings_max,
            pointer=f"/firms/{at}",
        )
        for at, one in enumerate(firms)
    ]


async def enrolled(
    snapshot: Snapshot, event: str
) -> tuple[list[Participant], dict[str, frozenset[Side]]]:
    """Return the firms registered in an event, and the sides on which each takes part.

    Raises
    ------
    ProblemError
        422 where fewer than two are registered, more than a round takes, or a span of time is none.
    """
    found = await registered(snapshot, event, MOST_FIRMS + 1)
    if not 2 <= len(found) <= MOST_FIRMS:
        raise refused([("/firms", _count(len(found)), "registrations")])
    participants = [
        Participant(one.firm, one.firm_name or one.firm, _spans(one), 0, None, "/firms")
        for one in found
    ]
    return participants, {one.firm: _SIDES[one.role] for one in found}


def _count(registered_: int) -> Texts:
    return texts(
        f"El evento tiene {registered_} empresas inscritas; una ronda toma de 2 a {MOST_FIRMS}: "
        "cárguelas en `registrations` o escríbalas en `firms`.",
        f"O evento tem {registered_} empresas inscritas; uma rodada toma de 2 a {MOST_FIRMS}: "
        "carregue-as em `registrations` ou escreva-as em `firms`.",
        f"The event has {registered_} registered firms; a round takes 2 to {MOST_FIRMS}: load them "
        "in `registrations` or write them in `firms`.",
    )


def _spans(one: Registration) -> tuple[Span, ...] | None:
    if not one.available:
        return None
    try:
        ends = [text.split("/") for text in one.available]
        return tuple((datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in ends)
    except ValueError as error:
        detail = texts(
            f"Las horas con que {one.firm} está inscrita no existen: corríjalas.",
            f"As horas com que {one.firm} está inscrita não existem: corrija-as.",
            f"The hours that {one.firm} is registered with do not exist: correct them.",
        )
        raise refused([("/firms", detail, "registrations")]) from error


async def scored(
    snapshot: Snapshot,
    to_tariff: Peer,
    weights: Weights,
    firms: Sequence[str],
    sides: dict[str, frozenset[Side]],
) -> tuple[list[AgendaPair], list[Missing]]:
    """Return the pairs of seller and buyer worth a meeting, scored as counterparts are.

    `sides` are those on which a firm takes part; both where it has none.

    Raises
    ------
    ProblemError
        422 where there are too many offers and demands to compare, or none that fit.
    """
    found = await interests(snapshot, Wanted(firms=tuple(firms)))
    found = [one for one in found if one.side in sides.get(one.firm, frozenset(Side))]
    offers = [one for one in found if one.side is Side.OFFER]
    demands = [one for one in found if one.side is Side.DEMAND]
    if len(offers) * len(demands) > MOST_COMPARISONS:
        raise refused([("/pairs", _TOO_MANY, "too_many_pairs")])
    fits = _fits(weights, demands, offers)
    known, missing = await duties(snapshot, to_tariff, fits)
    best: dict[frozenset[str], AgendaPair] = {}
    for fit in fits:
        score, _ = scoring.score(weights, fit.valued(known))
        both = frozenset((fit.own.firm, fit.other.firm))
        if score > 0 and (both not in best or score > best[both].score):
            best[both] = AgendaPair(first=fit.own.firm, second=fit.other.firm, score=score)
    if not best:
        raise refused([("/pairs", _NO_PAIRS, "no_pairs")])
    return list(best.values()), missing


def _fits(weights: Weights, demands: Sequence[Interest], offers: Sequence[Interest]) -> list[Fit]:
    by_buyer: dict[str, list[Interest]] = {}
    for one in demands:
        by_buyer.setdefault(one.firm, []).append(one)
    return [fit for own in by_buyer.values() for fit in ranking.fits(weights, own, offers)]


_TOO_MANY = texts(
    "Hay demasiadas ofertas y demandas que comparar: escriba los pares en `pairs`.",
    "Há ofertas e demandas demais para comparar: escreva os pares em `pairs`.",
    "There are too many offers and demands to compare: write the pairs in `pairs`.",
)
_NO_PAIRS = texts(
    "Ninguna oferta encaja con una demanda de las empresas de la ronda: escriba los pares en "
    "`pairs`, o cargue sus ofertas y demandas.",
    "Nenhuma oferta encaixa com uma demanda das empresas da rodada: escreva os pares em `pairs`, "
    "ou carregue suas ofertas e demandas.",
    "No offer fits a demand of the firms of the round: write the pairs in `pairs`, or load their "
    "offers and demands.",
)
