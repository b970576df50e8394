"""Indicators over HTTP: a small whole world against plain sums, and the sample."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from eslabon.contracts.iso3166 import LATIN_AMERICA
from matrix_api.app import create_app
from servicekit.settings import Settings

from tests.matrix_api import whole_world
from tests.matrix_api.conftest import NOBODY, Ask, Serve, asking
from tests.matrix_api.loading import loaded
from tests.matrix_api.whole_world import summed

YEARS = {2020: 1, 2021: 3}
"""How many times as large each year is."""


@pytest.fixture(scope="module")
def whole(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a matrix-api on the small whole world."""
    loaded(
        module_database,
        {("flows", "WORLD", year): whole_world.content(scale) for year, scale in YEARS.items()},
    )
    uploads = Path(tmp_path_factory.mktemp("up"))
    settings = Settings(database_url=module_database, uploads=uploads, tariff_url=NOBODY)
    with serve(create_app(settings)) as address:
        yield address


@pytest.fixture
def ask_whole(whole: str) -> Ask:
    """Ask the matrix-api of the small whole world."""
    return asking(whole)


def body(ask: Callable[..., httpx.Response], path: str, **parameters: Any) -> dict[str, Any]:
    """Return the answer of an indicator."""
    answer = ask(f"/v1/indicators/{path}", **parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def heading(flow: whole_world.Flow) -> str:
    return flow[2][:4]


def sold(country: str) -> dict[str, float]:
    return summed(heading, lambda flow: flow[0] == country)


def bought(country: str) -> dict[str, float]:
    return summed(heading, lambda flow: flow[1] == country)


def herfindahl(values: dict[str, float]) -> float:
    whole = sum(values.values())
    return sum((value / whole) ** 2 for value in values.values())


def present(country: str) -> list[str]:
    """Return the headings in which a country has an advantage of one or more."""
    own, world = sold(country), summed(heading, lambda flow: True)
    share = sum(own.values()) / sum(world.values())
    return [code for code, value in own.items() if value / world[code] >= share]


def test_advantage_stands_beside_share_and_balance(ask_whole: Ask) -> None:
    own, world, imports = sold("BRA"), summed(heading, lambda flow: True), bought("BRA")
    stored = ask_whole("/v1/rca", exporter="BRA", year=2020).json()["items"]
    assert {one["product"] for one in stored} == own.keys()
    for one in stored:
        code = one["product"]
        share = own[code] / world[code]
        assert one["world_share"] == pytest.approx(share)
        assert one["rca"] == pytest.approx(share * sum(world.values()) / sum(own.values()))
        assert Decimal(one["balance_usd"]) == Decimal(own[code]) - Decimal(imports.get(code, 0))
    computed = ask_whole("/v1/rca", exporter="BRA", year_from=2019, year_to=2020).json()["items"]
    assert computed == stored


def test_diversity_counts_advantages(ask_whole: Ask) -> None:
    (argentina,) = body(ask_whole, "diversity", exporter="ARG", year=2020)["items"]
    assert (argentina["diversity"], argentina["products"]) == (len(present("ARG")), 4)
    everybody = body(ask_whole, "diversity", year=2020, limit=1000)["items"]
    assert {one["exporter"]: one["diversity"] for one in everybody} == {
        country: len(present(country)) for country in {flow[0] for flow in whole_world.flows()}
    }


def test_ubiquity_counts_countries(ask_whole: Ask) -> None:
    (cars,) = body(ask_whole, "ubiquity", product="8703", year=2020)["items"]
    sellers = {flow[0] for flow in whole_world.flows() if heading(flow) == "8703"}
    having = sum("8703" in present(country) for country in sellers)
    assert (cars["ubiquity"], cars["exporters"]) == (having, len(sellers))


def test_diversity_and_ubiquity_count_the_same_presences(ask_whole: Ask) -> None:
    for level in (2, 4, 6):
        of_countries = body(ask_whole, "diversity", level=level, limit=1000)["items"]
        text = ask_whole("/v1/indicators/ubiquity", level=level, format="ndjson").text
        of_products = [line for line in text.splitlines() if line]
        counted = sum(int(line.split('"ubiquity":')[1].split(",")[0]) for line in of_products)
        assert sum(one["diversity"] for one in of_countries) == counted


def test_concentration_of_products_and_partners(ask_whole: Ask) -> None:
    (brazil,) = body(ask_whole, "concentration", country="BRA", year=2020)["items"]
    wanted = {
        "exports_by_product": sold("BRA"),
        "imports_by_product": bought("BRA"),
        "exports_by_market": summed(lambda flow: flow[1], lambda flow: flow[0] == "BRA"),
        "imports_by_supplier": summed(lambda flow: flow[0], lambda flow: flow[1] == "BRA"),
    }
    for name, values in wanted.items():
        hhi, n = herfindahl(values), len(values)
        assert brazil[name] == {
            "hhi": pytest.approx(hhi),
            "points": pytest.approx(10_000 * hhi),
            "normalised": pytest.approx((hhi - 1 / n) / (1 - 1 / n)),
            "n": n,
        }


def test_partners_are_ranked_on_each_side_by_the_mean_of_the_years(ask_whole: Ask) -> None:
    page = ask_whole("/v1/partners", country="BRA").json()
    years = sum(YEARS.values()) / len(YEARS)
    markets = summed(lambda flow: flow[1], lambda flow: flow[0] == "BRA")
    suppliers = summed(lambda flow: flow[0], lambda flow: flow[1] == "BRA")
    found = {one["partner"]: one for one in page["items"]}
    assert found.keys() == markets.keys() | suppliers.keys()
    for code, one in found.items():
        for side, values in (("export", markets), ("import", suppliers)):
            ranked = sorted(values, key=lambda name: -values[name])
            rank = ranked.index(code) + 1 if code in values else None
            assert one[f"{side}_rank"] == rank
            usd = one[f"{side}s_usd"]
            assert (None if usd is None else float(usd)) == (
                pytest.approx(values[code] * years) if code in values else None
            )
            if code in values:
                assert one[f"{side}_share"] == pytest.approx(values[code] / sum(values.values()))
    assert {(one["year_from"], one["year_to"]) for one in found.values()} == {(2020, 2021)}
    assert "2019" in page["meta"]["missing"][0]["detail"]
    pages = ask_whole("/v1/partners", country="BRA", limit=2).json()
    assert [one["partner"] for one in pages["items"]] == list(found)[:2]


def test_a_part_of_trade_has_no_main_partners(ask_sample: Ask) -> None:
    page = ask_sample("/v1/partners", country="PAN").json()
    assert page["items"] == []
    assert [one["what"] for one in page["meta"]["missing"]] == ["whole_basket"]


def test_what_a_group_buys_of_its_own_adds_up(ask_whole: Ask) -> None:
    members = ["ARG", "BRA", "CHL"]
    page = ask_whole(
        "/v1/group-trade", member=members, product=["8703", "10"], years=2, limit=1000
    ).json()
    for digits, product in ((4, "8703"), (2, "10")):
        for year, scale in YEARS.items():
            for country in members:
                (one,) = (
                    row
                    for row in page["items"]
                    if (row["product"], row["year"], row["importer"]) == (product, year, country)
                )
                for name, sellers in (("within_usd", members), ("total_usd", None)):
                    wanted = sum(
                        flow[3] * scale
                        for flow in whole_world.flows()
                        if flow[1] == country
                        and flow[2][:digits] == product
                        and (sellers is None or flow[0] in sellers)
                    )
                    assert Decimal(one[name]) == wanted


def test_concentration_in_one_has_no_normalised_form(ask_whole: Ask) -> None:
    (chile,) = body(ask_whole, "concentration", country="CHL", year=2020)["items"]
    assert chile["exports_by_market"] == {"hhi": 1, "points": 10_000, "normalised": None, "n": 1}


def test_complementarity_has_a_direction(ask_whole: Ask) -> None:
    def shares(values: dict[str, float]) -> dict[str, float]:
        return {code: 100 * value / sum(values.values()) for code, value in values.items()}

    for exporter, importer in (("ARG", "BRA"), ("BRA", "ARG"), ("CHN", "USA")):
        x, m = shares(sold(exporter)), shares(bought(importer))
        wanted = 100 - sum(abs(m.get(k, 0) - x.get(k, 0)) for k in {*x, *m}) / 2
        found = body(ask_whole, "complementarity", exporter=exporter, importer=importer, year=2020)
        assert found["tci"] == pytest.approx(wanted)
        assert found["missing"] == []


def test_potential_of_each_product_and_its_identity(ask_whole: Ask) -> None:
    found = body(ask_whole, "potential", exporter="ARG", importer="BRA", year=2020, level=4)[
        "items"
    ]
    x, m = sold("ARG"), bought("BRA")
    pair = summed(heading, lambda flow: flow[:2] == ("ARG", "BRA"))
    assert {one["product"]: float(one["indicative_usd"]) for one in found} == {
        code: max(0, min(x[code], m[code]) - pair.get(code, 0)) for code in x.keys() & m.keys()
    }
    amounts = [Decimal(one["indicative_usd"]) for one in found]
    assert amounts == sorted(amounts, reverse=True)
    total = sum(Decimal(one["epi_uncorrected_usd"]) for one in found)
    assert float(total) == pytest.approx(sum(pair.values()), abs=1e-3)
    world = summed(heading, lambda flow: True)
    ease = sum(pair.values()) / sum(x[code] / world[code] * m[code] for code in x.keys() & m.keys())
    for one in found:
        code = one["product"]
        wanted = x[code] / world[code] * ease * m[code]
        assert float(one["epi_uncorrected_usd"]) == pytest.approx(wanted, abs=1e-3)


def test_the_finest_level_is_that_of_potential_unless_asked(ask_whole: Ask) -> None:
    found = body(ask_whole, "potential", exporter="ARG", importer="BRA", year=2020)["items"]
    assert {one["product"] for one in found} == {"100190", "870323", "040510"}


def test_shares_do_not_depend_on_the_size_of_a_year(ask_whole: Ask) -> None:
    parameters: dict[str, Any] = {"country": "BRA"}
    one = body(ask_whole, "concentration", **parameters, year=2020)["items"][0]
    mean = body(ask_whole, "concentration", **parameters, year_from=2020, year_to=2021)["items"][0]
    for name in ("exports_by_product", "imports_by_product", "exports_by_market"):
        assert mean[name] == pytest.approx(one[name])
    assert (mean["year_from"], mean["year_to"]) == (2020, 2021)
    both = body(ask_whole, "diversity", exporter="BRA", year_from=2020, year_to=2021)["items"]
    alone = body(ask_whole, "diversity", exporter="BRA", year=2021)["items"]
    assert both[0]["diversity"] == alone[0]["diversity"]


def test_money_of_several_years_is_dollars_a_year(ask_whole: Ask) -> None:
    parameters = {"exporter": "ARG", "importer": "BRA", "level": 4}
    mean = body(ask_whole, "potential", **parameters, year_from=2020, year_to=2021)["items"]
    one = body(ask_whole, "potential", **parameters, year=2020)["items"]
    for both, alone in zip(mean, one, strict=True):
        for name in ("exports_usd", "imports_usd", "traded_usd", "indicative_usd"):
            assert Decimal(both[name]) == 2 * Decimal(alone[name])  # (1 + 3) / 2


def test_the_region_trades_as_one(ask_whole: Ask) -> None:
    (region,) = body(ask_whole, "concentration", country="LAC", year=2020)["items"]
    for name, values in {
        "exports_by_product": summed(heading, lambda flow: flow[0] in LATIN_AMERICA),
        "imports_by_product": summed(heading, lambda flow: flow[1] in LATIN_AMERICA),
        "exports_by_market": summed(lambda flow: flow[1], lambda flow: flow[0] in LATIN_AMERICA),
    }.items():
        assert region[name]["hhi"] == pytest.approx(herfindahl(values)), name
        assert region[name]["n"] == len(values)


def test_on_the_sample_what_is_lacking_is_said(ask_sample: Ask) -> None:
    answer = body(ask_sample, "concentration", country="CHL", lang="en")
    (chile,) = answer["items"]
    assert 0.1 < chile["exports_by_product"]["hhi"] < 0.12
    assert chile["imports_by_product"] is None
    assert {one["what"] for one in answer["meta"]["missing"]} == {"imports", "partners"}
    tci = body(ask_sample, "complementarity", exporter="CHL", importer="BRA", lang="en")
    assert tci["tci"] is None
    assert tci["missing"][0]["detail"] == "ATLAS 2019 holds no imports by product."


def test_on_the_sample_potential_is_by_product_alone(ask_sample: Ask) -> None:
    answer = body(ask_sample, "potential", exporter="MEX", importer="BRA", lang="en")
    motors = next(one for one in answer["items"] if one["product"] == "850300")
    assert motors["traded_usd"] == "19427654"
    assert motors["imports_usd"] == "318264221"
    assert motors["epi_uncorrected_usd"] is None
    assert "holds 32 of 5612" in answer["meta"]["missing"][0]["detail"]


def test_the_sample_counts_the_region_s_diversity(ask_sample: Ask) -> None:
    found = body(ask_sample, "diversity", year=2016, limit=1000)["items"]
    by_country = {one["exporter"]: one["diversity"] for one in found}
    assert len(by_country) == 234
    assert by_country["DEU"] > by_country["BRA"] > by_country["VEN"]
    scheme = body(ask_sample, "diversity", exporter="MERCOSUR", year=2016)
    assert scheme["items"][0]["exporter"] == "MERCOSUR"


@pytest.mark.parametrize(
    ("path", "parameters", "pointer"),
    [
        ("diversity", {"year_from": 2012}, "/query/year_from"),
        ("ubiquity", {"year_from": 2012}, "/query/year_from"),
        ("concentration", {"year_from": 2012}, "/query/year_from"),
        ("complementarity", {"exporter": "CHL", "importer": "cl"}, "/query/exporter"),
        ("potential", {"exporter": "CHL", "importer": "NADA"}, "/query/importer"),
        ("potential", {"exporter": "CHL"}, "/query/importer"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    ask_sample: Ask, path: str, parameters: dict[str, Any], pointer: str
) -> None:
    answer = ask_sample(f"/v1/indicators/{path}", **parameters)
    assert answer.status_code in (404, 422)
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_nothing_loaded_is_said(ask_empty: Ask) -> None:
    for path in ("diversity", "ubiquity", "concentration"):
        answer = body(ask_empty, path)
        assert (answer["items"], answer["meta"]["missing"][0]["what"]) == ([], "totals")
