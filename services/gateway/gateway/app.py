"""Assembles the gateway: the graph and its pages on what all services have in common."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from servicekit.app import assemble
from servicekit.settings import Settings
from servicekit.transport import opened_session
from starlette.routing import Route

from gateway import pages
from gateway.context import Context
from gateway.countries import Countries
from gateway.http import METHODS, GraphEndpoint
from gateway.schema import SCHEMA

TITLE = "Eslabón"
DESCRIPTION = "Un solo grafo sobre los servicios de aranceles, comercio y cadenas productivas."


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with opened_session() as session:
        app.state.session = session
        yield


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application of the gateway."""
    chosen = settings or Settings()
    app = assemble("gateway", TITLE, DESCRIPTION, (), chosen, _lifespan)
    app.state.countries = Countries()
    endpoint = GraphEndpoint(SCHEMA, Context, pages.graphiql)
    services = {
        "tariff-api": chosen.tariff_url,
        "matrix-api": chosen.matrix_url,
        "niche-api": chosen.niche_url,
    }
    app.router.routes.append(Route("/graphql", endpoint.answer, methods=METHODS))
    app.router.routes.extend(pages.routes(SCHEMA.as_str(), services))
    return app
