"""Questions to tariff-api on many products at once: quotes and norms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from eslabon.client.service import LARGEST_PAGE
from eslabon.client.tariff import TariffClient
from eslabon.client.transport import ServiceError
from eslabon.contracts.envelope import Missing, ProblemItem
from eslabon.contracts.norms import Norm
from eslabon.contracts.quotes import Quote, QuoteRequest

BATCH = 100
"""Quotes asked for at once: a batch keeps either process from its other requests for a moment."""

_ITEM = re.compile(r"/items/([0-9]+)/")
_PRODUCT = re.compile(r"/query/product(?:/([0-9]+))?")


async def quotes(
    client: TariffClient,
    requests: Sequence[QuoteRequest],
    publication: int | None = None,
    lang: str | None = None,
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
        found += await _batch(client, requests[start : start + BATCH], publication, lang)
    return found


async def _batch(
    client: TariffClient,
    requests: Sequence[QuoteRequest],
    publication: int | None,
    lang: str | None,
) -> list[Quote | ProblemItem]:
    found: dict[int, Quote | ProblemItem] = {}
    kept = list(range(len(requests)))
    # The service checks countries and nomenclatures first and codes after: it may refuse twice.
    while kept:
        try:
            answers = await client.quotes(
                [requests[one] for one in kept], lang, publication=publication
            )
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


@dataclass(frozen=True)
class NormsOfProducts:
    """Norms of a market, and of the exporter, that bite on each of some products."""

    norms: dict[str, list[Norm]]
    """By product, none where none of those loaded bites."""
    refused: dict[str, ProblemItem]
    """What is wrong with the other products."""
    missing: list[Missing]
    """What is not loaded of that market."""


async def norms_of_products(
    client: TariffClient,
    importer: str,
    exporter: str,
    products: Sequence[str],
    nomenclature: str | None = None,
    on: date | None = None,
    lang: str | None = None,
) -> NormsOfProducts:
    """Return the norms that bite on up to a hundred products: one does not spoil the others.

    Raises
    ------
    ServiceError
        tariff-api does not answer, or refuses the whole.
    """
    refused: dict[str, ProblemItem] = {}
    kept = list(products)
    read: list[Norm] = []
    missing: list[Missing] = []
    cursor: str | None = None
    while kept:
        try:
            page = await client.norms(
                importer,
                exporter,
                kept,
                nomenclature,
                on=on,
                cursor=cursor,
                limit=LARGEST_PAGE,
                lang=lang,
            )
        except ServiceError as error:
            wrong = {
                kept[int(at[1] or 0)]: item
                for item in error.problem.errors
                if (at := _PRODUCT.fullmatch(item.pointer))
            }
            if not wrong:
                raise
            refused |= wrong
            kept = [one for one in kept if one not in wrong]
        else:
            read += page.items
            missing = page.meta.missing
            cursor = page.next_cursor
            if cursor is None:
                break
    norms = {product: [one for one in read if _bites(one, product)] for product in kept}
    return NormsOfProducts(norms, refused, missing)


def _bites(norm: Norm, product: str) -> bool:
    """Return whether a norm bites on a product, by its codes or those they correspond to."""
    codes = [*norm.codes, *(one.from_code for one in norm.correlations)]
    return norm.all_goods or any(
        code.startswith(product) or product.startswith(code) for code in codes
    )
