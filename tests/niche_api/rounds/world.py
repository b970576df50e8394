"""A made-up world of firms, offers, demands and a round. No firm in it exists."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import asyncpg
from eslabon.contracts.sync import ColumnType
from niche_api.app import SERVICE
from servicekit.access import keys, repository
from servicekit.releases.dataset import Column

Row = Mapping[str, str]

FIRMS = """
firm;name;country;region;kind;nomenclature;codes;chains;fact
bol-norte;Norte Ficticia S.A.;BOL;BO-N;SELLER;;;castana;90 containers
bol-union;Unión Ficticia;BOL;;ASSOCIATION;;;castana;
per-selva;Selva Ficticia;PER;PE-MDD;BOTH;HS2022;080121|080122;castana;
per-telar;Telar Ficticio;PER;;SELLER;HS2022;6104;;
bra-doce;Doce Fictícia Ltda.;BRA;;BUYER;HS2022;080122;;
bra-madera;Madeira Fictícia;BRA;;BUYER;HS2017;440729;bolaina;
"""
OPPORTUNITIES = """
opportunity;side;firm;country;nomenclature;code;product;chains;volume;unit;valid_from;valid_to
bol-norte-1;OFFER;bol-norte;BOL;HS2022;080122;Castaña sin cáscara;castana;40;t;2026-01-01;2026-06-30
per-selva-1;OFFER;per-selva;PER;HS2022;080121;Castaña con cáscara;castana;10;t;2026-04-01;2026-04-30
per-selva-2;DEMAND;per-selva;PER;HS2022;841850;Cámaras de frío;;;;;
bra-doce-1;DEMAND;bra-doce;BRA;HS2022;080122;Castanha descascada;castana;60;t;2026-05-01;2026-12-31
bra-doce-2;DEMAND;bra-doce;BRA;HS2022;0801;Castanhas;;;;;2026-12-31
"""
EVENTS = """
event;organiser;kind;name_es;name_en;country;place;modality;starts_on;ends_on;sectors;firms
otca-rueda-1;OTCA;ROUND;Rueda ficticia;Made-up round;PER;Lima;IN_PERSON;2026-05-12;2026-05-12;a|b;5
otca-semana-1;OTCA;WEEK;Semana ficticia;;;;VIRTUAL;;;;
"""
REGISTRATIONS = """
event;firm;country;role;available
otca-rueda-1;bol-norte;BOL;SELLER;
otca-rueda-1;bra-doce;BRA;BUYER;2026-05-12T09:00:00-05:00/2026-05-12T10:00:00-05:00
otca-rueda-1;per-selva;PER;SELLER;
"""
CHAIN_PRODUCTS = """
chain;nomenclature;code;specificity;basis
castana;HS2022;080122;EXACT;D
castana;HS2022;080121;EXACT;D
castana;NANDINA2022;08012200;EXACT;D
"""
SLICED = {
    "firms": ("country", FIRMS),
    "opportunities": ("country", OPPORTUNITIES),
    "events": ("organiser", EVENTS),
    "registrations": ("event", REGISTRATIONS),
}


def table(text: str) -> list[dict[str, str]]:
    """Return the rows of a table written in a test."""
    return list(csv.DictReader(io.StringIO(text.strip()), delimiter=";"))


def value(column: Column, text: str) -> Any:
    """Return a cell as its column's type; an empty one is null, or made up where it must not be."""
    if text == "":
        return "made up" if column.required else None
    kinds = {
        ColumnType.DATE: date.fromisoformat,
        ColumnType.DECIMAL: Decimal,
        ColumnType.INTEGER: int,
    }
    return kinds.get(column.type, str)(text)


async def publish(
    connection: asyncpg.Connection, name: str, rows: Iterable[Row], parts: Mapping[str, str]
) -> None:
    """Write a release of a dataset as the loader leaves it."""
    dataset = SERVICE.dataset(name)
    assert dataset is not None
    n = await connection.fetchval(
        "insert into niche.publication (n) select coalesce(max(n), 0) + 1 from niche.publication"
        " returning n"
    )
    records = [[value(one, row.get(one.name, "")) for one in dataset.columns] for row in rows]
    release = await connection.fetchval(
        "insert into niche.release (dataset, slice, parts, state, published, rows, sha256, source,"
        " licence, cite_as) values ($1, $2, $3::text::jsonb, 'published', $4, $5, '', 'made up',"
        " 'CC0', 'made up') returning id",
        name,
        dataset.slice_text(parts),
        json.dumps(dict(parts)),
        n,
        len(records),
    )
    await connection.copy_records_to_table(
        dataset.table_name,
        schema_name="niche",
        columns=["release_id", *(one.name for one in dataset.columns)],
        records=[(release, *record) for record in records],
    )
    for check in dataset.checks:
        faults = await connection.fetch(check.sql.replace(":release", str(release)))
        assert not faults, (name, [tuple(fault) for fault in faults])


async def fill(url: str) -> None:
    """Publish the whole world."""
    connection = await asyncpg.connect(url)
    try:
        for name, (part, text) in SLICED.items():
            rows = table(text)
            for slice_ in dict.fromkeys(row[part] for row in rows):
                own = [row for row in rows if row[part] == slice_]
                await publish(connection, name, own, {part: slice_})
        products = table(CHAIN_PRODUCTS)
        await publish(connection, "chain_products", products, {"source": "TEST"})
    finally:
        await connection.close()


async def key(url: str, partner: str, *scopes: str) -> str:
    """Store a key of a partner and return it."""
    connection = await asyncpg.connect(url)
    try:
        token = keys.new_token()
        await repository.add(connection, token.id, partner, scopes, token.digest(), None)
        return str(token)
    finally:
        await connection.close()
