"""Structures come with what they refer to, in as much detail as is asked for."""

import xml.etree.ElementTree as ET

import pytest

from tests.matrix_api.sdmx.conftest import Ask

STR = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure}"
LISTS = {"CL_FREQ", "CL_AREA", "CL_HS2022", "CL_REPORTED_BY", "CL_OBS_STATUS", "CL_UNIT_MEASURE"}


def ids(text: str) -> set[tuple[str, str]]:
    """Return the (kind, id) of each structure in a message."""
    kinds = ("Dataflow", "DataStructure", "Codelist", "ConceptScheme", "AgencyScheme")
    found = (
        (node.tag.removeprefix(STR), node.get("id", "")) for node in ET.fromstring(text).iter()
    )
    return {one for one in found if one[0] in kinds}


FLOW, DSD, CONCEPTS = (
    ("Dataflow", "FLOWS_HS2022"), ("DataStructure", "FLOWS_HS2022"), ("ConceptScheme", "CONCEPTS"),
)  # fmt: skip
CODELISTS = {("Codelist", id_) for id_ in LISTS}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("dataflow/ESLABON/FLOWS_HS2022", {FLOW}),
        ("dataflow/ESLABON/FLOWS_HS2022?references=children", {FLOW, DSD}),
        ("dataflow/ESLABON/FLOWS_HS2022?references=parents", {FLOW}),
        ("dataflow/ESLABON/FLOWS_HS2022?references=descendants", {FLOW, DSD, CONCEPTS, *CODELISTS}),
        ("dataflow/ESLABON/FLOWS_HS2022?references=all", {FLOW, DSD, CONCEPTS, *CODELISTS}),
        ("dataflow/all/FLOWS_HS2022?references=conceptscheme", {FLOW, CONCEPTS}),
        ("datastructure/ESLABON/FLOWS_HS2022?references=parents", {DSD, FLOW}),
        ("datastructure/ESLABON/FLOWS_HS2022?references=children", {DSD, CONCEPTS, *CODELISTS}),
        ("codelist/ESLABON/CL_FREQ+CL_AREA", {("Codelist", "CL_FREQ"), ("Codelist", "CL_AREA")}),
        ("codelist/ESLABON/CL_REPORTED_BY?references=datastructure",
         {("Codelist", "CL_REPORTED_BY"), DSD, ("DataStructure", "FLOWS_HS1992")}),
        ("codelist/ESLABON/CL_HS1992?references=ancestors",
         {("Codelist", "CL_HS1992"),
          *((kind, f"{name}_HS1992") for kind in ("Dataflow", "DataStructure")
            for name in ("FLOWS", "RCA", "TOTALS"))}),
        ("agencyscheme/SDMX", {("AgencyScheme", "AGENCIES")}),
        ("agencyscheme", {("AgencyScheme", "AGENCIES")}),
    ],
)  # fmt: skip
def test_references_bring_what_they_name(ask: Ask, path: str, found: set[tuple[str, str]]) -> None:
    assert ids(ask(f"v1/{path}").text) == found


@pytest.mark.parametrize("version", ["", "/latest", "/all", "/1.0", "/+", "/~", "/*"])
def test_any_version_is_the_one_there_is(ask: Ask, version: str) -> None:
    for path in ("v1/dataflow", "v2/structure/dataflow"):
        answer = ask(f"{path}/ESLABON/FLOWS_HS2022{version}")
        assert 'id="FLOWS_HS2022"' in answer.text
        assert 'version="1.0"' in answer.text


@pytest.mark.parametrize(
    ("detail", "has_items", "has_description"),
    [
        ("full", True, True),
        ("raw", True, True),
        ("allstubs", False, False),
        ("allcompletestubs", False, True),
    ],
)
def test_stubs_leave_out_what_structures_hold(
    ask: Ask, detail: str, has_items: bool, has_description: bool
) -> None:
    text = ask(f"v1/structure/ESLABON/all?detail={detail}").text
    assert ('id="850300"' in text) is has_items
    assert ("<str:Dimension " in text) is has_items
    assert ("<com:Description" in text) is has_description
    assert ('isExternalReference="true"' in text) is not has_items


def test_stubs_of_references_leave_the_structure_itself_whole(ask: Ask) -> None:
    path = "v1/datastructure/ESLABON/FLOWS_HS2022?references=children&detail=referencestubs"
    text = ask(path).text
    assert "<str:Dimension " in text
    assert "<str:Code " not in text
    assert ids(text) == {DSD, CONCEPTS, *CODELISTS}


def test_concepts_that_are_not_used_can_be_left_out(ask: Ask) -> None:
    path = "v1/datastructure/ESLABON/RCA_HS2022?references=children"
    assert 'id="WEIGHT_KG"' in ask(path).text
    partial = ask(f"{path}&detail=referencepartial").text
    assert 'id="WEIGHT_KG"' not in partial
    assert 'isPartial="true"' in partial


def test_one_item_can_be_asked_for(ask: Ask) -> None:
    text = ask("v1/codelist/ESLABON/CL_OBS_STATUS/latest/L").text
    assert text.count("<str:Code ") == 1
    assert 'isPartial="true"' in text


def test_what_is_available_depends_on_the_cut_and_the_mode(ask: Ask) -> None:
    def held(path: str, dimension: str) -> set[str]:
        root = ET.fromstring(ask(f"v1/availableconstraint/FLOWS_HS2022/{path}").text)
        common = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common}"
        (values,) = (one for one in root.iter(f"{common}KeyValue") if one.get("id") == dimension)
        return {str(value.text) for value in values.findall(f"{common}Value")}

    assert held("A.CHN", "IMPORTER") == {"BRA", "MEX"}
    assert held("A.CHN.MEX", "EXPORTER") == {"CHN"}
    assert held("A.CHN.MEX?mode=available", "EXPORTER") == {"CHN", "BRA"}
    assert held("A.CHN.MEX?mode=available", "IMPORTER") == {"BRA", "MEX"}
    assert held("all", "REPORTED_BY") == {"_X", "EXPORTER", "IMPORTER", "RECONCILED"}
    assert held("all?startPeriod=2023", "REPORTED_BY") == {"_X", "RECONCILED"}
    assert held("all/all/IMPORTER", "IMPORTER") == {"BRA", "MEX"}
    one = ask("v1/availableconstraint/FLOWS_HS2022/all/all/IMPORTER").text
    assert '"EXPORTER"' not in one
    assert ask("v1/availableconstraint/FLOWS_HS2022/A.PER.MEX").status_code == 404
