"""Exports that determine no index: the build says why, and so does whoever asks for the year."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from matrix_api.app import create_app as create_matrix
from niche_api.app import SERVICE, create_app
from servicekit.settings import Settings

from tests.building import build
from tests.conftest import Serve
from tests.matrix_api.loading import load_and_publish
from tests.niche_api.conftest import asking

HEADINGS = [f"{1000 + number}" for number in range(1_241)]
USD = 10_000_000


def totals(baskets: Iterable[tuple[str, list[str]]]) -> str:
    """Return a file of totals; the world exports more than the countries listed."""
    rows = [f"{area},HS1992,{code},{USD},\n" for area, codes in baskets for code in codes]
    rows += [f"WLD,HS1992,{code},{10 * USD},\n" for code in HEADINGS]
    return "area,nomenclature,product,exports_usd,imports_usd\n" + "".join(rows)


PARTS = totals(
    [
        ("AAA", HEADINGS[:600]),
        ("BBB", HEADINGS[:610]),
        ("CCC", HEADINGS[610:]),
        ("DDD", HEADINGS[620:]),
    ]
)
EQUAL = totals([("AAA", HEADINGS), ("BBB", HEADINGS), ("CCC", HEADINGS)])
ALONE = totals([("AAA", HEADINGS)])
SOME = "area,nomenclature,product,exports_usd,imports_usd\nAAA,HS1992,1001,5000000000,\n"


@pytest.fixture
async def matrix(fresh_database: str, tmp_path: Path) -> Settings:
    """Settings of a platform whose matrix-api holds four years that determine nothing."""
    years = {2010: PARTS, 2011: EQUAL, 2012: ALONE, 2013: SOME}
    await load_and_publish(
        fresh_database, {("totals", "MINE", year): text for year, text in years.items()}
    )
    return Settings(database_url=fresh_database, uploads=tmp_path)


async def test_each_year_says_what_to_change(matrix: Settings, serve: Serve) -> None:
    with serve(create_matrix(matrix)) as address:
        settings = matrix.model_copy(update={"matrix_url": address})
        jobs = await build(SERVICE, settings)
        complexity = [job for job in jobs if job.dataset == "complexity_countries"]
        assert [(job.state, job.refused) for job in complexity] == [("failed", True)] * 4
        assert await build(SERVICE, settings) == []
        with serve(create_app(settings)) as own:
            ask = asking(own)
            said = {
                2010: "share no product",
                2011: "no country from another",
                2012: "two countries",
                2013: "a part of trade",
            }
            for year, words in said.items():
                answer = ask("/v1/complexity/countries", year=year, lang="en")
                assert answer.status_code == 422, answer.text
                problem = answer.json()
                assert problem["type"] == "urn:eslabon:problem:not-identified"
                assert words in problem["detail"]
                assert "load" in problem["detail"]
                assert problem["errors"][0]["pointer"] == "/query/year"
            unknown = ask("/v1/complexity/countries", year=2014).json()
            assert unknown["meta"]["missing"][0]["reason"] == "not_loaded"
