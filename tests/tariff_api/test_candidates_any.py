"""What holds of the candidates of any line, whatever its duties and preferences."""

from datetime import date, timedelta
from decimal import Decimal

from eslabon.contracts.envelope import Lang
from eslabon.contracts.expressions import Unit
from eslabon.contracts.quotes import CandidateKind, Completeness
from hypothesis import given
from hypothesis import strategies as st
from tariff_api.duties.expression import Consignment, parsed
from tariff_api.duties.season import in_season
from tariff_api.quotes.facts import Duty, Preference
from tariff_api.quotes.option import by_money, key
from tariff_api.quotes.wording import Sentence

from .facts import CE, ON, decided, duty, grant, pair, preferred

rates = st.decimals(0, 60, places=2)
margins = st.integers(0, 100).map(Decimal)
expressions = st.sampled_from(
    ["0.36 USD/kg", "10% + 0.50 USD/kg", "20% MIN 2.50 USD/kg", "5 USD/unit", "PROHIBITED"]
)
duties = st.one_of(
    rates.map(lambda rate: duty(str(rate))), expressions.map(lambda text: duty(expression=text))
)
goods = st.one_of(
    st.none(),
    st.builds(
        lambda value, weight: Consignment(value, {}, weight),
        st.decimals(1, 10_000, places=2),
        st.one_of(st.none(), st.decimals(1, 1000, places=2)),
    ),
)
grants = st.builds(
    lambda agreement, terms, extra: grant(agreement, **terms, **extra),
    st.sampled_from([CE, "AAP.CE 59", "AAP.CE 72"]),
    st.one_of(
        margins.map(lambda margin: {"margin_percent": margin}),
        rates.map(lambda rate: {"rate_percent": rate}),
        expressions.map(lambda text: {"expression": parsed(text)}),
    ),
    st.sampled_from(
        [{}, {"observation": "solo vivos"}, {"season": ("07-01", "08-31")}, {"quota": "q"}]
    ),
)


@given(whole=duties, rows=st.lists(grants, max_size=5), money=goods, data=st.data())
def test_the_order_is_total_and_does_not_depend_on_that_of_the_rows(
    whole: Duty, rows: list[Preference], money: Consignment | None, data: st.DataObject
) -> None:
    kept = list({(row.agreement, row.season, row.quota): row for row in rows}.values())
    binding = pair(CE, "AAP.CE 59", "AAP.CE 72")
    one = decided(binding, whole, *kept, consignment=money)
    other = decided(binding, whole, *data.draw(st.permutations(kept)), consignment=money)

    in_money = money is not None and by_money(one.options)
    keys = [key(option, in_money)[:18] for option in one.options]
    assert keys == [key(option, in_money)[:18] for option in other.options]
    assert len(set(keys)) == len(keys)
    assert (one.best is None) == (other.best is None)


@given(whole=duties, rows=st.lists(grants, max_size=5), money=goods)
def test_no_certain_duty_is_known_to_be_below_the_best(
    whole: Duty, rows: list[Preference], money: Consignment | None
) -> None:
    found = decided(pair(CE, "AAP.CE 59", "AAP.CE 72"), whole, *rows, consignment=money)

    best = found.best_loaded
    assert found.best is None or found.completeness is Completeness.COMPLETE
    if best is None or best.prohibited:
        return
    if best.conditional:
        return
    for other in found.options:
        if not other.certain:
            continue
        if best.applied_percent is not None and other.applied_percent is not None:
            assert best.applied_percent <= other.applied_percent
        mine, its = (one.levy.amount_usd if one.levy else None for one in (best, other))
        if mine is not None and its is not None:
            assert mine <= its


@given(mfn=rates, margin=margins, more=margins)
def test_a_margin_never_leaves_more_than_the_full_duty_and_a_larger_one_never_more(
    mfn: Decimal, margin: Decimal, more: Decimal
) -> None:
    low, high = sorted((margin, more))
    small = preferred(decided(pair(CE), duty(str(mfn)), grant(margin_percent=low)))
    large = preferred(decided(pair(CE), duty(str(mfn)), grant(margin_percent=high)))

    assert small.applied_percent is not None
    assert large.applied_percent is not None
    assert large.applied_percent <= small.applied_percent <= mfn


@given(
    expression=expressions,
    margin=margins,
    value=st.decimals("0.01", 100_000, places=2),
    weight=st.decimals("0.01", 5000, places=3),
)
def test_in_money_a_margin_never_leaves_more_than_the_full_duty(
    expression: str, margin: Decimal, value: Decimal, weight: Decimal
) -> None:
    money = Consignment(value, {Unit.UNIT: Decimal(3)}, weight)
    row = grant(margin_percent=margin)
    found = decided(pair(CE), duty(expression=expression), row, consignment=money)

    whole = next(one for one in found.options if one.kind is CandidateKind.MFN)
    assert whole.levy is not None
    left = preferred(found).levy
    assert left is not None
    if whole.levy.amount_usd is not None and left.amount_usd is not None:
        assert left.amount_usd <= whole.levy.amount_usd


@given(
    first=st.dates(date(2021, 1, 1), date(2021, 12, 31)),
    length=st.integers(0, 364),
    on=st.dates(date(2022, 1, 1), date(2022, 12, 31)),
)
def test_a_season_holds_exactly_the_days_counted_from_its_first(
    first: date, length: int, on: date
) -> None:
    last = first + timedelta(days=length)
    days = {f"{first + timedelta(days=day):%m-%d}" for day in range(length + 1)}

    assert in_season(on, f"{first:%m-%d}", f"{last:%m-%d}") == (f"{on:%m-%d}" in days)


def test_every_sentence_of_a_candidate_can_be_written() -> None:
    said = Sentence("quota_open", quota="q", balance=Decimal("1.5"), on=ON)

    assert (
        said.text(Lang.ES, {}) == "solo dentro del cupo q, que tenía un saldo de 1,5 el 2021-06-01"
    )
