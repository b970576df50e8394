"""What a duty or charge is made of: its type, and the units that specific amounts are per."""

from enum import StrEnum


class DutyType(StrEnum):
    """How a duty is levied."""

    AD_VALOREM = "AD_VALOREM"
    """Percent of customs value."""
    SPECIFIC = "SPECIFIC"
    """Amount per quantity."""
    COMPOUND = "COMPOUND"
    """Sum of a percentage and an amount per quantity."""
    MIXED = "MIXED"
    """With a minimum or a maximum."""
    PROHIBITED = "PROHIBITED"
    """No duty is levied: the goods must not enter."""


class Unit(StrEnum):
    """Unit of quantity of a specific duty."""

    KG = "kg"
    G = "g"
    T = "t"
    CARAT = "carat"
    L = "l"
    HL = "hl"
    M3 = "m3"
    ML_ALCOHOL = "ml_alcohol"
    """Millilitre of pure alcohol."""
    L_ALCOHOL = "l_alcohol"
    """Litre of pure alcohol."""
    DEGREE_LITRE = "degree_litre"
    """Degree of alcohol (percent by volume) and litre of the drink: ten millilitres of alcohol."""
    M = "m"
    M2 = "m2"
    UNIT = "unit"
    PAIR = "pair"
    DOZEN = "dozen"
    THOUSAND = "thousand"
    HEAD = "head"
    KWH = "kwh"
