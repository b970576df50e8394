"""Keeps the index of each nomenclature for a publication and writes what it finds."""

import asyncio
from collections.abc import Mapping

from eslabon.contracts.envelope import Lang, Missing, Reason
from eslabon.contracts.tariff import Code, HeadingGroup, Hit, SearchResult
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import repository
from tariff_api.nomenclature.index import Document, Found, Index, Term, headings
from tariff_api.per_release import PerRelease
from tariff_api.quotes.reference import REFERENCE, NomenclatureRow

MOST_HEADINGS = 50
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
            {lang: code[f"text_{lang}"] for lang in Lang if code[f"text_{lang}"]},
            {lang: code[f"path_{lang}"] for lang in Lang if code[f"path_{lang}"]},
        )
        for code in codes
    ]
    names = [Term(term["term"], Lang(term["lang"]), term["code"]) for term in terms]
    return await asyncio.to_thread(Index, documents, names)


INDEX = PerRelease(("codes", "terms", "nomenclatures"), _index)


async def search(
    snapshot: Snapshot, nomenclature: NomenclatureRow, query: str, limit: int
) -> SearchResult:
    """Return the best codes for a query, and the headings to drill down from."""
    index = await INDEX.at(snapshot, nomenclature.name)
    results = index.search(query)
    written = _Writer(nomenclature.name, snapshot.lang)
    groups = headings(results.found, MOST_HEADINGS, MOST_PER_HEADING)
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
                heading=written.code(index[heading]), hits=[written.hit(one) for one in members]
            )
            for heading, members in groups
            if heading in index
        ],
        missing=[_unknown(word, nomenclature.name, snapshot.lang) for word in results.unknown],
        provenance=provenance,
    )


class _Writer:
    """Writes documents as contracts in one language."""

    def __init__(self, nomenclature: str, lang: Lang) -> None:
        self._nomenclature = nomenclature
        self._order = (lang, *(one for one in Lang if one != lang))

    def _first(self, written: Mapping[Lang, str]) -> str:
        return next((written[lang] for lang in self._order if lang in written), "")

    def code(self, document: Document) -> Code:
        """Return a document without its score."""
        return Code.model_construct(
            nomenclature=self._nomenclature,
            code=document.code,
            description=self._first(document.texts),
            path=self._first(document.paths),
            is_line=document.is_line,
        )

    def hit(self, found: Found) -> Hit:
        """Return a document with how it was found."""
        return Hit.model_construct(
            nomenclature=self._nomenclature,
            code=found.document.code,
            description=self._first(found.document.texts),
            path=self._first(found.document.paths),
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
