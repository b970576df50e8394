"""Niches of the sample: the guide's addresses answer, and figures are those that were published."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from niche_api.app import create_app
from sample import entries
from servicekit.settings import Settings

from tests.conftest import database
from tests.niche_api.conftest import Ask, asking
from tests.niche_api.loading import loaded

NOBODY = "http://127.0.0.1:9"
SHOWN = "http://127.0.0.1:8003"
ADDRESSES = re.findall(
    rf"^curl (?:-o \S+ )?'{re.escape(SHOWN)}([^']+)'$",
    Path(__file__).parents[3].joinpath("docs", "nichos.md").read_text("utf-8"),
    re.MULTILINE,
)
SLICES = {("INEGI", "2018"), ("INEGI-CENSO", "2019"), ("DATAVIVA", "2011"), ("COMEXSTAT", "2025")}


def is_read(entry: Any) -> bool:
    """Return whether a table is one of those that the guide asks of."""
    return entry.dataset in ("regions", "product_groups") or (
        entry.dataset == "regional_exports"
        and (entry.slice["source"], entry.slice["year"]) in SLICES
    )


@pytest.fixture(scope="module")
def address(
    postgres_url: str,
    built_database: str,
    serve: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Address of a niche-api with the sample's exports, what is built of them, and regions."""
    with database(postgres_url, built_database) as url:
        loaded(
            url,
            [
                (entry.dataset, entry.slice, gzip.decompress(entry.path.read_bytes()))
                for entry in entries()
                if is_read(entry)
            ],
        )
        settings = Settings(
            database_url=url,
            uploads=Path(tmp_path_factory.mktemp("up")),
            tariff_url=NOBODY,
            matrix_url=NOBODY,
        )
        with serve(create_app(settings)) as served:
            yield served


@pytest.fixture
def ask(address: str) -> Ask:
    """Ask that niche-api."""
    return asking(address)


def test_the_guide_shows_addresses() -> None:
    assert len(ADDRESSES) == 16


@pytest.mark.parametrize("shown", ADDRESSES)
def test_an_address_of_the_guide_answers(address: str, shown: str) -> None:
    answer = httpx.get(address + shown, timeout=120)
    assert answer.status_code == 200, answer.text
    if answer.headers["content-type"] == "application/json" and "/niches/" in shown:
        assert answer.json()["items"], shown


def test_the_default_year_is_2019_and_panama_has_its_industries(ask: Ask) -> None:
    page = ask("/v1/niches/PAN", limit=1000).json()
    assert (page["year"], page["order"], page["industries"]) == (2019, "PROBABILITY", 120)
    assert page["probability_model"]["roc_auc"] > 0.74
    # 2016 counts re-exports: it is no year to begin with.
    assert ask("/v1/niches/PAN", year=2016).json()["industries"] > 200


def test_iron_is_what_minas_gerais_sells(ask: Ask) -> None:
    ranking = ask("/v1/regional/BRA/2601", source="DATAVIVA").json()
    (minas,) = ranking["regions"]
    assert minas["value"] / 1e9 == pytest.approx(19.45, abs=0.01)
    assert minas["rca"] > 50
    basket = ask("/v1/baskets/BR-MG").json()
    assert basket["total"] / 1e9 == pytest.approx(41.36, abs=0.01)
    assert basket["groups"][0]["group"] == "minerals"


def test_parana_is_compared_within_agriculture(ask: Ask) -> None:
    page = ask("/v1/niches/BR-PR", limit=1000).json()
    assert all("01" <= one["product"][:2] <= "24" for one in page["items"])
    assert page["meta"]["missing"][0]["what"] == "basket"
    soya = next(one for one in page["items"] if one["product"] == "1201")
    assert soya["status"] == "REVEALED"


def test_activities_of_mexican_states_are_measured_in_persons(ask: Ask) -> None:
    page = ask("/v1/niches/MX-BCN", source="INEGI-CENSO", limit=1000).json()
    assert (page["unit"], page["denominator"], page["order"]) == (
        "PERSONS",
        "NATIONAL",
        "ADVANTAGE",
    )
    reasons = {one["missing"]["reason"] for one in page["items"] if one["missing"]}
    assert reasons == {"below_threshold", "not_reported"}
