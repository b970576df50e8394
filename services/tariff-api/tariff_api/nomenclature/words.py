"""Words as a search compares them: without accents or case, cut to their stems."""

import re
import unicodedata
from functools import lru_cache
from typing import ClassVar

from eslabon.contracts.envelope import Lang

_LANGUAGES = {Lang.ES: "spanish", Lang.PT: "portuguese", Lang.EN: "english"}
MOST_KEPT = 200_000
"""Stems remembered for the next index; the vocabulary of a nomenclature has some 20,000."""
_WORD = re.compile(r"[^\W_]+")

# Written out as prose so that a reader sees the three languages apart.
_STOPWORDS = (
    "a al ante con de del desde e el en entre la las lo los no o para pero por que se sin so sobre "
    "su sus u un una unas uno unos y ya demas otro otra otros otras "
    "ao aos as com como da das do dos em mais na nas nem nos os ou pela pelas pelo pelos sem um "
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


class Stems:
    """Cuts words to their stems; an object of its own for each thread."""

    _known: ClassVar[dict[tuple[Lang, str], str]] = {}

    def __init__(self) -> None:
        # Not with the module: it brings the stemmers of forty languages, and no start needs them.
        import snowballstemmer

        self._of = {lang: snowballstemmer.stemmer(name) for lang, name in _LANGUAGES.items()}

    def stem(self, lang: Lang, word: str) -> str:
        """Return the stem of a word of a language, without accents.

        The stemmer needs the accents that endings are told by; they are dropped afterwards.
        """
        found = self._known.get((lang, word))
        if found is None:
            found = folded(self._of[lang].stemWord(word))
            if len(self._known) < MOST_KEPT:
                self._known[lang, word] = found
        return found
