"""The sentences of a quote in Spanish, Portuguese and English."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Lang
from servicekit.releases.dataset import Texts, texts

from tariff_api.duties.term import digits
from tariff_api.quotes.lacks import LACKS
from tariff_api.quotes.reasons import REASONS

SENTENCES: Mapping[str, Texts] = {**REASONS, **LACKS}

MFN_NAMES = texts(
    "la nación más favorecida", "a nação mais favorecida", "the most-favoured-nation duty"
)
UNNAMED = texts("otra preferencia", "outra preferência", "another preference")
UNKNOWN_DUTY = texts("no se conoce", "não se conhece", "not known")
OR = texts("o", "ou", "or")


class Sentence:
    """A sentence to be written in the language asked for."""

    __slots__ = ("key", "values")

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values

    def text(self, lang: Lang, names: Mapping[str, str]) -> str:
        """Return the sentence, without its full stop; `names` spells out codes of agreements."""
        written = {name: _written(value, lang, names) for name, value in self.values.items()}
        return SENTENCES[self.key][lang].format(**written)


def listed(names: tuple[str, ...], lang: Lang) -> str:
    """Return names joined as alternatives."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {OR[lang]} {names[-1]}"


def not_covered(
    importer: str, spans: Sequence[tuple[date, date]], on: date, markets: Sequence[str]
) -> Sentence:
    """Say that a market's tariff is not loaded, or not for the day, naming the days that are.

    `spans` are the first and last days of what is loaded, in order; adjoining ones read as one.
    `markets` are those with a loaded tariff.
    """
    if not spans:
        return Sentence("no_tariff", importer=importer, markets=", ".join(markets) or "—")
    joined: list[tuple[date, date]] = []
    for first, last in spans:
        if joined and first.toordinal() <= joined[-1][1].toordinal() + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    days = ", ".join(f"{first} … {last}" for first, last in joined)
    return Sentence("outside_coverage", importer=importer, days=days, on=on)


def _written(value: object, lang: Lang, names: Mapping[str, str]) -> str:
    if isinstance(value, Decimal):
        return digits(value, lang)
    if isinstance(value, tuple):
        return listed(tuple(names.get(one, one) for one in value), lang)
    if isinstance(value, Mapping):
        return str(value[lang] or value[Lang.ES])
    return names.get(value, value) if isinstance(value, str) else str(value)
