"""Why a query is refused, as SDMX error messages in three languages."""

import json
from xml.sax.saxutils import escape

from eslabon.contracts.envelope import Lang
from fastapi import Response
from servicekit import titles
from servicekit.caching import VARY
from servicekit.language import Texts, texts
from servicekit.problems import ProblemError

_CODES = {400: 140, 404: 100, 413: 510, 422: 150}
"""SDMX's own codes: syntax, no results, too large for the service, semantics; others stand for
themselves."""
_MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/{}/message"
_COMMON = "http://www.sdmx.org/resources/sdmxml/schemas/{}/common"


def bad_syntax(detail: Texts) -> ProblemError:
    """Return the refusal of what is not in the language of SDMX-REST."""
    return ProblemError(400, "bad_sdmx_query", detail)


def unknown(detail: Texts) -> ProblemError:
    """Return the refusal of names that nothing here has."""
    return ProblemError(422, "unknown_in_sdmx", detail)


def no_results(detail: Texts) -> ProblemError:
    """Return what is said where nothing answers to a query."""
    return ProblemError(404, "no_sdmx_results", detail)


def too_large(detail: Texts) -> ProblemError:
    """Return the refusal of more than one answer holds."""
    return ProblemError(413, "sdmx_answer_too_large", detail)


def not_offered(what: str | Texts) -> ProblemError:
    """Return the refusal of a part of the standard that is not here."""
    named = texts(what, what, what) if isinstance(what, str) else what
    return ProblemError(
        501,
        "not_offered_in_sdmx",
        texts(
            f"{named[Lang.ES]} no se ofrece aquí; quítelo de la consulta.",
            f"{named[Lang.PT]} não é oferecido aqui; retire-o da consulta.",
            f"{named[Lang.EN]} is not offered here; leave it out of the query.",
        ),
    )


def answer(error: ProblemError, *, as_json: bool, version: int, lang: Lang) -> Response:
    """Return a refusal as an error message of SDMX-ML 2.1 (version 1) or 3.0, or of SDMX-JSON."""
    code = _CODES.get(error.status, error.status)
    if as_json:
        body, media_type = _json(error, code, lang), "application/json"
    else:
        body, media_type = _xml(error, code, "v2_1" if version == 1 else "v3_0"), "application/xml"
    headers = {
        **(error.headers or {}),
        "Content-Language": lang,
        "Cache-Control": "no-store",
        "Vary": VARY,
    }
    return Response(body, error.status, headers, media_type)


def _xml(error: ProblemError, code: int, schema: str) -> str:
    said = "".join(
        f'<com:Text xml:lang="{lang}">{escape(text)}</com:Text>'
        for lang, text in error.detail.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<mes:Error xmlns:mes="{_MESSAGE.format(schema)}" xmlns:com="{_COMMON.format(schema)}">'
        f'<mes:ErrorMessage code="{code}">{said}</mes:ErrorMessage></mes:Error>\n'
    )


def _json(error: ProblemError, code: int, lang: Lang) -> str:
    said = {
        "code": code,
        "title": titles.title(error.status)[lang],
        "detail": error.detail[lang],
        "details": {str(one): text for one, text in error.detail.items()},
    }
    return json.dumps({"errors": [said]}, ensure_ascii=False)
