"""The sample's editions and a made-up one with answers, served over HTTP."""

import gzip
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import sample
from niche_api.app import create_app
from servicekit.settings import Settings

from tests.niche_api.conftest import Ask, Serve, asking
from tests.niche_api.loading import File, loaded

PHASES = ("PLANNING", "IMPLEMENTATION", "MONITORING")
OF_INDEX = ("policy_editions", "policy_items", "policy_figures")


def csv(columns: str, rows: Iterable[str]) -> bytes:
    """Return a csv of rows written with commas."""
    return "\n".join([columns, *rows, ""]).encode()


def structure(edition: str) -> bytes:
    """Return an edition of two dimensions: one of two sub-dimensions, one of one."""
    rows = []

    def add(
        item: str, parent: str, level: str, n: int, phase: str = "", question: str = ""
    ) -> None:
        rows.append(f"{edition},{item},{parent},{level},{n},{item},{phase},{question},,A,X")

    for n, (dimension, parts) in enumerate((("uno", ("a", "b")), ("dos", ("c",))), 1):
        add(dimension, "", "DIMENSION", n)
        for m, part in enumerate(parts, 1):
            add(f"sub-{part}", dimension, "SUB_DIMENSION", m)
            for k, phase in enumerate(PHASES, 1):
                block = f"{part}-{phase.lower()}"
                add(block, f"sub-{part}", "BLOCK", k, phase=phase)
                add(f"{block}-1", block, "INDICATOR", 1, question="YES_NO")
                add(f"{block}-2", block, "INDICATOR", 2, question="CHOICE")
                add(f"{block}-3", block, "INDICATOR", 3, question="OPEN")
    columns = "edition,item,parent,level,position,name_es,phase,question,weight,basis,reference"
    return csv(columns, rows)


def answers(edition: str, country: str, scores: dict[str, str]) -> File:
    """Return answers of a country: items with their scores."""
    rows = [f"{edition},{country},{item},{score},X" for item, score in scores.items()]
    content = csv("edition,country,item,score,reference", rows)
    return "policy_answers", {"edition": edition, "country": country}, content


def every(yes_no: str, choice: str, *parts: str) -> dict[str, str]:
    """Return the same scores for the two scored indicators of each block of sub-dimensions."""
    return {
        f"{part}-{phase.lower()}-{n}": score
        for part in parts
        for phase in PHASES
        for n, score in ((1, yes_no), (2, choice))
    }


def of_sample() -> list[File]:
    """Return the files of the sample on the index."""
    return [
        (entry.dataset, entry.slice, gzip.decompress(entry.path.read_bytes()))
        for entry in sample.entries("open")
        if entry.dataset in OF_INDEX
    ]


MADE_UP: list[File] = [
    (
        "policy_editions",
        "TEST",
        csv(
            "edition,year,name_es,name_en,countries,average,reference",
            ["2030,2030,Prueba,Trial,BOL|PER,LA2,X", "2032,2032,Otra,Other,BOL|PER,,X"],
        ),
    ),
    ("policy_items", {"edition": "2030"}, structure("2030")),
    ("policy_items", {"edition": "2032"}, structure("2032")),
    answers("2030", "BOL", every("1", "1", "a", "c") | every("0", "0", "b")),
    answers("2030", "PER", every("1", "0", "a", "b", "c")),
    answers("2030", "GTM", {"c-implementation-1": "1", "c-planning-2": "0.5"}),
    answers("2032", "BOL", every("1", "1", "a", "b", "c")),
    (
        "policy_figures",
        "TEST",
        csv(
            "edition,area,item,metric,value,standing,approximate,reference",
            ["2030,PER,uno,SCORE,3.5,,false,X"],
        ),
    ),
]


@pytest.fixture(scope="module")
def ask(module_database: str, serve: Serve, tmp_path_factory: Any) -> Iterator[Ask]:
    """Ask a niche-api with the editions of the sample and the made-up ones."""
    loaded(module_database, [*of_sample(), *MADE_UP])
    settings = Settings(database_url=module_database, uploads=tmp_path_factory.mktemp("up"))
    with serve(create_app(settings)) as url:
        yield asking(url)
