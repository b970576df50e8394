"""Indicators of norms: their formulas, and the answer with imports of a real matrix-api."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import httpx
import matrix_api.app
import pytest
from eslabon.client import HttpxTransport
from eslabon.client.tariff import TariffClient
from eslabon.contracts.envelope import Reason
from hypothesis import given
from hypothesis import strategies as st
from servicekit.settings import Settings
from tariff_api.app import create_app
from tariff_api.norms.indicators import indicators

from tests.conftest import free_port
from tests.matrix_api.conftest import publish as publish_flows

from .conftest import filled
from .test_norms import ON, fill

LINES = st.text("0123456789", min_size=6, max_size=6)
IMPORTS = st.dictionaries(LINES, st.decimals(0, 10**12, places=2), max_size=30)
NORMS = st.dictionaries(LINES, st.integers(0, 20), max_size=30)


@st.composite
def markets(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, Decimal]]:
    """Norms and imports that share lines."""
    imports = draw(IMPORTS)
    norms = draw(NORMS)
    if imports:
        norms |= draw(st.dictionaries(st.sampled_from(sorted(imports)), st.integers(0, 20)))
    return norms, imports


@given(markets())
def test_shares_are_between_0_and_100_and_null_without_imports(market: Any) -> None:
    norms, imports = market
    found = indicators(norms, imports)

    shares = (found.frequency_percent, found.coverage_percent)
    if any(value > 0 for value in imports.values()):
        assert all(share is not None and 0 <= share <= 100 for share in shares)
        assert found.prevalence is not None
        rounding = 1e-12  # both are quotients of floats
        assert found.prevalence >= found.frequency_percent / 100 - rounding
    else:
        assert (*shares, found.prevalence, found.affected) == (None, None, None, 0)


@given(markets(), LINES, st.integers(1, 5))
def test_one_norm_more_never_lowers_an_indicator(market: Any, line: str, more: int) -> None:
    norms, imports = market
    if not any(value > 0 for value in imports.values()):
        imports = {line: Decimal(1)}
    before = indicators(norms, imports)
    after = indicators({**norms, line: norms.get(line, 0) + more}, imports)

    assert after.affected >= before.affected
    assert after.frequency_percent >= before.frequency_percent
    assert after.coverage_percent >= before.coverage_percent
    assert after.prevalence >= before.prevalence


@given(IMPORTS.filter(lambda imports: any(value > 0 for value in imports.values())))
def test_norms_on_every_line_are_100_and_on_none_0(imports: dict[str, Decimal]) -> None:
    all_ = indicators(dict.fromkeys(imports, 1), imports)
    none = indicators({}, imports)

    assert (all_.frequency_percent, all_.coverage_percent, all_.prevalence) == (100, 100, 1)
    assert (none.frequency_percent, none.coverage_percent, none.prevalence) == (0, 0, 0)


@given(markets(), st.integers(1, 1000))
def test_the_currency_of_imports_does_not_matter(market: Any, factor: int) -> None:
    norms, imports = market
    scaled = {line: value * factor for line, value in imports.items()}

    assert indicators(norms, scaled) == indicators(norms, imports)


def test_a_market_of_three_lines() -> None:
    imports = {"010121": Decimal(60), "030199": Decimal(30), "850300": Decimal(10)}
    found = indicators({"010121": 2, "030199": 1, "999999": 7}, imports)

    assert found.affected == 2
    assert found.frequency_percent == pytest.approx(200 / 3)
    assert (found.coverage_percent, found.prevalence) == (90, 1)


FLOWS = [
    ("PER", "BRA", "HS2022", "080122", 60, None),
    ("COL", "BRA", "HS2022", "080122", 20, None),
    ("MEX", "BRA", "HS2022", "850300", 15, None),
    ("MEX", "BRA", "HS2022", "732219", 5, None),
    ("BRA", "MEX", "HS2022", "080121", 9, None),
    ("BRA", "PER", "HS2022", "080121", 4, None),
    ("BRA", "PER", "HS2022", "850300", 6, None),
]


@pytest.fixture(scope="module")
def addresses(module_database: str, serve: Any, tmp_path_factory: Any) -> Iterator[tuple[str, str]]:
    """Addresses of two services with norms: with a matrix-api that answers, and without."""
    filled(module_database, fill)
    with ThreadPoolExecutor(1) as thread:
        flows = publish_flows(module_database, [("BACI", 2023, FLOWS)])
        thread.submit(asyncio.run, flows).result()
    common = {
        "database_url": module_database,
        "uploads": tmp_path_factory.mktemp("uploads"),
        "internal_key": "eslabon_test",
    }
    with serve(matrix_api.app.create_app(Settings(**common))) as matrix:
        alone = Settings(**common, matrix_url=f"http://127.0.0.1:{free_port()}")
        joined = Settings(**common, matrix_url=matrix)
        with serve(create_app(joined)) as first, serve(create_app(alone)) as second:
            yield first, second


async def test_indicators_are_over_the_subheadings_whose_trade_is_loaded(
    addresses: tuple[str, str],
) -> None:
    async with HttpxTransport("tariff", addresses[0]) as transport:
        found = await TariffClient(transport).norm_indicators("BRA", ["A", "A8", "B"], on=ON)

    assert (found.year, found.nomenclature, found.imports_usd) == (2023, "HS2022", Decimal(100))
    counts = found.subheadings_loaded, found.subheadings_imported, found.subheadings_total
    assert counts == (4, 3, 7)
    by_chapter = {one.chapter: one for one in found.indicators}
    everything = by_chapter[None]
    assert (everything.frequency_percent, everything.coverage_percent) == (100, 100)
    sanitary = by_chapter["A"]
    assert sanitary.subheadings_affected == 1
    assert sanitary.frequency_percent == pytest.approx(100 / 3)
    assert sanitary.coverage_percent == 80
    assert sanitary.prevalence == pytest.approx(4 / 3)
    assert by_chapter["A8"].norms == 2
    technical = by_chapter["B"]
    assert (technical.norms, technical.coverage_percent) == (2, 15)
    assert {one.what for one in found.missing} == {"subheadings"}
    assert {one.dataset for one in found.provenance} == {"norms", "flows"}


async def test_a_norm_is_counted_once_on_a_subheading_however_its_codes_are_written(
    addresses: tuple[str, str],
) -> None:
    async with HttpxTransport("tariff", addresses[0]) as transport:
        found = await TariffClient(transport).norm_indicators("PER", on=ON, scope="ALL")

    everything = found.indicators[0]
    assert (everything.norms, everything.norms_unverified) == (2, 0)
    assert (everything.subheadings_affected, everything.prevalence) == (2, 1.5)


async def test_chapters_that_no_norm_speaks_of_are_left_out_unless_asked(
    addresses: tuple[str, str],
) -> None:
    async with HttpxTransport("tariff", addresses[0]) as transport:
        client = TariffClient(transport)
        known = await client.norm_indicators("MEX", ["A"], on=ON)
        whole = await client.norm_indicators("MEX", ["A"], on=ON, scope="ALL")

    assert (known.subheadings_in_scope, whole.subheadings_in_scope) == (3, 4)
    assert known.indicators[0].frequency_percent == 0
    assert known.missing[0].reason is Reason.NOT_LOADED
    assert "08, 85" in known.missing[0].detail


async def test_without_matrix_api_the_figures_are_null_and_say_why(
    addresses: tuple[str, str],
) -> None:
    async with httpx.AsyncClient(base_url=addresses[1]) as http:
        answer = await http.get("/v1/norms/indicators?importer=BRA&chapter=A&on=2021-06-01")

    found = answer.json()
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "service_unavailable" in {one["reason"] for one in found["missing"]}
    assert [one["frequency_percent"] for one in found["indicators"]] == [None, None]
    assert [one["norms"] for one in found["indicators"]] == [7, 4]
    assert found["imports_usd"] is None


async def test_a_market_without_norms_or_a_year_without_trade_is_null(
    addresses: tuple[str, str],
) -> None:
    async with httpx.AsyncClient(base_url=addresses[0]) as http:
        norms = (await http.get("/v1/norms/indicators?importer=COL")).json()
        year = (await http.get("/v1/norms/indicators?importer=BRA&year=1999")).json()

    for found in (norms, year):
        assert {one["coverage_percent"] for one in found["indicators"]} == {None}
        assert "not_loaded" in {one["reason"] for one in found["missing"]}


@pytest.mark.parametrize(
    ("query", "status", "pointer"),
    [
        ("importer=BRA&chapter=P", 422, "/query/chapter"),
        ("importer=XXX", 404, "/query/importer"),
        ("importer=BRA&year=23", 422, "/query/year"),
    ],
)
async def test_a_bad_question_says_what_to_change(
    addresses: tuple[str, str], query: str, status: int, pointer: str
) -> None:
    async with httpx.AsyncClient(base_url=addresses[0]) as http:
        answer = await http.get(f"/v1/norms/indicators?{query}")

    assert answer.status_code == status
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


async def test_norms_on_each_subheading_are_counted_in_one_call(addresses: tuple[str, str]) -> None:
    async with HttpxTransport("tariff", addresses[0]) as transport:
        client = TariffClient(transport)
        found = await client.norm_counts("BRA", ["850300", "080122"], "HS2022", on=ON)
        everything = (
            await client.norms("BRA", product="080122", nomenclature="HS2022", on=ON)
        ).items
        away = await client.norm_counts("MEX", ["850300", "732219"], "HS2022", on=ON)
        none = await client.norm_counts("CHL", ["850300"], "HS2022", on=ON)

    counts = {one.product: one.norms for one in found.counts}
    assert list(counts) == ["850300", "080122"]
    assert counts["080122"] == len(everything) > 0
    assert [one.norms for one in away.counts] == [1, None]
    assert "73" in away.missing[0].detail
    assert [one.norms for one in none.counts] == [None]
    assert none.missing[0].reason is Reason.NOT_LOADED


async def test_a_count_is_of_subheadings_of_a_loaded_edition(addresses: tuple[str, str]) -> None:
    async with httpx.AsyncClient(base_url=addresses[0]) as http:
        short = await http.get("/v1/norms/counts?importer=BRA&product=8503&nomenclature=HS2022")
        old = await http.get("/v1/norms/counts?importer=BRA&product=850300&nomenclature=HS1988")

    assert (short.status_code, old.status_code) == (422, 404)
    assert [one["pointer"] for one in old.json()["errors"]] == ["/query/nomenclature"]
