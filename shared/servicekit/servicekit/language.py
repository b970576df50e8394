"""Texts in three languages, and which of them a request asks for."""

from collections.abc import Mapping

from eslabon.contracts.envelope import Lang
from starlette.datastructures import Headers, QueryParams

from servicekit.negotiation import qualities

Texts = Mapping[Lang, str]


_TAGS = {lang.value: lang for lang in Lang}


def texts(es: str, pt: str, en: str) -> Texts:
    """Return a text in the three languages."""
    return {Lang.ES: es, Lang.PT: pt, Lang.EN: en}


def asked_language(query: QueryParams, headers: Headers) -> Lang:
    """Return the language of `lang`, else the best of `Accept-Language`, else Spanish."""
    asked = _TAGS.get(query.get("lang", ""))
    if asked is not None:
        return asked
    accepted = sorted(qualities(headers.get("accept-language", "")), key=lambda pair: -pair[1])
    for tag, quality in accepted:
        lang = _TAGS.get(tag.partition("-")[0])
        if quality > 0 and lang is not None:
            return lang
    return Lang.ES
