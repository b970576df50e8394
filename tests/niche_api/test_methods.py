"""Each page of docs/methods that has a worked example computes what it says, in both languages."""

import doctest
import re
from pathlib import Path

import pytest

METHODS = Path(__file__).parents[2] / "docs" / "methods"
EXAMPLE = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
OTHER_LANGUAGE = re.compile(r"^\[(?:English|Español)\]\((\S+)\)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")

WORKED = {
    page.relative_to(METHODS).as_posix(): page
    for page in sorted(METHODS.rglob("*.md"))
    if EXAMPLE.search(page.read_text("utf-8"))
}


def _examples(page: Path) -> str:
    return "\n".join(EXAMPLE.findall(page.read_text("utf-8")))


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_example_computes_what_its_page_says(name: str) -> None:
    test = doctest.DocTestParser().get_doctest(_examples(WORKED[name]), {}, name, name, 0)
    told: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(test, out=told.append).failed == 0, "".join(told)
    assert test.examples


@pytest.mark.parametrize("name", WORKED)
def test_a_page_has_its_like_in_the_other_language(name: str) -> None:
    page = WORKED[name]
    found = OTHER_LANGUAGE.search(page.read_text("utf-8"))
    assert found, "its second line links the other language"
    other = (page.parent / found[1]).resolve()
    back = OTHER_LANGUAGE.search(other.read_text("utf-8"))
    assert back
    assert (other.parent / back[1]).resolve() == page
    assert _examples(other) == _examples(page)


@pytest.mark.parametrize("name", WORKED)
def test_links_of_a_page_lead_somewhere(name: str) -> None:
    page = WORKED[name]
    links = LINK.findall(page.read_text("utf-8"))
    gone = [link for link in links if not (page.parent / link).exists()]
    assert gone == []
