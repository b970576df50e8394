"""Rows of chains as contracts, in the language asked for; Spanish where a text has no other."""

from collections.abc import Iterable
from typing import Any

from eslabon.contracts.chains import (
    Activity,
    BiologyFact,
    BiologyTopic,
    Chain,
    ChainClaim,
    ChainName,
    ChainPermit,
    ChainPresence,
    ChainPrice,
    ChainProduct,
    ChainStatistic,
    ChainZone,
    ClaimStanding,
    DatePrecision,
    Indicator,
    PermitKind,
    Presence,
    PriceStage,
    ProducerKind,
    ProductionSystem,
    Species,
    SpeciesStatus,
    Specificity,
    StatusScheme,
)
from eslabon.contracts.envelope import Lang, Missing, Provenance, Reason
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from niche_api.chains.book import Book, Row


def said(row: Row, name: str, lang: Lang) -> Any:
    """Return a text in a language, else in Spanish; None where there is none."""
    return row[f"{name}_{lang.value}"] or row[f"{name}_es"]


def split(joined: str | None) -> list[str]:
    """Return the parts of a cell."""
    return joined.split("|") if joined else []


def sources(snapshot: Snapshot, rows: Iterable[Row]) -> list[Provenance]:
    """Return the releases that rows come from."""
    used = {row["release_id"] for row in rows}
    return [snapshot.release(id_).provenance() for id_ in sorted(used)]


def names(rows: Iterable[Row]) -> list[ChainName]:
    """Return names by country and language."""
    return [
        ChainName.assembled(country=row["country"], lang=row["lang"], name=row["name"])
        for row in rows
    ]


def products(rows: Iterable[Row], lang: Lang) -> list[ChainProduct]:
    """Return codes by nomenclature."""
    return [
        ChainProduct.assembled(
            chain=row["chain"],
            nomenclature=row["nomenclature"],
            code=row["code"],
            form=said(row, "form", lang),
            specificity=Specificity(row["specificity"]),
            basis=row["basis"],
            reference=row["reference"],
        )
        for row in rows
    ]


def chain(snapshot: Snapshot, book: Book, id_: str) -> Chain:
    """Return a chain as lists give it."""
    row = book.chains[id_]
    own = [book.names, book.products, book.species, book.claims]
    rows = [row, *(one for by_chain in own for one in by_chain.get(id_, ()))]
    return Chain.assembled(
        id=id_,
        name=said(row, "name", snapshot.lang),
        species=[one["species"] for one in book.species.get(id_, ())],
        in_report=row["in_report"],
        disputed=is_disputed(book, id_),
        note=said(row, "note", snapshot.lang),
        names=names(book.names.get(id_, ())),
        products=products(book.products.get(id_, ()), snapshot.lang),
        provenance=sources(snapshot, rows),
    )


def is_disputed(book: Book, id_: str) -> bool:
    """Return whether sources contradict each other on a chain as a whole."""
    return any(
        row["standing"] == ClaimStanding.DISPUTED and row["country"] is None
        for row in book.claims.get(id_, ())
    )


def _status(row: Row, lang: Lang) -> SpeciesStatus:
    return SpeciesStatus.assembled(
        scheme=StatusScheme(row["scheme"]),
        value=row["value"],
        country=row["country"],
        valid_from=row["valid_from"],
        precision=DatePrecision(row["precision"]) if row["precision"] else None,
        valid_to=row["valid_to"],
        basis=row["basis"],
        note=said(row, "note", lang),
        reference=row["reference"],
    )


def species(row: Row, statuses: Iterable[Row], lang: Lang) -> Species:
    """Return a species with its standing."""
    return Species.assembled(
        name=row["species"],
        authority=row["authority"],
        family=row["family"],
        synonyms=split(row["synonyms"]),
        gbif_key=row["gbif_key"],
        statuses=[_status(one, lang) for one in statuses],
        note=said(row, "note", lang),
        reference=row["reference"],
    )


def presence(chain_: str, country: str, row: Row | None, lang: Lang) -> ChainPresence:
    """Return whether a chain exists in a country; UNKNOWN, and why, where nobody says."""
    kind = Presence.UNKNOWN if row is None else Presence(row["presence"])
    note = None if row is None else said(row, "note", lang)
    why = None
    if kind is Presence.UNKNOWN:
        nobody = texts(
            f"Ninguna fuente cargada dice si la cadena {chain_} existe en {country}.",
            f"Nenhuma fonte carregada diz se a cadeia {chain_} existe em {country}.",
            f"No loaded source says whether chain {chain_} exists in {country}.",
        )
        why = Missing(what="presence", reason=Reason.NOT_REPORTED, detail=note or nobody[lang])
    return ChainPresence.assembled(
        chain=chain_,
        country=country,
        presence=kind,
        basis=None if row is None else row["basis"],
        note=note,
        reference=None if row is None else row["reference"],
        missing=why,
    )


def biology(row: Row, lang: Lang) -> BiologyFact:
    """Return a fact on how a species lives."""
    return BiologyFact.assembled(
        topic=BiologyTopic(row["topic"]),
        country=row["country"],
        region=row["region"],
        species=row["species"],
        months=[int(month) for month in split(row["months"])],
        text=said(row, "text", lang),
        basis=row["basis"],
        reference=row["reference"],
    )


def zone(row: Row, lang: Lang) -> ChainZone:
    """Return a zone."""
    return ChainZone.assembled(
        country=row["country"],
        region=row["region"],
        place=row["place"],
        activity=Activity(row["activity"]),
        producers=[ProducerKind(one) for one in split(row["producers"])],
        area_km2=row["area_km2"],
        note=said(row, "note", lang),
        reference=row["reference"],
    )


def statistic(row: Row, provenance: Provenance, lang: Lang) -> ChainStatistic:
    """Return a figure."""
    return ChainStatistic.assembled(
        chain=row["chain"],
        country=row["country"],
        region=row["region"],
        place=row["place"],
        part=row["part"],
        indicator=Indicator(row["indicator"]),
        system=ProductionSystem(row["system"]) if row["system"] else None,
        partner=row["partner"],
        period_from=row["period_from"],
        period_to=row["period_to"],
        annual=row["annual"],
        value=row["value"],
        unit=row["unit"],
        approximate=row["approximate"],
        note=said(row, "note", lang),
        reference=row["reference"],
        provenance=provenance,
    )


def price(row: Row, lang: Lang) -> ChainPrice:
    """Return a price."""
    return ChainPrice.assembled(
        country=row["country"],
        region=row["region"],
        place=row["place"],
        form=said(row, "form", lang),
        stage=PriceStage(row["stage"]),
        date_from=row["date_from"],
        date_to=row["date_to"],
        price=row["price"],
        currency=row["currency"],
        per=row["per"],
        note=said(row, "note", lang),
        reference=row["reference"],
    )


def permit(row: Row, lang: Lang) -> ChainPermit:
    """Return a permit or a prohibition."""
    return ChainPermit.assembled(
        permit=row["permit"],
        every_chain=row["chain"] is None,
        kind=PermitKind(row["kind"]),
        country=row["country"],
        title=said(row, "title", lang),
        authority=row["authority"],
        legal_base=row["legal_base"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        basis=row["basis"],
        note=said(row, "note", lang),
        reference=row["reference"],
    )


def claim(row: Row, lang: Lang) -> ChainClaim:
    """Return a claim and what other sources say."""
    return ChainClaim.assembled(
        claim=row["claim"],
        country=row["country"],
        statement=said(row, "statement", lang),
        claimant=row["claimant"],
        standing=ClaimStanding(row["standing"]),
        answer=said(row, "answer", lang),
        reference=row["reference"],
    )
