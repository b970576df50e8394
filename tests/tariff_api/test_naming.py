"""Names of agreements as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tariff_api.agreements.naming import AMBIGUOUS, key


@pytest.mark.parametrize(
    "name",
    ["AAP.CE 58", "ACE 58", "ACE-58", "ace58", "AAP.CE N° 58", "AAP.CE Nº 58", "AAP CE No. 58",
     "ACE nro 58", "CE 58", "AAP.CE 058", "AAP.CE58", "Acuerdo de Complementación Económica 58",
     "Acuerdo de Complementación Económica N° 58", "acordo de complementação econômica nº 58",
     "Acuerdo de Alcance Parcial de Complementación Económica N° 58 (Argentina–Perú)",
     "Economic Complementation Agreement No. 58", "ALADI AAP.CE 58"],
)  # fmt: skip
def test_spellings_of_one_agreement_have_one_key(name: str) -> None:
    assert key(name) == key("AAP.CE 58")


@pytest.mark.parametrize(
    "name",
    ["PTR-04", "PTR 4", "APTR 04", "AR.PAR N° 4", "PAR 4", "APTR04",
     "Acuerdo Regional relativo a la Preferencia Arancelaria Regional N° 4"],
)  # fmt: skip
def test_spellings_of_the_regional_preference_have_one_key(name: str) -> None:
    assert key(name) == key("AR.PAR 4")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("AT25TM 41", "AAP.A25TM 41"),
        ("Acuerdo al amparo del Artículo 25 del Tratado de Montevideo 1980 N° 41", "AAP.A25TM 41"),
        ("Acuerdo Regional de Apertura de Mercados N° 1", "AR.AM 1"),
        ("NAM 2", "AR.AM 2"),
        ("Acuerdo de Alcance Parcial de Renegociación N° 29", "AAP.R 29"),
    ],
)
def test_a_family_may_be_written_out(name: str, code: str) -> None:
    assert key(name) == key(code)


def test_different_agreements_have_different_keys() -> None:
    codes = ["AAP.CE 5", "AAP.CE 58", "AAP.C 58", "AAP.A25TM 41", "AAP.A14TM 41", "AR.AM 1", "CAN"]

    assert len({key(code) for code in codes}) == len(codes)


def test_numbers_of_registers_keep_their_prefix() -> None:
    assert key("OMC 692") == key("wto 692") != key("DESTA 692")


def test_a_bare_aec_is_no_agreement() -> None:
    assert key("aec") in AMBIGUOUS
    assert key("A.E.C.") in AMBIGUOUS
    assert key("ACE 18") not in AMBIGUOUS


@given(
    st.sampled_from(["AAP.CE", "ACE", "ace", "CE", "aap ce", "A.A.P.C.E."]),
    st.sampled_from([" ", "-", "", " N° ", " nro ", " No. ", " #", "  "]),
    st.integers(1, 999),
    st.integers(0, 2),
)
def test_stem_sign_and_zeros_never_change_the_agreement(
    stem: str, sign: str, number: int, zeros: int
) -> None:
    assert key(f"{stem}{sign}{'0' * zeros}{number}") == f"AAPCE{number}"


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)
