"""The index as it is loaded, read and scored once for each publication."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from eslabon.contracts.policy_index import (
    PolicyLevel,
    PolicyMetric,
    PolicyPhase,
    PolicyQuestion,
)
from servicekit.per_release import PerRelease
from servicekit.releases.dataset import Dataset
from servicekit.releases.snapshot import Snapshot

from niche_api.chains import repository
from niche_api.chains.book import Row, latest
from niche_api.policy_index.answer_tables import POLICY_ANSWERS
from niche_api.policy_index.scoring import Item, Result, mean, results
from niche_api.policy_index.tables import POLICY_EDITIONS, POLICY_FIGURES, POLICY_ITEMS

DATASETS = (POLICY_EDITIONS, POLICY_ITEMS, POLICY_FIGURES, POLICY_ANSWERS)
ALL = "ALL"
"""Area of figures of an edition itself."""
_NOTHING = Result(None, Decimal(0))


@dataclass(frozen=True)
class Edition:
    """An edition, its tree, what sources print of it, and what its answers come to."""

    row: Row
    items: Sequence[Row]
    """Each parent before its children."""
    figures: Sequence[Row]
    answers: Mapping[str, Sequence[Row]]
    """By country."""

    @property
    def countries(self) -> list[str]:
        """The countries assessed."""
        joined: str = self.row["countries"]
        return joined.split("|")

    @property
    def average(self) -> str | None:
        """The area that is the average of those countries."""
        name: str | None = self.row["average"]
        return name

    @cached_property
    def areas(self) -> list[str]:
        """Countries assessed, those that somebody loaded answers of, and the average last."""
        countries = sorted({*self.countries, *self.answers})
        return [*countries, *([self.average] if self.average else [])]

    @cached_property
    def scored(self) -> list[Row]:
        """The items that have scores: all but the indicators."""
        return [row for row in self.items if row["level"] != PolicyLevel.INDICATOR]

    @cached_property
    def by_item(self) -> dict[str, Row]:
        """Items by identifier."""
        return {row["item"]: row for row in self.items}

    @cached_property
    def printed(self) -> dict[tuple[str, str, str], Row]:
        """Figures of items by area, item and metric."""
        return {
            (row["area"], row["item"], row["metric"]): row for row in self.figures if row["item"]
        }

    @cached_property
    def computed(self) -> dict[str, dict[str, Result]]:
        """What answers come to, by area and item."""
        tree = [
            Item(
                row["item"],
                row["parent"],
                PolicyLevel(row["level"]),
                PolicyPhase(row["phase"]) if row["phase"] else None,
                PolicyQuestion(row["question"]) if row["question"] else None,
                row["weight"],
            )
            for row in self.items
        ]
        found = {
            country: results(
                tree, {row["item"]: row["score"] for row in rows if row["score"] is not None}
            )
            for country, rows in self.answers.items()
        }
        if self.average:
            found[self.average] = {
                row["item"]: self._average(row["item"], found) for row in self.scored
            }
        return found

    def _average(self, item: str, found: Mapping[str, Mapping[str, Result]]) -> Result:
        """Return the mean of the countries assessed; none unless each has a score."""
        scores = [self._score(country, item, found) for country in self.countries]
        if any(score is None for score in scores):
            return _NOTHING
        return mean((Decimal(1), Result(score, Decimal(1))) for score in scores)

    def _score(
        self, area: str, item: str, found: Mapping[str, Mapping[str, Result]]
    ) -> Decimal | None:
        row = self.printed.get((area, item, PolicyMetric.SCORE))
        if row is not None:
            return Decimal(str(row["value"]))
        return found.get(area, {}).get(item, _NOTHING).score

    def score(self, area: str, item: str) -> Decimal | None:
        """Return the score that a source prints, else the computed one."""
        return self._score(area, item, self.computed)

    def result(self, area: str, item: str) -> Result:
        """Return what the answers of an area come to in an item."""
        return self.computed.get(area, {}).get(item, _NOTHING)


Book = Mapping[str, Edition]
"""Editions by identifier, the earliest first."""


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """Return a tree with each parent before its children, siblings by position."""
    children: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        children[row["parent"]].append(row)
    found: list[Row] = []

    def add(parent: str | None) -> None:
        for row in sorted(children[parent], key=lambda row: (row["position"], row["item"])):
            found.append(row)
            add(row["item"])

    add(None)
    return found


async def _rows(snapshot: Snapshot, dataset: Dataset) -> dict[str, list[Row]]:
    """Return the rows of a dataset by edition."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in latest(dataset, await repository.everything(snapshot, dataset.table)):
        found[row["edition"]].append(row)
    return found


async def _book(snapshot: Snapshot, _: str) -> Book:
    editions, items, figures, answers = await asyncio.gather(
        *(_rows(snapshot, dataset) for dataset in DATASETS)
    )
    found = {}
    for name, (row,) in sorted(editions.items(), key=lambda one: (one[1][0]["year"], one[0])):
        by_country: dict[str, list[Row]] = defaultdict(list)
        for answer in answers[name]:
            by_country[answer["country"]].append(answer)
        found[name] = Edition(row, _in_order(items[name]), figures[name], by_country)
    return found


BOOK = PerRelease(tuple(dataset.name for dataset in DATASETS), _book, size=3)
