"""What an operator sees: ids, one line per request, metrics with few labels, health."""

from time import sleep

import httpx
from structlog.testing import capture_logs


def test_a_sound_request_id_is_kept_and_another_replaced(address: str) -> None:
    kept = httpx.get(f"{address}/healthz", headers={"X-Request-ID": "partner-00000001"})
    replaced = httpx.get(f"{address}/healthz", headers={"X-Request-ID": 'a"b'})

    assert kept.headers["x-request-id"] == "partner-00000001"
    assert len(replaced.headers["x-request-id"]) == 32


def test_a_request_is_one_line_without_its_query_and_key(address: str) -> None:
    with capture_logs() as lines:
        httpx.post(
            f"{address}/v1/things?colour=hidden",
            json={"id": 1, "name": "a"},
            headers={"Authorization": "Bearer internal-secret"},
        )
        # The line is written once the whole answer has left: the client may be here first.
        for _ in range(500):
            if any(line["event"] == "request" for line in lines):
                break
            sleep(0.01)

    (line,) = (line for line in lines if line["event"] == "request")
    assert (line["route"], line["status"]) == ("/v1/things", 200)
    assert "hidden" not in str(lines)
    assert "secret" not in str(lines)


def test_metrics_name_routes_by_their_template(address: str) -> None:
    httpx.get(f"{address}/v1/things/17")
    httpx.get(f"{address}/v1/things/17")
    httpx.get(f"{address}/v1/nowhere/17")
    httpx.request("PROPFIND", f"{address}/v1/things/17")

    metrics = httpx.get(f"{address}/metrics").text

    assert 'route="/v1/things/{id}",service="toy",status="200"' in metrics
    assert 'method="OTHER"' in metrics
    assert "/17" not in metrics
    assert "PROPFIND" not in metrics


def test_a_service_that_can_answer_says_so(address: str) -> None:
    assert httpx.get(f"{address}/readyz").json() == {
        "status": "ok",
        "database": "ok",
        "migrations": "ok",
        "data": "ok",
    }


def test_a_browser_may_read_what_it_needs(address: str) -> None:
    answer = httpx.get(f"{address}/v1/things", headers={"Origin": "https://observatorio.example"})
    exposed = answer.headers["access-control-expose-headers"]

    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"ETag", "Link", "RateLimit"} <= set(exposed.split(", "))
    assert answer.headers["x-content-type-options"] == "nosniff"
