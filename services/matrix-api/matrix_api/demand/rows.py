"""Rows of a member's demand as contracts, with the duties of those who could supply it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from eslabon.contracts.empalme import AbleSupplier, DemandRow
from eslabon.contracts.envelope import Lang
from servicekit.faced import faced_duty
from servicekit.naming import Names

from matrix_api.competitors.duties import Pair, Quoted
from matrix_api.empalme.methodology import ABLE
from matrix_api.empalme.rows import dollars
from matrix_api.headings.facts import Facts

if TYPE_CHECKING:
    from matrix_api.demand.demand import Demand

Able = Mapping[str, float]
"""IVCR of the members able to supply a heading, highest first."""


class Rows:
    """The rows of one member's demand by place of heading."""

    def __init__(
        self,
        edition: str,
        importer: str,
        headings: Sequence[str],
        demand: Demand,
        facts: Facts,
        names: Names,
        lang: Lang,
    ) -> None:
        self._edition = edition
        self._importer = importer
        self._headings = headings
        self._demand = demand
        self._facts = facts
        self._names = names
        self._lang = lang
        self._whole = float(demand.outside.sum())
        self._ranks = {place: rank for rank, place in enumerate(demand.order, start=1)}

    def able(self, place: int) -> Able:
        """Return the members able to supply the heading at a place."""
        found = {
            code: float(supplier.advantage[place])
            for code, supplier in self._demand.suppliers.items()
        }
        able = [pair for pair in found.items() if pair[1] >= ABLE]
        return dict(sorted(able, key=lambda pair: (-pair[1], pair[0])))

    def pairs(self, places: Sequence[int]) -> list[Pair]:
        """Return what to ask tariff-api of these rows."""
        return [
            (self._importer, code, self._headings[place])
            for place in places
            for code in self.able(place)
        ]

    def at(self, place: int, quoted: Quoted) -> DemandRow:
        """Return one row."""
        heading, demand = self._headings[place], self._demand
        imports, outside = float(demand.imports[place]), float(demand.outside[place])
        return DemandRow.assembled(
            edition=self._edition,
            importer=self._importer,
            heading=heading,
            description=self._names.of(heading, self._lang),
            group=self._facts.groups.get(heading),
            end_use=self._facts.uses.get(heading, []),
            imports_usd=dollars(imports),
            from_region_usd=dollars(float(demand.from_region[place])),
            extra_regional_usd=dollars(outside),
            extra_regional_share=outside / imports,
            demand_share=outside / self._whole,
            rank=self._ranks[place],
            suppliers=[
                self._supplier(code, ivcr, place, quoted) for code, ivcr in self.able(place).items()
            ],
        )

    def _supplier(self, code: str, ivcr: float, place: int, quoted: Quoted) -> AbleSupplier:
        pair = (self._importer, code, self._headings[place])
        quote, refused = quoted.quotes.get(pair), quoted.refused.get(pair)
        return AbleSupplier.assembled(
            member=code,
            ivcr=ivcr,
            exports_usd=dollars(float(self._demand.suppliers[code].exports[place])),
            duty=None if quote is None else faced_duty(quote, None, self._lang),
            missing=[] if refused is None else [refused],
        )
