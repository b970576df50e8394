"""What a word that no text holds may stand for: a beginning, two words in one, a typing error."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

LETTERS_OF_MISTAKES = (5, 7, 13)
"""A word of so many letters may hold one typing error, two, three."""
FEWEST_LETTERS = 3
"""Of each part of a word that is read as two."""


class Spellings:
    """The words of an index, without accents."""

    def __init__(
        self,
        vocabulary: Mapping[str, set[str]],
        postings: Mapping[str, Mapping[int, float]],
    ) -> None:
        """Read the stems of each word (`vocabulary`) and the documents of each stem."""
        self._vocabulary = vocabulary
        self._postings = postings
        self._sorted = sorted(vocabulary)

    def begun(self, plain: str) -> frozenset[str]:
        """Return the stems of the words that begin so; none for fewer than four letters."""
        found: set[str] = set()
        if len(plain) >= 4:
            start = bisect_left(self._sorted, plain)
            for spelling in self._sorted[start : start + 50]:
                if not spelling.startswith(plain):
                    break
                found |= self._vocabulary[spelling]
        return frozenset(found)

    def parts(
        self, plain: str, known: Callable[[str], frozenset[str]]
    ) -> list[tuple[str, frozenset[str]]]:
        """Return two words that make up one and occur together, with their stems by `known`."""
        best: list[tuple[str, frozenset[str]]] = []
        most = 0
        for cut in range(FEWEST_LETTERS, len(plain) - FEWEST_LETTERS + 1):
            first, second = known(plain[:cut]), known(plain[cut:])
            together = len(self._documents(first) & self._documents(second))
            if together > most:
                most = together
                best = [(plain[:cut], first), (plain[cut:], second)]
        return best

    def near(self, plain: str) -> tuple[str, frozenset[str]] | None:
        """Return the most frequent of the closest words that begin alike, and all their stems.

        People rarely mistype the first letter, and many short words differ by it alone.
        """
        mistakes = sum(len(plain) >= letters for letters in LETTERS_OF_MISTAKES)
        if not mistakes:
            return None
        close = process.extract(
            plain,
            [one for letter in {*plain[:2]} for one in self._beginning(letter)],
            scorer=OSA.distance,
            limit=16,
            score_cutoff=mistakes,
        )
        alike = [(one, far) for one, far, _ in close if _begins_alike(one, plain)]
        if not alike:
            return None
        near = [spelling for spelling, distance in alike if distance == alike[0][1]]
        near.sort(key=lambda spelling: -len(self._documents(self._vocabulary[spelling])))
        stems = frozenset(stem for spelling in near for stem in self._vocabulary[spelling])
        return near[0], stems

    def _beginning(self, letter: str) -> list[str]:
        start = bisect_left(self._sorted, letter)
        return self._sorted[start : bisect_left(self._sorted, chr(ord(letter) + 1))]

    def _documents(self, stems: Iterable[str]) -> set[int]:
        return {number for stem in stems for number in self._postings[stem]}


def _begins_alike(one: str, other: str) -> bool:
    """Tell whether the first letters agree, or only changed places."""
    return one[0] == other[0] or one[:2] == other[1::-1]
