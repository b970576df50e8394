"""ETag and 304: an answer is confirmed as long as it would be the same, and never longer."""

import time
from collections.abc import Callable

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from servicekit.caching import Answer, Answers, is_match, question

URL = "/v1/things?above=7&limit=3"


@pytest.mark.parametrize(
    "named", ["{}", "W/{}", '"other", {}', '"other",W/{} , "x"', "*"], ids=lambda named: named
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_known_answer_is_not_sent_again(address: str, named: str, method: str) -> None:
    etag = httpx.get(address + URL).headers["etag"]

    answer = httpx.request(
        method, address + URL, headers={"If-None-Match": named.replace("{}", etag)}
    )

    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["etag"] == etag
    assert answer.headers["cache-control"].startswith("public, max-age=60")
    assert {"Accept", "Accept-Encoding", "Accept-Language"} <= set(
        answer.headers["vary"].split(", ")
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"url": "/v1/things?above=8&limit=3"},
        {"url": "/v1/things?above=7&limit=3&format=csv"},
        {"headers": {"Accept": "text/csv"}},
        {"headers": {"Accept-Language": "pt"}},
        {"headers": {"Accept-Encoding": "br"}},
    ],
)
def test_another_question_has_another_etag(address: str, changed: dict[str, object]) -> None:
    asked = {"url": URL, "headers": {}, **changed}
    first = httpx.get(address + URL).headers["etag"]

    answer = httpx.get(
        address + str(asked["url"]),
        headers={"If-None-Match": first, **asked["headers"]},  # type: ignore[dict-item]
    )

    assert answer.status_code == 200
    assert answer.headers["etag"] != first


@pytest.mark.parametrize(
    "same",
    ["/v1/things?limit=3&above=7", "/v1/things?above=%37&limit=3", "/v1/things?above=7&limit=3"],
)
def test_the_same_question_spelt_otherwise_has_the_same_etag(address: str, same: str) -> None:
    assert httpx.get(address + same).headers["etag"] == httpx.get(address + URL).headers["etag"]


def test_a_publish_renews_what_was_known(address: str, publish: Callable[[], int]) -> None:
    before = httpx.get(address + URL)
    n = publish()
    httpx.get(f"{address}/v1/publication?publication={n}").raise_for_status()

    after = httpx.get(address + URL, headers={"If-None-Match": before.headers["etag"]})
    earlier = httpx.get(f"{address}{URL}&publication={n - 1}")

    assert after.status_code == 200
    assert before.json()["meta"]["publication"] == n - 1
    assert after.json()["meta"]["publication"] == n
    assert earlier.json()["meta"]["publication"] == n - 1


def test_a_notification_is_enough_to_learn_of_a_publish(
    address: str, publish: Callable[[], int]
) -> None:
    n = publish()

    with httpx.Client(base_url=address) as http:
        while http.get("/v1/publication").json()["n"] != n:
            time.sleep(0.01)


@pytest.mark.parametrize("path", ["/healthz", "/v1/nowhere", "/v1/things?above=x", "/openapi.json"])
def test_what_depends_on_no_publication_has_no_etag(address: str, path: str) -> None:
    assert "etag" not in httpx.get(address + path).headers


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("br;q=0.5, gzip;q=1", "gzip"),
        ("gzip;q=0, identity", None),
        ("*", "zstd"),
        ("*;q=0", None),
        ("zstd;q=0, *;q=0.1", "br"),
        ("deflate", None),
    ],
)
def test_the_coding_wanted_most_is_used(address: str, accepted: str, coding: str | None) -> None:
    answer = httpx.get(f"{address}/v1/things", headers={"Accept-Encoding": accepted})

    assert answer.headers.get("content-encoding") == coding
    assert len(answer.json()["items"]) == 100


def test_a_head_says_what_a_get_says(address: str) -> None:
    got = httpx.get(address + URL)
    headed = httpx.head(address + URL)

    assert headed.content == b""
    for name in ("etag", "content-type", "content-language", "link", "content-length"):
        assert headed.headers[name] == got.headers[name]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 60)), max_size=60))
def test_finished_answers_never_hold_more_than_their_room(added: list[tuple[int, int]]) -> None:
    answers = Answers(limit_bytes=800)

    for name, size in added:
        if answers.takes(size):
            answers.add(str(name), Answer(200, [], b"x" * size))

    assert answers.used_bytes <= 800
    held = [found for name in range(31) if (found := answers.find(str(name)))]
    assert answers.used_bytes == sum(len(found.body) for found in held)


@given(st.lists(st.sampled_from(['"a"', 'W/"a"', '"b"', 'W/"b"']), max_size=5))
def test_a_list_matches_when_it_names_the_etag(names: list[str]) -> None:
    assert is_match(", ".join(names), '"a"') is any("a" in name for name in names)


def test_below_paths_of_own_formats_media_types_are_told_apart() -> None:
    def asked(path: str, accept: str) -> str:
        headers = [(b"accept", accept.encode())]
        scope = {"type": "http", "path": path, "query_string": b"", "headers": headers}
        return question(scope, "toy", ("/own/",)).text

    versions = [f"application/vnd.toy+xml;version={n}" for n in (1, 2)]
    kinds = ["*/*", "application/json", *versions]
    assert len({asked("/own/things", accept) for accept in kinds}) == len(kinds)
    assert asked("/v1/things", "*/*") == asked("/v1/things", "application/json")
