"""The labelled set is sound, and the search finds its development half."""

import csv
from pathlib import Path

import build_sample
import pytest
from eslabon.client.tariff import TariffClient
from eslabon.contracts.envelope import Lang
from tariff_api.nomenclature.words import STOPWORDS, Stems, folded, words

from tests.bench.search_set import Half, Pair, pairs, quality

TERMS = Path(build_sample.__file__).parent / "curated" / "terms.csv"


def essence(stems: Stems, text: str) -> frozenset[str]:
    """Return the stems of a text in all three languages, without the words that say nothing."""
    return frozenset(
        "/".join(stems.stem(lang, word) for lang in Lang)
        for word in words(text)
        if folded(word) not in STOPWORDS
    )


def test_the_set_is_large_and_even() -> None:
    found = pairs()

    assert len({(pair.keyword, pair.lang) for pair in found}) == len(found) >= 180
    for lang in Lang:
        for half in Half:
            assert sum(pair.lang == lang for pair in pairs(half)) >= 25


def test_no_name_is_copied_from_the_half_held_out() -> None:
    stems = Stems()
    held_out = {essence(stems, pair.keyword) for pair in pairs(Half.HELD_OUT)}
    with TERMS.open(encoding="utf-8", newline="") as file:
        copied = [
            row["term"]
            for row in csv.DictReader(file)
            if row["source"] == "editorial" and essence(stems, row["term"]) in held_out
        ]

    assert copied == []


async def test_every_label_is_a_heading_of_2022(real_tariff: TariffClient) -> None:
    known = {one.code for one in await real_tariff.codes("HS2022", level=4)}

    assert {heading for pair in pairs() for heading in pair.headings} <= known


async def found(tariff: TariffClient, asked: list[Pair]) -> list[list[str]]:
    answers = [await tariff.search(pair.keyword, lang=pair.lang) for pair in asked]
    return [[group.heading.code for group in answer.headings] for answer in answers]


async def test_the_development_half_is_found(real_tariff: TariffClient) -> None:
    asked = pairs(Half.DEVELOPMENT)
    measured = quality(asked, await found(real_tariff, asked))

    assert measured.recall10 >= 0.95
    assert measured.mrr >= 0.85


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("refrijerador", "8418"),
        ("computadro", "8471"),
        ("bycicle", "8712"),
        ("geladeria", "8418"),
        ("smart phone", "8517"),
        ("notebook", "8471"),
        ("celular", "8517"),
        ("castaña de brasil", "0801"),
        ("aviões", "8802"),
        ("8418.1", "8418"),
    ],
)
async def test_what_people_type_is_found_among_the_first_three(
    real_tariff: TariffClient, typed: str, heading: str
) -> None:
    answer = await real_tariff.search(typed)

    assert heading in [group.heading.code for group in answer.headings[:3]]


async def test_motor_leads_to_radiators_of_cast_iron(real_tariff: TariffClient) -> None:
    answer = await real_tariff.search("motor", limit=100)
    chapter = next(one for one in answer.chapters if one.code == "73")

    assert "7322" in {one.code for one in chapter.headings}
    heading = await real_tariff.product("HS2022", "7322")
    assert "732211" in {one.code for one in heading.children}
