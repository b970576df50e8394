"""Where names go beside their places, so that they do not cover each other."""

from collections.abc import Sequence
from dataclasses import dataclass

LETTER = 6.0
HEIGHT = 14.0
GAP = 5.0
"""All in pixels, of a letter of 11 pixels."""


@dataclass(frozen=True)
class Box:
    """A name as it is written: its middle and its size, in pixels."""

    x: float
    y: float
    width: float

    def overlap(self, other: "Box") -> float:
        """Return the area that two names share."""
        across = (self.width + other.width) / 2 - abs(self.x - other.x)
        along = HEIGHT - abs(self.y - other.y)
        return max(0.0, across) * max(0.0, along)


def placed(points: Sequence[tuple[float, float]], texts: Sequence[str]) -> list[Box]:
    """Return the box of each text beside its point, the first ones as they would rather be.

    Above the point, below, right, left, or at a corner: the first that covers no name nor point
    put before it, else the one that covers least.
    """
    dots = [Box(x, y, 8.0) for x, y in points]
    found: list[Box] = []
    for (x, y), text in zip(points, texts, strict=True):
        width = LETTER * len(text)
        beside, away = width / 2 + GAP, HEIGHT / 2 + GAP
        boxes = [
            Box(x + across, y + along, width)
            for across, along in (
                (0, away), (0, -away), (beside, 0), (-beside, 0),
                (beside, away), (-beside, away), (beside, -away), (-beside, -away),
                (0, 2 * away), (0, -2 * away),
            )
        ]  # fmt: skip
        others = [*found, *(one for one in dots if (one.x, one.y) != (x, y))]
        found.append(min(boxes, key=lambda box: sum(box.overlap(one) for one in others)))
    return found
