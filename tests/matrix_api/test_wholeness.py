"""A release counts as whole by the codes and exporters that it holds."""

from collections.abc import AsyncIterator

import polars as pl
import pytest
import sample
from eslabon.contracts.envelope import Lang, Reason
from matrix_api.totals import wholeness
from matrix_api.totals.wholeness import HEADINGS, SUBHEADINGS, Extent, extents, is_whole, partial
from servicekit import database
from servicekit.publications import Publications
from servicekit.releases.snapshot import Snapshot

from tests.matrix_api.loading import load_and_publish

FLOWS = "exporter,importer,nomenclature,product,value_usd\n"


def extent(**values: object) -> Extent:
    found = {
        "nomenclature": "HS2022",
        "chapters": 96,
        "headings": 1228,
        "subheadings": 5612,
        "exporters": 226,
        "world_is_stated": False,
    }
    return Extent(**{**found, **values})  # type: ignore[arg-type]


def test_counts_of_a_revision_are_those_of_the_codes_in_the_sample() -> None:
    for entry in sample.entries("open"):
        name = entry.slice.get("nomenclature", "")
        if entry.dataset != "codes" or name not in SUBHEADINGS:
            continue
        lengths = pl.read_csv(entry.path, infer_schema=False)["code"].str.len_chars()
        counts = dict(lengths.value_counts().iter_rows())
        assert (counts[2], counts[4], counts[6]) == (
            wholeness.CHAPTERS,
            HEADINGS[name],
            SUBHEADINGS[name],
        ), name


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        ({}, True),
        ({"subheadings": 5051}, True),
        ({"subheadings": 5050}, False),
        ({"subheadings": 0, "headings": 1106}, True),
        ({"subheadings": 0, "headings": 1105}, False),
        ({"subheadings": 96}, False),  # one of each chapter
        ({"exporters": 99}, False),
        ({"exporters": 1, "world_is_stated": True}, True),
    ],
)
def test_nine_tenths_of_the_finest_codes_and_a_world_make_a_release_whole(
    values: dict[str, object], whole: bool
) -> None:
    assert is_whole(extent(**values)) is whole


@pytest.fixture
async def snapshot(fresh_database: str) -> AsyncIterator[Snapshot]:
    """What is read of three subheadings of one year, loaded as flows."""
    flows = [f"MEX,BRA,HS2022,{code},7" for code in ("850300", "850440", "010121")]
    content = FLOWS + "\n".join(flows)
    await load_and_publish(fresh_database, {("flows", "BACI", 2023): content})
    async with database.pool(fresh_database, "eslabon_matrix") as pool:
        yield Snapshot(pool, await Publications(pool, "matrix").renew(), Lang.ES)


async def test_what_flows_add_up_to_has_their_extent(snapshot: Snapshot) -> None:
    found = (await extents(snapshot))["source=BACI,year=2023"]
    areas = frozenset({"MEX", "BRA", "WLD"})
    assert found == Extent("HS2022", 2, 3, 3, 1, False, areas)
    assert (found.level, found.held, found.total) == (6, 3, 5612)


async def test_a_partial_release_says_what_is_loaded(snapshot: Snapshot) -> None:
    release = snapshot.releases("totals")[0]
    said = partial(release, (await extents(snapshot))[release.slice], Lang.EN)
    assert said.reason is Reason.NOT_LOADED
    assert "BACI 2023 holds 3 of 5612 subheadings of HS2022, from 1 exporters" in said.detail
