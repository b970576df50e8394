"""Answers as JSON are the bytes that pydantic writes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from eslabon.contracts.envelope import Contract
from hypothesis import given
from hypothesis import strategies as st
from servicekit.encoding import encoded

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


class Kind(StrEnum):
    """A choice."""

    ONE = "ONE"
    OTHER = "OTRO"


class Inner(Contract):
    """A part."""

    amount: Decimal
    kind: Kind


class Outer(Contract):
    """A whole, with every kind of value that contracts have."""

    text: str | None
    number: float
    count: int
    on: date | None
    at: datetime
    parts: list[Inner]
    done: bool


@given(
    st.builds(
        Outer,
        text=st.none() | TEXT,
        number=st.floats(allow_nan=False, allow_infinity=False).map(lambda x: round(x % 1e6, 6)),
        count=st.integers(-(2**53), 2**53),
        on=st.none() | st.dates(),
        at=st.integers(-(2**31), 2**32).map(lambda s: datetime.fromtimestamp(s, UTC)),
        parts=st.lists(
            st.builds(
                Inner,
                amount=st.decimals(-1000, 10**15, allow_nan=False, places=4),
                kind=st.sampled_from(Kind),
            ),
            max_size=3,
        ),
        done=st.booleans(),
    )
)
def test_an_answer_is_what_pydantic_writes(answer: Outer) -> None:
    assert Outer.model_validate_json(encoded(answer)) == answer
    assert encoded(answer) == answer.model_dump_json().encode()


def test_decimals_have_no_exponent() -> None:
    sent = Inner(amount=Decimal("2E+4"), kind=Kind.ONE)
    assert encoded(sent) == b'{"amount":"20000","kind":"ONE"}'


def test_what_has_no_form_in_json_is_refused() -> None:
    with pytest.raises(TypeError):
        encoded({"found": object()})
