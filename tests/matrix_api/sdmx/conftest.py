"""A world of trade loaded as a worker does, spoken of in SDMX by a service that really serves."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from matrix_api.app import create_app
from servicekit.settings import Settings

from tests.matrix_api.loading import loaded

NOBODY = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""

BACI_2021 = """exporter,importer,nomenclature,product,value_usd,weight_kg,reported_by
MEX,BRA,HS2022,850300,100.50,10,RECONCILED
CHN,BRA,HS2022,850300,400,100,RECONCILED
"""
BACI_2023 = """exporter,importer,nomenclature,product,value_usd,weight_kg,quantity,\
quantity_unit,reported_by
MEX,BRA,HS2022,850300,12345678901234.5678,11,3,u,RECONCILED
CHN,BRA,HS2022,850300,300,100,,,RECONCILED
DEU,BRA,HS2022,850300,79,,,,RECONCILED
MEX,BRA,HS2022,850440,50,5,,,RECONCILED
BRA,MEX,HS2022,850300,7,1,,,RECONCILED
CHN,MEX,HS2022,080122,9,3,,,RECONCILED
S19,BRA,HS2022,850440,20,2,,,RECONCILED
"""
OTHER_2023 = """exporter,importer,nomenclature,product,value_usd
MEX,BRA,HS2022,850300,999
PER,BRA,HS2022,080111,60
"""
BOTH_SIDES_2020 = """exporter,importer,nomenclature,product,value_usd,reported_by
MEX,BRA,HS2022,850300,90,EXPORTER
MEX,BRA,HS2022,850300,95,IMPORTER
"""
OLD_2021 = """exporter,importer,nomenclature,product,value_usd
MEX,BRA,HS1992,850300,88
"""
CHAPTERS = [f"{chapter:02d}" for chapter in range(1, 98) if chapter != 77]
HEADINGS = [f"{chapter}{heading:02d}" for chapter in CHAPTERS for heading in range(1, 14)]
SHARES = {"CHL": 3, "BRA": 5}


def exports(area: str, heading: str) -> int:
    """Return what an area exports of a heading, in the totals below."""
    return (SHARES.get(area, 100) * (7 * int(heading[:2]) + int(heading[2:]))) % 1009


def totals() -> str:
    """Return totals of whole baskets by heading, with a world that the source states."""
    lines = ["area,nomenclature,product,exports_usd,imports_usd"]
    for area in ("CHL", "BRA"):
        sold = {heading: exports(area, heading) for heading in HEADINGS}
        lines += [f"{area},HS2002,{code},{usd or ''}," for code, usd in sold.items()]
        lines.append(f"{area},HS2002,TOTAL,{sum(sold.values())},77")
    world = {heading: 5000 + int(heading) for heading in HEADINGS}
    lines += [f"WLD,HS2002,{code},{usd}," for code, usd in world.items()]
    lines.append(f"WLD,HS2002,TOTAL,{sum(world.values())},")
    return "\n".join(lines) + "\n"


SLICES: Mapping[tuple[str, str, int | str], str] = {
    ("flows", "BACI", 2021): BACI_2021,
    ("flows", "BACI", 2023): BACI_2023,
    ("flows", "OTHER", 2023): OTHER_2023,
    ("flows", "COMTRADE", 2020): BOTH_SIDES_2020,
    ("flows", "OLD", 2021): OLD_2021,
    ("totals", "CEPAL", 2019): totals(),
}
Serve = Callable[[FastAPI], AbstractContextManager[str]]
Ask = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def address(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a matrix-api on the world above, whose tariff-api is away."""
    loaded(module_database, SLICES)
    settings = Settings(
        database_url=module_database, uploads=tmp_path_factory.mktemp("up"), tariff_url=NOBODY
    )
    with serve(create_app(settings)) as url:
        yield url


@pytest.fixture
def ask(address: str) -> Ask:
    """Ask for an address below `/sdmx`: `ask("v1/dataflow", accept=…, lang=…)`."""

    def asked(path: str, accept: str = "*/*", lang: str = "en", **given: Any) -> httpx.Response:
        headers = {"Accept": accept, "Accept-Language": lang}
        return httpx.get(
            f"{address}/sdmx/{path}", headers=headers, params=given or None, timeout=30
        )

    return asked
