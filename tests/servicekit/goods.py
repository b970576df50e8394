"""A service of goods, with every kind of field that our contracts have."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa
from eslabon.contracts.envelope import Contract, Lang, Page
from fastapi import APIRouter, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.language import texts
from servicekit.paging import Paging
from servicekit.reading import Reading
from servicekit.service import Service

MADE = 2_300
TEXTS = ("=2+2", "-3", "ñandú", "@x", None, 'a, "b"\nc')


class Code(Contract):
    """A code."""

    nomenclature: str
    code: str


class Span(Contract):
    """Days."""

    first: date
    last: date | None


class Good(Contract):
    """A good, with every kind of field that our contracts have."""

    id: int
    product: Code
    span: Span | None
    rate_percent: Decimal | None
    share: float
    is_open: bool
    lang: Lang
    tags: list[str]
    codes: list[Code]
    made_at: datetime
    text: str | None


def good(n: int, lang: Lang = Lang.ES) -> Good:
    """Return the good with a number."""
    return Good(
        id=n,
        product=Code(nomenclature="HS2022", code=f"{n:06d}"),
        span=None if n % 3 == 0 else Span(first=date(2021, 1, 1) + timedelta(n), last=None),
        rate_percent=None if n % 5 == 0 else Decimal(n) / 16,
        share=n / 7,
        is_open=n % 2 == 0,
        lang=lang,
        tags=["a", "b"][: n % 3],
        codes=[Code(nomenclature="X", code="1")] if n % 4 == 0 else [],
        made_at=datetime(2024, 2, 29, 12, 30, n % 60, tzinfo=UTC),
        text=TEXTS[n % len(TEXTS)],
    )


router = APIRouter(prefix="/v1", tags=["goods"])
asked: list[int] = []


@router.get("/goods", response_model=Page[Good], responses=formats.RESPONSES)
async def list_goods(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    above: int = 0,
    wide: bool = False,
    broken: bool = False,
) -> Response:
    """Goods above a number; with `wide`, one text does not fit a cell of Excel."""

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Good]]:
        first = max(int(after[0] or 0) if after else 0, above) + 1
        asked.append(first)
        if broken and first > 1000:
            raise RuntimeError("the database went away")
        found = [good(n, snapshot.lang) for n in range(first, min(first + limit, MADE + 1))]
        if wide:
            found = [one.model_copy(update={"text": "x" * 40_000}) for one in found]
        return [((one.id,), one) for one in found]

    return await formats.listing(request, response, snapshot, paging, fetch, Good)


SERVICE = Service("toy", "Toy", texts("Juguete", "Brinquedo", "Toy"), sa.MetaData(), (), (router,))
