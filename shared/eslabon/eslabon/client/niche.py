"""The typed client of niche-api."""

from urllib.parse import quote

from eslabon.client.transport import Parameters, Transport, parsed
from eslabon.contracts.envelope import Lang, Page
from eslabon.contracts.niche import Chain


class NicheClient:
    """Asks niche-api over a transport; raises ServiceError with the problem it answers."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def chains(
        self,
        *,
        product: str | None = None,
        nomenclature: str | None = None,
        in_report: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        publication: int | None = None,
        lang: Lang | None = None,
    ) -> Page[Chain]:
        """Return one page of chains; `product` matches codes above and below it."""
        parameters: Parameters = {
            "product": product,
            "nomenclature": nomenclature,
            "in_report": None if in_report is None else str(in_report).lower(),
            "limit": limit,
            "cursor": cursor,
            "publication": publication,
            "lang": lang,
        }
        answer = await self._transport.send("GET", "/v1/chains", parameters)
        return parsed(self._transport, answer, Page[Chain])

    async def chain(
        self, id_: str, *, publication: int | None = None, lang: Lang | None = None
    ) -> Chain:
        """Return one chain."""
        parameters: Parameters = {"publication": publication, "lang": lang}
        answer = await self._transport.send("GET", f"/v1/chains/{quote(id_, safe='')}", parameters)
        return parsed(self._transport, answer, Chain)
