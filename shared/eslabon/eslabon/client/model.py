"""The model of appearance of niche-api over HTTP."""

from eslabon.client.service import ServiceClient
from eslabon.contracts.model import Model


class ModelClient(ServiceClient):
    """Part of the client of niche-api; its methods raise as that says."""

    async def model(
        self,
        lang: str | None = None,
        *,
        year: int | None = None,
        source: str | None = None,
        publication: int | None = None,
    ) -> Model:
        """Return the model that gives probabilities of a year, with its measured quality."""
        return await self._read(
            "/v1/model", Model, year=year, source=source, publication=publication, lang=lang
        )
