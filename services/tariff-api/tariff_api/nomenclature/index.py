"""The search over the codes of a nomenclature: an inverted index of full paths and of names."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from eslabon.contracts.envelope import Lang
from eslabon.contracts.nomenclature import MatchKind
from rapidfuzz import process
from rapidfuzz.distance import OSA

from tariff_api.nomenclature.language import Wording
from tariff_api.nomenclature.words import STOPWORDS, Stems, folded, words

OWN, HEADING, ABOVE, NAME, NAME_ABOVE = 3.0, 4.0, 1.0, 5.0, 1.5
WHOLE_NAME = 100.0
LETTERS_PER_MISTAKE = 4
"""A word may hold one typing error for so many letters beyond the first."""
_CODE = re.compile(r"[0-9][0-9.\s]*")


@dataclass(frozen=True, slots=True)
class Document:
    """A code and its texts by language."""

    code: str
    is_line: bool
    written: Mapping[Lang, Wording]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A name that people type for a code."""

    term: str
    lang: Lang
    code: str


@dataclass(frozen=True, slots=True)
class Found:
    """A document that a search found."""

    document: Document
    score: float
    match: MatchKind
    matched: str


@dataclass(frozen=True, slots=True)
class Results:
    """Everything a search found, best first; how it was understood, and words it does not know."""

    understood_as: str
    found: Sequence[Found]
    unknown: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Word:
    asked: str
    read_as: str
    stems: frozenset[str]
    corrected: bool


class Index:
    """Finds codes by what people type, in any of the three languages."""

    def __init__(self, documents: Sequence[Document], terms: Iterable[Term]) -> None:
        self.documents = list(documents)
        self._stems = Stems()
        self._at = {document.code: number for number, document in enumerate(self.documents)}
        self._codes = sorted(self._at)
        self._vocabulary: defaultdict[str, set[str]] = defaultdict(set)
        self._postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._names: defaultdict[str, list[tuple[frozenset[str], int, str]]] = defaultdict(list)
        self._segments: dict[tuple[Lang, str], list[tuple[str, str]]] = {}
        self._lengths = [1.0] * len(self.documents)
        for number, document in enumerate(self.documents):
            self._add(number, document)
        for term in terms:
            self._name(term)
        self._weigh()
        self._spellings = sorted(self._vocabulary)
        self._segments.clear()

    def _add(self, number: int, document: Document) -> None:
        weight = HEADING if len(document.code) == 4 else OWN
        for lang, said in document.written.items():
            for segment in said.path.split(" > "):
                self._post(number, self._read_text(lang, segment), ABOVE)
            own = self._read_text(lang, said.description)
            self._lengths[number] = max(self._lengths[number], float(len(own)))
            self._post(number, own, weight)

    def _read_text(self, lang: Lang, text: str) -> list[tuple[str, str]]:
        """Return the words of a text that count, each without accents and as its stem."""
        found = self._segments.get((lang, text))
        if found is None:
            found = self._segments[lang, text] = [
                (plain, self._stems.stem(lang, word))
                for word in words(text)
                if (plain := folded(word)) not in STOPWORDS
            ]
            for plain, stem in found:
                self._vocabulary[plain].add(stem)
        return found

    def _post(self, number: int, read: Iterable[tuple[str, str]], weight: float) -> None:
        for _, stem in read:
            posting = self._postings[stem]
            if posting.get(number, 0.0) < weight:
                posting[number] = weight

    def _name(self, term: Term) -> None:
        read = self._read_text(term.lang, term.term)
        stems = frozenset(stem for _, stem in read)
        start = bisect_left(self._codes, term.code)
        for code in self._codes[start:]:
            if not code.startswith(term.code):
                break
            number = self._at[code]
            self._post(number, read, NAME if code == term.code else NAME_ABOVE)
            if code == term.code:
                for stem in stems:
                    self._names[stem].append((stems, number, term.term))

    def _weigh(self) -> None:
        """Multiply by how rare a stem is and how short the text that holds it."""
        count = len(self.documents)
        for posting in self._postings.values():
            rarity = log(1 + count / len(posting))
            for number, weight in posting.items():
                posting[number] = weight * rarity / (1 + self._lengths[number] / 40)

    def __contains__(self, code: str) -> bool:
        return code in self._at

    def __getitem__(self, code: str) -> Document:
        return self.documents[self._at[code]]

    def search(self, query: str) -> Results:
        """Return every code that `query` finds, best first."""
        if _CODE.fullmatch(query.strip()):
            return self._by_code(re.sub(r"[.\s]", "", query))
        asked = [word for word in words(query) if folded(word) not in STOPWORDS]
        read = [self._read(word) for word in asked]
        known = [word for word in read if word.stems]
        scores, covered = self._scored(known)
        names = self._named(known)
        found: list[Found] = []
        # Thousands of codes are found by the same few sets of words.
        matches = {words_: self._match(known, words_, None) for words_ in {*covered.values()}}
        for number, score in scores.items():
            share = covered[number].bit_count() / len(read)
            name = names.get(number)
            score = score * share * share + (WHOLE_NAME if name else 0.0)
            match, matched = matches[covered[number]]
            if name:
                match, matched = self._match(known, covered[number], name)
            found.append(Found(self.documents[number], round(score, 4), match, matched))
        found.sort(key=lambda one: (-one.score, one.document.code))
        return Results(
            " ".join(word.read_as for word in read),
            found,
            [word.asked for word in read if not word.stems],
        )

    def _by_code(self, digits: str) -> Results:
        start = bisect_left(self._codes, digits)
        found: list[Found] = []
        for code in self._codes[start:]:
            if not code.startswith(digits):
                break
            score = len(digits) / len(code)
            document = self.documents[self._at[code]]
            found.append(Found(document, round(score, 4), MatchKind.CODE, code))
        found.sort(key=lambda one: (-one.score, one.document.code))
        return Results(digits, found, [] if found else [digits])

    def _read(self, word: str) -> _Word:
        """Return the stems that a typed word stands for: known, cut, begun or misspelt."""
        plain = folded(word)
        stems = {self._stems.stem(lang, form) for lang in Lang for form in (word, plain)}
        known = {stem for stem in stems if stem in self._postings} | self._vocabulary.get(
            plain, set()
        )
        if known:
            return _Word(word, word, frozenset(known), False)
        begun = self._beginning(plain)
        if begun:
            return _Word(word, word, begun, False)
        mistakes = (len(plain) - 1) // LETTERS_PER_MISTAKE
        close = mistakes and process.extract(
            plain, self._spellings, scorer=OSA.distance, limit=8, score_cutoff=mistakes
        )
        if not close:
            return _Word(word, word, frozenset(), False)
        near = [spelling for spelling, distance, _ in close if distance == close[0][1]]
        near.sort(key=lambda spelling: -self._frequency(spelling))
        chosen = frozenset(stem for spelling in near for stem in self._vocabulary[spelling])
        return _Word(word, near[0], chosen, True)

    def _beginning(self, plain: str) -> frozenset[str]:
        if len(plain) < 4:
            return frozenset()
        start = bisect_left(self._spellings, plain)
        found: set[str] = set()
        for spelling in self._spellings[start : start + 50]:
            if not spelling.startswith(plain):
                break
            found |= self._vocabulary[spelling]
        return frozenset(found)

    def _frequency(self, spelling: str) -> int:
        return sum(len(self._postings[stem]) for stem in self._vocabulary[spelling])

    def _scored(self, read: Sequence[_Word]) -> tuple[dict[int, float], dict[int, int]]:
        scores: dict[int, float] = {}
        covered: dict[int, int] = {}
        for position, word in enumerate(read):
            best: dict[int, float] = {}
            for stem in word.stems:
                for number, weight in self._postings[stem].items():
                    if best.get(number, 0.0) < weight:
                        best[number] = weight
            for number, weight in best.items():
                scores[number] = scores.get(number, 0.0) + weight
                covered[number] = covered.get(number, 0) | 1 << position
        return scores, covered

    def _named(self, read: Sequence[_Word]) -> dict[int, str]:
        """Return the documents that have the whole query for a name."""
        found: dict[int, str] = {}
        asked = frozenset[str]().union(*(word.stems for word in read))
        for stem in read[0].stems if read else ():
            for stems, number, term in self._names.get(stem, ()):
                if stems <= asked and all(word.stems & stems for word in read):
                    found.setdefault(number, term)
        return found

    def _match(
        self, read: Sequence[_Word], covered: int, name: str | None
    ) -> tuple[MatchKind, str]:
        hit = [word for position, word in enumerate(read) if covered >> position & 1]
        if any(word.corrected for word in hit):
            return MatchKind.SPELLING, name or " ".join(word.read_as for word in hit)
        if name:
            return MatchKind.NAME, name
        return MatchKind.TEXT, " ".join(word.read_as for word in hit)


def headings(found: Sequence[Found]) -> dict[str, list[Found]]:
    """Return what was found in each heading; headings in the order of their best member."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        if len(one.document.code) >= 4:
            groups.setdefault(one.document.code[:4], []).append(one)
    return groups


def chapters(found: Sequence[Found]) -> dict[str, int]:
    """Return how many codes were found in each chapter; the chapter of the best comes first."""
    return Counter(one.document.code[:2] for one in found)
