"""Lists of indicators that are held in memory: a page is a stretch of them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from eslabon.contracts.envelope import Contract, Missing
from fastapi import Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Page
from servicekit.releases.snapshot import Snapshot

from matrix_api.indicators.methodology import methodology
from matrix_api.totals.question import Question

RowT = TypeVar("RowT")
ItemT = TypeVar("ItemT", bound=Contract)


async def listed(
    request: Request,
    response: Response,
    snapshot: Snapshot,
    paging: Page,
    found: Question,
    rows: Sequence[RowT],
    model: type[ItemT],
    item: Callable[[RowT], ItemT],
    indicator: str,
    missing: Sequence[Missing] = (),
) -> Response:
    """Answer a list of rows, whose order is the same throughout a publication.

    `indicator` names the methodology; `missing` is added to what the question says.
    """

    async def fetch(after: Key | None, limit: int) -> Sequence[tuple[Key, ItemT]]:
        start = 0 if after is None else int(after[0] or 0) + 1
        return [
            ((start + place,), item(row)) for place, row in enumerate(rows[start : start + limit])
        ]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        model,
        provenance=found.provenance,
        missing=[*found.missing, *missing],
        methodology=methodology(indicator, found.basis.years, found.parameters, snapshot.lang),
    )
