"""Errors leave as problems, in the language asked for, saying what to change."""

import httpx
import pytest


def problem(answer: httpx.Response, status: int) -> dict[str, object]:
    """Return the problem of an answer."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, object] = answer.json()
    assert found["status"] == status
    assert found["request_id"] == answer.headers["x-request-id"]
    assert str(found["type"]).startswith("urn:eslabon:problem:")
    return found


@pytest.mark.parametrize(
    ("asked", "title", "lang"),
    [
        ({}, "No encontrado", "es"),
        ({"headers": {"Accept-Language": "pt-BR, en;q=0.5"}}, "Não encontrado", "pt"),
        ({"headers": {"Accept-Language": "fr, en;q=0.1, es;q=0"}}, "Not found", "en"),
        ({"headers": {"Accept-Language": "pt"}, "params": {"lang": "en"}}, "Not found", "en"),
        ({"headers": {"Accept-Language": "xx;q=nonsense"}}, "No encontrado", "es"),
    ],
)
def test_a_problem_speaks_the_language_asked_for(
    address: str, asked: dict[str, dict[str, str]], title: str, lang: str
) -> None:
    answer = httpx.get(f"{address}/nowhere", **asked)  # type: ignore[arg-type]

    assert problem(answer, 404)["title"] == title
    assert answer.headers["content-language"] == lang


def test_each_fault_of_a_query_is_named_with_what_to_change(address: str) -> None:
    answer = httpx.get(f"{address}/v1/things?limit=0&above=x&lang=en")

    faults = {fault["pointer"]: fault for fault in problem(answer, 422)["errors"]}  # type: ignore[attr-defined]
    assert faults["/query/limit"]["detail"] == "`limit` must be 1 or more; change `0`."
    assert faults["/query/above"]["detail"] == "`above` must be a whole number; change `x`."


def test_an_unknown_parameter_is_refused_naming_those_there_are(address: str) -> None:
    found = problem(httpx.get(f"{address}/v1/things?abvoe=3&lang=es"), 422)

    assert found["detail"] == (
        "El parámetro `abvoe` no existe aquí; los que hay son `above`, `cursor`, `format`, "
        "`lang`, `limit`, `publication`."
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("limit=2&limit=3", 422),
        ("above=%zz", 400),
        ("above=%ff", 400),
        ("above=%00", 400),
        ("above=" + "9" * 5000, 422),
        ("lang=fr", 422),
        ("format=xml", 422),
        ("publication=-1", 422),
        ("publication=99", 404),
        ("publication=" + "9" * 30, 422),
    ],
)
def test_a_bad_query_is_one_clear_problem(address: str, query: str, status: int) -> None:
    problem(httpx.get(f"{address}/v1/things?{query}"), status)


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"id": "x", "name": "a"}, ["/id"]),
        ({"id": 1, "name": "a", "size": 3}, ["/size"]),
        ({"id": 1}, ["/name"]),
        ([], [""]),
        ({"id": 10**400, "name": "a"}, ["/id"]),
    ],
)
def test_a_fault_of_a_body_has_a_json_pointer(
    address: str, body: object, pointers: list[str]
) -> None:
    headers = {"Authorization": "Bearer internal-secret"}

    found = problem(httpx.post(f"{address}/v1/things", json=body, headers=headers), 422)

    assert [fault["pointer"] for fault in found["errors"]] == pointers  # type: ignore[attr-defined]


def test_a_body_that_is_no_json_says_where(address: str) -> None:
    headers = {"Authorization": "Bearer internal-secret", "Content-Type": "application/json"}

    answer = httpx.post(f"{address}/v1/things?lang=en", content=b'{"id": }', headers=headers)

    assert problem(answer, 422)["detail"] == "The body is not valid JSON: check character 7."


def test_a_body_over_the_limit_is_refused(address: str) -> None:
    headers = {"Content-Type": "application/json"}
    stated = httpx.post(f"{address}/v1/things", content=b" " * 2_000_001, headers=headers)
    chunked = httpx.post(
        f"{address}/v1/things", content=iter([b" " * 1_000_001] * 2), headers=headers
    )

    problem(stated, 413)
    problem(chunked, 413)


def test_a_method_that_is_not_there_names_those_that_are(address: str) -> None:
    answer = httpx.delete(f"{address}/v1/things")

    problem(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("path", ["/v1/things", "/v1/things/1"])
def test_a_format_that_is_not_there_names_those_that_are(address: str, path: str) -> None:
    answer = httpx.get(f"{address}{path}", headers={"Accept": "image/png, */*;q=0"})

    assert "`application/json`" in str(problem(answer, 406)["detail"])


def test_an_unforeseen_failure_reveals_nothing(
    address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = httpx.get(f"{address}/v1/broken", headers={"Origin": "https://observatorio.example"})

    assert "secret" not in answer.text
    assert problem(answer, 500)["type"] == "urn:eslabon:problem:internal-error"
    assert answer.headers["access-control-allow-origin"] == "*"
