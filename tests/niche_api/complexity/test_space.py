"""Proximity and the product space of the sample: lists, files, a graph and a picture."""

import io
from typing import Any

import polars as pl
import pytest

from tests.niche_api.conftest import Ask


def items(ask: Ask, **parameters: Any) -> list[dict[str, Any]]:
    """Return pairs of products."""
    answer = ask("/v1/complexity/proximity", **parameters)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def table(ask: Ask, **parameters: Any) -> pl.DataFrame:
    """Return pairs of products from a Parquet file."""
    answer = ask("/v1/complexity/proximity", format="parquet", **parameters)
    assert answer.status_code == 200, answer.text
    return pl.read_parquet(io.BytesIO(answer.content))


def test_pairs_come_once_by_product_and_go_on_behind_a_cursor(ask_built: Ask) -> None:
    first = ask_built("/v1/complexity/proximity", limit=700, least=0.6).json()
    second = ask_built(
        "/v1/complexity/proximity", limit=700, least=0.6, cursor=first["next_cursor"]
    ).json()
    pairs = [(one["product"], one["other"]) for one in first["items"] + second["items"]]
    assert pairs == sorted(set(pairs))
    assert all(one < other for one, other in pairs)
    assert min(one["proximity"] for one in first["items"]) >= 0.6


def test_what_is_near_a_product_comes_nearest_first(ask_built: Ask) -> None:
    cars = items(ask_built, product="8703", least=0.5)
    assert cars[0]["other"] == "8708"
    near = [one["proximity"] for one in cars]
    assert near == sorted(near, reverse=True)


def test_all_pairs_are_a_file_that_agrees_with_those_stored(ask_built: Ask) -> None:
    every, stored = table(ask_built, complete=True), table(ask_built)
    products = pl.concat([every["product"], every["other"]]).n_unique()
    assert every.height == products * (products - 1) // 2
    assert every.filter("is_tree").height == products - 1
    same = stored.join(every, on=["product", "other"], suffix="_all")
    assert same.height == stored.height
    assert same.select((pl.col("proximity") - pl.col("proximity_all")).abs().max()).item() < 1e-12
    assert stored.filter(~pl.col("is_tree"))["proximity"].min() >= 0.4  # type: ignore[operator]
    refused = ask_built("/v1/complexity/proximity", complete=True)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/query/complete"


def test_the_space_is_one_connected_graph_with_places(ask_built: Ask) -> None:
    space = ask_built("/v1/complexity/space", country="CHL").json()
    codes = {node["product"] for node in space["nodes"]}
    assert {edge["source"] for edge in space["edges"]} <= codes
    joined = {code: {code} for code in codes}
    for edge in space["edges"]:
        if edge["is_tree"]:
            whole = joined[edge["source"]] | joined[edge["target"]]
            for code in whole:
                joined[code] = whole
        else:
            assert edge["proximity"] >= 0.55
    assert joined[next(iter(codes))] == codes
    assert all(0 <= node[axis] <= 1 for node in space["nodes"] for axis in ("x", "y"))
    assert sum(node["is_present"] for node in space["nodes"]) == 139
    assert {node["rca"] is None for node in space["nodes"]} == {False}
    parameters = {one["name"]: one["value"] for one in space["methodology"]["parameters"]}
    assert parameters["strong_link"] == "0.55"


def test_complex_products_lie_to_the_right(ask_built: Ask) -> None:
    nodes = pl.DataFrame(
        ask_built("/v1/complexity/space").json()["nodes"], infer_schema_length=None
    )
    assert nodes.select(pl.corr("x", "pci")).item() > 0.4


@pytest.mark.parametrize(
    ("lang", "title"),
    [("es", "espacio de productos"), ("pt", "espaço de produtos"), ("en", "space")],
)
def test_the_picture_says_what_it_is_and_whose_figures_it_has(
    ask_built: Ask, lang: str, title: str
) -> None:
    answer = ask_built("/v1/complexity/space.svg", lang=lang, country="BOL", year=2012)
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert title in answer.text
    assert "2012" in answer.text
    assert "CC0" in answer.text


def test_the_picture_is_a_png_too(ask_built: Ask) -> None:
    assert ask_built("/v1/complexity/space.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "parameters", "status", "kind"),
    [
        ("space", {"country": "BLZ"}, 404, "not-reported"),
        ("space", {"year": 2001}, 404, "not-loaded"),
        ("space.svg", {"year": 2001}, 404, "not-loaded"),
        ("space", {"least": 0.1}, 422, "invalid-request"),
        ("proximity", {"least": 0.1}, 422, "invalid-request"),
    ],
)
def test_what_is_not_there_is_refused_with_a_way_out(
    ask_built: Ask, path: str, parameters: dict[str, Any], status: int, kind: str
) -> None:
    answer = ask_built(f"/v1/complexity/{path}", **parameters)
    assert answer.status_code == status
    assert answer.json()["type"].endswith(kind)


def test_a_product_that_does_not_count_is_explained(ask_built: Ask) -> None:
    answer = ask_built("/v1/complexity/proximity", product="5110", lang="en").json()
    assert answer["items"] == []
    assert answer["meta"]["missing"][0]["reason"] == "below_threshold"
