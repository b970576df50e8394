"""The sample's chains: every cell answers, every map opens, every fact at hand is there."""

import gzip
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import shapely
from eslabon.client import HttpxTransport
from eslabon.client.niche import NicheClient
from geojson_pydantic import FeatureCollection
from niche_api.app import create_app
from sample import entries
from servicekit.settings import Settings

from tests.niche_api.conftest import Ask, asking
from tests.niche_api.loading import loaded

IN_REPORT = ("aguaje", "asai", "bolaina", "castana", "paiche", "rayas")
AMAZON = ("BOL", "BRA", "COL", "ECU", "GUY", "PER", "SUR", "VEN")
NOBODY = "http://127.0.0.1:9"
SHOWN = "http://127.0.0.1:8003"
ADDRESSES = re.findall(
    rf"^curl (?:-o \S+ )?'{re.escape(SHOWN)}([^']+)'$",
    Path(__file__).parents[2].joinpath("docs", "cadenas.md").read_text("utf-8"),
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def address(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a niche-api that holds the sample, and has nobody to ask."""
    loaded(
        module_database,
        [
            (entry.dataset, entry.slice, gzip.decompress(entry.path.read_bytes()))
            for entry in entries()
            if entry.service == "niche"
        ],
    )
    settings = Settings(
        database_url=module_database,
        uploads=Path(tmp_path_factory.mktemp("up")),
        tariff_url=NOBODY,
        matrix_url=NOBODY,
    )
    with serve(create_app(settings)) as url:
        yield url


@pytest.fixture
def ask(address: str) -> Ask:
    """Ask the niche-api that holds the sample."""
    return asking(address)


def test_the_guide_shows_addresses() -> None:
    assert len(ADDRESSES) == 18


@pytest.mark.parametrize("shown", ADDRESSES)
def test_an_address_of_the_guide_answers(address: str, shown: str) -> None:
    answer = httpx.get(address + shown, timeout=120)
    assert answer.status_code == 200, answer.text


def test_an_address_of_the_index_and_of_the_axes_answers(ask: Ask) -> None:
    for path in ("/v1/policy-index/2024", "/v1/cooperation/encadenamientos-productivos"):
        for kind in ("", ".svg", ".png"):
            assert ask(f"{path}{kind}").status_code == 200, path + kind


def test_all_cells_of_the_report_answer_with_their_source_or_a_reason(ask: Ask) -> None:
    listed = {
        (one["chain"], one["country"]): one
        for one in ask("/v1/chain-presence", limit=1000).json()["items"]
    }
    for chain in IN_REPORT:
        for country in AMAZON:
            cell = ask(f"/v1/chains/{chain}/{country}").json()
            assert cell["evidence"] == listed[chain, country]
            if cell["presence"] == "UNKNOWN":
                assert cell["evidence"]["missing"]["reason"] == "not_reported"
            else:
                assert cell["evidence"]["reference"]
            assert cell["species"]
            assert cell["products"]
    stated = [one for key, one in listed.items() if key[0] in IN_REPORT and key[1] in AMAZON]
    assert len(stated) == 48
    assert sum(one["presence"] == "UNKNOWN" for one in stated) == 7


@pytest.mark.parametrize("chain", IN_REPORT)
def test_zones_are_geojson_that_validates(ask: Ask, chain: str) -> None:
    answer = ask(f"/v1/chains/{chain}.geojson", simplify="0.05")
    found = FeatureCollection.model_validate_json(answer.content)
    assert len(found.features) > 0
    assert answer.json()["attribution"] == ["ESLABON (CC0)", "NATURAL-EARTH (CC0)"]
    for feature in answer.json()["features"]:
        if feature["geometry"] is None:
            continue
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid
        assert feature["bbox"] == pytest.approx(list(shape.bounds))
        assert feature["id"].startswith(("BO-", "BR-", "CO-", "PE-"))


@pytest.mark.parametrize("chain", [*IN_REPORT, "copaiba"])
def test_every_chain_has_a_map(ask: Ask, chain: str) -> None:
    answer = ask(f"/v1/chains/{chain}.svg", lang="pt")
    assert answer.status_code == 200
    written = ["".join(one.itertext()) for one in ElementTree.fromstring(answer.text).iter()]
    assert any("NATURAL-EARTH (CC0)" in text for text in written)


def test_borders_of_all_units_validate(ask: Ask) -> None:
    answer = ask("/v1/regions.geojson")
    found = FeatureCollection.model_validate_json(answer.content)
    assert len(found.features) == 428
    drawn = [one for one in answer.json()["features"] if one["geometry"]]
    assert len(drawn) == 406
    assert all(shapely.from_geojson(json.dumps(one["geometry"])).is_valid for one in drawn)


def test_the_disputed_claim_is_visible_on_both_chains(ask: Ask) -> None:
    for chain in ("bolaina", "copaiba"):
        told = ask(f"/v1/chains/{chain}", lang="en").json()
        assert told["disputed"] is True
        assert [(one["standing"], one["claimant"]) for one in told["claims"]] == [
            ("DISPUTED", "Informe del taller de 2023")
        ]
        assert "Guazuma crinita" in told["claims"][0]["answer"]
    assert [one["name"] for one in ask("/v1/chains/bolaina").json()["species"]] == [
        "Guazuma crinita"
    ]


def test_partial_years_are_never_among_years(ask: Ask) -> None:
    rows = ask("/v1/chain-statistics", annual="true", limit=1000).json()["items"]
    assert rows
    for row in rows:
        assert row["period_from"].endswith("-01-01")
        assert row["period_to"] == f"{row['period_from'][:4]}-12-31"
    partial = ask("/v1/chain-statistics", annual="false", chain="castana", country="BOL").json()
    assert len(partial["items"]) == 24


def test_near_cobija_there_are_brazil_nuts_on_both_sides_of_the_border(ask: Ask) -> None:
    near = ask("/v1/nearby", lat=-11.03, lon=-68.77, km=200).json()
    found = {(one["region"], one["chain"]): one for one in near["zones"]}
    assert found["BO-N", "castana"]["distance_km"] == 0
    assert found["BR-AC", "castana"]["distance_km"] < 20
    assert found["BR-AC", "castana"]["production"] == {
        "year": 2021,
        "value": "9800",
        "unit": "t",
        "system": "WILD",
        "reference": "https://sfcs.fao.org (castaña; documento secundario)",
    }
    assert {one["region"] for one in near["zones"]} == {"BO-N", "BO-L", "BR-AC", "PE-MDD"}


def test_a_country_whose_units_have_no_borders_is_named_where_it_is_near(ask: Ask) -> None:
    lethem = ask("/v1/nearby", lat=3.38, lon=-59.80, km=100, lang="en").json()
    (undivided,) = (one for one in lethem["missing"] if one["what"] == "geometry")
    assert undivided["detail"] == "Without borders of their units, and so not measured: GUY."


def test_seasons_pass_the_end_of_the_year(ask: Ask) -> None:
    facts = ask("/v1/chains/castana/BOL").json()["biology"]
    months = [one["months"] for one in facts if one["topic"] == "HARVEST_SEASON"]
    assert months == [[12, 1, 2, 3], [11, 12, 1, 2, 3]]
    closed = ask("/v1/chains/paiche/BRA").json()["biology"]
    assert {
        one["region"]: one["months"][0] for one in closed if one["topic"] == "CLOSED_SEASON"
    } == {
        "BR-AC": 12,
        "BR-AM": 12,
        "BR-AP": 12,
        "BR-PA": 12,
        "BR-RO": 11,
        "BR-RR": 3,
    }


def test_cites_status_has_date_and_scope(ask: Ask) -> None:
    rays = ask("/v1/chains/rayas/BRA").json()["species"]
    genus = next(one for one in rays if one["name"] == "Potamotrygon spp.")
    assert [(one["value"], one["country"], one["valid_from"]) for one in genus["statuses"]] == [
        ("III", "BRA", "2017-01-03")
    ]
    motoro = next(one for one in rays if one["name"] == "Potamotrygon motoro")
    assert {one["country"] for one in motoro["statuses"]} == {None}, "Colombia's is not Brazil's"


def test_the_catalogue_tells_what_no_tariff_names(ask: Ask) -> None:
    page = ask("/v1/catalogue", q="sacha inchi", duties="false").json()
    (line,) = page["items"]
    assert (line["code"], line["missing"]["reason"]) == (None, "not_identified")
    camu = ask("/v1/catalogue", q="camu", country="PER", duties="false").json()["items"]
    assert [one["code"] for one in camu] == ["0811909200", "2009895000"]


async def test_the_client_reads_all_of_it(address: str) -> None:
    async with HttpxTransport("niche", address) as transport:
        client = NicheClient(transport)
        cell = await client.chain_in_country("castana", "BOL")
        assert cell.presence == "CONFIRMED"
        assert len(await client.chain_presence("BOL")) == 7
        assert [one async for one in client.chain_statistics(chain="copaiba")]
        assert len(await client.regions("BOL")) == 9
        zones = await client.chain_geojson("castana", simplify=0.1)
        assert zones.features[0].properties.chain == "castana"
        units = await client.regions_geojson("PER", simplify=0.1)
        assert len(units.features) == 26
        near = await client.nearby(-11.03, -68.77, km=200)
        assert near.zones[0].distance_km == 0
        assert (await client.degraded_areas()).meta.missing[0].reason == "not_loaded"
        assert (await client.catalogue(q="camu")).items[0].missing is not None
        trade = await client.chain_trade("castana", "BOL", market=["BRA"])
        assert trade.markets[0].importer == "BRA"
