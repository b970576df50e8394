"""What a code is called, as a pure rule."""

import pytest
from eslabon.contracts.envelope import Lang
from tariff_api.nomenclature.language import Wording, wording

NUTS = Wording("Nueces > Sin cáscara", "Frutas > Nueces > Sin cáscara")
PARTS = Wording("Partes", "Máquinas > Partes")
SPANISH = {"080122": NUTS, "850300": PARTS}
PORTUGUESE = {Lang.PT: Wording("Outras", "Máquinas > Partes > Outras")}


def test_the_own_text_comes_first() -> None:
    own = Wording("Propio", "Capítulo > Propio")
    assert wording("85030090", "850300", Lang.ES, {Lang.ES: own}, SPANISH) == own


def test_a_subheading_without_a_text_takes_that_of_the_harmonized_system() -> None:
    assert wording("850300", "85", Lang.ES, PORTUGUESE, SPANISH) == PARTS


def test_the_only_line_of_a_subheading_is_called_as_it_is() -> None:
    assert wording("08012200", "0801", Lang.ES, PORTUGUESE, SPANISH) == NUTS


@pytest.mark.parametrize(("code", "parent"), [("85030090", "850300"), ("8503000000", "850300")])
def test_one_of_several_lines_adds_its_own_text(code: str, parent: str) -> None:
    said = wording(code, parent, Lang.ES, PORTUGUESE, SPANISH)
    assert said == Wording("Partes > Outras", "Máquinas > Partes > Outras")


def test_without_a_subheading_in_the_language_the_text_at_hand_stays() -> None:
    assert wording("99019000", "9901", Lang.ES, PORTUGUESE, SPANISH) == PORTUGUESE[Lang.PT]
