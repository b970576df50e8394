"""The Matrices de Empalme over HTTP, on a world whose figures can be checked by hand."""

import csv
import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import httpx
import pytest
from eslabon.client import HttpxTransport, MatrixClient
from eslabon.contracts.empalme import EmpalmeVariant, EndUse
from matrix_api.app import create_app
from servicekit.settings import Settings

from tests.matrix_api.empalme_world import WORLD
from tests.matrix_api.loading import loaded

NOBODY = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""


@pytest.fixture(scope="module")
def address(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a matrix-api that serves the world, without a tariff-api."""
    loaded(module_database, WORLD)
    uploads = Path(tmp_path_factory.mktemp("uploads"))
    settings = Settings(database_url=module_database, uploads=uploads, tariff_url=NOBODY)
    with serve(create_app(settings)) as url:
        yield url


@pytest.fixture
def get(address: str) -> Any:
    def get(path: str, **parameters: Any) -> Any:
        answer = httpx.get(f"{address}{path}", params=parameters, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return get


@pytest.fixture
def refused(address: str) -> Any:
    def refused(path: str, **parameters: Any) -> tuple[int, str, str, list[str]]:
        answer = httpx.get(f"{address}{path}", params=parameters, timeout=30)
        said = answer.json()
        pointers = [one["pointer"] for one in said.get("errors", [])]
        return answer.status_code, said["type"].rpartition(":")[2], said["detail"], pointers

    return refused


def index(rows: list[dict[str, Any]], variant: str) -> dict[str, float | None]:
    return {row["heading"]: row[variant]["index"] for row in rows}


def approx(expected: dict[str, Fraction]) -> Any:
    return pytest.approx({name: float(one) for name, one in expected.items()}, abs=1e-12)


A = {"0201": Fraction(360, 119), "1006": Fraction(150, 119), "4407": Fraction(100, 119)}
B = {"0201": Fraction(120, 91), "1006": Fraction(50, 91), "4407": Fraction(125, 91)}


def test_a_member_s_headings_come_best_first_with_both_variants_side_by_side(get: Any) -> None:
    answer = get("/v1/empalme/URY", edition="toy")
    rows = answer["items"]
    assert [row["heading"] for row in rows] == ["0201", "1006", "4407"]
    assert index(rows, "exporter_gap") == approx(A)
    assert index(rows, "extra_regional") == approx(B)
    assert [row["extra_regional"]["rank"] for row in rows] == [2, 3, 1]
    assert [row["ivcr"] for row in rows] == pytest.approx([60 / 7, 50 / 7, 25 / 14], abs=1e-12)
    assert sum(row["exporter_gap"]["unmet_share"] for row in rows) == pytest.approx(1)
    first = rows[0]
    assert (first["exports_usd"], first["exporter_gap"]["unmet_usd"]) == ("600", "600")
    assert (first["trade_balance_usd"], first["world_share"]) == ("595", 0.12)
    assert (first["group"], first["end_use"]) == ("I", ["FINAL"])
    assert rows[2]["end_use"] == ["CAPITAL", "INTERMEDIATE"]


def test_an_answer_names_edition_source_years_variant_and_assumptions(get: Any) -> None:
    answer = get("/v1/empalme/ury", edition="toy", lang="en")
    basis = answer["basis"]
    assert (basis["edition"], basis["title"], basis["source"]) == ("toy", "Matrix", "TOY")
    assert (basis["year_from"], basis["year_to"], basis["nomenclature"]) == (2020, 2021, "HS2017")
    assert (answer["selected_headings"], answer["dropped_headings"]) == (3, 1)
    assert answer["variant"] == "exporter_gap"
    parameters = {one["name"]: one for one in answer["meta"]["methodology"]["parameters"]}
    for name, value in (
        ("unmet_market", "exporter_gap"),
        ("period", "mean_of_years"),
        ("denominators", "all_headings"),
        ("group_scheme", "hs_section"),
    ):
        assert (parameters[name]["value"], parameters[name]["assumed"]) == (value, True)
    slices = {(one["dataset"], one["slice"]) for one in answer["meta"]["provenance"]}
    assert slices == {
        ("empalme_editions", "edition=toy"),
        ("totals", "source=TOY,year=2020"),
        ("totals", "source=TOY,year=2021"),
        ("regional_flows", "source=TOY,year=2020"),
        ("regional_flows", "source=TOY,year=2021"),
        ("heading_groups", "scheme=hs_section"),
        ("end_uses", "source=BEC4"),
    }
    whats = {one["what"] for one in answer["meta"]["missing"]}
    assert whats == {"whole_basket", "descriptions"}


def test_without_tariff_api_headings_have_no_text_and_nobody_keeps_the_answer(
    address: str,
) -> None:
    answer = httpx.get(f"{address}/v1/empalme/URY", params={"edition": "toy"})
    assert [row["description"] for row in answer.json()["items"]] == [None] * 3
    assert answer.headers["cache-control"] == "no-store"


def test_the_variant_asked_for_orders_the_rows(get: Any) -> None:
    answer = get("/v1/empalme/URY", edition="toy", variant="extra_regional")
    assert [row["heading"] for row in answer["items"]] == ["4407", "0201", "1006"]
    assert answer["variant"] == "extra_regional"


def test_one_importer_has_an_unmet_market_of_its_own(get: Any) -> None:
    answer = get("/v1/empalme/URY", edition="toy", importer="AR")
    assert (answer["variant"], answer["importer"]) == ("per_importer", "ARG")
    found = {row["heading"]: row["per_importer"]["unmet_usd"] for row in answer["items"]}
    assert found == {"0201": "300", "1006": "300", "4407": "700"}
    shares = [row["per_importer"]["unmet_share"] for row in answer["items"]]
    assert sum(shares) == pytest.approx(1)
    assert index(answer["items"], "exporter_gap") == approx(A)


async def test_the_client_reads_contracts(address: str) -> None:
    async with HttpxTransport("matrix", address) as transport:
        client = MatrixClient(transport)
        editions = await client.empalme_editions("en")
        assert {"toy", "later"} <= {one.edition for one in editions}
        page = await client.empalme(
            "URY", edition="toy", variant=EmpalmeVariant.EXTRA_REGIONAL, limit=1
        )
        assert (page.items[0].heading, page.selected_headings) == ("4407", 3)
        assert page.meta.methodology is not None
        every = await client.empalme_rows(edition="toy", end_use=EndUse.FINAL)
        assert {row.exporter for row in every.items} == {"ARG", "URY"}
        below = await client.empalme_heading("URY", "0201", edition="toy")
        assert [one.importer for one in below.importers] == ["ARG", "BRA"]
        demand = await client.demand("BRA", edition="toy", year=2020)
        assert demand.items[0].suppliers[0].member == "ARG"
        whole = await client.empalme("URY", include_partial=False)
        assert whole.items == []


def test_pages_follow_each_other_and_csv_has_them_all(address: str, get: Any) -> None:
    first = get("/v1/empalme/URY", edition="toy", limit=2)
    second = get("/v1/empalme/URY", edition="toy", limit=2, cursor=first["next_cursor"])
    assert [row["heading"] for row in second["items"]] == ["4407"]
    assert second["next_cursor"] is None
    text = httpx.get(f"{address}/v1/empalme/URY?edition=toy&format=csv").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["heading"] for row in rows] == ["0201", "1006", "4407"]
    assert float(rows[2]["extra_regional_index"]) == pytest.approx(125 / 91)


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_rows_come_as_files(address: str, kind: str) -> None:
    answer = httpx.get(f"{address}/v1/empalme/rows?edition=toy&format={kind}")
    assert answer.content[:2] == {"parquet": b"PA", "xlsx": b"PK"}[kind]


def test_groups_and_end_uses_narrow_the_list_and_keep_the_ranks(get: Any) -> None:
    by_group = get("/v1/empalme/URY", edition="toy", group="IX")["items"]
    assert [(row["heading"], row["exporter_gap"]["rank"]) for row in by_group] == [("4407", 3)]
    by_use = get("/v1/empalme/URY", edition="toy", end_use="INTERMEDIATE")["items"]
    assert [row["heading"] for row in by_use] == ["4407"]
    mine = get("/v1/empalme/URY", edition="toy", group_scheme="mine")["items"]
    assert [row["group"] for row in mine] == ["A", None, None]


def test_all_members_come_in_one_call(get: Any) -> None:
    answer = get("/v1/empalme/rows", edition="toy")
    listed = [(row["exporter"], row["heading"]) for row in answer["items"]]
    assert listed == [
        ("ARG", "0201"), ("BRA", "4407"), ("BRA", "1006"),
        ("URY", "0201"), ("URY", "1006"), ("URY", "4407"),
    ]  # fmt: skip
    assert [one["member"] for one in answer["edition"]["members"]] == ["ARG", "BRA", "URY"]
    assert index(answer["items"][3:], "exporter_gap") == approx(A)


def test_an_importer_is_no_exporter_to_itself(get: Any) -> None:
    answer = get("/v1/empalme/rows", edition="toy", importer="ARG")
    assert {row["exporter"] for row in answer["items"]} == {"BRA", "URY"}


def test_an_importer_that_is_not_reported_is_named_and_leaves_the_sums_null(get: Any) -> None:
    answer = get("/v1/empalme/URY", edition="with-paraguay", lang="en")
    missing = {one["what"]: one for one in answer["meta"]["missing"]}
    assert missing["imports:PRY"]["reason"] == "not_reported"
    assert "TOY 2020–2021 holds no imports of PRY" in missing["imports:PRY"]["detail"]
    assert [row["exporter_gap"] for row in answer["items"]] == [None] * 3
    assert answer["items"][0]["ivcr"] == pytest.approx(60 / 7)
    one = get("/v1/empalme/URY", edition="with-paraguay", importer="ARG")["items"]
    assert one[0]["per_importer"]["index"] is not None


def test_figures_in_another_nomenclature_are_not_joined(get: Any) -> None:
    missing = get("/v1/empalme/URY", edition="with-cuba", lang="en")["meta"]["missing"]
    said = next(one for one in missing if one["what"] == "imports:CUB")
    assert said["reason"] == "ambiguous_code"
    assert "HS1992, not in HS2017" in said["detail"]


def test_a_member_with_fewer_years_is_compared_over_them_alone(get: Any) -> None:
    rows = get("/v1/empalme/URY", edition="short")["items"]
    assert {row["heading"]: row["exports_usd"] for row in rows} == {
        "0201": "601", "1006": "301", "4407": "301", "8703": "400",
    }  # fmt: skip
    of_others = get("/v1/empalme/ARG/0201", edition="short")["importers"]
    assert {one["importer"]: one["years"] for one in of_others} == {
        "BRA": [2020, 2021], "URY": [2021],
    }  # fmt: skip


def test_an_edition_of_some_headings_has_its_denominators_within_them(get: Any) -> None:
    answer = get("/v1/empalme/URY", edition="beef", lang="en")
    assert [row["ivcr"] for row in answer["items"]] == [1.0]
    said = answer["meta"]["methodology"]
    parameters = {one["name"]: one["value"] for one in said["parameters"]}
    assert parameters["denominators"] == "headings_of_edition"
    assert "0201 only" in answer["meta"]["missing"][0]["detail"]


def test_a_partial_edition_answers_only_where_it_is_asked_for(get: Any) -> None:
    answer = get("/v1/empalme/URY", lang="en")
    assert (answer["items"], answer["selected_headings"]) == ([], None)
    assert answer["basis"]["is_partial"] is False
    missing = [one["detail"] for one in answer["meta"]["missing"]]
    assert "partial ones, asked for with `edition`: beef" in missing[0]
    assert get("/v1/empalme/URY", include_partial="true")["basis"]["is_partial"] is True


def test_an_edition_of_whole_baskets_refuses_a_source_of_some_headings(get: Any) -> None:
    answer = get("/v1/empalme/URY", edition="whole", lang="en")
    assert answer["items"] == []
    details = [one["detail"] for one in answer["meta"]["missing"]]
    assert any("TOY 2020 holds 4 of 1222 headings" in one for one in details)


def test_the_list_of_editions_says_what_each_member_lacks(get: Any) -> None:
    editions = {one["edition"]: one for one in get("/v1/empalme", lang="en")["items"]}
    assert list(editions) == sorted(editions)
    assert [one["is_computed"] for one in editions["toy"]["members"]] == [True] * 3
    later = editions["later"]["members"][0]
    assert (later["is_computed"], later["year_to"]) == (False, 2023)
    assert (
        "exports of ARG are missing: TOY 2022–2023 is not loaded" in later["missing"][0]["detail"]
    )
    cuba = {one["member"]: one for one in editions["with-cuba"]["members"]}
    assert [one["what"] for one in cuba["URY"]["missing"]] == ["imports:CUB"]
    assert {one["what"] for one in cuba["CUB"]["missing"]} == {
        "exports:WLD", "imports:ARG", "imports:BRA", "imports:URY",
    }  # fmt: skip


def test_a_heading_is_followed_down_to_its_importers(get: Any) -> None:
    answer = get("/v1/empalme/URY/02.01", edition="toy")
    assert answer["row"]["exporter_gap"]["index"] == pytest.approx(360 / 119, abs=1e-12)
    assert answer["row"]["extra_regional"]["index"] == pytest.approx(120 / 91, abs=1e-12)
    names = ("imports_usd", "from_exporter_usd", "from_region_usd", "unmet_usd")
    found = {one["importer"]: [one[name] for name in names] for one in answer["importers"]}
    assert found == {"ARG": ["400", "100", "400", "300"], "BRA": ["500", "200", "400", "300"]}
    assert sum(float(one["unmet_usd"]) for one in answer["importers"]) == 600
    parameters = {one["name"]: one["value"] for one in answer["methodology"]["parameters"]}
    assert parameters["unmet_market"] == "exporter_gap,extra_regional"
    assert "subheadings" in {one["what"] for one in answer["missing"]}


def test_an_unknown_importer_stands_last_with_its_reason(get: Any) -> None:
    last = get("/v1/empalme/URY/0201", edition="with-paraguay")["importers"][-1]
    assert (last["importer"], last["imports_usd"], last["unmet_usd"]) == ("PRY", None, None)
    assert [one["what"] for one in last["missing"]] == ["imports:PRY"]


def test_a_heading_that_is_not_selected_has_no_row(get: Any) -> None:
    answer = get("/v1/empalme/URY/8703", edition="toy", lang="en")
    assert answer["row"] is None
    assert any("did not export 8703 in every year of 2020–2021" in one["detail"]
               for one in answer["missing"])  # fmt: skip


REFUSALS = [
    ("/v1/empalme/URY/020110", {"edition": "toy"}, 422, "not-a-heading", "/path/heading", "0201"),
    ("/v1/empalme/URY/02", {"edition": "toy"}, 422, "not-a-heading", "/path/heading", "0201"),
    ("/v1/empalme/URY/0102", {"edition": "beef"}, 404, "unknown-heading", "/path/heading", "0201"),
    ("/v1/empalme/URY/0102", {"edition": "toy"}, 404, "unknown-heading", "/path/heading", "0102"),
    ("/v1/empalme/ZZZ", {}, 404, "unknown-country", "/path/exporter", "ZZZ"),
    ("/v1/empalme/USA", {"edition": "toy"}, 404, "not-in-edition", "/path/exporter", "ARG, BRA"),
    ("/v1/empalme/URY", {"edition": "none"}, 404, "unknown-edition", "/query/edition", "toy"),
    ("/v1/empalme/URY", {"variant": "per_importer"}, 422, "importer-needed", "/query/importer",
     "importer=MEX"),
    ("/v1/empalme/URY", {"edition": "toy", "importer": "URY"}, 422, "same-country",
     "/query/exporter", "URY"),
    ("/v1/empalme/URY", {"edition": "toy", "importer": "USA"}, 404, "not-in-edition",
     "/query/importer", "USA"),
    ("/v1/empalme/URY", {"edition": "toy", "group": "ZZ"}, 404, "unknown-group", "/query/group",
     "IX"),
    ("/v1/empalme/URY", {"group_scheme": "zz"}, 404, "unknown-group-scheme",
     "/query/group_scheme", "hs_section, mine"),
    ("/v1/empalme/URY", {"variant": "other"}, 422, "invalid-request", "/query/variant",
     "extra_regional"),
    ("/v1/empalme/URY/0201", {"edition": "toy", "on": "2023-01-01"}, 422, "duties-not-asked",
     "/query/on", "duties=true"),
    ("/v1/demand/ARG", {"edition": "toy", "year": 1999}, 422, "year-not-in-edition",
     "/query/year", "2020–2021"),
    ("/v1/demand/USA", {"edition": "toy"}, 404, "not-in-edition", "/path/importer", "ARG, BRA"),
    ("/v1/demand/ARG", {"edition": "toy", "duties": "true", "format": "csv"}, 422,
     "duties-in-json", "/query/duties", "format"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["es", "pt", "en"])
@pytest.mark.parametrize(("path", "parameters", "status", "kind", "pointer", "named"), REFUSALS)
def test_a_bad_question_gets_one_error_that_says_what_to_change(
    refused: Any, path: str, parameters: dict[str, Any], status: int, kind: str, pointer: str,
    named: str, lang: str,
) -> None:  # fmt: skip
    found = refused(path, lang=lang, **parameters)
    assert found[:2] == (status, kind)
    assert found[3] == [pointer]
    assert named in found[2]


def test_each_language_has_its_own_words(refused: Any) -> None:
    for path, parameters, *_ in REFUSALS:
        said = {refused(path, lang=lang, **parameters)[2] for lang in ("es", "pt", "en")}
        assert len(said) == 3, path


def test_a_demand_is_what_is_bought_outside_the_region(get: Any) -> None:
    answer = get("/v1/demand/BRA", edition="toy")
    rows = {row["heading"]: row for row in answer["items"]}
    assert list(rows) == ["0201"]
    beef = rows["0201"]
    assert (beef["imports_usd"], beef["from_region_usd"], beef["extra_regional_usd"]) == (
        "500", "400", "100",
    )  # fmt: skip
    assert (beef["extra_regional_share"], beef["demand_share"], beef["rank"]) == (0.2, 1.0, 1)
    assert {one["member"]: one["ivcr"] for one in beef["suppliers"]} == pytest.approx(
        {"URY": 60 / 7, "ARG": 20}
    )


def test_members_able_to_supply_have_an_advantage_of_one_or_more(get: Any) -> None:
    rows = get("/v1/demand/ARG", edition="toy")["items"]
    assert [row["heading"] for row in rows] == ["4407", "1006"]
    assert [one["member"] for one in rows[0]["suppliers"]] == ["BRA", "URY"]
    assert sum(row["demand_share"] for row in rows) == pytest.approx(1)
    outside = [float(row["extra_regional_usd"]) for row in rows]
    assert outside == sorted(outside, reverse=True)


def test_one_year_of_an_edition_can_be_asked_for(get: Any) -> None:
    answer = get("/v1/demand/ARG", edition="toy", year=2021)
    assert (answer["basis"]["year_from"], answer["basis"]["year_to"]) == (2021, 2021)
    slices = {one["slice"] for one in answer["meta"]["provenance"] if one["dataset"] == "totals"}
    assert slices == {"source=TOY,year=2021"}
    supplier = {one["member"]: one for one in answer["items"][0]["suppliers"]}["URY"]
    assert supplier["exports_usd"] == "301"


def test_a_supplier_without_the_year_is_named(get: Any) -> None:
    answer = get("/v1/demand/ARG", edition="short", year=2020, lang="en")
    missing = {one["what"]: one["detail"] for one in answer["meta"]["missing"]}
    assert "from 2021, not from 2020" in missing["exports:URY"]


def test_demand_narrows_by_group_and_end_use(get: Any) -> None:
    assert [
        row["heading"] for row in get("/v1/demand/ARG", edition="toy", group="II")["items"]
    ] == ["1006"]
    by_use = get("/v1/demand/ARG", edition="toy", end_use="CAPITAL")["items"]
    assert [(row["heading"], row["rank"]) for row in by_use] == [("4407", 1)]


def test_duties_of_suppliers_are_null_with_a_reason_where_tariff_api_is_away(
    address: str,
) -> None:
    answer = httpx.get(f"{address}/v1/demand/ARG?edition=toy&duties=true&lang=en", timeout=30)
    assert answer.headers["cache-control"] == "no-store"
    whats = [one["what"] for one in answer.json()["meta"]["missing"]]
    assert "duties" in whats
    assert answer.json()["items"][0]["suppliers"][0]["duty"] is None


def test_without_editions_the_answer_says_so(
    fresh_database: str, serve: Any, tmp_path: Path
) -> None:
    settings = Settings(database_url=fresh_database, uploads=tmp_path, tariff_url=NOBODY)
    with serve(create_app(settings)) as url:
        for path in ("/v1/empalme", "/v1/empalme/rows", "/v1/empalme/URY", "/v1/demand/URY"):
            answer = httpx.get(f"{url}{path}").json()
            assert answer["items"] == []
            assert "edition" in {one["what"] for one in answer["meta"]["missing"]}, path
        heading = httpx.get(f"{url}/v1/empalme/URY/0201").json()
        assert (heading["basis"], heading["row"], heading["importers"]) == (None, None, [])
