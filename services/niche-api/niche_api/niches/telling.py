"""Niches as contracts: each product with its figures, and why it is there in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from eslabon.contracts.niches import (
    Neighbour,
    Niche,
    NicheOrder,
    NichePage,
    NicheStatus,
    PlaceAsked,
)
from eslabon.contracts.validations import Validation
from servicekit.naming import Names
from servicekit.releases.dataset import texts

from niche_api.niches.weights import EMERGING, HEURISTIC, LATENT_SHARE, REVEALED, Weights
from niche_api.niches.why import Figures, why
from niche_api.regional import telling as regions
from niche_api.regional.telling import number

if TYPE_CHECKING:
    from niche_api.niches.candidates import Candidates

STATUSES: dict[str | None, NicheStatus | None] = {
    None: None,
    **{one.value: one for one in NicheStatus},
}
REMEMBERED = 300
"""Products of a place whose reasons are kept in a language: a few first pages."""
PAGED = {"items", "next_cursor", "meta"}
"""Fields that every page has."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """The products of a place in one order, with what every answer on them needs."""

    found: "Candidates"
    weights: Weights | None
    groups: Sequence[str | None]
    names: Names
    """Of headings."""
    lang: Lang
    record: Mapping[str, list[Validation]] = field(default_factory=dict)
    """What institutions say of each product."""

    @cached_property
    def _ranked(self) -> tuple[NicheOrder, list[int], list[float]]:
        order, positions, balance = self.found.ranked(self.weights)
        return order, positions, balance.tolist()

    @property
    def order(self) -> NicheOrder:
        """What products are ranked by."""
        return self._ranked[0]

    @property
    def positions(self) -> list[int]:
        """Positions of the products in that order."""
        return self._ranked[1]

    @cached_property
    def in_group(self) -> dict[int, int]:
        """Rank of each position among those of its group."""
        counts: dict[str, int] = {}
        ranks = {}
        for position in self.positions:
            group = self.groups[position]
            if group is not None:
                ranks[position] = counts[group] = counts.get(group, 0) + 1
        return ranks

    def name(self, product: str) -> str | None:
        """Return a product's name: as the source of the slice gives it, else its nomenclature."""
        return self.found.names.get(product) or self.names.of(product, self.lang)

    def chosen(
        self,
        group: str | None = None,
        status: Sequence[NicheStatus] | None = None,
        product: Sequence[str] | None = None,
        min_complexity: float | None = None,
        max_distance: float | None = None,
    ) -> list[tuple[int, int]]:
        """Return rank and position of the products that filters leave."""
        found, kept = self.found, enumerate(self.positions, start=1)
        beginnings = tuple(product or [""])
        return [
            (rank, at)
            for rank, at in kept
            if (group is None or self.groups[at] == group)
            and (status is None or found.status[at] in status)
            and found.products[at].startswith(beginnings)
            and (min_complexity is None or found.pci[at] >= min_complexity)
            and (max_distance is None or 1.0 - found.density[at] <= max_distance)
        ]

    def niches(self, ranks: Sequence[tuple[int, int]]) -> list[Niche]:
        """Return some of the products, given as (rank, position)."""
        if not ranks:
            return []
        positions = [position for _, position in ranks]
        figures = self.found.figures(positions)
        told = self._told(positions, figures)
        return [
            self._niche(rank, at, known, *told[at])
            for (rank, at), known in zip(ranks, figures, strict=True)
        ]

    def _told(
        self, positions: Sequence[int], figures: Sequence[Figures]
    ) -> Mapping[int, tuple[list[Neighbour], str]]:
        """Return the neighbours of some products, and why they are there; kept where named."""
        kept = self.found.told.setdefault(self.lang, {})
        new = [at for at in positions if at not in kept]
        if not new:
            return kept
        known = dict(zip(positions, figures, strict=True))
        told = {}
        for at, neighbours in zip(new, self.found.nearest(new), strict=True):
            near = [
                Neighbour.assembled(product=one, name=self.name(one), proximity=close)
                for one, close in neighbours
            ]
            status = STATUSES[self.found.status[at]]
            reason = why(self.found, known[at], at, status, near, self.lang)
            told[at] = near, reason
        if self.names.missing or len(kept) + len(told) > REMEMBERED:
            return {**kept, **told}
        kept.update(told)
        return kept

    def _niche(
        self, rank: int, at: int, known: Figures, near: list[Neighbour], reason: str
    ) -> Niche:
        found, lang = self.found, self.lang
        product, density, probability = found.products[at], known["density"], known["probability"]
        return Niche.assembled(
            rank=rank,
            rank_in_group=self.in_group.get(at),
            product=product,
            name=self.name(product),
            group=self.groups[at],
            status=STATUSES[found.status[at]],
            value=known["values"],
            rca=known["rca"],
            pci=known["pci"],
            density=density,
            distance=None if density is None else 1.0 - density,
            outlook_gain=known["gain"],
            probability=probability,
            probability_low=known["low"],
            probability_high=known["high"],
            extrapolated=None if probability is None else bool(found.extrapolated[at]),
            score=known["score"],
            potential_value=known["potential"],
            human_capital=known["human_capital"],
            balance=number(self._ranked[2][at]),
            near=near,
            validations=self.record.get(product, []),
            why=reason,
            missing=regions.withheld(known["establishments"], lang)
            if known["values"] is None
            else None,
        )


def gaps(found: "Candidates", lang: Lang) -> list[Missing]:
    """Return what is lacking for all products of a place, and why."""
    made = regions.gaps(found.comparison, lang) if found.comparison else []
    if found.model is None and found.is_scored:
        said = texts(
            "No hay modelo de aparición para este lugar: los productos se ordenan por un puntaje "
            "de regla (score), que no es una probabilidad.",
            "Não há modelo de aparição para este lugar: os produtos se ordenam por uma pontuação "
            "de regra (score), que não é uma probabilidade.",
            "There is no model of appearance for this place: products are ordered by a rule of "
            "thumb (score), which is no probability.",
        )
        made.append(Missing(what="probability", reason=Reason.NOT_LOADED, detail=said[lang]))
    if not found.lacks_human_capital:
        return made
    said = texts(
        "No hay datos de capital humano (ocupaciones por industria y país): el término no entra.",
        "Não há dados de capital humano (ocupações por indústria e país): o termo não entra.",
        "No data on human capital (occupations by industry and country) are loaded: the term is "
        "left out.",
    )
    made.append(Missing(what="human_capital", reason=Reason.NOT_LOADED, detail=said[lang]))
    return made


def methodology(ranking: Ranking, lang: Lang) -> Methodology:
    """Return how niches are ranked, with every choice named."""
    found, weights = ranking.found, ranking.weights
    summary = texts(
        "Estado por la ventaja revelada (RCA): REVEALED desde 1, EMERGING desde 0,5; por debajo, "
        "NON_REVEALED si la probabilidad (o el puntaje) alcanza el umbral, y si no ABSENT. Valor "
        "potencial: lo que falta para RCA 1, fijos los totales. El balance pondera el puesto del "
        "producto por densidad, PCI y valor potencial. Solo bienes; las reexportaciones no se "
        "distinguen.",
        "Estado pela vantagem revelada (RCA): REVEALED desde 1, EMERGING desde 0,5; abaixo, "
        "NON_REVEALED se a probabilidade (ou a pontuação) alcança o limiar, e se não ABSENT. "
        "Valor potencial: o que falta para RCA 1, fixos os totais. O balanço pondera o posto do "
        "produto por densidade, PCI e valor potencial. Só bens; as reexportações não se "
        "distinguem.",
        "Status by revealed advantage (RCA): REVEALED from 1, EMERGING from 0.5; below it, "
        "NON_REVEALED where the probability (or score) reaches the threshold, else ABSENT. "
        "Potential value: what an RCA of 1 lacks, totals held. The balance weighs a product's "
        "place by density, PCI and potential value. Goods only; re-exports are not told apart.",
    )
    chosen = [
        ("order", ranking.order.value, True),
        ("rca_revealed", f"{REVEALED:g}", False),
        ("rca_emerging", f"{EMERGING:g}", True),
        ("denominator", found.denominator.value, False),
        ("re_exports", "unknown", False),
    ]
    given = weights or Weights()
    chosen += [
        (f"weight_{name}", f"{getattr(given, name):g}", weights is None)
        for name in ("near", "complex", "valuable")
    ]
    if found.model is not None:
        chosen += [
            ("model", found.model.variant, False),
            ("latent_threshold", f"{found.threshold:.4g}", False),
        ]
    elif found.is_scored:
        chosen += [
            ("model", "heuristic", True),
            ("heuristic_weights", "|".join(f"{one:g}" for one in HEURISTIC), True),
            ("latent_share", f"{LATENT_SHARE:g}", True),
            ("latent_threshold", f"{found.threshold:.4g}", True),
        ]
    made = [Parameter(name=name, value=value, assumed=assumed) for name, value, assumed in chosen]
    if found.comparison is not None:
        named = {one.name for one in made}
        of_region = regions.methodology(found.comparison, lang).parameters
        made += [one for one in of_region if one.name not in named]
    return Methodology(id="niches", version="1", summary=summary[lang], parameters=made)


def about(ranking: Ranking | None, place: PlaceAsked, scheme: str) -> dict[str, Any]:
    """Return what holds for all products of a place, as the fields of their page."""
    if ranking is None:
        known = {"place": place, "scheme": scheme, "products": 0}
        return {**dict.fromkeys(sorted(NichePage.model_fields.keys() - PAGED)), **known}
    found = ranking.found
    return {
        "place": place,
        "scheme": scheme,
        "year": found.year,
        "source": found.source,
        "nomenclature": found.nomenclature,
        "unit": found.unit,
        "denominator": found.denominator,
        "order": ranking.order,
        "products": len(found.products),
        "industries": int(found.present.sum()),
        "eci": number(found.eci),
        "probability_model": found.model,
    }
