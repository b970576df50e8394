"""The texts that every search of the contest is given: those of the sample, as they are loaded."""

from collections import defaultdict
from dataclasses import dataclass, field

import asyncpg

LANGS = ("es", "pt", "en")
NOMENCLATURE = "HS2022"
UNIONS = ("NCM2022", "NANDINA2022")


@dataclass
class Text:
    """A code with what there is of it in each language."""

    code: str
    own: dict[str, str] = field(default_factory=dict)
    path: dict[str, str] = field(default_factory=dict)
    names: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    lines: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def fields(self, lang: str) -> dict[str, str]:
        """Return the four fields of a language as texts."""
        return {
            "own": self.own.get(lang, ""),
            "names": " ; ".join(self.names[lang]),
            "lines": " ; ".join(self.lines[lang]),
            "path": self.path.get(lang, ""),
        }


async def texts(connection: asyncpg.Connection) -> list[Text]:
    """Return every code below the chapters with its texts, names, and lines of customs unions."""
    found: dict[str, Text] = {}
    for row in await _codes(connection, NOMENCLATURE):
        if len(row["code"]) >= 4:
            text = found[row["code"]] = Text(row["code"])
            for lang in LANGS:
                if row[f"text_{lang}"]:
                    text.own[lang] = row[f"text_{lang}"]
                    text.path[lang] = row[f"path_{lang}"]
    for row in await connection.fetch(
        "select t.term, t.lang, t.code from tariff.terms t join tariff.release r "
        "on r.id = t.release_id where r.superseded is null and t.nomenclature = $1",
        NOMENCLATURE,
    ):
        found[row["code"]].names[row["lang"]].append(row["term"])
    for union in UNIONS:
        for row in await _codes(connection, union):
            for lang in LANGS:
                if len(row["code"]) > 6 and row[f"text_{lang}"] and row["code"][:6] in found:
                    found[row["code"][:6]].lines[lang].append(row[f"text_{lang}"])
    return list(found.values())


async def _codes(connection: asyncpg.Connection, nomenclature: str) -> list[asyncpg.Record]:
    rows: list[asyncpg.Record] = await connection.fetch(
        "select c.* from tariff.codes c join tariff.release r on r.id = c.release_id "
        "where r.superseded is null and r.parts ->> 'nomenclature' = $1 order by c.code",
        nomenclature,
    )
    return rows
