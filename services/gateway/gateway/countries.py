"""Countries, kept by the gateway for each language until tariff-api says that they have changed."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from eslabon.client.transport import Transport, parsed
from eslabon.contracts.countries import Country
from eslabon.contracts.envelope import Lang, Page

LARGEST_PAGE = 1000
"""More than there are countries."""

_PAGE = Page[Country]
_MAX_AGE = re.compile(r"max-age=([0-9]+)")


@dataclass
class _Kept:
    etag: str
    fresh_until: float
    by_code: Mapping[str, Country]


class Countries:
    """Reads all countries at once; asks again when their time is over, and then by ETag."""

    def __init__(self) -> None:
        self._kept: dict[Lang, _Kept] = {}

    async def read(self, transport: Transport, lang: Lang) -> Mapping[str, Country]:
        """All countries by alpha-3 and alpha-2 code, with their names in a language."""
        kept = self._kept.get(lang)
        if kept and time.monotonic() < kept.fresh_until:
            return kept.by_code
        headers = {"If-None-Match": kept.etag} if kept else {}
        parameters = {"limit": LARGEST_PAGE, "lang": lang.value}
        answer = await transport.send("GET", "/v1/countries", parameters, headers)
        age = _MAX_AGE.search(answer.headers.get("cache-control", ""))
        fresh_until = time.monotonic() + (int(age[1]) if age else 0)
        if kept and answer.status == 304:
            kept.fresh_until = fresh_until
            return kept.by_code
        found = parsed(transport, answer, _PAGE).items
        by_code = {code: country for country in found for code in (country.iso3, country.iso2)}
        self._kept[lang] = _Kept(answer.headers.get("etag", ""), fresh_until, by_code)
        return by_code
