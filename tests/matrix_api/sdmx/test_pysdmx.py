"""The public library `pysdmx` reads structures, schemas and data, as it is."""

from decimal import Decimal
from typing import Any

import httpx
import pytest
from pysdmx.api.dc.pd import PandasConnector
from pysdmx.api.dc.rest import SdmxConnector
from pysdmx.api.fmr import DataflowDetails, RegistryClient
from pysdmx.errors import Invalid, NotFound
from pysdmx.model import DataType, Role

FLOW = "ESLABON:FLOWS_HS2022(1.0)"


@pytest.fixture
def connector(address: str) -> SdmxConnector:
    """A connector for finding and reading data."""
    return SdmxConnector(f"{address}/sdmx/v2", timeout=120)


@pytest.fixture
def registry(address: str) -> RegistryClient:
    """A client of structures."""
    return RegistryClient(f"{address}/sdmx/v2", timeout=120)


def test_dataflows_are_found_by_their_names(connector: SdmxConnector) -> None:
    found = connector.dataflows("bilateral")
    assert [one.id for one in found] == ["FLOWS_HS1992", "FLOWS_HS2022"]
    assert {one.agency for one in found} == {"ESLABON"}


def test_a_dataflow_says_what_it_holds(connector: SdmxConnector) -> None:
    flow = connector.dataflow(FLOW)
    components = flow.components
    assert components is not None
    assert [one.id for one in components.dimensions] == [
        "FREQ", "EXPORTER", "IMPORTER", "PRODUCT", "REPORTED_BY", "TIME_PERIOD",
    ]  # fmt: skip
    assert {code.id for code in components["PRODUCT"].enumeration} == {
        "080111", "080122", "850300", "850440",
    }  # fmt: skip
    assert {code.id for code in components["EXPORTER"].enumeration} == {
        "BRA", "CHN", "DEU", "MEX", "PER", "S19",
    }  # fmt: skip
    assert components["OBS_VALUE"].dtype is DataType.DECIMAL
    assert flow.obs_count == 12


def test_a_filter_narrows_what_a_dataflow_holds(connector: SdmxConnector) -> None:
    flow = connector.dataflow(FLOW, "EXPORTER = 'MEX' AND TIME_PERIOD >= '2023'")
    assert flow.components is not None
    held = {code.id for code in flow.components["PRODUCT"].enumeration}
    assert (held, flow.obs_count, flow.series_count) == ({"850300", "850440"}, 2, 2)


def rows(connector: SdmxConnector, filters: str | None = None) -> list[dict[str, Any]]:
    """Return the observations of a filter."""
    return list(connector.data(FLOW, filters))


def test_figures_are_those_of_flows_to_the_last_digit(
    address: str, connector: SdmxConnector
) -> None:
    keys = ("exporter", "importer", "product", "year")
    for importer in ("BRA", "MEX"):
        read = {
            tuple(row[name.upper() if name != "year" else "TIME_PERIOD"] for name in keys): row
            for row in rows(connector, f"IMPORTER = '{importer}' AND TIME_PERIOD >= '2021'")
        }
        for product in ("080111", "080122", "850300", "850440"):
            asked: dict[str, Any] = {"importer": importer, "product": product, "year_from": 2021}
            asked["nomenclature"] = "HS2022"
            page = httpx.get(f"{address}/v1/flows", params=asked, timeout=120)
            for one in page.json()["items"]:
                row = read.pop(tuple(str(one[name]) for name in keys))
                assert Decimal(row["OBS_VALUE"]) == Decimal(one["value_usd"])
                assert row["SOURCE"] == one["source"]
                assert row["WEIGHT_KG"] == (one["weight_kg"] or "")
        assert not read


@pytest.mark.parametrize(
    ("filters", "exporters"),
    [
        ("EXPORTER IN ('MEX', 'DEU') AND TIME_PERIOD = '2023'", ["DEU", "MEX", "MEX"]),
        ("EXPORTER <> 'MEX' AND PRODUCT = '850300' AND TIME_PERIOD = '2023' "
         "AND IMPORTER = 'BRA'", ["CHN", "DEU"]),
        ("PRODUCT LIKE '0801%'", ["CHN", "PER"]),
        ("PRODUCT LIKE '%440'", ["MEX", "S19"]),
        ("TIME_PERIOD BETWEEN '2020' AND '2021' AND EXPORTER = 'MEX'", ["MEX", "MEX", "MEX"]),
    ],
)  # fmt: skip
def test_filters_of_the_library_are_understood(
    connector: SdmxConnector, filters: str, exporters: list[str]
) -> None:
    assert sorted(row["EXPORTER"] for row in rows(connector, filters)) == exporters


def test_data_come_as_a_frame(address: str) -> None:
    frame = PandasConnector(f"{address}/sdmx/v2", timeout=120).data(FLOW, "EXPORTER = 'DEU'")
    assert frame.index.names == ["SERIES_KEY", "TIME_PERIOD"]
    assert frame.iloc[0]["OBS_STATUS"] == "A"
    assert float(frame.iloc[0]["OBS_VALUE"]) == 79


def test_refusals_are_errors_of_the_library(connector: SdmxConnector) -> None:
    with pytest.raises(NotFound):
        rows(connector, "TIME_PERIOD = '1999'")
    with pytest.raises(Invalid, match="EXPORTER"):
        rows(connector, "EXPORTER = 'XXX'")


def test_a_schema_has_every_component_with_its_codes(registry: RegistryClient) -> None:
    schema = registry.get_schema("dataflow", "ESLABON", "FLOWS_HS2022", "1.0")
    assert {one.role for one in schema.components} == {Role.DIMENSION, Role.MEASURE, Role.ATTRIBUTE}
    reporters = schema.components["REPORTED_BY"].enumeration
    assert {code.id for code in reporters} == {
        "_X", "EXPORTER", "IMPORTER", "MIRROR", "RECONCILED",
    }  # fmt: skip
    assert schema.components["CITE_AS"].required is False


def test_codes_concepts_and_structures_are_read(registry: RegistryClient) -> None:
    areas = registry.get_codes("ESLABON", "CL_AREA")
    assert {"ARG", "URY", "S19", "WLD"} <= {code.id for code in areas}
    assert areas["WLD"].name == "Mundo"
    concepts = registry.get_concepts("ESLABON", "CONCEPTS")
    assert {"EXPORTER", "REF_AREA", "OBS_STATUS"} <= {concept.id for concept in concepts}
    (structure,) = registry.get_data_structures("ESLABON", "RCA_HS2002")
    assert structure.components["OBS_VALUE"].dtype is DataType.DOUBLE
    assert {flow.id for flow in registry.get_dataflows("ESLABON")} >= {"FLOWS_HS2022"}
    details = registry.get_dataflow_details(
        "ESLABON", "FLOWS_HS2022", "1.0", detail=DataflowDetails.SCHEMA
    )
    assert details.components is not None
    assert [agency.id for agency in registry.get_agencies("SDMX")] == ["ESLABON"]
    with pytest.raises(NotFound):
        registry.get_codes("ESLABON", "CL_NOTHING")
