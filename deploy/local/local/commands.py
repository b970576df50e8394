"""`eslabon up` and `eslabon down`: one running copy of everything on this machine.

What speaks HTTP is imported while the supervisor is already at work.
"""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from local.folder import DataFolder, Refusal
from local.identity import Identity, die_with_parent, is_alive, stop
from local.postgres import EmbeddedPostgres
from local.processes import python
from local.programs import addresses

STAGES = {
    "database": "Base de datos y bibliotecas",
    "migrate": "Roles y migraciones",
    "services": "Servicios y trabajador",
    "ready": "En marcha",
}
STOP_SECONDS = 60.0

Data = Annotated[Path | None, typer.Option(help="Carpeta de datos; por defecto .eslabon del clon.")]


def up(
    detach: Annotated[
        bool, typer.Option("--detach", help="Deja todo en marcha y termina.")
    ] = False,
    ports: Annotated[
        int, typer.Option(help="Primer puerto; los servicios usan los tres que le siguen.")
    ] = 8000,
    data: Data = None,
    sample: Annotated[bool, typer.Option("--sample/--no-sample", help="Carga la muestra.")] = True,
) -> None:
    """Arranca base de datos, servicios y trabajador, y carga la muestra una vez."""
    console = Console(highlight=False)
    for sent in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sent, signal.default_int_handler)
    try:
        folder = DataFolder.at(data)
        if folder.is_held():
            console.print(f"Ya está en marcha ({folder.path}).")
            supervisor = None
        else:
            supervisor = _start_supervisor(folder, ports, detach)
        try:
            from local import first_answer, sample_progress

            _follow(folder, supervisor, console)
            urls = addresses(folder.state()["first_port"])
            if sample:
                sample_progress.load(folder, urls, console)
            first_answer.show(urls["gateway"], console)
            _show_addresses(folder, urls, detach or supervisor is None, console)
            if supervisor and not detach:
                _stay(folder, supervisor, console)
        except (KeyboardInterrupt, Refusal):
            if supervisor:
                console.print("Deteniendo…")
                supervisor.send_signal(signal.SIGTERM)
                supervisor.wait()
            raise
    except Refusal as refusal:
        console.print(f"[red]{refusal}[/red]", soft_wrap=True)
        raise typer.Exit(1) from refusal
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def down(data: Data = None) -> None:
    """Detiene los procesos de una carpeta de datos, y solo esos."""
    console = Console(highlight=False)
    try:
        folder = DataFolder.at(data)
        state = folder.state()
        was_running = folder.is_held()
        if supervisor := _identity_in(state.get("supervisor")):
            stop(supervisor, (signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 5))
        for recorded in state.get("children", {}).values():
            if child := _identity_in(recorded):
                was_running = was_running or is_alive(child)
                stop(child, (signal.SIGINT, 10), (signal.SIGKILL, 5))
        if (folder.path / "database.json").exists():
            EmbeddedPostgres(folder).end_leftovers()
    except Refusal as refusal:
        console.print(f"[red]{refusal}[/red]", soft_wrap=True)
        raise typer.Exit(1) from refusal
    console.print("Detenido." if was_running else "No había nada en marcha.")


def _start_supervisor(folder: DataFolder, ports: int, detach: bool) -> subprocess.Popen[bytes]:
    for port in range(ports, ports + 4):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                other = 9000 if ports < 9000 else ports + 100
                raise Refusal(
                    f"El puerto {port} está ocupado ({error.strerror}). "
                    f"Elija otros cuatro: eslabon up --ports {other} (make up PORTS={other})"
                ) from error
    folder.record({"stage": "database", "first_port": ports})
    with (folder.logs / "supervisor.log").open("ab") as log:
        return subprocess.Popen(
            python("-m", "local.supervisor", str(folder.path), str(ports)),
            cwd=folder.path,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=None if detach else die_with_parent(signal.SIGTERM),
        )


def _follow(
    folder: DataFolder, supervisor: subprocess.Popen[bytes] | None, console: Console
) -> None:
    """Shows each stage until everything answers."""
    began = time.monotonic()
    shown: str | None = None
    with console.status("") as status:
        while True:
            state = folder.state()
            stage = state.get("stage")
            if stage != shown:
                if shown in STAGES and supervisor:
                    console.print(f"· {STAGES[shown]} [dim]{time.monotonic() - began:.1f} s[/dim]")
                shown = stage
                status.update(f"{STAGES.get(stage or '', 'Deteniendo')}…")
            if stage == "ready":
                for note in state.get("notes", []):
                    console.print(f"[yellow]{note}[/yellow]", soft_wrap=True)
                return
            ended = supervisor.poll() is not None if supervisor else not folder.is_held()
            if ended:
                message = folder.state().get("message") or folder.log_tail("supervisor")
                raise Refusal(message or "El arranque terminó sin decir por qué.")
            time.sleep(0.03)


def _show_addresses(
    folder: DataFolder, urls: dict[str, str], detached: bool, console: Console
) -> None:
    console.print(f"\n[bold]Eslabón está en marcha[/bold] · {urls['gateway']}")
    console.print(f"  GraphQL   {urls['gateway']}/graphql")
    console.print(f"  Acuerdos  {urls['tariff']}/v1/agreements?format=html", soft_wrap=True)
    for name, title in (("tariff", "Aranceles"), ("matrix", "Comercio"), ("niche", "Cadenas")):
        console.print(f"  {title:<9} {urls[name]}/docs")
    console.print(f"  Registros {folder.logs}", soft_wrap=True)
    console.print("  Detener   make down" if detached else "  Detener   Ctrl-C")


def _stay(folder: DataFolder, supervisor: subprocess.Popen[bytes], console: Console) -> None:
    """Shows what the supervisor reports, until it ends."""
    with (folder.logs / "supervisor.log").open("r", errors="replace") as log:
        log.seek(0, os.SEEK_END)
        while supervisor.poll() is None:
            if line := log.readline():
                console.print(line.rstrip("\n"), markup=False, soft_wrap=True)
            else:
                time.sleep(0.2)


def _identity_in(recorded: Any) -> Identity | None:
    return Identity(int(recorded[0]), str(recorded[1])) if recorded else None
