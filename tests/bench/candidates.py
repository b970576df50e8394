"""The questions of the quote contest, and the peer's view of what our quotes answer to them."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import asyncpg

from tests.bench.processes import BenchError

KEYS = 10_000
EXPORTERS = 40
FEWEST_ROWS, MOST_ROWS = 16, 24
"""Candidate rows of a question that counts: about twenty, as many as a heading's lines have."""
FEWEST_LINES, MOST_LINES = 4, 24
DRAWN_AT_ONCE = 2_000

COLUMNS = (
    "kind", "agreement", "attribution", "agreement_candidates", "margin_percent",
    "applied_percent", "applied_text", "legal_base", "conditional", "status", "why", "is_best",
    "valid_from", "valid_to", "observed_on",
)  # fmt: skip
PROVENANCE = ("dataset", "slice", "source", "licence", "year", "cite_as")
DAYS = ("valid_from", "valid_to", "observed_on")

SCHEMA = f"""
drop schema if exists bench cascade;
create schema bench;
create table bench.candidate (
    importer text not null, exporter text not null, product text not null, "on" date not null,
    line text not null, rank int not null, release int not null,
    kind text, agreement text, attribution text, agreement_candidates text[],
    margin_percent numeric, applied_percent numeric, applied_text text, legal_base text,
    conditional boolean, status text, why text, is_best boolean,
    valid_from date, valid_to date, observed_on date,
    primary key (importer, exporter, product, "on", line, rank)
);
create view bench.candidates as
select c.importer, c.exporter, c.product, c."on", c.line, c.rank,
    {", ".join(f"c.{name}" for name in COLUMNS)},
    r.dataset, r.slice, r.source, r.licence, r.year, r.cite_as
from bench.candidate c join tariff.release r on r.id = c.release;
"""


@dataclass(frozen=True)
class Key:
    """One question: a heading or subheading of the importer's tariff, one origin, one day."""

    importer: str
    exporter: str
    product: str
    on: str

    @property
    def path(self) -> str:
        """Return the address of our answer."""
        return f"/v1/quotes?{urlencode(asdict(self))}"

    @property
    def peer_path(self) -> str:
        """Return the address of PostgREST's answer."""
        asked = {
            **{name: f"eq.{value}" for name, value in asdict(self).items()},
            "select": ",".join(("line", *COLUMNS, *PROVENANCE)),
            "order": "line,rank",
        }
        return f"/candidates?{urlencode(asked, safe=',.')}"


@dataclass(frozen=True)
class Drawing:
    """What questions are drawn from: codes with the number of their lines, and origins."""

    codes: Sequence[asyncpg.Record]
    origins: Sequence[str]

    def probes(self) -> list[Key]:
        """Return one question for each edition of a market and each origin."""
        editions = {(code["importer"], code["day"]): code for code in self.codes}
        return [
            Key(code["importer"], origin, code["code"], code["day"])
            for code in editions.values()
            for origin in self.origins
            if origin != code["importer"]
        ]

    def keys(self, rows_per_line: Mapping[tuple[str, str, str], float]) -> Iterator[list[Key]]:
        """Draw without end questions that should have about twenty candidate rows."""
        chance = random.Random(11)
        while True:
            found: dict[Key, None] = {}
            while len(found) < DRAWN_AT_ONCE:
                code, origin = chance.choice(self.codes), chance.choice(self.origins)
                each = rows_per_line.get((code["importer"], origin, code["day"]))
                if each and FEWEST_ROWS <= each * code["lines"] <= MOST_ROWS:
                    found[Key(code["importer"], origin, code["code"], code["day"])] = None
            yield list(found)


async def drawing(connection: asyncpg.Connection) -> Drawing:
    """Return headings and subheadings of all loaded tariffs, the region's countries as origins."""
    codes = await connection.fetch(
        """select substring(r.slice from 'importer=([A-Z]+)') as importer,
            left(d.code, digits) as code, min(d.valid_from)::text as day,
            count(distinct d.code) as lines
        from tariff.duties d join tariff.release r on r.id = d.release_id,
            unnest(array[4, 6]) as digits
        where r.published is not null and r.superseded is null
        group by 1, 2, r.id having count(distinct d.code) between $1 and $2
        order by 1, 2, 3""",
        FEWEST_LINES,
        MOST_LINES,
    )
    countries = await connection.fetch(
        "select iso3 from tariff.countries order by in_latin_america desc, iso3 limit $1",
        EXPORTERS,
    )
    return Drawing(codes, [row["iso3"] for row in countries])


def rows_of(quote: Any) -> list[tuple[str, int, Any]]:
    """Return (line, rank, candidate) for each candidate of each national line of a quote."""
    lines = quote["lines"] or [quote]
    return [
        (line["product"]["code"], rank, candidate)
        for line in sorted(lines, key=lambda line: str(line["product"]["code"]))
        for rank, candidate in enumerate(line["candidates"])
    ]


def rows_per_line(quote: Any) -> float:
    """Return how many candidates a national line of a quote has, on the mean."""
    return len(rows_of(quote)) / max(len(quote["lines"]), 1)


def counts(quote: Any) -> bool:
    """Tell whether a quote has about twenty candidate rows."""
    return FEWEST_ROWS <= len(rows_of(quote)) <= MOST_ROWS


async def store(connection: asyncpg.Connection, asked: Sequence[Key], quotes: list[Any]) -> int:
    """Fill the peer's table with what our quotes say; return the number of candidates."""
    records = [
        (
            *(key.importer, key.exporter, key.product, date.fromisoformat(key.on)),
            *(line, rank, candidate["provenance"]["release"]),
            *(_stored(name, candidate[name]) for name in COLUMNS),
        )
        for key, quote in zip(asked, quotes, strict=True)
        for line, rank, candidate in rows_of(quote)
    ]
    await connection.execute(SCHEMA)
    await connection.copy_records_to_table(
        "candidate",
        schema_name="bench",
        records=records,
        columns=["importer", "exporter", "product", "on", "line", "rank", "release", *COLUMNS],
    )
    await connection.execute("analyze bench.candidate")
    return len(records)


def _stored(name: str, value: Any) -> object:
    if value is None:
        return None
    if name.endswith("_percent"):
        return Decimal(value)
    return date.fromisoformat(value) if name in DAYS else value


def _row(values: dict[str, Any], names: Sequence[str]) -> dict[str, object]:
    """Return some columns of either side; decimals come as text from us, as numbers from it."""
    return {
        name: float(values[name]) if name.endswith("_percent") and values[name] else values[name]
        for name in names
    }


def require_equal(asked: Sequence[Key], quotes: Sequence[Any], served: Sequence[Any]) -> None:
    """Raise BenchError unless both sides say the same of every candidate of every question."""
    for key, quote, rows in zip(asked, quotes, served, strict=True):
        ours = [
            {"line": line} | _row(candidate, COLUMNS) | _row(candidate["provenance"], PROVENANCE)
            for line, _, candidate in rows_of(quote)
        ]
        theirs = [_row(row, ("line", *COLUMNS, *PROVENANCE)) for row in rows]
        if ours != theirs:
            raise BenchError(f"{key}: ours {json.dumps(ours)}, PostgREST {json.dumps(theirs)}")
