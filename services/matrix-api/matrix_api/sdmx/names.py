"""Names of countries and products, asked of tariff-api; where it is away, codes stand for them."""

import asyncio
import time
from collections.abc import Collection, Mapping

from eslabon.client import ServiceError, TariffClient
from eslabon.contracts.envelope import Lang
from servicekit.language import Texts, texts
from servicekit.peers import Peer

from matrix_api.sdmx import components
from matrix_api.totals.names import TOTAL, WORLD

KEPT_SECONDS = 3_600.0
"""Names change with a release of tariff-api, which is not ours to follow."""

Names = Mapping[str, Texts]
_OURS: Names = {
    WORLD: texts("Mundo", "Mundo", "World"),
    TOTAL: texts("Todos los productos", "Todos os produtos", "All products"),
}
_SUBHEADING_DIGITS = 6


class NameKeeper:
    """Keeps the names that tariff-api gives, for an hour; concurrent readers share one question."""

    def __init__(self, tariff: Peer) -> None:
        self._tariff = tariff
        self._kept: dict[str, tuple[float, asyncio.Task[Names]]] = {}

    async def of(self, codelist: str) -> Names | None:
        """Return the names of a codelist's codes; None where tariff-api does not answer."""
        asked, task = self._kept.get(codelist, (0.0, None))
        if task is None or time.monotonic() - asked > KEPT_SECONDS:
            task = asyncio.ensure_future(self._ask(codelist))
            self._kept[codelist] = (time.monotonic(), task)
        try:
            return await asyncio.shield(task)
        except ServiceError:
            self._kept.pop(codelist, None)
            return None

    async def _ask(self, codelist: str) -> Names:
        client = TariffClient(await self._tariff.transport(Lang.ES))
        if codelist == components.AREAS:
            return {
                one.iso3: texts(one.name_es, one.name_pt, one.name_en)
                for one in await client.countries()
            }
        nomenclature = codelist.removeprefix(components.products(""))
        return {
            row.code: said
            for row in await client.codes(nomenclature)
            if row.digits <= _SUBHEADING_DIGITS
            for said in (_described(row.description_es, row.description_pt, row.description_en),)
            if said is not None
        }


def _described(es: str | None, pt: str | None, en: str | None) -> Texts | None:
    """Return a text in three languages, each language that lacks it in another's words."""
    first = es or en or pt
    return None if first is None else texts(es or first, pt or es or first, en or first)


def named(codes: Collection[str], names: Names | None) -> Names:
    """Return a name for every code: its own where nobody gives one."""
    given = {**(names or {}), **_OURS}
    return {code: given.get(code) or texts(code, code, code) for code in sorted(codes)}
