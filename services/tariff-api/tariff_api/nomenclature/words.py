"""Words as a search compares them: without accents or case, cut to their stems."""

import re
import unicodedata
from functools import lru_cache
from typing import ClassVar

import Stemmer
from eslabon.contracts.envelope import Lang

_LANGUAGES = {Lang.ES: "spanish", Lang.PT: "portuguese", Lang.EN: "english"}
MOST_KEPT = 200_000
"""Stems remembered for the next index; the vocabulary of a nomenclature has some 20,000."""
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")

# The Portuguese stemmer leaves these plurals apart from their singulars.
_PLURALS = (
    (re.compile(r"(?<=\w)(?:ões|ães|ãos|oes|aes)$"), "ão"),
    (re.compile(r"(?<=\w)ãs$"), "ã"),
    (re.compile(r"(?<=\w\w)ns$"), "m"),
    (re.compile(r"(?<=\w\w)ais$"), "al"),
    (re.compile(r"(?<=\w\w)[eé]is$"), "el"),
    (re.compile(r"(?<=\w)[óo]is$"), "ol"),
)

# Written out as prose so that a reader sees the three languages apart.
_STOPWORDS = (
    "a al ante con de del desde e el en entre la las lo los no o para pero por que se sin so sobre "
    "su sus u un una unas uno unos y ya demas otro otra otros otras "
    "ao aos as com como da do das dos em mais na nas nem nos os ou pela pelas pelo pelos sem um "
    "uma outro outra outros outras "
    "an and any at by for from in into is it its not of on or other than that the their thereof "
    "to whether with without"
)
STOPWORDS = frozenset(_STOPWORDS.split(" "))


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Return a text in lower case without accents."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, accents kept."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def compounds(text: str) -> list[str]:
    """Return the hyphenated words of a text, joined: people write `sunflower` for `sun-flower`."""
    if "-" not in text:
        return []
    whole = unicodedata.normalize("NFC", text).casefold()
    return [found.replace("-", "") for found in _COMPOUND.findall(whole)]


def _singular(word: str) -> str:
    for ending, one in _PLURALS:
        changed, times = ending.subn(one, word)
        if times:
            return changed
    return word


class Stems:
    """Cuts words to their stems; an object of its own for each thread."""

    _known: ClassVar[dict[tuple[Lang, str], str]] = {}

    def __init__(self) -> None:
        self._of = {lang: Stemmer.Stemmer(name) for lang, name in _LANGUAGES.items()}

    def stem(self, lang: Lang, word: str) -> str:
        """Return the stem of a word of a language, without accents.

        The stemmer needs the accents that endings are told by; they are dropped afterwards.
        """
        found = self._known.get((lang, word))
        if found is None:
            form = _singular(word) if lang is Lang.PT else word
            found = folded(self._of[lang].stemWord(form))
            if len(self._known) < MOST_KEPT:
                self._known[lang, word] = found
        return found
