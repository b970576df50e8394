"""All SQL of nomenclatures, codes, correlations and terms."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.envelope import Lang
from eslabon.contracts.nomenclature import Code, CodeRow, Nomenclature, NomenclatureKind
from servicekit.cursors import Key
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from tariff_api.nomenclature.language import Wording, wording
from tariff_api.nomenclature.tables import codes, correlations, nomenclatures, terms

IDS = sa.bindparam("ids", type_=ARRAY(sa.Integer))
CODES = sa.bindparam("codes", type_=ARRAY(sa.Text))
NAMES = sa.bindparam("nomenclatures", type_=ARRAY(sa.Text))
PARENTS = sa.bindparam("parents", type_=ARRAY(sa.Text))


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def _integer(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer)


# Where two sources name the same nomenclature, the later release speaks for it.
ALL_NOMENCLATURES = Query(
    sa.select(nomenclatures)
    .ext(distinct_on(nomenclatures.c.nomenclature))
    .where(nomenclatures.c.release_id == sa.any_(IDS))
    .order_by(nomenclatures.c.nomenclature, nomenclatures.c.release_id.desc())
)

_ON = sa.bindparam("on", type_=sa.Date)

NOMENCLATURES = Query(
    sa.select(nomenclatures)
    .ext(distinct_on(nomenclatures.c.nomenclature))
    .where(
        nomenclatures.c.release_id == sa.any_(IDS),
        sa.or_(_text("after").is_(None), nomenclatures.c.nomenclature > _text("after")),
        sa.or_(_text("country").is_(None), nomenclatures.c.country == _text("country")),
        sa.or_(_text("kind").is_(None), nomenclatures.c.kind == _text("kind")),
        sa.or_(_text("revision").is_(None), nomenclatures.c.hs_revision == _text("revision")),
        sa.or_(
            _ON.is_(None),
            sa.and_(
                sa.or_(nomenclatures.c.valid_from.is_(None), nomenclatures.c.valid_from <= _ON),
                sa.or_(nomenclatures.c.valid_to.is_(None), nomenclatures.c.valid_to >= _ON),
            ),
        ),
    )
    .order_by(nomenclatures.c.nomenclature, nomenclatures.c.release_id.desc())
    .limit(_integer("limit"))
)

# Codes asked for, their ancestors and their children, told apart by code and parent.
FAMILIES = Query(
    sa.select(codes)
    .where(
        codes.c.release_id == _integer("release"),
        sa.or_(codes.c.code == sa.any_(CODES), codes.c.parent == sa.any_(PARENTS)),
    )
    .order_by(codes.c.code)
)

BELOW = Query(
    sa.select(codes)
    .where(
        codes.c.release_id == _integer("release"),
        codes.c.is_line,
        sa.func.substr(codes.c.code, 1, 6) == sa.any_(CODES),
        codes.c.code.between(_text("low"), _text("high")),
    )
    .order_by(codes.c.code)
)

CODES_AFTER = Query(
    sa.select(codes)
    .where(
        codes.c.release_id == _integer("release"),
        codes.c.code.between(_text("low"), _text("high")),
        sa.or_(_text("after").is_(None), codes.c.code > _text("after")),
        sa.or_(_integer("digits").is_(None), sa.func.length(codes.c.code) == _integer("digits")),
        sa.or_(sa.not_(sa.bindparam("lines", type_=sa.Boolean)), codes.c.is_line),
    )
    .order_by(codes.c.code)
    .limit(_integer("limit"))
)

PLACES = Query(
    sa.select(codes.c.release_id, codes.c.code).where(
        codes.c.release_id == sa.any_(IDS), codes.c.code == sa.any_(CODES)
    )
)

ALL_CODES = Query(
    sa.select(
        codes.c.code,
        codes.c.parent,
        codes.c.is_line,
        codes.c.text_es,
        codes.c.text_pt,
        codes.c.text_en,
        codes.c.path_es,
        codes.c.path_pt,
        codes.c.path_en,
    )
    .where(codes.c.release_id == _integer("release"))
    .order_by(codes.c.code)
)

ALL_TERMS = Query(
    sa.select(terms.c.term, terms.c.lang, terms.c.code)
    .where(terms.c.release_id == sa.any_(IDS), terms.c.nomenclature == sa.any_(NAMES))
    .order_by(terms.c.term, terms.c.lang, terms.c.code)
)


ALL_CORRELATIONS = Query(
    sa.select(correlations.c.from_code, correlations.c.to_code).where(
        correlations.c.release_id == _integer("release")
    )
)


_TEXTS = {lang: (f"text_{lang}", f"path_{lang}") for lang in Lang}


def said(row: Any, lang: Lang, harmonised: Mapping[str, Wording]) -> Wording:
    """Return what the code of a row is called; see `language.wording`."""
    text, path = _TEXTS[lang]
    if row[text]:
        return Wording(row[text], row[path])
    written = {
        one: Wording(row[text], row[path]) for one, (text, path) in _TEXTS.items() if row[text]
    }
    return wording(row["code"], row["parent"], lang, written, harmonised)


def code(row: Any, nomenclature: str, lang: Lang, harmonised: Mapping[str, Wording]) -> Code:
    """Return a row as a Code in the language asked for."""
    description, path = said(row, lang, harmonised)
    return Code(
        nomenclature=nomenclature,
        code=row["code"],
        description=description,
        path=path,
        is_line=row["is_line"],
    )


def code_row(row: Any, nomenclature: str, hs_revision: str) -> CodeRow:
    """Return a row as a flat CodeRow."""
    texts = {name: row[name] for name in row.keys() if name.startswith("path_")}  # noqa: SIM118
    return CodeRow(
        nomenclature=nomenclature,
        code=row["code"],
        parent=row["parent"],
        digits=len(row["code"]),
        is_line=row["is_line"],
        section=row["section"],
        hs6=row["code"][:6] if len(row["code"]) >= 6 else None,
        hs_revision=hs_revision,
        description_es=row["text_es"],
        description_pt=row["text_pt"],
        description_en=row["text_en"],
        **texts,
    )


def nomenclature(row: Any, lang: Lang) -> Nomenclature:
    """Return a row as a Nomenclature."""
    return Nomenclature.model_validate(
        {**dict(row), "title": row[f"title_{lang}"] or row["title_es"]}
    )


async def all_nomenclatures(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every nomenclature."""
    return await snapshot.rows(ALL_NOMENCLATURES, ids=snapshot.ids("nomenclatures"))


async def nomenclatures_after(
    snapshot: Snapshot,
    after: Key | None,
    limit: int,
    *,
    country: str | None,
    kind: NomenclatureKind | None,
    revision: str | None,
    on: date | None,
) -> list[tuple[Key, Nomenclature]]:
    """Return nomenclatures in the order of their names; one without dates is valid on any day."""
    rows = await snapshot.rows(
        NOMENCLATURES,
        ids=snapshot.ids("nomenclatures"),
        after=after and after[0],
        country=country,
        kind=kind,
        revision=revision,
        on=on,
        limit=limit,
    )
    return [((row["nomenclature"],), nomenclature(row, snapshot.lang)) for row in rows]


async def codes_after(
    snapshot: Snapshot,
    release: int,
    after: Key | None,
    limit: int,
    *,
    beginning: str,
    digits: int | None,
    lines: bool,
) -> list[asyncpg.Record]:
    """Return codes of a nomenclature in their order: those that begin so, of so many digits."""
    return await snapshot.rows(
        CODES_AFTER,
        release=release,
        low=beginning,
        high=beginning.ljust(12, "9"),
        after=after and after[0],
        digits=digits,
        lines=lines,
        limit=limit,
    )


async def families(snapshot: Snapshot, release: int, asked: Sequence[str]) -> list[asyncpg.Record]:
    """Return codes with their ancestors and children."""
    ancestors = {code[:digits] for code in asked for digits in range(2, len(code) + 1, 2)}
    return await snapshot.rows(
        FAMILIES, release=release, codes=sorted(ancestors), parents=list(asked)
    )


async def below(
    snapshot: Snapshot, release: int, subheadings: Sequence[str]
) -> list[asyncpg.Record]:
    """Return the lines of a nomenclature under subheadings of six digits."""
    return await snapshot.rows(
        BELOW,
        release=release,
        codes=list(subheadings),
        low=min(subheadings),
        high=max(subheadings).ljust(12, "9"),
    )


async def places(
    snapshot: Snapshot, releases: Sequence[int], asked: Sequence[str]
) -> list[tuple[int, str]]:
    """Return which releases of codes hold which of the codes asked for."""
    rows = await snapshot.rows(PLACES, ids=list(releases), codes=list(asked))
    return [(row["release_id"], row["code"]) for row in rows]


async def all_codes(snapshot: Snapshot, release: int) -> list[asyncpg.Record]:
    """Return every code of a nomenclature with its texts and paths."""
    return await snapshot.rows(ALL_CODES, release=release)


async def all_terms(snapshot: Snapshot, names: Sequence[str]) -> list[asyncpg.Record]:
    """Return every term of some nomenclatures."""
    return await snapshot.rows(
        ALL_TERMS, ids=snapshot.ids("terms"), nomenclatures=list(dict.fromkeys(names))
    )


async def all_correlations(snapshot: Snapshot, release: int) -> list[asyncpg.Record]:
    """Return every pair of codes of a correlation."""
    return await snapshot.rows(ALL_CORRELATIONS, release=release)
