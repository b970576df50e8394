"""The fiche of one agreement, put together from the registry."""

from eslabon.contracts.agreements import (
    AgreementDetail,
    AgreementDiscipline,
    AgreementRelation,
    Discipline,
    DisciplineDepth,
    RelatedAgreement,
)
from eslabon.contracts.envelope import Lang
from servicekit.releases.snapshot import Snapshot

from tariff_api.agreements.gaps import gaps
from tariff_api.agreements.registry import DATASETS, Fiche, Registry


def detail(snapshot: Snapshot, registry: Registry, fiche: Fiche) -> AgreementDetail:
    """Return a fiche as it is answered, in the language of the request."""
    lang = snapshot.lang
    releases = [release for name in DATASETS for release in snapshot.releases(name)]
    relations = [_related(registry, fiche, number, lang) for number in range(len(fiche.relations))]
    before, after = AgreementRelation.PREDECESSOR, AgreementRelation.SUCCESSOR
    agreement = fiche.agreement[lang]
    return AgreementDetail(
        **{name: getattr(agreement, name) for name in type(agreement).model_fields},
        entries=list(fiche.entries),
        protocols=list(fiche.protocols),
        predecessors=[one for one in relations if one.relation is before],
        successors=[one for one in relations if one.relation is after],
        related=[one for one in relations if one.relation not in (before, after)],
        nomenclatures=list(fiche.nomenclatures),
        disciplines=_disciplines(fiche),
        depth_index=fiche.depth_index,
        provenance=[release.provenance() for release in releases],
        missing=gaps(fiche, lang),
    )


def _related(registry: Registry, fiche: Fiche, number: int, lang: Lang) -> RelatedAgreement:
    relation = fiche.relations[number]
    other = registry.fiches.get(relation.code)
    return RelatedAgreement(
        code=relation.code,
        title=other.titles[lang] if other else None,
        relation=relation.relation,
        source=relation.source,
    )


def _disciplines(fiche: Fiche) -> list[AgreementDiscipline]:
    known = {one.discipline: one for one in fiche.disciplines}
    return [
        known.get(one)
        or AgreementDiscipline(discipline=one, depth=DisciplineDepth.UNKNOWN, source=None)
        for one in Discipline
    ]
