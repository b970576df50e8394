"""Who reads while a release is published sees the old one or the new one, never a mix."""

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from matrix_api.app import create_app
from servicekit.settings import Settings

from tests.matrix_api.conftest import NOBODY, Serve
from tests.matrix_api.loading import loaded

AREAS = [f"{one}{other}X" for one in "ABCDEFGHIJK" for other in "ABCDEFGHIJ"]
HEADINGS = [f"{chapter:02}{place:02}" for chapter in range(1, 57) for place in range(1, 21)]
PUBLISHED = 6


def content(scale: int) -> str:
    """Return totals of a hundred and ten exporters in which every figure bears the scale."""
    rows = [
        f"{area},HS1992,{code},{scale},"
        for place, area in enumerate(AREAS)
        for code in HEADINGS[place % 3 : place % 3 + 40]
    ]
    rows += [f"WLD,HS1992,{code},{1000 * scale}," for code in HEADINGS]
    return "area,nomenclature,product,exports_usd,imports_usd\n" + "\n".join(rows) + "\n"


def publish(url: str, scale: int) -> None:
    """Publish the release of a scale in place of the one before."""
    loaded(url, {("totals", "OWN", 2019): content(scale)})


@pytest.fixture
def address(fresh_database: str, serve: Serve, tmp_path: Path) -> Iterator[str]:
    """Address of a matrix-api on the first release."""
    publish(fresh_database, 1)
    settings = Settings(
        database_url=fresh_database,
        uploads=tmp_path,
        tariff_url=NOBODY,
        publication_poll_seconds=0.05,
        answer_cache_bytes=0,
    )
    with serve(create_app(settings)) as url:
        yield url


def test_every_answer_comes_from_one_release(address: str, fresh_database: str) -> None:
    ended = threading.Event()
    seen: list[set[str]] = []
    advantages: list[set[float]] = []

    def read() -> None:
        with httpx.Client(base_url=address, timeout=60) as http:
            while not ended.is_set():
                lines = http.get("/v1/exports", params={"format": "csv", "level": 4}).text
                rows = [line.split(",") for line in lines.splitlines()[1:]]
                assert len(rows) == 40 * len(AREAS) + len(HEADINGS)
                seen.append({row[4] for row in rows if row[1] != "WLD"})
                answer = http.get("/v1/rca", params={"product": "0103"}).json()
                advantages.append({one["rca"] for one in answer["items"]})

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for scale in range(2, PUBLISHED + 1):
            publish(fresh_database, scale)
        until = threading.Event()
        for _ in range(200):
            if seen and seen[-1] == {str(PUBLISHED)}:
                break
            until.wait(0.05)
    finally:
        ended.set()
        reader.join()

    assert all(len(scales) == 1 for scales in seen), seen
    assert seen[-1] == {str(PUBLISHED)}
    order = [int(*scales) for scales in seen]
    assert order == sorted(order)
    assert len(set(order)) > 1
    assert all(len(found) == 1 for found in advantages)
