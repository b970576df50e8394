"""What must hold on the sample: the golden quotes and searches, over HTTP."""

from datetime import date
from decimal import Decimal

import pytest
from eslabon.client.tariff import TariffClient
from eslabon.contracts.envelope import Reason
from eslabon.contracts.quotes import (
    Attribution,
    Candidate,
    CandidateKind,
    CandidateStatus,
    Completeness,
    Quote,
    QuoteRequest,
)

IN_2021 = date(2021, 6, 1)
CASTANHA = "08012200"


def facts(candidate: Candidate | None) -> tuple[object, ...] | None:
    """Return what identifies a candidate."""
    if candidate is None:
        return None
    return candidate.applied_percent, candidate.agreement, candidate.attribution


@pytest.mark.parametrize(
    ("exporter", "expected"),
    [
        ("MEX", (Decimal(8), "AR.PAR 4", Attribution.MARGIN_MATCH)),
        ("PER", (Decimal(0), "AAP.CE 58", Attribution.SOLE_AGREEMENT)),
        ("CHL", (Decimal(0), "AAP.CE 35", Attribution.SOLE_AGREEMENT)),
        ("COL", (Decimal(0), "AAP.CE 72", Attribution.SOLE_AGREEMENT)),
        ("VEN", (Decimal(0), "AAP.CE 69", Attribution.SOLE_AGREEMENT)),
        ("URY", (Decimal(0), "AAP.CE 18", Attribution.STATED)),
        ("PRY", (Decimal(0), "AAP.CE 18", Attribution.STATED)),
        ("ARG", (Decimal(0), "AAP.CE 18", Attribution.STATED)),
        ("BOL", (Decimal(0), None, Attribution.AMBIGUOUS)),
        ("ECU", (Decimal(0), None, Attribution.AMBIGUOUS)),
        ("CUB", (Decimal("7.2"), "AR.PAR 4", Attribution.MARGIN_MATCH)),
    ],
)
async def test_what_castanha_pays_in_brazil_by_origin(
    real_tariff: TariffClient, exporter: str, expected: tuple[object, ...]
) -> None:
    quote = await real_tariff.quote("BRA", exporter, CASTANHA, on=IN_2021)

    assert quote.completeness is Completeness.COMPLETE
    assert facts(quote.best) == expected
    mfn = [one for one in quote.candidates if one.kind is CandidateKind.MFN]
    assert [one.applied_percent for one in mfn] == [10]


@pytest.mark.parametrize(
    ("exporter", "agreements"),
    [
        ("BOL", ["AAP.CE 36", "AR.AM 1"]),
        ("ECU", ["AAP.CE 59", "AR.AM 2"]),
        ("MEX", ["AAP.CE 53", "AAP.CE 55", "AR.PAR 4"]),
    ],
)
async def test_all_agreements_that_could_give_a_rate_are_named(
    real_tariff: TariffClient, exporter: str, agreements: list[str]
) -> None:
    quote = await real_tariff.quote("BRA", exporter, CASTANHA, on=IN_2021)

    assert quote.best is not None
    assert quote.best.agreement_candidates == agreements


@pytest.mark.parametrize(("exporter", "rate"), [("URY", "7.2"), ("PRY", "5.2")])
async def test_the_regional_preference_of_members_of_mercosur_is_beaten(
    real_tariff: TariffClient, exporter: str, rate: str
) -> None:
    quote = await real_tariff.quote("BRA", exporter, CASTANHA, on=IN_2021)

    regional = next(one for one in quote.candidates if one.agreement == "AR.PAR 4")
    assert regional.applied_percent == Decimal(rate)
    assert regional.attribution is Attribution.MARGIN_MATCH
    assert regional.status is CandidateStatus.BEATEN


async def test_argentinas_own_row_is_ambiguous(real_tariff: TariffClient) -> None:
    quote = await real_tariff.quote("BRA", "ARG", CASTANHA, on=IN_2021)

    own = [one for one in quote.candidates if one.attribution is Attribution.AMBIGUOUS]
    assert [one.agreement_candidates for one in own] == [["AAP.CE 14", "AAP.CE 18"]]


async def test_germany_pays_brazils_full_duty(real_tariff: TariffClient) -> None:
    quote = await real_tariff.quote("BRA", "DEU", CASTANHA, on=IN_2021)

    assert quote.best is not None
    assert (quote.best.kind, quote.best.applied_percent) == (CandidateKind.MFN, 10)


async def test_suriname_is_outside_aladi_and_its_agreement_does_not_cover_the_line(
    real_tariff: TariffClient,
) -> None:
    quote = await real_tariff.quote("BRA", "SUR", CASTANHA, on=IN_2021)

    assert quote.best is not None
    assert quote.best.applied_percent == 10
    assert {(one.what, one.reason) for one in quote.missing} == {
        ("ALADI", Reason.NOT_A_MEMBER),
        ("AAP.A25TM 41", Reason.AGREEMENT_DOES_NOT_COVER),
    }


async def test_peru_to_peru_table_and_source_are_both_shown(real_tariff: TariffClient) -> None:
    quote = await real_tariff.quote("BRA", "PER", CASTANHA, on=IN_2021)

    table = next(one for one in quote.candidates if one.agreement == "AR.PAR 4")
    assert (table.applied_percent, table.conditional, table.status) == (
        Decimal("8.6"),
        True,
        CandidateStatus.BEATEN,
    )


async def test_peru_has_a_best_only_where_no_agreement_is_in_force(
    real_tariff: TariffClient,
) -> None:
    quote = await real_tariff.quote("PER", "ZAF", "0801220000", on=date(2022, 6, 1))

    assert quote.best is not None
    assert quote.best.applied_percent == 6


@pytest.mark.parametrize(
    ("importer", "exporter", "on", "duty", "agreement"),
    [
        ("PER", "DEU", date(2022, 6, 1), 6, "OMC 692"),
        ("PER", "BOL", date(2022, 6, 1), 6, "CAN"),
        ("PER", "BRA", date(2022, 6, 1), 6, "AAP.CE 58"),
        ("URY", "PER", date(2025, 3, 1), 9, "AAP.CE 58"),
    ],
)
async def test_no_best_where_a_schedule_is_not_loaded(
    real_tariff: TariffClient, importer: str, exporter: str, on: date, duty: int, agreement: str
) -> None:
    quote = await real_tariff.quote(importer, exporter, "080122", on=on)

    assert quote.best is None
    assert quote.best_loaded is not None
    assert quote.best_loaded.applied_percent == duty
    assert (agreement, Reason.NOT_LOADED) in {(one.what, one.reason) for one in quote.missing}


@pytest.mark.parametrize(
    ("exporter", "on", "rate"),
    [("DEU", date(2024, 6, 1), 9), ("BRA", date(2025, 3, 1), 0)],
)
async def test_what_castanha_pays_in_uruguay(
    real_tariff: TariffClient, exporter: str, on: date, rate: int
) -> None:
    quote = await real_tariff.quote("URY", exporter, "0801.22", on=on)

    assert quote.best is not None
    assert quote.best.applied_percent == rate


@pytest.mark.parametrize("on", [date(1950, 1, 1), date(2021, 11, 1), date(2021, 3, 30)])
async def test_a_day_outside_the_loaded_tariff_has_no_duty(
    real_tariff: TariffClient, on: date
) -> None:
    quote = await real_tariff.quote("BRA", "PER", CASTANHA, on=on)

    assert (quote.best, quote.best_loaded, quote.candidates) == (None, None, [])
    assert [one.reason for one in quote.missing] == [Reason.NOT_LOADED]
    assert "2021-03-31 … 2021-10-31" in quote.missing[0].detail


async def test_the_day_is_the_last_one_covered_when_left_out(real_tariff: TariffClient) -> None:
    quote = await real_tariff.quote("BRA", "MEX", CASTANHA)

    assert quote.on == quote.coverage.valid_to == date(2021, 10, 31)
    assert quote.coverage.dates_stated is False


async def test_the_printed_example_has_its_duty(real_tariff: TariffClient) -> None:
    quote = await real_tariff.quote("BRA", "MEX", "8503.00")

    assert quote.best is not None
    assert (quote.best.applied_percent, quote.best.margin_percent) == (0, 100)
    assert [line.product.code for line in quote.lines] == ["85030010", "85030090"]


async def test_a_code_of_another_revision_follows_the_correlation_and_says_so(
    real_tariff: TariffClient,
) -> None:
    quote = await real_tariff.quote("BRA", "MEX", "080122", nomenclature="HS2022", on=IN_2021)

    assert quote.best is not None
    assert quote.best.applied_percent == 8
    assert quote.product.nomenclature == "HS2022"
    assert [line.product.nomenclature for line in quote.lines] == ["NCM2017"]
    said = {one.name: one.value for one in quote.methodology.parameters}
    assert said["correlation"] == "NCM2017: 080122 EXACT"


async def test_a_batch_says_what_single_quotes_say(real_tariff: TariffClient) -> None:
    asked = [
        ("BRA", "MEX", CASTANHA, IN_2021),
        ("BRA", "URY", "8503.00", None),
        ("PER", "DEU", "0801220000", date(2022, 6, 1)),
        ("URY", "BRA", "080122", date(2025, 3, 1)),
        ("BRA", "PER", CASTANHA, date(1950, 1, 1)),
        ("CHL", "PER", "080122", date(2023, 1, 1)),
    ]
    requests = [
        QuoteRequest(importer=importer, exporter=exporter, product=product, on=on)
        for importer, exporter, product, on in asked
    ]

    together = await real_tariff.quotes(requests)
    singly: list[Quote] = [
        await real_tariff.quote(importer, exporter, product, on=on)
        for importer, exporter, product, on in asked
    ]

    assert together == singly


@pytest.mark.parametrize(
    "typed",
    [
        "castaña",
        "castana",
        "CASTAÑA",
        "nuez del Brasil",
        "nuez del brazil",
        "castanha-do-brasil",
        "castanha do Pará",
        "Brazil nut",
        "castañna",
        "0801.2",
    ],
)
async def test_the_castana_is_found_as_people_type_it(
    real_tariff: TariffClient, typed: str
) -> None:
    found = await real_tariff.search(typed)

    assert found.hits[0].code.startswith("08012")


async def test_motor_lists_the_radiators_and_drills_down_to_those_of_cast_iron(
    real_tariff: TariffClient,
) -> None:
    found = await real_tariff.search("motor")

    headings = {one.code: one for chapter in found.chapters for one in chapter.headings}
    assert "soplador con motor" in headings["7322"].description
    assert headings["7322"].hits >= 3
    assert {group.heading.code for group in found.headings} <= headings.keys()
    assert sum(chapter.hits for chapter in found.chapters) >= sum(
        one.hits for one in headings.values()
    )
    radiators = await real_tariff.product("HS2022", "7322")
    assert "732211" in {child.code for child in radiators.children}


@pytest.mark.parametrize("chain", ["aguaje", "asaí", "paiche", "copaiba", "raya"])
async def test_names_of_the_amazon_chains_find_codes(real_tariff: TariffClient, chain: str) -> None:
    found = await real_tariff.search(chain)

    assert found.hits
    assert not found.missing


@pytest.mark.parametrize(
    "name", ["ACE 58", "ACE-58", "AAP.CE N° 58", "aap.ce 58", "AAP CE Nº 58", "CE58"]
)
async def test_an_agreement_is_found_by_the_names_people_type(
    real_tariff: TariffClient, name: str
) -> None:
    found = await real_tariff.agreement(name)

    assert found.code == "AAP.CE 58"
    pairs = {(one.granter, one.beneficiary): one.in_force_from for one in found.entries}
    assert pairs["BRA", "PER"] == date(2006, 1, 2)


@pytest.mark.parametrize("name", ["PTR-04", "PTR 4", "APTR 04", "AR.PAR 4", "AR.PAR N° 4"])
async def test_the_regional_preference_is_found_by_its_names(
    real_tariff: TariffClient, name: str
) -> None:
    assert (await real_tariff.agreement(name)).code == "AR.PAR 4"


async def test_mercosur_in_november_2023_had_four_members_and_one_suspended(
    real_tariff: TariffClient,
) -> None:
    members = await real_tariff.members("MERCOSUR", on=date(2023, 11, 8))

    by_role: dict[str, list[str]] = {}
    for one in members:
        by_role.setdefault(one.role, []).append(one.country)
    assert by_role["MEMBER"] == ["ARG", "BRA", "PRY", "URY"]
    assert by_role["SUSPENDED"] == ["VEN"]
