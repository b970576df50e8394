"""The feed of a market: one item for each publication that changed its duties or preferences."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urlencode

from eslabon.contracts.changes import (
    ChangeKind,
    Feed,
    FeedCounts,
    FeedExtension,
    FeedItem,
    FeedRelease,
    Measure,
)
from eslabon.contracts.envelope import Provenance
from servicekit.language import Texts, texts
from servicekit.releases import repository as releases
from servicekit.releases.change_endpoints import provenance
from servicekit.releases.snapshot import Snapshot

from tariff_api.changes import comparison, repository
from tariff_api.changes.comparison import Edition
from tariff_api.changes.repository import DATASETS
from tariff_api.quotes.reference import REFERENCE
from tariff_api.schema import SCHEMA

ITEMS = 20
RELEASES = 200
GONE_STATES = ("dropping", "dropped")

FEED_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "JSON Feed 1.1",
        "content": {
            "application/feed+json": {
                "schema": {
                    "type": "object",
                    "required": ["version", "title", "items"],
                    "properties": {
                        "version": {"type": "string"},
                        "title": {"type": "string"},
                        "items": {"type": "array", "items": {"type": "object"}},
                    },
                }
            }
        },
    }
}

NOUNS = {
    Measure.DUTY: texts("aranceles", "tarifas", "duties"),
    Measure.PREFERENCE: texts("preferencias", "preferências", "preferences"),
}
KINDS: Mapping[ChangeKind, Texts] = {
    ChangeKind.NEW: texts("nuevas", "novas", "new"),
    ChangeKind.GONE: texts("desaparecidas", "desaparecidas", "gone"),
    ChangeKind.RENUMBERED: texts("renumeradas", "renumeradas", "renumbered"),
    ChangeKind.RATE_UP: texts("suben", "sobem", "up"),
    ChangeKind.RATE_DOWN: texts("bajan", "baixam", "down"),
    ChangeKind.CHANGED: texts("con otros cambios", "com outras mudanças", "otherwise changed"),
}


async def feed(snapshot: Snapshot, importer: str, address: str) -> Feed:
    """Return the feed of a market; `address` is where this service answers."""
    lang = snapshot.lang
    reference = await REFERENCE.at(snapshot)
    name = reference.countries[importer].names[lang]
    rows = await repository.releases_of(snapshot, importer, RELEASES)
    history = await _history(snapshot, rows)
    by_publication: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_publication[row["published"]].append(row)
    items = [
        await _item(snapshot, name, importer, address, n, of, history)
        for n, of in list(by_publication.items())[:ITEMS]
    ]
    title = texts(
        f"Cambios del arancel de {name}",
        f"Mudanças da tarifa de {name}",
        f"Changes of the tariff of {name}",
    )[lang]
    description = texts(
        "Publicaciones que cambiaron aranceles o preferencias, con cuántas líneas cambió cada una.",
        "Publicações que mudaram tarifas ou preferências, com quantas linhas cada uma mudou.",
        "Publications that changed duties or preferences, with how many lines each changed.",
    )[lang]
    query = urlencode({"importer": importer, "lang": lang.value})
    return Feed(
        title=title,
        home_page_url=f"{address}/v1/changes?{query}",
        feed_url=f"{address}/v1/changes/feed.json?{query}",
        description=description,
        language=lang.value,
        items=items,
    )


async def _history(snapshot: Snapshot, rows: Sequence[Any]) -> dict[Measure, list[Edition]]:
    """Return the kept releases of a market by measure, in the order of their days."""
    kept = [row["id"] for row in rows if row["state"] not in GONE_STATES]
    found: Sequence[Provenance] = [
        provenance(one) for one in await releases.releases_by_id(snapshot.pool, SCHEMA, kept)
    ]
    return {
        measure: await comparison.editions(
            snapshot, measure, [one for one in found if one.dataset == dataset.name]
        )
        for measure, dataset in DATASETS.items()
    }


async def _item(
    snapshot: Snapshot,
    name: str,
    importer: str,
    address: str,
    n: int,
    rows: Sequence[Any],
    history: Mapping[Measure, Sequence[Edition]],
) -> FeedItem:
    lang = snapshot.lang
    changed = [await _release(snapshot, row, history) for row in rows]
    lines = [_line(one, snapshot) for one in changed]
    title = texts(f"{name}: publicación {n}", f"{name}: publicação {n}", f"{name}: publication {n}")
    link = {"importer": importer, "lang": lang.value, **_compared(changed, history)}
    nouns = ", ".join(dict.fromkeys(NOUNS[one.measure][lang] for one in changed))
    published: datetime = rows[0]["published_at"]
    return FeedItem(
        id=f"urn:eslabon:tariff:publication:{n}:{importer}",
        url=f"{address}/v1/changes?{urlencode(link)}",
        title=f"{title[lang]} ({nouns})",
        content_text="\n".join(lines),
        content_html="".join(f"<p>{escape(line)}</p>" for line in lines),
        date_published=published.isoformat(timespec="seconds"),
        language=lang.value,
        extension=FeedExtension(publication=n, releases=changed),
    )


def _compared(
    changed: Sequence[FeedRelease], history: Mapping[Measure, Sequence[Edition]]
) -> dict[str, str]:
    """Return what asks for the changes of a publication: its release, or its edition of several."""
    found = [one for one in changed if one.since is not None]
    if not found:
        return {}
    first = found[0]
    known = {one.release: one.name for one in history[first.measure]}
    since, to = known.get(first.since or 0), known.get(first.release)
    if len(found) > 1 and since and to and since != to:
        return {"since_edition": since, "to_edition": to}
    return {"since": str(first.since), "to": str(first.release)}


async def _release(
    snapshot: Snapshot, row: Any, history: Mapping[Measure, Sequence[Edition]]
) -> FeedRelease:
    """Return a release with the counts of what it changed."""
    measure = next(one for one, dataset in DATASETS.items() if dataset.name == row["dataset"])
    known = history[measure]
    own = next((one for one in known if one.release == row["id"]), None)
    before = _before(own, known) if own else None
    counts = None
    if own and before:
        compared = await comparison.compare(snapshot, measure, before, own)
        found = await repository.counts(snapshot, measure, **compared.values())
        counts = FeedCounts(**{kind.value.lower(): found.get(kind.value, 0) for kind in ChangeKind})
    return FeedRelease(
        measure=measure,
        slice=row["slice"],
        release=row["id"],
        since=before.release if before else None,
        counts=counts,
    )


def _before(own: Edition, known: Sequence[Edition]) -> Edition | None:
    """Return the release that this one replaced, else the edition before."""
    same = [
        one
        for one in known
        if one.provenance.slice == own.provenance.slice and one.release < own.release
    ]
    if same:
        return max(same, key=lambda one: one.release)
    return next((one for one in reversed(known) if one.valid_from < own.valid_from), None)


def _line(one: FeedRelease, snapshot: Snapshot) -> str:
    lang = snapshot.lang
    head = f"{NOUNS[one.measure][lang].capitalize()}, {one.slice}"
    if one.counts is None:
        first = texts(
            "no hay una edición anterior con qué comparar",
            "não há uma edição anterior com que comparar",
            "there is no earlier edition to compare with",
        )
        return f"{head}: {first[lang]}."
    counted = one.counts.model_dump()
    said = [
        f"{counted[kind.value.lower()]} {word[lang]}"
        for kind, word in KINDS.items()
        if counted[kind.value.lower()]
    ]
    nothing = texts("sin cambios de líneas", "sem mudanças de linhas", "no line changed")[lang]
    return f"{head}: {', '.join(said) or nothing}."
