"""Reads the Accept family of headers: what a client takes and how much it wants each."""

from enum import StrEnum
from functools import lru_cache


class Format(StrEnum):
    """Format of a list."""

    JSON = "json"
    CSV = "csv"
    NDJSON = "ndjson"


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


@lru_cache(maxsize=512)
def qualities(header: str) -> tuple[tuple[str, float], ...]:
    """Return (value in lower case without parameters, quality) in the order of the header."""
    pairs = []
    for item in header.split(","):
        value, *parameters = item.split(";")
        if value.strip():
            pairs.append((value.strip().lower(), _quality(parameters)))
    return tuple(pairs)


def _wanted(accepted: tuple[tuple[str, float], ...], offer: str) -> float:
    """Return the quality of the most specific range that covers a media type."""
    kind = offer.partition("/")[0]
    for pattern in (offer, f"{kind}/*", "*/*"):
        for value, quality in accepted:
            if value == pattern:
                return quality
    return 0.0


@lru_cache(maxsize=512)
def best_media_type(header: str, offers: tuple[str, ...]) -> str | None:
    """Return the offer a client wants most, the earlier among equals; None when it takes none."""
    if not header.strip():
        return offers[0]
    accepted = qualities(header)
    best = max(offers, key=lambda offer: _wanted(accepted, offer))
    return best if _wanted(accepted, best) > 0 else None


@lru_cache(maxsize=512)
def best_coding(header: str, offers: tuple[str, ...]) -> str:
    """Return the content coding to answer in; `identity` when none of the offers is wanted."""
    accepted = dict(qualities(header))
    rest = accepted.get("*", 0.0)
    wanted = {offer: accepted.get(offer, rest) for offer in offers}
    best = max(offers, key=lambda offer: wanted[offer])
    if wanted[best] <= 0 or wanted[best] < accepted.get("identity", 0.0):
        return "identity"
    return best
