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
    found: dict[int, Quote | ProblemItem] = {}
    kept = list(range(len(requests)))
    # The service checks countries and nomenclatures first and codes after: it may refuse twice.
    while kept:
        try:
            answers = await client.quotes([requests[one] for one in kept], publication=publication)
        except ServiceError as error:
            refused = {
                kept[int(at[1])]: item
                for item in reversed(error.problem.errors)
                if (at := _ITEM.match(item.pointer))
            }
            if not refused:
                raise
            found |= refused
            kept = [one for one in kept if one not in refused]
        else:
            found |= dict(zip(kept, answers, strict=True))
            break
    return [found[number] for number in range(len(requests))]
