"""Tables of products in a report of niches."""

from collections.abc import Sequence
from textwrap import shorten

from eslabon.contracts.niches import Niche, NicheOrder
from servicekit.language import texts

from niche_api.reports.document import Column, Table
from niche_api.reports.evidence import About
from niche_api.reports.figures import NONE, fixed, percent, scaled, whole
from niche_api.reports.words import STATUS, UNIT_OF_VALUE, Words

NAME_LETTERS = 84
_IN = texts(
    "{caption} (valor potencial en {unit})",
    "{caption} (valor potencial em {unit})",
    "{caption} (potential value in {unit})",
)
OUTSIDE = "†"
"""Marks a probability outside what the model was fitted on."""


def named(name: str | None, letters: int = NAME_LETTERS) -> str:
    """Return a product's name, shortened to what a table has room for."""
    return shorten(name, letters, placeholder="…").removesuffix(".") if name else NONE


def chance(niche: Niche, order: NicheOrder, words: Words) -> str:
    """Return what products are ordered by."""
    if order is NicheOrder.PROBABILITY:
        mark = OUTSIDE if niche.extrapolated else ""
        return f"{percent(niche.probability, 1, words.lang)}{mark}"
    if order is NicheOrder.ADVANTAGE:
        return fixed(niche.rca, 2, words.lang)
    return fixed(niche.score, 2, words.lang)


def _title_of_order(order: NicheOrder, words: Words) -> str:
    names = {NicheOrder.PROBABILITY: "probability", NicheOrder.ADVANTAGE: "rca"}
    return words.label(names.get(order, "score"))


def table(about: About, caption: str, niches: Sequence[Niche], words: Words) -> Table:
    """Return products in their order, with the figures that put them there."""
    lang, order = words.lang, about.order
    columns = [
        Column(words.label("rank"), 0.5, is_number=True),
        Column(words.label("heading"), 0.9),
        Column(words.label("product"), 4.2),
        Column(words.label("status"), 1.05),
        Column(words.label("rca"), 0.6, is_number=True),
        Column(words.label("pci"), 0.65, is_number=True),
        Column(words.label("density"), 1.0, is_number=True),
        Column(_title_of_order(order, words), 1.3, is_number=True),
        Column(words.label("added_value"), 1.05, is_number=True),
    ]
    rows = [
        (
            whole(one.rank, lang),
            one.product,
            named(one.name),
            STATUS[one.status][lang],
            fixed(one.rca, 2, lang),
            fixed(one.pci, 2, lang),
            percent(one.density, 1, lang),
            chance(one, order, words),
            scaled(one.potential_value, about.unit, lang),
        )
        for one in niches
    ]
    unit = UNIT_OF_VALUE[about.unit][lang]
    return Table(words.of(_IN, caption=caption, unit=unit), columns, rows)
