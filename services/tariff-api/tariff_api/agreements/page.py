"""Agreements as pages that people read and print: the fiche of one, and the list."""

import base64
import hashlib
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from eslabon.contracts.agreements import (
    Agreement,
    AgreementDetail,
    DisciplineDepth,
    RegistrySummary,
)
from eslabon.contracts.envelope import Lang
from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from servicekit.language import Texts

from tariff_api.agreements.page_words import (
    LABELS,
    PARTIAL_DEPTH,
    PARTIAL_SCOPE,
    UNKNOWN,
    VALUES,
)
from tariff_api.agreements.registry import Sought

if TYPE_CHECKING:
    from jinja2 import Environment

HTML = "html"
_LANGUAGES = {Lang.ES: "Español", Lang.PT: "Português", Lang.EN: "English"}
_MONTHS: Mapping[Lang, str] = {
    Lang.ES: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    Lang.PT: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    Lang.EN: "January February March April May June July August September October November "
    "December",
}


class AgreementStatus(StrEnum):
    """Status that agreements are asked for by."""

    IN_FORCE = "IN_FORCE"
    ENDED = "ENDED"
    SIGNED = "SIGNED"
    NEGOTIATION = "NEGOTIATION"
    UNKNOWN = "UNKNOWN"


class AgreementScope(StrEnum):
    """Scope that agreements are asked for by."""

    REGIONAL = "REGIONAL"
    PARTIAL = "PARTIAL"
    OUTSIDE_ALADI = "OUTSIDE_ALADI"


class RegistryFormat(StrEnum):
    """Format of the list of agreements: those of every list, and a page."""

    JSON = "json"
    CSV = "csv"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    ARROW = "arrow"
    XLSX = "xlsx"
    HTML = "html"


class FicheFormat(StrEnum):
    """Format of one agreement."""

    JSON = "json"
    HTML = "html"


def written_day(value: date, precision: str | None, lang: Lang) -> Markup:
    """Return a date as it is known: a day, a month, or only a year."""
    month = _MONTHS[lang].split()[value.month - 1]
    if precision == "YEAR":
        text, machine = f"{value.year}", f"{value.year:04}"
    elif precision == "MONTH":
        text = f"{month} {value.year}" if lang is Lang.EN else f"{month} de {value.year}"
        machine = f"{value:%Y-%m}"
    else:
        text = f"{value.day} {month} {value.year}"
        if lang is not Lang.EN:
            text = f"{value.day} de {month} de {value.year}"
        machine = value.isoformat()
    return Markup('<time datetime="{}">{}</time>').format(machine, text)


@cache
def _environment(lang: Lang) -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # not at every start

    made = Environment(
        loader=PackageLoader("tariff_api.agreements", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    made.filters["day"] = lambda value, precision=None: written_day(value, precision, lang)
    made.globals |= {
        "lang": lang,
        "say": {name: text[lang] for name, text in LABELS.items()},
        "said": lambda value: _value(value)[lang],
    }
    return made


def _value(value: str) -> Texts:
    if value == "PARTIAL":
        return PARTIAL_DEPTH if isinstance(value, DisciplineDepth) else PARTIAL_SCOPE
    return UNKNOWN if value == "UNKNOWN" else VALUES[value]


@cache
def _style() -> tuple[Markup, str]:
    """Return the style sheet, and the policy that lets a page have it and nothing else."""
    text = (files("tariff_api.agreements") / "pages" / "style.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'"
    return Markup(text), f"{policy}; base-uri 'none'; frame-ancestors 'none'"


class Pages:
    """Addresses within the service, as one request reaches them."""

    def __init__(self, request: Request, lang: Lang) -> None:
        self._request = request
        self._lang = lang
        self.index = f"{request.scope.get('root_path', '')}/v1/agreements"

    def of(self, code: str) -> str:
        """Return the address of an agreement's page."""
        pairs = {"format": HTML, "lang": self._lang}
        return f"{self.index}/{quote(code, safe='')}?{urlencode(pairs)}"

    def coverage(self, code: str, granter: str, beneficiary: str) -> str:
        """Return the address of an agreement's coverage for a pair."""
        pairs = {"granter": granter, "beneficiary": beneficiary, "lang": self._lang}
        return f"{self.index}/{quote(code, safe='')}/coverage?{urlencode(pairs)}"

    def listed(self, **changed: object) -> str:
        """Return the address of the list with some questions changed."""
        asked: dict[str, object] = {**self._request.query_params}
        asked |= {"format": HTML, "lang": self._lang, **changed}
        asked.pop("cursor", None)
        return f"{self.index}?{urlencode({k: v for k, v in asked.items() if v})}"

    def here(self, **changed: object) -> str:
        """Return the address of this very page with some questions changed."""
        asked: dict[str, object] = {**self._request.query_params}
        asked |= changed
        return f"?{urlencode(asked)}"

    def rendered(
        self, template: str, machine: Sequence[tuple[str, str]], **values: Any
    ) -> HTMLResponse:
        """Return a page with what every page has."""
        style, policy = _style()
        text = (
            _environment(self._lang)
            .get_template(template)
            .render(
                style=style,
                langs=[
                    {"lang": lang, "name": name, "href": self.here(format="html", lang=lang)}
                    for lang, name in _LANGUAGES.items()
                ],
                machine=[{"name": name, "href": href} for name, href in machine],
                link=self.of,
                index=self.listed() if template == "index.html" else self._list(),
                **values,
            )
        )
        return HTMLResponse(text, headers={"Content-Security-Policy": policy})

    def _list(self) -> str:
        pairs = {"format": HTML, "lang": self._lang}
        return f"{self.index}?{urlencode(pairs)}"


def fiche_page(
    pages: Pages, fiche: AgreementDetail, name: Callable[[str], str], granters: Container[str]
) -> HTMLResponse:
    """Return the page of one agreement.

    `name` says a country's name; `granters` are those whose preferences are loaded.
    """
    why: dict[str, str] = {}
    for one in fiche.missing:
        why[one.what] = f"{why[one.what]} {one.detail}" if one.what in why else one.detail
    machine = [("JSON", pages.here(format="json"))]
    return pages.rendered(
        "agreement.html",
        machine,
        fiche=fiche,
        name=name,
        coverages=[
            {
                "granter": one.granter,
                "beneficiary": one.beneficiary,
                "href": pages.coverage(fiche.code, one.granter, one.beneficiary),
            }
            for one in fiche.entries
            if one.granter in granters
        ],
        why={field: why.get(field, "") for field in AgreementDetail.model_fields},
    )


def list_page(
    pages: Pages,
    items: Sequence[Agreement],
    *,
    total: int,
    following: str | None,
    sought: Sought,
    countries: Mapping[str, str],
    counted: RegistrySummary,
    nothing: str,
    lang: Lang,
) -> HTMLResponse:
    """Return the list of agreements; `countries` are the choices, by code."""
    chosen = {"country": sought.country, "partner": sought.partner, "status": sought.status}
    choices = {
        "country": countries,
        "partner": countries if sought.country else {},
        "status": {one.value: _value(one)[lang] for one in AgreementStatus},
    }
    filters = [
        {
            "name": LABELS[field][lang],
            "chosen": of.get(chosen[field] or "", ""),
            "choices": [
                {
                    "name": LABELS["any"][lang],
                    "href": pages.listed(**{field: None}),
                    "is_chosen": chosen[field] is None,
                },
                *(
                    {
                        "name": text,
                        "href": pages.listed(**{field: value}),
                        "is_chosen": value == chosen[field],
                    }
                    for value, text in of.items()
                ),
            ],
        }
        for field, of in choices.items()
        if of
    ]
    kept = [("format", HTML), ("lang", lang.value)]
    kept += [(field, value) for field, value in chosen.items() if value]
    machine = [(name.upper(), pages.here(format=name)) for name in ("json", "csv", "ndjson")]
    return pages.rendered(
        "index.html",
        machine,
        items=items,
        total=total,
        following=pages.here(format="html", cursor=following) if following else None,
        sought=sought,
        filters=filters,
        kept=kept,
        index_path=pages.index,
        counted=counted,
        nothing=nothing,
    )
