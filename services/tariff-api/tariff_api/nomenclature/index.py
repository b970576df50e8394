"""The search over the codes of a nomenclature: an inverted index of full paths and of names."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from eslabon.contracts.envelope import Lang
from eslabon.contracts.nomenclature import MatchKind

from tariff_api.nomenclature.language import Wording
from tariff_api.nomenclature.spelling import Spellings
from tariff_api.nomenclature.words import STOPWORDS, Stems, compounds, folded, words

OWN, HEADING, ABOVE, NAME, NAME_ABOVE, BELOW = 3.0, 4.0, 1.0, 5.0, 1.5, 0.7
WHOLE_NAME = 100.0
_CODE = re.compile(r"[0-9][0-9.\s]*")


@dataclass(frozen=True, slots=True)
class Document:
    """A code and its texts by language.

    `lent` are texts of its subheading in languages that its nomenclature is not written in: they
    are found by, and not shown.
    """

    code: str
    is_line: bool
    written: Mapping[Lang, Wording]
    parent: str | None = None
    lent: Mapping[Lang, Wording] = field(default_factory=dict)


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
class _Word:
    asked: str
    read_as: str
    stems: frozenset[str]
    corrected: bool


class Results:
    """Everything a search found, best first; how it was understood, and words it does not know."""

    def __init__(
        self,
        documents: Sequence[Document],
        understood_as: str,
        scores: Mapping[int, float],
        matches: Mapping[int, tuple[MatchKind, str]],
        unknown: Sequence[str],
    ) -> None:
        self.understood_as = understood_as
        self.unknown = unknown
        self._documents = documents
        self._scores = scores
        self._matches = matches
        # Documents stand in the order of codes, which decides between equal scores.
        self.ranked = sorted(sorted(scores), key=scores.__getitem__, reverse=True)
        """Numbers of documents, best first."""

    def at(self, number: int) -> Found:
        """Return what was found, by the number of its document."""
        return Found(self._documents[number], self._scores[number], *self._matches[number])

    @cached_property
    def found(self) -> list[Found]:
        """Everything that was found, best first."""
        return [self.at(number) for number in self.ranked]

    def headings(self) -> dict[str, list[int]]:
        """Return what was found in each heading; headings in the order of their best member."""
        groups: dict[str, list[int]] = {}
        documents = self._documents
        for number in self.ranked:
            code = documents[number].code
            if len(code) >= 4:
                groups.setdefault(code[:4], []).append(number)
        return groups

    def chapters(self) -> dict[str, int]:
        """Return how many codes were found in each chapter; the chapter of the best is first."""
        documents = self._documents
        return Counter(documents[number].code[:2] for number in self.ranked)


class Index:
    """Finds codes by what people type, in any of the three languages."""

    def __init__(
        self,
        documents: Sequence[Document],
        terms: Iterable[Term],
        below: Iterable[Term] = (),
    ) -> None:
        """Index documents in the order of their codes, the names people use for them, and `below`:

        texts of lines that other nomenclatures divide them into.
        """
        self.documents = sorted(documents, key=lambda one: one.code)
        self._stems = Stems()
        self._at = {document.code: number for number, document in enumerate(self.documents)}
        self._codes = [document.code for document in self.documents]
        self._vocabulary: defaultdict[str, set[str]] = defaultdict(set)
        self._postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._names: defaultdict[str, list[tuple[frozenset[str], int, str]]] = defaultdict(list)
        self._segments: dict[tuple[Lang, str], list[str]] = {}
        self._lengths = [1.0] * len(self.documents)
        for line in below:
            number = self._at.get(line.code)
            if number is not None:
                self._post(number, self._read_text(line.lang, line.term), BELOW)
        for number, document in enumerate(self.documents):
            self._add(number, document)
        for term in terms:
            self._name(term)
        self._weigh()
        self._spellings = Spellings(self._vocabulary, self._postings)
        self._segments.clear()

    def _add(self, number: int, document: Document) -> None:
        weight = HEADING if len(document.code) == 4 else OWN
        for lang, said in (*document.written.items(), *document.lent.items()):
            for segment in said.path.split(" > "):
                self._post(number, self._read_text(lang, segment), ABOVE)
            own = self._read_text(lang, said.description)
            self._lengths[number] = max(self._lengths[number], float(len(own)))
            self._post(number, own, weight)

    def _read_text(self, lang: Lang, text: str) -> list[str]:
        """Return the stems of the words of a text that count."""
        found = self._segments.get((lang, text))
        if found is None:
            found = self._segments[lang, text] = []
            for word in (*words(text), *compounds(text)):
                plain = folded(word)
                if plain not in STOPWORDS:
                    stem = self._stems.stem(lang, word)
                    self._vocabulary[plain].add(stem)
                    found.append(stem)
        return found

    def _post(self, number: int, read: Iterable[str], weight: float) -> None:
        postings = self._postings
        for stem in read:
            posting = postings[stem]
            if posting.get(number, 0.0) < weight:
                posting[number] = weight

    def _name(self, term: Term) -> None:
        read = self._read_text(term.lang, term.term)
        stems = frozenset(read)
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
        read = self._read_all(asked)
        known = [word for word in read if word.stems]
        scores, covered = self._scored(known)
        names = self._named(known)
        # Thousands of codes are found by the same few sets of words.
        shares = {words_: (words_.bit_count() / len(read)) ** 2 for words_ in {*covered.values()}}
        texts = {words_: self._match(known, words_, None) for words_ in shares}
        ranks = {
            number: round(score * shares[covered[number]], 4) for number, score in scores.items()
        }
        matches = {number: texts[words_] for number, words_ in covered.items()}
        for number, name in names.items():
            ranks[number] = round(ranks[number] + WHOLE_NAME, 4)
            matches[number] = self._match(known, covered[number], name)
        return Results(
            self.documents,
            " ".join(word.read_as for word in read),
            ranks,
            matches,
            [word.asked for word in read if not word.stems],
        )

    def _by_code(self, digits: str) -> Results:
        start = bisect_left(self._codes, digits)
        scores: dict[int, float] = {}
        matches: dict[int, tuple[MatchKind, str]] = {}
        for number in range(start, len(self._codes)):
            code = self._codes[number]
            if not code.startswith(digits):
                break
            scores[number] = round(len(digits) / len(code), 4)
            matches[number] = MatchKind.CODE, code
        return Results(self.documents, digits, scores, matches, [] if scores else [digits])

    def _read_all(self, asked: Sequence[str]) -> list[_Word]:
        """Return the stems that each typed word stands for.

        Two words that are unknown apart and known together are read as one (`micro ondas`), one
        that is unknown and made of two known ones as both (`toothbrush`).
        """
        read: list[_Word] = []
        position = 0
        while position < len(asked):
            word = asked[position]
            stems = self._known(word)
            if not stems and position + 1 < len(asked):
                joined = self._known(word + asked[position + 1])
                if joined:
                    read.append(_Word(word, word + asked[position + 1], joined, False))
                    position += 2
                    continue
            read += [_Word(word, word, stems, False)] if stems else self._unknown(word)
            position += 1
        return read

    def _known(self, word: str) -> frozenset[str]:
        plain = folded(word)
        stems = {self._stems.stem(lang, form) for lang in Lang for form in (word, plain)}
        return frozenset(stem for stem in stems if stem in self._postings) | frozenset(
            self._vocabulary.get(plain, ())
        )

    def _unknown(self, word: str) -> list[_Word]:
        """Return what an unknown word may be: the beginning of others, two words, or misspelt."""
        plain = folded(word)
        begun = self._spellings.begun(plain)
        if begun:
            return [_Word(word, word, begun, False)]
        parts = self._spellings.parts(plain, self._known)
        if parts:
            return [_Word(word, part, stems, False) for part, stems in parts]
        near = self._spellings.near(plain)
        if near:
            return [_Word(word, near[0], near[1], True)]
        return [_Word(word, word, frozenset(), False)]

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
