"""The registry of agreements held in memory for each publication: found by any name, filtered."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eslabon.contracts.agreements import (
    Agreement,
    AgreementDiscipline,
    AgreementEntry,
    AgreementNomenclature,
    AgreementParty,
    AgreementProtocol,
    AgreementRelation,
    PartyRole,
)
from eslabon.contracts.envelope import Lang
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot

from tariff_api.agreements import repository
from tariff_api.agreements.naming import folded, key
from tariff_api.cells import values_in
from tariff_api.countries import repository as countries

DATASETS = ("agreements", "agreement_entries", *repository.FICHE_PARTS)
_INVERSE = {
    AgreementRelation.PREDECESSOR: AgreementRelation.SUCCESSOR,
    AgreementRelation.SUCCESSOR: AgreementRelation.PREDECESSOR,
    AgreementRelation.PROTOCOL_OF: AgreementRelation.RELATED,
    AgreementRelation.RELATED: AgreementRelation.RELATED,
}


@dataclass(frozen=True, slots=True)
class Related:
    """Another agreement and what it is to the one that holds this."""

    code: str
    relation: AgreementRelation
    source: str


@dataclass(frozen=True, slots=True)
class Fiche:
    """All that is loaded of one agreement."""

    agreement: Mapping[Lang, Agreement]
    titles: Mapping[Lang, str]
    entries: tuple[AgreementEntry, ...]
    protocols: tuple[AgreementProtocol, ...]
    relations: tuple[Related, ...]
    nomenclatures: tuple[AgreementNomenclature, ...]
    disciplines: tuple[AgreementDiscipline, ...]
    depth_index: int | None
    text: str
    """All that a person may look for it by, folded."""

    @property
    def plain(self) -> Agreement:
        """The agreement, in any language."""
        return self.agreement[Lang.ES]

    def has_party(self, country: str, on: date | None = None) -> bool:
        """Tell whether a country is a party (on a day, where one is given)."""
        return any(
            party.country == country and (on is None or _holds(party, on))
            for party in self.plain.parties
        )

    def binds(self, on: date, country: str | None = None, partner: str | None = None) -> bool:
        """Tell whether it is in force on a day: in general, for a party, or between two.

        A pair without a date of its own takes the agreement's; where neither has one, an
        agreement that is listed as in force counts as in force.
        """
        named = {one for one in (country, partner) if one}
        if not all(self.has_party(one, on) for one in named):
            return False
        spans = [
            (entry.in_force_from, entry.in_force_to)
            for entry in self.entries
            if named <= {entry.granter, entry.beneficiary}
        ]
        if self.entries and not spans:
            return False
        return any(self._holds(on, *span) for span in spans or [(None, None)])

    def _holds(self, on: date, first: date | None, last: date | None) -> bool:
        agreement = self.plain
        first, last = first or agreement.in_force_from, last or agreement.in_force_to
        if agreement.status in ("SIGNED", "NEGOTIATION"):
            return False
        if last is None and agreement.status == "ENDED":
            return False
        if first is None and agreement.status != "IN_FORCE":
            return False
        return (first is None or first <= on) and (last is None or on <= last)


def _holds(party: AgreementParty, on: date) -> bool:
    """Tell whether a party is one on a day; one that left on an unknown day is on none."""
    if party.valid_to is None and party.role in (PartyRole.WITHDRAWN, PartyRole.SUSPENDED):
        return False
    first, last = party.valid_from, party.valid_to
    return (first is None or first <= on) and (last is None or on <= last)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which agreements a list is asked for; None leaves a question open."""

    country: str | None = None
    partner: str | None = None
    status: str | None = None
    kind: str | None = None
    scope: str | None = None
    has_preferences: bool | None = None
    on: date | None = None
    q: str | None = None

    def takes(self, fiche: Fiche, lang: Lang) -> bool:
        """Tell whether an agreement is one of those asked for."""
        agreement = fiche.agreement[lang]
        return (
            (self.country is None or fiche.has_party(self.country))
            and (self.partner is None or fiche.has_party(self.partner))
            and self.status in (None, agreement.status)
            and self.kind in (None, agreement.kind)
            and self.scope in (None, agreement.scope)
            and self.has_preferences in (None, agreement.has_preferences)
            and (self.on is None or fiche.binds(self.on, self.country, self.partner))
            and (self.q is None or _says(fiche, self.q))
        )


def _says(fiche: Fiche, q: str) -> bool:
    if key(q) in {key(name) for name in (fiche.plain.code, *fiche.plain.aliases)}:
        return True
    words = folded(q).split()
    return bool(words) and all(word in fiche.text for word in words)


@dataclass(frozen=True, slots=True)
class Registry:
    """Fiches by code, in order, and the keys of their names."""

    fiches: Mapping[str, Fiche]
    codes: Mapping[str, str]
    """Key of a name → code of its agreement."""

    def named(self, name: str) -> Fiche | None:
        """Return the agreement that people mean by a name."""
        code = name if name in self.fiches else self.codes.get(key(name))
        return self.fiches[code] if code else None


def _grouped(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["agreement"]].append(row)
    return found


def _parties(
    row: Mapping[str, Any], stated: Iterable[Mapping[str, Any]]
) -> Iterable[AgreementParty]:
    """Return the parties that a source dates, and those that it only lists."""
    known = set()
    for one in stated:
        known.add(one["country"])
        yield AgreementParty.model_validate(dict(one))
    for country in values_in(row["parties"]):
        if country not in known:
            yield AgreementParty(
                country=country, role=None, valid_from=None, valid_to=None, source=row["source"]
            )


def _relations(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Related]]:
    """Return relations of each agreement, those that another one states of it included."""
    found: defaultdict[str, dict[tuple[str, AgreementRelation], Related]] = defaultdict(dict)
    for row in rows:
        relation = AgreementRelation(row["relation"])
        own, other = row["agreement"], row["related"]
        found[own][other, relation] = Related(other, relation, row["source"])
        inverse = _INVERSE[relation]
        found[other].setdefault((own, inverse), Related(own, inverse, row["source"]))
    return {code: sorted(of.values(), key=lambda one: one.code) for code, of in found.items()}


def _text(
    row: Mapping[str, Any], parties: Iterable[AgreementParty], names: Mapping[str, str]
) -> str:
    said = [row["code"], row["aliases"], *(row[f"title_{lang}"] for lang in Lang)]
    said += [f"{party.country} {names.get(party.country, '')}" for party in parties]
    return folded(" ".join(one for one in said if one))


async def _registry(snapshot: Snapshot, _: str) -> Registry:
    rows, entry_rows, country_rows, *parts = await asyncio.gather(
        repository.all_agreements(snapshot),
        repository.all_entries(snapshot),
        countries.all_countries(snapshot),
        *(repository.fiche_part(snapshot, name) for name in repository.FICHE_PARTS),
    )
    names = {row["iso3"]: " ".join(row[f"name_{lang}"] for lang in Lang) for row in country_rows}
    of = dict(zip(repository.FICHE_PARTS, map(_grouped, parts), strict=True))
    of["agreement_entries"] = _grouped(entry_rows)
    stated = [row for rows in of["agreement_relations"].values() for row in rows]
    relations = _relations(stated)
    fiches: dict[str, Fiche] = {}
    codes: dict[str, str] = {}
    for row in rows:
        code = row["code"]
        own = {dataset: found.get(code, []) for dataset, found in of.items()}
        fiches[code] = _fiche(row, own, relations.get(code, []), names)
        for name in (code, *fiches[code].plain.aliases):
            codes.setdefault(key(name), code)
        codes[key(code)] = code
    return Registry(fiches, codes)


def _fiche(
    row: Mapping[str, Any],
    own: Mapping[str, Sequence[Mapping[str, Any]]],
    relations: Iterable[Related],
    names: Mapping[str, str],
) -> Fiche:
    """Return a fiche from its row in the registry and its own rows in the other datasets."""
    titles = {lang: row[f"title_{lang}"] or row["title_es"] for lang in Lang}
    parties = list(_parties(row, own["agreement_parties"]))
    fields = dict(row) | {
        "parties": parties,
        "aliases": values_in(row["aliases"]),
        "duration": row["duration_es"],
    }
    coded = own["agreement_disciplines"]
    indices = [one["depth_index"] for one in coded if one["depth_index"] is not None]
    return Fiche(
        agreement={
            lang: Agreement.model_validate({**fields, "title": titles[lang]}) for lang in Lang
        },
        titles=titles,
        entries=tuple(AgreementEntry.model_validate(dict(one)) for one in own["agreement_entries"]),
        protocols=tuple(
            AgreementProtocol.model_validate({**one, "summary": one["summary_es"]})
            for one in own["agreement_protocols"]
        ),
        relations=tuple(relations),
        nomenclatures=tuple(
            AgreementNomenclature.model_validate(dict(one))
            for one in own["agreement_nomenclatures"]
        ),
        disciplines=tuple(AgreementDiscipline.model_validate(dict(one)) for one in coded),
        depth_index=max(indices, default=None),
        text=_text(row, parties, names),
    )


REGISTRY = PerRelease((*DATASETS, "countries"), _registry)
