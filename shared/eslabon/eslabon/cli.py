"""The `eslabon` command: its subcommands come from whatever packages are installed."""

import os
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

GROUP = "eslabon.commands"
MAKERS = {"up", "down"}
"""Commands that make the surroundings which the others run in, and so must not read them."""


def _found() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _enter_surroundings() -> None:
    """Take the addresses of the copy that `eslabon up` runs here; what is set already wins."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        file = folder / ".eslabon" / "environment"
        if file.is_file():
            for line in file.read_text("utf-8").splitlines():
                name, _, value = line.partition("=")
                os.environ.setdefault(name, value)
            return


class Subcommands(TyperGroup):
    """Subcommands, each imported when it is used."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of what is installed."""
        return sorted(_found())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return one of them, None when there is no such."""
        entry = _found().get(cmd_name)
        if entry is None:
            return None
        if cmd_name not in MAKERS:
            _enter_surroundings()
        loaded = entry.load()
        if not isinstance(loaded, typer.Typer):
            single = typer.Typer(add_completion=False)
            single.command(name=cmd_name)(loaded)
            loaded = single
        command = get_command(loaded)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=Subcommands,
    add_completion=False,
    no_args_is_help=True,
    help="Eslabón: aranceles, comercio y cadenas de América Latina.",
)


@app.callback()
def _root() -> None:
    """Eslabón: aranceles, comercio y cadenas de América Latina."""


def main() -> None:
    """Run the command line."""
    app()
