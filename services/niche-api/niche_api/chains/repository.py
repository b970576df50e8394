"""All SQL on chains: one statement brings a chain with its names and codes."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from eslabon.contracts.envelope import Lang
from eslabon.contracts.niche import Chain, ChainName, ChainProduct
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from niche_api.chains.tables import chain_names, chain_products, chains

_DATASETS = ("chains", "chain_names", "chain_products")


def _releases(name: str) -> sa.BindParameter[Sequence[int]]:
    return sa.bindparam(f"of_{name}", type_=sa.ARRAY(sa.Integer))


def _rows(table: sa.Table, order: Sequence[str]) -> sa.Label[Any]:
    """Return a chain's rows of another table as one array of objects."""
    named: list[Any] = []
    for column in table.c:
        named += [sa.literal_column(f"'{column.name}'"), column]
    objects = sa.func.jsonb_agg(
        aggregate_order_by(sa.func.jsonb_build_object(*named), *(table.c[name] for name in order)),
        type_=JSONB,
    )
    return (
        sa.select(objects)
        .where(
            table.c.release_id == sa.any_(_releases(table.name)), table.c.chain == chains.c.chain
        )
        .scalar_subquery()
        .label(table.name)
    )


@cache
def _chains(by: frozenset[str]) -> Query:
    statement = (
        sa.select(
            chains,
            _rows(chain_names, ("country", "lang", "name")),
            _rows(chain_products, ("nomenclature", "code")),
        )
        .where(chains.c.release_id == sa.any_(_releases("chains")))
        .order_by(chains.c.chain)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    if "chain" in by:
        statement = statement.where(chains.c.chain == sa.bindparam("chain", type_=sa.Text))
    if "after" in by:
        statement = statement.where(chains.c.chain > sa.bindparam("after", type_=sa.Text))
    if "in_report" in by:
        statement = statement.where(
            chains.c.in_report == sa.bindparam("in_report", type_=sa.Boolean)
        )
    if "code" in by:
        code = sa.bindparam("code", type_=sa.Text)
        statement = statement.where(
            sa.exists().where(
                chain_products.c.release_id == sa.any_(_releases("chain_products")),
                chain_products.c.chain == chains.c.chain,
                chain_products.c.nomenclature == sa.bindparam("nomenclature", type_=sa.Text),
                sa.or_(
                    sa.func.starts_with(chain_products.c.code, code),
                    sa.func.starts_with(code, chain_products.c.code),
                ),
            )
        )
    return Query(statement)


async def found(snapshot: Snapshot, limit: int, **by: str | bool) -> list[Chain]:
    """Return chains by id, with all their names and codes.

    `by` may hold `chain` (an id), `after` (ids behind it), `in_report`, and `code` with its
    `nomenclature`: chains with a code that begins it or that it begins.
    """
    of = {f"of_{name}": snapshot.ids(name) for name in _DATASETS}
    rows = await snapshot.rows(_chains(frozenset(by)), limit=limit, **of, **by)
    return [_chain(snapshot, row) for row in rows]


def _chain(snapshot: Snapshot, row: Any) -> Chain:
    names: list[dict[str, Any]] = row["chain_names"] or []
    products: list[dict[str, Any]] = row["chain_products"] or []
    used = {row["release_id"], *(one["release_id"] for one in (*names, *products))}
    return Chain(
        id=row["chain"],
        name=row[f"name_{Lang(snapshot.lang).value}"],
        species=row["species"].split("|"),
        in_report=row["in_report"],
        disputed=row["disputed"],
        note=row["note_es"],
        names=[ChainName.model_validate(one) for one in names],
        products=[ChainProduct.model_validate({**one, "form": one["form_es"]}) for one in products],
        provenance=[snapshot.release(id_).provenance() for id_ in sorted(used)],
    )


_NOMENCLATURES = Query(
    sa.select(chain_products.c.nomenclature)
    .where(chain_products.c.release_id == sa.any_(_releases("chain_products")))
    .group_by(chain_products.c.nomenclature)
    .order_by(chain_products.c.nomenclature)
)


async def nomenclatures(snapshot: Snapshot) -> list[str]:
    """Return the nomenclatures that codes of chains are in."""
    rows = await snapshot.rows(_NOMENCLATURES, of_chain_products=snapshot.ids("chain_products"))
    return [row["nomenclature"] for row in rows]
