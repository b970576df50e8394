"""What people may write for a code or a day, and what is never guessed from it."""

from datetime import date

import pytest
from eslabon.contracts.codes import CountryInput, Day, ProductCode
from pydantic import TypeAdapter, ValidationError

DAY: TypeAdapter[date] = TypeAdapter(Day)
PRODUCT: TypeAdapter[str] = TypeAdapter(ProductCode)
COUNTRY: TypeAdapter[str] = TypeAdapter(CountryInput)


@pytest.mark.parametrize(
    ("written", "code"),
    [("8503.00", "850300"), ("0801.22.00.00", "0801220000"), (" 08 01 ", "0801"), ("85", "85")],
)
def test_dots_and_blanks_between_pairs_are_dropped(written: str, code: str) -> None:
    assert PRODUCT.validate_python(written) == code


@pytest.mark.parametrize("written", ["0.5", "12345", "0801..22", "850.300", "x", "", "1" * 14])
def test_what_is_no_code_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        PRODUCT.validate_python(written)


def test_a_country_is_written_in_any_case() -> None:
    assert COUNTRY.validate_python(" bra") == "BRA"


@pytest.mark.parametrize("written", ["aß", "ſr", "ıt", "b r", "", "BRAZ"])
def test_a_letter_that_only_looks_like_one_of_a_code_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        COUNTRY.validate_python(written)


def test_a_day_is_a_date_of_the_calendar() -> None:
    assert DAY.validate_python("2024-02-29") == date(2024, 2, 29)
    assert DAY.json_schema()["format"] == "date"


@pytest.mark.parametrize("written", [0, "0", 86400, "1717200000", "2023-02-29", "2024-1-1", 1.0])
def test_a_number_is_never_taken_for_a_day(written: object) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(written)
