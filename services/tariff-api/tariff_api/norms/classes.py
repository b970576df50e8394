"""The MAST classification as a tree, one for each edition, held in memory per publication."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import asyncpg
from eslabon.contracts.envelope import Lang
from eslabon.contracts.norms import NormClass, NormClassKind, NormClassName
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature.words import folded
from tariff_api.norms import register_repository as repository


@dataclass(frozen=True, slots=True)
class Tree:
    """The classes of one edition by code, in order."""

    version: str
    rows: Mapping[str, asyncpg.Record]

    def title(self, code: str | None, lang: Lang) -> str | None:
        """Return the title of a class, in English where it has none in the language."""
        row = self.rows.get(code) if code else None
        return None if row is None else row[f"title_{lang}"] or row["title_en"]

    def nearest(self, code: str) -> str | None:
        """Return the closest loaded class at or above a code."""
        above = (code[:size] for size in range(len(code), 0, -1))
        return next((one for one in above if one in self.rows), None)

    def below(self, code: str) -> list[str]:
        """Return the classes that a code holds, itself among them."""
        return [one for one in self.rows if one.startswith(code)]

    def saying(self, words: str) -> list[str]:
        """Return the classes whose title, in any language, has all these beginnings of words."""
        wanted = folded(words).split()
        return [
            code
            for code, row in self.rows.items()
            if all(
                any(said.startswith(one) for said in _words(row) | {code.casefold()})
                for one in wanted
            )
        ]

    def class_(self, code: str, lang: Lang) -> NormClass:
        """Return a class with those above and directly below it."""
        row = self.rows[code]
        above: list[str] = []
        parent = row["parent"]
        while parent is not None and parent in self.rows and parent not in above:
            above.insert(0, parent)
            parent = self.rows[parent]["parent"]
        return NormClass(
            version=self.version,
            code=code,
            title=self.title(code, lang) or "",
            parent=row["parent"],
            kind=NormClassKind(row["kind"]),
            title_es=row["title_es"],
            title_pt=row["title_pt"],
            title_en=row["title_en"],
            ancestors=self._names(above, lang),
            children=self._names(
                [one for one, other in self.rows.items() if other["parent"] == code], lang
            ),
            source=row["source"],
            note=row["note"],
        )

    def _names(self, found: Iterable[str], lang: Lang) -> list[NormClassName]:
        return [NormClassName(code=one, title=self.title(one, lang) or "") for one in found]


def _words(row: asyncpg.Record) -> set[str]:
    titles = (row[f"title_{lang}"] or "" for lang in Lang)
    return {word.strip(",;:()") for title in titles for word in folded(title).split()}


async def _trees(snapshot: Snapshot, _: str) -> Mapping[str, Tree]:
    versions = {
        release.id: release.parts["mast_version"] for release in snapshot.releases("norm_classes")
    }
    found: dict[str, dict[str, asyncpg.Record]] = {name: {} for name in sorted(versions.values())}
    for row in await repository.classes(snapshot):
        found[versions[row["release_id"]]][row["code"]] = row
    return {version: Tree(version, rows) for version, rows in found.items()}


TREES = PerRelease(("norm_classes",), _trees)
"""By edition, the latest last."""


def latest(trees: Mapping[str, Tree]) -> Tree | None:
    """Return the tree of the latest edition."""
    return trees[max(trees)] if trees else None


def title(
    trees: Mapping[str, Tree], version: str | None, code: str | None, lang: Lang
) -> str | None:
    """Return the title of a class of an edition; None where it is not loaded."""
    tree = trees.get(version) if version else None
    return tree.title(code, lang) if tree else None


def chapters(tree: Tree) -> Sequence[str]:
    """Return the chapters of an edition: its classes without one above."""
    return [code for code, row in tree.rows.items() if row["parent"] is None]
