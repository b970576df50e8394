"""Routes, duties and norms as reports tell them: those that the service answers."""

from typing import Any

from tests.niche_api.reports.reading import page, pdf_pages, tables, text_of
from tests.niche_api.trade_routes.conftest import World

OUTCOMES = {"PASSED": "yes", "FAILED": "no", "UNKNOWN": "?"}


def told(rows: dict[str, list[list[str]]], begins: str) -> list[list[str]]:
    """Return the body of the table whose caption begins so."""
    return next(body[1:] for caption, body in rows.items() if caption.startswith(begins))


def points(route: dict[str, Any]) -> str:
    """Return the points of a route as reports write them."""
    low, high = route["score_min"], route["score_max"]
    return str(low) if low == high else f"{low}–{high}"


def test_the_report_has_the_best_routes_of_the_first_niches(world: World) -> None:
    opens = {"status": ["EMERGING", "NON_REVEALED"]}
    niches = world.ask("/v1/niches/BRA", limit=3, **opens).json()["items"]
    products = [one["product"] for one in niches]
    asked = {"origin": "BRA", "product": products, "region": "ALADI", "lang": "en"}
    routes = world.ask("/v1/trade-routes", limit=1000, **asked).json()["items"]
    text = world.ask(
        "/v1/reports/niches/BRA.html", region="ALADI", route_products=3, lang="en"
    ).text
    rows = told(tables(text), "The best routes")
    assert {row[0] for row in rows} == {route["product"] for route in routes}
    of_product = {product: [row for row in rows if row[0] == product] for product in products}
    for product, found in of_product.items():
        best = [route for route in routes if route["product"] == product][:3]
        assert [row[3].replace("\u2060", "") for row in found] == [points(one) for one in best]
        assert [row[4:9] for row in found] == [
            [OUTCOMES[premise["outcome"]] for premise in one["premises"]] for one in best
        ]


def test_the_sheet_has_what_a_market_asks_and_who_sells(world: World) -> None:
    asked = {"region": "ALADI", "lang": "en"}
    text = world.ask("/v1/reports/products/8503.html", place="MEX", **asked).text
    routes = world.ask("/v1/trade-routes", origin="MEX", product="8503", limit=100, **asked).json()[
        "items"
    ]
    known = [one for one in routes if one["duty"] and one["duty"]["highest_percent"] is not None]
    assert known
    rows = told(tables(text), "What it pays")
    assert len(rows) == len(known[:10])
    assert [row[1].replace("\u2060", "") for row in rows] == [points(one) for one in known[:10]]
    assert [row[5] for row in rows] == [
        "—" if one["norms"] is None else str(one["norms"]) for one in known[:10]
    ]
    sellers = told(tables(text), "Exports of")
    assert len(sellers) == 6
    assert "No duty loaded" in text_of(page(text))
    found = world.ask("/v1/reports/products/8503.pdf", place="MEX", **asked)
    assert len(pdf_pages(found.content)) == 1
