"""The `eslabon` command: its subcommands are found, and imported when they are used."""

import subprocess
import sys
from importlib.metadata import entry_points

from eslabon.cli import GROUP, app
from typer.testing import CliRunner


def test_every_installed_subcommand_is_listed_and_explains_itself() -> None:
    listed = CliRunner().invoke(app, ["--help"])
    names = [entry.name for entry in entry_points(group=GROUP)]

    assert {"keys", "migrate", "worker"} <= set(names)
    for name in names:
        assert name in listed.output
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0


def test_an_unknown_subcommand_is_refused() -> None:
    assert CliRunner().invoke(app, ["nothing"]).exit_code == 2


def test_help_imports_neither_the_database_nor_the_web() -> None:
    program = (
        "import sys; from eslabon.cli import app; from typer.testing import CliRunner;"
        "CliRunner().invoke(app, ['keys', '--help']);"
        "print(sorted({'sqlalchemy', 'alembic', 'fastapi', 'polars'} & set(sys.modules)))"
    )

    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert told.stdout.decode().strip() == "[]"
