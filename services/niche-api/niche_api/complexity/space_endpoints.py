"""HTTP of proximity and of the product space, as a graph and as a picture."""

import asyncio
from collections.abc import Mapping
from enum import StrEnum
from importlib import import_module
from typing import Annotated, Any

from eslabon.client import ServiceError, TariffClient
from eslabon.contracts.codes import CountryInput, ProductCode
from eslabon.contracts.complexity import ProductSpace, Proximity, SpaceEdge, SpaceNode
from eslabon.contracts.envelope import Lang, Missing, Page, Parameter, Reason
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit import formats
from servicekit.columnar import Frames
from servicekit.cursors import Key
from servicekit.negotiation import Format
from servicekit.paging import Paging
from servicekit.peers import Peer
from servicekit.per_release import PerRelease
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.complexity import gaps, repository
from niche_api.complexity.editions import Answering, Asked, Edition, editions
from niche_api.complexity.methodology import methodology
from niche_api.complexity.pairs import all_pairs
from niche_api.complexity.universe import STRONG, UNIVERSE
from niche_api.peers import ToTariff

router = APIRouter(
    prefix="/v1/complexity", tags=["complexity"], responses=RESPONSES, route_class=ReadingRoute
)
Row = Mapping[str, Any]
LEAST = UNIVERSE.least_proximity


class Picture(StrEnum):
    """Format of a picture."""

    SVG = "svg"
    PNG = "png"


MEDIA_TYPES = {Picture.SVG: "image/svg+xml", Picture.PNG: "image/png"}
Strong = Annotated[
    float,
    Query(ge=LEAST, le=1, description="Least proximity of links beside the tree.", examples=[0.55]),
]
Marked = Annotated[
    CountryInput | None,
    Query(description="Country whose products are marked.", examples=["CHL"]),
]


@router.get("/proximity", response_model=Page[Proximity], responses=formats.RESPONSES)
async def complexity_proximity(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    asked: Asked,
    product: Annotated[
        ProductCode | None,
        Query(description="What is near this heading, the nearest first.", examples=["7403"]),
    ] = None,
    least: Annotated[
        float, Query(ge=LEAST, le=1, description="Least proximity.", examples=[LEAST])
    ] = LEAST,
    complete: Annotated[
        bool, Query(description="All pairs, however far; only as a file: parquet, arrow, csv.")
    ] = False,
) -> Response:
    """List pairs of products by how often the same countries make both, each pair once.

    Pairs below the least proximity are not stored: `complete` computes them.
    """
    edition, missing = asked.edition, asked.missing(snapshot.lang)
    media_type = formats.asked_media_type(request, paging.format)
    if complete and formats.MEDIA_TYPES[media_type] is Format.JSON:
        raise _only_as_a_file()
    names: dict[str, Any] = (
        {} if edition is None else {"year": edition.year, "source": edition.source}
    )
    nearby: list[Row] = []
    columnar: Frames | None = None
    if edition is not None:
        every = await repository.product_rows(snapshot, edition.id("complexity_products"))
        names["nomenclature"] = every[0]["nomenclature"]
        release = edition.id("complexity_proximity")
        if product is not None:
            if all(row["product"] != product for row in every):
                said = gaps.no_product(edition, product)[snapshot.lang]
                missing.append(Missing(what="product", reason=Reason.BELOW_THRESHOLD, detail=said))
            nearby = list(await repository.beside(snapshot, release, product, least))
        elif complete:
            columnar = await all_pairs(snapshot, edition, str(names["nomenclature"]))
        else:
            values = {"release": release, "least": least, **names}
            columnar = repository.columnar(snapshot, _place(paging.after), **values)

    async def page(after: Key | None, limit: int) -> list[tuple[Key, Proximity]]:
        if edition is None:
            return []
        place, release = _place(after), edition.id("complexity_proximity")
        rows = await repository.pairs(snapshot, release, least, place, limit)
        return [((row["product"], row["other"]), _pair(row, names)) for row in rows]

    order = {row["other"]: number for number, row in enumerate(nearby)}
    nearest = formats.in_memory(
        nearby, lambda row: (order[row["other"]],), lambda row: _pair(row, names)
    )
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        page if product is None else nearest,
        Proximity,
        provenance=edition.provenance if edition else [],
        missing=missing,
        methodology=methodology(snapshot.lang),
        columnar=columnar,
    )


def _place(after: Key | None) -> tuple[str, str] | None:
    return None if after is None else (str(after[0]), str(after[-1]))


def _pair(row: Row, names: Mapping[str, Any]) -> Proximity:
    return Proximity.assembled(**row, **names)


def _only_as_a_file() -> ProblemError:
    detail = texts(
        "Todos los pares son más de medio millón: pídalos como archivo, format=parquet, o quite "
        "complete.",
        "Todos os pares são mais de meio milhão: peça-os como arquivo, format=parquet, ou retire "
        "complete.",
        "All pairs are more than half a million: ask for a file, format=parquet, or leave complete "
        "out.",
    )
    errors = [("/query/complete", detail, "only_as_a_file")]
    return ProblemError(422, "only_as_a_file", detail, errors=errors)


@router.get("/space")
async def complexity_space(
    snapshot: Reading, asked: Asked, country: Marked = None, least: Strong = STRONG
) -> ProductSpace:
    """Return the product space: the maximum spanning tree of proximity and all strong links.

    Places are stored with the figures: one release has one picture.
    """
    edition, place = _chosen(asked, snapshot), _known(country)
    return await _space(snapshot, edition, place, least)


@router.get(
    "/space.{picture}",
    response_class=Response,
    responses={200: {"content": {"image/svg+xml": {}, "image/png": {}}}},
)
async def complexity_space_picture(
    response: Response,
    snapshot: Reading,
    to_tariff: ToTariff,
    asked: Asked,
    picture: Annotated[Picture, Path(description="Format.", examples=["svg"])],
    country: Marked = None,
    least: Strong = STRONG,
) -> Response:
    """Draw the product space; with a country, what it makes stands out."""
    edition, place = _chosen(asked, snapshot), _known(country)
    asked_for = [picture, snapshot.lang, edition.source, str(edition.year), f"{least}"]
    if place is not None:
        said = await _name(to_tariff, place, snapshot.lang)
        to_tariff.hold(response, snapshot.lang, answered=said is not None)
        asked_for += [place, said or place]
    content = await _PICTURES.at(snapshot, "\t".join(asked_for))
    kept = {name: value for name, value in response.headers.items() if name != "content-length"}
    return Response(content, headers=kept, media_type=MEDIA_TYPES[picture])


async def _name(to_tariff: Peer, place: str, lang: Lang) -> str | None:
    """Return the name of a country; None where nobody says it."""
    try:
        return (await TariffClient(await to_tariff.transport(lang)).country(place, lang)).name
    except ServiceError:
        return None


def _known(country: str | None) -> str | None:
    return None if country is None else lists.country(country)


def _chosen(asked: Answering, snapshot: Snapshot) -> Edition:
    """Return the edition that answers; raise why there is none."""
    if asked.edition is not None:
        return asked.edition
    said = asked.why
    assert said is not None, "without an edition there is a reason"
    raise ProblemError(404, "not_loaded", said, errors=[("/query/year", said, "not_loaded")])


async def _space(
    snapshot: Snapshot, edition: Edition, place: str | None, least: float
) -> ProductSpace:
    rows = await repository.product_rows(snapshot, edition.id("complexity_products"))
    edges = await repository.edges(snapshot, edition.id("complexity_proximity"), least)
    made: dict[str, float] = {}
    if place is not None:
        made = await repository.advantages(snapshot, edition.id("complexity_cells"), place)
        if not made:
            said = gaps.no_country(edition, place)
            errors = [("/query/country", said, "not_reported")]
            raise ProblemError(404, "not_reported", said, errors=errors)
    return ProductSpace.assembled(
        year=edition.year,
        nomenclature=rows[0]["nomenclature"],
        place=place,
        nodes=[_node(row, made.get(row["product"])) for row in rows if row["x"] is not None],
        edges=[
            SpaceEdge.assembled(
                source=row["product"],
                target=row["other"],
                proximity=row["proximity"],
                is_tree=row["is_tree"],
            )
            for row in edges
        ],
        methodology=methodology(
            snapshot.lang,
            Parameter(name="strong_link", value=f"{least:g}", assumed=least != STRONG),
            Parameter(name="layout", value="stress_majorization", assumed=True),
        ),
        provenance=edition.provenance,
    )


def _node(row: Row, advantage: float | None) -> SpaceNode:
    return SpaceNode.assembled(
        product=row["product"],
        x=row["x"],
        y=row["y"],
        pci=row["pci"],
        exports_usd=row["exports_usd"],
        rca=advantage,
        is_present=None if advantage is None else advantage >= UNIVERSE.presence_threshold,
    )


async def _drawn(snapshot: Snapshot, name: str) -> bytes:
    """Draw a picture; `name` is what it is asked for with, parted by tabs."""
    picture, _, source, year, least, *marked = name.split("\t")
    edition = next(
        one for one in editions(snapshot) if (one.source, one.year) == (source, int(year))
    )
    place, title = marked or (None, None)
    shown = await _space(snapshot, edition, place, float(least))
    drawing = await asyncio.to_thread(import_module, "niche_api.complexity.drawing")
    draw = drawing.svg if picture == Picture.SVG else drawing.png
    drawn: bytes = await asyncio.to_thread(draw, shown, title, snapshot.lang)
    return drawn


_PICTURES = PerRelease(
    ("complexity_products", "complexity_cells", "complexity_proximity"), _drawn, size=48
)
