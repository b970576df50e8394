"""Choices that niches rest on: what makes a status, and the weights of each side."""

from dataclasses import dataclass

REVEALED, EMERGING = 1.0, 0.5
"""Least revealed advantage of each status."""
HEURISTIC = (0.5, 0.2, 0.3)
"""Weights of density, PCI and outlook gain where no model gives a probability."""
LATENT_SHARE = 0.1
"""Share of products below EMERGING that a score, having no threshold of its own, calls latent."""


@dataclass(frozen=True)
class Weights:
    """What the caller gives to each side of the balance; only their ratios count."""

    near: float = 1.0
    complex: float = 1.0
    valuable: float = 1.0
