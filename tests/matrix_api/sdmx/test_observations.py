"""What a data query is answered: figures, zeros, and why a value is missing."""

import csv
import io
from typing import Any

import numpy as np
import pytest
from matrix_api.sdmx import observations, packing

from tests.matrix_api.sdmx.conftest import HEADINGS, Ask, exports

Rows = list[dict[str, str]]


@pytest.fixture
def rows(ask: Ask) -> Any:
    """The observations of a query, read from csv: `rows("FLOWS_HS2022/A.MEX", startPeriod=…)`."""

    def read(path: str, **given: Any) -> Rows:
        answer = ask(f"v1/data/{path}", accept="text/csv", **given)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/vnd.sdmx.data+csv;version=2.0.0"
        return list(csv.DictReader(io.StringIO(answer.text)))

    return read


def told(found: Rows, *names: str) -> list[tuple[str, ...]]:
    """Return some columns of each row."""
    return [tuple(row[name] for name in names) for row in found]


def test_a_listed_pair_without_a_row_is_zero_where_both_and_the_product_are_held(rows: Any) -> None:
    (row,) = rows("FLOWS_HS2022/A.DEU.MEX.850300", startPeriod=2023)
    assert (row["OBS_VALUE"], row["OBS_STATUS"], row["REPORTED_BY"]) == ("0", "A", "_X")
    assert (row["SOURCE"], row["CITE_AS"], row["COMMENT_OBS"]) == ("BACI", "BACI 2023", "")


def test_a_year_that_is_not_loaded_is_missing_and_says_why(rows: Any) -> None:
    found = rows("FLOWS_HS2022/A.MEX.BRA.850300", startPeriod=2021, endPeriod=2023)
    assert told(found, "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS") == [
        ("2021", "100.5", "A"), ("2023", "12345678901234.5678", "A"), ("2022", "", "L"),
    ]  # fmt: skip
    assert found[2]["COMMENT_OBS"] == "2022 is not loaded; 2020–2021, 2023 are."
    assert (found[2]["REPORTED_BY"], found[2]["SOURCE"]) == ("_X", "")


@pytest.mark.parametrize(
    ("key", "what"), [("A.FRA.BRA.850300", "FRA"), ("A.MEX.BRA.850440", "850440")]
)
def test_a_country_or_product_that_a_source_lacks_is_missing(
    rows: Any, key: str, what: str
) -> None:
    row = next(one for one in rows(f"FLOWS_HS2022/{key}") if one["TIME_PERIOD"] == "2021")
    assert (row["OBS_VALUE"], row["OBS_STATUS"]) == ("", "L")
    assert row["COMMENT_OBS"] == f"BACI 2021 holds no data on {what}."


def test_what_is_left_open_has_figures_only(rows: Any) -> None:
    found = rows("FLOWS_HS2022/A..BRA.850300", startPeriod=2022, endPeriod=2024)
    assert told(found, "EXPORTER", "OBS_STATUS") == [("CHN", "A"), ("DEU", "A"), ("MEX", "A")]


def test_reports_of_two_sides_stand_apart_and_make_no_zero(rows: Any) -> None:
    found = rows("FLOWS_HS2022/A.MEX.BRA.850300", endPeriod=2020)
    assert told(found, "REPORTED_BY", "OBS_VALUE") == [("EXPORTER", "90"), ("IMPORTER", "95")]
    found = rows("FLOWS_HS2022/A.MEX.BRA.850300.MIRROR+IMPORTER", endPeriod=2020)
    assert told(found, "REPORTED_BY", "OBS_VALUE") == [("IMPORTER", "95")]


def test_the_preferred_source_answers_and_another_for_what_it_lacks(rows: Any) -> None:
    found = rows("FLOWS_HS2022", startPeriod=2023)
    assert ("PER", "080111", "OTHER") in told(found, "EXPORTER", "PRODUCT", "SOURCE")
    assert len(found) == 8
    (row,) = rows("FLOWS_HS2022/A.PER.BRA.080111", startPeriod=2023)
    assert (row["OBS_VALUE"], row["SOURCE"]) == ("60", "OTHER")


def test_editions_of_the_harmonized_system_are_dataflows_apart(rows: Any) -> None:
    assert told(rows("FLOWS_HS1992"), "PRODUCT", "OBS_VALUE") == [("850300", "88")]


def test_the_first_and_last_of_each_series(rows: Any) -> None:
    found = rows("FLOWS_HS2022/A.CHN.BRA.850300", firstNObservations=1)
    assert told(found, "REPORTED_BY", "TIME_PERIOD") == [("RECONCILED", "2021"), ("_X", "2020")]
    last = rows("FLOWS_HS2022/A.MEX.BRA.850300.RECONCILED", lastNObservations=1)
    assert told(last, "TIME_PERIOD") == [("2023",)]
    both = rows(
        "FLOWS_HS2022/A.MEX.BRA.850300.RECONCILED", firstNObservations=5, lastNObservations=5
    )
    assert told(both, "TIME_PERIOD") == [("2021",), ("2023",)]


def test_totals_tell_exports_from_imports(rows: Any) -> None:
    found = rows("TOTALS_HS2022/A.BRA..85", startPeriod=2023)
    assert told(found, "TRADE_FLOW", "OBS_VALUE") == [("M", "12345678901683.5678"), ("X", "7")]
    (world,) = rows("TOTALS_HS2022/A.WLD.X.TOTAL", startPeriod=2023)
    assert world["OBS_VALUE"] == "12345678901699.5678"
    (none,) = rows("TOTALS_HS2022/A.S19.M.850440", startPeriod=2023)
    assert (none["OBS_VALUE"], none["OBS_STATUS"]) == ("0", "A")


def test_sums_of_a_part_say_so_and_figures_of_a_subheading_do_not(rows: Any) -> None:
    found = rows("TOTALS_HS2022/A.MEX.X", startPeriod=2023)
    assert {row["PRODUCT"]: row["OBS_STATUS"] for row in found} == {
        "850300": "A", "850440": "A", "8503": "D", "8504": "D", "85": "D", "TOTAL": "D",
    }  # fmt: skip
    assert "holds 3 of 5612 subheadings" in found[-1]["COMMENT_OBS"]
    assert {row["OBS_STATUS"] for row in rows("TOTALS_HS2002/A.CHL.X")} == {"A"}


def test_a_total_that_its_source_does_not_give_is_missing_and_no_zero(rows: Any) -> None:
    (given,) = rows("TOTALS_HS2002/A.CHL.M.TOTAL")
    assert (given["OBS_VALUE"], given["SOURCE"]) == ("77", "CEPAL")
    (absent,) = rows("TOTALS_HS2002/A.CHL.M.0101")
    assert (absent["OBS_VALUE"], absent["OBS_STATUS"]) == ("", "L")


def test_revealed_advantage_equals_an_independent_computation(rows: Any) -> None:
    sold = np.array([exports("CHL", heading) for heading in HEADINGS], dtype=float)
    world = np.array([5000 + int(heading) for heading in HEADINGS], dtype=float)
    expected = (sold / sold.sum()) / (world / world.sum())
    found = [row for row in rows("RCA_HS2002/A.CHL") if len(row["PRODUCT"]) == 4]
    read = {row["PRODUCT"]: float(row["OBS_VALUE"]) for row in found}
    assert len(read) == np.count_nonzero(sold)
    for heading, value in zip(HEADINGS, expected, strict=True):
        if value:
            assert read[heading] == pytest.approx(value, rel=1e-12)


def test_of_a_part_of_a_basket_no_advantage_is_told(rows: Any) -> None:
    found = rows("RCA_HS2022/A.MEX.850300", startPeriod=2023)
    assert told(found, "OBS_VALUE", "OBS_STATUS") == [("", "L")]
    assert "BACI 2023 holds 3 of 5612 subheadings" in found[0]["COMMENT_OBS"]
    assert found[0]["CITE_AS"] == "BACI 2023"


def test_why_is_told_in_the_language_asked_for(ask: Ask) -> None:
    path = "v1/data/FLOWS_HS2022/A.MEX.BRA.850300?startPeriod=2022&endPeriod=2022"
    for lang, said in (("es", "2022 no está cargado"), ("pt", "2022 não está carregado")):
        assert said in ask(path, accept="text/csv", lang=lang).text


def test_more_than_an_answer_holds_is_refused_with_where_to_get_it(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observations, "OBSERVATIONS_AT_MOST", 3)
    for key in ("all", "A.MEX+CHN+DEU.BRA.850300"):
        answer = ask(f"v1/data/FLOWS_HS2022/{key}?lang=en")
        assert answer.status_code == 413
        assert 'code="510"' in answer.text
        assert "over 3 observations" in answer.text
        assert "/v1/flows?format=parquet" in answer.text


def test_so_many_series_are_packed_flat_unless_series_are_asked_for(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "v1/data/FLOWS_HS2022/all"
    assert 'dimensionAtObservation="TIME_PERIOD"' in ask(path).text
    monkeypatch.setattr(packing, "SERIES_AT_MOST", 2)
    assert 'dimensionAtObservation="AllDimensions"' in ask(f"{path}?publication=6").text
    answer = ask(path, dimensionAtObservation="TIME_PERIOD")
    assert answer.status_code == 413
    assert "dimensionAtObservation=AllDimensions" in answer.text
    across = ask(path, startPeriod="2021", endPeriod="2021", dimensionAtObservation="EXPORTER")
    assert 'dimensionAtObservation="EXPORTER"' in across.text


def test_attributes_and_the_measure_can_be_left_out(ask: Ask) -> None:
    key = "FLOWS_HS2022/~/A.DEU"
    only = ask(f"v2/data/dataflow/ESLABON/{key}", attributes="SOURCE,OBS_STATUS", format="csv")
    assert only.text.splitlines()[0].endswith("TIME_PERIOD,OBS_VALUE,OBS_STATUS,SOURCE")
    bare = ask(f"v1/data/{key.replace('/~', '')}", detail="dataonly", format="csv")
    assert bare.text.splitlines()[1].endswith(",2023,79")
    none = ask(f"v2/data/*/*/{key}", attributes="none", measures="none", format="csv")
    assert none.text.splitlines()[1].endswith(",2023,")
    series = ask("v1/data/FLOWS_HS2022/A.MEX", detail="serieskeysonly", format="csv")
    assert [line.split(",I,")[1] for line in series.text.splitlines()[1:]] == [
        "A,MEX,BRA,850300,EXPORTER", "A,MEX,BRA,850300,IMPORTER", "A,MEX,BRA,850300,RECONCILED",
        "A,MEX,BRA,850440,RECONCILED",
    ]  # fmt: skip
