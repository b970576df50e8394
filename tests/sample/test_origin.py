"""Rules of origin in the sample: none is lost, none is read as more than it says."""

import re
from collections import defaultdict
from collections.abc import Callable

import pytest
from build_sample.origin_text import change, clauses, goods, plain, spans

from .conftest import Rows

SCHEMES = {
    "uk-andean": 1120,
    "uk-mexico": 1092,
    "uk-central-america": 1056,
    "uk-chile": 1005,
    "uk-cariforum": 967,
    "uk-cptpp": 2561,
}


@pytest.mark.parametrize(("regime", "count"), SCHEMES.items())
def test_every_rule_of_the_source_is_there_once(
    rows: Callable[..., Rows], regime: str, count: int
) -> None:
    found = rows("origin_rules", regime)

    assert len({row["source"] for row in found}) == count
    assert len({(row["rule_set"], row["rule"]) for row in found}) == len(found)


@pytest.mark.parametrize("regime", SCHEMES)
def test_a_set_ends_without_an_operator_and_texts_have_no_marks(
    rows: Callable[..., Rows], regime: str
) -> None:
    sets: defaultdict[str, Rows] = defaultdict(list)
    for row in rows("origin_rules", regime):
        sets[row["rule_set"]].append(row)
        assert not re.search(r"\]\(|\*|^- ", row["text_en"]), row
        assert row["nomenclature"] == ""
        assert row["text_en"] or row["rule_class"] not in ("TEXT", "PSR")
    for of_set in sets.values():
        ordered = sorted(of_set, key=lambda row: int(row["rule"]))
        assert [bool(row["operator"]) for row in ordered] == [True] * (len(ordered) - 1) + [False]


def test_regimes_are_of_agreements_of_the_registry(rows: Callable[..., Rows]) -> None:
    known = {row["code"] for row in rows("agreements")}
    for row in rows("origin_regimes"):
        joined = [*row["agreements"].split("|"), *row["agreements_except"].split("|")]
        assert set(joined) - {""} <= known


def test_what_no_source_states_is_marked(rows: Callable[..., Rows]) -> None:
    general = next(row for row in rows("origin_regimes") if row["regime"] == "aladi-252")

    assert {"value_limit_percent", "value_limit_milder_percent", "direct_transport"} <= set(
        general["assumed"].split("|")
    )
    assert general["agreements"] == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chapter 17", "17"),
        ("heading 3701 to heading 3704", "3701-3704"),
        ("heading 0401, heading 0402 or chapter 4", "0401|0402|04"),
        ("subheading 030461 through 030473", "030461-030473"),
        ("heading 0401 containing milk", None),
        ("mangoes of subheading 080450", None),
    ],
)
def test_lists_of_codes_are_read_whole_or_not_at_all(text: str, expected: str | None) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Manufacture from materials of any heading, except that of the product. However, "
            "materials of the same heading as the product may be used, provided that their total "
            "value does not exceed **20%** of the ex-works price of the product.",
            [("CTH", "", "", "20")],
        ),
        (
            "Manufacture:\n\n- from materials of any heading, except that of the product, *and*\n\n"
            "- in which all the grapes or materials derived from grapes used are wholly obtained.",
            [("CTH", "", "", ""), ("TEXT", "", "", "")],
        ),
        (
            "Manufacture in which all the materials of [chapter 3](/chapters/03) used are wholly "
            "obtained.",
            [("WO", "03", "", "")],
        ),
        (
            "Manufacture from materials of any heading, except [heading 3701](/headings/3701) to "
            "[heading 3704](/headings/3704).",
            [("VA", "3701-3704", "0", "")],
        ),
        (
            "Manufacture in which the value of all the materials used, except natural rubber, does "
            "not exceed **50%** of the ex-works price of the product.",
            [("TEXT", "", "", "")],
        ),
    ],
)
def test_only_clauses_understood_whole_become_conditions(
    text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = [
        (
            one["rule_class"],
            one.get("materials", ""),
            one.get("threshold_percent", ""),
            one.get("allowance_percent", ""),
        )
        for one in clauses(text, "")
    ]

    assert found == expected


def test_rules_of_the_trans_pacific_kind() -> None:
    barred = change(
        "A change to a good of [subheading 190120](/subheading/1901200000-80) from any other "
        "chapter, except from [heading 0401](/headings/0401) to [heading 0406](/headings/0406)."
    )
    content = change("- b) **40%** under the build-down method.")
    process = change(
        "A change to a good of [subheading 611020](/x) from any other chapter, provided that the "
        "good is cut or knit to shape."
    )

    assert (barred["rule_class"], barred["barred"]) == ("CC", "0401-0406")
    assert (content["threshold_percent"], content["threshold_basis"]) == ("40", "BUILD_DOWN")
    assert process["rule_class"] == "TEXT"
    assert (
        goods("A change to a good of [heading 2204](/headings/2204) from any other chapter.") == ""
    )
    assert goods("A change to any other good of heading 2204 from any other chapter.") != ""
    assert plain("All of [chapter 1](/chapters/01), **30%**.") == "All of chapter 1, 30%."
