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
    NomenclatureKind,
    SearchResult,
)
from servicekit.per_release import PerRelease
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Published, Snapshot

from tariff_api.nomenclature import repository
from tariff_api.nomenclature.harmonised import HARMONISED
from tariff_api.nomenclature.index import Document, Index, Results, Term
from tariff_api.nomenclature.language import Wording, wording
from tariff_api.quotes.reference import REFERENCE, NomenclatureRow, Reference

DEFAULT_NOMENCLATURE = "HS2022"
MOST_NEWS = 2
"""Of many tariffs loaded at a time the newest are made ready; few indexes are held at all."""
MOST_HEADINGS = 20
MOST_PER_HEADING = 3
UNIONS = (
    NomenclatureKind.NCM,
    NomenclatureKind.NANDINA,
    NomenclatureKind.SAC,
    NomenclatureKind.NALADISA,
)
"""Nomenclatures of several countries: a revision is also found by the words of their lines.

National ones are not among them, so that a new tariff does not make every index old.
"""


def _written(row: Mapping[str, str | None]) -> dict[Lang, Wording]:
    return {
        lang: Wording(row[f"text_{lang}"] or "", row[f"path_{lang}"] or "")
        for lang in Lang
        if row[f"text_{lang}"]
    }


def _unions(reference: Reference, revision: str) -> list[NomenclatureRow]:
    return [
        row
        for row in reference.nomenclatures.values()
        if row.hs_revision == revision and row.kind in UNIONS and row.codes is not None
    ]


def _related(reference: Reference, row: NomenclatureRow) -> list[str]:
    """Return the nomenclatures whose texts a search of this one reads besides its own."""
    if row.name != row.hs_revision:
        return [row.hs_revision]
    return [union.name for union in _unions(reference, row.name)]


async def _lines(snapshot: Snapshot, unions: Sequence[NomenclatureRow]) -> list[Term]:
    """Return the texts of the lines that unions divide subheadings into."""
    found: list[Term] = []
    for union in unions:
        for row in await repository.all_codes(snapshot, union.codes or 0):
            if len(row["code"]) > 6:
                found += [
                    Term(said.description, lang, row["code"][:6])
                    for lang, said in _written(row).items()
                ]
    return found


async def _index(snapshot: Snapshot, nomenclature: str) -> Index:
    reference = await REFERENCE.at(snapshot)
    row = reference.nomenclatures[nomenclature]
    if row.codes is None:
        return Index([], [])
    codes = await repository.all_codes(snapshot, row.codes)
    # Names are given to codes of the Harmonized System, whose revision national lines follow.
    terms = await repository.all_terms(snapshot, [row.name, row.hs_revision])
    names = [Term(term["term"], Lang(term["lang"]), term["code"]) for term in terms]
    if row.name == row.hs_revision:
        lines = await _lines(snapshot, _unions(reference, row.name))
        harmonised: Mapping[Lang, Mapping[str, Wording]] = {}
    else:
        lines = []
        harmonised = await HARMONISED.at(snapshot, row.hs_revision)

    def build() -> Index:
        documents = []
        for code in codes:
            written = _written(code)
            lent = {
                lang: said[code["code"][:6]]
                for lang, said in harmonised.items()
                if lang not in written and code["code"][:6] in said
            }
            documents.append(Document(code["code"], code["is_line"], written, code["parent"], lent))
        return Index(documents, names, lines)

    return await asyncio.to_thread(build)


_INDEXES = PerRelease(("codes", "terms", "nomenclatures"), _index, part="nomenclature")


async def index(snapshot: Snapshot, reference: Reference, nomenclature: NomenclatureRow) -> Index:
    """Return the index of a nomenclature, built at most once for the releases it reads."""
    also = _related(reference, nomenclature)
    return await _INDEXES.at(snapshot, nomenclature.name, also)


def _news(reference: Reference, snapshot: Snapshot, before: Published) -> list[NomenclatureRow]:
    """Return the national nomenclatures whose codes have come since a publication, newest first.

    Those that a service finds when it starts are not news.
    """
    if not before.n:
        return []
    known = {release.id for release in before.releases}
    come = (release for release in snapshot.releases("codes") if release.id not in known)
    rows = (
        reference.nomenclatures.get(release.parts["nomenclature"])
        for release in sorted(come, key=lambda one: one.id, reverse=True)
    )
    return [row for row in rows if row and row.kind == NomenclatureKind.NATIONAL]


async def warm(snapshot: Snapshot, before: Published) -> None:
    """Build the index of a tariff just loaded, and of searches that name no nomenclature.

    Building is a thread's work. It has the event loop's priority: a thread of a lower one that
    holds the interpreter's lock would keep the loop waiting for longer.
    """
    reference = await REFERENCE.at(snapshot)
    for row in _news(reference, snapshot, before)[:MOST_NEWS]:
        await index(snapshot, reference, row)
    default = reference.nomenclatures.get(DEFAULT_NOMENCLATURE)
    if default is not None:
        await index(snapshot, reference, default)
        await HARMONISED.at(snapshot, DEFAULT_NOMENCLATURE)


async def search(
    snapshot: Snapshot, nomenclature: NomenclatureRow, query: str, limit: int
) -> SearchResult:
    """Return the best codes for a query, and the headings to drill down from."""
    held = await index(snapshot, await REFERENCE.at(snapshot), nomenclature)
    results = held.search(query)
    harmonised = (await HARMONISED.at(snapshot, nomenclature.hs_revision))[snapshot.lang]
    written = _Writer(held, results, nomenclature.name, snapshot.lang, harmonised)
    groups = results.headings()
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
    return SearchResult.assembled(
        query=query,
        understood_as=results.understood_as,
        nomenclature=nomenclature.name,
        hits=[written.hit(number) for number in results.ranked[:limit]],
        headings=[
            HeadingGroup.assembled(
                heading=written.code(heading),
                hits=[written.hit(number) for number in _best(held, members)],
            )
            for heading, members in islice(groups.items(), MOST_HEADINGS)
            if heading in held
        ],
        chapters=[
            ChapterGroup.assembled(
                code=chapter,
                description=written.description(chapter),
                hits=count,
                headings=[
                    HeadingCount.assembled(
                        code=heading,
                        description=written.description(heading),
                        hits=len(groups[heading]),
                    )
                    for heading in of_chapter[chapter]
                ],
            )
            for chapter, count in results.chapters().items()
        ],
        missing=[_unknown(word, nomenclature.name, snapshot.lang) for word in results.unknown],
        provenance=provenance,
    )


def _best(held: Index, members: Sequence[int]) -> Sequence[int]:
    """Return the best codes below a heading, or the heading alone where none below was found."""
    below = [number for number in members if len(held.documents[number].code) > 4]
    return (below or members)[:MOST_PER_HEADING]


class _Writer:
    """Writes documents as contracts in one language."""

    def __init__(
        self,
        held: Index,
        results: Results,
        nomenclature: str,
        lang: Lang,
        harmonised: Mapping[str, Wording],
    ) -> None:
        self._held = held
        self._results = results
        self._nomenclature = nomenclature
        self._lang = lang
        self._harmonised = harmonised
        self._hits: dict[int, Hit] = {}

    def _said(self, document: Document) -> Wording:
        return wording(
            document.code, document.parent, self._lang, document.written, self._harmonised
        )

    def description(self, code: str) -> str:
        """Return what a code is called; empty where the nomenclature has no row for it."""
        return self._said(self._held[code]).description if code in self._held else ""

    def code(self, code: str) -> Code:
        """Return a code of the nomenclature without a score."""
        document = self._held[code]
        description, path = self._said(document)
        return Code.assembled(
            nomenclature=self._nomenclature,
            code=code,
            description=description,
            path=path,
            is_line=document.is_line,
        )

    def hit(self, number: int) -> Hit:
        """Return a document with how it was found, by its number; many hits stand in two lists."""
        hit = self._hits.get(number)
        if hit is None:
            found = self._results.at(number)
            description, path = self._said(found.document)
            hit = self._hits[number] = Hit.assembled(
                nomenclature=self._nomenclature,
                code=found.document.code,
                description=description,
                path=path,
                is_line=found.document.is_line,
                score=found.score,
                match=found.match,
                matched=found.matched,
            )
        return hit


def _unknown(word: str, nomenclature: str, lang: Lang) -> Missing:
    detail = texts(
        f"«{word}» no aparece en {nomenclature} ni se parece a otra palabra suya.",
        f"«{word}» não aparece em {nomenclature} nem se parece com outra palavra sua.",
        f"“{word}” does not occur in {nomenclature} and resembles no word of it.",
    )
    return Missing(what=word, reason=Reason.NOT_IDENTIFIED, detail=detail[lang])
