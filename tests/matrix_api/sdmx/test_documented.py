"""What docs/sdmx.md shows runs as it stands there."""

import contextlib
import io
import re
from pathlib import Path

import httpx
import pytest

TEXT = Path(__file__).parents[3].joinpath("docs", "sdmx.md").read_text("utf-8")
PROGRAMS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
ADDRESSES = re.findall(r"^curl (?:-g )?'([^']+)'$", TEXT, re.MULTILINE)
SHOWN = "http://127.0.0.1:8002"


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_runs(address: str, program: str) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(program.replace(SHOWN, address), {})
    assert "FLOWS_HS2022" in said.getvalue()
    assert "BACI 2023" in said.getvalue()


@pytest.mark.parametrize("shown", ADDRESSES)
def test_an_address_answers(address: str, shown: str) -> None:
    answer = httpx.get(shown.replace(SHOWN, address), timeout=120)
    assert answer.status_code == 200, answer.text


def test_there_are_some_of_each() -> None:
    assert len(PROGRAMS) == 2
    assert len(ADDRESSES) == 5
