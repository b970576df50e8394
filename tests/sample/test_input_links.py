"""Input links of the sample: between other headings, of a technology, and no weaker than said."""

import csv
import gzip
from collections import defaultdict

import sample


def links() -> list[dict[str, str]]:
    """Return the rows of the sample."""
    (entry,) = (one for one in sample.entries("open") if one.dataset == "input_links")
    with gzip.open(entry.path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_links_join_other_headings_and_name_their_technology() -> None:
    rows = links()
    assert len(rows) == 54_551
    assert all(row["input"] != row["output"] for row in rows)
    assert all(2 <= float(row["share_percent"]) <= 100 for row in rows)
    assert {(row["nomenclature"], row["technology"]) for row in rows} == {("HS1992", "USA")}


def test_known_inputs_lead_to_what_is_made_of_them() -> None:
    of: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in links():
        of[row["output"]][row["input"]] = float(row["share_percent"])
    assert of["6109"]["5208"] > 5  # cotton fabrics in T-shirts
    assert of["8501"]["8503"] > 5  # parts in electric motors
    assert of["8703"]["8708"] > 2  # parts in motor cars: of many industries, each a little
    assert of["2710"]["2709"] > 5  # crude oil in its products
    assert "8703" not in of["5208"]
