"""What is known of each place and product in the year a model looks from.

Everything is computed from one year. Features have no currency: sizes are shares of all exports.
A product never votes for itself, nor a country for itself.
"""

from dataclasses import dataclass

import numpy as np
from complexity.presence import Presence, Values
from complexity.projection import projection

from niche_api.model.choices import CHOICES, Choices
from niche_api.model.world import World

LEAST_ADVANTAGE = 1e-4
"""Added before a logarithm, so that no exports and next to none differ by a bounded amount."""
LEAST_SHARE = 1e-12

NAMES = (
    "density",
    "pci",
    "advantage",
    "outlook_gain",
    "ubiquity",
    "eci",
    "relative_density",
    "similar_countries",
    "basket_pattern",
    "advantage_traces",
    "chapter_advantage",
    "chapter_presence",
    "product_size",
    "country_size",
    "emerging_countries",
    "non_exporters",
)
"""The order in which features are stored: the six of SELA's factors first."""
HUMAN_CAPITAL = "human_capital"


@dataclass(frozen=True)
class Features:
    """Features of places before products; nan where a product is near to none."""

    names: tuple[str, ...]
    values: Values
    """Shape (places, products, features)."""

    def of(self, cells: Presence) -> Values:
        """Return features of chosen cells, shape (cells, features); `cells` is boolean."""
        return np.asarray(self.values[cells])


def features(world: World, choices: Choices = CHOICES) -> Features:
    """Return the features of every place of a year.

    Proximity, complexity and patterns are those of the ranked countries, so a small place or a
    region is measured by the world and does not change it.

    Returns
    -------
    Features
        `density` and `relative_density` (its z-score over what the place does not make);
        `outlook_gain`; `pci`, `eci`; `advantage` is log(1 + RCA), `advantage_traces` log(RCA) with
        a floor; `similar_countries`: mean advantage in the most similar countries;
        `basket_pattern`: what the main patterns of all baskets lead to expect; the place's
        advantage in the chapter, and the share it makes of its other headings; sizes as logs of
        shares; `ubiquity`, `emerging_countries`, `non_exporters`: how many countries make the
        product, nearly make it, do not export it at all.

    Raises
    ------
    complexity.errors.NotIdentifiedError
        The ranked countries determine no complexity.
    """
    ranked = world.ranked
    projected = projection(world.made, world.made[ranked], diagonal=0.0)
    logs = np.log1p(world.advantage)
    chapters = _chapters(world.products)
    made = world.made.astype(np.float64)
    others = np.maximum(chapters.sum(axis=0) @ chapters.T - 1.0, 1.0)
    total = world.exports[ranked].sum()
    near = (world.advantage >= choices.rca_below) & ~world.made
    columns = {
        "density": projected.density,
        "pci": projected.countries.pci,
        "advantage": logs,
        "outlook_gain": projected.cog,
        "ubiquity": np.log1p(world.made[ranked].sum(axis=0)),
        "eci": projected.eci[:, None],
        "relative_density": _relative(projected.density, world.made),
        "similar_countries": _similar(logs, ranked, choices.similar_countries),
        "basket_pattern": _pattern(world.advantage, ranked, choices.basket_patterns),
        "advantage_traces": np.log(world.advantage + LEAST_ADVANTAGE),
        "chapter_advantage": np.log1p(_chapter_advantage(world, chapters)) @ chapters.T,
        "chapter_presence": (made @ chapters @ chapters.T - made) / others,
        "product_size": _log(world.exports[ranked].sum(axis=0) / total),
        "country_size": _log(world.exports.sum(axis=1) / total)[:, None],
        "emerging_countries": np.log1p(near[ranked].sum(axis=0)),
        "non_exporters": np.mean(world.exports[ranked] <= 0, axis=0),
    }
    shape = world.exports.shape
    return Features(NAMES, np.stack([np.broadcast_to(columns[n], shape) for n in NAMES], axis=-1))


def with_human_capital(found: Features, human_capital: Values) -> Features:
    """Return features with human capital, shape (places, products), nan where it is unknown.

    A cell without it has no place in the model that reads it; nothing is put in its stead.
    """
    values = np.concatenate([found.values, human_capital[:, :, None]], axis=-1)
    return Features((*found.names, HUMAN_CAPITAL), values)


def _chapters(products: list[str]) -> Values:
    """Return which product is of which chapter, shape (products, chapters)."""
    _, chapter = np.unique([code[:2] for code in products], return_inverse=True)
    return np.eye(chapter.max() + 1)[chapter]


def _log(shares: Values) -> Values:
    return np.asarray(np.log(np.maximum(shares, LEAST_SHARE)))


def _chapter_advantage(world: World, chapters: Values) -> Values:
    """Return RCA of places in chapters, shape (places, chapters), over the ranked countries."""
    exports = world.exports @ chapters
    of_world = exports[world.ranked].sum(axis=0)
    expected = exports.sum(axis=1, keepdims=True) * of_world
    result = np.zeros_like(exports)
    np.divide(exports * of_world.sum(), expected, out=result, where=expected > 0)
    return result


def _relative(density: Values, made: Presence) -> Values:
    """Return density as a z-score over the products that a place does not make."""
    absent = np.where(made, np.nan, density)
    mean = np.nanmean(absent, axis=1, keepdims=True)
    spread = np.nanstd(absent, axis=1, keepdims=True)
    result = np.zeros_like(density)
    np.divide(density - mean, spread, out=result, where=spread > 0)
    return result


def _similar(logs: Values, ranked: Presence, most: int) -> Values:
    """Return the mean advantage in the countries whose baskets resemble a place's.

    Similarity is the cosine of advantages less their means over countries; of the most similar
    ones those below zero count nothing.
    """
    centred = logs - logs[ranked].mean(axis=0)
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    unit = np.divide(centred, length, out=np.zeros_like(centred), where=length > 0)
    alike = unit @ unit[ranked].T
    alike[np.flatnonzero(ranked), np.arange(alike.shape[1])] = 0.0
    count = min(most, alike.shape[1])
    least = -np.sort(-alike, axis=1)[:, count - 1 : count]
    weights = np.where(alike >= least, np.maximum(alike, 0.0), 0.0)
    total = weights.sum(axis=1, keepdims=True)
    summed = weights @ logs[ranked]
    result = np.zeros_like(summed)
    np.divide(summed, total, out=result, where=total > 0)
    return result


def _pattern(advantage: Values, ranked: Presence, count: int) -> Values:
    """Return log advantage as the main patterns of the countries' baskets reproduce it."""
    logs = np.log(np.clip(advantage, 0.01, 10.0))
    mean = logs[ranked].mean(axis=0)
    _, _, patterns = np.linalg.svd(logs[ranked] - mean, full_matrices=False)
    main = patterns[:count]
    return np.asarray(mean + (logs - mean) @ main.T @ main)
