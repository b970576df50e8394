"""GraphQL over HTTP: media types, status codes and bodies."""

from collections.abc import Awaitable, Callable

import pytest
from gateway import limits, media
from gateway.app import create_app
from httpx import ASGITransport, AsyncClient, Response
from pydantic import SecretStr
from servicekit.settings import Settings

from tests.servicekit.bare import OK, serving

Ask = Callable[..., Awaitable[Response]]

PLAIN = "application/json"


async def test_a_client_of_the_standard_is_answered_in_its_media_type(post: Ask) -> None:
    answer = await post("{ __typename }")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{media.RESPONSE}; charset=utf-8"
    assert answer.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", PLAIN),
        (f"{media.RESPONSE};q=0.5, {PLAIN}", PLAIN),
        (f"{media.RESPONSE}, {PLAIN}, text/event-stream", media.RESPONSE),
        (f"{PLAIN};q=0.9, {media.RESPONSE};q=0.9", media.RESPONSE),
        (f"image/png, {PLAIN};q=0.1", PLAIN),
    ],
)
async def test_the_media_type_follows_the_quality_values(post: Ask, accept: str, kind: str) -> None:
    answer = await post("{ __typename }", accept=accept)

    assert answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"query":', 400),
        (b'{"query": "{"}', 400),
        (b'{"quary": "{ __typename }"}', 422),
        (b'{"query": 7}', 422),
        (b'{"query": "{ __typename }", "variables": [7]}', 422),
        (b'{"query": "{ __typename }", "operationName": {}}', 422),
        (b'[{"query": "{ __typename }"}]', 422),
        (b'{"query": "{ nothing }"}', 422),
        (b'{"query": "query A { __typename } query B { __typename }"}', 422),
        (b'{"query": "query A { __typename }", "operationName": "B"}', 422),
        (b'{"query": "query ($a: Int!) { __typename @skip(if: true) }", "variables": {}}', 422),
    ],
)
async def test_a_request_that_cannot_run_has_a_status_errors_and_no_data(
    graph: AsyncClient, body: bytes, status: int
) -> None:
    answer = await graph.post(
        "/graphql", content=body, headers={"accept": media.RESPONSE, "content-type": PLAIN}
    )

    assert answer.status_code == status
    assert answer.json()["errors"][0]["message"]
    assert "data" not in answer.json()


async def test_older_clients_get_200_for_a_document_that_is_not_valid(post: Ask) -> None:
    answer = await post("{ nothing }", accept=PLAIN)

    assert answer.status_code == 200
    assert "data" not in answer.json()


async def test_a_query_can_be_read_with_get(graph: AsyncClient) -> None:
    parameters = {"query": "query ($a: Boolean!) { t: __typename @include(if: $a) }"}
    answer = await graph.get(
        "/graphql", params=parameters | {"variables": '{"a": true}'}, headers={"accept": PLAIN}
    )

    assert answer.json() == {"data": {"t": "Query"}}


async def test_a_mutation_is_refused_with_get(graph: AsyncClient) -> None:
    answer = await graph.get("/graphql", params={"query": "mutation { __typename }"})

    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_other_methods_are_told_which_there_are(graph: AsyncClient, method: str) -> None:
    answer = await graph.request(method, "/graphql", json={"query": "{ __typename }"})

    assert answer.status_code == 405
    assert {"GET", "POST"} <= {name.strip() for name in answer.headers["allow"].split(",")}


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", f"{PLAIN}; charset=latin-1"])
async def test_a_body_of_another_kind_is_not_read(graph: AsyncClient, kind: str) -> None:
    answer = await graph.post(
        "/graphql", content=b'{"query": "{ __typename }"}', headers={"content-type": kind}
    )

    assert answer.status_code == 415


async def test_a_client_that_takes_no_json_gets_406_in_json(post: Ask) -> None:
    answer = await post("{ __typename }", accept="image/png")

    assert answer.status_code == 406
    assert answer.json()["errors"]


async def test_a_body_past_the_limit_is_refused_before_it_is_parsed(post: Ask) -> None:
    answer = await post("{ __typename }" + " " * limits.BODY_BYTES)

    assert answer.status_code == 413


async def test_a_browser_gets_an_editor_that_needs_no_other_server(graph: AsyncClient) -> None:
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page: Response = await graph.get("/graphql", headers=browser)
    assets = [part.split('"')[1] for part in page.text.replace("href", "src").split("src=")[1:]]

    assert page.headers["content-type"].startswith("text/html")
    assert len(assets) >= 5
    for asset in assets:
        assert "//" not in asset
        assert (await graph.get(f"/{asset}")).status_code == 200


@pytest.mark.parametrize(
    ("header", "lang"),
    [("pt-BR, es;q=0.5", "pt"), ("en-GB", "en"), ("fr", "es"), ("es;q=0.2, en;q=0.9", "en")],
)
async def test_the_landing_page_speaks_the_readers_language(
    graph: AsyncClient, header: str, lang: str
) -> None:
    page = await graph.get("/", headers={"accept-language": header})

    assert page.headers["content-language"] == lang
    assert f'<html lang="{lang}">' in page.text
    assert 'href="graphql"' in page.text
    assert f"/v1/agreements?format=html&amp;lang={lang}" in page.text
    assert f"/v1/changes/feed.json?importer=URY&amp;lang={lang}" in page.text


async def test_a_question_arrives_with_its_language_id_and_the_internal_key() -> None:
    async with serving(OK) as (address, heads):
        app = create_app(Settings(tariff_url=address, internal_key=SecretStr("ours")))
        async with (
            app.router.lifespan_context(app),
            AsyncClient(transport=ASGITransport(app), base_url="http://gateway") as http,
        ):
            answer = await http.post(
                "/graphql",
                json={"query": '{ product(code: "080122") { code } }'},
                headers={"accept-language": "pt-BR", "x-request-id": "question-0001"},
            )

    assert answer.headers["x-request-id"] == "question-0001"
    assert b"X-Request-ID: question-0001" in heads[0]
    assert b"Accept-Language: pt" in heads[0]
    assert b"Authorization: Bearer ours" in heads[0]
