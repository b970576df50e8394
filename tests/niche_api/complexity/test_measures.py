"""Measures of a year as pure functions: against Harvard's index, and the space's own rules."""

import csv
import gzip
import os
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from niche_api.complexity.measures import Exports, Measures, measures
from niche_api.complexity.space import layout, spanning_tree
from niche_api.complexity.universe import UNIVERSE
from numpy.typing import NDArray

REFERENCE = Path(
    os.environ.get("ESLABON_DATA_SOURCE", "/nowhere"),
    "eci-reference",
    "harvard_eci_coi_1962_2016.parquet",
)


def of_sample(year: int) -> Measures:
    """Return the measures of a year of the sample."""
    (entry,) = (
        one
        for one in sample.entries("all")
        if one.dataset == "totals" and one.slice["year"] == str(year)
    )
    rows = list(csv.DictReader(gzip.decompress(entry.path.read_bytes()).decode().splitlines()))
    places, products = (sorted({row[key] for row in rows}) for key in ("area", "product"))
    row_of = {code: number for number, code in enumerate(places)}
    column_of = {code: number for number, code in enumerate(products)}
    values = np.zeros((len(places), len(products)))
    for row in rows:
        values[row_of[row["area"]], column_of[row["product"]]] = float(row["exports_usd"])
    return measures(Exports(places, products, values), UNIVERSE)


@pytest.mark.skipif(not REFERENCE.exists(), reason="ESLABON_DATA_SOURCE has no published ECI")
def test_eci_of_2016_is_harvards() -> None:
    published = pl.read_parquet(REFERENCE).filter(
        pl.col("year") == 2016, pl.col("hs_eci").is_not_null()
    )
    theirs = dict(published.select("iso3", "hs_eci").iter_rows())
    found = of_sample(2016)
    ranked = {
        code: eci
        for code, eci, counts in zip(found.places, found.projected.eci, found.ranked, strict=True)
        if counts
    }
    both = sorted(ranked.keys() & theirs.keys())
    assert len(both) > 120
    ours = [ranked[code] for code in both]
    assert np.corrcoef(ours, [theirs[code] for code in both])[0, 1] >= 0.98


proximities = st.integers(2, 7).flatmap(
    lambda count: arrays(
        np.float64, (count, count), elements=st.integers(0, 4).map(lambda n: n / 4)
    )
)


@given(proximities)
def test_no_pair_outside_the_tree_is_nearer_than_those_that_join_it(
    values: NDArray[np.float64],
) -> None:
    near = np.maximum(values, values.T)
    tree = spanning_tree(near)
    assert (tree == tree.T).all()
    joined = {node: {node} for node in range(len(near))}
    pairs = sorted(combinations(range(len(near)), 2), key=lambda pair: -near[pair])
    for one, other in pairs:  # Kruskal's own order, ties by code
        is_new = near[one, other] > 0 and joined[one] is not joined[other]
        assert tree[one, other] == is_new
        if is_new:
            whole = joined[one] | joined[other]
            for node in whole:
                joined[node] = whole


@given(proximities)
def test_one_graph_has_one_picture(values: NDArray[np.float64]) -> None:
    links = spanning_tree(np.maximum(values, values.T))
    once, again = layout(links), layout(links)
    assert once.tobytes() == again.tobytes()
    assert np.isfinite(once).all()


def test_a_chain_of_products_is_laid_out_in_a_row() -> None:
    links = np.eye(6, k=1, dtype=bool) | np.eye(6, k=-1, dtype=bool)
    points = layout(links)
    lengths = np.hypot(*np.diff(points, axis=0).T)
    assert np.hypot(*(points[5] - points[0])) == pytest.approx(lengths.sum(), rel=0.01)
