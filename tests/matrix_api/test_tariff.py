"""The way to tariff-api: asked in the name of the request, and nobody's readiness."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from eslabon.client import ServiceError
from eslabon.contracts.envelope import Lang, Reason
from fastapi import FastAPI, Response
from matrix_api.app import create_app
from matrix_api.tariff import Tariff, missing, reaching
from pydantic import SecretStr
from servicekit.settings import Settings

from tests.servicekit.bare import OK, serving

NOBODY = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""


async def test_it_is_asked_with_the_language_and_the_internal_key() -> None:
    async with serving(OK) as (address, heads):
        app = FastAPI()
        app.state.settings = Settings(tariff_url=address, internal_key=SecretStr("ours"))
        async with reaching(app):
            client = await app.state.tariff.client(Lang.PT)
            with pytest.raises(ValueError, match="Agreement"):
                await client.agreement("AAP.CE 58")

    assert heads[0].startswith(b"GET /v1/agreements/AAP%2ECE%2058")
    assert b"Accept-Language: pt" in heads[0]
    assert b"Authorization: Bearer ours" in heads[0]


async def test_when_it_does_not_answer_the_reason_is_its_absence() -> None:
    app = FastAPI()
    app.state.settings = Settings(tariff_url=NOBODY)
    async with reaching(app):
        client = await app.state.tariff.client(Lang.EN)
        with pytest.raises(ServiceError) as raised:
            await client.agreement("AAP.CE 58")

    why = missing("duties", raised.value, Lang.EN)
    assert (why.what, why.reason) == ("duties", Reason.SERVICE_UNAVAILABLE)
    assert "tariff-api does not answer" in why.detail


def test_an_answer_without_it_is_kept_by_nobody() -> None:
    tariff, whole, partial = Tariff(Settings(cache_max_age_seconds=7)), Response(), Response()

    tariff.hold(whole, answered=True)
    tariff.hold(partial, answered=False)

    assert whole.headers["cache-control"] == "public, max-age=7"
    assert partial.headers["cache-control"] == "no-store"


@pytest.fixture
def alone(settings: Settings, serve: Any) -> Iterator[str]:
    """Address of a matrix-api whose tariff-api is not there."""
    serving_it: AbstractContextManager[str] = serve(
        create_app(settings.model_copy(update={"tariff_url": NOBODY}))
    )
    with serving_it as address:
        yield address


def test_it_is_ready_without_it(alone: str) -> None:
    assert httpx.get(f"{alone}/readyz").json()["status"] == "ok"
