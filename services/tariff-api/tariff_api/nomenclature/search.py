"""Keeps the index of each nomenclature for a publication and writes what it finds."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

from eslabon.contracts.envelope import Lang, Missing, Reason
from eslabon.contracts.nomenclature import (
    ChapterGroup,
    Code,
    HeadingCount,
    HeadingGroup,
    Hit,
    SearchResult,
)
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import repository
from tariff_api.nomenclature.harmonised import HARMONISED
from tariff_api.nomenclature.index import Document, Found, Index, Term, chapters, headings
from tariff_api.nomenclature.language import Wording, wording
from tariff_api.per_release import PerRelease
from tariff_api.quotes.reference import REFERENCE, NomenclatureRow

DEFAULT_NOMENCLATURE = "HS2022"
MOST_HEADINGS = 20
MOST_PER_HEADING = 3


async def _index(snapshot: Snapshot, nomenclature: str) -> Index:
    reference = await REFERENCE.at(snapshot)
    row = reference.nomenclatures[nomenclature]
    if row.codes is None:
        return Index([], [])
    codes = await repository.all_codes(snapshot, row.codes)
    # Names are given to codes of the Harmonized System, whose revision national lines follow.
    terms = await repository.all_terms(snapshot, [row.name, row.hs_revision])
    documents = [
        Document(
            code["code"],
            code["is_line"],
            {
                lang: Wording(code[f"text_{lang}"], code[f"path_{lang}"])
                for lang in Lang
                if code[f"text_{lang}"]
            },
            code["parent"],
        )
        for code in codes
    ]
    names = [Term(term["term"], Lang(term["lang"]), term["code"]) for term in terms]
    return await asyncio.to_thread(Index, documents, names)


INDEX = PerRelease(("codes", "terms", "nomenclatures"), _index, part="nomenclature")


async def warm(snapshot: Snapshot) -> None:
    """Build the index that searches use when they name no nomenclature."""
    reference = await REFERENCE.at(snapshot)
    if DEFAULT_NOMENCLATURE in reference.nomenclatures:
        await INDEX.at(snapshot, DEFAULT_NOMENCLATURE)
        await HARMONISED.at(snapshot, DEFAULT_NOMENCLATURE)


async def search(
    snapshot: Snapshot, nomenclature: NomenclatureRow, query: str, limit: int
) -> SearchResult:
    """Return the best codes for a query, and the headings to drill down from."""
    index = await INDEX.at(snapshot, nomenclature.name)
    results = index.search(query)
    harmonised = (await HARMONISED.at(snapshot, nomenclature.hs_revision))[snapshot.lang]
    written = _Writer(index, nomenclature.name, snapshot.lang, harmonised)
    groups = headings(results.found)
    of_chapter: defaultdict[str, list[str]] = defaultdict(list)
    for heading in sorted(groups):
        of_chapter[heading[:2]].append(heading)
    provenance = [
        release.provenance()
        for release in (
            *snapshot.releases("codes", nomenclature=nomenclature.name),
            *snapshot.releases("terms"),
        )
    ]
    return SearchResult.model_construct(
        query=query,
        understood_as=results.understood_as,
        nomenclature=nomenclature.name,
        hits=[written.hit(one) for one in results.found[:limit]],
        headings=[
            HeadingGroup.model_construct(
                heading=written.code(index[heading]),
                hits=[written.hit(one) for one in _best(members)],
            )
            for heading, members in islice(groups.items(), MOST_HEADINGS)
            if heading in index
        ],
        chapters=[
            ChapterGroup.model_construct(
                code=chapter,
                description=written.description(chapter),
                hits=count,
                headings=[
                    HeadingCount.model_construct(
                        code=heading,
                        description=written.description(heading),
                        hits=len(groups[heading]),
                    )
                    for heading in of_chapter[chapter]
                ],
            )
            for chapter, count in chapters(results.found).items()
        ],
        missing=[_unknown(word, nomenclature.name, snapshot.lang) for word in results.unknown],
        provenance=provenance,
    )


def _best(members: Sequence[Found]) -> Sequence[Found]:
    """Return the best codes below a heading, or the heading alone where none below was found."""
    below = [one for one in members if len(one.document.code) > 4]
    return (below or members)[:MOST_PER_HEADING]


class _Writer:
    """Writes documents as contracts in one language."""

    def __init__(
        self, index: Index, nomenclature: str, lang: Lang, harmonised: Mapping[str, Wording]
    ) -> None:
        self._index = index
        self._nomenclature = nomenclature
        self._lang = lang
        self._harmonised = harmonised

    def _said(self, document: Document) -> Wording:
        return wording(
            document.code, document.parent, self._lang, document.written, self._harmonised
        )

    def description(self, code: str) -> str:
        """Return what a code is called; empty where the nomenclature has no row for it."""
        return self._said(self._index[code]).description if code in self._index else ""

    def code(self, document: Document) -> Code:
        """Return a document without its score."""
        description, path = self._said(document)
        return Code.model_construct(
            nomenclature=self._nomenclature,
            code=document.code,
            description=description,
            path=path,
            is_line=document.is_line,
        )

    def hit(self, found: Found) -> Hit:
        """Return a document with how it was found."""
        description, path = self._said(found.document)
        return Hit.model_construct(
            nomenclature=self._nomenclature,
            code=found.document.code,
            description=description,
            path=path,
            is_line=found.document.is_line,
            score=found.score,
            match=found.match,
            matched=found.matched,
        )


def _unknown(word: str, nomenclature: str, lang: Lang) -> Missing:
    detail = texts(
        f"«{word}» no aparece en {nomenclature} ni se parece a otra palabra suya.",
        f"«{word}» não aparece em {nomenclature} nem se parece com outra palavra sua.",
        f"“{word}” does not occur in {nomenclature} and resembles no word of it.",
    )
    return Missing(what=word, reason=Reason.NOT_IDENTIFIED, detail=detail[lang])
