"""Baskets of regions in the sample: totals as published, no small cell, groups for every code."""

from collections.abc import Callable

import pytest

Rows = list[dict[str, str]]
Read = Callable[..., Rows]


def total(rows: Rows, region: str | None = None) -> float:
    """Return the sum of the values, in thousand millions."""
    return sum(float(row["value"] or 0) for row in rows if region in (None, row["region"])) / 1e9


@pytest.mark.parametrize(
    ("region", "published"),
    [("MX-CHH", 51.9), ("MX-COA", 40.9), ("MX-NLE", 39.5), ("MX-BCN", 38.6)],
)
def test_states_of_mexico_export_what_is_published(
    rows: Read, region: str, published: float
) -> None:
    states = rows("regional_exports", "INEGI", "2018")
    assert {len(row["product"]) for row in states} == {3}
    assert total(states, region) == pytest.approx(published, abs=0.1)


def test_every_state_and_subsector_of_mexico_is_there(rows: Read) -> None:
    for year in range(2007, 2019):
        states = rows("regional_exports", "INEGI", str(year))
        # The source itself leaves one state out in two years.
        assert len({row["region"] for row in states}) == (31 if year in (2011, 2012) else 32)
        assert len({row["product"] for row in states}) == 23


@pytest.mark.parametrize(
    ("source", "year", "published"),
    [("DATAVIVA", "2011", 41.36), ("COMEXSTAT", "2023", 20.04), ("COMEXSTAT", "2020", 12.19)],
)
def test_states_of_brazil_export_what_is_published(
    rows: Read, source: str, year: str, published: float
) -> None:
    assert total(rows("regional_exports", source, year)) == pytest.approx(published, abs=0.01)


def test_parana_says_which_chapters_it_covers(rows: Read) -> None:
    parana = rows("regional_exports", "COMEXSTAT")
    assert {row["scope"] for row in parana} == {"01-24"}
    assert all("01" <= row["product"][:2] <= "24" for row in parana)


def test_no_cell_of_fewer_than_three_establishments_has_a_value(rows: Read) -> None:
    census = rows("regional_exports", "INEGI-CENSO")
    assert len({row["product"] for row in census}) > 800
    assert len({row["region"] for row in census}) == 32
    small = [row for row in census if int(row["establishments"]) < 3]
    assert len(small) == 4121
    assert not any(row["value"] for row in small)
    assert sum(int(row["establishments"]) for row in census) == 4_800_157


def test_every_heading_and_activity_has_one_group(rows: Read) -> None:
    groups = rows("product_groups")
    codes = {
        "HS": {row["product"] for row in rows("totals", "2019")},
        "SCIAN": {row["product"] for row in rows("regional_exports", "MEX")},
    }
    for family, every in codes.items():
        ranges = [
            (row["code_from"], row["code_to"])
            for row in groups
            if (row["scheme"], row["nomenclature"]) == ("sector", family)
        ]
        for code in every:
            holding = [one for one in ranges if one[0] <= code[: len(one[0])] <= one[1]]
            assert len(holding) == (0 if code > "98" else 1), code
