"""The labelled set of the search: what people type and the headings where they find it.

Each line of `search_pairs.csv` is a keyword, its language and the headings of HS 2022 whose texts
hold the goods; any of them is right. A hash of the keyword puts it in one of two halves:
names and weights are chosen by the development half alone, and the held-out half says how good
the search is on words that nobody looked at.
"""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PAIRS = Path(__file__).parent / "search_pairs.csv"
DEEPEST = 20


class Half(StrEnum):
    """What a keyword may be used for."""

    DEVELOPMENT = "development"
    HELD_OUT = "held-out"


@dataclass(frozen=True)
class Pair:
    """A keyword and the headings that answer it."""

    keyword: str
    lang: str
    headings: frozenset[str]

    @property
    def half(self) -> Half:
        """Return the half that the keyword's hash decides."""
        digest = hashlib.sha256(f"{self.lang}:{self.keyword}".encode()).digest()
        return Half.HELD_OUT if digest[0] % 2 else Half.DEVELOPMENT


def pairs(half: Half | None = None) -> list[Pair]:
    """Return the pairs of one half, or all of them."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        found = [
            Pair(row["keyword"], row["lang"], frozenset(row["headings"].split("|")))
            for row in csv.DictReader(file)
        ]
    return [pair for pair in found if half is None or pair.half is half]


@dataclass(frozen=True)
class Quality:
    """How well a search answers: shares of keywords, and the mean of 1 / rank."""

    recall10: float
    recall20: float
    mrr: float


def quality(asked: Sequence[Pair], answers: Sequence[Sequence[str]]) -> Quality:
    """Return the quality of answers: for each pair the headings found, best first.

    A keyword counts as found at k if a right heading is among the first k; MRR stops at 20.
    """
    ranks = [
        next((n for n, heading in enumerate(found[:DEEPEST], 1) if heading in pair.headings), 0)
        for pair, found in zip(asked, answers, strict=True)
    ]
    return Quality(
        recall10=sum(0 < rank <= 10 for rank in ranks) / len(ranks),
        recall20=sum(rank > 0 for rank in ranks) / len(ranks),
        mrr=sum(1 / rank for rank in ranks if rank) / len(ranks),
    )
