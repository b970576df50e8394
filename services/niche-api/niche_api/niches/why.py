"""Why a product is a niche: sentences made of its figures, in three languages."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from eslabon.contracts.envelope import Lang
from eslabon.contracts.niches import Neighbour, NicheStatus
from eslabon.contracts.regional import Unit

from niche_api.geography.map_words import thousands
from niche_api.niches import words
from niche_api.regional.telling import beginning

if TYPE_CHECKING:
    from niche_api.niches.candidates import Candidates

Figures = Mapping[str, float | None]
"""Of a product, by the names of the arrays; None where unknown."""
MILLION = 1_000_000
LONGEST_NAME = 48
"""Letters of a product's name within a sentence."""
EXTREME = 0.05
"""Share of products that are called the least complex, and the most."""
HARDLY_ANY = 0.005
"""Advantage that two decimals do not show."""


def digits(value: float, lang: Lang, most: int = 2) -> str:
    """Return a figure with three significant digits at most, as the language writes it."""
    size = abs(value)
    decimals = most if size < 10 else 1 if size < 100 else 0
    whole, _, part = f"{value:,.{decimals}f}".partition(".")
    text, part = whole.replace(",", thousands(lang)), part.rstrip("0")
    return f"{text}{'.' if lang is Lang.EN else ','}{part}" if part else text


def amount(value: float, unit: Unit, lang: Lang) -> str:
    """Return a value with its unit, in millions where it is as large."""
    said = digits(value, lang)
    if value >= MILLION:
        said = words.MILLIONS[lang].format(value=digits(value / MILLION, lang))
        if lang is not Lang.EN and unit is Unit.LOCAL_CURRENCY:
            said = said.removesuffix(" de")
    return f"{said} {words.UNITS[unit][lang]}"


def shortened(product: str, name: str | None) -> str:
    """Return a code with the beginning of its name, as far as it says what it is."""
    if name is None:
        return product
    return f"{product} ({beginning(name, LONGEST_NAME)})"


def _weight(found: "Candidates", advantage: float, lang: Lang) -> str:
    """Return how much a product weighs in the place's basket."""
    if advantage == 0:
        return words.NOTHING[lang]
    if advantage < HARDLY_ANY:
        return words.HARDLY[lang]
    basis = words.BASIS[found.denominator][lang]
    return words.WEIGHT[lang].format(rca=digits(advantage, lang), basis=basis)


def _complexity(simpler: float, lang: Lang) -> str:
    """Return how complex a product is, by the share of products that are less so."""
    if simpler < EXTREME:
        return words.SIMPLE[lang]
    if simpler > 1.0 - EXTREME:
        return words.HARD[lang]
    return words.COMPLEX[lang].format(share=digits(100 * simpler, lang, 0))


def why(
    found: "Candidates",
    known: Figures,
    at: int,
    status: NicheStatus | None,
    near: Sequence[Neighbour],
    lang: Lang,
) -> str:
    """Return why the product at a position is there, in sentences made of its figures."""
    advantage, density, simpler = known["rca"], known["density"], known["simpler"]
    chance, lacking = known["probability"], known["potential"]
    if advantage is None:
        return words.WITHHELD[lang]
    said = [words.STATUS[status][lang].format(weight=_weight(found, advantage, lang))]
    if density is not None:
        ahead = words.AHEAD[density >= found.usual_density][lang]
        sentence = words.NEAR[lang].format(density=digits(100 * density, lang, 1), ahead=ahead)
        if near:
            named = ", ".join(shortened(one.product, one.name) for one in near)
            sentence += words.NEIGHBOURS[lang].format(products=named)
        said.append(f"{sentence}.")
    if simpler is not None:
        said.append(_complexity(simpler, lang))
    if chance is not None and found.model is not None:
        shown = digits(100 * chance, lang, 1)
        outside = words.EXTRAPOLATED[lang] if found.extrapolated[at] else ""
        years = found.model.last_year - found.model.first_year
        said.append(words.CHANCE[lang].format(years=years, chance=shown, extrapolated=outside))
    if lacking and status is not NicheStatus.REVEALED:
        value = amount(lacking, found.unit, lang)
        said.append(words.LACKING[lang].format(value=value))
    return " ".join(said)
