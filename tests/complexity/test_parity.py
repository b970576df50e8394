"""Equal to the public programs under their conventions, on real trade."""

import csv
import gzip
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import sample
from complexity.long import Long, measured
from complexity.outlook import outlook
from complexity.presence import diversity, presence, rca, ubiquity
from complexity.proximity import density
from ecomplexity import ecomplexity
from numpy.testing import assert_allclose, assert_array_equal
from numpy.typing import NDArray

STATA = Path(os.environ.get("ESLABON_DATA_SOURCE", "/nowhere"), "stata-ecomplexity-1995")
COLUMNS = ("rca", "diversity", "ubiquity", "eci", "pci", "density", "coi", "cog")


def exports(year: int) -> list[tuple[str, str, float]]:
    """Return the sample's exports of a year: country, heading and dollars."""
    (entry,) = (
        one
        for one in sample.entries("all")
        if one.dataset == "totals" and one.slice["year"] == str(year)
    )
    lines = gzip.decompress(entry.path.read_bytes()).decode().splitlines()
    rows = csv.DictReader(lines)
    return [(row["area"], row["product"], float(row["exports_usd"])) for row in rows]


def codes(values: list[str]) -> NDArray[np.int64]:
    """Return the place of each text among all of them, sorted."""
    return np.unique(np.array(values), return_inverse=True)[1]


@pytest.mark.filterwarnings("ignore")  # the peer's own, of empty products
@pytest.mark.parametrize("year", [2012, 2016, 2019])
def test_every_output_equals_ecomplexity(year: int) -> None:
    rows = exports(year)
    frame = pd.DataFrame(rows, columns=["country", "product", "usd"]).assign(year=year)
    names = {"time": "year", "loc": "country", "prod": "product", "val": "usd"}
    theirs = ecomplexity(frame, names, verbose=False, check_logsupermodularity=False)
    theirs = theirs.sort_values(["country", "product"])
    countries, products, usd = zip(*rows, strict=True)
    ours: Long = measured(codes(list(countries)), codes(list(products)), usd)
    assert len(ours.rca) == len(theirs)

    assert_array_equal(ours.presence, theirs["mcp"].to_numpy() == 1)
    for name in COLUMNS:
        mine = np.nan_to_num(np.asarray(getattr(ours, name), dtype=float))
        other = np.nan_to_num(theirs[name].to_numpy(dtype=float))
        assert_allclose(mine, other, atol=1e-9, rtol=0, err_msg=name)


def _table(name: str, key: str) -> dict[str, dict[str, float]]:
    rows: list[Mapping[str, Any]] = list(csv.DictReader((STATA / name).read_text().splitlines()))
    return {row[key]: {k: float(v) for k, v in row.items() if k != key and v} for row in rows}


@pytest.mark.skipif(not STATA.exists(), reason="ESLABON_DATA_SOURCE has no Stata fixture")
def test_the_stata_module_is_met_with_its_panel_deviation_and_no_own_vote() -> None:
    text = (STATA / "trade_data_sample_1995.csv").read_text()
    rows = list(csv.DictReader(text.splitlines()))
    places, headings = (sorted({row[key] for row in rows}) for key in ("origin", "hs92"))
    values = np.zeros((len(places), len(headings)))
    for row in rows:
        values[places.index(row["origin"]), headings.index(row["hs92"])] = float(row["export_val"])
    advantage = rca(values)
    made = presence(advantage)
    found = outlook(made, diagonal=0, ddof=1 / len(headings))
    close = {"atol": 1e-10, "rtol": 0}
    for origin, stata in _table("stata_1995_countries.csv", "origin").items():
        at = places.index(origin)
        assert_allclose(found.indices.eci[at], stata["eci"], **close)
        assert_allclose(found.coi[at], stata["coi"], **close)
        assert diversity(made)[at] == stata["diversity"]
    austria = places.index("aut")
    near = density(made, diagonal=0)
    for heading, stata in _table("stata_1995_aut_products.csv", "hs92").items():
        at = headings.index(heading)
        single_precision = 1e-7
        assert_allclose(advantage[austria, at], stata["rca"], rtol=single_precision)
        assert_allclose(near[austria, at], stata["density"], **close)
        assert_allclose(found.indices.pci[at], stata["pci"], **close)
        assert_allclose(found.cog[austria, at], stata["cog"], **close)
        assert ubiquity(made)[at] == stata["ubiquity"]
        assert made[austria, at] == bool(stata["M"])
