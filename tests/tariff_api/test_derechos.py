"""The page that teaches how to write a duty tells the truth."""

import re
from decimal import Decimal
from pathlib import Path

from eslabon.contracts.expressions import Unit
from tariff_api.duties.expression import Consignment, parsed

PAGE = (Path(__file__).parents[2] / "docs" / "derechos.md").read_text(encoding="utf-8")


def test_every_duty_of_its_table_is_read() -> None:
    rows = re.findall(r"^\| [^|`]+ \| `([^`]+)`", PAGE, re.MULTILINE)
    duties = [row for row in rows if row[0].isdigit() or row == "PROHIBITED"]
    assert len(duties) == 9
    for duty in duties:
        assert parsed(duty).text() == duty


def test_it_names_every_unit_and_no_other() -> None:
    section = PAGE.partition("Las unidades:")[2].partition("Lo que no cabe")[0]
    assert set(re.findall(r"`(\w+)`", section)) == set(Unit)


def test_its_reduction_and_its_sum_are_right() -> None:
    duty = parsed("10% + 0.36 USD/kg")
    assert f"`{duty.reduced(Decimal(40)).text()}`" in PAGE
    levy = duty.levied(Consignment(Decimal(1000), weight_kg=Decimal("250.5")))
    shown = re.sub(r" +", " ", PAGE)
    for step in levy.steps:
        assert f"{step.formula} = {step.amount_usd}" in shown
