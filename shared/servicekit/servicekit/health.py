"""Whether a process lives and can answer, its metrics, and where its API is described."""

import orjson
from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from servicekit.language import texts
from servicekit.problems import ProblemError

router = APIRouter(tags=["operations"], include_in_schema=False)


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Alive: the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> dict[str, str]:
    """Ready: all that the service needs is there; each check says so in a word.

    A service without data is ready, and says so: else the first upload could not reach it.
    """
    found: dict[str, str] = await request.app.state.checks(request.app)
    faults = {name: word for name, word in found.items() if word != "ok"}
    if faults:
        listed = ", ".join(f"{name}: {word}" for name, word in faults.items())
        detail = texts(f"Falta: {listed}.", f"Falta: {listed}.", f"Missing: {listed}.")
        raise ProblemError(503, "not_ready", detail, headers={"Retry-After": "2"})
    publications = getattr(request.app.state, "publications", None)
    if publications is not None:
        found["data"] = "ok" if publications.current.n else "nothing published yet"
    return {"status": "ok", **found}


@router.get("/metrics")
async def metrics() -> Response:
    """Metrics in the format of Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@router.get("/.well-known/api-catalog")
async def api_catalog() -> Response:
    """Where the description of this API is (RFC 9727)."""
    links = {
        "anchor": "/",
        "service-desc": [{"href": "/openapi.json", "type": "application/json"}],
        "service-doc": [{"href": "/docs", "type": "text/html"}],
        "status": [{"href": "/readyz", "type": "application/json"}],
    }
    return Response(orjson.dumps({"linkset": [links]}), media_type="application/linkset+json")
