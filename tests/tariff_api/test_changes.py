"""What changed in a tariff: codes that came, went, moved, and rates that rose and fell."""

import io
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import asyncpg
import httpx
import polars as pl
import pytest
from eslabon.contracts.changes import Change
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from servicekit.settings import Settings
from tariff_api.app import create_app

from . import loading, world
from .conftest import filled

OLD = "2023-01-01", "2023-12-31", "2023-01-01"
NEW = "2024-01-01", "2024-12-31", "2024-01-01"


async def fill(connection: asyncpg.Connection) -> None:
    """Publish two editions of Chile, whose nomenclatures are correlated, and two of Paraguay."""
    await world.fill(connection)
    for revision in ("2017", "2022"):
        await connection.execute(
            f"""insert into tariff.nomenclatures
                    (release_id, nomenclature, title_es, kind, hs_revision, country, line_digits)
                select min(release_id), 'CHL{revision}', 'Chile', 'NATIONAL', 'HS{revision}', 'CHL',
                    8
                from tariff.nomenclatures"""
        )
    pairs = [("10000000", "10000010"), ("10000000", "10000020"), ("20000000", "20000000")]
    pairs += [("30000010", "30000000"), ("30000020", "30000000")]
    await loading.publish(
        connection,
        "correlations",
        [{"from_code": one, "to_code": other} for one, other in pairs],
        {"from": "CHL2017", "to": "CHL2022"},
    )
    before = "10000000 6, 20000000 6, 30000010 6, 30000020 0, 40000000 6, 50000000 6, 60000000 6"
    after = "10000010 6, 10000020 0, 20000000 8, 30000000 6, 50000000 4.5, 60000000 6, 70000000 1"
    for rows, nomenclature, days in ((before, "CHL2017", OLD), (after, "CHL2022", NEW)):
        parts = {"source": "ADUANA", "importer": "CHL", "edition": days[0][:4]}
        lines = world.duties(rows, nomenclature, *days)
        if nomenclature == "CHL2022":
            lines = [
                {**line, "legal_base": "Ley <b>2</b>"} if line["code"] == "60000000" else line
                for line in lines
            ]
        await loading.publish(connection, "duties", lines, parts)
    for rows, nomenclature, days in (
        ("20000000 PER 3, 20000000 MEX 0, 50000000 PER 0", "CHL2017", OLD),
        ("20000000 PER 0, 50000000 PER 1, 70000000 MEX 0", "CHL2022", NEW),
    ):
        parts = {"source": "ACUERDOS", "importer": "CHL", "edition": days[0][:4]}
        lines = world.preferences(rows, nomenclature, *days)
        await loading.publish(connection, "preferences", lines, parts)

    for edition, rate, days in (("2023", 6, OLD), ("2024", 7, NEW)):
        parts = {"source": "ADUANA", "importer": "PRY", "edition": edition}
        duties = world.duties(f"10000000 {rate}", "CHL2022", *days)
        preferences = world.preferences(f"10000000 PER {rate - 1}", "CHL2022", *days)
        both = [
            await loading.publish(connection, "duties", duties, parts),
            await loading.publish(connection, "preferences", preferences, parts),
        ]
        await connection.execute(
            "update tariff.release set published ="
            " (select max(published) from tariff.release where id = any($1)) where id = any($1)",
            both,
        )
    parts = {"source": "<script>alert(1)</script>", "importer": "ZAF", "edition": "1"}
    lines = world.duties("10000000 6", "CHL2022", *NEW)
    await loading.publish(connection, "duties", lines, parts)


@pytest.fixture(scope="module")
def address(module_database: str, serve: Any, tmp_path_factory: Any) -> Iterator[str]:
    """Address of a service with editions to compare."""
    filled(module_database, fill)
    uploads = tmp_path_factory.mktemp("uploads")
    with serve(create_app(Settings(database_url=module_database, uploads=uploads))) as url:
        yield url


@pytest.fixture
async def chile(address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of that service."""
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        yield client


async def changes(client: httpx.AsyncClient, **parameters: Any) -> dict[str, Any]:
    """Return a page of what changed."""
    answer = await client.get("/v1/changes", params={"importer": "CHL", **parameters})
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    for item in page["items"]:
        Change.model_validate(item)
    return page


def kinds(page: dict[str, Any]) -> dict[str, str]:
    """Return the kind of each change by code and beneficiary."""
    return {
        f"{one['code']} {one['beneficiary'] or ''}".strip(): one["kind"] for one in page["items"]
    }


async def test_duties_are_compared_code_by_code(chile: httpx.AsyncClient) -> None:
    page = await changes(chile, measure="DUTY")

    assert kinds(page) == {
        "10000000": "RENUMBERED",
        "10000010": "RENUMBERED",
        "10000020": "RENUMBERED",
        "20000000": "RATE_UP",
        "30000000": "RENUMBERED",
        "30000010": "RENUMBERED",
        "30000020": "RENUMBERED",
        "40000000": "GONE",
        "50000000": "RATE_DOWN",
        "60000000": "CHANGED",
        "70000000": "NEW",
    }
    assert page["meta"]["missing"] == []


async def test_preferences_are_compared_by_beneficiary(chile: httpx.AsyncClient) -> None:
    assert kinds(await changes(chile, measure="PREFERENCE")) == {
        "20000000 MEX": "GONE",
        "20000000 PER": "RATE_DOWN",
        "50000000 PER": "RATE_UP",
        "70000000 MEX": "NEW",
    }


async def test_a_code_that_was_split_or_merged_names_its_counterparts(
    chile: httpx.AsyncClient,
) -> None:
    items = {one["code"]: one for one in (await changes(chile, kind="RENUMBERED"))["items"]}

    others = {
        code: [(pair["to_code"], pair["kind"]) for pair in one["counterparts"]]
        for code, one in items.items()
    }
    assert others["10000000"] == [("10000010", "SPLIT"), ("10000020", "SPLIT")]
    assert others["10000010"] == [("10000000", "MERGE")]
    assert others["30000010"] == [("30000000", "MERGE")]
    assert len(items) == 6


async def test_both_sides_have_values_days_and_provenance(chile: httpx.AsyncClient) -> None:
    [up] = (await changes(chile, kind="RATE_UP", measure="DUTY"))["items"]
    [law] = (await changes(chile, kind="CHANGED"))["items"]

    assert up["changed"] == ["rate_percent", "rate_text"]
    assert (up["before"]["rate_percent"], up["after"]["rate_percent"]) == ("6", "8")
    assert (up["before"]["valid_from"], up["after"]["valid_from"]) == ("2023-01-01", "2024-01-01")
    assert up["before"]["nomenclature"] == "CHL2017"
    assert up["after"]["provenance"]["slice"] == "source=ADUANA,importer=CHL,edition=2024"
    assert (law["changed"], law["after"]["legal_base"]) == (["legal_base"], "Ley <b>2</b>")


async def test_a_page_goes_on_where_the_last_one_ended(chile: httpx.AsyncClient) -> None:
    whole = (await changes(chile))["items"]
    found: list[Any] = []
    more: dict[str, str] = {}
    while True:
        page = await changes(chile, limit=2, **more)
        found += page["items"]
        if page["next_cursor"] is None:
            break
        more = {"cursor": page["next_cursor"]}

    assert found == whole
    assert len(found) == 15


async def test_products_are_chosen_by_their_beginning(chile: httpx.AsyncClient) -> None:
    page = await changes(chile, product="2000")

    assert set(kinds(page)) == {"20000000", "20000000 MEX", "20000000 PER"}


async def test_a_file_has_the_sides_as_columns(chile: httpx.AsyncClient) -> None:
    answer = await chile.get("/v1/changes?importer=CHL&format=parquet&measure=DUTY")
    frame = pl.read_parquet(io.BytesIO(answer.content))
    up = frame.filter(pl.col("kind") == "RATE_UP").row(0, named=True)

    assert frame.height == 11
    assert (up["before_rate_percent"], up["after_rate_percent"]) == (Decimal(6), Decimal(8))
    assert up["after_provenance_source"] == "test"


async def test_editions_and_releases_can_be_named(chile: httpx.AsyncClient) -> None:
    named = await changes(chile, since_edition="2023", to_edition="2024", measure="DUTY")
    backwards = await changes(chile, since_edition="2024", to_edition="2023", measure="DUTY")
    since, to = (one["release"] for one in named["meta"]["provenance"])
    by_id = await changes(chile, since=since, to=to)

    assert kinds(backwards)["20000000"] == "RATE_DOWN"
    assert kinds(backwards)["70000000"] == "GONE"
    assert kinds(backwards)["10000000"] == "RENUMBERED"
    assert by_id["items"] == named["items"]


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        ("importer=CHL&since_edition=1999", 404, "unknown-edition"),
        ("importer=CHL&since=999999", 404, "unknown-release"),
        ("importer=PER&since={since}", 422, "wrong-slice"),
        ("importer=CHL&to={since}", 422, "two-comparisons"),
        ("importer=CHL&since={since}&to_edition=2024", 422, "two-comparisons"),
        ("importer=XXX", 404, "unknown-country"),
        ("importer=CHL&kind=UP", 422, "invalid-request"),
    ],
)
async def test_what_can_not_be_compared_is_said(
    chile: httpx.AsyncClient, query: str, status: int, kind: str
) -> None:
    since = (await changes(chile, measure="DUTY"))["meta"]["provenance"][0]["release"]
    answer = await chile.get(f"/v1/changes?{query.format(since=since)}")

    assert answer.status_code == status, answer.text
    assert answer.json()["type"] == f"urn:eslabon:problem:{kind}"


async def test_one_edition_is_not_enough_and_says_so(chile: httpx.AsyncClient) -> None:
    page = await changes(chile, importer="PER")

    assert page["items"] == []
    assert {one["what"] for one in page["meta"]["missing"]} == {"duties", "preferences"}
    assert page["meta"]["missing"][0]["reason"] == "not_loaded"


async def test_editions_in_nomenclatures_without_a_correlation_say_so(
    chile: httpx.AsyncClient,
) -> None:
    page = await changes(chile, importer="URY")

    [said] = page["meta"]["missing"]
    assert (said["what"], said["reason"]) == ("correlations", "not_loaded")
    assert "URY2024" in said["detail"]


async def test_the_feed_has_an_item_for_each_publication(chile: httpx.AsyncClient) -> None:
    answer = await chile.get("/v1/changes/feed.json?importer=CHL&lang=en")
    feed = answer.json()

    assert answer.headers["content-type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert len(feed["items"]) == 4
    assert len({one["id"] for one in feed["items"]}) == 4
    preferences, _, duties, first = feed["items"]
    assert duties["_eslabon"]["releases"][0]["counts"] == {
        "new": 1, "gone": 1, "renumbered": 6, "rate_up": 1, "rate_down": 1, "changed": 1,
    }  # fmt: skip
    assert "1 up" in duties["content_text"]
    assert first["_eslabon"]["releases"][0]["since"] is None
    assert preferences["_eslabon"]["releases"][0]["counts"]["rate_down"] == 1
    for item in feed["items"]:
        assert datetime.fromisoformat(item["date_published"]).utcoffset() is not None
    path = duties["url"].partition("/v1/")[2]
    linked = (await chile.get(f"/v1/{path}")).json()
    assert len(linked["items"]) == 11


async def test_an_item_of_duties_and_preferences_leads_to_both(chile: httpx.AsyncClient) -> None:
    item, first = (await chile.get("/v1/changes/feed.json?importer=PRY")).json()["items"]
    linked = (await chile.get("/v1/" + item["url"].partition("/v1/")[2])).json()

    assert "since_edition=2023&to_edition=2024" in item["url"]
    assert [one["measure"] for one in linked["items"]] == ["DUTY", "PREFERENCE"]
    assert first["_eslabon"]["releases"][0]["counts"] is None


async def test_the_feed_is_not_sent_twice(chile: httpx.AsyncClient) -> None:
    first = await chile.get("/v1/changes/feed.json?importer=CHL")
    etag = first.headers["etag"]
    again = await chile.get("/v1/changes/feed.json?importer=CHL", headers={"If-None-Match": etag})
    only = await chile.get(
        "/v1/changes/feed.json?importer=CHL", headers={"Accept": "application/feed+json"}
    )

    assert again.status_code == 304
    assert only.status_code == 200


async def test_what_the_feed_says_is_escaped(chile: httpx.AsyncClient) -> None:
    [item] = (await chile.get("/v1/changes/feed.json?importer=ZAF")).json()["items"]

    assert "<script>" in item["content_text"]
    assert "<script>" not in item["content_html"]
    assert "&lt;script&gt;" in item["content_html"]


TARIFFS = st.dictionaries(
    st.sampled_from(["01010000", "01020000", "02010000"]), st.integers(0, 3), min_size=1
)


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(before=TARIFFS, after=TARIFFS)
def test_every_code_has_the_kind_that_its_rates_say(
    address: str, module_database: str, before: dict[str, int], after: dict[str, int]
) -> None:
    """Two releases of one edition, whatever they hold."""
    ids: list[int] = []

    async def publish(connection: asyncpg.Connection) -> None:
        for tariff in (before, after):
            parts = {"source": "RANDOM", "importer": "IND", "edition": "R"}
            await connection.execute(
                "update tariff.release set superseded = published + 1 where dataset = 'duties'"
                " and parts->>'importer' = 'IND' and superseded is null"
            )
            lines = ", ".join(f"{code} {rate}" for code, rate in tariff.items())
            ids.append(
                await loading.publish(
                    connection, "duties", world.duties(lines, "CHL2022", *NEW), parts
                )
            )

    filled(module_database, publish)
    answer = httpx.get(
        f"{address}/v1/changes", params={"importer": "IND", "since": ids[0], "to": ids[1]}
    )
    found = {one["code"]: one["kind"] for one in answer.raise_for_status().json()["items"]}

    def kind(code: str) -> str:
        if code not in before or code not in after:
            return "NEW" if code in after else "GONE"
        return "RATE_UP" if after[code] > before[code] else "RATE_DOWN"

    codes = {code for code in before.keys() | after.keys() if before.get(code) != after.get(code)}
    assert found == {code: kind(code) for code in codes}


async def test_uruguay_changed_from_2024_to_2025(real: httpx.AsyncClient) -> None:
    page = (await real.get("/v1/changes?importer=URY&limit=1000")).json()

    slices = [one["slice"] for one in page["meta"]["provenance"]]
    assert "source=ARANCEL-NACIONAL,importer=URY,edition=2024-04" in slices
    assert "source=ARANCEL-NACIONAL,importer=URY,edition=2025-02" in slices
    assert page["items"]
    assert {one["measure"] for one in page["items"]} <= {"DUTY", "PREFERENCE"}
