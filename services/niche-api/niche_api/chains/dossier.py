"""All that is known of a chain, as a whole or in one country, and why the rest is not."""

import asyncio
from collections.abc import Iterable, Sequence

from eslabon.contracts.chains import ChainCountry, ChainDetail
from servicekit.releases.snapshot import Snapshot

from niche_api.chains import gaps, repository, telling
from niche_api.chains.book import Book, Row

ANYWHERE = "WLD"
"""Stands for the country of a name whose source gives none."""


def _there(rows: Iterable[Row], country: str) -> list[Row]:
    """Return rows of a country and those that hold everywhere."""
    return [row for row in rows if row["country"] in (None, country)]


def _names(rows: Sequence[Row], country: str) -> list[Row]:
    own = [row for row in rows if row["country"] == country]
    return own or [row for row in rows if row["country"] == ANYWHERE]


def whole(snapshot: Snapshot, book: Book, id_: str) -> ChainDetail:
    """Return a chain with all that is described of it."""
    lang = snapshot.lang
    row = book.chains[id_]
    name = telling.said(row, "name", lang)
    species = book.species.get(id_, [])
    statuses = [one for each in species for one in book.statuses.get(each["species"], ())]
    parts = {
        "names": book.names.get(id_, []),
        "species": species,
        "presence": list(book.presence.get(id_, {}).values()),
        "biology": book.biology.get(id_, []),
        "zones": book.zones.get(id_, []),
        "products": book.products.get(id_, []),
        "permits": book.permits_of(id_),
    }
    claims = book.claims.get(id_, [])
    living = [telling.species(one, book.statuses.get(one["species"], ()), lang) for one in species]
    permits = [telling.permit(one, lang) for one in parts["permits"]]
    used = [row, *statuses, *claims, *(one for rows in parts.values() for one in rows)]
    return ChainDetail.assembled(
        id=id_,
        name=name,
        in_report=row["in_report"],
        disputed=telling.is_disputed(book, id_),
        note=telling.said(row, "note", lang),
        names=telling.names(parts["names"]),
        species=living,
        presence=[telling.presence(id_, one["country"], one, lang) for one in parts["presence"]],
        biology=[telling.biology(one, lang) for one in parts["biology"]],
        zones=[telling.zone(one, lang) for one in parts["zones"]],
        products=telling.products(parts["products"], lang),
        permits=permits,
        claims=[telling.claim(one, lang) for one in claims],
        missing=[
            *gaps.empty_blocks(snapshot, name, **parts),
            *gaps.permits_unknown(snapshot, name, permits, living),
        ],
        provenance=telling.sources(snapshot, used),
    )


async def in_country(snapshot: Snapshot, book: Book, id_: str, country: str) -> ChainCountry:
    """Return a chain in one country; what holds everywhere holds there."""
    lang = snapshot.lang
    figures, prices = await asyncio.gather(
        repository.statistics(snapshot, {"chain": id_, "country": country}),
        repository.prices(snapshot, id_, country),
    )
    name = telling.said(book.chains[id_], "name", lang)
    where = f"{name} ({country})"
    found = book.presence.get(id_, {}).get(country)
    evidence = telling.presence(id_, country, found, lang)
    species = book.species.get(id_, [])
    statuses = {
        one["species"]: _there(book.statuses.get(one["species"], ()), country) for one in species
    }
    parts: dict[str, Sequence[Row]] = {
        "names": _names(book.names.get(id_, []), country),
        "species": species,
        "biology": _there(book.biology.get(id_, ()), country),
        "zones": [one for one in book.zones.get(id_, ()) if one["country"] == country],
        "statistics": figures,
        "prices": prices,
        "products": book.products.get(id_, []),
        "permits": _there(book.permits_of(id_), country),
    }
    claims = _there(book.claims.get(id_, ()), country)
    living = [telling.species(one, statuses[one["species"]], lang) for one in species]
    permits = [telling.permit(one, lang) for one in parts["permits"]]
    zones = [telling.zone(one, lang) for one in parts["zones"]]
    used = [book.chains[id_], *claims, *(one for rows in parts.values() for one in rows)]
    used += [one for rows in statuses.values() for one in rows] + ([found] if found else [])
    provenances = {one["release_id"]: snapshot.release(one["release_id"]) for one in figures}
    missing = [evidence.missing] if evidence.missing else []
    missing += gaps.empty_blocks(snapshot, where, **parts)
    missing += gaps.permits_unknown(snapshot, where, permits, living)
    if zones and not any(zone.producers for zone in zones):
        missing.append(gaps.producers_unknown(snapshot, where))
    return ChainCountry.assembled(
        chain=id_,
        country=country,
        name=name,
        presence=evidence.presence,
        evidence=evidence,
        names=telling.names(parts["names"]),
        species=living,
        biology=[telling.biology(one, lang) for one in parts["biology"]],
        zones=zones,
        statistics=[
            telling.statistic(one, provenances[one["release_id"]].provenance(), lang)
            for one in figures
        ],
        prices=[telling.price(one, lang) for one in prices],
        products=telling.products(parts["products"], lang),
        permits=permits,
        claims=[telling.claim(one, lang) for one in claims],
        missing=missing,
        provenance=telling.sources(snapshot, used),
    )
