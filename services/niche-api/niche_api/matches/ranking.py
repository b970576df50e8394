"""Counterparts of what is asked, scored and ranked, each with its reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eslabon.contracts.envelope import Lang
from eslabon.contracts.firms import Side
from eslabon.contracts.matches import Criterion, Match, MatchReason

from niche_api.matches import saying, scoring
from niche_api.matches.interest import OPPOSITE, Interest
from niche_api.matches.preference import Preference, Route
from niche_api.matches.scoring import Closeness

Preferences = Mapping[Route, Preference | str | None]
Weights = Mapping[Criterion, float]
UNKNOWN: Preferences = {}
"""Stands for preferences where tariff-api did not answer."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A counterpart beside the interest of who asks that it fits best."""

    own: Interest
    other: Interest
    codes: Closeness | None
    values: dict[Criterion, float | None]
    """All but the preference."""

    @property
    def route(self) -> Route | None:
        """The way of the goods from the seller to the buyer; None without codes to compare."""
        if self.codes is None or self.codes.value == 0:
            return None
        if self.own.side is Side.OFFER:
            seller, buyer, code = self.own, self.other, self.codes.own
        else:
            seller, buyer, code = self.other, self.own, self.codes.other
        return Route(buyer.country, seller.country, self.codes.nomenclature, code)

    def valued(self, preferences: Preferences) -> dict[Criterion, float | None]:
        """Return all values, the preference as far as it is known."""
        return {**self.values, Criterion.PREFERENCE: _preference(self.route, preferences)}

    @property
    def has_anything(self) -> bool:
        """Whether the goods of both have anything in common."""
        return bool(self.values[Criterion.CODE] or self.values[Criterion.CHAIN])


def _preference(route: Route | None, preferences: Preferences) -> float | None:
    if route is None:
        return None
    if route.importer == route.exporter:
        return 1.0
    found = preferences.get(route)
    return found.value if isinstance(found, Preference) else None


def fits(weights: Weights, asked: Sequence[Interest], others: Iterable[Interest]) -> list[Fit]:
    """Return each counterpart beside what it fits best, the most promising first."""
    found = []
    for other in others:
        own = [
            _fit(one, other)
            for one in asked
            if one.side is OPPOSITE[other.side] and one.firm != other.firm
        ]
        common = [one for one in own if one.has_anything]
        if common:
            found.append(max(common, key=lambda one: _promise(weights, one, {})))
    return sorted(found, key=lambda one: (*_negative(_promise(weights, one, {})), _order(one)))


def _fit(own: Interest, other: Interest) -> Fit:
    codes = scoring.closeness(own, other)
    return Fit(
        own,
        other,
        codes,
        {
            Criterion.CODE: None if codes is None else codes.value,
            Criterion.COMPLEMENTARITY: scoring.complementarity(other),
            Criterion.DATES: scoring.overlap(own, other),
            Criterion.CHAIN: scoring.same_chain(own, other),
        },
    )


def _promise(weights: Weights, fit: Fit, preferences: Preferences) -> tuple[float, float]:
    """Return the score and the most that it may be."""
    return scoring.score(weights, fit.valued(preferences))


def _negative(score: tuple[float, float]) -> tuple[float, float]:
    return -score[0], -score[1]


def _order(fit: Fit) -> tuple[str, str]:
    """Return what decides between equal scores."""
    return fit.other.firm, fit.other.opportunity or ""


def ranked(
    weights: Weights, found: Sequence[Fit], preferences: Preferences, limit: int
) -> list[tuple[float, Fit]]:
    """Return the best fit of each firm with its score, best first."""
    scored = sorted(
        ((*_negative(_promise(weights, fit, preferences)), _order(fit), fit) for fit in found),
        key=lambda one: one[:3],
    )
    best: dict[str, tuple[float, Fit]] = {}
    for negative, _, _, fit in scored:
        best.setdefault(fit.other.firm, (-negative, fit))
    return list(best.values())[:limit]


def told(
    rank: int, fit: Fit, weights: Weights, preferences: Preferences, *, answered: bool, lang: Lang
) -> Match:
    """Return a counterpart as the answer shows it."""
    own, other, values = fit.own, fit.other, fit.valued(preferences)
    route = fit.route
    known = preferences.get(route) if route else None
    details = {
        Criterion.CODE: saying.code(fit.codes, other),
        Criterion.PREFERENCE: saying.preference(route, known, answered=answered),
        Criterion.COMPLEMENTARITY: saying.complementarity(other),
        Criterion.DATES: saying.dates(own, other, values[Criterion.DATES]),
        Criterion.CHAIN: saying.chain(own, other, values[Criterion.CHAIN]),
    }
    score, most = scoring.score(weights, values)
    return Match.assembled(
        rank=rank,
        score=round(score, 6),
        score_max=round(most, 6),
        side=other.side,
        firm=other.firm,
        firm_name=other.firm_name,
        country=other.country,
        opportunity=other.opportunity,
        nomenclature=fit.codes.nomenclature if fit.codes else None,
        code=fit.codes.other if fit.codes else None,
        own_code=fit.codes.own if fit.codes else None,
        valid_from=other.valid_from,
        valid_to=other.valid_to,
        reasons=[
            MatchReason.assembled(
                criterion=one,
                weight=weights[one],
                value=values[one],
                contribution=weights[one] * (values[one] or 0.0),
                detail=details[one][lang],
            )
            for one in Criterion
        ],
    )
