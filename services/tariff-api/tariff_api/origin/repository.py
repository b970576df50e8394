"""All SQL of regimes of origin and of their rules."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.envelope import Lang
from servicekit.cursors import Key
from servicekit.database import Query, unnested
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY

from tariff_api.cells import values_in
from tariff_api.origin.facts import LONGEST
from tariff_api.origin.rule_tables import origin_rules
from tariff_api.origin.tables import origin_regimes
from tariff_api.quotes.facts import plain

IDS = sa.bindparam("ids", type_=ARRAY(sa.Integer))
WIDTH: sa.ColumnElement[int] = sa.literal_column(str(LONGEST))
LAST: sa.ColumnElement[str] = sa.literal_column("'9'")
LIMIT = sa.bindparam("limit", type_=sa.Integer)


def _asked(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


ALL_REGIMES = Query(
    sa.select(origin_regimes)
    .where(origin_regimes.c.release_id == sa.any_(IDS))
    .order_by(origin_regimes.c.regime)
)

REGIMES = Query(
    sa.select(origin_regimes)
    .where(
        origin_regimes.c.release_id == sa.any_(IDS),
        sa.or_(_asked("after").is_(None), origin_regimes.c.regime > _asked("after")),
    )
    .order_by(origin_regimes.c.regime)
    .limit(LIMIT)
)

NOMENCLATURES = Query(
    sa.select(origin_rules.c.release_id, origin_rules.c.nomenclature)
    .where(origin_rules.c.release_id == sa.any_(IDS))
    .distinct()
)

_ASKED = unnested(release=sa.Integer, low=sa.Text, high=sa.Text)

# Every rule of a set bears the set's range, so that one condition finds whole sets.
HOLDING = Query(
    sa.select(origin_rules)
    .select_from(
        _ASKED.join(
            origin_rules,
            sa.and_(
                origin_rules.c.release_id == _ASKED.c.release,
                origin_rules.c.code_from <= _ASKED.c.high,
                sa.func.rpad(origin_rules.c.code_to, WIDTH, LAST) >= _ASKED.c.low,
            ),
        )
    )
    .distinct()
    .order_by(origin_rules.c.release_id, origin_rules.c.rule_set, origin_rules.c.rule)
)

RULES = Query(
    sa.select(origin_rules)
    .where(
        origin_rules.c.release_id == sa.bindparam("release", type_=sa.Integer),
        sa.or_(_asked("high").is_(None), origin_rules.c.code_from <= _asked("high")),
        sa.or_(
            _asked("low").is_(None),
            sa.func.rpad(origin_rules.c.code_to, WIDTH, LAST) >= _asked("low"),
        ),
        sa.or_(
            _asked("after_code").is_(None),
            sa.tuple_(origin_rules.c.code_from, origin_rules.c.rule_set, origin_rules.c.rule)
            > sa.tuple_(
                _asked("after_code"),
                _asked("after_set"),
                sa.bindparam("after_rule", type_=sa.Integer),
            ),
        ),
    )
    .order_by(origin_rules.c.code_from, origin_rules.c.rule_set, origin_rules.c.rule)
    .limit(LIMIT)
)


def low(code: str) -> str:
    """Return the first code that a code holds."""
    return code.ljust(LONGEST, "0")


def high(code: str) -> str:
    """Return the last code that a code holds."""
    return code.ljust(LONGEST, "9")


def regime_fields(row: Mapping[str, Any], lang: Lang) -> dict[str, object]:
    """Return a row as the fields of an OriginRegime."""
    joined = (
        "agreements",
        "agreements_except",
        "cumulation_with",
        "cumulation_conditional_with",
        "milder_for",
        "assumed",
    )
    return {
        **{name: plain(one) if isinstance(one, Decimal) else one for name, one in row.items()},
        **{name: values_in(row[name]) for name in joined},
        "title": row[f"title_{lang}"] or row["title_es"],
        "proof": row[f"proof_{lang}"] or row["proof_es"] or row["proof_en"],
    }


async def all_regimes(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every regime."""
    return await snapshot.rows(ALL_REGIMES, ids=snapshot.ids("origin_regimes"))


async def regimes_after(snapshot: Snapshot, after: Key | None, limit: int) -> list[asyncpg.Record]:
    """Return regimes by name, after one."""
    ids = snapshot.ids("origin_regimes")
    return await snapshot.rows(REGIMES, ids=ids, after=after and after[0], limit=limit)


async def nomenclatures(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return in which nomenclatures each release of rules is written."""
    return await snapshot.rows(NOMENCLATURES, ids=snapshot.ids("origin_rules"))


async def holding(snapshot: Snapshot, asked: Sequence[tuple[int, str]]) -> list[asyncpg.Record]:
    """Return the rules of sets whose range touches the code, for each (release, code)."""
    return await snapshot.rows(
        HOLDING,
        release=[release for release, _ in asked],
        low=[low(code) for _, code in asked],
        high=[high(code) for _, code in asked],
    )


async def rules_after(
    snapshot: Snapshot, release: int, code: str | None, after: Key | None, limit: int
) -> list[asyncpg.Record]:
    """Return rules of one release by range, set and order, of a code if one is given."""
    return await snapshot.rows(
        RULES,
        release=release,
        low=low(code) if code else None,
        high=high(code) if code else None,
        after_code=after and after[0],
        after_set=after and after[1],
        after_rule=after and after[2],
        limit=limit,
    )
