"""What a release changed: the rows that differ by key, page by page, in every format."""

import io
import json
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from servicekit.releases import changes

from tests.servicekit.releases.platform import HEADER, Partner, duties, flows

BEFORE = (
    HEADER
    + "08012100,A,10.5,3,2021-01-01,true,uno\n"
    + "08012200,A,8,,2021-01-01,true,\n"
    + "08012200,A,9,,,true,\n"
    + "08012300,B,7,,,true,\n"
)
AFTER = (
    HEADER
    + "08012100,A,12.25,3,2021-01-01,true,dos\n"
    + "08012200,A,9,,,true,\n"
    + "08012300,B,7.00,,,true,\n"
    + "99010000,,,,,false,\n"
)


def published(partner: Partner, table: str, cut: str) -> dict[str, Any]:
    """Publish a file and wait until the service reads it."""
    job = partner.send(table, cut=cut)
    assert job["state"] == "done", job
    return job


def asked(partner: Partner, **parameters: Any) -> Any:
    """Return the answer on what changed in the duties."""
    return partner.http.get("/v1/datasets/duties/changes", params=parameters)


@pytest.fixture(scope="module")
def two(partner: Partner) -> tuple[int, int, int]:
    """Two releases of a slice, and the publication of the second."""
    first = published(partner, BEFORE, "importer=TWO")
    second = published(partner, AFTER, "importer=TWO")
    return first["release"], second["release"], second["publication"]


def test_rows_are_added_changed_and_removed_by_key(
    partner: Partner, two: tuple[int, int, int]
) -> None:
    since, to, n = two
    page = asked(partner, since=since, publication=n).json()

    code = lambda item: [one["value"] for one in item["key"]]  # noqa: E731
    assert [(item["kind"], *code(item)) for item in page["items"]] == [
        ("CHANGED", "08012100", "2021-01-01"),
        ("REMOVED", "08012200", "2021-01-01"),
        ("ADDED", "99010000", None),
    ]
    assert page["items"][0]["columns"] == [
        {"column": "rate_percent", "before": "10.5", "after": "12.25"},
        {"column": "note", "before": "uno", "after": "dos"},
    ]
    assert page["items"][2]["columns"] == [{"column": "stated", "before": None, "after": "false"}]
    assert [one["release"] for one in page["meta"]["provenance"]] == [since, to]


def test_the_way_back_is_the_mirror(partner: Partner, two: tuple[int, int, int]) -> None:
    since, to, _ = two
    there = asked(partner, since=since, to=to).json()["items"]
    back = asked(partner, since=to, to=since).json()["items"]

    mirror = {"ADDED": "REMOVED", "REMOVED": "ADDED", "CHANGED": "CHANGED"}
    assert [(mirror[one["kind"]], one["key"]) for one in there] == [
        (one["kind"], one["key"]) for one in back
    ]
    assert asked(partner, since=to, to=to).json()["items"] == []


def test_pages_and_files_hold_the_same_rows(partner: Partner, two: tuple[int, int, int]) -> None:
    since, to, n = two
    found: list[Any] = []
    cursor: str | None = None
    while True:
        more = {"cursor": cursor} if cursor else {"publication": n}
        page = asked(partner, since=since, to=to, limit=1, **more).json()
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    body = asked(partner, since=since, to=to, format="parquet", publication=n).content
    frame = pl.read_parquet(io.BytesIO(body))

    assert len(found) == 3
    assert frame["kind"].to_list() == [one["kind"] for one in found]
    assert [json.loads(one) for one in frame["columns"]] == [one["columns"] for one in found]


TABLES = st.dictionaries(
    st.tuples(st.sampled_from(["000001", "000002", "000003"]), st.sampled_from(["", "2021-01-01"])),
    st.sampled_from(["1", "2"]),
    min_size=1,
)


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(before=TABLES, after=TABLES, window=st.integers(1, 4), limit=st.integers(1, 3))
def test_changes_are_the_difference_of_the_tables(
    partner: Partner,
    before: dict[tuple[str, str], str],
    after: dict[tuple[str, str], str],
    window: int,
    limit: int,
) -> None:
    def written(table: dict[tuple[str, str], str]) -> str:
        return HEADER + "".join(
            f"{code},,{rate},,{day},true,\n" for (code, day), rate in table.items()
        )

    cut = f"importer={uuid4().hex}"
    first = published(partner, written(before), cut)["release"]
    second = published(partner, written(after), cut)["release"] or first
    expected = {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
    usual, changes.WINDOW_ROWS = changes.WINDOW_ROWS, window
    try:
        found, cursor = {}, {}
        while True:
            page = asked(partner, since=first, to=second, limit=limit, **cursor).json()
            for item in page["items"]:
                key = tuple(one["value"] or "" for one in item["key"])
                rates = next(one for one in item["columns"] if one["column"] == "rate_percent")
                assert key not in found
                found[key] = (rates["before"], rates["after"])
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
    finally:
        changes.WINDOW_ROWS = usual
    assert found == expected


def test_a_partitioned_dataset_is_compared_too(partner: Partner) -> None:
    cut = "source=BACI,year=2001"
    first = partner.send(flows(50), "flows", cut)
    second = partner.send(flows(60, value=2), "flows", cut)
    answer = partner.http.get(
        "/v1/datasets/flows/changes",
        params={"since": first["release"], "to": second["release"], "format": "ndjson"},
    )
    kinds = [json.loads(line)["kind"] for line in answer.text.splitlines()]

    assert (kinds.count("CHANGED"), kinds.count("ADDED"), len(kinds)) == (50, 10, 60)


@pytest.mark.parametrize(
    ("parameters", "status", "kind"),
    [
        ({"since": 999_999}, 404, "unknown-release"),
        ({"since": "{since}", "slice": "importer=BRA"}, 422, "wrong-slice"),
        ({"since": "{since}", "to": "{other}"}, 422, "wrong-slice"),
        ({}, 422, "invalid-request"),
    ],
)
def test_what_can_not_be_compared_is_said(
    partner: Partner, two: tuple[int, int, int], parameters: dict[str, Any], status: int, kind: str
) -> None:
    other = published(partner, duties(3), f"importer={uuid4().hex}")["release"]
    given = {
        name: str(value).format(since=two[0], other=other) for name, value in parameters.items()
    }
    answer = asked(partner, **given)

    assert answer.status_code == status, answer.text
    assert answer.json()["type"] == f"urn:eslabon:problem:{kind}"


def test_a_dropped_release_is_gone_and_named_by_its_hash(
    partner: Partner, two: tuple[int, int, int], execute: Any, toy_settings: Any
) -> None:
    cut = "importer=GONE"
    first = published(partner, duties(3), cut)
    published(partner, duties(4), cut)
    execute(
        toy_settings.database_url,
        f"update toy.release set state = 'dropped' where id = {first['release']}",
    )
    answer = asked(partner, since=first["release"])
    releases = partner.http.get("/v1/datasets/duties/releases", params={"limit": 1000}).json()
    sha256 = next(one["sha256"] for one in releases["items"] if one["id"] == first["release"])

    assert answer.status_code == 410
    assert sha256 in answer.json()["detail"]
