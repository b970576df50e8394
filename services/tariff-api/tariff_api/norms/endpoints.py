"""Norms and their classification over HTTP."""

from typing import Annotated, Any

from eslabon.contracts.codes import CountryInput, Day, NomenclatureId, ProductCode
from eslabon.contracts.envelope import Direction, Missing, Page, Reason
from eslabon.contracts.norms import Extent, Norm, NormClass, NormKind
from fastapi import APIRouter, Query, Request, Response
from pydantic import BeforeValidator, Field, StringConstraints
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, in_memory, listing
from servicekit.paging import Paging
from servicekit.problems import ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from tariff_api.cells import values_in
from tariff_api.norms import asking, classes, matching, repository
from tariff_api.norms.asking import Product, Trade
from tariff_api.norms.classes import TREES, Tree
from tariff_api.norms.wording import listed, said
from tariff_api.quotes.reference import REFERENCE
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["norms"], route_class=ReadingRoute)


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) and value.isascii() else value


MastCode = Annotated[
    str,
    StringConstraints(pattern=r"^[A-P][0-9]{0,3}$"),
    BeforeValidator(
        _upper,
        json_schema_input_type=Annotated[str, Field(pattern=r"^\s*[A-Pa-p][0-9]{0,3}\s*$")],
    ),
]
Version = Annotated[
    str | None,
    Query(
        pattern=r"^(19|20)[0-9]{2}$",
        description="Edition of the classification; the latest loaded when left out.",
        examples=["2019"],
    ),
]


@router.get("/norms", response_model=Page[Norm], responses=RESPONSES)
async def list_norms(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    importer: Annotated[CountryInput, Query(description="Country that buys.", examples=["BOL"])],
    exporter: Annotated[
        CountryInput | None,
        Query(
            description="Country that sells: norms limited to other origins are left out, and its "
            "own norms on exports are added.",
            examples=["PER"],
        ),
    ] = None,
    product: Annotated[
        list[ProductCode] | None,
        Query(
            max_length=100,
            description="Code, or the beginning of several; repeated, norms on any of them. All "
            "when left out.",
        ),
    ] = None,
    nomenclature: Annotated[
        NomenclatureId | None,
        Query(
            description="Nomenclature of `product`; that of the importer's tariff when left out, "
            "else that of its norms.",
            examples=["HS2022"],
        ),
    ] = None,
    chapter: Annotated[
        MastCode | None,
        Query(
            description="Class of MAST: a letter and up to three digits; all below it are listed.",
            examples=["B"],
        ),
    ] = None,
    direction: Annotated[
        Direction | None,
        Query(
            description="IMPORT: norms of the importer; EXPORT: of the exporter, which must be "
            "named; both when left out.",
            examples=["IMPORT"],
        ),
    ] = None,
    on: Annotated[
        Day | None,
        Query(description="Day asked about; today when left out.", examples=["2026-06-30"]),
    ] = None,
) -> Response:
    """Every norm that bites on a trade, with the documents it asks for, by name.

    A norm on a heading holds for all codes below it; one on all goods holds for any product.
    Codes of other editions are followed through the correlations loaded, and each says so.
    """
    reference = await REFERENCE.at(snapshot)
    day = on or today()
    found = await asking.trade(snapshot, reference, importer, exporter, direction, day)
    asked = (
        None
        if product is None
        else await asking.product(snapshot, reference, found, product, nomenclature)
    )
    trees = await TREES.at(snapshot)
    missing = asking.gaps(snapshot, found, asked)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Norm]]:
        rows = await repository.norms_after(
            snapshot,
            [side for _, side, _ in found.sides],
            asked.spans if asked else None,
            day,
            chapter,
            (str(after[0]), int(after[1] or 0)) if after else None,
            limit,
        )
        if not rows and after is None and not missing:
            missing.append(asking.none_bites(snapshot, found))
        return [
            ((row["norm"], row["release_id"]), _norm(row, snapshot, trees, asked)) for row in rows
        ]

    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Norm,
        provenance=_provenance(snapshot, found),
        missing=missing,
    )


def _provenance(snapshot: Snapshot, found: Trade) -> list[Any]:
    return [
        snapshot.release(id_).provenance() for _, side, _ in found.sides for id_ in side.releases
    ]


def _norm(row: Any, snapshot: Snapshot, trees: Any, asked: Product | None) -> Norm:
    lang = snapshot.lang
    release = snapshot.release(row["release_id"])
    matched = values_in(row["codes"]) if asked is None else sorted(row["matched"])
    of = asked.asked.get(row["nomenclature"]) if asked and row["codes"] else None
    extent = None
    if asked is not None:
        extent = matching.extent(of, matched) if of else Extent.WHOLE
    return Norm(
        norm=row["norm"],
        country=release.parts["importer"],
        applies_to=Direction(row["applies_to"]),
        direction=Direction(row["direction"]),
        kind=NormKind(row["kind"]),
        mast_code=row["mast_code"],
        mast_version=row["mast_version"],
        mast_title=classes.title(trees, row["mast_version"], row["mast_code"], lang),
        title=row[f"title_{lang}"] or row["title_es"],
        body=row["body"],
        legal_base=row["legal_base"],
        documents=values_in(row["documents"]),
        nomenclature=row["nomenclature"],
        all_goods=row["codes"] is None,
        codes=[code for code in matched if code],
        extent=extent,
        correlations=list(matching.followed(of, matched)) if of else [],
        partners=values_in(row["origins"]),
        partners_except=values_in(row["origins_except"]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        verified=row["verified"],
        text_url=row["text_url"],
        reference=row["reference"],
        note=row["note"],
        provenance=release.provenance(),
    )


@router.get("/norm-classification", response_model=Page[NormClass], responses=RESPONSES)
async def list_norm_classes(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    version: Version = None,
    code: Annotated[
        MastCode | None,
        Query(description="Class: itself and all below it; all when left out.", examples=["A"]),
    ] = None,
    q: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=200,
            pattern=r"\w",
            description="Beginnings of words of a title, in any of the three languages.",
            examples=["sanitarias"],
        ),
    ] = None,
) -> Response:
    """The MAST classification of non-tariff measures: each class with its parents and children."""
    trees = await TREES.at(snapshot)
    tree = _tree(trees, version)
    found = [(tree, one) for one in _classes(tree, code, q)] if tree else []
    missing: list[Missing] = []
    if tree is None:
        detail = said("no_classes")[snapshot.lang]
        missing.append(Missing(what="norm_classes", reason=Reason.NOT_LOADED, detail=detail))
    elif not found:
        detail = said("no_class", q=q, version=tree.version)[snapshot.lang]
        missing.append(Missing(what="norm_classes", reason=Reason.NOT_IDENTIFIED, detail=detail))
    releases = snapshot.releases("norm_classes", mast_version=tree.version) if tree else []
    return await listing(
        request,
        response,
        snapshot,
        paging,
        in_memory(found, lambda one: one[1:], lambda one: one[0].class_(one[1], snapshot.lang)),
        NormClass,
        provenance=[release.provenance() for release in releases],
        missing=missing,
    )


def _tree(trees: Any, version: str | None) -> Tree | None:
    if version is None or not trees:
        return classes.latest(trees)
    if version in trees:
        found: Tree = trees[version]
        return found
    names = listed(list(trees))
    detail = texts(
        f"La edición {version} no está cargada; las que hay son {names}.",
        f"A edição {version} não está carregada; as que há são {names}.",
        f"Edition {version} is not loaded; those there are: {names}.",
    )
    raise ProblemError(
        404, "unknown_version", detail, errors=[("/query/version", detail, "unknown_version")]
    )


def _classes(tree: Tree, code: str | None, q: str | None) -> list[str]:
    if code is not None and code not in tree.rows:
        raise _unknown_class(tree, code)
    found = list(tree.rows) if code is None else tree.below(code)
    if q is None:
        return found
    saying = set(tree.saying(q))
    return [one for one in found if one in saying]


def _unknown_class(tree: Tree, code: str) -> ProblemError:
    near = tree.nearest(code) or listed(list(classes.chapters(tree)))
    detail = texts(
        f"{code} no está cargada en la edición {tree.version}; pida {near}.",
        f"{code} não está carregada na edição {tree.version}; peça {near}.",
        f"{code} is not loaded in edition {tree.version}; ask for {near}.",
    )
    return ProblemError(
        404, "unknown_class", detail, errors=[("/query/code", detail, "unknown_class")]
    )
