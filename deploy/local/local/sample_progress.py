"""Shows how the sample is loaded."""

import asyncio

import httpx
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sample import Entry

from local import sample_load
from local.folder import DataFolder, Refusal


def load(folder: DataFolder, urls: dict[str, str], console: Console) -> None:
    """Loads what of the sample is not there yet, and says what was refused."""
    entries = sample_load.wanted_entries()
    if not entries:
        console.print("· Sin muestra: los servicios dirán qué datos faltan.")
        return
    columns = (TextColumn("· Muestra"), BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("[dim]{task.description}"), console=console) as progress:
        task = progress.add_task("", total=len(entries))

        def loaded(entry: Entry) -> None:
            progress.update(task, advance=1, description=entry.title)

        try:
            faults = asyncio.run(sample_load.load(entries, urls, folder.internal_key(), loaded))
        except httpx.HTTPError as error:
            raise Refusal(f"No se pudo cargar la muestra: {error!r}") from error
        progress.update(task, description="")
    for fault in faults:
        console.print(f"[yellow]No se cargó {fault}[/yellow]", soft_wrap=True)
