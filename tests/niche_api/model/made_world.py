"""A made-up world whose countries move towards what their hidden skills allow."""

from dataclasses import replace

import numpy as np
from complexity.presence import Values
from niche_api.complexity.measures import Exports
from niche_api.complexity.universe import UNIVERSE
from niche_api.model.world import World, world

COUNTRIES, PRODUCTS = 30, 60
ANYTHING = replace(UNIVERSE, least_country_exports_usd=0.0, least_product_exports_usd=0.0)
PLACES = [f"C{number:02d}" for number in range(COUNTRIES)]
HEADINGS = [f"{1 + number // 6:02d}{1 + number % 6:02d}" for number in range(PRODUCTS)]


def worlds(seed: int = 1) -> tuple[World, World, Values]:
    """Return two years, and the hidden fit of each country and product, 0 to 1.

    What fits appears in the second year, whether the first one shows it or not.
    """
    random = np.random.default_rng(seed)
    skills = random.normal(size=(COUNTRIES, 3))
    needs = random.normal(size=(PRODUCTS, 3))
    fit = 1.0 / (1.0 + np.exp(-skills @ needs.T))
    shown = random.uniform(size=fit.shape) < 0.5
    size = np.exp(random.normal(size=(COUNTRIES, 1)))
    noise = np.exp(0.3 * random.normal(size=fit.shape))
    first = size * noise * np.where(shown, fit**4, 0.01)
    last = size * noise * fit**4
    return made(first), made(last), fit


def made(values: Values, places: list[str] | None = None) -> World:
    """Return exports as a world in which everything counts."""
    return world(Exports(places or PLACES, HEADINGS, values), ANYTHING)
