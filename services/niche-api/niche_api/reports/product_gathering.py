"""Gathers what the sheet of a product rests on, for one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eslabon.contracts.envelope import Lang, Missing, Provenance
from eslabon.contracts.niches import Niche, PlaceAsked
from servicekit.naming import Naming
from servicekit.releases.snapshot import Snapshot

from niche_api.complexity.editions import Answering, answering
from niche_api.groups.kept import DEFAULT_SCHEME, GROUPS
from niche_api.niches import kept
from niche_api.niches.telling import Ranking
from niche_api.reports import repository
from niche_api.reports.asking import SheetAsked
from niche_api.reports.evidence import Exporter, ProductEvidence
from niche_api.reports.gathering import about, published_at
from niche_api.reports.places import routes_of
from niche_api.trade_routes import saying
from niche_api.trade_routes.routes import UNBUILT, Ways
from niche_api.validations import repository as validations

SHOWN_EXPORTERS = 6
EVERY_MEMBER = 300
"""More than any region has."""


@dataclass(frozen=True)
class Gathered:
    """The evidence, and whether all services answered."""

    evidence: ProductEvidence
    answered: bool


async def gathered(snapshot: Snapshot, asked: SheetAsked, naming: Naming, ways: Ways) -> Gathered:
    """Return what the sheet of a product is made of.

    Raises
    ------
    ProblemError
        404 for what is no place.
    """
    lang = Lang(snapshot.lang)
    countries = await naming.countries(snapshot)
    place = await kept.place_asked(snapshot, asked.place, countries)
    edition = await answering(snapshot, asked.year, asked.source)
    routes = await routes_of(
        snapshot,
        place.country,
        (asked.product,),
        asked.region,
        edition,
        countries,
        ways,
        each=EVERY_MEMBER,
    )
    ranking, niche, gaps = await _niche(snapshot, asked, place, naming)
    nomenclature = ranking.found.nomenclature if ranking else UNBUILT
    names = await naming.headings(snapshot, nomenclature)
    row: Any = None
    sellers: Sequence[Any] = []
    if edition.edition is not None:
        row = await repository.standing(snapshot, edition.edition, asked.product)
        sellers = await repository.exporters(
            snapshot, edition.edition, asked.product, sorted(routes.members), SHOWN_EXPORTERS
        )
        if row is None:
            gaps.append(saying.no_index(asked.product, edition.edition, lang))
    record = [
        one
        for one in await validations.of_place(snapshot, place.place)
        if one.product == asked.product
    ]
    evidence = ProductEvidence(
        published_at=published_at(snapshot),
        place=place,
        place_name=place.name or place.place,
        product=asked.product,
        names=dict(names.texts.get(asked.product, {})),
        about=await about(snapshot, place, ranking) if ranking else None,
        niche=niche,
        pci=row["pci"] if row else None,
        pci_rank=row["pci_rank"] if row else None,
        ubiquity=row["ubiquity"] if row else None,
        world_exports_usd=row["exports_usd"] if row else None,
        complexity_year=edition.edition.year if edition.edition else None,
        exporters=[
            Exporter(
                countries.of(one["place"], lang) or one["place"], one["exports_usd"], one["rca"]
            )
            for one in sellers
        ],
        routes=routes.told,
        validations=record,
        validations_missing=None
        if record
        else validations.nobody(snapshot, place.name or place.place),
        provenance=_provenance(ranking, edition, routes.provenance),
        missing=[*gaps, *edition.missing(lang), *names.missing],
    )
    return Gathered(evidence, routes.answered and not names.missing)


async def _niche(
    snapshot: Snapshot, asked: SheetAsked, place: PlaceAsked, naming: Naming
) -> tuple[Ranking | None, Niche | None, list[Missing]]:
    """Return the products before the place, and this one among them; or why it is not."""
    found = await kept.candidates(snapshot, place, kept.Asked(asked.source, asked.year, None))
    if isinstance(found, Missing):
        return None, None, [found]
    names = await naming.headings(snapshot, found.nomenclature if found.is_harmonized else None)
    groups = await GROUPS.at(snapshot)
    of_product = groups.of(DEFAULT_SCHEME, found.nomenclature, found.products)
    ranking = Ranking(found, None, of_product, names, Lang(snapshot.lang))
    ranks = [one for one in ranking.chosen() if found.products[one[1]] == asked.product]
    return ranking, ranking.niches(ranks)[0] if ranks else None, []


def _provenance(
    ranking: Ranking | None, edition: Answering, of_routes: list[Provenance]
) -> list[Provenance]:
    found = list(ranking.found.sources) if ranking else []
    found += edition.edition.provenance if edition.edition else []
    return list(dict.fromkeys([*found, *of_routes]))
