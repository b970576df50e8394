"""Baskets add up: today's is what is exported, the potential one has what niches lack."""

from typing import Any
from xml.etree import ElementTree

import pytest

from tests.niche_api.conftest import Ask


@pytest.mark.parametrize("scheme", ["sector", "hs_section"])
@pytest.mark.parametrize("place", ["CHL", "BO-S"])
def test_groups_add_up_to_the_niches_of_the_place(ask: Ask, place: str, scheme: str) -> None:
    basket = ask(f"/v1/baskets/{place}", scheme=scheme).json()
    niches = ask(f"/v1/niches/{place}", limit=1000, scheme=scheme).json()["items"]
    groups = basket["groups"]
    assert basket["total"] == pytest.approx(sum(one["value"] or 0 for one in niches))
    assert sum(one["share"] for one in groups) == pytest.approx(1)
    assert sum(one["potential_share"] for one in groups) == pytest.approx(1)
    for group in groups:
        own = [one for one in niches if one["group"] == group["group"]]
        latent = [one for one in own if one["status"] in ("EMERGING", "NON_REVEALED")]
        assert group["value"] == pytest.approx(sum(one["value"] or 0 for one in own))
        assert group["added_value"] == pytest.approx(
            sum(one["potential_value"] or 0 for one in latent)
        )
        assert (group["industries"], group["niches"]) == (
            sum((one["rca"] or 0) >= 1 for one in own),
            len(latent),
        )
    values = [one["value"] for one in groups]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", ["canasta de hoy", "Agro y alimentos", "Fuentes: TOY"]),
        ("pt", ["cesta de hoje", "Agro e alimentos", "Fontes: TOY"]),
        ("en", ["basket today", "Agri-food", "Sources: TOY"]),
    ],
)
def test_a_basket_is_drawn_in_the_language_asked_for(ask: Ask, lang: str, said: list[str]) -> None:
    answer = ask("/v1/baskets/CHL.svg", lang=lang)
    assert answer.status_code == 200, answer.text
    texts = "\n".join("".join(one.itertext()) for one in ElementTree.fromstring(answer.text).iter())
    assert all(one in texts for one in said)


def test_a_basket_is_a_png_too(ask: Ask) -> None:
    answer = ask("/v1/baskets/BO-S.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_groups_are_listed_with_their_ranges(ask: Ask) -> None:
    page: dict[str, Any] = ask("/v1/product-groups", scheme="sector", lang="pt").json()
    found = {(one["group"], one["nomenclature"]): one for one in page["items"]}
    chemicals = found["chemicals", "HS"]
    assert (chemicals["code_from"], chemicals["code_to"], chemicals["name"]) == (
        "28",
        "38",
        "Químicos",
    )
    assert ("chemicals", "SCIAN") in found
