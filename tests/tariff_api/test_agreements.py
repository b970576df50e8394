"""The registry of agreements over HTTP: the sample's fiches, filters, the count, bad input."""

from datetime import date
from urllib.parse import quote

import httpx
import pytest
from eslabon.client.tariff import TariffClient
from eslabon.contracts.agreements import (
    AgreementDetail,
    Discipline,
    DisciplineDepth,
    NomenclatureUse,
    PartyRole,
)

GOLDEN = [
    ("AAP.CE 18", {"ARG", "BRA", "PRY", "URY"}, date(1991, 11, 29), date(1991, 11, 29), 2),
    ("AAP.CE 58", {"ARG", "BRA", "PER", "PRY", "URY"}, date(2005, 11, 30), date(2006, 1, 2), 3),
    ("AAP.CE 35", {"ARG", "BRA", "CHL", "PRY", "URY"}, date(1996, 6, 25), date(1996, 10, 1), 5),
    ("AR.PAR 4", {"ARG", "BOL", "BRA", "CHL", "COL", "CUB", "ECU", "MEX", "PAN", "PER", "PRY",
                  "URY", "VEN"}, date(1984, 4, 27), None, None),
    ("CAN", {"BOL", "COL", "ECU", "PER", "VEN"}, date(1987, 5, 12), date(1988, 5, 25), None),
    ("OMC 180", {"PER", "USA"}, date(2006, 4, 12), date(2009, 2, 1), 7),
]  # fmt: skip


def reasons(fiche: AgreementDetail) -> set[str]:
    return {one.what for one in fiche.missing}


@pytest.mark.parametrize(("code", "parties", "signed", "since", "depth"), GOLDEN)
async def test_a_golden_fiche(
    real_tariff: TariffClient,
    code: str,
    parties: set[str],
    signed: date,
    since: date | None,
    depth: int | None,
) -> None:
    fiche = await real_tariff.agreement(code)

    assert {party.country for party in fiche.parties} == parties
    assert (fiche.signed_on, fiche.in_force_from, fiche.depth_index) == (signed, since, depth)
    assert fiche.verified
    assert fiche.provenance
    assert {one.discipline for one in fiche.disciplines} == set(Discipline)
    assert ("in_force_from" in reasons(fiche)) == (since is None)
    assert ("disciplines" in reasons(fiche)) == (depth is None)


async def test_the_fiche_of_58_says_what_it_is_written_in_and_when_each_pair_began(
    real_tariff: TariffClient,
) -> None:
    fiche = await real_tariff.agreement("Acuerdo de Complementación Económica N° 58")
    begun = {(one.granter, one.beneficiary): one.in_force_from for one in fiche.entries}

    assert fiche.code == "AAP.CE 58"
    assert begun["BRA", "PER"] == date(2006, 1, 2)
    assert begun["PER", "PRY"] == date(2006, 2, 6)
    assert begun["ARG", "PER"] is None
    assert ("BRA", "ARG") not in begun
    assert {(one.nomenclature, one.used_for) for one in fiche.nomenclatures} == {
        ("NALADISA1996", NomenclatureUse.PREFERENCES),
        ("NALADISA1993", NomenclatureUse.FREE_ZONES),
    }
    assert "entries" in reasons(fiche)


async def test_predecessors_and_successors_are_read_from_either_side(
    real_tariff: TariffClient,
) -> None:
    before, between, after = [
        await real_tariff.agreement(code) for code in ("ACE 32", "ACE 65", "ACE 75")
    ]

    assert [one.code for one in before.successors] == ["AAP.CE 65"]
    assert [one.code for one in between.predecessors] == ["AAP.CE 32"]
    assert [one.code for one in between.successors] == ["AAP.CE 75"]
    assert [one.code for one in after.predecessors] == ["AAP.CE 65"]
    assert between.title == after.predecessors[0].title


async def test_recalled_agreements_are_marked_and_their_preferences_unknown(
    real_tariff: TariffClient,
) -> None:
    for code in ("AAP.CE 57", "AAP.CE 71", "AAP.C 28"):
        fiche = await real_tariff.agreement(code)

        assert not fiche.verified
        assert fiche.has_preferences is None
        assert fiche.status == "UNKNOWN"
        assert {"has_preferences", "in_force_from", "signed_on"} <= reasons(fiche)


async def test_a_country_that_left_is_a_party_until_it_left(real_tariff: TariffClient) -> None:
    fiche = await real_tariff.agreement("CAN")
    roles = {party.country: party for party in fiche.parties}

    assert roles["VEN"].role is PartyRole.WITHDRAWN
    assert roles["VEN"].valid_to == date(2006, 4, 22)
    for day, found in ((date(2005, 1, 1), True), (date(2007, 1, 1), False)):
        page = await real_tariff.agreements(country="VEN", partner="COL", on=day)
        assert ("CAN" in {one.code for one in page.items}) is found


async def test_depth_of_a_matter_is_none_partial_or_unknown(real_tariff: TariffClient) -> None:
    fiche = await real_tariff.agreement("AAP.CE 35")
    depth = {one.discipline: one for one in fiche.disciplines}

    assert depth[Discipline.SERVICES].depth is DisciplineDepth.PARTIAL
    assert depth[Discipline.PROCUREMENT].depth is DisciplineDepth.NONE
    assert depth[Discipline.ORIGIN].depth is DisciplineDepth.UNKNOWN
    assert depth[Discipline.ORIGIN].source is None
    assert "DESTA" in (depth[Discipline.SERVICES].source or "")


async def test_filters_say_what_they_say(real_tariff: TariffClient) -> None:
    async def codes(**sought: object) -> set[str]:
        page = await real_tariff.agreements(limit=1000, **sought)  # type: ignore[arg-type]
        return {one.code for one in page.items}

    everything = await codes()
    pair = {"country": "BRA", "partner": "PER"}
    assert {"AAP.CE 58", "AR.PAR 4", "GSTP"} <= await codes(**pair)
    assert await codes(**pair) == await codes(country="PER", partner="BRA")
    assert "AAP.CE 58" not in await codes(**pair, on=date(2005, 12, 31))
    assert "AAP.CE 58" in await codes(**pair, on=date(2006, 1, 2))
    regional, partial, outside = [
        await codes(scope=scope) for scope in ("REGIONAL", "PARTIAL", "OUTSIDE_ALADI")
    ]
    assert regional | partial | outside == everything
    assert len(everything) == len(regional) + len(partial) + len(outside) == 192
    true, false = await codes(has_preferences=True), await codes(has_preferences=False)
    assert not true & false
    assert len(everything - true - false) > 0
    assert await codes(q="alianza del pacifico") == {"OMC 889"}
    assert "AAP.CE 65" in await codes(q="desta 204")
    assert await codes(q="ACE-58") == {"AAP.CE 58"}
    assert "OMC 180" in await codes(q="peru estados unidos")


async def test_pages_follow_each_other_without_a_gap(real_tariff: TariffClient) -> None:
    whole = [one.code for one in (await real_tariff.agreements(limit=1000)).items]
    found, cursor = [], None
    while True:
        page = await real_tariff.agreements(limit=50, cursor=cursor)
        found += [one.code for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break

    assert found == whole == sorted(whole)


async def test_the_count_of_fiches_is_that_of_the_list(real_tariff: TariffClient) -> None:
    counted = await real_tariff.agreements_summary(lang="en")
    rows = (await real_tariff.agreements(limit=1000)).items
    aladi = [one for one in rows if one.kind.startswith(("AAP.", "AR."))]
    fiches = [one for one in aladi if one.has_preferences and one.status != "ENDED"]

    assert counted.loaded == len(rows) == sum(kind.loaded for kind in counted.kinds)
    assert counted.aladi == len(aladi)
    assert counted.aladi_fiches == len(fiches)
    assert counted.aladi == (
        counted.aladi_with_preferences + counted.aladi_without_preferences + counted.aladi_unknown
    )
    assert counted.reported_fiches == 48
    assert f"Loaded {len(fiches)}" in counted.sentence
    assert counted.missing


async def test_the_reported_number_is_a_question_and_changes_no_count(
    real: httpx.AsyncClient,
) -> None:
    one, other = [
        (await real.get(f"/v1/agreements/summary{query}")).json() for query in ("", "?reported=50")
    ]

    assert other["reported_fiches"] == 50
    assert one["aladi_fiches"] == other["aladi_fiches"]


async def test_the_list_as_csv_has_a_row_for_each(real: httpx.AsyncClient) -> None:
    answer = await real.get("/v1/agreements?format=csv&country=BRA&partner=PER")
    page = await real.get("/v1/agreements?limit=1000&country=BRA&partner=PER")

    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.count("\r\n") == len(page.json()["items"]) + 1


async def test_an_empty_list_says_why(http: httpx.AsyncClient) -> None:
    answer = (await http.get("/v1/agreements?q=atlantis")).json()

    assert answer["items"] == []
    assert answer["meta"]["missing"][0]["reason"] == "no_agreement"


@pytest.mark.parametrize(
    ("path", "status", "pointer"),
    [
        ("/v1/agreements/AEC", 422, "/path/code"),
        ("/v1/agreements/nothing", 404, "/path/code"),
        (f"/v1/agreements/{quote('ACE 999')}", 404, "/path/code"),
        ("/v1/agreements?country=XX", 404, "/query/country"),
        ("/v1/agreements?on=2021-13-01", 422, "/query/on"),
        ("/v1/agreements?scope=WORLD", 422, "/query/scope"),
        ("/v1/agreements?has_preferences=perhaps", 422, "/query/has_preferences"),
        ("/v1/agreements?q=", 422, "/query/q"),
        ("/v1/agreements/summary?reported=0", 422, "/query/reported"),
        ("/v1/agreements?format=pdf", 422, "/query/format"),
    ],
)
async def test_bad_input_gets_one_clear_problem(
    http: httpx.AsyncClient, path: str, status: int, pointer: str
) -> None:
    answer = await http.get(path)
    problem = answer.json()

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert pointer in {one["pointer"] for one in problem["errors"]}
    assert problem["detail"]
