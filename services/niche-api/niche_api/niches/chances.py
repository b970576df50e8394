"""What the model of appearance says of a country's products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eslabon.contracts.envelope import Provenance


@dataclass(frozen=True)
class Chances:
    """Probabilities of one country, and the threshold above which one is called latent."""

    of_product: Mapping[str, tuple[float, bool]]
    """Probability, and whether it is extrapolated."""
    threshold: float
    sources: Sequence[Provenance]
