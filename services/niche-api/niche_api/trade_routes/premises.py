"""The five premises of a key trade route, as rules on facts; no data are read here.

One point each (SELA, key trade routes). The tests are Eslabón's reading of the five sentences that
are public; each threshold is a field of `Rules`. Where a fact is missing, the premises that it
decides are unknown and say which dataset would tell.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from eslabon.contracts.envelope import Missing
from eslabon.contracts.trade_routes import (
    ComplexityRule,
    Evidence,
    Measure,
    PartnerMode,
    Premise,
    PremiseName,
    PremiseOutcome,
)

from niche_api.trade_routes.facts import ProductFacts, RouteFacts, Rules

SHOWN = 3
"""Links told as evidence of a premise, strongest first."""
CHAPTER_DIGITS = 2


def told(
    measure: Measure,
    value: float,
    dataset: str,
    *,
    country: str | None = None,
    product: str | None = None,
    input: str | None = None,
    year: int | None = None,
) -> Evidence:
    """Return one figure of a premise's evidence."""
    return Evidence.assembled(
        measure=measure,
        value=value,
        country=country,
        product=product,
        input=input,
        year=year,
        dataset=dataset,
    )


def _made(
    name: PremiseName,
    outcome: bool | None,
    evidence: Iterable[Evidence] = (),
    missing: Iterable[Missing] = (),
) -> Premise:
    outcomes = {
        True: PremiseOutcome.PASSED,
        False: PremiseOutcome.FAILED,
        None: PremiseOutcome.UNKNOWN,
    }
    return Premise.assembled(
        premise=name,
        number=list(PremiseName).index(name) + 1,
        outcome=outcomes[outcome],
        evidence=list(evidence),
        missing=list(dict.fromkeys(missing)) if outcome is None else [],
    )


def complexity(product: str, facts: ProductFacts, route: RouteFacts, rules: Rules) -> Premise:
    """P1: the product's complexity is above zero, above the origin's, or above both ends' mean."""
    name = PremiseName.COMPLEXITY
    if isinstance(facts.pci, Missing):
        return _made(name, None, missing=[facts.pci])
    figures = [
        told(Measure.PCI, facts.pci, "complexity_products", product=product, year=facts.year)
    ]
    if rules.p1_rule is ComplexityRule.ABOVE_ZERO:
        return _made(name, facts.pci > 0, figures)
    ends = [route.origin]
    if rules.p1_rule is ComplexityRule.ROUTE_MEAN:
        ends.append(route.destination)
    known = {one: route.eci[one] for one in ends if one in route.eci}
    figures += [
        told(Measure.ECI, value, "complexity_countries", country=one, year=facts.year)
        for one, value in known.items()
    ]
    if len(known) < len(ends):
        return _made(name, None, figures, [route.eci_gap])
    bar = sum(known.values()) / len(known)
    if len(ends) > 1:
        figures.append(told(Measure.MEAN_ECI, bar, "complexity_countries", year=facts.year))
    return _made(name, facts.pci > bar, figures)


def main_partner(product: str, route: RouteFacts, rules: Rules) -> Premise:
    """P2: the destination is among the origin's main partners; they trade the product too."""
    name = PremiseName.MAIN_PARTNER
    if isinstance(route.partners, Missing):
        return _made(name, None, missing=[route.partners])
    found = next((one for one in route.partners if one.country == route.destination), None)
    ranks = {
        Measure.EXPORT_RANK: found.export_rank if found else None,
        Measure.IMPORT_RANK: found.import_rank if found else None,
    }
    figures = [
        told(measure, float(rank), "partners", country=route.destination)
        for measure, rank in ranks.items()
        if rank is not None
    ]
    is_main = found is not None and found.is_main(rules.partners)
    if not is_main or rules.p2_mode is PartnerMode.PARTNER_OF_ORIGIN:
        return _made(name, is_main, figures)
    if route.among_usd is None or isinstance(route.among_usd, Missing):
        return _made(name, None, figures, [route.among_usd] if route.among_usd else [])
    figures.append(
        told(
            Measure.PRODUCT_TRADE_USD,
            route.among_usd,
            "flows",
            country=route.destination,
            product=product,
        )
    )
    return _made(name, route.among_usd > 0, figures)


def regional_trade(product: str, facts: ProductFacts, route: RouteFacts, rules: Rules) -> Premise:
    """P3: the destination is in the region, which trades the product in enough of the years.

    Years that are not loaded decide it only where they cannot change the count.
    """
    name = PremiseName.REGIONAL_TRADE
    if isinstance(route.region, Missing):
        return _made(name, None, missing=[route.region])
    inside = route.destination in route.region
    figures = [told(Measure.REGION_MEMBER, float(inside), "schemes", country=route.destination)]
    if not inside:
        return _made(name, False, figures)
    if isinstance(facts.regional_usd, Missing):
        return _made(name, None, figures, [facts.regional_usd])
    known = facts.regional_usd
    traded = sum(usd > 0 for usd in known.values())
    figures += [
        told(Measure.PRODUCT_TRADE_USD, usd, "flows", product=product, year=year)
        for year, usd in sorted(known.items())
    ]
    figures += [
        told(Measure.YEARS_TRADED, float(traded), "flows", product=product),
        told(Measure.YEARS_KNOWN, float(len(known)), "flows", product=product),
    ]
    unknown = rules.regional_years - len(known)
    if traded >= rules.regional_years_least:
        return _made(name, True, figures)
    if traded + unknown < rules.regional_years_least:
        return _made(name, False, figures)
    return _made(name, None, figures, [facts.regional_gap])


def regional_chain(product: str, facts: ProductFacts, route: RouteFacts, rules: Rules) -> Premise:
    """P4: the product's industry uses, or is used by, that of a product another country exports.

    Another country of the region, with an advantage; the link at least `link_percent`.
    """
    name = PremiseName.REGIONAL_CHAIN
    links, advantages, region = facts.links, facts.advantages, route.region
    gaps = [one for one in (links, advantages, region) if isinstance(one, Missing)]
    if isinstance(links, Missing) or isinstance(advantages, Missing) or isinstance(region, Missing):
        return _made(name, None, missing=gaps)
    figures = []
    strong = [
        one for one in links if one.share_percent >= rules.link_percent and one.other != product
    ]
    found = [
        (link, best)
        for link in sorted(strong, key=lambda one: (-one.share_percent, one.other))
        if (best := _best(advantages.get(link.other, {}), region, rules, but=route.origin))
    ]
    for link, (country, rca) in found[:SHOWN]:
        input_ = product if link.is_input else link.other
        figures += [
            told(
                Measure.INPUT_SHARE_PERCENT,
                link.share_percent,
                "input_links",
                product=link.other,
                input=input_,
            ),
            _advantage(link.other, country, rca, facts.year),
        ]
    return _made(name, bool(found), figures)


def complex_links(product: str, facts: ProductFacts, route: RouteFacts, rules: Rules) -> Premise:
    """P5: a complex product of another chapter is near, and a country of the region exports it."""
    name = PremiseName.COMPLEX_LINKS
    near, advantages, region = facts.near, facts.advantages, route.region
    gaps = [one for one in (near, advantages, region) if isinstance(one, Missing)]
    if isinstance(near, Missing) or isinstance(advantages, Missing) or isinstance(region, Missing):
        return _made(name, None, missing=gaps)
    found = [
        (one, pci, best)
        for one in sorted(near, key=lambda one: (-one.proximity, one.product))
        if one.proximity >= rules.proximity
        and one.product[:CHAPTER_DIGITS] != product[:CHAPTER_DIGITS]
        and (pci := one.pci) is not None
        and pci > 0
        and (best := _best(advantages.get(one.product, {}), region, rules))
    ]
    figures = []
    for one, pci, (country, rca) in found[:SHOWN]:
        figures += [
            told(
                Measure.PROXIMITY,
                one.proximity,
                "complexity_proximity",
                product=one.product,
                year=facts.year,
            ),
            told(Measure.PCI, pci, "complexity_products", product=one.product, year=facts.year),
            _advantage(one.product, country, rca, facts.year),
        ]
    return _made(name, bool(found), figures)


def _best(
    advantages: Mapping[str, float], region: Collection[str], rules: Rules, but: str | None = None
) -> tuple[str, float] | None:
    """Return the country of the region, but for one, with most advantage; None without any."""
    able = [
        (country, rca)
        for country, rca in advantages.items()
        if rca >= rules.advantage and country in region and country != but
    ]
    return max(able, key=lambda one: (one[1], one[0]), default=None)


def _advantage(product: str, country: str, rca: float, year: int | None) -> Evidence:
    return told(Measure.RCA, rca, "complexity_cells", country=country, product=product, year=year)


@dataclass(frozen=True)
class Score:
    """How many premises hold: surely, and at most."""

    lowest: int
    highest: int

    @classmethod
    def of(cls, premises: Iterable[Premise]) -> "Score":
        """Count the premises that passed, and those that may have."""
        outcomes = [one.outcome for one in premises]
        passed = outcomes.count(PremiseOutcome.PASSED)
        return cls(passed, passed + outcomes.count(PremiseOutcome.UNKNOWN))


def judged(product: str, facts: ProductFacts, route: RouteFacts, rules: Rules) -> list[Premise]:
    """Return the five premises of a route, in their order."""
    return [
        complexity(product, facts, route, rules),
        main_partner(product, route, rules),
        regional_trade(product, facts, route, rules),
        regional_chain(product, facts, route, rules),
        complex_links(product, facts, route, rules),
    ]
