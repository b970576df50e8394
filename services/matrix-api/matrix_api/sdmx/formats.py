"""The formats that SDMX is written in, and which of them a client asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from servicekit.language import texts
from servicekit.problems import ProblemError
from starlette_compress import add_compress_type


@dataclass(frozen=True)
class Format:
    """A media type of SDMX in one version, and the name of pysdmx's writer of it."""

    media_type: str
    version: str
    writer: str
    kind: str
    """`xml`, `json` or `csv`."""

    @property
    def content_type(self) -> str:
        """What an answer in it is labelled."""
        return f"{self.media_type};version={self.version}"


def _sdmx(name: str, version: str, writer: str) -> Format:
    kind = name.rpartition("+")[2]
    media_type = f"application/vnd.sdmx.{name}"
    add_compress_type(media_type)
    return Format(media_type, version, writer, kind)


_STRUCTURE_21 = _sdmx("structure+xml", "2.1", "STRUCTURE_SDMX_ML_2_1")
_STRUCTURE_30 = _sdmx("structure+xml", "3.0.0", "STRUCTURE_SDMX_ML_3_0")
_STRUCTURE_JSON = _sdmx("structure+json", "2.0.0", "STRUCTURE_SDMX_JSON_2_0_0")
_GENERIC_21 = _sdmx("genericdata+xml", "2.1", "DATA_SDMX_ML_2_1_GEN")
_SPECIFIC_21 = _sdmx("structurespecificdata+xml", "2.1", "DATA_SDMX_ML_2_1_STR")
_DATA_30 = _sdmx("data+xml", "3.0.0", "DATA_SDMX_ML_3_0")
_CSV_20 = _sdmx("data+csv", "2.0.0", "DATA_SDMX_CSV_2_0_0")
_CSV_10 = _sdmx("data+csv", "1.0.0", "DATA_SDMX_CSV_1_0_0")

OF_STRUCTURES: Mapping[int, tuple[Format, ...]] = {
    1: (_STRUCTURE_21, _STRUCTURE_30, _STRUCTURE_JSON),
    2: (_STRUCTURE_30, _STRUCTURE_JSON, _STRUCTURE_21),
}
OF_DATA: Mapping[int, tuple[Format, ...]] = {
    1: (_GENERIC_21, _SPECIFIC_21, _CSV_20, _CSV_10, _DATA_30),
    2: (_DATA_30, _CSV_20, _CSV_10, _GENERIC_21, _SPECIFIC_21),
}
"""Formats by version of the API; the first is what `*/*` gets."""

_GENERAL = {
    "application/xml": "xml",
    "text/xml": "xml",
    "application/json": "json",
    "text/json": "json",
    "text/csv": "csv",
}


def chosen(accept: str, asked: str | None, offers: tuple[Format, ...]) -> Format:
    """Return the format of `format=`, else the one that an `Accept` header wants most.

    Raises
    ------
    ProblemError
        406 where none of them is wanted.
    """
    if asked:
        found = next((one for one in offers if one.kind == asked), None)
    else:
        found = _best(accept, offers)
    if found is None:
        there = ", ".join(f"`{one.content_type}`" for one in offers)
        raise ProblemError(
            406,
            "not_acceptable",
            texts(
                f"Pida uno de estos formatos: {there}.",
                f"Peça um destes formatos: {there}.",
                f"Ask for one of these formats: {there}.",
            ),
        )
    return found


def wants_json(accept: str, asked: str | None) -> bool:
    """Tell whether a client takes an error as JSON rather than as XML."""
    return asked == "json" or (not asked and "json" in accept and "xml" not in accept)


@lru_cache(maxsize=256)
def _best(accept: str, offers: tuple[Format, ...]) -> Format | None:
    if not accept.strip():
        return offers[0]
    ranges = _ranges(accept)
    best = max(offers, key=lambda offer: _quality(offer, ranges))
    return best if _quality(best, ranges) > 0 else None


def _ranges(accept: str) -> list[tuple[str, str | None, float]]:
    """Return (media range, version, quality) of each part of an `Accept` header."""
    found = []
    for part in accept.lower().split(","):
        name, *given = (one.strip() for one in part.split(";"))
        parameters = dict(one.partition("=")[::2] for one in given)
        try:
            quality = min(max(float(parameters.get("q", "1")), 0.0), 1.0)
        except ValueError:
            quality = 0.0
        found.append((name, parameters.get("version"), quality))
    return found


def _quality(offer: Format, ranges: Sequence[tuple[str, str | None, float]]) -> float:
    """Return the quality of the most specific range that covers a format."""
    best = (0, 0.0)
    for name, version, quality in ranges:
        if name == offer.media_type and _covers(version, offer.version):
            best = max(best, (3, quality))
        elif _GENERAL.get(name) == offer.kind:
            best = max(best, (2, quality))
        elif name in ("*/*", "application/*"):
            best = max(best, (1, quality))
    return best[1]


def _covers(asked: str | None, version: str) -> bool:
    """Tell whether a version is asked for: `2.0`, `2.0.0`, or `2.0+` for it and later ones."""
    if asked is None:
        return True
    digits = asked.replace("+", "").split(".")
    mine = version.split(".")
    size = 2 if "+" not in asked else 1
    return digits[:size] == mine[:size]
