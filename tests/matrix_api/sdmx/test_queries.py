"""What an address asks for is understood as the standard says, or refused with what to change."""

import csv
import io
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matrix_api.sdmx import queries
from matrix_api.sdmx.cuts import Span
from matrix_api.sdmx.keys import holds, span, terms
from servicekit.problems import ProblemError

from tests.matrix_api.sdmx.conftest import Ask


def keys(answer: httpx.Response) -> set[tuple[str, ...]]:
    """Return the keys of observations in csv."""
    assert answer.status_code == 200, answer.text
    names = ("EXPORTER", "IMPORTER", "PRODUCT", "TIME_PERIOD")
    rows = csv.DictReader(io.StringIO(answer.text))
    return {tuple(row[name] for name in names) for row in rows if row["OBS_STATUS"] == "A"}


BRAZIL = "v2/data/dataflow/ESLABON/FLOWS_HS2022/~"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A.MEX.BRA.850300.", "A.MEX.BRA.850300.*"),
        ("A.MEX+CHN.BRA", "A.MEX+CHN.BRA.*.*"),
        ("A.MEX+CHN.BRA", "A.MEX.BRA,A.CHN.BRA.*"),
        ("..BRA..", "*.*.BRA"),
        ("all", "*"),
        ("", ""),
    ],
)
def test_keys_of_both_versions_mean_the_same(ask: Ask, old: str, new: str) -> None:
    first = keys(ask(f"v1/data/FLOWS_HS2022/{old}", format="csv"))
    assert first == keys(ask(f"{BRAZIL}/{new}", format="csv"))
    assert len(first) >= 2


@pytest.mark.parametrize(
    ("filters", "key"),
    [
        ({"c[EXPORTER]": "MEX,CHN", "c[IMPORTER]": "BRA"}, "A.MEX+CHN.BRA"),
        ({"c[EXPORTER]": "eq:MEX"}, "A.MEX"),
        ({"c[EXPORTER]": "ne:MEX+ne:CHN", "c[IMPORTER]": "BRA"}, "A.BRA+DEU+PER+S19.BRA"),
        ({"c[PRODUCT]": "sw:8503"}, "...850300"),
        ({"c[PRODUCT]": "ge:8504,le:080119"}, "...850440+080111"),
        ({"c[PRODUCT]": "co:01+nc:22"}, "...080111"),
        ({"c[PRODUCT]": "ew:40"}, "...850440"),
    ],
)
def test_filters_cut_as_keys_do(ask: Ask, filters: dict[str, str], key: str) -> None:
    filtered = keys(ask(f"{BRAZIL}/*", format="csv", **filters))
    assert filtered == keys(ask(f"v1/data/FLOWS_HS2022/{key}", format="csv"))
    assert filtered


@pytest.mark.parametrize(
    ("given_", "years"),
    [
        ({"startPeriod": "2021", "endPeriod": "2022"}, {"2021"}),
        ({"startPeriod": "2022-06"}, {"2023"}),
        ({"endPeriod": "2020-Q4"}, {"2020"}),
        ({"c[TIME_PERIOD]": "ge:2021-01-01+le:2023"}, {"2021", "2023"}),
        ({"c[TIME_PERIOD]": "2020,2023"}, {"2020", "2023"}),
        ({"c[TIME_PERIOD]": "lt:2021"}, {"2020"}),
    ],
)
def test_time_is_cut_by_years(ask: Ask, given_: dict[str, str], years: set[str]) -> None:
    found = keys(ask(f"{BRAZIL}/*", format="csv", **given_))
    assert {key[3] for key in found} == years


OPERATORS = ("eq", "ne", "lt", "le", "gt", "ge")


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge"]), st.sampled_from("ABC")
            ),
            min_size=1,
        ),
        min_size=1,
    ),
    st.sampled_from("ABCD"),
)
def test_comma_is_or_and_plus_is_and(filter_: list[list[tuple[str, str]]], code: str) -> None:
    text = ",".join("+".join(f"{name}:{value}" for name, value in parts) for parts in filter_)
    compare: dict[str, Any] = {
        "eq": str.__eq__, "ne": str.__ne__, "lt": str.__lt__, "le": str.__le__,
        "gt": str.__gt__, "ge": str.__ge__,
    }  # fmt: skip
    expected = any(all(compare[name](code, value) for name, value in parts) for parts in filter_)
    assert holds(terms(text), code) is expected
    assert terms(text.replace("+", " ")) == terms(text)


@given(st.integers(1900, 2100), st.integers(1900, 2100))
def test_a_span_is_bounded_where_both_ends_are_given(first: int, last: int) -> None:
    asked = span(str(first), str(last), None)
    assert asked.years == frozenset(range(first, last + 1))
    assert span(None, None, f"ge:{first}+le:{last}") == asked
    assert Span.of(lambda year: True).is_bounded is False


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("v1/nothing", 400, "codelist"),
        ("v2/dataflow", 400, "structure, data, availability, schema"),
        ("v1/dataflow/ESLABON/FLOWS_HS2022/2.0", 404, "version 2.0"),
        ("v1/dataflow/ECB/EXR", 404, "dataflow"),
        ("v1/categoryscheme/ESLABON", 404, "categoryscheme"),
        ("v1/dataflow/ESLABON/FLOWS_HS2022?detail=some", 400, "allcompletestubs"),
        ("v1/dataflow?references=cousins", 400, "descendants"),
        ("v1/dataflow?depth=2", 400, "`depth`"),
        ("v1/dataflow?detail=full&detail=full", 400, "repeated"),
        ("v1/dataflow/a/b/latest/c/d", 400, "`d`"),
        ("v1/metadata/x", 501, "`metadata`"),
        ("v2/registration/id/x", 501, "`registration`"),
        ("v1/data/FLOWS_HS2022/A.MEX.BRA.850300.RECONCILED.2023", 400, "FREQ.EXPORTER"),
        ("v1/data/FLOWS_HS2022/A.MEXICO", 422, "codelist/ESLABON/CL_AREA"),
        ("v1/data/FLOWS_HS2022/A.MEX/ECB", 400, "providerRef"),
        ("v1/data/FLOWS_HS2022/M", 422, "codelist/ESLABON/CL_FREQ"),
        ("v1/data/FLOWS_HS2022?startPeriod=last", 400, "2023"),
        ("v1/data/FLOWS_HS2022?firstNObservations=0", 400, "firstNObservations"),
        ("v1/data/FLOWS_HS2022?updatedAfter=2020-01-01", 501, "`updatedAfter`"),
        ("v1/data/FLOWS_HS2022?includeHistory=true", 501, "`includeHistory`"),
        ("v1/data/FLOWS_HS2022?dimensionAtObservation=SEX", 400, "AllDimensions"),
        ("v2/data/dataflow/ESLABON/FLOWS_HS2022?c[SEX]=F", 422, "EXPORTER"),
        ("v2/data/dataflow/ESLABON/FLOWS_HS2022?c[OBS_VALUE]=ge:10", 501, "c[OBS_VALUE]"),
        ("v2/data/dataflow/ESLABON/FLOWS_HS2022?attributes=COLOUR", 400, "CITE_AS"),
        ("v2/data/dataflow/ESLABON/*", 501, "FLOWS_HS1992"),
        ("v2/data/metadataflow/ESLABON/FLOWS_HS2022", 400, "dataflow, datastructure"),
        ("v2/availability/dataflow/ESLABON/FLOWS_HS2022/~/*/SEX", 400, "componentID"),
        ("v2/schema/codelist/ESLABON/CL_AREA", 400, "context"),
        ("v2/schema/dataflow/ESLABON/NOTHING", 404, "dataflow"),
    ],
)
def test_what_is_wrong_is_refused_with_what_to_change(
    ask: Ask, path: str, status: int, said: str
) -> None:
    answer = ask(path)
    assert (answer.status_code, said in answer.text) == (status, True), answer.text


WORDS = [
    "structure",
    "data",
    "availability",
    "availableconstraint",
    "schema",
    "dataflow",
    "codelist",
    "ESLABON",
    "FLOWS_HS2022",
    "CL_AREA",
    "all",
    "*",
    "~",
    "+",
    "latest",
    "1.0",
    "A.MEX.BRA",
    "....",
]
NAMES = [
    "detail",
    "references",
    "startPeriod",
    "endPeriod",
    "firstNObservations",
    "attributes",
    "measures",
    "mode",
    "c[EXPORTER]",
    "c[TIME_PERIOD]",
    "c[]",
    "dimensionAtObservation",
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), max_size=8)
PARTS = st.lists(st.one_of(st.sampled_from(WORDS), TEXTS), max_size=7)
GIVEN = st.lists(st.tuples(st.sampled_from(NAMES), TEXTS), max_size=3)


@given(st.sampled_from([1, 2]), PARTS, GIVEN)
def test_any_address_is_read_or_refused(
    version: int, parts: list[str], asked: list[tuple[str, str]]
) -> None:
    refused = None
    try:
        queries.read(version, "/".join(parts), asked)
    except ProblemError as error:
        refused = error
    assert refused is None or refused.status in (400, 404, 501)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(["v1", "v2"]), PARTS, GIVEN)
def test_no_address_makes_the_service_fail(
    address: str, version: str, parts: list[str], asked: list[tuple[str, str]]
) -> None:
    path = "/".join(quote(part, safe="") for part in parts)
    answer = httpx.get(f"{address}/sdmx/{version}/{path}?{urlencode(asked)}", timeout=120)
    assert answer.status_code in (200, 400, 404, 406, 413, 422, 501), answer.text


def test_every_path_of_the_standard_is_taken_with_a_slash_at_its_end(ask: Ask) -> None:
    for path in ("v1/dataflow/", "v2/structure/dataflow/", "v2/structure/", f"{BRAZIL}/A.MEX/"):
        assert ask(path).status_code == 200, path


def test_other_methods_are_refused_and_heads_are_told(address: str) -> None:
    url = f"{address}/sdmx/v1/dataflow"
    assert httpx.post(url, timeout=120).status_code == 405
    head = httpx.head(url, timeout=120)
    assert (head.status_code, head.content) == (200, b"")
