"""What is sent to the datasets of chains is checked: bad rows are refused, with what to change."""

import pytest
from niche_api.app import SERVICE
from servicekit.releases.faults import RefusedError
from servicekit.releases.load import FaultyRowsError

from tests.niche_api.conftest import square
from tests.niche_api.loading import loaded


def csv(**columns: str) -> bytes:
    """Return a csv of one row."""
    values = ",".join('"' + value.replace('"', '""') + '"' for value in columns.values())
    return f"{','.join(columns)}\n{values}\n".encode()


PANDO = {"country": "BOL", "level": "1", "name": "Pando", "kind": "Departamento", "reference": "X"}


def test_every_dataset_explains_its_columns_in_three_languages() -> None:
    for dataset in SERVICE.datasets:
        for column in dataset.columns:
            assert all(column.description.values()), (dataset.name, column.name)


def test_borders_may_be_sent_with_blanks(fresh_database: str) -> None:
    loose = square(-69, -11).replace(",", ", ").replace(":", ": ")
    loaded(fresh_database, [("regions", "INE", csv(region="BO-N", **PANDO, geometry=loose))])


@pytest.mark.parametrize(
    "geometry",
    [
        "=cmd()",
        '{"type":"Point","coordinates":[-69,-11]}',
        '{"type":"Polygon","coordinates":[[[-69,-11],[-68,-11],[-68,-10],[-69,-11]]]}',
        '{"type":"MultiPolygon","coordinates":[[[[-69,-11],[-68,-11],[-69,-11]]]]}',
        square(-69, -11).replace("-69", "NaN"),
    ],
)
def test_what_is_no_multipolygon_is_refused(fresh_database: str, geometry: str) -> None:
    sent = csv(region="BO-N", **PANDO, geometry=geometry)
    with pytest.raises(FaultyRowsError):
        loaded(fresh_database, [("regions", "INE", sent)])


OPEN = '{"type":"MultiPolygon","coordinates":[[[[-69,-11],[-68,-11],[-68,-10],[-69,-10]]]]}'


@pytest.mark.parametrize("geometry", [OPEN, square(179.5, 0), square(0, 89.5)])
def test_open_rings_and_degrees_that_do_not_exist_are_refused(
    fresh_database: str, geometry: str
) -> None:
    sent = csv(region="BO-N", **PANDO, geometry=geometry)
    with pytest.raises(RefusedError, match="each ring ends where it begins"):
        loaded(fresh_database, [("regions", "INE", sent)])


PRESENCE = {"chain": "castana", "country": "BOL"}
FIGURE = {
    "chain": "castana",
    "country": "BOL",
    "indicator": "PRODUCTION",
    "period_from": "2022-01-01",
    "period_to": "2022-12-31",
    "value": "1",
    "unit": "t",
    "approximate": "false",
    "reference": "X",
}
LINE = {
    "product": "maca",
    "name_es": "maca",
    "name_pt": "maca",
    "name_en": "maca",
    "reference": "X",
}


@pytest.mark.parametrize(
    ("dataset", "row", "says"),
    [
        ("chain_presence", {**PRESENCE, "presence": "CONFIRMED", "basis": "D"}, "which source"),
        ("chain_presence", {**PRESENCE, "presence": "UNKNOWN"}, "why it is not known"),
        ("chain_statistics", {**FIGURE, "period_to": ""}, "both its days"),
        ("chain_statistics", {**FIGURE, "period_to": "2021-12-31"}, "swap"),
        ("chain_statistics", {**FIGURE, "partner": "PER"}, "DESTINATION_SHARE"),
        ("chain_statistics", {**FIGURE, "indicator": "DESTINATION_SHARE"}, "DESTINATION_SHARE"),
        ("catalogue", {**LINE, "country": "PER", "note_es": "x"}, "give all or none"),
        ("catalogue", LINE, "why there is no line"),
        ("catalogue", {**LINE, "note_es": "x", "stated_rate_percent": "6"}, "name and year"),
        ("regions", {"region": "BO-N", **PANDO, "level": "0"}, "level 0 is the country"),
        (
            "species_status",
            {
                "species": "Arapaima gigas",
                "scheme": "CITES",
                "value": "II",
                "valid_from": "1975-01-01",
                "basis": "D",
                "reference": "X",
            },
            "how exactly",
        ),
    ],
)
def test_rows_that_contradict_themselves_are_refused(
    fresh_database: str, dataset: str, row: dict[str, str], says: str
) -> None:
    with pytest.raises(RefusedError, match=says):
        loaded(fresh_database, [(dataset, "INE", csv(**row))])


@pytest.mark.parametrize(
    ("dataset", "row"),
    [
        ("chain_names", {**PRESENCE, "lang": "es", "name": "=HYPERLINK(1)", "reference": "X"}),
        ("chain_biology", {"chain": "castana", "topic": "HABITAT", "months": "13", "text_es": "x",
                           "basis": "D", "reference": "X"}),
        ("chain_zones", {**PRESENCE, "activity": "HARVEST", "producers": "NOBODY",
                         "reference": "X"}),
        ("chain_statistics", {**FIGURE, "indicator": "JOY"}),
        ("chain_statistics", {**FIGURE, "unit": "millones de USD"}),
        ("species", {"chain": "castana", "species": "bertholletia", "reference": "X"}),
    ],
)  # fmt: skip
def test_values_outside_their_form_are_refused(
    fresh_database: str, dataset: str, row: dict[str, str]
) -> None:
    with pytest.raises(FaultyRowsError):
        loaded(fresh_database, [(dataset, "INE", csv(**row))])
