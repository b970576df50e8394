"""Rows of a matrix as contracts: indices as numbers, dollars as decimals, NaN as null."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from eslabon.contracts.empalme import EmpalmeRow, EmpalmeVariant, UnmetMarket
from eslabon.contracts.envelope import Lang
from servicekit.naming import Names

from matrix_api.headings.facts import Facts

if TYPE_CHECKING:
    from matrix_api.empalme.empalme import Index
    from matrix_api.empalme.matrix import Exporter, Matrix


def dollars(value: float) -> Decimal | None:
    """Return an amount to the cent; null where it is not known."""
    if value != value:
        return None
    return Decimal(f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip("."))  # no negative zero


def number(value: float) -> float | None:
    """Return an index or a share; null where it is not known."""
    return None if value != value else value


@dataclass(frozen=True)
class Listed:
    """The selected headings of one member in the order of one unmet market."""

    order: Sequence[int]
    """Places of the headings: by rank, those without one last."""
    unmet: Mapping[int, UnmetMarket | None]


class Written:
    """What the rows of one member say of its matrix, written once."""

    def __init__(self, matrix: Matrix, exporter: Exporter) -> None:
        self._exporter = exporter
        self._places: list[int] = exporter.chosen.nonzero()[0].tolist()
        self._markets: dict[tuple[EmpalmeVariant, str | None], Listed] = {}
        over_all = {
            variant.value: self.market(variant, None)
            for variant in (EmpalmeVariant.EXPORTER_GAP, EmpalmeVariant.EXTRA_REGIONAL)
        }
        exports, world = exporter.exports.tolist(), exporter.world.tolist()
        advantage, imports = exporter.advantage.tolist(), exporter.own_imports.tolist()
        self._said: dict[int, dict[str, Any]] = {
            place: {
                "edition": matrix.edition.name,
                "exporter": exporter.member.code,
                "nomenclature": exporter.nomenclature,
                "heading": matrix.panel.headings[place],
                "description": None,
                "group": None,
                "end_use": [],
                "exports_usd": dollars(exports[place]),
                "ivcr": number(advantage[place]),
                "world_share": number(exports[place] / world[place]) if world[place] else None,
                "trade_balance_usd": dollars(exports[place] - imports[place]),
                **{name: market.unmet[place] for name, market in over_all.items()},
                "per_importer": None,
            }
            for place in self._places
        }

    @property
    def selected(self) -> int:
        """How many headings were exported in every year."""
        return len(self._places)

    @property
    def dropped(self) -> int:
        """How many headings were exported in some years only."""
        return self._exporter.dropped

    def market(self, variant: EmpalmeVariant, importer: str | None) -> Listed:
        """Return the order of a variant; that per importer is of the importer given."""
        key = (variant, importer if variant is EmpalmeVariant.PER_IMPORTER else None)
        if key not in self._markets:
            self._markets[key] = self._listed(self._exporter.index(*key))
        return self._markets[key]

    def _listed(self, index: Index) -> Listed:
        unmet, share = index.unmet.tolist(), index.share.tolist()
        values, ranks = index.index.tolist(), index.rank.tolist()
        said: dict[int, UnmetMarket | None] = {}
        for place in self._places:
            amount = dollars(unmet[place])
            said[place] = (
                None
                if amount is None
                else UnmetMarket.assembled(
                    unmet_usd=amount,
                    unmet_share=number(share[place]),
                    index=number(values[place]),
                    rank=ranks[place] or None,
                )
            )
        last = len(ranks) + 1
        return Listed(sorted(self._places, key=lambda place: ranks[place] or last), said)

    def reader(
        self, importer: str | None, facts: Facts, names: Names, lang: Lang
    ) -> Callable[[int], EmpalmeRow]:
        """Return what makes the row of a place, with the unmet market of an importer if given."""
        nobody: Mapping[int, UnmetMarket | None] = {}
        each = nobody
        if importer is not None:
            each = self.market(EmpalmeVariant.PER_IMPORTER, importer).unmet

        def row(place: int) -> EmpalmeRow:
            said = self._said[place]
            heading = said["heading"]
            known = {
                "description": names.of(heading, lang),
                "group": facts.groups.get(heading),
                "end_use": facts.uses.get(heading, []),
                "per_importer": each.get(place),
            }
            return EmpalmeRow.assembled(**(said | known))

        return row


def written(matrix: Matrix, code: str) -> Written | None:
    """Return what a member's rows say; None where its exports are not known."""
    found = matrix.written.get(code)
    if found is None and code in matrix.exporters:
        found = matrix.written[code] = Written(matrix, matrix.exporters[code])
    return found
