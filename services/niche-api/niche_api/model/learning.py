"""A model and its tests, learnt from the worlds of several years."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from complexity.presence import Presence, Values

from niche_api.model.cells import Cells, cells
from niche_api.model.choices import CHOICES
from niche_api.model.evaluation import MODEL, Evaluation, evaluation, held_out, learn
from niche_api.model.features import Features, features, with_human_capital
from niche_api.model.logit import Doubt, Logit, doubt
from niche_api.model.training import Plan, Span
from niche_api.model.world import World

BASE, HUMAN_CAPITAL = "base", "human_capital"
HELD_OUT, LATER_PERIOD = "held_out", "later_period"
WORLD, LATIN_AMERICA = "world", "latin_america"


@dataclass(frozen=True)
class Tested:
    """One test of a model."""

    test: str
    area: str
    learnt: Span
    applied: Span
    found: Evaluation


@dataclass(frozen=True)
class Variant:
    """A model with the features it reads, and how good it is."""

    name: str
    model: Logit
    doubt: Doubt
    cells: Cells
    tests: tuple[Tested, ...]

    @property
    def threshold(self) -> float:
        """The probability from which on F1 is best, on countries held out."""
        return self.tests[0].found.scores[MODEL].best_f1_from


@dataclass(frozen=True)
class Predictions:
    """Probabilities of every place and product of a year; nan where there is none."""

    variant: tuple[str, ...]
    """Variants by number."""
    number: np.ndarray
    """Shape (places, products): which variant speaks; -1 for none."""
    probability: Values
    low: Values
    high: Values
    extrapolated: Presence
    """Whether the advantage is larger than any the model has learnt from."""


class TooFewError(ValueError):
    """Too few appearances, or too few countries, to learn from."""


def variants(
    plan: Plan, worlds: Mapping[int, World], human_capital: Mapping[int, Values]
) -> list[Variant]:
    """Return the model without human capital, and the one with it where its data allow one.

    Parameters
    ----------
    worlds
        By year, all of the plan's.
    human_capital
        By year, shape (places, products) of that year's world, nan where unknown; years without
        any left out.

    Raises
    ------
    TooFewError
        The years hold too few appearances or countries.
    complexity.errors.NotIdentifiedError
        A year determines no complexity.
    """
    found = {year: features(world) for year, world in worlds.items()}
    made = [_variant(BASE, plan, worlds, found)]
    first = plan.learnt.first
    if first in human_capital and plan.year in human_capital:
        richer = {
            year: with_human_capital(found[year], values) for year, values in human_capital.items()
        }
        with suppress(TooFewError):
            made.append(_variant(HUMAN_CAPITAL, plan, worlds, richer))
    return made


def _variant(
    name: str, plan: Plan, worlds: Mapping[int, World], found: Mapping[int, Features]
) -> Variant:
    def of(span: Span) -> Cells:
        return cells(worlds[span.first], worlds[span.last], known=found[span.first])

    learnt = of(plan.learnt)
    if not is_enough(learnt):
        raise TooFewError(name)
    tests = list(_tests(HELD_OUT, plan.learnt, plan.learnt, learnt, held_out(learnt)))
    if (
        plan.later
        and plan.before_later
        and {plan.later.first, plan.before_later.first} <= set(found)
    ):
        before, later = of(plan.before_later), of(plan.later)
        if is_enough(before) and is_enough(later):
            said = learn(before).probabilities(later.values)
            tests += _tests(LATER_PERIOD, plan.before_later, plan.later, later, said)
    model = learn(learnt)
    sure = doubt(model, learnt.values, learnt.happened, learnt.countries, CHOICES.l2_strength)
    return Variant(name, model, sure, learnt, tuple(tests))


def is_enough(cells: Cells) -> bool:
    """Return whether a model can be learnt from cells, with whole countries held out."""
    countries = np.unique(cells.countries)
    having = np.unique(cells.countries[cells.happened])
    return (
        int(cells.happened.sum()) >= CHOICES.least_appearances
        and not cells.happened.all()
        and min(len(countries), len(having)) >= CHOICES.folds
    )


def _tests(test: str, learnt: Span, applied: Span, cells: Cells, said: Values) -> Iterator[Tested]:
    yield Tested(test, WORLD, learnt, applied, evaluation(cells, said))
    there = cells.in_latin_america
    its = cells.happened[there]
    if its.any() and not its.all():
        yield Tested(test, LATIN_AMERICA, learnt, applied, evaluation(cells, said, there))


def predictions(world: World, made: list[Variant], human_capital: Values | None) -> Predictions:
    """Return what the models say of a year: human capital speaks where it is known."""
    base = features(world)
    shape = world.advantage.shape
    number = np.full(shape, -1)
    chance, low, high = (np.full(shape, np.nan) for _ in range(3))
    open_ = ~world.made
    for at, variant in enumerate(made):
        known = base
        if variant.name == HUMAN_CAPITAL:
            assert human_capital is not None, "its model is learnt only where it is known"
            known = with_human_capital(base, human_capital)
        told = open_ & ~np.isnan(known.values).any(axis=-1)
        values = known.of(told)
        number[told], chance[told] = at, variant.model.probabilities(values)
        low[told], high[told] = variant.doubt.interval(values)
    return Predictions(
        variant=tuple(one.name for one in made),
        number=number,
        probability=chance,
        low=low,
        high=high,
        extrapolated=world.advantage >= made[0].cells.below,
    )
