"""HTTP of what a release changed: rows added, changed and removed since an earlier one."""

from typing import Annotated

from eslabon.contracts import sync
from eslabon.contracts.envelope import Page, Provenance
from fastapi import APIRouter, Query, Request, Response

from servicekit.cursors import Key
from servicekit.formats import RESPONSES, listing
from servicekit.paging import Paging
from servicekit.problems import ProblemError
from servicekit.reading import Reading
from servicekit.releases import changes, repository, slices
from servicekit.releases.dataset import Dataset, texts
from servicekit.releases.slices import Name, SliceText
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

router = APIRouter(prefix="/v1", tags=["datasets"], route_class=ReadingRoute)

Since = Annotated[
    int, Query(ge=1, le=2**31 - 1, description="Release to compare with.", examples=[1])
]
To = Annotated[
    int | None,
    Query(
        ge=1,
        le=2**31 - 1,
        description="Release that is compared; the current one of the slice when left out.",
        examples=[2],
    ),
]


@router.get("/datasets/{dataset}/changes", response_model=Page[sync.RowChange], responses=RESPONSES)
async def dataset_changes(
    request: Request,
    response: Response,
    reading: Reading,
    paging: Paging,
    name: Name,
    since: Since,
    to: To = None,
    slice_text: SliceText = None,
) -> Response:
    """List the rows that differ between two releases of a slice, in the order of their key."""
    dataset = slices.dataset(request, name)
    first = await compared(reading, dataset, since, "since")
    if slice_text is not None:
        asked = dataset.slice_text(slices.parts(dataset, slice_text))
        if asked != first.slice:
            raise _of_another_slice("since", first.id, first.slice, asked)
    last = await _last(reading, dataset, first, to)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, sync.RowChange]]:
        return await changes.changes(reading.pool, dataset, first.id, last.id, after, limit)

    return await listing(
        request,
        response,
        reading,
        paging,
        fetch,
        sync.RowChange,
        provenance=[provenance(first), provenance(last)],
    )


async def _last(
    reading: Snapshot, dataset: Dataset, first: sync.Release, to: int | None
) -> sync.Release:
    if to is not None:
        last = await compared(reading, dataset, to, "to")
        if last.slice != first.slice:
            raise _of_another_slice("to", last.id, last.slice, first.slice)
        return last
    parts = dict(pair.split("=", 1) for pair in first.slice.split(",") if pair)
    current = reading.ids(dataset.name, **parts)
    return await compared(reading, dataset, current[0], "to") if current else first


async def compared(
    reading: Snapshot, dataset: Dataset, release: int, parameter: str
) -> sync.Release:
    """Return a release that was published and whose rows are kept.

    Raises
    ------
    ProblemError
        404 where the dataset has none of this id, 410 with its sha256 where it was dropped.
    """
    found = await repository.release(reading.pool, dataset.service, release)
    pointer = f"/query/{parameter}"
    if found is None or found.dataset != dataset.name or found.published is None:
        detail = texts(
            f"{dataset.name} no tiene una versión {release} publicada; las que hay están en"
            f" /v1/datasets/{dataset.name}/releases.",
            f"{dataset.name} não tem uma versão {release} publicada; as que há estão em"
            f" /v1/datasets/{dataset.name}/releases.",
            f"{dataset.name} has no published release {release}; those there are stand in"
            f" /v1/datasets/{dataset.name}/releases.",
        )
        raise ProblemError(404, "unknown_release", detail, errors=[(pointer, detail, "unknown")])
    if found.state in ("dropping", "dropped"):
        detail = texts(
            f"La versión {release} ya no se conserva (sha256 {found.sha256}): compare con una"
            " posterior.",
            f"A versão {release} não se conserva mais (sha256 {found.sha256}): compare com uma"
            " posterior.",
            f"Release {release} is no longer kept (sha256 {found.sha256}): compare with a later"
            " one.",
        )
        raise ProblemError(410, "release_gone", detail, errors=[(pointer, detail, "gone")])
    return found


def provenance(release: sync.Release) -> Provenance:
    """Return a release as a figure's provenance."""
    return Provenance(
        release=release.id,
        **{name: getattr(release, name) for name in Provenance.model_fields if name != "release"},
    )


def _of_another_slice(parameter: str, release: int, found: str, asked: str) -> ProblemError:
    detail = texts(
        f"La versión {release} es de {found or 'otro corte'}, no de {asked or 'este corte'}:"
        " compare versiones de un mismo corte.",
        f"A versão {release} é de {found or 'outro recorte'}, não de {asked or 'este recorte'}:"
        " compare versões de um mesmo recorte.",
        f"Release {release} is of {found or 'another slice'}, not of {asked or 'this slice'}:"
        " compare releases of one slice.",
    )
    errors = [(f"/query/{parameter}", detail, "slice")]
    return ProblemError(422, "wrong_slice", detail, errors=errors)
