"""A small service to try the kit on: things by number, and releases published by hand."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from eslabon.contracts.envelope import Contract, Input, Page
from fastapi import APIRouter, FastAPI, Request, Response
from servicekit import formats
from servicekit.access import Writer
from servicekit.app import create
from servicekit.cursors import Key
from servicekit.language import texts
from servicekit.paging import Paging
from servicekit.publications import channel
from servicekit.reading import Reading
from servicekit.releases.tables import release_tables
from servicekit.service import Service
from servicekit.settings import Settings
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

THINGS = 2_500
NAMES = {1: "=2+2", 2: "-3", 3: 'comma, and "quotes"', 4: "@x", 5: "\tx", 6: "ñandú"}


class Thing(Contract):
    """A thing."""

    id: int
    name: str
    balance: float
    tags: list[str]


class Order(Input):
    """What is asked for."""

    id: int
    name: str


router = APIRouter(prefix="/v1", tags=["things"])


@router.get("/things", response_model=Page[Thing], responses=formats.RESPONSES)
async def list_things(
    request: Request, response: Response, snapshot: Reading, paging: Paging, above: int = 0
) -> Response:
    """Things above a number, by number."""

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Thing]]:
        first = max(int(after[0] or 0) if after else 0, above) + 1
        numbers = range(first, min(first + limit, THINGS + 1))
        return [((n,), thing(n)) for n in numbers]

    return await formats.listing(request, response, snapshot, paging, fetch, Thing)


@router.get("/things/{id}")
async def show_thing(snapshot: Reading, id: int) -> Thing:
    """One thing."""
    return thing(id)


@router.post("/things")
async def order_thing(order: Order, writer: Writer, colour: str = "red") -> Thing:
    """Order a thing."""
    writer.permit("write", {"colour": colour})
    return thing(order.id)


@router.get("/broken")
async def break_down() -> Thing:
    """Fail as nobody foresaw."""
    raise RuntimeError("a secret in the message")


def thing(n: int) -> Thing:
    """Return the thing with a number."""
    return Thing(id=n, name=NAMES.get(n, f"thing {n}"), balance=-n, tags=["a", "b"])


SERVICE = Service("toy", "Toy", texts("Juguete", "Brinquedo", "Toy"), sa.MetaData(), (), (router,))


@pytest.fixture
def toy_url(fresh_database: str, execute: Callable[[str, str], None]) -> str:
    """Address of a database with the release tables of the toy service."""
    metadata = sa.MetaData()
    release_tables(metadata, "toy")
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    made = [
        str(ddl.compile(dialect=dialect))
        for table in metadata.sorted_tables
        for ddl in (CreateTable(table), *map(CreateIndex, table.indexes))
    ]
    execute(fresh_database, ";".join(["create schema toy", *made]))
    return fresh_database


@pytest.fixture
def publish(toy_url: str, execute: Callable[[str, str], None]) -> Callable[[int], None]:
    """Return what publishes number n with a release of its own."""

    def publish(n: int) -> None:
        execute(
            toy_url,
            f"""
            insert into toy.publication (n) values ({n});
            update toy.release set superseded = {n} where superseded is null;
            insert into toy.release (dataset, slice, parts, state, published, rows, sha256, source,
                licence, cite_as, year)
            values ('things', '', '{{}}', 'published', {n}, 1, 'ab', 'us', 'CC0', 'us', 2024);
            notify {channel("toy")}, '{n}'
            """,
        )

    return publish


@pytest.fixture
def toy(toy_url: str, publish: Callable[[int], None]) -> FastAPI:
    """The toy service at publication 1."""
    publish(1)
    return create(SERVICE, Settings(database_url=toy_url, internal_key="internal-secret"))


@pytest.fixture
def address(toy: FastAPI, serve: Callable[[FastAPI], Iterator[str]]) -> Iterator[str]:
    """Address where the toy service answers."""
    with serve(toy) as url:
        yield url
