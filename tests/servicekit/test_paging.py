"""Pages follow each other without gap or repetition, and only by cursors of ours."""

from collections.abc import Callable

import httpx
import pytest
from eslabon.contracts.envelope import Problem
from hypothesis import given
from hypothesis import strategies as st
from servicekit.cursors import Cursor, context, decoded, encoded, unchecked_publication
from servicekit.formats import in_memory
from servicekit.problems import ProblemError

SECRET = b"secret"
BOUND = context("/v1/things", [("above", "3"), ("limit", "10")])
CURSORS = st.builds(
    Cursor,
    st.integers(0, 2**62),
    st.lists(st.one_of(st.none(), st.integers(-(2**63), 2**63), st.text()), min_size=1).map(tuple),
)


@given(CURSORS)
def test_a_cursor_comes_back_as_it_went(cursor: Cursor) -> None:
    text = encoded(cursor, BOUND, SECRET)

    assert decoded(text, BOUND, SECRET) == cursor
    assert unchecked_publication(text) == cursor.n


@given(CURSORS, st.data())
def test_a_changed_cursor_is_refused(cursor: Cursor, data: st.DataObject) -> None:
    text = encoded(cursor, BOUND, SECRET)
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters())
    changed = text[:place] + letter + text[place + 1 :]

    if changed != text:
        with pytest.raises(ProblemError) as refused:
            decoded(changed, BOUND, SECRET)
        assert refused.value.status == 422


@given(st.text(max_size=200))
def test_text_that_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(ProblemError):
        decoded(text, BOUND, SECRET)


@given(st.sets(st.tuples(st.text(max_size=2), st.integers(0, 3))), st.integers(1, 5))
async def test_pages_of_rows_at_hand_are_all_of_them_in_the_order_of_their_keys(
    rows: set[tuple[str, int]], limit: int
) -> None:
    fetch = in_memory(
        rows, lambda row: row, lambda row: Problem(type="", title=row[0], status=row[1], detail="")
    )
    found, after = [], None
    while page := await fetch(after, limit):
        assert len(page) <= limit
        after = page[-1][0]
        found += page

    assert [key for key, _ in found] == sorted(rows)
    assert [(item.title, item.status) for _, item in found] == sorted(rows)


@pytest.mark.parametrize(
    "other",
    [
        context("/v1/others", [("above", "3")]),
        context("/v1/things", [("above", "4")]),
        context("/v1/things", []),
    ],
)
def test_a_cursor_is_of_one_query_only(other: bytes) -> None:
    text = encoded(Cursor(1, (5,)), BOUND, SECRET)

    with pytest.raises(ProblemError):
        decoded(text, other, SECRET)


def test_the_size_of_a_page_may_change_on_the_way() -> None:
    text = encoded(Cursor(1, (5,)), BOUND, SECRET)

    assert decoded(text, context("/v1/things", [("above", "3"), ("limit", "2")]), SECRET).n == 1


def test_pages_hold_everything_once(address: str) -> None:
    with httpx.Client(base_url=address) as http:
        answer = http.get("/v1/things?above=2000&limit=70")
        ids = [item["id"] for item in answer.json()["items"]]
        while "next" in answer.links:
            answer = http.get(answer.links["next"]["url"])
            ids += [item["id"] for item in answer.json()["items"]]

    assert ids == list(range(2001, 2501))
    assert answer.json()["next_cursor"] is None


def test_pages_stay_in_the_publication_they_began_in(
    address: str, publish: Callable[[], int]
) -> None:
    first = httpx.get(f"{address}/v1/things?limit=2")
    n = publish()
    httpx.get(f"{address}/v1/publication?publication={n}").raise_for_status()

    second = httpx.get(address + first.links["next"]["url"])
    clash = httpx.get(f"{address}{first.links['next']['url']}&publication={n}")

    assert second.json()["meta"]["publication"] == n - 1
    assert clash.status_code == 422


def test_a_cursor_not_ours_is_one_problem(address: str) -> None:
    answer = httpx.get(f"{address}/v1/things?cursor=%C3%B1and%C3%BA&lang=en")

    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:eslabon:problem:bad-cursor"
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/query/cursor"]
