"""Quotes of a market with every kind of duty, preference and charge, over HTTP."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from decimal import Decimal

import httpx
import pytest
from eslabon.client import HttpxTransport
from eslabon.client.tariff import TariffClient
from eslabon.contracts.envelope import Reason
from eslabon.contracts.expressions import DutyType, Unit
from eslabon.contracts.nomenclature import CorrelationKind
from eslabon.contracts.preferences import PreferenceKind
from eslabon.contracts.quotes import Candidate, CandidateKind, CandidateStatus, Quote, QuoteRequest
from servicekit.settings import Settings
from tariff_api.app import create_app

from . import market
from .conftest import filled

ON = date(2021, 6, 1)


@pytest.fixture(scope="module")
def market_address(module_database, serve, tmp_path_factory) -> Iterator[str]:
    """Address of a service that serves the market."""
    filled(module_database, market.fill)
    uploads = tmp_path_factory.mktemp("uploads")
    with serve(create_app(Settings(database_url=module_database, uploads=uploads))) as url:
        yield url


@pytest.fixture
async def colombia(market_address: str) -> AsyncIterator[TariffClient]:
    """The typed client of the service with the market."""
    async with HttpxTransport("tariff", market_address, timeout_seconds=30) as transport:
        yield TariffClient(transport)


def mfn(quote: Quote) -> Candidate:
    return next(one for one in quote.candidates if one.kind is CandidateKind.MFN)


def of(quote: Quote, agreement: str) -> Candidate:
    return next(one for one in quote.candidates if one.agreement == agreement)


async def test_a_duty_of_a_chapter_holds_for_lines_without_one_of_their_own(
    colombia: TariffClient,
) -> None:
    quote = await colombia.quote("COL", "DEU", "0801210000", on=ON)

    assert mfn(quote).applied_percent == 15
    assert "08" in mfn(quote).why


@pytest.mark.parametrize(
    ("on", "rate", "season"),
    [
        (date(2021, 10, 31), 20, None),
        (date(2021, 11, 1), 40, "11-01/02-28"),
        (date(2021, 2, 28), 40, "11-01/02-28"),
        (date(2021, 3, 1), 20, None),
    ],
)
async def test_a_seasonal_duty_goes_before_the_one_of_the_year(
    colombia: TariffClient, on: date, rate: int, season: str | None
) -> None:
    quote = await colombia.quote("COL", "DEU", "0802410000", on=on)

    assert (mfn(quote).applied_percent, mfn(quote).season) == (rate, season)


async def test_a_compound_duty_is_computed_step_by_step(colombia: TariffClient) -> None:
    quote = await colombia.quote(
        "COL",
        "DEU",
        "0801220000",
        on=ON,
        customs_value_usd=Decimal(1000),
        weight_kg=Decimal("250.5"),
    )

    whole = mfn(quote)
    assert (whole.duty_type, whole.applied_percent) == (DutyType.COMPOUND, None)
    assert whole.expression == "10% + 0.50 USD/kg"
    assert whole.duty_value_usd == Decimal("225.25")
    assert [step.amount_usd for step in whole.steps] == [
        Decimal("100.00"),
        Decimal("125.25"),
        Decimal("225.25"),
    ]


async def test_what_a_computation_lacks_is_named(colombia: TariffClient) -> None:
    quote = await colombia.quote(
        "COL", "DEU", "0801220000", on=ON, customs_value_usd=Decimal(1000), lang="en"
    )

    assert mfn(quote).duty_value_usd is None
    assert quote.total_usd is None
    lacking = next(one for one in quote.missing if one.what == "duty_value_usd")
    assert "kg" in lacking.detail


async def test_a_prohibited_line_says_so(colombia: TariffClient) -> None:
    quote = await colombia.quote("COL", "DEU", "8407100000", on=ON, lang="pt")

    assert mfn(quote).duty_type is DutyType.PROHIBITED
    assert mfn(quote).why == "A importação da linha é proibida."


async def test_charges_are_levied_on_their_bases_in_sequence(colombia: TariffClient) -> None:
    quote = await colombia.quote(
        "COL",
        "IND",
        "0802410000",
        on=ON,
        customs_value_usd=Decimal(1000),
        quantity=Decimal("0.1"),
        unit=Unit.T,
    )

    amounts = {one.charge: (one.base_usd, one.amount_usd) for one in quote.other_charges}
    assert [one.charge for one in quote.other_charges] == ["tasa", "iva", "cuota"]
    assert amounts == {
        "tasa": (Decimal(1000), Decimal("10.00")),
        "iva": (Decimal("1210.00"), Decimal("229.90")),
        "cuota": (None, Decimal("10.00")),
    }
    assert quote.best_loaded is not None
    assert quote.best_loaded.duty_value_usd == Decimal("200.00")
    assert quote.total_usd == Decimal("449.90")
    said = {one.name: one.value for one in quote.methodology.parameters}
    assert said["total_usd"] in ("best", "best_loaded")


async def test_origins_with_an_agreement_do_not_pay_what_is_for_those_without(
    colombia: TariffClient,
) -> None:
    quote = await colombia.quote("COL", "BRA", "0802410000", on=ON)

    assert [one.charge for one in quote.other_charges] == ["iva", "cuota"]
    assert {one.amount_usd for one in quote.other_charges} == {None}
    assert (quote.consignment, quote.total_usd) == (None, None)


async def test_a_charge_on_an_unknown_base_is_listed_and_named(colombia: TariffClient) -> None:
    quote = await colombia.quote("COL", "DEU", "8503000000", on=ON, customs_value_usd=Decimal(1000))

    stamp = next(one for one in quote.other_charges if one.charge == "timbre")
    assert stamp.amount_usd is None
    assert ("timbre", Reason.NOT_REPORTED) in {(one.what, one.reason) for one in quote.missing}
    assert quote.total_usd is None


async def test_a_partial_tariff_says_so_in_every_answer(colombia: TariffClient) -> None:
    quote = await colombia.quote("COL", "DEU", "0801210000", on=ON, lang="en")

    assert (quote.coverage.subheadings_loaded, quote.coverage.subheadings_total) == (5, 7)
    assert any("5 of the 7 subheadings" in one.detail for one in quote.missing)


async def test_a_preference_is_followed_into_the_nomenclature_of_its_agreement(
    colombia: TariffClient,
) -> None:
    quote = await colombia.quote("COL", "BRA", "0801210000", on=ON)

    followed = of(quote, "AAP.CE 72")
    assert (followed.applied_percent, followed.margin_percent) == (Decimal("7.5"), 50)
    assert not followed.conditional
    assert followed.correlation is not None
    assert followed.correlation.to_code == "08012100"
    assert followed.correlation.kind is CorrelationKind.EXACT


@pytest.mark.parametrize(
    ("product", "kind"),
    [("0801220000", CorrelationKind.SPLIT), ("8503000000", CorrelationKind.SPLIT)],
)
async def test_a_line_that_may_belong_to_several_codes_has_a_conditional_preference(
    colombia: TariffClient, product: str, kind: CorrelationKind
) -> None:
    quote = await colombia.quote("COL", "BRA", product, on=ON)

    followed = of(quote, "AAP.CE 72")
    assert followed.conditional
    assert followed.correlation is not None
    assert followed.correlation.kind is kind
    assert Reason.AMBIGUOUS_CODE in {one.reason for one in quote.missing}
    assert quote.best is None


async def test_an_agreement_of_others_is_not_the_exporters(colombia: TariffClient) -> None:
    quote = await colombia.quote("COL", "ARG", "0801210000", on=ON)

    assert of(quote, "AAP.CE 18").status is CandidateStatus.NOT_A_PARTY


async def test_the_regional_list_of_exceptions_excludes_and_else_makes_certain(
    colombia: TariffClient,
) -> None:
    inside = await colombia.quote("COL", "MEX", "0801210000", on=ON)
    outside = await colombia.quote("COL", "MEX", "0802410000", on=ON)

    assert of(inside, "AR.PAR 4").status is CandidateStatus.EXCLUDED
    regional = of(outside, "AR.PAR 4")
    assert (regional.applied_percent, regional.conditional) == (Decimal("17.6"), False)
    assert regional.is_best


async def test_an_observation_is_a_condition_and_stands_in_the_reason(
    colombia: TariffClient,
) -> None:
    quote = await colombia.quote("COL", "PRY", "0802410000", on=ON)

    limited = of(quote, "AAP.CE 72")
    assert limited.conditional
    assert "solo para la siembra" in limited.why
    assert quote.best_loaded == limited


async def test_a_preference_out_of_its_season_is_shown_as_such(colombia: TariffClient) -> None:
    summer = await colombia.quote("COL", "URY", "0802410000", on=date(2021, 3, 31))
    winter = await colombia.quote("COL", "URY", "0802410000", on=date(2021, 4, 1))

    assert of(summer, "AAP.CE 72").status is CandidateStatus.APPLIES
    assert of(winter, "AAP.CE 72").status is CandidateStatus.OUT_OF_SEASON


async def test_a_quota_shows_the_duty_inside_and_outside(colombia: TariffClient) -> None:
    quote = await colombia.quote("COL", "ARG", "0802410000", on=ON)

    limited = [one for one in quote.candidates if one.quota == "castanas"]
    assert [(one.applied_percent, one.status) for one in limited] == [
        (2, CandidateStatus.QUOTA_UNKNOWN),
        (12, CandidateStatus.APPLIES),
    ]


async def test_a_market_without_data_names_those_that_have(colombia: TariffClient) -> None:
    quote = await colombia.quote("CHL", "PER", "080122")

    assert "BRA, COL, PER, URY" in quote.missing[0].detail


async def test_a_quantity_needs_its_unit(market_address: str) -> None:
    asked = {"importer": "COL", "exporter": "DEU", "product": "0801210000", "quantity": "5"}
    async with httpx.AsyncClient(base_url=market_address) as client:
        answer = await client.get("/v1/quotes", params=asked)

    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/query/unit"]


async def test_a_weight_is_given_once(market_address: str) -> None:
    asked = {"importer": "COL", "exporter": "DEU", "product": "0801210000"}
    goods = {"quantity": "5", "unit": "kg", "weight_kg": "7"}
    async with httpx.AsyncClient(base_url=market_address) as client:
        answer = await client.get("/v1/quotes", params={**asked, **goods})

    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/query/weight_kg"]


async def test_a_batch_with_goods_says_what_single_quotes_say(colombia: TariffClient) -> None:
    lines = ["0801210000", "0801220000", "0802410000", "8407100000", "8503000000", "0801"]
    requests = [
        QuoteRequest(
            importer="COL",
            exporter=exporter,
            product=line,
            on=ON,
            customs_value_usd=value,
            weight_kg=Decimal(100),
        )
        for line in lines
        for exporter in ("BRA", "MEX", "DEU", "PRY")
        for value in (None, Decimal(500))
    ]

    together = await colombia.quotes(requests)
    singly = [
        await colombia.quote(
            one.importer,
            one.exporter,
            one.product,
            on=one.on,
            customs_value_usd=one.customs_value_usd,
            weight_kg=one.weight_kg,
        )
        for one in requests
    ]

    assert together == singly


async def test_rows_are_listed_as_their_sources_state_them(colombia: TariffClient) -> None:
    duties = await colombia.duties("COL", product="0802410000", on=ON)
    rows = await colombia.preferences("COL", product="0801210000", on=ON)

    assert [(one.product.code, one.rate_percent, one.season_from) for one in duties.items] == [
        ("08", 15, None),
        ("0802410000", 20, None),
        ("0802410000", 40, "11-01"),
    ]
    assert [(one.kind, one.agreement) for one in rows.items] == [
        (PreferenceKind.EXCEPTION, "AR.PAR 4")
    ]
