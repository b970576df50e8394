"""Codes of a nomenclature over HTTP: listed, several with their surroundings, one."""

from collections.abc import Collection, Sequence
from enum import IntEnum
from typing import Annotated

from eslabon.contracts.codes import ProductCode
from eslabon.contracts.envelope import Lang, Missing, Page, Provenance, Reason
from eslabon.contracts.nomenclature import CodeRow, Product
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, in_memory, listing
from servicekit.paging import Paging
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from tariff_api.faults import unknown_code
from tariff_api.nomenclature import repository
from tariff_api.nomenclature.absence import absent
from tariff_api.nomenclature.asked import NomenclaturePath, known_nomenclature
from tariff_api.nomenclature.products import not_loaded, products
from tariff_api.quotes.reference import REFERENCE, NomenclatureRow

router = APIRouter(prefix="/v1", tags=["nomenclatures"], route_class=ReadingRoute)


class Level(IntEnum):
    """How many digits the codes of a listing have."""

    CHAPTER = 2
    HEADING = 4
    SUBHEADING = 6
    EIGHT = 8
    TEN = 10
    TWELVE = 12


@router.get(
    "/nomenclatures/{nomenclature}/codes", response_model=Page[CodeRow], responses=RESPONSES
)
async def list_codes(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    nomenclature: NomenclaturePath,
    prefix: Annotated[
        ProductCode | None,
        Query(description="Beginning of the codes; all when left out.", examples=["0801"]),
    ] = None,
    level: Annotated[
        Level | None, Query(description="Digits of the codes; any when left out.", examples=[6])
    ] = None,
    lines: Annotated[
        bool, Query(description="Only codes that the nomenclature does not divide further.")
    ] = False,
) -> Response:
    """A nomenclature in flat rows, with every text at hand: to read by page or download whole."""
    found = await known_nomenclature(snapshot, nomenclature, "/path/nomenclature")

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, CodeRow]]:
        if found.codes is None:
            return []
        rows = await repository.codes_after(
            snapshot,
            found.codes,
            after,
            limit,
            beginning=prefix or "",
            digits=level,
            lines=lines,
        )
        return [
            ((row["code"],), repository.code_row(row, found.name, found.hs_revision))
            for row in rows
        ]

    missing: list[Missing] = []
    if found.codes is None:
        missing = _absent(snapshot.lang, found, [], [])
    elif not await fetch(None, 1):
        missing = [_nothing_below(prefix or "", found.name, snapshot.lang)]
    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        CodeRow,
        provenance=_provenance(snapshot, found),
        missing=missing,
    )


def _provenance(snapshot: Snapshot, nomenclature: NomenclatureRow) -> list[Provenance]:
    held = snapshot.releases("codes", nomenclature=nomenclature.name)
    return [release.provenance() for release in held]


def _nothing_below(prefix: str, nomenclature: str, lang: Lang) -> Missing:
    detail = texts(
        f"{nomenclature} no tiene códigos así; quite `level` o `lines`, o acorte `prefix`.",
        f"{nomenclature} não tem códigos assim; retire `level` ou `lines`, ou encurte `prefix`.",
        f"{nomenclature} has no such codes; drop `level` or `lines`, or shorten `prefix`.",
    )
    return Missing(what=prefix or nomenclature, reason=Reason.NOT_IDENTIFIED, detail=detail[lang])


@router.get(
    "/nomenclatures/{nomenclature}/products", response_model=Page[Product], responses=RESPONSES
)
async def list_products(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    nomenclature: NomenclaturePath,
    code: Annotated[
        list[ProductCode],
        Query(min_length=1, max_length=1000, description="Codes, repeated.", examples=[["080122"]]),
    ],
) -> Response:
    """Those of the codes that the nomenclature has, each with its ancestors and children."""
    found = await known_nomenclature(snapshot, nomenclature, "/path/nomenclature")
    harmonised = (await REFERENCE.at(snapshot)).nomenclatures.get(found.hs_revision)
    asked = sorted(set(code))
    held = await products(snapshot, found, harmonised, asked)
    return await listing(
        request,
        response,
        snapshot,
        paging,
        in_memory(held, lambda one: (one.code,), lambda one: one),
        Product,
        provenance=_provenance(snapshot, found),
        missing=_absent(snapshot.lang, found, asked, {one.code for one in held}),
    )


def _absent(
    lang: Lang, nomenclature: NomenclatureRow, asked: Sequence[str], held: Collection[str]
) -> list[Missing]:
    """Return which codes the nomenclature does not have: a short list is not silence."""
    if nomenclature.codes is None:
        detail = not_loaded(nomenclature.name)[lang]
        return [Missing(what=nomenclature.name, reason=Reason.NOT_LOADED, detail=detail)]
    return [
        Missing(
            what=code,
            reason=Reason.NOT_IDENTIFIED,
            detail=unknown_code(code, nomenclature.name, "", []).detail[lang],
        )
        for code in asked
        if code not in held
    ]


@router.get("/nomenclatures/{nomenclature}/codes/{code}")
async def read_code(
    snapshot: Reading,
    nomenclature: NomenclaturePath,
    code: Annotated[ProductCode, Path()],
) -> Product:
    """One code with its ancestors and children, and what it was and became; dots are accepted.

    A subheading of another revision of the Harmonized System is not answered as if it were of
    this one: the problem `code-of-another-edition` (404) names the codes that stand for it, one
    in each item of `errors`, with the kind of the correlation as the item's `code`.
    """
    found = await known_nomenclature(snapshot, nomenclature, "/path/nomenclature")
    reference = await REFERENCE.at(snapshot)
    harmonised = reference.nomenclatures.get(found.hs_revision)
    held = await products(snapshot, found, harmonised, [code])
    if held:
        return held[0]
    raise await absent(snapshot, reference.nomenclatures, found, code)
