"""The matrix of secretariats over HTTP: axes, one axis, cells and areas as tables, meetings."""

from datetime import date
from typing import Annotated

from eslabon.contracts.cooperation import (
    ActionArea,
    ActionKind,
    ActionStatus,
    CooperationAxis,
    CooperationCell,
    CooperationMatrix,
    CooperationMeeting,
    MeetingStatus,
)
from eslabon.contracts.envelope import Missing, Page
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit import formats
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.chains.telling import sources, split
from niche_api.cooperation import telling
from niche_api.cooperation.book import BOOK, Axis, Book
from niche_api.cooperation.tables import LONG_SLUG, SECRETARIAT_ID

router = APIRouter(
    prefix="/v1", tags=["cooperation"], responses=RESPONSES, route_class=ReadingRoute
)

AxisPath = Annotated[
    str,
    Path(
        pattern=f"^{LONG_SLUG}$",
        description="Identifier of the axis.",
        examples=["encadenamientos-productivos"],
    ),
]
AxisFilter = Annotated[
    str | None,
    Query(
        pattern=f"^{LONG_SLUG}$",
        description="Only this axis.",
        examples=["encadenamientos-productivos"],
    ),
]
SecretariatFilter = Annotated[
    str | None,
    Query(pattern=f"^{SECRETARIAT_ID}$", description="Only this one.", examples=["ALADI"]),
]
NOT_LOADED = {
    name: texts(
        f"Falta cargar el conjunto `{name}`.",
        f"Falta carregar o conjunto `{name}`.",
        f"Dataset `{name}` is not loaded.",
    )
    for name in ("cooperation_axes", "action_areas", "cooperation_meetings")
}
UNDATED = date(9999, 12, 31)
"""Where meetings of unknown date stand in the order of the list."""


def known_axis(book: Book, axis: str, pointer: str = "/path/axis") -> Axis:
    """Return an axis; raise a problem where it is not loaded."""
    if axis in book.axes:
        return book.axes[axis]
    raise lists.unknown("unknown_axis", pointer, axis, "/v1/cooperation")


def _chosen(book: Book, axis: str | None) -> list[Axis]:
    return list(book.axes.values()) if axis is None else [known_axis(book, axis, "/query/axis")]


def _gaps(snapshot: Snapshot, dataset: str, *, any_found: bool) -> list[Missing]:
    missing = lists.not_loaded(snapshot, {dataset: NOT_LOADED[dataset]})
    if not (any_found or missing):
        missing.append(lists.nothing_fits(dataset, snapshot.lang))
    return missing


@router.get("/cooperation", response_model=Page[CooperationAxis], responses=formats.RESPONSES)
async def cooperation_axes(
    request: Request, response: Response, snapshot: Reading, paging: Paging
) -> Response:
    """List the working axes of the secretariats, and how many of these act on each."""
    book = await BOOK.at(snapshot)
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            book.axes.values(),
            lambda axis: (axis.row["position"], axis.row["axis"]),
            lambda axis: telling.axis_of(snapshot, book, axis),
        ),
        CooperationAxis,
        provenance=sources(snapshot, [axis.row for axis in book.axes.values()]),
        missing=_gaps(snapshot, "cooperation_axes", any_found=bool(book.axes)),
        methodology=telling.methodology(snapshot.lang),
    )


@router.get("/cooperation/{axis}")
async def cooperation_matrix(snapshot: Reading, axis: AxisPath) -> CooperationMatrix:
    """Return the matrix of an axis: who does what, overlaps, gaps and candidates for joint work.

    A blank cell says that no loaded source speaks of it, not that nothing is done.
    """
    book = await BOOK.at(snapshot)
    return telling.whole(snapshot, book, known_axis(book, axis))


@router.get("/cooperation-cells", response_model=Page[CooperationCell], responses=formats.RESPONSES)
async def cooperation_cells(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    axis: AxisFilter = None,
    secretariat: SecretariatFilter = None,
) -> Response:
    """List the matrix as a table: a row for every axis and secretariat."""
    book = await BOOK.at(snapshot)
    found = [
        (one, name)
        for one in _chosen(book, axis)
        for name in book.counted
        if secretariat in (None, name)
    ]
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            found,
            lambda pair: (pair[0].row["position"], pair[0].row["axis"], pair[1]),
            lambda pair: telling.cell(book, *pair, snapshot.lang),
        ),
        CooperationCell,
        provenance=sources(snapshot, [row for one, _ in found for row in (one.row, *one.areas)]),
        missing=_gaps(snapshot, "cooperation_axes", any_found=bool(found)),
        methodology=telling.methodology(snapshot.lang),
    )


@router.get("/action-areas", response_model=Page[ActionArea], responses=formats.RESPONSES)
async def action_areas(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    axis: AxisFilter = None,
    secretariat: SecretariatFilter = None,
    theme: Annotated[
        str | None,
        Query(
            pattern=f"^{LONG_SLUG}$",
            description="Only areas with this theme.",
            examples=["ruedas-de-negocios"],
        ),
    ] = None,
    kind: Annotated[ActionKind | None, Query(description="Only of this kind.")] = None,
    status: Annotated[ActionStatus | None, Query(description="Only in this status.")] = None,
) -> Response:
    """List what secretariats do, plan, did or ask for, by axis and identifier."""
    book = await BOOK.at(snapshot)
    found = [
        row
        for one in _chosen(book, axis)
        for row in one.areas
        if secretariat in (None, row["secretariat"], *split(row["joint_with"]))
        and (theme is None or theme in split(row["themes"]))
        and kind in (None, row["kind"])
        and status in (None, row["status"])
    ]
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            found,
            lambda row: (row["axis"], row["area"]),
            lambda row: telling.area(snapshot, row),
        ),
        ActionArea,
        provenance=sources(snapshot, found),
        missing=_gaps(snapshot, "action_areas", any_found=bool(found)),
    )


@router.get(
    "/cooperation-meetings", response_model=Page[CooperationMeeting], responses=formats.RESPONSES
)
async def cooperation_meetings(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    axis: AxisFilter = None,
    status: Annotated[MeetingStatus | None, Query(description="Held or planned.")] = None,
) -> Response:
    """List the meetings of secretariats by date; those without one come last."""
    book = await BOOK.at(snapshot)
    if axis is not None:
        known_axis(book, axis, "/query/axis")
    found = [
        row
        for row in book.meetings
        if (axis is None or axis in split(row["axes"])) and status in (None, row["status"])
    ]
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            found,
            lambda row: ((row["starts_on"] or UNDATED).isoformat(), row["meeting"]),
            lambda row: telling.meeting(snapshot, row),
        ),
        CooperationMeeting,
        provenance=sources(snapshot, found),
        missing=_gaps(snapshot, "cooperation_meetings", any_found=bool(found)),
    )
