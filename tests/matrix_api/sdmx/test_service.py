"""How a service speaks SDMX: with names of another, with nothing loaded, without its library."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

import asyncpg
import httpx
import pytest
import sample
from matrix_api.app import create_app
from matrix_api.sdmx import endpoints
from servicekit.settings import Settings
from tariff_api.app import create_app as create_tariff

from tests.matrix_api.loading import loaded
from tests.matrix_api.sdmx.conftest import SLICES
from tests.tariff_api.loading import publish, rows_of

NAMED = (
    ("countries", {}),
    ("nomenclatures", {"source": "ESLABON"}),
    ("codes", {"nomenclature": "HS2022"}),
)


async def _fill_tariff(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for entry in sample.entries("open"):
            if (entry.dataset, dict(entry.slice)) in NAMED:
                await publish(connection, entry.dataset, rows_of(entry.path), entry.slice)
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def named(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a matrix-api whose tariff-api knows countries and HS2022."""
    loaded(module_database, SLICES)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _fill_tariff(module_database)).result()
    settings = Settings(database_url=module_database, uploads=tmp_path_factory.mktemp("up"))
    with serve(create_tariff(settings)) as tariff:
        ours = settings.model_copy(update={"tariff_url": tariff})
        serving: AbstractContextManager[str] = serve(create_app(ours))
        with serving as address:
            yield address


def codes(address: str, codelist: str, lang: str) -> tuple[dict[str, str], httpx.Response]:
    """Return names by code, and the answer they are from, once tariff-api has given its own.

    Nobody waits long for names: on a busy machine they come with a later answer.
    """
    for _ in range(30):
        answer = httpx.get(
            f"{address}/sdmx/v1/codelist/ESLABON/{codelist}",
            params={"format": "json", "lang": lang},
            timeout=120,
        )
        if answer.headers["cache-control"] != "no-store":
            break
        time.sleep(1)
    (found,) = answer.json()["data"]["codelists"]
    return {one["id"]: one["name"] for one in found["codes"]}, answer


def test_countries_and_products_have_the_names_of_tariff_api(named: str) -> None:
    for lang, brazil, nuts in (("es", "Brasil", "cáscara"), ("en", "Brazil", "helled")):
        areas, answer = codes(named, "CL_AREA", lang)
        assert areas["BRA"] == brazil
        assert areas["S19"] == "S19"
        assert answer.headers["cache-control"].startswith("public, max-age=")
        products, _ = codes(named, "CL_HS2022", lang)
        assert nuts in products["080122"]
        assert products["TOTAL"] in ("Todos los productos", "All products")
        assert "8503" in products


def test_a_list_whose_names_nobody_gives_is_told_by_its_codes(named: str) -> None:
    products, _ = codes(named, "CL_HS1992", "es")
    assert products["850300"] == "850300"


def test_nothing_loaded_is_no_dataflow(settings: Settings, serve: Any) -> None:
    with serve(create_app(settings)) as address:
        assert httpx.get(f"{address}/sdmx/v1/dataflow", timeout=120).status_code == 404
        assert httpx.get(f"{address}/sdmx/v1/data/FLOWS_HS2022", timeout=120).status_code == 404
        lists = httpx.get(f"{address}/sdmx/v1/codelist/ESLABON/CL_OBS_STATUS", timeout=120)
        assert lists.status_code == 200


def test_without_its_library_it_says_what_to_install(
    settings: Settings, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoints, "find_spec", lambda name: None)
    with serve(create_app(settings)) as address:
        answer = httpx.get(f"{address}/sdmx/v2/structure/dataflow", timeout=120)
    assert answer.status_code == 501
    assert "matrix-api[sdmx]" in answer.text


def test_a_start_does_without_the_libraries_of_sdmx() -> None:
    program = (
        "import sys; from matrix_api.app import create_app;"
        "from servicekit.settings import Settings;"
        "create_app(Settings(database_url='postgresql://localhost/none'));"
        "print([name for name in ('pysdmx', 'pandas', 'pyarrow', 'lxml', 'msgspec')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip().splitlines()[-1] == "[]", done.stderr


def test_it_is_described_by_the_standard_and_not_by_our_document(named: str) -> None:
    document = httpx.get(f"{named}/openapi.json", timeout=120).json()
    assert not [path for path in document["paths"] if path.startswith("/sdmx")]
    assert "/sdmx/v1" in document["info"]["description"]
