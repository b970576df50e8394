"""What a country bought or sold of a product, partner by partner, read once of each release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import NamedTuple

import sqlalchemy as sa
from servicekit.database import Query, unnested
from servicekit.kept import Kept
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows import loaded
from matrix_api.flows.asked import Product
from matrix_api.flows.loaded import Edition
from matrix_api.flows.repository import Amounts, amounts
from matrix_api.flows.sides import is_main
from matrix_api.flows.tables import flows

MOST_PARTNERS = 250_000
"""Some tens of megabytes for each process."""

EXACT_DIGITS = 80
"""Of the squares of values, which have forty digits, and their sums."""


class TradedKey(NamedTuple):
    """One country's trade in codes from `lowest` to `highest`, as one release has it."""

    role: str
    """`importer` or `exporter`: whether the country bought or sold."""
    release: int
    country: str
    lowest: str
    highest: str


@dataclass(frozen=True)
class Traded:
    """A country's trade in a product with each partner, the largest first."""

    partners: Mapping[str, Amounts]
    total_usd: Decimal
    concentration_hhi: float | None
    """Herfindahl-Hirschman index of all partners' shares; null where all is zero."""

    def __len__(self) -> int:
        """Return how many partners there are."""
        return len(self.partners)


NOTHING = Traded({}, Decimal(0), None)


def _by_partner(role: str) -> Query:
    """Return the statement of the partners of countries that are the `role`."""
    asked = unnested(release=sa.Integer, country=sa.Text, lowest=sa.Text, highest=sa.Text)
    partner = flows.c.exporter if role == "importer" else flows.c.importer
    of_asked = (
        sa.select(partner.label("partner"), *amounts())
        .where(
            flows.c.release_id == asked.c.release,
            flows.c[role] == asked.c.country,
            flows.c.product.between(asked.c.lowest, asked.c.highest),
            is_main(),
        )
        .group_by(partner)
        .lateral("of_asked")
    )
    return Query(
        sa.select(*asked.c, *of_asked.c)
        .select_from(asked.join(of_asked, sa.true()))
        .order_by(*asked.c, of_asked.c.value_usd.desc(), of_asked.c.partner)
    )


_BY_PARTNER = {role: _by_partner(role) for role in ("importer", "exporter")}


def _traded(partners: Mapping[str, Amounts]) -> Traded:
    values = [traded.value_usd for traded in partners.values() if traded.value_usd is not None]
    with localcontext(prec=EXACT_DIGITS):
        total = sum(values, Decimal(0))
        squares = sum((value * value for value in values), Decimal(0))
        return Traded(partners, total, float(squares / (total * total)) if total else None)


async def _read(snapshot: Snapshot, keys: Sequence[TradedKey]) -> dict[TradedKey, Traded]:
    editions = await loaded.editions(snapshot)
    partners: dict[TradedKey, dict[str, Amounts]] = {key: {} for key in keys}
    for role, query in _BY_PARTNER.items():
        of_role = [key for key in keys if key.role == role]
        if not of_role:
            continue
        releases = {key.release for key in of_role}
        rows = await snapshot.rows(
            query,
            release=[key.release for key in of_role],
            country=[key.country for key in of_role],
            lowest=[key.lowest for key in of_role],
            highest=[key.highest for key in of_role],
            main=loaded.main(one for one in editions if one.release.id in releases),
        )
        for release, country, lowest, highest, partner, *traded in (row.values() for row in rows):
            key = TradedKey(role, release, country, lowest, highest)
            partners[key][partner] = Amounts(*traded)
    return {key: _traded(found) for key, found in partners.items()}


_TRADED: Kept[TradedKey, Traded] = Kept(_read, MOST_PARTNERS)


async def traded(
    snapshot: Snapshot, editions: Sequence[Edition], role: str, country: str, product: Product
) -> dict[int, Traded]:
    """Return by release what a country, which is the `role`, traded in these editions."""
    keys = {
        TradedKey(role, edition.release.id, country, product.lowest, product.highest): edition
        for edition in editions
    }
    found = await _TRADED.at(snapshot, keys)
    return {key.release: found[key] for key in keys}
