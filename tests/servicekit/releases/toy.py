"""A small service: a dataset, a partitioned one and one that fills both; and its worker."""

import asyncio
from contextlib import closing

import sqlalchemy as sa
from eslabon.contracts.sync import ColumnType
from fastapi import FastAPI
from servicekit import app, observability
from servicekit.releases.dataset import Check, Column, Dataset, Spread, texts
from servicekit.releases.ddl import create_release_tables, give_to_role
from servicekit.releases.worker import serve
from servicekit.service import Service
from servicekit.settings import Settings

METADATA = sa.MetaData()
SAID = texts("Un texto.", "Um texto.", "A text.")

DUTIES = Dataset(
    service="toy",
    name="duties",
    table_name="duty",
    description=SAID,
    columns=(
        Column("code", ColumnType.TEXT, SAID, "08012200", key=True, pattern=r"[0-9]{6,10}"),
        Column("kind", ColumnType.TEXT, SAID, "A", choices=("A", "B"), required=False),
        Column("rate_percent", ColumnType.DECIMAL, SAID, "10.5", required=False, minimum=0),
        Column("lines", ColumnType.INTEGER, SAID, "3", required=False, maximum=1000),
        Column("valid_from", ColumnType.DATE, SAID, "2021-03-31", key=True, required=False),
        Column("stated", ColumnType.BOOLEAN, SAID, "true"),
        Column("note", ColumnType.TEXT, SAID, "sin nota", required=False, max_length=200),
    ),
    slice_by=("importer",),
    derived_columns=(("chapter", sa.Text()),),
    derive=("update toy.duty set chapter = left(code, 2) where release_id = :release",),
    checks=(
        Check(
            "select 'rate_percent', max(rate_percent)::text"
            " from toy.duty where release_id = :release having max(rate_percent) > 1000",
            texts("hay una tasa mayor que 1000", "há uma taxa maior que 1000", "over 1000"),
        ),
    ),
    metadata=METADATA,
)

FLOWS = Dataset(
    service="toy",
    name="flows",
    table_name="flow",
    description=SAID,
    columns=(
        Column("exporter", ColumnType.TEXT, SAID, "BRA", key=True, pattern=r"[A-Z]{3}"),
        Column("importer", ColumnType.TEXT, SAID, "PER", key=True, pattern=r"[A-Z]{3}"),
        Column("nomenclature", ColumnType.TEXT, SAID, "HS2022", pattern=r"HS[0-9]{4}"),
        Column("product", ColumnType.TEXT, SAID, "080122", key=True, pattern=r"[0-9]{6}"),
        Column("value_usd", ColumnType.DECIMAL, SAID, "1250.5", minimum=0),
        Column("weight_kg", ColumnType.DECIMAL, SAID, "90", required=False, minimum=0),
    ),
    slice_by=("source", "year"),
    indexes=(("product", "importer"),),
    partitioned=True,
    metadata=METADATA,
)

WHOLES = Dataset(
    service="toy",
    name="wholes",
    table_name="whole",
    description=SAID,
    columns=(
        Column("code", ColumnType.TEXT, SAID, "080122", key=True, pattern=r"[0-9]{6}"),
        Column("rate_percent", ColumnType.DECIMAL, SAID, "10.5"),
    ),
    slice_by=("importer",),
    after=("flows",),
    spreads=(
        Spread(
            DUTIES,
            dict,
            """select code, 'A' as kind, rate_percent, null::int as lines,
                date '2021-01-01' as valid_from, true as stated, null as note
            from toy.whole where release_id = :release""",
        ),
        Spread(
            FLOWS,
            lambda parts: {"source": parts["importer"], "year": "2020"},
            """select 'BRA' as exporter, 'PER' as importer, 'HS2022' as nomenclature,
                code as product, rate_percent as value_usd, null::numeric as weight_kg
            from toy.whole where release_id = :release""",
        ),
    ),
    metadata=METADATA,
)

SUMS = Dataset(
    service="toy",
    name="sums",
    table_name="sum",
    description=SAID,
    columns=(
        Column("kind", ColumnType.TEXT, SAID, "A", key=True),
        Column("lines", ColumnType.INTEGER, SAID, "3"),
        Column("rate_percent", ColumnType.NUMBER, SAID, "10.5", required=False),
        Column("is_free", ColumnType.BOOLEAN, SAID, "true"),
    ),
    slice_by=("importer",),
    metadata=METADATA,
)

EXTREMES = Dataset(
    service="toy",
    name="extremes",
    table_name="extreme",
    description=SAID,
    columns=(
        Column("code", ColumnType.TEXT, SAID, "080122", key=True),
        Column("rate_percent", ColumnType.DECIMAL, SAID, "10.5"),
    ),
    slice_by=("importer",),
    partitioned=True,
    metadata=METADATA,
)

TOY = Service(
    name="toy",
    title="Toy",
    description=SAID,
    metadata=METADATA,
    datasets=(DUTIES, FLOWS, WHOLES),
    routers=(),
)


class _Operations:
    """Stands where alembic's `op` stands in a migration."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get_bind(self) -> sa.Connection:
        return self._connection


def create_schema(connection: sa.Connection) -> None:
    """Create what the service's first migration would create."""
    connection.exec_driver_sql("create schema toy")
    operations = _Operations(connection)
    create_release_tables(operations, "toy")
    assert DUTIES.table is not None
    assert FLOWS.table is not None
    for dataset in (WHOLES, SUMS, EXTREMES):
        assert dataset.table is not None
    METADATA.create_all(connection, checkfirst=False)
    give_to_role(operations, "toy")


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the service's application."""
    return app.create(TOY, settings or Settings())


def main() -> None:
    """Run the worker of this service."""
    settings = Settings()
    observability.configure_logs(settings.log_level)
    with closing(asyncio.new_event_loop()) as loop:
        loop.run_until_complete(serve([TOY], settings))


if __name__ == "__main__":
    main()
