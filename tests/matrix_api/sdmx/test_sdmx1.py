"""The public client `sdmx1` reads structures and data of both versions, as it is."""

import itertools
from collections.abc import Mapping
from typing import Any

import httpx
import pandas as pd
import pytest
import requests
import sdmx
import sdmx.reader.xml.v30  # after a message of 2.1 it can no longer be imported


def client(address: str, version: str) -> sdmx.Client:
    """Return a client of a service, told of it as its documentation says."""
    path = {"2.1": "v1", "3.0.0": "v2"}[version]
    source = {"id": "ESLABON", "name": "Eslabón", "url": f"{address}/sdmx/{path}"}
    supports = {"availableconstraint": True}
    info = {**source, "versions": [version], "supports": supports}
    sdmx.add_source(info, id=f"ESLABON_{path}", override=True)
    return sdmx.Client(f"ESLABON_{path}", timeout=120)


@pytest.fixture(params=["2.1", "3.0.0"])
def version(request: pytest.FixtureRequest) -> str:
    """Version of SDMX that the client speaks."""
    return str(request.param)


@pytest.fixture
def asking(address: str, version: str) -> sdmx.Client:
    """A client of the world."""
    return client(address, version)


def values(data: Any) -> Mapping[tuple[str, ...], float]:
    """Return values by (exporter, importer, product, year), as pandas has them."""
    found = sdmx.to_pandas(data)
    assert isinstance(found, pd.Series)
    levels = ["EXPORTER", "IMPORTER", "PRODUCT", "TIME_PERIOD"]
    return {
        tuple(str(part) for part in key): float(value)
        for key, value in found.reset_index().set_index(levels)["value"].items()
    }


def test_it_lists_dataflows(asking: sdmx.Client) -> None:
    flows = asking.dataflow().dataflow
    assert set(flows) == {
        "FLOWS_HS1992", "FLOWS_HS2022", "RCA_HS1992", "RCA_HS2002", "RCA_HS2022",
        "TOTALS_HS1992", "TOTALS_HS2002", "TOTALS_HS2022",
    }  # fmt: skip
    assert flows["FLOWS_HS2022"].name["es"] == "Comercio bilateral (HS2022)"
    assert flows["FLOWS_HS2022"].name["en"] == "Bilateral trade (HS2022)"
    assert flows["RCA_HS2002"].name["pt"].startswith("Vantagem comparativa revelada")


def test_it_reads_a_dataflow_with_all_it_refers_to(asking: sdmx.Client) -> None:
    message = asking.dataflow("FLOWS_HS2022", params={"references": "all"})
    structure = message.structure["FLOWS_HS2022"]
    assert [one.id for one in structure.dimensions] == [
        "FREQ", "EXPORTER", "IMPORTER", "PRODUCT", "REPORTED_BY", "TIME_PERIOD",
    ]  # fmt: skip
    assert [one.id for one in structure.measures] == ["OBS_VALUE"]
    assert {"OBS_STATUS", "SOURCE", "LICENCE", "RELEASE", "CITE_AS"} <= {
        one.id for one in structure.attributes
    }
    products = structure.dimensions.get("PRODUCT").local_representation.enumerated
    assert {"080111", "080122", "850300", "850440", "8503", "85", "TOTAL"} <= set(products.items)
    areas = message.codelist["CL_AREA"]
    assert {"BRA", "S19", "FRA"} <= set(areas.items)
    assert message.codelist["CL_OBS_STATUS"]["L"].name["pt"].startswith("Falta")
    assert message.concept_scheme["CONCEPTS"]["EXPORTER"].name["es"] == "Exportador"


def test_figures_are_those_of_flows(address: str, asking: sdmx.Client) -> None:
    read = values(asking.data("FLOWS_HS2022", key="....").data[0])
    asked: dict[str, Any] = {"limit": 100, "nomenclature": "HS2022"}
    page = httpx.get(f"{address}/v1/flows", params=asked, timeout=120).json()
    keys = ("exporter", "importer", "product", "year")
    listed = {tuple(str(one[key]) for key in keys): one for one in page["items"]}
    by_both = {key: one for key, one in listed.items() if key[3] != "2020"}
    assert {key: value for key, value in read.items() if key in by_both} == pytest.approx(
        {key: float(one["value_usd"]) for key, one in by_both.items()}
    )
    # Of what the preferred source lacks, the other one answers: /v1/flows when it is asked for.
    others = read.keys() - listed.keys()
    assert others == {("PER", "BRA", "080111", "2023")}


def test_a_key_by_dimension_and_a_period(asking: sdmx.Client, version: str) -> None:
    if version == "2.1":
        key = {"EXPORTER": ["MEX", "CHN"], "IMPORTER": "BRA"}
        period = {"startPeriod": "2021", "endPeriod": "2022"}
        read = asking.data("FLOWS_HS2022", key=key, params=period)
    else:
        read = asking.get(
            url=f"{asking.source.url}/data/dataflow/ESLABON/FLOWS_HS2022/+/A.MEX+CHN.BRA",
            params={"c[TIME_PERIOD]": "ge:2021+le:2022"},
        )
    assert values(read.data[0]) == {
        ("MEX", "BRA", "850300", "2021"): 100.5,
        ("CHN", "BRA", "850300", "2021"): 400.0,
    }


def test_attributes_say_status_and_provenance(asking: sdmx.Client) -> None:
    data = asking.data("FLOWS_HS2022", key="A.MEX.BRA.850300.RECONCILED").data[0]
    frame = sdmx.to_pandas(data, attributes="o")
    row = frame.xs("2023", level="TIME_PERIOD").iloc[0]
    assert (row["OBS_STATUS"], row["UNIT_MEASURE"]) == ("A", "USD")
    assert (row["SOURCE"], row["LICENCE"], row["CITE_AS"]) == ("BACI", "CC0", "BACI 2023")
    assert row["WEIGHT_KG"] == "11"


def test_it_asks_with_the_structure_it_has_read(address: str) -> None:
    # Of version 3.0.0, sdmx1 makes no keys of dictionaries yet: it fails before it asks.
    asking = client(address, "2.1")
    dsd = asking.datastructure("FLOWS_HS2022").structure["FLOWS_HS2022"]
    read = asking.data("FLOWS_HS2022", key={"EXPORTER": "DEU"}, dsd=dsd)
    assert "structurespecificdata+xml;version=2.1" in read.response.headers["content-type"]
    assert values(read.data[0]) == {("DEU", "BRA", "850300", "2023"): 79.0}


def test_series_can_be_looked_through_before_their_data(address: str) -> None:
    keys = client(address, "2.1").preview_data("FLOWS_HS2022", {"EXPORTER": "MEX"})
    assert {key["PRODUCT"].value for key in keys} == {"850300", "850440"}


def test_it_reads_what_is_available(address: str) -> None:
    message = client(address, "2.1").get(
        "availableconstraint", "FLOWS_HS2022", key="A.MEX", params={"references": "all"}
    )
    (constraint,) = message.constraint.values()
    (region,) = constraint.data_content_region
    held = {dimension.id: selection for dimension, selection in region.member.items()}
    products = {value.value for value in held["PRODUCT"].values}
    assert products == {"850300", "850440"}


def test_what_is_not_there_is_an_error_of_the_client(asking: sdmx.Client) -> None:
    with pytest.raises(requests.HTTPError, match="404"):
        asking.data("NOTHING", key="all")
    with pytest.raises(NotImplementedError):
        asking.get("metadata", "FLOWS_HS2022", force=True)


def test_revealed_advantage_is_read_of_whole_baskets_only(asking: sdmx.Client) -> None:
    whole = sdmx.to_pandas(asking.data("RCA_HS2002", key="A.CHL.0101"))
    assert len(whole) == 1
    assert float(whole.iloc[0]) > 0
    partial = asking.data("RCA_HS2022", key="A.MEX.850300").data[0]
    assert {obs.value for obs in itertools.chain(partial.obs)} == {None}
