"""HTTP of datasets: what there is, how to send it, and what became of what was sent."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Annotated
from uuid import uuid4

from eslabon.contracts import sync
from eslabon.contracts.codes import Day
from eslabon.contracts.envelope import Lang, Page
from fastapi import APIRouter, Header, Path, Query, Request, Response

from servicekit.access import Writer
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, in_memory, listing
from servicekit.language import asked_language
from servicekit.paging import Paging
from servicekit.problems import ProblemError
from servicekit.reading import Reading
from servicekit.releases import (
    change_endpoints,
    descriptions,
    job_endpoints,
    jobs,
    publish,
    repository,
    row_endpoints,
    slices,
    upload,
)
from servicekit.releases.archives import check_signature
from servicekit.releases.dataset import Dataset, texts
from servicekit.releases.faults import RefusedError
from servicekit.releases.header import check_header
from servicekit.releases.reasons import fault
from servicekit.releases.slices import Name, SliceText
from servicekit.routing import ReadingRoute
from servicekit.service import Service
from servicekit.settings import Settings

router = APIRouter(prefix="/v1", tags=["datasets"], route_class=ReadingRoute)
ROUTERS = (router, row_endpoints.router, job_endpoints.router, change_endpoints.router)

ReleaseId = Annotated[
    int, Path(alias="release", ge=1, le=2**31 - 1, description="Id of a release.", examples=[1])
]


@router.get("/datasets", response_model=Page[sync.Dataset], responses=RESPONSES)
async def datasets(
    request: Request, response: Response, reading: Reading, paging: Paging
) -> Response:
    """List the datasets of this service with what is loaded of each."""
    service: Service = request.app.state.service
    described = await _described(service, service.datasets, reading)
    fetch = in_memory(enumerate(described), lambda one: one[:1], lambda one: one[1])
    return await listing(request, response, reading, paging, fetch, sync.Dataset)


@router.get("/datasets/{dataset}")
async def dataset(request: Request, reading: Reading, name: Name) -> sync.Dataset:
    """Describe a dataset: its columns, how it is cut into slices, its current releases."""
    service: Service = request.app.state.service
    return (await _described(service, [slices.dataset(request, name)], reading))[0]


async def _described(
    service: Service, datasets: Sequence[Dataset], reading: Reading
) -> list[sync.Dataset]:
    """Describe datasets, with the current releases of all of them read at once."""
    ids = [id_ for one in datasets for id_ in reading.ids(one.name)]
    current: defaultdict[str, list[sync.Release]] = defaultdict(list)
    if ids:
        for release in await repository.releases_by_id(reading.pool, datasets[0].service, ids):
            current[release.dataset].append(release)
    return [
        sync.Dataset(
            service=one.service,
            name=one.name,
            description=one.description[reading.lang],
            slice_by=list(one.slice_by),
            columns=descriptions.columns(one, reading.lang),
            adapters=tuple(descriptions.adapter(a, reading.lang) for a in one.adapters),
            spreads=tuple(part.dataset.name for part in one.spreads),
            is_built=service.builds_dataset(one),
            current=current[one.name],
            rows=sum(release.rows for release in current[one.name]),
        )
        for one in datasets
    ]


@router.get("/datasets/{dataset}/template", response_model=list[sync.Column])
async def template(request: Request, reading: Reading, name: Name) -> list[sync.Column]:
    """Explain the columns of a dataset's file."""
    return descriptions.columns(slices.dataset(request, name), reading.lang)


@router.get(
    "/datasets/{dataset}/template.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def template_csv(request: Request, name: Name) -> Response:
    """Return a csv to fill: the header and one example row."""
    content = descriptions.template(slices.dataset(request, name))
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(content, headers=headers, media_type="text/csv; charset=utf-8; header=present")


@router.get("/datasets/{dataset}/releases", response_model=Page[sync.Release], responses=RESPONSES)
async def releases(
    request: Request, response: Response, reading: Reading, paging: Paging, name: Name
) -> Response:
    """List the releases of a dataset, newest first."""
    one = slices.dataset(request, name)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, sync.Release]]:
        last = int(after[0] or 0) if after else None
        found = await repository.releases(reading.pool, one.service, one.name, last, limit)
        return [((release.id,), release) for release in found]

    response.headers["Cache-Control"] = "no-store"  # states change between publications
    return await listing(request, response, reading, paging, fetch, sync.Release)


@router.post("/datasets/{dataset}/releases", status_code=202, openapi_extra=upload.OPENAPI)
async def send_release(
    request: Request,
    response: Response,
    writer: Writer,
    name: Name,
    source: Annotated[str, Query(min_length=1, max_length=300, description="Who made the data.")],
    licence: Annotated[
        str, Query(min_length=1, max_length=300, description="Licence of the data.")
    ],
    cite_as: Annotated[
        str, Query(min_length=1, max_length=1000, description="How to cite the data.")
    ],
    slice_text: SliceText = None,
    year: Annotated[
        int | None, Query(ge=1900, le=2100, description="Year that the data are of.")
    ] = None,
    url: Annotated[
        str | None, Query(max_length=2000, description="Where the data come from.")
    ] = None,
    retrieved_on: Annotated[
        Day | None, Query(description="Day on which they were fetched.")
    ] = None,
    validate: Annotated[
        str | None, Query(pattern="^only$", description="`only` checks without publishing.")
    ] = None,
    max_rejects: Annotated[
        int, Query(ge=0, le=1_000_000, description="Rows that may be refused without refusing all.")
    ] = 0,
    format_: Annotated[
        str | None,
        Query(
            alias="format", pattern="^(csv|ndjson|parquet|xlsx)$", description="Format of the body."
        ),
    ] = None,
    adapter: Annotated[
        str | None,
        Query(
            max_length=40,
            description="Layout of the file, where it is not the dataset's own: see `adapters`.",
            examples=["trains"],
        ),
    ] = None,
    lang: Annotated[Lang | None, Query(description="Language of the report.")] = None,
    idempotency_key: Annotated[
        str | None,
        Header(max_length=200, description="Makes repeating the request safe."),
    ] = None,
) -> sync.Job:
    """Send a release of one slice: the body is the file: csv, ndjson, parquet or xlsx.

    The answer is the job that loads it; `Location` is where to follow it.
    """
    one = slices.dataset(request, name)
    parts = slices.parts(one, slice_text)
    writer.permit("write", parts)
    if request.app.state.service.builds_dataset(one):
        raise _built(one)
    if adapter is not None and one.adapter(adapter) is None:
        raise _unknown_adapter(one, adapter)
    settings: Settings = request.app.state.settings
    id_ = uuid4()
    work = jobs.Work(
        id=id_,
        dataset=one.name,
        slice=one.slice_text(parts),
        parts=parts,
        state=sync.JobState.QUEUED.value,
        validate_only=validate is not None,
        max_rejects=max_rejects,
        lang=(lang or asked_language(request.query_params, request.headers)).value,
        format=upload.upload_format(request, format_),
        upload=str(id_),
        sha256="",
        bytes=0,
        stated={
            "source": source,
            "licence": licence,
            "cite_as": cite_as,
            "year": year,
            "url": url,
            "retrieved_on": retrieved_on.isoformat() if retrieved_on else None,
        },
        attempts=0,
        adapter=adapter,
    )
    promise = (
        upload.Promise(writer.id, idempotency_key, f"{request.url.path}?{request.url.query}")
        if idempotency_key
        else None
    )
    job = await _accepted(request, one, settings, work, promise)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    response.headers["Cache-Control"] = "no-store"
    return job


def _built(dataset: Dataset) -> ProblemError:
    name = dataset.name
    detail = texts(
        f"`{name}` lo calcula la plataforma y no recibe archivos: cargue los datos de los que sale "
        f"(`inputs` en /v1/datasets/{name}/releases los nombra).",
        f"`{name}` é calculado pela plataforma e não recebe arquivos: carregue os dados de que sai "
        f"(`inputs` em /v1/datasets/{name}/releases os nomeia).",
        f"`{name}` is computed by the platform and takes no files: load the data it comes from "
        f"(`inputs` in /v1/datasets/{name}/releases names them).",
    )
    return ProblemError(
        422, "built_dataset", detail, errors=[("/path/dataset", detail, "built_dataset")]
    )


async def _accepted(
    request: Request,
    one: Dataset,
    settings: Settings,
    work: jobs.Work,
    promise: upload.Promise | None,
) -> sync.Job:
    """Store the body and the job; or return the job of the same request made before."""
    pool, schema = request.app.state.pool, one.service
    path = settings.uploads / schema / work.upload
    earlier = await upload.claim(pool, schema, promise) if promise else None
    if promise and earlier:
        upload.check_repeated(promise, earlier)
    kept = False
    try:
        stored = await upload.store(request, path, settings.max_upload_bytes)
        if promise and earlier:
            upload.check_repeated(promise, earlier, stored.sha256)
            return await job_endpoints.found(request, earlier["job_id"])
        adapter = one.adapter(work.adapter) if work.adapter else None
        _check_beginning(adapter.layout if adapter else one, path, work, settings)
        stored_work = jobs.stored(work, stored.sha256, stored.bytes)
        async with pool.acquire() as connection, connection.transaction():
            await jobs.add(connection, schema, stored_work)
            if promise:
                await upload.fulfil(connection, schema, promise, stored.sha256, work.id)
        kept = True
    finally:
        if not kept:
            path.unlink(missing_ok=True)
            if promise and not earlier:
                await upload.release_claim(pool, schema, promise)
    return await job_endpoints.found(request, work.id)


def _unknown_adapter(one: Dataset, name: str) -> ProblemError:
    names = ", ".join(adapter.name for adapter in one.adapters)
    detail = texts(
        f"{one.name} no lee archivos de tipo `{name}`"
        + (f"; lee {names}." if names else ": quite `adapter`."),
        f"{one.name} não lê arquivos de tipo `{name}`"
        + (f"; lê {names}." if names else ": retire `adapter`."),
        f"{one.name} reads no files of the layout `{name}`"
        + (f"; it reads {names}." if names else ": leave `adapter` out."),
    )
    return ProblemError(
        422, "unknown_adapter", detail, errors=[("/query/adapter", detail, "unknown")]
    )


def _check_beginning(one: Dataset, path: FilePath, work: jobs.Work, settings: Settings) -> None:
    try:
        check_signature(work.format, path)
        if work.format == "csv":
            check_header(one, path, settings.max_unpacked_bytes)
    except RefusedError as error:
        found = error.fault
        pointer = "/body" if found.line is None else f"/body/{found.line}"
        raise ProblemError(
            422,
            "upload_refused",
            found.reason if found.column else fault(found),
            errors=[(pointer, found.reason, "header")],
        ) from error


@router.post("/datasets/{dataset}/releases/{release}/publish")
async def publish_release(
    request: Request, writer: Writer, name: Name, release: ReleaseId
) -> sync.Release:
    """Publish an earlier release again: the way back from a release that was wrong."""
    one = slices.dataset(request, name)
    pool = request.app.state.pool
    found = await repository.release(pool, one.service, release)
    if found is None or found.dataset != one.name:
        detail = texts(
            f"{one.name} no tiene una versión {release}.",
            f"{one.name} não tem uma versão {release}.",
            f"{one.name} has no release {release}.",
        )
        raise ProblemError(
            404, "unknown_release", detail, errors=[("/path/release", detail, "unknown")]
        )
    writer.permit("write", dict(pair.split("=", 1) for pair in found.slice.split(",") if pair))
    try:
        async with pool.acquire() as connection:
            await publish.publish(connection, one.service, release)
    except publish.DroppedError as error:
        detail = texts(
            f"La versión {release} ya no se conserva (sha256 {found.sha256}): vuelva a enviarla.",
            f"A versão {release} não se conserva mais (sha256 {found.sha256}): envie-a de novo.",
            f"Release {release} is no longer kept (sha256 {found.sha256}): send it again.",
        )
        raise ProblemError(410, "release_gone", detail) from error
    except publish.SpreadError as error:
        whole = f"{error.dataset} {error.parent}"
        detail = texts(
            f"La versión {release} llegó con la versión {whole}: publique esa.",
            f"A versão {release} chegou com a versão {whole}: publique essa.",
            f"Release {release} came with release {whole}: publish that one.",
        )
        raise ProblemError(
            409, "release_of_another", detail, errors=[("/path/release", detail, "parent")]
        ) from error
    again = await repository.release(pool, one.service, release)
    assert again is not None
    return again


@router.get("/coverage", response_model=Page[sync.CoverageRow], responses=RESPONSES)
async def coverage(
    request: Request, response: Response, reading: Reading, paging: Paging
) -> Response:
    """List every loaded slice, with its rows, year and source."""
    service: Service = request.app.state.service
    rows = descriptions.coverage(service.name, reading.published)
    fetch = in_memory(enumerate(rows), lambda one: one[:1], lambda one: one[1])
    return await listing(request, response, reading, paging, fetch, sync.CoverageRow)
