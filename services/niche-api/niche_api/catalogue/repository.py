"""The catalogue, kept in memory for each publication, and found by words of any language."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot

from niche_api.catalogue.tables import CATALOGUE
from niche_api.chains import repository
from niche_api.chains.book import Row, latest

_SAID = ("product", "name_es", "name_pt", "name_en", "species", "text", "code", "chain")


def folded(text: str) -> str:
    """Return a text in lower case, without accents and with blanks for dashes and dots."""
    parts = unicodedata.normalize("NFD", text.lower())
    kept = (letter for letter in parts if not unicodedata.combining(letter))
    return "".join(" " if letter in "-.,;:()«»" else letter for letter in kept)


@dataclass(frozen=True)
class Entry:
    """A line of the catalogue, and what it is found by."""

    row: Row
    said: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The place of the line in the list."""
        names = ("product", "country", "nomenclature", "code")
        return tuple(self.row[name] or "" for name in names)  # type: ignore[return-value]

    def says(self, words: Sequence[str]) -> bool:
        """Tell whether each of these is the beginning of a word of its names, species or text."""
        return all(f" {word}" in self.said for word in words)


async def _entries(snapshot: Snapshot, _: str) -> list[Entry]:
    rows = latest(CATALOGUE, await repository.everything(snapshot, CATALOGUE.table))
    return [Entry(row, " " + " ".join(folded(row[name] or "") for name in _SAID)) for row in rows]


ENTRIES = PerRelease(("catalogue",), _entries, size=3)
