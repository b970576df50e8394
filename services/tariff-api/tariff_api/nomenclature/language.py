"""What a code is called in the language asked for.

A code's own text comes first. Where its nomenclature has none in that language, its first six
digits speak for it: they are a subheading of the Harmonized System, which has texts in more
languages. A line that its subheading is divided into adds its own text in the language at hand.
"""

from collections.abc import Mapping
from typing import NamedTuple

from eslabon.contracts.envelope import Lang


class Wording(NamedTuple):
    """A code's text, and the texts from the chapter down to it."""

    description: str
    path: str


UNSAID = Wording("", "")


def wording(
    code: str,
    parent: str | None,
    lang: Lang,
    written: Mapping[Lang, Wording],
    harmonised: Mapping[str, Wording],
) -> Wording:
    """Return what a code is called.

    `written` holds its own texts; `harmonised` those of its revision of the Harmonized System in
    the language asked for.
    """
    if lang in written:
        return written[lang]
    at_hand = next((written[one] for one in Lang if one in written), UNSAID)
    subheading = harmonised.get(code[:6])
    if subheading is None:
        return at_hand
    if len(code) <= 6 or _undivided(code, parent):
        return subheading
    return Wording(*(f"{text} > {at_hand.description}" for text in subheading))


def _undivided(code: str, parent: str | None) -> bool:
    """Tell whether a line is its whole subheading: it ends in zeros and hangs from no subheading.

    Zeros alone would not do: a few lines that end in them have others beside them.
    """
    return not code[6:].strip("0") and len(parent or "") < 6
