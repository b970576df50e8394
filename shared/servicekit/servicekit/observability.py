"""Request ids, one structured log line per request, and metrics; outermost of the middlewares."""

import logging
import re
import sys
import time
from functools import cache
from uuid import uuid4

import orjson
import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servicekit.problems import CLIENT_CLOSED_REQUEST

log = structlog.get_logger(__name__)

REQUEST_ID = "X-Request-ID"
_VALID_ID = re.compile(r"[A-Za-z0-9._:-]{8,128}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})

REQUESTS = Counter(
    "eslabon_requests", "Requests answered.", ["service", "method", "route", "status"]
)
SECONDS = Histogram(
    "eslabon_request_seconds",
    "Seconds until the last byte of an answer was handed over.",
    ["service", "route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


@cache
def _requests(service: str, method: str, route: str, status: int) -> Counter:
    return REQUESTS.labels(service, method, route, status)


@cache
def _seconds(service: str, route: str) -> Histogram:
    return SECONDS.labels(service, route)


def request_id(scope: Scope) -> str:
    """Return the id that the caller gave, when it is a sound one, else a new one."""
    given = Headers(scope=scope).get(REQUEST_ID, "")
    return given if _VALID_ID.fullmatch(given) else uuid4().hex


def current_request_id() -> str | None:
    """Return the id of the request being answered, to pass on to other services."""
    found: str | None = structlog.contextvars.get_contextvars().get("request_id")
    return found


def _json(event: object, **_: object) -> str:
    """Return a log line; what is no value of JSON is written as Python shows it."""
    return orjson.dumps(event, default=repr).decode()


_STEPS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.ExceptionRenderer(),
]
_LINE: structlog.typing.Processor = structlog.processors.JSONRenderer(_json)
_PROCESSORS: list[structlog.typing.Processor] = [*_STEPS, _LINE]


def configure_logs(level: str) -> None:
    """Write logs as one JSON object per line on standard output, those of libraries too."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=_PROCESSORS,
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_STEPS,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _LINE],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    logging.getLogger("uvicorn.access").disabled = True  # `Observability` says more


class Observability:
    """Gives each request an id, logs and counts its answer, and marks every answer `nosniff`."""

    def __init__(self, app: ASGIApp, service: str) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = time.perf_counter()
        id_ = request_id(scope)
        status = 0
        scope.setdefault("state", {})["request_id"] = id_
        structlog.contextvars.bind_contextvars(request_id=id_, service=self._service)

        async def marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(raw=message["headers"])
                headers[REQUEST_ID] = id_
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        try:
            await self._app(scope, receive, marked)
        finally:
            self._record(scope, status or CLIENT_CLOSED_REQUEST, time.perf_counter() - started)
            structlog.contextvars.unbind_contextvars("request_id", "service")

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        route = route_template(scope)
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        _requests(self._service, method, route, status).inc()
        _seconds(self._service, route).observe(seconds)
        if scope["path"] not in _QUIET:
            log.info(
                "request",
                method=scope["method"],
                path=scope["path"],
                route=route,
                status=status,
                is_cached=scope["state"].get("is_cached", False),
                milliseconds=round(seconds * 1000, 2),
            )


def route_template(scope: Scope) -> str:
    """Return the path of the route with its placeholders, so that metrics stay few."""
    route = scope.get("route")
    if route is not None:
        return str(route.path)
    is_fixed = "endpoint" in scope and not scope.get("path_params")
    return str(scope["path"]) if is_fixed else "unknown"
