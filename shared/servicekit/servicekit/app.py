"""Assembles the application of a service: what all have in common, around its own routers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette_compress import CompressMiddleware, add_compress_type

from servicekit import health, observability, problems
from servicekit.parameters import check_parameters
from servicekit.settings import Settings

if TYPE_CHECKING:
    from servicekit.service import Service

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

_EXPOSED = ["ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID",
            "Content-Disposition", "Content-Language", "Location"]  # fmt: skip

for media_type in ("application/x-ndjson", "application/jsonl", "text/csv",
                   "application/problem+json", "application/graphql-response+json"):  # fmt: skip
    add_compress_type(media_type)


def _name(route: APIRoute) -> str:
    return route.name


def assemble(
    name: str,
    title: str,
    description: str,
    routers: tuple[APIRouter, ...],
    settings: Settings,
    lifespan: Lifespan,
    middleware: tuple[Middleware, ...] = (),
) -> FastAPI:
    """Return an application with ids, logs, metrics, CORS, compression, problems and docs.

    `middleware` goes between CORS and compression. Needs no database.
    """
    observability.configure_logs(settings.log_level)
    app = FastAPI(
        title=title,
        description=description,
        version="1.0.0",
        contact={"name": "Eslabón", "url": "https://eslabon.example/"},
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        servers=[{"url": settings.public_url or "/"}],
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        generate_unique_id_function=_name,
        responses=problems.RESPONSES,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        middleware=[
            Middleware(observability.Observability, service=name),
            Middleware(
                CORSMiddleware,
                allow_origins=settings.cors_origins,
                allow_methods=["*"],
                allow_headers=["*"],
                expose_headers=_EXPOSED,
                max_age=86_400,
            ),
            *middleware,
            Middleware(CompressMiddleware),
        ],
    )
    app.state.name = name
    app.state.settings = settings
    app.state.parameters = {}
    problems.install(app)
    app.include_router(health.router)
    for router in routers:
        app.include_router(router, dependencies=[Depends(check_parameters)])
    return app


def create(service: Service, settings: Settings) -> FastAPI:
    """Return the application of a service with a database."""
    from servicekit import database, publications, roles
    from servicekit.publication_endpoint import router as publication_router

    url = settings.database_of(service.name)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        role = await roles.role_to_take(url, settings.role_of(service.name))
        async with (
            database.pool(url, role, settings.database_connections) as pool,
            publications.following(
                pool, url, service.name, settings.publication_poll_seconds
            ) as followed,
        ):
            app.state.pool = pool
            app.state.publications = followed
            yield

    routers = (publication_router, *service.routers)
    app = assemble(
        service.name, service.title, next(iter(service.description.values())), routers,
        settings, lifespan,
    )  # fmt: skip
    app.state.service = service
    return app
