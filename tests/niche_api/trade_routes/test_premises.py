"""The five premises on facts: each outcome, each reading, and what unknown facts do to scores."""

from dataclasses import replace

import pytest
from eslabon.contracts.envelope import Missing, Reason
from eslabon.contracts.trade_routes import (
    ComplexityRule,
    Measure,
    PartnerMode,
    Premise,
    PremiseName,
    PremiseOutcome,
)
from hypothesis import given
from hypothesis import strategies as st
from niche_api.trade_routes.facts import InputLink, Near, Partner, ProductFacts, RouteFacts, Rules
from niche_api.trade_routes.premises import Score, judged

RULES = Rules()
YEARS = range(2019, 2024)


def gap(dataset: str) -> Missing:
    """Return that a dataset is not loaded."""
    return Missing(what=dataset, reason=Reason.NOT_LOADED, detail=f"Send {dataset}.")


def loaded(years: list[float | None]) -> dict[int, float]:
    """Return the trade of each year that is loaded."""
    return {year: usd for year, usd in zip(YEARS, years, strict=True) if usd is not None}


# Illustrative: invented countries of a five-point route, of no real product.
ROUTE = RouteFacts(
    origin="AAA",
    destination="BBB",
    region=frozenset({"AAA", "BBB", "CCC"}),
    eci={"AAA": 0.2, "BBB": 1.0},
    eci_gap=gap("complexity_countries"),
    partners=[Partner("ZZZ", 1, None), Partner("BBB", 12, 10)],
    among_usd=5.0,
)
PRODUCT = ProductFacts(
    pci=0.7,
    links=[InputLink("6100", False, 9.0), InputLink("5200", True, 6.0)],
    near=[Near("8400", 0.6, 1.2)],
    advantages={"6100": {"CCC": 2.0}, "8400": {"AAA": 1.5}},
    year=2019,
    regional_usd=dict.fromkeys(YEARS, 10.0),
    regional_gap=gap("flows"),
)


def outcomes(
    facts: ProductFacts = PRODUCT, route: RouteFacts = ROUTE, rules: Rules = RULES
) -> dict[PremiseName, PremiseOutcome]:
    """Return what becomes of each premise."""
    return {one.premise: one.outcome for one in judged("5100", facts, route, rules)}


def of(name: PremiseName, *given: object) -> Premise:
    """Return one premise."""
    return next(one for one in judged("5100", *given) if one.premise is name)  # type: ignore[arg-type]


def test_the_illustrative_route_has_five_points() -> None:
    found = judged("5100", PRODUCT, ROUTE, RULES)
    assert [one.number for one in found] == [1, 2, 3, 4, 5]
    assert Score.of(found) == Score(5, 5)
    assert all(one.evidence and not one.missing for one in found)


@pytest.mark.parametrize(
    ("rule", "pci", "outcome"),
    [
        (ComplexityRule.ABOVE_ZERO, 0.01, "PASSED"),
        (ComplexityRule.ABOVE_ZERO, 0.0, "FAILED"),
        (ComplexityRule.ABOVE_ORIGIN, 0.21, "PASSED"),
        (ComplexityRule.ABOVE_ORIGIN, 0.2, "FAILED"),
        (ComplexityRule.ROUTE_MEAN, 0.61, "PASSED"),
        (ComplexityRule.ROUTE_MEAN, 0.59, "FAILED"),
    ],
)
def test_complexity_is_held_against_zero_the_origin_or_both_ends(
    rule: ComplexityRule, pci: float, outcome: str
) -> None:
    found = outcomes(replace(PRODUCT, pci=pci), rules=Rules(p1_rule=rule))
    assert found[PremiseName.COMPLEXITY] == outcome


def test_an_end_without_an_index_leaves_the_mean_of_the_route_open() -> None:
    route = replace(ROUTE, eci={"AAA": 0.2})
    found = of(PremiseName.COMPLEXITY, PRODUCT, route, Rules(p1_rule=ComplexityRule.ROUTE_MEAN))
    assert found.outcome is PremiseOutcome.UNKNOWN
    assert [one.what for one in found.missing] == ["complexity_countries"]


@pytest.mark.parametrize(
    ("ranks", "outcome"),
    [((10, None), "PASSED"), ((None, 10), "PASSED"), ((11, 11), "FAILED"), (None, "FAILED")],
)
def test_a_main_partner_is_among_the_largest_of_either_side(
    ranks: tuple[int | None, int | None] | None, outcome: str
) -> None:
    partners = [] if ranks is None else [Partner("BBB", *ranks)]
    found = outcomes(route=replace(ROUTE, partners=partners))
    assert found[PremiseName.MAIN_PARTNER] == outcome


@pytest.mark.parametrize(
    ("among", "outcome"), [(5.0, "PASSED"), (0.0, "FAILED"), (gap("flows"), "UNKNOWN")]
)
def test_partners_must_trade_the_product_in_the_other_reading(
    among: float | Missing, outcome: str
) -> None:
    rules = Rules(p2_mode=PartnerMode.AMONG_PARTNERS)
    assert outcomes(route=replace(ROUTE, among_usd=among), rules=rules)[
        PremiseName.MAIN_PARTNER
    ] == (outcome)


@given(
    st.lists(st.sampled_from([None, 0.0, 3.0]), min_size=5, max_size=5),
    st.integers(1, 5),
)
def test_years_not_loaded_decide_only_where_they_cannot_change_the_count(
    years: list[float | None], least: int
) -> None:
    facts = replace(PRODUCT, regional_usd=loaded(years))
    found = outcomes(facts, rules=Rules(regional_years_least=least))[PremiseName.REGIONAL_TRADE]
    worst, best = (
        sum((usd if usd is not None else unknown) > 0 for usd in years) for unknown in (0.0, 1.0)
    )
    if worst >= least:
        assert found is PremiseOutcome.PASSED
    elif best < least:
        assert found is PremiseOutcome.FAILED
    else:
        assert found is PremiseOutcome.UNKNOWN


def test_a_destination_outside_the_region_fails_whatever_is_loaded() -> None:
    facts = replace(PRODUCT, regional_usd=gap("flows"))
    route = replace(ROUTE, destination="ZZZ")
    assert outcomes(facts, route)[PremiseName.REGIONAL_TRADE] is PremiseOutcome.FAILED


def test_the_chain_needs_another_country_and_a_strong_link() -> None:
    own = replace(PRODUCT, advantages={"6100": {"AAA": 2.0}})
    weak = replace(PRODUCT, links=[InputLink("6100", False, 4.9)])
    outside = replace(PRODUCT, advantages={"6100": {"ZZZ": 2.0}})
    itself = replace(
        PRODUCT, links=[InputLink("5100", True, 50.0)], advantages={"5100": {"CCC": 9.0}}
    )
    for facts in (own, weak, outside, itself):
        assert outcomes(facts)[PremiseName.REGIONAL_CHAIN] is PremiseOutcome.FAILED


def test_evidence_of_the_chain_says_which_is_the_input() -> None:
    facts = replace(PRODUCT, advantages={"6100": {"CCC": 2.0, "BBB": 3.0}, "5200": {"CCC": 1.0}})
    figures = of(PremiseName.REGIONAL_CHAIN, facts, ROUTE, RULES).evidence
    assert [(one.measure, one.product, one.input, one.country) for one in figures] == [
        (Measure.INPUT_SHARE_PERCENT, "6100", "6100", None),
        (Measure.RCA, "6100", None, "BBB"),
        (Measure.INPUT_SHARE_PERCENT, "5200", "5100", None),
        (Measure.RCA, "5200", None, "CCC"),
    ]


@pytest.mark.parametrize(
    "near",
    [
        Near("5101", 0.9, 1.2),
        Near("8400", 0.54, 1.2),
        Near("8400", 0.9, 0.0),
        Near("8400", 0.9, None),
        Near("8500", 0.9, 1.2),
    ],
    ids=["same chapter", "far", "simple", "without index", "nobody exports it"],
)
def test_a_link_that_does_not_count(near: Near) -> None:
    assert (
        outcomes(replace(PRODUCT, near=[near]))[PremiseName.COMPLEX_LINKS] is PremiseOutcome.FAILED
    )


maybe = st.booleans()


@st.composite
def worlds(draw: st.DrawFn) -> tuple[ProductFacts, RouteFacts]:
    """Facts of a route, each of them missing or not."""

    def or_gap(name: str, values: st.SearchStrategy[object]) -> object:
        return gap(name) if draw(maybe) else draw(values)

    ranks = st.none() | st.integers(1, 20)
    headings = st.sampled_from(["5100", "5101", "6100", "8400"])
    share = st.floats(0, 20)
    facts = ProductFacts(
        pci=or_gap("complexity_products", st.floats(-3, 3)),  # type: ignore[arg-type]
        links=or_gap(  # type: ignore[arg-type]
            "input_links", st.lists(st.builds(InputLink, headings, maybe, share), max_size=3)
        ),
        near=or_gap(  # type: ignore[arg-type]
            "complexity_proximity",
            st.lists(
                st.builds(Near, headings, st.floats(0, 1), st.none() | st.floats(-3, 3)),
                max_size=3,
            ),
        ),
        advantages=or_gap(  # type: ignore[arg-type]
            "complexity_cells",
            st.dictionaries(
                headings, st.dictionaries(st.sampled_from(["AAA", "CCC"]), st.floats(0, 5))
            ),
        ),
        year=2019,
        regional_usd=or_gap(  # type: ignore[arg-type]
            "flows",
            st.lists(st.none() | st.floats(0, 9), min_size=5, max_size=5).map(loaded),
        ),
        regional_gap=gap("flows"),
    )
    route = replace(
        ROUTE,
        destination=draw(st.sampled_from(["BBB", "ZZZ"])),
        region=or_gap("schemes", st.just(ROUTE.region)),  # type: ignore[arg-type]
        partners=or_gap(  # type: ignore[arg-type]
            "partners", st.lists(st.builds(Partner, st.just("BBB"), ranks, ranks), max_size=1)
        ),
    )
    return facts, route


@given(worlds())
def test_the_score_counts_what_passed_and_unknown_premises_add_to_the_highest_only(
    world: tuple[ProductFacts, RouteFacts],
) -> None:
    premises = judged("5100", *world, RULES)
    score = Score.of(premises)
    found = [one.outcome for one in premises]
    assert score.lowest == found.count(PremiseOutcome.PASSED)
    assert score.highest == 5 - found.count(PremiseOutcome.FAILED)
    assert 0 <= score.lowest <= score.highest <= 5
    for one in premises:
        assert bool(one.missing) is (one.outcome is PremiseOutcome.UNKNOWN)


@given(worlds(), worlds())
def test_what_is_known_more_moves_the_score_within_its_bounds(
    world: tuple[ProductFacts, RouteFacts], other: tuple[ProductFacts, RouteFacts]
) -> None:
    facts, route = world
    told = replace(
        facts,
        **{
            name: getattr(other[0], name)
            for name in ("pci", "links", "near", "regional_usd")
            if isinstance(getattr(facts, name), Missing)
        },
    )
    before = Score.of(judged("5100", facts, route, RULES))
    after = Score.of(judged("5100", told, route, RULES))
    assert before.lowest <= after.lowest <= after.highest <= before.highest


@given(worlds(), st.floats(0, 20), st.floats(0, 1))
def test_a_stricter_rule_passes_no_more(
    world: tuple[ProductFacts, RouteFacts], percent: float, proximity: float
) -> None:
    strict = Rules(link_percent=5 + percent, proximity=min(1, 0.55 + proximity), partners=5)
    assert (
        Score.of(judged("5100", *world, strict)).highest
        <= Score.of(judged("5100", *world, RULES)).highest
    )
