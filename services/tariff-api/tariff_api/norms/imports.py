"""What a market imports, asked of matrix-api over HTTP."""

from dataclasses import dataclass
from decimal import Decimal

from eslabon.client.matrix import MatrixClient
from eslabon.client.service import LARGEST_PAGE
from eslabon.client.transport import HttpxTransport, ServiceError
from eslabon.contracts.envelope import Lang, Provenance
from servicekit.settings import Settings

ANSWER_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Imports:
    """Value of a market's imports of each loaded subheading in one year."""

    year: int | None
    nomenclature: str | None
    values: dict[str, Decimal]
    provenance: tuple[Provenance, ...]
    why_none: str | None
    """What matrix-api says where it has none."""


class NoAnswerError(Exception):
    """matrix-api cannot be reached, or failed."""


async def imports(settings: Settings, importer: str, year: int | None, lang: Lang) -> Imports:
    """Return the imports of a market in a year, the last one loaded when None.

    All pages are of one publication.

    Raises
    ------
    NoAnswerError
        matrix-api cannot be reached, or failed.
    """
    key = settings.internal_key.get_secret_value() if settings.internal_key else None
    transport = HttpxTransport(
        "matrix", settings.matrix_url, key, lang.value, timeout_seconds=ANSWER_SECONDS
    )
    values: dict[str, Decimal] = {}
    cursor: str | None = None
    try:
        async with transport:
            client = MatrixClient(transport)
            while True:
                page = await client.imports(importer, year=year, cursor=cursor, limit=LARGEST_PAGE)
                values |= {item.product: item.value_usd for item in page.items}
                cursor = page.next_cursor
                if cursor is None:
                    break
    except ServiceError as error:
        if error.problem.status < 500:
            return Imports(None, None, {}, (), error.problem.detail)
        raise NoAnswerError from error
    last = page.items[-1] if page.items else None
    return Imports(
        year=last.year if last else None,
        nomenclature=last.nomenclature if last else None,
        values=values,
        provenance=tuple(page.meta.provenance),
        why_none=" ".join(one.detail for one in page.meta.missing) or None,
    )
