"""The countries of a year that a model learns from and measures other places by."""

from dataclasses import dataclass

import numpy as np
from complexity.presence import Presence, Values, presence, rca

from niche_api.complexity.measures import Exports
from niche_api.complexity.universe import Universe


@dataclass(frozen=True)
class World:
    """A year's exports: places as rows, products that count as columns."""

    places: list[str]
    products: list[str]
    exports: Values
    """Shape (places, products): dollars."""
    advantage: Values
    """Shape (places, products): RCA in all that is exported; 0 where nothing is."""
    made: Presence
    ranked: Presence
    """Shape (places,): the countries that determine proximity and complexity."""

    def of(self, places: list[str], products: list[str]) -> Values:
        """Return the advantage of these places and products, shape (places, products).

        Raises
        ------
        KeyError
            One of them is not here.
        """
        row = {code: at for at, code in enumerate(self.places)}
        column = {code: at for at, code in enumerate(self.products)}
        chosen = np.ix_([row[code] for code in places], [column[code] for code in products])
        return np.asarray(self.advantage[chosen])


def world(exports: Exports, universe: Universe) -> World:
    """Return the world of a year: advantage in all exports, of the products that count."""
    counted = universe.products(exports.values, exports.products)
    advantage = np.nan_to_num(rca(exports.values))[:, counted]
    return World(
        places=exports.places,
        products=[code for code, counts in zip(exports.products, counted, strict=True) if counts],
        exports=exports.values[:, counted],
        advantage=advantage,
        made=presence(advantage, universe.presence_threshold),
        ranked=universe.countries(exports.values),
    )
