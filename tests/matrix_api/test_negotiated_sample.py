"""What Brazil buys from its neighbours in the sample, put into classes by the sample's tariff."""

import gzip
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import sample
from matrix_api.app import create_app
from servicekit.settings import Settings
from tariff_api.app import create_app as create_tariff

from tests.matrix_api.conftest import Ask, Serve, asking
from tests.matrix_api.loading import loaded
from tests.tariff_api.conftest import filled
from tests.tariff_api.loading import publish_sample


@pytest.fixture(scope="module")
def ask(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ask]:
    """Ask a matrix-api with the sample's trade beside a tariff-api with its tariffs."""
    filled(module_database, publish_sample)
    flows = next(one for one in sample.entries("open") if one.dataset == "flows")
    loaded(module_database, {("flows", "BACI", 2023): gzip.decompress(flows.path.read_bytes())})
    common = {"database_url": module_database, "uploads": tmp_path_factory.mktemp("up")}
    with (
        serve(create_tariff(Settings(**common))) as tariff,
        serve(create_app(Settings(**common, tariff_url=tariff))) as matrix,
    ):
        yield asking(matrix)


def answer(ask: Ask, exporter: str, **more: Any) -> dict[str, Any]:
    """Return Brazil's purchases from a country in classes."""
    found: dict[str, Any] = ask(
        "/v1/negotiated-trade", importer="BRA", exporter=exporter, lang="en", **more
    ).json()
    return found


def test_most_of_what_brazil_buys_from_mexico_is_covered(ask: Ask) -> None:
    found = answer(ask, "MEX")
    split = found["years"][0]["split"]
    assert (split["total_usd"], split["subheadings"]) == ("36026734", 10)
    assert (split["covered"]["usd"], split["covered"]["lower_usd"]) == ("35152369", "35152369")
    assert split["mfn_zero"]["usd"] == "535943.47"
    assert split["unassessed_usd"] == "338421.53"
    agreements = {
        tuple(one["agreement_candidates"]) or one["agreement"]
        for one in found["years"][0]["agreements"]
    }
    assert agreements == {("AAP.CE 53", "AAP.CE 55"), "AR.PAR 4"}


@pytest.mark.parametrize(("exporter", "agreement"), [("PER", "AAP.CE 58"), ("URY", "AAP.CE 18")])
def test_one_agreement_covers_what_brazil_buys_there(
    ask: Ask, exporter: str, agreement: str
) -> None:
    year = answer(ask, exporter)["years"][0]
    assert [one["agreement"] for one in year["agreements"]] == [agreement]
    covered = Decimal(year["split"]["covered"]["usd"])
    assert 0 < covered == Decimal(year["agreements"][0]["covered"]["usd"])


def test_electricity_is_free_for_every_origin(ask: Ask) -> None:
    split = answer(ask, "URY", product="2716")["years"][0]["split"]
    assert split["mfn_zero"]["share"] == 1
    assert (split["covered"]["lower_usd"], split["covered"]["upper_usd"]) == ("0", "1103120")


def test_the_caveats_of_the_sample_are_told(ask: Ask) -> None:
    found = answer(ask, "MEX")
    assert found["preferences"][0]["on"] == "2021-10-31"
    assert "2021-10-31" in found["years"][0]["missing"][0]["detail"]
    assert "32 of 5612" in found["missing"][0]["detail"]


def test_peru_hardly_sells_brazil_what_it_may_sell_free_of_duty(ask: Ask) -> None:
    found = ask("/v1/negotiated-trade/obstacles", importer="BRA", exporter="PER").json()
    first = found["obstacles"][0]
    assert (first["product"], first["agreements"]) == ("854460", ["AAP.CE 58"])
    assert (first["margin_points"], first["bilateral_usd"]) == ("16", "0")
    assert first["rca"] is None
