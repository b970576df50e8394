"""Facts of products, whichever way they go: complexity, input links, nearness, regional trade."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from eslabon.contracts.envelope import Missing, Provenance
from servicekit.releases.snapshot import Snapshot

from niche_api.complexity.editions import Answering, Edition
from niche_api.trade_routes import repository, saying
from niche_api.trade_routes.facts import InputLink, Near, ProductFacts, Rules
from niche_api.trade_routes.trade import GroupTrade


@dataclass
class Gathered:
    """What our own datasets tell of some products."""

    pci: Mapping[str, float] = field(default_factory=dict)
    near: Mapping[str, Sequence[Near]] = field(default_factory=dict)
    links: Mapping[str, Sequence[InputLink]] = field(default_factory=dict)
    advantages: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """RCA by product and country of the region, of those with an advantage."""
    technologies: frozenset[str] = frozenset()
    """Countries whose input-output tables the links are of."""
    provenance: Sequence[Provenance] = ()


async def gathered(
    snapshot: Snapshot,
    edition: Edition,
    nomenclature: str,
    products: Sequence[str],
    region: Collection[str],
    rules: Rules,
) -> Gathered:
    """Return what is known of products, and of those that they are linked to, in one year."""
    pci, near_rows, link_rows = await asyncio.gather(
        repository.complexity(snapshot, edition, products),
        repository.near(snapshot, edition, products, rules),
        repository.links(snapshot, nomenclature, products),
    )
    near: dict[str, list[Near]] = defaultdict(list)
    for row in near_rows:
        near[row["product"]].append(Near(row["other"], row["proximity"], row["pci"]))
    links: dict[str, list[InputLink]] = defaultdict(list)
    for row in link_rows:
        links[row["product"]].append(InputLink(row["other"], row["is_input"], row["share_percent"]))
    others = {row["other"] for row in near_rows}
    others |= {row["other"] for row in link_rows if row["share_percent"] >= rules.link_percent}
    advantages: dict[str, dict[str, float]] = defaultdict(dict)
    if others and region:
        for row in await repository.advantages(
            snapshot, edition, sorted(others), sorted(region), rules
        ):
            advantages[row["product"]][row["place"]] = row["rca"]
    used = sorted({row["release_id"] for row in link_rows})
    return Gathered(
        pci=pci,
        near=near,
        links=links,
        advantages=advantages,
        technologies=frozenset(row["technology"] for row in link_rows if row["technology"]),
        provenance=[
            *edition.provenance,
            *(snapshot.release(release).provenance() for release in used),
        ],
    )


def product_facts(
    snapshot: Snapshot,
    product: str,
    answering: Answering,
    nomenclature: str,
    found: Gathered,
    region: Collection[str] | Missing,
    trade: GroupTrade,
) -> ProductFacts:
    """Return the facts of one product, each of them or why it is missing."""
    lang, edition = snapshot.lang, answering.edition
    regional = trade.within(product)
    too_few = saying.no_flows(product, len(regional), lang)
    regional_usd: Mapping[int, float] | Missing = regional or trade.gap or too_few
    if edition is None:
        (gap,) = answering.missing(lang)
        return ProductFacts(gap, gap, gap, gap, None, regional_usd, too_few)
    no_index = saying.no_index(product, edition, lang)
    links = found.links.get(product)
    return ProductFacts(
        pci=found.pci.get(product, no_index),
        links=links or saying.no_links(product, nomenclature, lang),
        near=found.near.get(product, ()) if product in found.pci else no_index,
        advantages=region if isinstance(region, Missing) else found.advantages,
        year=edition.year,
        regional_usd=regional_usd,
        regional_gap=too_few,
    )
