"""Names of agreements as people type them."""

import pytest
from tariff_api.agreements.naming import key


@pytest.mark.parametrize(
    "name",
    ["AAP.CE 58", "ACE 58", "ACE-58", "ace58", "AAP.CE N° 58", "AAP.CE Nº 58", "AAP CE No. 58",
     "ACE nro 58", "CE 58", "AAP.CE 058"],
)  # fmt: skip
def test_spellings_of_one_agreement_have_one_key(name: str) -> None:
    assert key(name) == key("AAP.CE 58")


@pytest.mark.parametrize("name", ["PTR-04", "PTR 4", "APTR 04", "AR.PAR N° 4", "PAR 4"])
def test_spellings_of_the_regional_preference_have_one_key(name: str) -> None:
    assert key(name) == key("AR.PAR 4")


def test_different_agreements_have_different_keys() -> None:
    codes = ["AAP.CE 5", "AAP.CE 58", "AAP.C 58", "AAP.A25TM 41", "AAP.A14TM 41", "AR.AM 1", "CAN"]

    assert len({key(code) for code in codes}) == len(codes)


def test_numbers_of_registers_keep_their_prefix() -> None:
    assert key("OMC 692") == key("wto 692") != key("DESTA 692")
