"""What institutions say of niches: checked when it is sent, listed by place."""

import pytest
from servicekit.releases.faults import RefusedError
from servicekit.releases.load import FaultyRowsError

from tests.niche_api.conftest import Ask
from tests.niche_api.loading import loaded

HEADER = "place,nomenclature,product,year,institution,verdict,comment,validated_on\n"


def send(url: str, row: str, country: str = "BOL") -> None:
    """Send one validation."""
    loaded(url, [("validations", {"country": country}, f"{HEADER}{row}\n".encode())])


def test_validations_are_listed_by_place(ask: Ask) -> None:
    page = ask("/v1/validations/BOL").json()
    assert [(one["product"], one["verdict"]) for one in page["items"]] == [
        ("0101", "CONFIRMED"),
        ("0202", "CONDITIONAL"),
    ]
    assert page["items"][0]["provenance"]["dataset"] == "validations"
    one = ask("/v1/validations/bo-l", product="0101").json()["items"]
    assert [(each["institution"], each["comment"]) for each in one] == [("Gobernación", None)]


def test_a_place_or_product_without_validation_says_so(ask: Ask) -> None:
    (missing,) = ask("/v1/validations/CHL").json()["meta"]["missing"]
    assert (missing["what"], missing["reason"]) == ("validations", "not_loaded")
    (missing,) = ask("/v1/validations/BOL", product="9999").json()["meta"]["missing"]
    assert missing["reason"] == "not_identified"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("CHL,HS1992,0101,2019,X,CONFIRMED,,2026-01-01", "country=CHL"),
        ("CL-AN,HS1992,0101,2019,X,CONFIRMED,,2026-01-01", "country=CHL"),
        ("BOL,HS1992,0101,2019,X,CONDITIONAL,,2026-01-01", "comment"),
    ],
)
def test_a_release_that_breaks_a_rule_is_refused(fresh_database: str, row: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        send(fresh_database, row)


@pytest.mark.parametrize(
    "row",
    [
        "BOL,HS1992,0101,2019,X,MAYBE,,2026-01-01",
        "BOL,HS1992,0101,2019,X,CONFIRMED,<script>alert(1)</script>,2026-01-01",
        "BOL,HS1992,0101,2019,X,CONFIRMED,escriba a ana@example.org,2026-01-01",
        "Bolivia,HS1992,0101,2019,X,CONFIRMED,,2026-01-01",
    ],
)
def test_a_bad_row_is_refused(fresh_database: str, row: str) -> None:
    with pytest.raises(FaultyRowsError):
        send(fresh_database, row)
