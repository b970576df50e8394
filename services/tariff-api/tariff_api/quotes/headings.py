"""The headings of tariffs: their codes with texts and duties, kept from one request to the next."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from eslabon.contracts.envelope import Lang
from servicekit.kept import Kept
from servicekit.releases.snapshot import Snapshot

from tariff_api.duties import repository
from tariff_api.duties.expression import parsed
from tariff_api.nomenclature.harmonised import HARMONISED
from tariff_api.nomenclature.language import Wording
from tariff_api.nomenclature.repository import said
from tariff_api.quotes.facts import Duty

MOST_CODES = 100_000
"""Codes kept: some hundred bytes each."""
DUTY = (
    "rate_percent",
    "rate_text",
    "legal_base",
    "valid_from",
    "valid_to",
    "observed_on",
    "release_id",
    "expression",
    "season_from",
    "season_to",
)
MOST_DUTIES = 16_384
"""Different duties kept: a tariff has a few hundred."""


class HeadingKey(NamedTuple):
    """A heading of a nomenclature, with the duties of a release on a day."""

    code: str
    codes: int
    """Release of the codes."""
    duties: int | None
    """Release of the duties; None where only texts are asked for."""
    revision: str
    """Revision of the Harmonized System, which has texts in every language."""
    harmonised: int | None
    """Release of that revision's codes; None where they are not loaded."""
    on: date
    lang: Lang


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a nomenclature, what it is called and the duty on it."""

    code: str
    said: Wording
    is_line: bool
    duty: Duty | None


class Heading:
    """The codes of a heading in their order."""

    __slots__ = ("_codes", "_names")

    def __init__(self, codes: Sequence[Code]) -> None:
        self._codes = codes
        self._names = [one.code for one in codes]

    def __len__(self) -> int:
        return len(self._codes)

    def find(self, code: str) -> Code | None:
        """Return the code itself, None where there is no such code."""
        place = bisect_left(self._names, code)
        held = place < len(self._names) and self._names[place] == code
        return self._codes[place] if held else None

    def lines(self, code: str) -> list[Code]:
        """Return the national lines that begin with `code`."""
        first = bisect_left(self._names, code)
        last = bisect_right(self._names, repository.upper(code))
        return [one for one in self._codes[first:last] if one.is_line]


async def _read(snapshot: Snapshot, keys: Sequence[HeadingKey]) -> dict[HeadingKey, Heading]:
    asked = [
        repository.Asked(number, key.duties, key.codes, key.code, key.on)
        for number, key in enumerate(keys)
    ]
    rows: defaultdict[int, list[Any]] = defaultdict(list)
    for row in await repository.lines(snapshot, asked):
        rows[row["number"]].append(row)
    texts = {key.revision: (await HARMONISED.at(snapshot, key.revision))[key.lang] for key in keys}
    return {
        key: Heading([_code(row, key.lang, texts[key.revision]) for row in rows[number]])
        for number, key in enumerate(keys)
    }


HEADINGS: Kept[HeadingKey, Heading] = Kept(_read, MOST_CODES)


def _code(row: Any, lang: Lang, harmonised: Mapping[str, Wording]) -> Code:
    dutiable, code = row["dutiable"], row["code"]
    duty = None
    if dutiable is not None:
        above = None if dutiable == code else dutiable
        duty = _duty(*(row[name] for name in DUTY), above)
    return Code(code, said(row, lang, harmonised), row["is_line"], duty)


@lru_cache(maxsize=MOST_DUTIES)
def _duty(
    rate_percent: Decimal | None,
    rate_text: str,
    legal_base: str | None,
    valid_from: date,
    valid_to: date,
    observed_on: date,
    release: int,
    expression: str | None,
    season_from: str | None,
    season_to: str | None,
    above: str | None,
) -> Duty:
    """Return a duty; equal ones are one object, so that what follows from it is decided once."""
    duty = parsed(expression) if expression else None
    percent = duty.percent if duty and rate_percent is None else rate_percent
    return Duty(
        percent,
        rate_text,
        legal_base,
        valid_from,
        valid_to,
        observed_on,
        release,
        duty if percent is None else None,
        (season_from, season_to) if season_from and season_to else None,
        above,
    )
