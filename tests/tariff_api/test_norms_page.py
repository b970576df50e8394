"""The page of norms: its examples answer as it says."""

import re
from pathlib import Path

import httpx
import pytest

PAGE = Path(__file__).parents[2] / "docs" / "normas.md"
EXAMPLES = re.findall(r"^GET (/v1/\S+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 11


@pytest.mark.parametrize("example", EXAMPLES)
async def test_an_example_answers_or_says_why_not(real: httpx.AsyncClient, example: str) -> None:
    answer = await real.get(example)

    found = answer.json()
    assert answer.status_code == 200
    missing = found["missing"] if "missing" in found else found["meta"]["missing"]
    assert found.get("items") or found.get("indicators") or missing
