"""SQL on interests: what firms offer and seek, whether they publish it or the directory tells."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from eslabon.contracts.firms import FirmKind, Side
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import JSONB

from niche_api.chains.tables import chain_products
from niche_api.firms.tables import firms
from niche_api.lists import any_value, ids, releases, values
from niche_api.matches.interest import Interest
from niche_api.opportunities.tables import opportunities

MOST = 5_000
"""Offers or demands, and firms of the directory, that one question considers at most."""
SUBHEADING_DIGITS = 6
_KINDS = {
    Side.OFFER: (FirmKind.SELLER, FirmKind.BOTH),
    Side.DEMAND: (FirmKind.BUYER, FirmKind.BOTH),
}
_TEXTS = sa.ARRAY(sa.Text)


@dataclass(frozen=True)
class Wanted:
    """Which interests are looked for: all conditions that are given hold.

    `codes` and `chains` go together: interests that share a chapter or a chain.
    """

    side: Side | None = None
    firms: tuple[str, ...] | None = None
    opportunity: str | None = None
    codes: tuple[str, ...] | None = None
    chains: tuple[str, ...] = ()

    @property
    def conditions(self) -> frozenset[str]:
        """What is given."""
        given = {
            "side": self.side,
            "firms": self.firms,
            "opportunity": self.opportunity,
            "codes": self.codes,
        }
        return frozenset(name for name, value in given.items() if value is not None)


def _one_of(column: sa.ColumnElement[Any], name: str) -> sa.ColumnElement[bool]:
    """Return whether a column is one of the parameter `name`."""
    return column == sa.any_(sa.bindparam(name, type_=_TEXTS))


def _shares_chain(column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    return values(column).op("&&")(sa.bindparam("chains", type_=_TEXTS))


@cache
def _opportunities(conditions: frozenset[str]) -> Query:
    row = opportunities.c
    named = sa.and_(firms.c.firm == row.firm, firms.c.release_id == sa.any_(releases("firms")))
    statement = (
        sa.select(
            opportunities,
            values(row.chains).label("chain_list"),
            firms.c.name.label("firm_name"),
        )
        .select_from(opportunities.outerjoin(firms, named))
        .where(row.release_id == sa.any_(releases("opportunities")))
        .limit(MOST)
    )
    if "side" in conditions:
        statement = statement.where(row.side == sa.bindparam("side", type_=sa.Text))
    if "firms" in conditions:
        statement = statement.where(_one_of(row.firm, "firms"))
    if "opportunity" in conditions:
        statement = statement.where(row.opportunity == sa.bindparam("opportunity", type_=sa.Text))
    if "codes" in conditions:
        nearest = (_one_of(sa.func.left(row.code, digits), f"codes{digits}") for digits in (6, 4))
        statement = statement.where(
            sa.or_(_one_of(sa.func.left(row.code, 2), "codes2"), _shares_chain(row.chains))
        ).order_by(*(near.desc() for near in nearest))
    return Query(statement.order_by(row.opportunity))


@cache
def _directory(conditions: frozenset[str]) -> Query:
    row, product = firms.c, chain_products.c
    of_chain = sa.and_(
        product.release_id == sa.any_(releases("chain_products")),
        product.chain == sa.any_(values(row.chains)),
        product.nomenclature.regexp_match("^HS[0-9]{4}$"),
    )
    pair = sa.func.jsonb_build_array(
        product.nomenclature, sa.func.left(product.code, SUBHEADING_DIGITS)
    )
    codes = (
        sa.select(sa.func.jsonb_agg(sa.distinct(pair), type_=JSONB)).where(of_chain)
    ).scalar_subquery()
    statement = (
        sa.select(
            firms,
            values(row.codes).label("code_list"),
            values(row.chains).label("chain_list"),
            codes.label("chain_codes"),
        )
        .where(
            row.release_id == sa.any_(releases("firms")),
            row.kind != FirmKind.ASSOCIATION.value,
        )
        .order_by(row.firm)
        .limit(MOST)
    )
    if "side" in conditions:
        statement = statement.where(_one_of(row.kind, "kinds"))
    if "firms" in conditions:
        statement = statement.where(_one_of(row.firm, "firms"))
    if "codes" in conditions:
        statement = statement.where(
            sa.or_(
                _shares_chain(row.chains),
                any_value(row.codes, lambda code: _one_of(sa.func.left(code, 2), "codes2")),
                sa.exists(
                    sa.select(sa.literal(1))
                    .select_from(chain_products)
                    .where(of_chain, _one_of(sa.func.left(product.code, 2), "codes2"))
                ).where(row.codes.is_(None)),
            )
        )
    return Query(statement)


async def interests(snapshot: Snapshot, wanted: Wanted) -> list[Interest]:
    """Return published offers and demands, and what the directory says that firms trade.

    Associations trade nothing. A firm without codes has those of its chains.
    """
    asked: dict[str, Any] = {"chains": list(wanted.chains)} if wanted.codes is not None else {}
    if wanted.codes is not None:
        asked["codes2"] = sorted({code[:2] for code in wanted.codes})
    if wanted.firms is not None:
        asked["firms"] = list(wanted.firms)
    found = await _published(snapshot, wanted, asked)
    return found if wanted.opportunity else found + await _from_directory(snapshot, wanted, asked)


async def _published(snapshot: Snapshot, wanted: Wanted, asked: dict[str, Any]) -> list[Interest]:
    own: dict[str, Any] = {}
    if wanted.side is not None:
        own["side"] = wanted.side.value
    if wanted.opportunity is not None:
        own["opportunity"] = wanted.opportunity
    if wanted.codes is not None:
        for digits in (6, 4):
            own[f"codes{digits}"] = sorted({code[:digits] for code in wanted.codes})
    rows = await snapshot.rows(
        _opportunities(wanted.conditions),
        **ids(snapshot, "opportunities", "firms"),
        **asked,
        **own,
    )
    return [
        Interest(
            side=Side(row["side"]),
            firm=row["firm"],
            firm_name=row["firm_name"],
            country=row["country"],
            opportunity=row["opportunity"],
            codes=((row["nomenclature"], row["code"]),),
            by_chain=False,
            chains=frozenset(row["chain_list"]),
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            release=row["release_id"],
        )
        for row in rows
    ]


async def _from_directory(
    snapshot: Snapshot, wanted: Wanted, asked: dict[str, Any]
) -> list[Interest]:
    kinds = {} if wanted.side is None else {"kinds": [kind.value for kind in _KINDS[wanted.side]]}
    rows = await snapshot.rows(
        _directory(wanted.conditions),
        **ids(snapshot, "firms", "chain_products"),
        **asked,
        **kinds,
    )
    return [
        interest
        for row in rows
        for side in Side
        if FirmKind(row["kind"]) in _KINDS[side] and wanted.side in (None, side)
        for interest in [_of_firm(row, side)]
    ]


def _of_firm(row: Any, side: Side) -> Interest:
    own = tuple((row["nomenclature"], code) for code in row["code_list"])
    by_chain = tuple((edition, code) for edition, code in row["chain_codes"] or ())
    return Interest(
        side=side,
        firm=row["firm"],
        firm_name=row["name"],
        country=row["country"],
        opportunity=None,
        codes=own or by_chain,
        by_chain=not own,
        chains=frozenset(row["chain_list"]),
        valid_from=None,
        valid_to=None,
        release=row["release_id"],
    )
