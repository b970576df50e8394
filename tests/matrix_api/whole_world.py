"""A small world whose flows are whole: every subheading, a hundred exporters, a few real pairs."""

import gzip
from collections import defaultdict
from collections.abc import Callable
from functools import cache

import sample
from eslabon.contracts.iso3166 import ALPHA3

Flow = tuple[str, str, str, int]
"""Exporter, importer, subheading and dollars."""

FACTORY, MARKET = "CHN", "USA"
PAIRS: list[Flow] = [
    ("ARG", "BRA", "100190", 500),
    ("ARG", "BRA", "870323", 300),
    ("ARG", "BRA", "040510", 40),
    ("ARG", "CHN", "120100", 900),
    ("ARG", "CHL", "870323", 60),
    ("BRA", "ARG", "870323", 400),
    ("BRA", "CHN", "120100", 2500),
    ("BRA", "CHL", "260111", 200),
    ("URY", "BRA", "040210", 80),
    ("URY", "CHN", "020230", 350),
    ("CHN", "BRA", "851712", 1500),
    ("CHN", "BRA", "100190", 20),
    ("CHL", "BRA", "740311", 700),
]


@cache
def subheadings() -> list[str]:
    """Return the subheadings of HS2007."""
    (entry,) = (one for one in sample.entries("open") if one.slice.get("nomenclature") == "HS2007")
    lines = gzip.decompress(entry.path.read_bytes()).decode().splitlines()
    codes = (line.partition(",")[0] for line in lines[1:])
    return [code for code in codes if len(code) == 6]


@cache
def flows() -> list[Flow]:
    """Return all flows of the world."""
    others = [code for code in sorted(set(ALPHA3.values())) if code < "ARG" or code > "W"]
    others += [code for code in sorted(set(ALPHA3.values())) if "D" < code < "U"][:100]
    small = [(code, MARKET, subheadings()[place], 1) for place, code in enumerate(others)]
    made = [(FACTORY, MARKET, code, 10 + len(code) + int(code) % 7) for code in subheadings()]
    return [*PAIRS, *small, *made]


def content(scale: int = 1) -> str:
    """Return the flows as a file, with all dollars multiplied."""
    rows = [f"{one},{other},HS2007,{code},{usd * scale}" for one, other, code, usd in flows()]
    return "exporter,importer,nomenclature,product,value_usd\n" + "\n".join(rows) + "\n"


def summed(key: Callable[[Flow], object], where: Callable[[Flow], bool]) -> dict[str, float]:
    """Return dollars added up by a key, of the flows for which something holds."""
    sums: defaultdict[str, float] = defaultdict(float)
    for flow in flows():
        if where(flow):
            sums[str(key(flow))] += flow[3]
    return dict(sums)
