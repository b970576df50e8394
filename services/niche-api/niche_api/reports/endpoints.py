"""HTTP of reports: as pages to read and as PDF to publish."""

import asyncio
from importlib import import_module
from typing import Annotated, Any
from urllib.parse import urlencode

from eslabon.contracts.envelope import Lang
from fastapi import APIRouter, Depends, Request, Response
from servicekit.naming import ToNames
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from niche_api.baskets.endpoints import OfPlace
from niche_api.peers import ToMatrix, ToTariff
from niche_api.reports import gathering, niche_report, product_gathering, product_sheet
from niche_api.reports.asking import NichesAsked, ProductAsked
from niche_api.reports.document import Document
from niche_api.reports.words import Words
from niche_api.trade_routes.routes import Ways

router = APIRouter(prefix="/v1", tags=["reports"], responses=RESPONSES, route_class=ReadingRoute)

HTML, PDF = "text/html", "application/pdf"
LANGUAGES = {Lang.ES: "Español", Lang.PT: "Português", Lang.EN: "English"}


def _said(media_type: str) -> dict[int | str, dict[str, Any]]:
    schema = {"type": "string"} if media_type == HTML else {}
    return {200: {"description": "The report.", "content": {media_type: {"schema": schema}}}}


async def _niches(
    snapshot: Reading,
    response: Response,
    basket: OfPlace,
    naming: ToNames,
    to_tariff: ToTariff,
    to_matrix: ToMatrix,
    asked: NichesAsked,
) -> Document:
    found = await gathering.gathered(snapshot, asked, basket, naming, Ways(to_tariff, to_matrix))
    to_tariff.hold(response, snapshot.lang, answered=found.answered)
    return niche_report.document(found.evidence, Words(Lang(snapshot.lang)))


OfNiches = Annotated[Document, Depends(_niches)]


async def _page(request: Request, found: Document) -> Response:
    rendering: Any = await asyncio.to_thread(import_module, "niche_api.reports.rendering")
    asked = dict(request.query_params)
    links = {
        name: f"?{urlencode({**asked, 'lang': lang.value})}"
        for lang, name in LANGUAGES.items()
        if lang is not found.lang
    }
    pdf = f"{request.url.path.rpartition('/')[2].removesuffix('.html')}.pdf"
    links["PDF"] = f"{pdf}?{urlencode({**asked, 'lang': found.lang.value})}"
    page = await asyncio.to_thread(rendering.html, found, links)
    headers = {"Content-Security-Policy": rendering.policy()}
    return Response(page, media_type=HTML, headers=headers)


async def _pdf(found: Document, name: str) -> Response:
    rendering: Any = await asyncio.to_thread(import_module, "niche_api.reports.rendering")
    body = await asyncio.to_thread(rendering.pdf, found)
    headers = {"Content-Disposition": f'inline; filename="{name}-{found.lang}.pdf"'}
    return Response(body, media_type=PDF, headers=headers)


@router.get("/reports/niches/{place}.html", response_class=Response, responses=_said(HTML))
async def niches_report_html(request: Request, found: OfNiches) -> Response:
    """Return the report of the niches of a country, or of one of its units, as a page.

    Basket, niches by group, regions, routes, quality of the model, validation, assumptions and
    sources; what a service that does not answer would say is named as missing.
    """
    return await _page(request, found)


@router.get("/reports/niches/{place}.pdf", response_class=Response, responses=_said(PDF))
async def niches_report_pdf(found: OfNiches, basket: OfPlace) -> Response:
    """Return the report of the niches of a place as PDF (A4, for archives: PDF/A-2b)."""
    return await _pdf(found, f"niches-{basket.place.place}")


async def _product(
    snapshot: Reading,
    response: Response,
    naming: ToNames,
    to_tariff: ToTariff,
    to_matrix: ToMatrix,
    asked: ProductAsked,
) -> Document:
    found = await product_gathering.gathered(snapshot, asked, naming, Ways(to_tariff, to_matrix))
    to_tariff.hold(response, snapshot.lang, answered=found.answered)
    return product_sheet.document(found.evidence, Words(Lang(snapshot.lang)))


OfProduct = Annotated[Document, Depends(_product)]


@router.get("/reports/products/{product}.html", response_class=Response, responses=_said(HTML))
async def product_sheet_html(request: Request, found: OfProduct) -> Response:
    """Return the sheet of a product for a place, as a page.

    Its names and complexity, why it is a niche or not, what it pays and meets in each market of
    the region, who exports it there, and what institutions say of it.
    """
    return await _page(request, found)


@router.get("/reports/products/{product}.pdf", response_class=Response, responses=_said(PDF))
async def product_sheet_pdf(found: OfProduct, asked: ProductAsked) -> Response:
    """Return the sheet of a product as PDF."""
    return await _pdf(found, f"product-{asked.product}-{asked.place.upper()}")
