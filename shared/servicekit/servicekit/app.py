"""Assembles the application of a service: what all have in common, around its own routers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette_compress import CompressMiddleware, add_compress_type
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from servicekit import docs, health, observability, openapi, problems
from servicekit.bodies import BodyLimit
from servicekit.head import Head
from servicekit.parameters import check_request, example_of
from servicekit.settings import Settings
from servicekit.spool import Slots

if TYPE_CHECKING:
    from servicekit.service import Service

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
Checks = Callable[[FastAPI], Awaitable[dict[str, str]]]
"""Return each thing a service needs with `ok` or what is wrong with it."""

_EXPOSED = (
    "ETag", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "Deprecation",
    "X-Request-ID", "Content-Disposition", "Content-Language",
)  # fmt: skip
_COMPRESSED = (
    "application/x-ndjson", "application/jsonl", "text/csv", "application/problem+json",
    "application/linkset+json", "application/graphql-response+json",
)  # fmt: skip
for _media_type in _COMPRESSED:
    add_compress_type(_media_type)


def _operation_id(route: APIRoute) -> str:
    """Return the endpoint's name as generated clients call their methods: `listFlows`."""
    first, *rest = route.name.split("_")
    return first + "".join(word.capitalize() for word in rest)


async def _no_checks(app: FastAPI) -> dict[str, str]:
    return {}


def assemble(
    name: str,
    title: str,
    description: str,
    routers: tuple[APIRouter, ...],
    settings: Settings,
    lifespan: Lifespan,
    *,
    checks: Checks = _no_checks,
    middleware: tuple[Middleware, ...] = (),
) -> FastAPI:
    """Return an application with ids, logs, metrics, CORS, compression, problems and docs.

    `middleware` goes just outside compression. Needs no database.
    """
    observability.configure_logs(settings.log_level)
    app = FastAPI(
        title=title,
        version="1.0.0",
        contact={"name": "Eslabón"},
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        servers=[{"url": settings.public_url or "/"}],
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        generate_unique_id_function=_operation_id,
        responses=problems.RESPONSES,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        middleware=[
            Middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies),
            Middleware(observability.Observability, service=name),
            Middleware(
                CORSMiddleware,
                allow_origins=settings.cors_origins,
                allow_methods=["*"],
                allow_headers=["*"],
                expose_headers=_EXPOSED,
                max_age=86_400,
            ),
            Middleware(Head),
            Middleware(problems.Unexpected),
            Middleware(BodyLimit, settings=settings),
            *middleware,
            Middleware(CompressMiddleware),
        ],
    )
    app.state.name = name
    app.state.settings = settings
    app.state.declared = {}
    app.state.exports = Slots(settings.exports_at_once)
    app.state.checks = checks
    problems.install(app, example_of)
    openapi.install(app, description)
    docs.install(app)
    app.include_router(health.router)
    for router in routers:
        app.include_router(router, dependencies=[Depends(check_request)])
    return app


def create(service: Service, settings: Settings) -> FastAPI:
    """Return the application of a service that has a database."""
    from servicekit import build, database, outages, publications, readiness, roles, warming
    from servicekit.caching import Caching
    from servicekit.publication_endpoint import router as publication_router
    from servicekit.releases.endpoints import ROUTERS as RELEASES

    url = settings.database_of(service.name)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        role = await roles.role_to_take(url, settings.role_of(service.name))
        async with (
            database.pool(url, role, settings.database_connections, reset=False) as pool,
            publications.following(
                pool, url, service.name, settings.publication_poll_seconds
            ) as followed,
            warming.warming(followed, pool, service.warm),
            AsyncExitStack() as opened,
        ):
            app.state.pool = pool
            app.state.publications = followed
            for own in service.lifespans:
                await opened.enter_async_context(own(app))
            yield

    routers = (*service.routers, publication_router, *RELEASES)
    packages = {"servicekit", "eslabon", *_packages(routers)}
    caching = Middleware(
        Caching,
        service=service.name,
        build=build.fingerprint(packages),
        settings=settings,
        own_formats=service.own_formats,
    )
    app = assemble(
        service.name,
        service.title,
        next(iter(service.description.values())),
        routers,
        settings,
        lifespan,
        checks=readiness.checks,
        middleware=(caching,),
    )
    app.state.service = service
    outages.install(app)
    return app


def _packages(routers: tuple[APIRouter, ...]) -> set[str]:
    """Return the packages that the endpoints come from."""
    endpoints = (route.endpoint for router in routers for route in router.routes
                 if isinstance(route, APIRoute))  # fmt: skip
    return {endpoint.__module__.partition(".")[0] for endpoint in endpoints}
