"""Quotes, lists and refusals of the service with the small world, over HTTP."""

from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest
from eslabon.client import ServiceError
from eslabon.client.tariff import TariffClient
from eslabon.contracts.countries import MemberRole
from eslabon.contracts.envelope import Reason
from eslabon.contracts.nomenclature import CorrelationKind, MatchKind
from eslabon.contracts.quotes import QuoteRequest

IN_2021 = date(2021, 6, 1)


@pytest.mark.parametrize(
    ("on", "covered"),
    [
        ("2021-03-30", False),
        ("2021-03-31", True),
        ("2021-10-31", True),
        ("2021-11-01", False),
    ],
)
async def test_the_first_and_the_last_day_are_covered(
    tariff: TariffClient, on: str, covered: bool
) -> None:
    quote = await tariff.quote("BRA", "MEX", "08012200", on=date.fromisoformat(on))

    assert (quote.best is not None) == covered


async def test_two_editions_that_adjoin_are_read_each_on_its_days(tariff: TariffClient) -> None:
    before = await tariff.quote("URY", "DEU", "080122", on=date(2025, 1, 31))
    after = await tariff.quote("URY", "DEU", "080122", on=date(2025, 2, 1))

    assert before.product.nomenclature == "URY2024"
    assert after.product.nomenclature == "URY2025"


async def test_a_code_above_the_lines_has_a_best_only_where_they_agree(
    tariff: TariffClient,
) -> None:
    agreed = await tariff.quote("BRA", "MEX", "850300", on=IN_2021)
    differing = await tariff.quote("BRA", "PER", "0801", on=IN_2021)

    assert agreed.best is not None
    assert (len(agreed.lines), agreed.best.applied_percent) == (2, 0)
    assert differing.best is None
    assert len(differing.lines) == 2
    assert Reason.AMBIGUOUS_CODE in {one.reason for one in differing.missing}


async def test_a_correlation_that_is_not_exact_is_named(tariff: TariffClient) -> None:
    quote = await tariff.quote("BRA", "PER", "080121", nomenclature="HS2022", on=IN_2021)

    assert {line.product.code for line in quote.lines} == {"08012100", "08012200"}
    said = [one for one in quote.missing if one.what == "correlation"]
    assert [one.reason for one in said] == [Reason.AMBIGUOUS_CODE]


async def test_a_mean_over_lines_is_shown_as_a_range(tariff: TariffClient) -> None:
    quote = await tariff.quote("BRA", "MEX", "08012100", on=IN_2021, lang="en")

    ranged = next(one for one in quote.candidates if one.conditional)
    assert ranged.applied_text == "4–8 %"
    assert quote.best is None


async def test_the_source_of_preferences_corrects_the_tariff_file(tariff: TariffClient) -> None:
    quote = await tariff.quote("BRA", "DEU", "08012100", on=IN_2021, lang="en")

    assert quote.best is not None
    assert quote.best.applied_percent == 12
    assert "the tariff file says 10 %" in quote.best.why


async def test_a_row_of_the_global_system_is_its_members(tariff: TariffClient) -> None:
    quote = await tariff.quote("BRA", "IND", "08012100", on=IN_2021)

    assert {one.agreement for one in quote.candidates} >= {"GSTP"}


async def test_a_row_of_canada_is_not_that_of_the_andean_community(tariff: TariffClient) -> None:
    canada = await tariff.quote("BRA", "CAN", "08012100", on=IN_2021)
    peru = await tariff.quote("BRA", "PER", "08012100", on=IN_2021)

    assert Decimal(3) in {one.applied_percent for one in canada.candidates}
    assert Decimal(3) not in {one.applied_percent for one in peru.candidates}


async def test_an_importer_without_a_tariff_is_not_loaded(tariff: TariffClient) -> None:
    quote = await tariff.quote("CHL", "PER", "08012200")

    assert (quote.product.nomenclature, quote.product.code) == ("HS2022", "080122")
    assert [(one.what, one.reason) for one in quote.missing] == [("mfn", Reason.NOT_LOADED)]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("es", "La reducción de 20 % es la que la tabla de AR.PAR 4 fija para este par."),
        ("pt", "A redução de 20 % é a que a tabela do AR.PAR 4 fixa para este par."),
        ("en", "The reduction of 20 % is the one AR.PAR 4's table sets for this pair."),
    ],
)
async def test_reasons_are_in_the_language_asked_for(
    tariff: TariffClient, lang: str, sentence: str
) -> None:
    quote = await tariff.quote("BRA", "MEX", "08012200", on=IN_2021, lang=lang)

    assert quote.best is not None
    assert quote.best.why == sentence


async def test_every_candidate_names_its_source(tariff: TariffClient) -> None:
    quote = await tariff.quote("BRA", "MEX", "08012200", on=IN_2021)

    assert {(one.kind.value, one.provenance.source) for one in quote.candidates} == {
        ("MFN", "TEC"),
        ("PREFERENCE", "TRAINS"),
    }
    assert {one.source for one in quote.provenance} == {"TEC", "TRAINS"}


REFUSED: list[tuple[str, dict[str, str], int, str, str]] = [
    ("/v1/quotes", {"importer": "XXX"}, 404, "unknown-country", "/query/importer"),
    ("/v1/quotes", {"exporter": "ZZ"}, 404, "unknown-country", "/query/exporter"),
    ("/v1/quotes", {"exporter": "BRA"}, 422, "same-country", "/query/exporter"),
    ("/v1/quotes", {"product": "0801X2"}, 422, "invalid-request", "/query/product"),
    ("/v1/quotes", {"product": "0801220"}, 422, "invalid-request", "/query/product"),
    ("/v1/quotes", {"product": "99999999"}, 404, "unknown-code", "/query/product"),
    ("/v1/quotes", {"product": "08"}, 422, "code-too-broad", "/query/product"),
    ("/v1/quotes", {"product": "0801220000"}, 422, "wrong-nomenclature", "/query/product"),
    ("/v1/quotes", {"on": "2021-02-30"}, 422, "invalid-request", "/query/on"),
    ("/v1/quotes", {"nomenclature": "HS1066"}, 404, "unknown-nomenclature", "/query/nomenclature"),
    (
        "/v1/quotes",
        {"product": "0801220000", "nomenclature": "PER2022"},
        422,
        "wrong-nomenclature",
        "/query/product",
    ),
    ("/v1/search", {"q": "motor", "limit": "0"}, 422, "invalid-request", "/query/limit"),
    ("/v1/search", {"q": "motor", "limit": "101"}, 422, "invalid-request", "/query/limit"),
    ("/v1/search", {"q": "¿?"}, 422, "invalid-request", "/query/q"),
    ("/v1/countries", {"limit": "1001"}, 422, "invalid-request", "/query/limit"),
    ("/v1/countries/QQ", {}, 404, "unknown-country", "/path/code"),
    ("/v1/schemes/AEC/members", {}, 404, "unknown-scheme", "/path/scheme"),
    ("/v1/agreements/ACE%20999", {}, 404, "unknown-agreement", "/path/code"),
    ("/v1/quotas", {"agreement": "ACE 999"}, 404, "unknown-agreement", "/query/agreement"),
    ("/v1/agreements", {"status": "DEAD"}, 422, "invalid-request", "/query/status"),
    ("/v1/agreements", {"country": "QQ"}, 404, "unknown-country", "/query/country"),
    ("/v1/nomenclatures/HS2022/codes/999999", {}, 404, "unknown-code", "/path/code"),
    ("/v1/nomenclatures/HS2022/codes/08012200", {}, 422, "wrong-nomenclature", "/path/code"),
    ("/v1/nomenclatures/HS1/codes/08", {}, 404, "unknown-nomenclature", "/path/nomenclature"),
]


@pytest.mark.parametrize(("path", "changed", "status", "kind", "pointer"), REFUSED)
async def test_bad_input_gets_one_clear_problem(
    http: httpx.AsyncClient,
    path: str,
    changed: dict[str, str],
    status: int,
    kind: str,
    pointer: str,
) -> None:
    whole = {"importer": "BRA", "exporter": "PER", "product": "08012200", "on": "2021-06-01"}
    parameters = {**whole, **changed} if path == "/v1/quotes" else changed

    answer = await http.get(path, params=parameters)

    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"urn:eslabon:problem:{kind}")
    assert [one["pointer"] for one in problem["errors"]] == [pointer]
    assert problem["detail"]


async def test_a_code_of_another_nomenclature_is_told_which(tariff: TariffClient) -> None:
    with pytest.raises(ServiceError) as caught:
        await tariff.quote("BRA", "PER", "0801220000", on=IN_2021, lang="en")

    assert "NCM2017" in caught.value.problem.detail
    assert "PER2022" in caught.value.problem.detail


async def test_a_batch_names_each_item_that_is_wrong(tariff: TariffClient) -> None:
    good = QuoteRequest(importer="BRA", exporter="PER", product="08012200", on=IN_2021)
    requests = [
        good,
        good.model_copy(update={"importer": "QQQ"}),
        good.model_copy(update={"product": "08"}),
    ]

    with pytest.raises(ServiceError) as caught:
        await tariff.quotes(requests)

    assert [one.pointer for one in caught.value.problem.errors] == [
        "/items/1/importer",
        "/items/2/product",
    ]


@pytest.mark.parametrize("count", [0, 1001])
async def test_a_batch_holds_one_to_a_thousand_quotes(http: httpx.AsyncClient, count: int) -> None:
    one = {"importer": "BRA", "exporter": "PER", "product": "08012200"}

    answer = await http.post("/v1/quotes", json={"items": [one] * count})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/items"


async def test_countries_are_found_by_either_code(tariff: TariffClient) -> None:
    assert (await tariff.country("br")).iso3 == "BRA"
    assert (await tariff.country("BRA", lang="en")).name == "Brazil"
    assert [one.iso3 for one in await tariff.countries()][:2] == ["ARG", "BOL"]


async def test_pages_of_a_list_follow_each_other(http: httpx.AsyncClient) -> None:
    seen: list[str] = []
    url: str | None = "/v1/countries?limit=4"
    while url:
        answer = await http.get(url)
        seen += [one["iso3"] for one in answer.json()["items"]]
        url = answer.links["next"]["url"] if "next" in answer.links else None

    assert seen == sorted(seen)
    assert len(seen) == 16


async def test_the_standing_in_a_scheme_depends_on_the_day(tariff: TariffClient) -> None:
    in_2023 = await tariff.members("mercosur", on=date(2023, 11, 8))
    in_2025 = await tariff.members("MERCOSUR", on=date(2025, 1, 1))

    full = [one.country for one in in_2023 if one.role is MemberRole.MEMBER]
    assert full == ["ARG", "BRA", "PRY", "URY"]
    assert "BOL" in {one.country for one in in_2025 if one.role is MemberRole.MEMBER}
    members = {one.scheme: one.members for one in await tariff.schemes(on=date(2023, 11, 8))}
    assert members["MERCOSUR"] == 4


async def test_agreements_are_filtered_by_party_status_and_kind(tariff: TariffClient) -> None:
    pair = await tariff.agreements(country="PE", partner="BRA", status="IN_FORCE", kind="AAP.CE")
    signed = await tariff.agreements(status="SIGNED")

    assert [one.code for one in pair.items] == ["AAP.CE 58"]
    assert [one.code for one in signed.items] == ["OMC 605"]


async def test_an_agreement_shows_its_entries_pair_by_pair(tariff: TariffClient) -> None:
    found = await tariff.agreement("mercosur")

    assert found.code == "AAP.CE 18"
    assert len(found.entries) == 12


async def test_a_code_has_its_ancestors_and_children(tariff: TariffClient) -> None:
    found = await tariff.product("HS2022", "08.01", lang="en")

    assert found.description == "Coconuts, Brazil nuts"
    assert [one.code for one in found.ancestors] == ["08"]
    assert [one.code for one in found.children] == ["080121", "080122"]
    assert found.hs6 is None


async def test_a_subheading_without_a_row_has_the_texts_of_the_harmonized_system(
    tariff: TariffClient,
) -> None:
    found = await tariff.product("NCM2017", "850300")

    assert found.description_es == "Partes de motores o generadores"
    assert [one.code for one in found.children] == ["85030010", "85030090"]


async def test_codes_are_read_together_and_absent_ones_are_named(
    http: httpx.AsyncClient, tariff: TariffClient
) -> None:
    found = await tariff.products("HS2022", ["080122", "0801.21", "999999"])
    answer = await http.get("/v1/nomenclatures/HS2022/products", params={"code": ["999999"]})

    assert [one.code for one in found] == ["080121", "080122"]
    assert [one["what"] for one in answer.json()["meta"]["missing"]] == ["999999"]


async def test_a_correlation_says_its_kind_from_either_side(tariff: TariffClient) -> None:
    forward = await tariff.correlations("HS2022", "HS2017", "080121")
    backward = await tariff.correlations("HS2017", "HS2022", "080122")
    exact = await tariff.correlations("HS2022", "HS2017", "732211")

    assert [(one.to_code, one.kind) for one in forward] == [
        ("080121", CorrelationKind.SPLIT),
        ("080122", CorrelationKind.PARTIAL),
    ]
    assert [(one.to_code, one.kind) for one in backward] == [
        ("080121", CorrelationKind.PARTIAL),
        ("080122", CorrelationKind.SPLIT),
    ]
    assert [one.kind for one in exact] == [CorrelationKind.EXACT]


async def test_duties_are_listed_by_line(tariff: TariffClient) -> None:
    page = await tariff.duties("BRA", product="0801", on=IN_2021)
    none = await tariff.duties("BRA", on=date(1950, 1, 1))

    assert [(one.product.code, one.rate_percent) for one in page.items] == [
        ("08012100", Decimal(10)),
        ("08012200", Decimal(10)),
    ]
    assert none.items == []
    assert [one.reason for one in none.meta.missing] == [Reason.NOT_LOADED]


async def test_preferences_of_an_origin_include_those_of_its_schemes(
    tariff: TariffClient,
) -> None:
    page = await tariff.preferences("BRA", product="080122", exporter="URY", on=IN_2021)

    assert [(one.beneficiary, one.rate_percent) for one in page.items] == [
        ("MERCOSUR", Decimal(0)),
        ("URY", Decimal("7.2")),
        ("WLD", Decimal(10)),
    ]


async def test_a_list_can_be_taken_as_csv(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/duties", params={"importer": "PER", "format": "csv"})

    assert answer.headers["content-type"].startswith("text/csv")
    assert len(answer.text.splitlines()) == 3


async def test_a_search_reads_codes_names_and_misspelt_words(tariff: TariffClient) -> None:
    by_code = await tariff.search("0801.2")
    by_name = await tariff.search("castaña")
    misspelt = await tariff.search("castannha")

    assert {one.match for one in by_code.hits} == {MatchKind.CODE}
    assert by_name.hits[0].match is MatchKind.NAME
    assert misspelt.hits[0].match is MatchKind.SPELLING
    assert misspelt.understood_as == "castanha"


async def test_a_word_that_nothing_resembles_is_named(tariff: TariffClient) -> None:
    found = await tariff.search("xilófago")

    assert found.hits == []
    assert [(one.what, one.reason) for one in found.missing] == [
        ("xilófago", Reason.NOT_IDENTIFIED)
    ]


async def test_each_dataset_is_listed_with_its_own_current_releases(
    http: httpx.AsyncClient,
) -> None:
    listed = (await http.get("/v1/datasets")).json()["items"]

    loaded = [one for one in listed if one["current"]]
    assert len(loaded) > 5
    for one in loaded:
        assert {release["dataset"] for release in one["current"]} == {one["name"]}
        assert one["rows"] == sum(release["rows"] for release in one["current"])
        assert one == (await http.get(f"/v1/datasets/{one['name']}")).json()
