"""A peer's view of what our answers say: rows stored by the question, joined with their release."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import asyncpg

from tests.bench.processes import BenchError

Question = Mapping[str, str]
PROVENANCE = ("dataset", "slice", "source", "licence", "year", "cite_as")


@dataclass(frozen=True)
class View:
    """Rows of one kind of answer, as a table of the peer's and a view of it."""

    name: str
    path: str
    """Where ours answers; a parameter in braces stands in it."""
    schema: str
    """Of the service, whose releases the rows name."""
    asked: tuple[str, ...]
    """Parameters of a question, which are texts."""
    columns: Mapping[str, str]
    """Columns of a row with their types, in its order first of all."""
    rows_of: Callable[[Any], list[tuple[Any, int]]]
    """Rows of an answer, each with its release."""

    def ours(self, question: Question) -> str:
        """Return the address of our answer."""
        rest = {name: value for name, value in question.items() if f"{{{name}}}" not in self.path}
        return f"{self.path.format(**question)}?{urlencode(rest)}"

    def theirs(self, question: Question) -> str:
        """Return the address of the peer's answer."""
        asked = {
            **{name: f"eq.{question[name]}" for name in self.asked},
            "select": ",".join((*self.columns, *(f"of_{name}" for name in PROVENANCE))),
            "order": next(iter(self.columns)),
        }
        return f"/{self.name}?{urlencode(asked, safe=',.')}"

    async def store(
        self, connection: asyncpg.Connection, asked: Sequence[Question], answers: Sequence[Any]
    ) -> int:
        """Fill the peer's table with what our answers say; return the number of rows."""
        first = next(iter(self.columns))
        keys = ", ".join(f"asked_{name} text not null" for name in self.asked)
        own = ", ".join(f'"{name}" {type_}' for name, type_ in self.columns.items())
        key = ", ".join(f"asked_{name}" for name in self.asked)
        of_release = ", ".join(f"r.{name} as of_{name}" for name in PROVENANCE)
        by_name = ", ".join(f"s.asked_{name} as {name}" for name in self.asked)
        shown = ", ".join(f's."{name}"' for name in self.columns)
        await connection.execute(f"""
            create schema if not exists bench;
            create table bench.stored_{self.name} (
                {keys}, release int not null, {own}, primary key ({key}, "{first}"));
            create view bench.{self.name} as select {by_name}, {shown}, {of_release}
            from bench.stored_{self.name} s join {self.schema}.release r on r.id = s.release;
        """)
        records = [
            (*(question[name] for name in self.asked), release, *self._stored(row))
            for question, answer in zip(asked, answers, strict=True)
            for row, release in self.rows_of(answer)
        ]
        await connection.copy_records_to_table(
            f"stored_{self.name}", schema_name="bench", records=records
        )
        await connection.execute(f"analyze bench.stored_{self.name}")
        return len(records)

    def _stored(self, row: Any) -> list[object]:
        return [
            Decimal(row[name]) if type_ == "numeric" and row[name] is not None else row[name]
            for name, type_ in self.columns.items()
        ]

    def require_equal(
        self, asked: Sequence[Question], answers: Sequence[Any], served: Sequence[Any]
    ) -> None:
        """Raise BenchError unless both sides say the same of every row of every question."""
        for question, answer, rows in zip(asked, answers, served, strict=True):
            ours = [self._plain(row) for row, _ in self.rows_of(answer)]
            theirs = [self._plain(row) for row in rows]
            if ours != theirs:
                raise BenchError(f"{question}: ours {json.dumps(ours)}, PostgREST {theirs}")

    def _plain(self, row: Any) -> list[object]:
        """Return a row's columns; decimals come as text from us, as numbers from the peer."""
        return [
            float(row[name]) if type_ == "numeric" and row[name] is not None else row[name]
            for name, type_ in self.columns.items()
        ]
