"""Whether a service can answer: its database, its migrations, its data."""

import asyncio
from functools import cache

from fastapi import FastAPI

from servicekit import migrations
from servicekit.outages import OUTAGES

_PATIENCE_SECONDS = 3


@cache
def _expected(service: str) -> frozenset[str]:
    return migrations.heads("access", service)


async def checks(app: FastAPI) -> dict[str, str]:
    """Return `ok` or a word for each thing that the service cannot answer without."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            applied = await migrations.applied(app.state.pool)
    except OUTAGES as error:
        return {"database": f"no answer ({type(error).__name__})"}
    expected = await asyncio.to_thread(_expected, app.state.name)
    is_behind = not expected <= applied
    return {
        "database": "ok",
        "migrations": "behind, run `eslabon migrate`" if is_behind else "ok",
    }
