"""The choices that a model of appearance rests on; each is a named parameter of answers."""

from dataclasses import dataclass

from eslabon.contracts.envelope import Parameter

from niche_api.complexity.universe import UNIVERSE


@dataclass(frozen=True)
class Choices:
    """Whom it learns from, what it reads, and how it is tested."""

    rca_below: float = 0.25
    """Cells are those with a smaller advantage in the first year."""
    rca_from: float = 1.0
    """Advantage in the last year that counts as having appeared."""
    horizon_years: int = 5
    """The span learnt from is, of those at hand, the nearest one to it."""
    least_years: int = 3
    """Between the first and the last year: less is no horizon."""
    least_appearances: int = 30
    """A model of fewer is not learnt."""
    similar_countries: int = 40
    basket_patterns: int = 15
    l2_strength: float = 10.0
    """Half of it times the squares of the coefficients is taken off the log-likelihood."""
    folds: int = 10
    """Groups of countries, each held out once."""
    first: int = 20
    """How many of a country's likeliest products are read."""
    bins: int = 10
    draws: int = 200
    """How often countries are drawn again for intervals."""
    seed: int = 2012

    def parameters(self) -> list[Parameter]:
        """Return all choices, for the methodology of an answer."""
        chosen = {
            "population_rca_below": self.rca_below,
            "appeared_rca_from": self.rca_from,
            "horizon_years": self.horizon_years,
            "least_years": self.least_years,
            "least_appearances": self.least_appearances,
            "similar_countries": self.similar_countries,
            "basket_patterns": self.basket_patterns,
            "l2_strength": self.l2_strength,
            "folds": self.folds,
            "first_products": self.first,
            "calibration_bins": self.bins,
            "bootstrap_draws": self.draws,
            "seed": self.seed,
            "proximity_diagonal": 0,
            "interval_percent": 95,
            "years_averaged": 1,
        }
        return [
            Parameter(name=name, value=f"{value:g}", assumed=True) for name, value in chosen.items()
        ]


CHOICES = Choices()


def parameters() -> list[Parameter]:
    """Return all that the model rests on: its own choices and those of complexity it shares."""
    own = CHOICES.parameters()
    names = {one.name for one in own} | {"least_proximity"}
    return [*own, *(one for one in UNIVERSE.parameters() if one.name not in names)]
