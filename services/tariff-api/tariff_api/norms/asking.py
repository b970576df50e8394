"""What is asked of norms, checked: whose, of which partner and product, in which codes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from eslabon.contracts.envelope import Direction, Missing, Reason
from eslabon.contracts.nomenclature import CorrelationKind
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.faults import (
    Fault,
    country,
    refused,
    same_country,
    unknown_code,
    unknown_nomenclature,
)
from tariff_api.nomenclature import correlation
from tariff_api.nomenclature import repository as nomenclatures
from tariff_api.norms import repository
from tariff_api.norms.held import HELD, Held
from tariff_api.norms.matching import ALL_GOODS, Asked, Span, spans
from tariff_api.norms.repository import Side
from tariff_api.norms.wording import listed, said
from tariff_api.quotes.reference import CountryRow, NomenclatureRow, Reference

HS6 = 6


@dataclass(slots=True)
class Trade:
    """The sides of a trade whose norms are asked for."""

    importer: CountryRow
    exporter: CountryRow | None
    on: date
    sides: list[tuple[CountryRow, Side, Held]] = field(default_factory=list)


@dataclass(slots=True)
class Product:
    """The product asked for, one code or several, in each nomenclature that the norms are in."""

    source: NomenclatureRow
    codes: tuple[str, ...]
    asked: dict[str, Asked] = field(default_factory=dict)
    spans: set[Span] = field(default_factory=lambda: {ALL_GOODS})
    missing: list[Missing] = field(default_factory=list)


def _needs_exporter() -> Fault:
    return Fault(
        422,
        "exporter_needed",
        "/query/exporter",
        texts(
            "Las normas de exportación son del país que vende: dígalo con `exporter`.",
            "As normas de exportação são do país que vende: diga-o com `exporter`.",
            "Norms on exports are of the country that sells: name it with `exporter`.",
        ),
    )


async def trade(
    snapshot: Snapshot,
    reference: Reference,
    importer: str,
    exporter: str | None,
    direction: Direction | None,
    on: date,
) -> Trade:
    """Return the sides of a trade: the importer's norms, and the exporter's where it is named.

    Raises
    ------
    ProblemError
        A country is not known, is asked to trade with itself, or is lacking.
    """
    buyer = country(reference, importer, "/query/importer")
    seller = country(reference, exporter, "/query/exporter") if exporter else None
    faults = [one for one in (buyer, seller) if isinstance(one, Fault)]
    if direction is Direction.EXPORT and exporter is None:
        faults.append(_needs_exporter())
    if faults or isinstance(buyer, Fault) or isinstance(seller, Fault):
        raise refused(faults)
    if seller is buyer:
        raise refused([same_country(buyer.iso3, "/query/exporter")])
    found = Trade(buyer, seller, on)
    asked = (
        (Direction.IMPORT, buyer, seller),
        (Direction.EXPORT, seller, buyer),
    )
    for side, owner, partner in asked:
        if owner is None or direction not in (None, Direction.BOTH, side):
            continue
        held = await HELD.at(snapshot, owner.iso3)
        partners = (
            None if partner is None else (partner.iso3, *sorted(reference.groups(partner.iso3, on)))
        )
        found.sides.append((owner, Side(held.releases, side.value, partners), held))
    return found


def _source(reference: Reference, asked: str | None, found: Trade) -> NomenclatureRow | None:
    """Return the nomenclature that a code is read in: the importer's tariff, else its norms'."""
    if asked is not None:
        return reference.nomenclatures.get(asked)
    iso3 = found.importer.iso3
    editions = reference.duties.get(iso3, ())
    edition = reference.tariff(iso3, found.on) or (editions[-1] if editions else None)
    names = [edition.nomenclature] if edition else []
    names += [name for _, _, held in found.sides for name in sorted(held.chapters)]
    known = [reference.nomenclatures[name] for name in names if name in reference.nomenclatures]
    if known:
        return known[0]
    harmonised = [row for row in reference.nomenclatures.values() if row.kind == "HS"]
    return max(harmonised, key=lambda row: row.hs_revision, default=None)


async def product(
    snapshot: Snapshot,
    reference: Reference,
    found: Trade,
    codes: Sequence[str],
    nomenclature: str | None,
) -> Product:
    """Return where the beginnings of codes lie that bite on a product, or on any of several.

    Raises
    ------
    ProblemError
        The nomenclature is not loaded, or lacks one of the codes.
    """
    source = _source(reference, nomenclature, found)
    if source is None:
        name = nomenclature or "HS2022"
        pointer = "/query/nomenclature"
        raise refused([unknown_nomenclature(name, reference.nomenclatures, pointer)])
    read = (code[:HS6] if source.kind == "HS" else code for code in codes)
    asked = Product(source, tuple(dict.fromkeys(read)))
    await _check_known(snapshot, reference, asked, codes)
    for owner, _, held in found.sides:
        for name in sorted(held.chapters):
            if name not in asked.asked:
                asked.asked[name] = await _in(snapshot, reference, asked, name, owner)
                asked.spans |= spans(name, asked.asked[name].codes)
    await _read_lines(snapshot, reference, asked)
    # Several codes may lack the same thing.
    asked.missing = list(dict.fromkeys(asked.missing))
    return asked


async def _check_known(
    snapshot: Snapshot, reference: Reference, asked: Product, given: Sequence[str]
) -> None:
    """Refuse codes that their nomenclature does not have, each at its place among those given.

    A national nomenclature that does not open a subheading has no row for its six digits.
    """
    source = asked.source
    if source.codes is None:
        return
    releases = {row.codes: row.name for row in reference.nomenclatures.values() if row.codes}
    held = await nomenclatures.places(snapshot, list(releases), asked.codes)
    known = {code for release, code in held if release == source.codes}
    opened = [(source.codes, code) for code in asked.codes if code not in known]
    below = (await repository.lines(snapshot, opened)).get(source.codes, [])
    unknown = [code for _, code in opened if not any(line.startswith(code) for line in below)]
    faults = [
        unknown_code(
            code,
            source.name,
            "/query/product" if len(given) == 1 else f"/query/product/{place}",
            sorted(releases[release] for release, other in held if other == code),
        )
        for place, one in enumerate(given)
        for code in unknown
        if one.startswith(code)
    ]
    if faults:
        raise refused(faults)


async def _in(
    snapshot: Snapshot, reference: Reference, asked: Product, name: str, owner: CountryRow
) -> Asked:
    """Return the product as a nomenclature of norms knows it, noting what is lost on the way."""
    used = reference.nomenclatures.get(name)
    if name == asked.source.name:
        return Asked(asked.codes)
    if used is None:
        asked.missing.append(
            _gap(snapshot, name, Reason.NOT_LOADED, "other_nomenclature", owner, asked, name)
        )
        return Asked(())
    if used.hs_revision == asked.source.hs_revision:
        if any(len(code) > HS6 for code in asked.codes):
            asked.missing.append(
                _gap(snapshot, name, Reason.AMBIGUOUS_CODE, "six_digits", owner, asked, name)
            )
        return Asked(tuple(dict.fromkeys(code[:HS6] for code in asked.codes)))
    return await _correlated(snapshot, asked, used, owner)


async def _read_lines(snapshot: Snapshot, reference: Reference, asked: Product) -> None:
    """Read the national lines below the codes of all nomenclatures."""
    loaded = {
        name: used.codes
        for name in asked.asked
        if (used := reference.nomenclatures.get(name)) is not None and used.codes is not None
    }
    below = await repository.lines(
        snapshot,
        [(release, code) for name, release in loaded.items() for code in asked.asked[name].codes],
    )
    for name, release in loaded.items():
        asked.asked[name] = replace(asked.asked[name], lines=tuple(below.get(release, ())))


async def _correlated(
    snapshot: Snapshot, asked: Product, used: NomenclatureRow, owner: CountryRow
) -> Asked:
    revisions = asked.source.hs_revision, used.hs_revision
    table = await correlation.table(snapshot, *revisions)
    found = [table.below(code[:HS6]) for code in dict.fromkeys(asked.codes)]
    rows = [row for below in found for row in below]
    if not all(found):
        asked.missing.append(
            _gap(
                snapshot,
                "correlation",
                Reason.NOT_LOADED,
                "no_correlation",
                owner,
                asked,
                used.name,
            )
        )
    inexact = [row for row in rows if row.kind is not CorrelationKind.EXACT]
    if inexact:
        detail = said(
            "correlated",
            source=revisions[0],
            to=revisions[1],
            codes=listed(sorted({row.to_code for row in inexact})[:20]),
            kinds=listed(sorted({row.kind.value for row in inexact})),
        )
        asked.missing.append(
            Missing(
                what="correlation",
                reason=Reason.AMBIGUOUS_CODE,
                detail=detail[snapshot.lang],
            )
        )
    return Asked(
        tuple(dict.fromkeys(row.to_code for row in rows)),
        correlations={row.to_code: row for row in rows},
    )


def _gap(
    snapshot: Snapshot,
    what: str,
    reason: Reason,
    key: str,
    owner: CountryRow,
    asked: Product,
    name: str,
) -> Missing:
    detail = said(
        key,
        country=owner.names[snapshot.lang],
        nomenclature=name,
        to=name,
        source=asked.source.name,
    )
    return Missing(what=what, reason=reason, detail=detail[snapshot.lang])


def gaps(snapshot: Snapshot, found: Trade, asked: Product | None) -> list[Missing]:
    """Return what keeps the norms of each side from being known."""
    lang = snapshot.lang
    missing = list(asked.missing) if asked else []
    with_norms = sorted({release.parts["importer"] for release in snapshot.releases("norms")})
    for owner, _, held in found.sides:
        if not held.releases:
            detail = said("no_norms", country=owner.names[lang], others=listed(with_norms))
        elif asked and not _may_speak(held, asked):
            detail = said(
                "other_chapters",
                country=owner.names[lang],
                chapters=listed(held.all_chapters),
                code=listed(asked.codes),
            )
        else:
            continue
        missing.append(Missing(what="norms", reason=Reason.NOT_LOADED, detail=detail[lang]))
    return missing


def _may_speak(held: Held, asked: Product) -> bool:
    return held.has_all_goods or any(
        held.speaks_of(name, code)
        for name, one in asked.asked.items()
        if name in held.chapters
        for code in one.codes
    )


def none_bites(snapshot: Snapshot, found: Trade) -> Missing:
    """Say that norms are loaded and none of them bites on what is asked."""
    lang = snapshot.lang
    sides: Sequence[tuple[CountryRow, Side, Held]] = [one for one in found.sides if one[2].releases]
    detail = said(
        "none_bites",
        count=sum(held.norms for _, _, held in sides),
        country=listed([owner.names[lang] for owner, _, _ in sides]),
        on=found.on,
    )
    return Missing(what="norms", reason=Reason.NOT_IDENTIFIED, detail=detail[lang])
