"""Norms by product, partner, class and day, their registers and refusals, over HTTP."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any

import asyncpg
import httpx
import pytest
from eslabon.client import HttpxTransport, ServiceError
from eslabon.client.tariff import TariffClient
from eslabon.contracts.envelope import Reason
from eslabon.contracts.nomenclature import CorrelationKind
from eslabon.contracts.norms import Direction, Extent, NormClassKind
from servicekit.settings import Settings
from tariff_api.app import create_app

from .conftest import filled
from .norms_world import fill

ON = date(2021, 6, 1)


@pytest.fixture(scope="module")
def norms_address(module_database: str, serve: Any, tmp_path_factory: Any) -> Iterator[str]:
    """Address of a service that serves the small world with norms."""
    filled(module_database, fill)
    uploads = tmp_path_factory.mktemp("uploads")
    with serve(create_app(Settings(database_url=module_database, uploads=uploads))) as url:
        yield url


@pytest.fixture
async def tariff(norms_address: str) -> AsyncIterator[TariffClient]:
    """The typed client of the service with norms."""
    async with HttpxTransport("tariff", norms_address) as transport:
        yield TariffClient(transport)


@pytest.fixture
async def http(norms_address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A bare client of the service with norms."""
    async with httpx.AsyncClient(base_url=norms_address, timeout=30) as client:
        yield client


async def names(tariff: TariffClient, **asked: Any) -> set[str]:
    """Return the names of the norms found."""
    return {
        one.norm for one in (await tariff.norms(**{"importer": "BRA", "on": ON, **asked})).items
    }


async def test_a_line_has_the_norms_of_all_goods_of_its_chapter_and_its_own(
    tariff: TariffClient,
) -> None:
    page = await tariff.norms("BRA", product="0801.22.00", on=ON)

    found = {one.norm: one for one in page.items}
    assert set(found) == {"all-goods", "chapter", "line", "southern", "world"}
    assert found["all-goods"].all_goods
    assert found["chapter"].codes == ["08"]
    assert found["chapter"].documents == ["Certificado", "Guia"]
    assert {one.extent for one in page.items} == {Extent.WHOLE}


async def test_a_heading_has_the_norms_of_the_lines_below_it_in_part(
    tariff: TariffClient,
) -> None:
    page = await tariff.norms("BRA", product="0801", on=ON)

    extents = {one.norm: one.extent for one in page.items}
    assert extents["line"] is Extent.PART
    assert extents["chapter"] is Extent.WHOLE


async def test_norms_on_every_line_below_a_code_are_on_the_whole_of_it(
    tariff: TariffClient,
) -> None:
    page = await tariff.norms("BRA", product="850300", nomenclature="HS2017", on=ON)

    extents = {one.norm: one.extent for one in page.items}
    assert extents["parts"] is Extent.WHOLE
    assert extents["one-part"] is Extent.PART


async def test_the_lines_of_each_side_are_those_of_its_own_nomenclature(
    tariff: TariffClient,
) -> None:
    asked = {"product": "850300", "nomenclature": "HS2022", "on": ON}
    page = await tariff.norms("PER", exporter="BRA", **asked)

    extents = {(one.country, one.nomenclature, one.norm): one.extent for one in page.items}
    assert extents == {
        ("PER", "HS2022", "lines"): Extent.WHOLE,
        ("BRA", "NCM2017", "parts"): Extent.WHOLE,
    }


@pytest.mark.parametrize(("product", "norm"), [("080122", "nuts"), ("850300", "parts")])
async def test_norms_of_a_country_are_those_of_all_its_sources(
    tariff: TariffClient, product: str, norm: str
) -> None:
    assert await names(tariff, importer="COL", product=product, nomenclature="HS2022") == {norm}


@pytest.mark.parametrize(
    ("exporter", "limited"),
    [
        ("URY", {"southern"}),
        ("ARG", {"southern"}),
        ("PRY", set()),
        ("PER", {"world"}),
    ],
)
async def test_norms_of_some_origins_hold_for_them_alone(
    tariff: TariffClient, exporter: str, limited: set[str]
) -> None:
    found = await names(tariff, exporter=exporter, product="080122")

    assert found & {"southern", "world"} == limited


@pytest.mark.parametrize(
    ("on", "found"),
    [("2019-12-31", {"line"}), ("2020-01-01", {"chapter", "line"}), ("2021-06-02", {"chapter"})],
)
async def test_the_first_and_the_last_day_are_included(
    tariff: TariffClient, on: str, found: set[str]
) -> None:
    dated = await names(tariff, product="08012200", on=date.fromisoformat(on))

    assert dated & {"chapter", "line"} == found


@pytest.mark.parametrize(
    ("chapter", "found"),
    [
        ("A", {"chapter", "line", "southern", "world"}),
        ("a1", {"line"}),
        ("A14", {"line"}),
        ("A8", {"southern", "world"}),
        ("P", set()),
    ],
)
async def test_a_class_holds_all_below_it(
    tariff: TariffClient, chapter: str, found: set[str]
) -> None:
    assert await names(tariff, chapter=chapter, product="080122") == found


async def test_both_sides_of_a_trade_have_norms(tariff: TariffClient) -> None:
    page = await tariff.norms("MEX", exporter="BRA", product="080122", nomenclature="HS2022", on=ON)

    sides = {(one.country, one.norm): one.applies_to for one in page.items}
    assert sides == {
        ("MEX", "plants"): Direction.IMPORT,
        ("BRA", "abroad"): Direction.EXPORT,
    }


async def test_a_norm_in_both_directions_bites_on_the_side_asked(tariff: TariffClient) -> None:
    bought = await tariff.norms("MEX", product="850300", nomenclature="HS2022", on=ON)
    sold = await tariff.norms("BRA", exporter="MEX", product="850300", direction="EXPORT", on=ON)

    assert [(one.norm, one.applies_to) for one in bought.items] == [("machines", Direction.IMPORT)]
    assert [(one.norm, one.applies_to) for one in sold.items] == [("machines", Direction.EXPORT)]


async def test_a_code_of_another_edition_is_followed_and_said(tariff: TariffClient) -> None:
    page = await tariff.norms("BRA", product="080121", nomenclature="HS2022", on=ON)

    line = next(one for one in page.items if one.norm == "line")
    assert [(one.to_code, one.kind) for one in line.correlations] == [
        ("080122", CorrelationKind.PARTIAL)
    ]
    assert line.extent is Extent.PART
    assert [one.reason for one in page.meta.missing] == [Reason.AMBIGUOUS_CODE]


async def test_lines_of_another_tariff_are_compared_at_six_digits(tariff: TariffClient) -> None:
    page = await tariff.norms("MEX", product="0801220000", nomenclature="PER2022", on=ON)

    assert [one.norm for one in page.items] == ["plants"]
    assert [one.reason for one in page.meta.missing] == [Reason.AMBIGUOUS_CODE]


async def test_pages_of_norms_go_on_where_the_one_before_ended(tariff: TariffClient) -> None:
    whole = await tariff.norms("BRA", on=ON)
    first = await tariff.norms("BRA", on=ON, limit=4)
    rest = await tariff.norms("BRA", on=ON, limit=4, cursor=first.next_cursor)

    assert [one.norm for one in first.items + rest.items] == [one.norm for one in whole.items]
    assert len(whole.items) == 7


async def test_no_norms_loaded_names_where_they_are(tariff: TariffClient) -> None:
    page = await tariff.norms("URY", product="0801220000", on=ON)

    assert page.items == []
    assert [one.reason for one in page.meta.missing] == [Reason.NOT_LOADED]
    assert "BRA, COL, MEX, PER" in page.meta.missing[0].detail


async def test_loaded_norms_that_do_not_bite_are_told_from_norms_not_loaded(
    tariff: TariffClient,
) -> None:
    elsewhere = await tariff.norms("MEX", product="732211", nomenclature="HS2022", on=ON)
    near = await tariff.norms("MEX", product="080121", nomenclature="HS2022", on=ON)

    assert [one.reason for one in elsewhere.meta.missing] == [Reason.NOT_LOADED]
    assert [one.reason for one in near.meta.missing] == [Reason.NOT_IDENTIFIED]


@pytest.mark.parametrize(
    ("query", "status", "pointer"),
    [
        ("importer=XXX", 404, "/query/importer"),
        ("importer=BRA&exporter=BR", 422, "/query/exporter"),
        ("importer=BRA&direction=EXPORT", 422, "/query/exporter"),
        ("importer=BRA&product=99999999", 404, "/query/product"),
        ("importer=BRA&product=0801220000", 422, "/query/product"),
        ("importer=BRA&product=080122&nomenclature=NALADISA", 404, "/query/nomenclature"),
        ("importer=BRA&chapter=Z", 422, "/query/chapter"),
        ("importer=BRA&on=yesterday", 422, "/query/on"),
    ],
)
async def test_a_bad_question_is_one_problem_that_says_what_to_change(
    http: httpx.AsyncClient, query: str, status: int, pointer: str
) -> None:
    answer = await http.get(f"/v1/norms?{query}")

    problem = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert [one["pointer"] for one in problem["errors"]] == [pointer]


async def test_each_unknown_code_of_several_is_refused_at_its_place(
    http: httpx.AsyncClient,
) -> None:
    query = "importer=BRA&nomenclature=HS2022&product=9999&product=0801&product=9998"
    answer = await http.get(f"/v1/norms?{query}")
    assert answer.status_code == 404
    pointers = [one["pointer"] for one in answer.json()["errors"]]
    assert pointers == ["/query/product/0", "/query/product/2"]


async def test_the_classification_is_a_tree(tariff: TariffClient) -> None:
    below = {one.code: one for one in await tariff.norm_classes(code="A1")}

    assert list(below) == ["A1", "A14"]
    assert [one.code for one in below["A14"].ancestors] == ["A", "A1"]
    assert [one.code for one in below["A1"].children] == ["A14"]
    assert below["A1"].title == "Prohibitions for sanitary reasons"
    assert below["A1"].kind is NormClassKind.IMPORT_TECHNICAL


async def test_a_class_is_found_by_words_of_any_language(tariff: TariffClient) -> None:
    assert [one.code for one in await tariff.norm_classes(q="obstaculos tec")] == ["B"]
    assert [one.code for one in await tariff.norm_classes(q="sanitary")] == ["A", "A1"]
    assert [one.code for one in await tariff.norm_classes(version="2012")] == ["A"]


async def test_a_class_that_is_not_loaded_names_the_nearest_one(tariff: TariffClient) -> None:
    with pytest.raises(ServiceError) as refused:
        await tariff.norm_classes(code="A149")

    assert refused.value.problem.status == 404
    assert "A14." in refused.value.problem.detail


async def test_notifications_are_listed_newest_first_page_by_page(tariff: TariffClient) -> None:
    first = await tariff.notifications(limit=3)
    rest = await tariff.notifications(limit=3, cursor=first.next_cursor)

    assert [one.symbol for one in first.items + rest.items] == [
        "G/SPS/N/BRA/4",
        "G/TBT/N/BRA/2",
        "G/SPS/N/PER/1",
        "G/TBT/N/BRA/3",
    ]


@pytest.mark.parametrize(
    ("asked", "symbols"),
    [
        ({"product": "8503"}, ["G/TBT/N/BRA/2"]),
        ({"product": "02071100"}, ["G/SPS/N/PER/1"]),
        ({"member": "br", "area": "SPS"}, ["G/SPS/N/BRA/4"]),
        ({"first": date(2019, 11, 27)}, ["G/SPS/N/BRA/4"]),
        ({"last": date(2014, 5, 8)}, ["G/SPS/N/PER/1"]),
    ],
)
async def test_notifications_are_found_by_product_member_area_and_day(
    tariff: TariffClient, asked: Any, symbols: list[str]
) -> None:
    page = await tariff.notifications(**asked)

    assert [one.symbol for one in page.items] == symbols


async def test_an_empty_list_of_notifications_says_why(tariff: TariffClient) -> None:
    other = await tariff.notifications("URY")
    none = await tariff.notifications("PER", "TBT")

    assert [one.reason for one in other.meta.missing] == [Reason.NOT_LOADED]
    assert [one.reason for one in none.meta.missing] == [Reason.NOT_IDENTIFIED]


async def test_a_code_with_two_meanings_has_both(tariff: TariffClient) -> None:
    found = await tariff.declaration_codes("MEX", q="c1")
    border = await tariff.declaration_codes("MEX", "IDENTIFIER", "region fronteriza")

    assert [(one.place, one.body) for one in found] == [(1, "Economía"), (2, "Energía")]
    assert [one.level for one in border] == ["G", "P"]


async def test_declaration_codes_go_on_page_by_page(http: httpx.AsyncClient) -> None:
    query = "/v1/declaration-codes?country=MEX&limit=3"
    first = (await http.get(query)).json()
    rest = (await http.get(f"{query}&cursor={first['next_cursor']}")).json()

    found = [(one["list"], one["code"], one["place"]) for one in first["items"] + rest["items"]]
    assert found == sorted(found)
    assert len(found) == 5


async def test_a_country_without_declaration_codes_says_who_has_them(
    http: httpx.AsyncClient,
) -> None:
    answer = (await http.get("/v1/declaration-codes?country=BRA")).json()

    assert [one["reason"] for one in answer["meta"]["missing"]] == ["not_loaded"]
    assert "MEX" in answer["meta"]["missing"][0]["detail"]


async def test_norms_leave_as_csv(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/norms?importer=BRA&product=08012200&on=2021-06-01&format=csv")

    assert answer.text.splitlines()[0].startswith("norm,country,applies_to")
    assert len(answer.text.splitlines()) == 6


async def test_the_codes_of_norms_are_found_along_an_index(
    module_database: str, norms_address: str
) -> None:
    from tariff_api.norms import repository
    from tariff_api.norms.matching import spans

    connection = await asyncpg.connect(module_database)
    try:
        await connection.execute("set enable_seqscan = off")
        arguments = repository.NORMS_OF_PRODUCT.arguments(
            {"id": [1], "direction": ["IMPORT"], "partners": [None], "on": ON, "limit": 10}
            | repository.arrays(spans("NCM2017", ["08012200"]))
        )
        plan = await connection.fetch(f"explain {repository.NORMS_OF_PRODUCT.sql}", *arguments)
    finally:
        await connection.close()
    assert any("ix_norm_codes_code" in row[0] for row in plan)


async def test_codes_leave_with_the_release_of_their_norms(
    module_database: str, norms_address: str
) -> None:
    connection = await asyncpg.connect(module_database)
    transaction = connection.transaction()
    await transaction.start()
    try:
        held = "select count(*) from tariff.norm_codes"
        assert await connection.fetchval(held) == 18
        await connection.execute("delete from tariff.norms")
        assert await connection.fetchval(held) == 0
    finally:
        await transaction.rollback()
        await connection.close()
