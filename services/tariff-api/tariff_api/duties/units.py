"""Units of quantity: which of them convert into each other, and what people call them."""

from collections.abc import Mapping
from decimal import Decimal

from eslabon.contracts.envelope import Lang
from eslabon.contracts.expressions import Unit
from servicekit.releases.dataset import Texts, texts

# Dimension of each unit, and how much of the dimension's first unit one of it is.
_MEASURES: Mapping[Unit, tuple[str, Decimal]] = {
    Unit.KG: ("mass", Decimal(1)),
    Unit.G: ("mass", Decimal("0.001")),
    Unit.T: ("mass", Decimal(1000)),
    Unit.CARAT: ("mass", Decimal("0.0002")),
    Unit.L: ("volume", Decimal(1)),
    Unit.HL: ("volume", Decimal(100)),
    Unit.M3: ("volume", Decimal(1000)),
    Unit.ML_ALCOHOL: ("alcohol", Decimal(1)),
    Unit.L_ALCOHOL: ("alcohol", Decimal(1000)),
    Unit.DEGREE_LITRE: ("alcohol", Decimal(10)),
    Unit.UNIT: ("count", Decimal(1)),
    Unit.DOZEN: ("count", Decimal(12)),
    Unit.THOUSAND: ("count", Decimal(1000)),
    Unit.M: ("length", Decimal(1)),
    Unit.M2: ("area", Decimal(1)),
    Unit.PAIR: ("pairs", Decimal(1)),
    Unit.HEAD: ("heads", Decimal(1)),
    Unit.KWH: ("energy", Decimal(1)),
}
_NAMES: Mapping[Unit, Texts] = {
    Unit.CARAT: texts("quilate", "quilate", "carat"),
    Unit.M2: texts("m²", "m²", "m²"),
    Unit.M3: texts("m³", "m³", "m³"),
    Unit.ML_ALCOHOL: texts("ml de alcohol puro", "ml de álcool puro", "ml of pure alcohol"),
    Unit.L_ALCOHOL: texts("l de alcohol puro", "l de álcool puro", "l of pure alcohol"),
    Unit.DEGREE_LITRE: texts(
        "grado alcohólico y litro", "grau alcoólico e litro", "degree of alcohol and litre"
    ),
    Unit.UNIT: texts("unidad", "unidade", "unit"),
    Unit.PAIR: texts("par", "par", "pair"),
    Unit.DOZEN: texts("docena", "dúzia", "dozen"),
    Unit.THOUSAND: texts("millar", "milheiro", "thousand"),
    Unit.HEAD: texts("cabeza", "cabeça", "head"),
    Unit.KWH: texts("kWh", "kWh", "kWh"),
}


def name(unit: Unit, lang: Lang) -> str:
    """Return what a unit is called in a language."""
    found = _NAMES.get(unit)
    return found[lang] if found else unit.value


def converted(quantities: Mapping[Unit, Decimal], wanted: Unit) -> Decimal | None:
    """Return a quantity in the unit wanted; None where none of its dimension is given.

    A quantity given in that very unit wins; else the first one, in the order of `Unit`.
    """
    if wanted in quantities:
        return quantities[wanted]
    dimension, size = _MEASURES[wanted]
    for unit, (other, factor) in _MEASURES.items():
        if other == dimension and unit in quantities:
            return quantities[unit] * factor / size
    return None
