"""What a market imports, asked of matrix-api over HTTP."""

from dataclasses import dataclass
from decimal import Decimal

from eslabon.client.matrix import MatrixClient
from eslabon.client.service import LARGEST_PAGE
from eslabon.client.transport import ServiceError
from eslabon.contracts.envelope import Lang, Provenance
from servicekit.peers import Peer


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


async def imports(matrix: Peer, importer: str, year: int | None, lang: Lang) -> Imports:
    """Return the imports of a market in a year, the last one loaded when None.

    All pages are of one publication.

    Raises
    ------
    NoAnswerError
        matrix-api cannot be reached, or failed.
    """
    client = MatrixClient(await matrix.transport(lang))
    values: dict[str, Decimal] = {}
    cursor: str | None = None
    try:
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
