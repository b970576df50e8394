"""Which countries and products determine complexity, and the choices made in computing it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eslabon.contracts.envelope import Parameter

if TYPE_CHECKING:
    from complexity.presence import Presence, Values

LEVEL = 4
"""Digits of the products: headings."""
STRONG = 0.55
"""Proximity of a strong link, drawn beside the tree (Hidalgo et al. 2007)."""
UNSPECIFIED = "99"
"""Chapter in which sources put what they do not classify."""


@dataclass(frozen=True)
class Universe:
    """What counts, and the conventions of the indices; each is a named parameter of answers."""

    least_country_exports_usd: float = 1e9
    least_product_exports_usd: float = 1e7
    presence_threshold: float = 1.0
    least_proximity: float = 0.4
    """Pairs of products below it are not stored, but those of the tree."""

    def countries(self, exports: "Values") -> "Presence":
        """Tell which rows of (countries, products) exports in dollars determine the indices."""
        import numpy as np

        return np.asarray(exports.sum(axis=1) >= self.least_country_exports_usd)

    def products(self, exports: "Values", codes: list[str]) -> "Presence":
        """Tell which columns do."""
        import numpy as np

        classified = np.array([not code.startswith(UNSPECIFIED) for code in codes], dtype=bool)
        return np.asarray((exports.sum(axis=0) >= self.least_product_exports_usd) & classified)

    def parameters(self) -> list[Parameter]:
        """Return all choices, for the methodology of an answer."""
        chosen = {
            "least_country_exports_usd": f"{self.least_country_exports_usd:.0f}",
            "least_product_exports_usd": f"{self.least_product_exports_usd:.0f}",
            "least_population": "none",
            "unspecified_products": "left_out",
            "years_averaged": "1",
            "presence_threshold": f"{self.presence_threshold:g}",
            "re_exports": "unknown",
            "least_proximity": f"{self.least_proximity:g}",
            "pci_scale": "code",
            "ddof": "0",
            "proximity_diagonal": "1",
            "cog_mode": "code",
            "outlook_pci": "raw",
        }
        return [Parameter(name=name, value=value, assumed=True) for name, value in chosen.items()]


UNIVERSE = Universe()
