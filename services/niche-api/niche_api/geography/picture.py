"""What the map of a chain shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eslabon.contracts.chains import Presence
from eslabon.contracts.envelope import Lang

from niche_api.geography.shapes import Shapes
from niche_api.geography.zones import Zone


@dataclass(frozen=True)
class Picture:
    """What a map shows, apart from how."""

    title: str
    zones: Sequence[Zone]
    presence: Mapping[str, Presence]
    """Of the chain, by country."""
    places: Shapes
    sources: Sequence[str]
    """Citations of the releases drawn."""
    lang: Lang
