"""The sample's trade, sent like any partner's data, gives the figures of its source."""

import gzip
import time
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest
from eslabon.contracts.sync import JobState
from pydantic import TypeAdapter

from tests.matrix_api.conftest import Serve
from tests.matrix_api.partner import running


def entry() -> dict[str, Any]:
    """Return the manifest's entry of flows."""
    manifest = files("sample").joinpath("manifest.json").read_bytes()
    entries = TypeAdapter(list[dict[str, Any]]).validate_json(manifest)
    return next(one for one in entries if one["dataset"] == "flows")


@pytest.fixture(scope="module")
def sample(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a matrix-api that holds the sample."""
    uploads = Path(tmp_path_factory.mktemp("uploads"))
    with running(module_database, uploads, serve) as partner:
        sent = entry()
        content = gzip.decompress(files("sample").joinpath(sent["file"]).read_bytes())
        cut = ",".join(f"{name}={value}" for name, value in sent["slice"].items())
        said = {name: sent[name] for name in ("source", "licence", "cite_as", "year", "url")}
        job = partner.send(content, cut, said)
        assert (job["state"], job["rows_accepted"]) == (JobState.DONE, sent["rows"]), job
        for _ in range(100):
            if partner.ask("/v1/publication")["n"]:
                break
            time.sleep(0.1)
        yield partner.address


def ask(address: str, path: str, **parameters: Any) -> dict[str, Any]:
    """Return an answer of the service."""
    answer = httpx.get(f"{address}{path}", params=parameters, timeout=30)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_brazil_bought_motor_parts_from_mexico_in_2023(sample: str) -> None:
    answer = ask(sample, "/v1/history", importer="BRA", exporter="MEX", product="8503.00")
    assert (answer["years_asked"], answer["years_loaded"]) == (5, 1)
    last = answer["years"][-1]
    assert (last["year"], last["value_usd"], last["weight_kg"]) == (2023, "19427654", "4534246")
    assert last["importer_total_usd"] == "318264221"
    assert last["share"] == pytest.approx(0.0610425)
    assert last["provenance"]["licence"] == "Etalab 2.0"
    assert "2019–2022" in answer["missing"][0]["detail"]


def test_its_suppliers_are_ranked_and_their_shares_stay_below_one(sample: str) -> None:
    answer = ask(sample, "/v1/competitors", importer="BRA", product="850300", limit=300)
    suppliers = answer["competitors"]
    assert [one["exporter"] for one in suppliers[:5]] == ["CHN", "IND", "DEU", "USA", "MEX"]
    assert (answer["suppliers"], len(suppliers)) == (63, 63)
    values = [Decimal(one["value_usd"]) for one in suppliers]
    assert values == sorted(values, reverse=True)
    assert sum(values) == Decimal(answer["total_usd"])
    assert sum(one["share"] for one in suppliers) == pytest.approx(1)
    assert sum(one["share"] for one in suppliers[:10]) < 1


def test_a_product_outside_the_sample_is_not_loaded(sample: str) -> None:
    answer = ask(sample, "/v1/competitors", importer="BRA", product="080122")
    assert answer["total_usd"] is None
    assert "32 subpartidas" in answer["missing"][0]["detail"]


def test_a_heading_of_the_sample_is_partial(sample: str) -> None:
    answer = ask(sample, "/v1/history", importer="BRA", exporter="MEX", product="8504", years=1)
    assert Decimal(answer["years"][0]["value_usd"]) > 0
    assert "850440, 850450" in answer["missing"][0]["detail"]


def test_every_flow_of_a_market_adds_up_to_its_total(sample: str) -> None:
    total = ask(sample, "/v1/competitors", importer="URY", product="85")["total_usd"]
    with httpx.stream(
        "GET", f"{sample}/v1/flows?importer=URY&product=85&format=ndjson", timeout=30
    ) as answer:
        rows = [TypeAdapter(dict[str, Any]).validate_json(line) for line in answer.iter_lines()]
    assert len(rows) > 100
    assert sum(Decimal(row["value_usd"]) for row in rows) == Decimal(total)
