"""The licence of figures, their words in each language, and what is said once."""

from datetime import date
from decimal import Decimal

import pytest
from eslabon.contracts.envelope import Lang, Missing, Provenance, Reason
from eslabon.contracts.regional import Unit
from niche_api.reports import figures, record_sections
from niche_api.reports.document import Bullets, Paragraph, Table
from niche_api.reports.words import LABELS, STATUS, UNIT_OF_VALUE, VERDICT, Words

from tests.niche_api.reports.reading import BREAKS

SPANISH = Words(Lang.ES)


def source(dataset: str, licence: str) -> Provenance:
    """Return a provenance."""
    return Provenance(
        dataset=dataset,
        slice="",
        release=1,
        source="Atlas",
        licence=licence,
        year=2019,
        cite_as="Atlas 2019",
        url=None,
        retrieved_on=None,
    )


def test_figures_of_non_commercial_data_carry_that_licence() -> None:
    found = [source("a", "CC BY-NC-SA: attribution"), source("b", "CC BY-NC-SA: attribution")]
    said, table = record_sections.sources([*found, source("c", "CC0")], SPANISH).blocks
    assert isinstance(said, Paragraph)
    assert "licencia no comercial (CC BY-NC-SA: attribution) y llevan esa licencia" in said.text
    assert isinstance(table, Table)
    assert [row[3] for row in table.rows] == ["a, b", "c"]


def test_figures_of_open_data_carry_theirs() -> None:
    said, _ = record_sections.sources([source("a", "CC0")], SPANISH).blocks
    assert isinstance(said, Paragraph)
    assert "no comercial" not in said.text


def test_what_is_missing_is_said_once() -> None:
    gap = Missing(what="x", reason=Reason.NOT_LOADED, detail="Falta x.")
    (said,) = record_sections.gaps([gap, gap], SPANISH).blocks
    assert said == Bullets(["Falta x."])


@pytest.mark.parametrize(
    ("value", "decimals", "lang", "said"),
    [
        (1234567.891, 1, Lang.ES, "1\u202f234\u202f567,9"),
        (1234567.891, 1, Lang.PT, "1.234.567,9"),
        (1234567.891, 1, Lang.EN, "1,234,567.9"),
        (-0.244, 2, Lang.ES, "−0,24"),
        (-0.001, 2, Lang.ES, "0,00"),
        (Decimal("12.65"), 1, Lang.EN, "12.6"),
        (None, 1, Lang.ES, "—"),
        (7, 0, Lang.ES, "7"),
    ],
)
def test_figures_are_written_as_the_language_does(
    value: float | Decimal | None, decimals: int, lang: Lang, said: str
) -> None:
    assert figures.fixed(value, decimals, lang) == said


def test_values_are_in_the_unit_that_the_table_names() -> None:
    assert figures.scaled(5_959_826.0, Unit.USD, Lang.ES) == "5,96"
    assert figures.scaled(5_959_826.0, Unit.KG, Lang.EN) == "5.96"
    assert figures.scaled(59_598.0, Unit.PERSONS, Lang.ES) == "59,6"
    assert figures.scaled(66_492_000_000.0, Unit.USD, Lang.ES) == "66\u202f492"
    assert set(UNIT_OF_VALUE) == set(Unit)


def test_shares_and_days() -> None:
    assert figures.percent(0.1178, 1, Lang.ES) == "11,8\u202f%"
    assert figures.percent(0.1178, 1, Lang.EN) == "11.8%"
    assert figures.day(date(2026, 3, 15), Lang.PT) == "15/03/2026"
    assert figures.day(date(2026, 3, 15), Lang.EN) == "2026-03-15"
    assert figures.TO.translate(BREAKS) == "–"


def test_every_word_is_there_in_three_languages() -> None:
    for words in (LABELS, STATUS, VERDICT, UNIT_OF_VALUE):
        for texts in words.values():
            assert set(texts) == set(Lang)
            assert all(texts.values())
