"""Batches of quotes in which what is wrong with one request does not spoil the others."""

import re
from collections.abc import Sequence

from eslabon.client.tariff import TariffClient
from eslabon.client.transport import ServiceError
from eslabon.contracts.envelope import ProblemItem
from eslabon.contracts.quotes import Quote, QuoteRequest

BATCH = 100
"""Quotes asked for at once: a batch keeps either process from its other requests for a moment."""

_ITEM = re.compile(r"/items/([0-9]+)/")


async def quotes(
    client: TariffClient, requests: Sequence[QuoteRequest], publication: int | None = None
) -> list[Quote | ProblemItem]:
    """Return the quote of each request, or what is wrong with it: one does not spoil the others.

    They are of `publication` of tariff-api, the current one when None.

    Raises
    ------
    ServiceError
        tariff-api does not answer, or refuses the whole.
    """
    found: list[Quote | ProblemItem] = []
    for start in range(0, len(requests), BATCH):
        found += await _batch(client, requests[start : start + BATCH], publication)
    return found


async def _batch(
    client: TariffClient, requests: Sequence[QuoteRequest], publication: int | None
) -> list[Quote | ProblemItem]:
    refused: dict[int, ProblemItem] = {}
    try:
        return list(await client.quotes(requests, publication=publication))
    except ServiceError as error:
        for item in error.problem.errors:
            if at := _ITEM.match(item.pointer):
                refused.setdefault(int(at[1]), item)
        if not refused:
            raise
    kept = [request for number, request in enumerate(requests) if number not in refused]
    answers = iter(await client.quotes(kept, publication=publication) if kept else ())
    return [refused.get(number) or next(answers) for number in range(len(requests))]
