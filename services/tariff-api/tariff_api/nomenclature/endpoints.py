"""Nomenclatures, their codes and correlations over HTTP."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Annotated

from eslabon.contracts.codes import NomenclatureId, ProductCode
from eslabon.contracts.envelope import Lang, Missing, Page, Reason
from eslabon.contracts.nomenclature import Correlation, Nomenclature, Product, SearchResult
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, listing
from servicekit.paging import Paging
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import correlation, repository
from tariff_api.nomenclature.products import not_loaded, products
from tariff_api.nomenclature.search import DEFAULT_NOMENCLATURE, search
from tariff_api.quotes.asking import refused, unknown_code, unknown_nomenclature
from tariff_api.quotes.reference import REFERENCE, NomenclatureRow

router = APIRouter(prefix="/v1", tags=["nomenclatures"])

NomenclaturePath = Annotated[
    NomenclatureId, Path(description="Nomenclature and edition.", examples=["HS2022"])
]


@router.get("/nomenclatures", response_model=Page[Nomenclature], responses=RESPONSES)
async def list_nomenclatures(
    request: Request, response: Response, snapshot: Reading, paging: Paging
) -> Response:
    """Nomenclatures and their editions."""
    return await listing(
        request,
        response,
        snapshot,
        paging,
        partial(repository.nomenclatures_after, snapshot),
        Nomenclature,
        provenance=[release.provenance() for release in snapshot.releases("nomenclatures")],
    )


async def known_nomenclature(snapshot: Snapshot, name: str, pointer: str) -> NomenclatureRow:
    """Return a nomenclature by its name.

    Raises
    ------
    ProblemError
        404 naming those that are loaded.
    """
    reference = await REFERENCE.at(snapshot)
    found = reference.nomenclatures.get(name)
    if found is None:
        raise refused([unknown_nomenclature(name, reference.nomenclatures, pointer)])
    return found


@router.get(
    "/nomenclatures/{nomenclature}/codes", response_model=Page[Product], responses=RESPONSES
)
async def list_codes(
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

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Product]]:
        rest = [one for one in held if after is None or one.code > str(after[0])]
        return [((one.code,), one) for one in rest[:limit]]

    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Product,
        provenance=[
            release.provenance() for release in snapshot.releases("codes", nomenclature=found.name)
        ],
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
    """One code with its ancestors and children; dots are accepted."""
    found = await known_nomenclature(snapshot, nomenclature, "/path/nomenclature")
    reference = await REFERENCE.at(snapshot)
    harmonised = reference.nomenclatures.get(found.hs_revision)
    held = await products(snapshot, found, harmonised, [code])
    if held:
        return held[0]
    releases = {row.codes: row.name for row in reference.nomenclatures.values() if row.codes}
    elsewhere = await repository.places(snapshot, list(releases), [code])
    names = sorted(releases[release] for release, _ in elsewhere)
    raise refused([unknown_code(code, found.name, "/path/code", names)])


@router.get("/search")
async def search_codes(
    snapshot: Reading,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            pattern=r"\w",
            description="Words in any of the three languages, or the beginning of a code.",
            examples=["castaña"],
        ),
    ],
    nomenclature: Annotated[
        NomenclatureId, Query(description="Nomenclature to search.", examples=["HS2022"])
    ] = DEFAULT_NOMENCLATURE,
    limit: Annotated[int, Query(ge=1, le=100, description="Most hits.")] = 20,
) -> SearchResult:
    """Codes ranked by what a person types, and their headings to drill down from."""
    found = await known_nomenclature(snapshot, nomenclature, "/query/nomenclature")
    return await search(snapshot, found, q, limit)


@router.get("/correlations", response_model=Page[Correlation], responses=RESPONSES)
async def list_correlations(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    from_: Annotated[
        NomenclatureId, Query(alias="from", description="Edition of `code`.", examples=["HS2017"])
    ],
    to: Annotated[NomenclatureId, Query(description="Other edition.", examples=["HS2022"])],
    code: Annotated[ProductCode, Query(description="Code, or the beginning of several.")],
) -> Response:
    """What a code of one edition of the Harmonized System corresponds to in another."""
    source = await known_nomenclature(snapshot, from_, "/query/from")
    target = await known_nomenclature(snapshot, to, "/query/to")
    release = correlation.release(snapshot, source.name, target.name)
    releases = [] if release is None else [snapshot.release(release[0]).provenance()]
    table = await correlation.table(snapshot, source.name, target.name)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Correlation]]:
        found: list[tuple[Key, Correlation]] = [
            ((row.from_code, row.to_code), row) for row in table.below(code)
        ]
        return [one for one in found if after is None or one[0] > after][:limit]

    missing = [] if release else [_uncorrelated(source.name, target.name, snapshot)]
    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Correlation,
        provenance=releases,
        missing=missing,
    )


def _uncorrelated(source: str, target: str, snapshot: Snapshot) -> Missing:
    detail = texts(
        f"La correspondencia entre {source} y {target} no está cargada.",
        f"A correspondência entre {source} e {target} não está carregada.",
        f"The correlation of {source} and {target} is not loaded.",
    )
    return Missing(what="correlation", reason=Reason.NOT_LOADED, detail=detail[snapshot.lang])
