"""Texts in three languages, and which of them a request asks for."""

from collections.abc import Mapping

from eslabon.contracts.envelope import Lang
from starlette.datastructures import Headers, QueryParams

from servicekit.negotiation import qualities

Texts = Mapping[Lang, str]


def texts(es: str, pt: str, en: str) -> Texts:
    """Return a text in the three languages."""
    return {Lang.ES: es, Lang.PT: pt, Lang.EN: en}


def asked_language(query: QueryParams, headers: Headers) -> Lang:
    """Return the language of `lang`, else the best of `Accept-Language`, else Spanish."""
    asked = query.get("lang", "")
    if asked in Lang:
        return Lang(asked)
    accepted = sorted(qualities(headers.get("accept-language", "")), key=lambda pair: -pair[1])
    for tag, quality in accepted:
        if quality > 0 and tag.partition("-")[0] in Lang:
            return Lang(tag.partition("-")[0])
    return Lang.ES
