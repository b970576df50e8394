"""Tariffs with more than percentages, charges and quotas: the figures of their sources."""

from collections import Counter
from collections.abc import Callable

import pytest
from eslabon.contracts.expressions import DutyType
from tariff_api.duties.expression import parsed

Rows = list[dict[str, str]]
Read = Callable[..., Rows]


def duties(rows: Read, importer: str) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("duties", importer)}


def test_every_expression_can_be_read_and_stands_without_a_rate(rows: Read) -> None:
    written = [row for row in rows("duties") if row["expression"]]
    assert len(written) == 22 + 43 + 15 + 20
    for row in written:
        assert parsed(row["expression"]).text() == row["expression"]
        assert not row["rate_percent"], row["code"]
    for row in rows("charges"):
        assert parsed(row["expression"]).text() == row["expression"]


def test_mexico_has_the_duties_its_source_counts(rows: Read) -> None:
    found = duties(rows, "MEX")
    assert len(found) == 12317 == 7250 + 4986 + 44 + 15 + 22
    free = [row for row in found.values() if row["rate_percent"] == "0"]
    dutiable = [row for row in found.values() if row["rate_percent"] not in ("", "0")]
    assert (len(free), len(dutiable)) == (7250, 4986)
    kinds = Counter(
        parsed(row["expression"]).duty_type for row in found.values() if row["expression"]
    )
    # One of the 44 mixed duties is misprinted (036) and left unknown.
    assert kinds == {DutyType.COMPOUND: 43, DutyType.SPECIFIC: 15, DutyType.PROHIBITED: 22}
    unknown = [
        code for code, row in found.items() if not row["rate_percent"] and not row["expression"]
    ]
    assert unknown == ["04052001"]
    changed = sum("decreto posterior" in row["legal_base"] for row in found.values())
    assert changed == 2460


@pytest.mark.parametrize(
    ("importer", "code", "expression", "printed"),
    [
        ("MEX", "04021099", "10% + 0.36 USD/kg", "AMX (10%+0.36)*"),
        ("MEX", "17029001", "0.39586 USD/kg", "AE (.39586)*"),
        ("MEX", "40122001", "2 USD/unit", "AE (2 dlls.)*"),
        ("MEX", "22029099", "20% + 0.36 USD/l", "AMX * (20%+0.36)"),
        ("MEX", "12119002", "PROHIBITED", "Prohibida"),
        ("MEX", "04052001", "", "AMX (20%+036)*"),
        (
            "ECU",
            "2203000000",
            "1% + 0.25 USD/degree_litre",
            "1% + USD 0.25 G.A.L. (Grado alcoholico por litro)",
        ),
        ("ECU", "1509900000", "", "kg 0"),
    ],
)
def test_a_printed_duty_is_read_no_further_than_it_goes(
    rows: Read, importer: str, code: str, expression: str, printed: str
) -> None:
    row = duties(rows, importer)[code]
    assert (row["rate_percent"], row["expression"]) == ("", expression)
    assert row["rate_text"] == printed


def test_mexico_of_2014_is_never_the_law_of_a_later_day(rows: Read) -> None:
    assert {(row["valid_from"], row["valid_to"]) for row in rows("duties", "MEX")} == {
        ("2014-12-01", "2014-12-31")
    }


def test_chile_levies_six_percent_on_all_but_35_lines(rows: Read) -> None:
    rates = Counter(row["rate_percent"] for row in rows("duties", "CHL"))
    assert rates == {"6": 8524, "0": 35}


def test_ecuador_is_partial_and_three_lines_have_no_rate(rows: Read) -> None:
    found = duties(rows, "ECU")
    assert len(found) == 2243
    assert {code[:2] for code in found} == {f"{chapter:02}" for chapter in range(1, 30)}
    blank = [c for c, row in found.items() if not row["rate_percent"] and not row["expression"]]
    assert blank == ["0105110010", "0105110020", "1509900000"]
    known = {row["code"] for row in rows("codes", "HS2022") if row["is_line"] == "true"}
    covered = {code[:6] for code in found}
    assert covered <= known
    assert len({code for code in known if code[:2] <= "29"} - covered) == 226


def test_bolivia_leaves_out_what_two_transcriptions_dispute(rows: Read) -> None:
    found = duties(rows, "BOL")
    rates = Counter(row["rate_percent"] for row in found.values())
    assert rates == {"20": 209 - 5, "10": 115, "15": 37, "5": 13, "0": 6, "": 6}
    assert found["0303990090"]["rate_text"].startswith("22")
    assert found["0303890010"]["rate_text"] == found["0303890010"]["rate_percent"]  # paiche


def test_bolivia_grants_margins_by_beneficiary_and_names_an_agreement_only_for_mexico(
    rows: Read,
) -> None:
    margins = rows("preferences", "BOL")
    by_beneficiary = Counter(row["beneficiary"] for row in margins)
    others = ["ARG", "BRA", "COL", "CUB", "ECU", "PER", "PRY", "URY", "VEN"]
    assert by_beneficiary == dict.fromkeys([*others, "MEX"], 381)
    assert {row["agreement"] for row in margins if row["beneficiary"] != "MEX"} == {""}
    mexican = Counter(
        (row["agreement"], row["margin_percent"]) for row in margins if row["beneficiary"] == "MEX"
    )
    assert mexican == {("AAP.CE 66", "100"): 363, ("AAP.CE 66", "0"): 18}
    assert "CHL" not in by_beneficiary


def test_charges_are_those_with_a_source_and_no_other(rows: Read) -> None:
    found = rows("charges")
    of_all_goods = {
        (row["charge"], row["expression"], row["base"]) for row in found if not row["code"]
    }
    assert of_all_goods == {
        ("igv", "16%", "CUSTOMS_VALUE_AND_DUTY"),
        ("ipm", "2%", "CUSTOMS_VALUE_AND_DUTY"),
        ("itbms", "7%", "CUSTOMS_VALUE_AND_DUTY"),
        ("fodinfa", "0.5%", "UNKNOWN"),
        ("tasa-estadistica", "3%", "UNKNOWN"),
    }
    assert {row["verified"] for row in found} == {"false"}
    advance = Counter(row["expression"] for row in found if row["charge"] == "anticipo-irae")
    assert advance == {"4%": 1582, "15%": 518}
    lines = {row["code"] for row in rows("codes", "URY2025") if row["is_line"] == "true"}
    ours = rows("charges", "URY")
    assert sum(row["code"] not in lines for row in ours) == 356  # as the manifest says


def test_colombian_remedies_have_their_origin_and_the_dates_that_are_written(rows: Read) -> None:
    found = rows("charges", "COL")
    assert len(found) == 23
    assert Counter((row["kind"], row["origin"]) for row in found) == {
        ("ANTIDUMPING", "CHN"): 19,
        ("SAFEGUARD", "NO_AGREEMENT"): 4,
    }
    dates = {
        row["charge"]: (row["valid_from"], row["valid_to"], row["dates_stated"]) for row in found
    }
    assert dates["antidumping-7-2025-teja"] == ("2025-01-22", "2030-01-22", "true")
    assert dates["antidumping-45-2023-tubos"] == ("2023-03-13", "2028-03-13", "true")
    assert dates["antidumping-410-2024-cable"] == ("2021-12-03", "", "true")  # under review
    assert dates["antidumping-29-2021-tubos"] == ("2021-02-16", "", "false")
    assert dates["safeguard-1294-2024-acero"] == ("2024-10-18", "", "false")
    (casing,) = (row for row in found if row["code"] == "7304290000")
    assert (casing["expression"], casing["base"]) == ("1913.92 USD/t", "QUANTITY")
    assert {row["base"] for row in found if "/" not in row["expression"]} == {"UNKNOWN"}
    two = {row["expression"] for row in found if row["code"] == "7210610000"}
    assert two == {"41.74%", "94.64%"}


def test_quotas_are_22_without_codes_or_balance(rows: Read) -> None:
    found = rows("quotas")
    assert len(found) == len({row["quota"] for row in found}) == 22
    assert not any(row["codes"] or row["balance"] for row in found)
    agreements = {row["code"] for row in rows("agreements")}
    assert {row["agreement"] for row in found} - {""} == {"AAP.CE 6"} <= agreements
    peaches = next(row for row in found if row["agreement"])
    assert (peaches["importer"], peaches["volume"], peaches["unit"]) == ("ARG|MEX", "10000", "t")
