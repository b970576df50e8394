"""`eslabon sync` and `eslabon export` as a ministry's job runs them: outcome, report, exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servicekit.releases.platform import HEADER, KEY, Partner, duties

STATED = ["--source", "MEF", "--licence", "CC BY 4.0", "--cite-as", "MEF, arancel"]


def run(
    partner: Partner, *arguments: str | Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line against the toy service."""
    command = [str(Path(sys.executable).with_name("eslabon")), *map(str, arguments)]
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "ESLABON_TOY_URL": partner.address,
            "ESLABON_KEY": KEY,
            "COLUMNS": "120",
            "NO_COLOR": "1",
            **environment,
        },
    )


def sync(partner: Partner, file: Path, *more: str, **environment: str) -> tuple[int, str, str]:
    """Send a file; return exit code, standard output and standard error."""
    cut = ["--slice", "importer=CLI"]
    done = run(partner, "sync", "toy", "duties", file, *STATED, *cut, *more, **environment)
    return done.returncode, done.stdout, done.stderr


def test_a_file_is_published_and_exported(partner: Partner, tmp_path: Path) -> None:
    file, out = tmp_path / "cli.csv", tmp_path / "out.csv"
    file.write_text(duties(30))
    code, _, said = sync(partner, file)
    assert code == 0, said
    assert "Publicado: 30 filas" in said
    code, _, said = sync(partner, file)
    assert code == 0
    assert "Sin cambios" in said
    partner.rows(cut="importer=CLI")
    done = run(partner, "export", "toy", "duties", "--slice", "importer=CLI", "-o", out)
    assert done.returncode == 0, done.stderr
    assert out.read_text() == duties(30)
    assert run(partner, "export", "toy", "duties", "--slice", "importer=CLI").stdout == duties(30)


def test_a_refused_file_is_reported_by_row(partner: Partner, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(HEADER + "x,A,1,,,true,\n" * 12)
    code, _, said = sync(partner, file)
    assert code == 2
    assert "Rechazado: 12 de 12 filas tienen errores" in said
    assert "línea" in said
    assert "y 2 más" in said
    file.write_text("code\n")
    code, _, said = sync(partner, file)
    assert code == 2
    assert "faltan: stated" in said


def test_a_machine_reads_the_outcome_as_json(partner: Partner, tmp_path: Path) -> None:
    file = tmp_path / "dry.csv"
    file.write_text(duties(3) + "x,A,1,,,true,\n")
    code, out, _ = sync(partner, file, "--json", "--dry-run", "--max-rejects", "1")
    job = json.loads(out)
    assert code == 0
    assert (job["validate_only"], job["rows_accepted"], job["rows_refused"]) == (True, 3, 1)
    code, out, _ = sync(partner, file, "--json", "--no-wait")
    assert json.loads(out)["state"] == "queued"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"ESLABON_KEY": "wrong"}, "clave no es válida"),
        ({"ESLABON_TOY_URL": "http://127.0.0.1:9"}, "toy"),
    ],
)
def test_what_is_not_the_fault_of_the_data_ends_with_one(
    partner: Partner, tmp_path: Path, environment: dict[str, str], said: str
) -> None:
    file = tmp_path / "good.csv"
    file.write_text(duties(1))
    code, _, error = sync(partner, file, **environment)
    assert code == 1
    assert said in error


def test_a_template_has_the_columns_and_is_explained(partner: Partner) -> None:
    done = run(partner, "template", "toy", "duties")
    assert done.stdout.replace("\r\n", "\n").startswith(HEADER)
    assert len(done.stdout.splitlines()) == 2
    said = run(partner, "template", "toy", "duties", "--explain").stdout
    assert "obligatoria" in said
    assert "rate_percent" in said
    refused = run(partner, "template", "toy", "nothing")
    assert refused.returncode == 1
    assert "duties" in refused.stderr
