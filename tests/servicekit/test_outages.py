"""A database that goes away: what is known is still answered, the rest says to come back."""

from collections.abc import Callable

import httpx

URL = "/v1/publication?lang=en"


def test_without_its_tables_a_service_says_so_and_answers_what_it_knows(
    address: str, toy_url: str, execute: Callable[[str, str], None]
) -> None:
    first = httpx.get(address + URL)
    execute(toy_url, "drop schema toy cascade; delete from public.alembic_version")

    again = httpx.get(address + URL)
    unknown = httpx.get(f"{address}{URL}&publication=7")
    ready = httpx.get(f"{address}/readyz")

    assert again.content == first.content
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["x-request-id"] != first.headers["x-request-id"]
    assert unknown.status_code == 503
    assert unknown.headers["retry-after"] == "2"
    assert unknown.json()["type"] == "urn:eslabon:problem:service-unavailable"
    assert ready.status_code == 503
    assert "eslabon migrate" in ready.json()["detail"]
    assert httpx.get(f"{address}/healthz").status_code == 200
