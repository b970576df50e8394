"""`eslabon sync` sends a file and says what became of it; `template` and `export` give files."""

import asyncio
import csv
import io
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from eslabon.client.datasets import DatasetsClient, Statement, rows
from eslabon.client.transport import HttpxTransport, ServiceError
from eslabon.contracts import sync as contracts
from eslabon.contracts.sync import Job, JobState

PORTS = {"tariff": 8001, "matrix": 8002, "niche": 8003}
PUBLISHED, FAILED, REFUSED = 0, 1, 2
SHOWN_REJECTS = 10
EXPORTED = {
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".arrows": "arrow",
    ".xlsx": "xlsx",
}
UPLOAD_TIMEOUT_SECONDS = 600

console = Console(stderr=True)

Service = Annotated[str, typer.Argument(help="Servicio: tariff, matrix o niche.")]
Dataset = Annotated[str, typer.Argument(help="Conjunto de datos, por ejemplo duties.")]
Slice = Annotated[str, typer.Option("--slice", help="Corte: source=X,importer=PER,edition=2022.")]


def address(service: str) -> str:
    """Return the address of a service: ESLABON_<SERVICE>_URL, else its port on this machine."""
    given = os.environ.get(f"ESLABON_{service.upper()}_URL")
    if given is None and service not in PORTS:
        raise typer.BadParameter(
            f"{service} no es uno de {', '.join(PORTS)}; para otro, defina "
            f"ESLABON_{service.upper()}_URL."
        )
    return given or f"http://127.0.0.1:{PORTS[service]}"


def parts(text: str) -> dict[str, str]:
    """Read `name=value,name=value`."""
    found: dict[str, str] = {}
    for pair in text.split(",") if text else ():
        name, equals, value = pair.partition("=")
        if not equals or not value:
            raise typer.BadParameter(
                f"{pair!r} no tiene la forma nombre=valor", param_hint="--slice"
            )
        found[name.strip()] = value.strip()
    return found


def sync(
    service: Service,
    dataset: Dataset,
    file: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="csv, ndjson, parquet o xlsx; csv y ndjson también con gzip o zip.",
        ),
    ],
    source: Annotated[str, typer.Option(help="Quién hizo los datos.")],
    licence: Annotated[str, typer.Option(help="Su licencia.")],
    cite_as: Annotated[str, typer.Option(help="Cómo citarlos.")],
    cut: Slice = "",
    year: Annotated[int | None, typer.Option(help="Año de los datos.")] = None,
    url: Annotated[str | None, typer.Option(help="De dónde vienen.")] = None,
    retrieved_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Día en que se obtuvieron.")
    ] = None,
    adapter: Annotated[
        str | None,
        typer.Option(help="Formato del archivo si no es el propio: baci-hs22, comtrade, trains…"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Revisa sin publicar.")] = False,
    max_rejects: Annotated[
        int, typer.Option(min=0, help="Filas que pueden rechazarse sin rechazar todo.")
    ] = 0,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Espera el resultado.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Escribe el trabajo como JSON.")] = False,
    key: Annotated[str | None, typer.Option(envvar="ESLABON_KEY", help="Clave.")] = None,
    lang: Annotated[str, typer.Option(help="Idioma del informe: es, pt o en.")] = "es",
) -> None:
    """Envía un archivo como nueva versión de un conjunto de datos.

    Termina con 0 si se publicó (o no cambió nada), 2 si se rechazó, 1 si algo falló.
    """
    stated = Statement(
        source, licence, cite_as, year, url, retrieved_on.date() if retrieved_on else None
    )
    sending = _Sending(service, dataset, file, stated, parts(cut), dry_run, max_rejects, adapter)
    try:
        job, rejects = asyncio.run(_sync(sending, address(service), key, lang, wait, as_json))
    except ServiceError as error:
        if as_json:
            sys.stdout.write(error.problem.model_dump_json() + "\n")
        else:
            _say_problem(error)
        is_refusal = 400 <= error.problem.status < 500 and error.problem.status not in (401, 403)
        raise typer.Exit(REFUSED if is_refusal else FAILED) from error
    if as_json:
        sys.stdout.write(job.model_dump_json() + "\n")
    else:
        _say(job, rejects)
    if job.state is JobState.FAILED:
        raise typer.Exit(REFUSED if job.refused else FAILED)


def _say_problem(error: ServiceError) -> None:
    console.print(f"[red]{escape(error.problem.title)}[/]: {escape(error.problem.detail)}")
    for item in error.problem.errors:
        if item.detail != error.problem.detail:
            console.print(f"  {item.pointer}: {item.detail}", markup=False)


@dataclass(frozen=True)
class _Sending:
    """What is to be sent."""

    service: str
    dataset: str
    file: Path
    stated: Statement
    cut: dict[str, str]
    dry_run: bool
    max_rejects: int
    adapter: str | None


async def _sync(
    sending: _Sending, url: str, key: str | None, lang: str, wait: bool, quiet: bool
) -> tuple[Job, bytes]:
    size = sending.file.stat().st_size
    transport = HttpxTransport(sending.service, url, key, lang, UPLOAD_TIMEOUT_SECONDS)
    columns = (
        TextColumn("{task.description:<6}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[rows]}"),
        TimeElapsedColumn(),
    )
    async with transport:
        client = DatasetsClient(transport)
        with Progress(*columns, console=console, disable=quiet) as progress:
            upload = progress.add_task("Envío", total=size, rows="")
            job = await client.send_release(
                sending.dataset,
                sending.file,
                sending.stated,
                sending.cut,
                validate_only=sending.dry_run,
                max_rejects=sending.max_rejects,
                adapter=sending.adapter,
                sent=lambda bytes_: progress.update(upload, completed=bytes_),
            )
            if not wait:
                return job, b""
            load = progress.add_task("Carga", total=100, rows="")
            job = await client.finished(job, lambda seen: _show(progress, load, seen))
            _show(progress, load, job)
        rejects = await client.rejects(job) if job.rows_refused or job.refused else b""
    return job, rejects


def _show(progress: Progress, load: TaskID, job: Job) -> None:
    progress.update(load, completed=job.percent, rows=f"{job.rows_read:,} filas".replace(",", " "))


def _say(job: Job, rejects: bytes) -> None:
    """Say a job's outcome, and the first rows that were refused."""
    if job.finished_at is None:
        console.print(f"En cola: trabajo {job.id}.")
    elif job.state is JobState.FAILED:
        console.print(f"[red]{'Rechazado' if job.refused else 'Falló'}[/]: ", end="")
        console.print(job.reason, markup=False)
    elif job.unchanged:
        console.print("[green]Sin cambios[/]: este archivo ya es la versión publicada.")
    elif job.validate_only:
        console.print(f"[green]Válido[/]: {job.rows_accepted} filas; no se publicó nada.")
    else:
        console.print(
            f"[green]Publicado[/]: {job.rows_accepted} filas en la versión {job.release}, "
            f"publicación {job.publication}; {job.rows_refused} filas rechazadas."
        )
    listed = list(csv.reader(io.StringIO(rejects.decode())))[1:]
    if listed:
        table = Table("línea", "columna", "valor", "motivo")
        for row in listed[:SHOWN_REJECTS]:
            table.add_row(*(escape(cell) for cell in row))
        console.print(table)
        if len(listed) > SHOWN_REJECTS:
            console.print(f"… y {len(listed) - SHOWN_REJECTS} más: /v1/jobs/{job.id}/rejects.csv")


def template(
    service: Service,
    dataset: Dataset,
    explain: Annotated[
        bool, typer.Option("--explain", help="Explica cada columna en vez de escribir el csv.")
    ] = False,
    lang: Annotated[str, typer.Option(help="Idioma de la explicación: es, pt o en.")] = "es",
) -> None:
    """Escribe la plantilla csv de un conjunto de datos: sus columnas y una fila de ejemplo."""
    try:
        content, found = asyncio.run(_template(service, dataset, address(service), lang))
    except ServiceError as error:
        _say_problem(error)
        raise typer.Exit(FAILED) from error
    if not explain:
        sys.stdout.buffer.write(content)
        return
    table = Table("columna", "obligatoria", "ejemplo", "qué se escribe")
    for column in found.columns:
        said = column.description
        if column.choices:
            said += f" Uno de: {', '.join(column.choices)}."
        needed = "sí" if column.required else ""
        table.add_row(*(escape(cell) for cell in (column.name, needed, column.example, said)))
    Console().print(found.description, table, sep="\n")


async def _template(
    service: str, dataset: str, url: str, lang: str
) -> tuple[bytes, contracts.Dataset]:
    async with HttpxTransport(service, url, None, lang) as transport:
        client = DatasetsClient(transport)
        return await client.template(dataset), await client.dataset(dataset, lang)


def export(
    service: Service,
    dataset: Dataset,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Archivo; sin él, la salida estándar.")
    ] = None,
    cut: Slice = "",
    as_ndjson: Annotated[bool, typer.Option("--ndjson", help="ndjson en vez de csv.")] = False,
) -> None:
    """Escribe las filas vigentes de un conjunto de datos, en el formato que dice el archivo.

    Por su extensión: .csv, .ndjson, .parquet, .arrow o .xlsx; csv si no la conoce.
    """
    suffix = "" if output is None else output.suffix.lower()
    format_ = "ndjson" if as_ndjson else EXPORTED.get(suffix, "csv")
    try:
        size = asyncio.run(_export(service, dataset, parts(cut), format_, output))
    except ServiceError as error:
        _say_problem(error)
        raise typer.Exit(FAILED) from error
    if output is not None:
        console.print(f"{output}: {size:,} bytes".replace(",", " "))


async def _export(
    service: str, dataset: str, cut: dict[str, str], format_: str, output: Path | None
) -> int:
    """Write rows to a file, which is there whole or not at all; return its size."""
    size = 0
    partial = None if output is None else output.with_name(f"{output.name}.part")
    async with rows(service, address(service), dataset, cut, format_) as content:
        with sys.stdout.buffer if partial is None else partial.open("wb") as file:
            async for chunk in content:
                size += file.write(chunk)
    if partial is not None and output is not None:
        partial.replace(output)
    return size
