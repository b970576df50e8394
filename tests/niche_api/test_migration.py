"""Chains loaded before there were sources are still answered for after the upgrade."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
from alembic import command
from niche_api.app import create_app
from servicekit import migrations
from servicekit.settings import Settings

from tests.niche_api.loading import loaded

CHAINS = b"chain,name_es,name_pt,name_en,in_report,reference\ncastana,a,b,c,true,X\n"
PRODUCTS = (
    b"chain,nomenclature,code,form_es,specificity,basis,reference\n"
    b"castana,HS2022,080122,sin cascara,EXACT,D,Y\n"
)


def there_and_back(url: str) -> None:
    """Take the niches' branch to before sources, and up again."""
    command.downgrade(migrations.configuration(url), "niche_0002")
    migrations.upgrade(url)


def test_what_was_loaded_keeps_its_rows_and_gets_a_slice(
    fresh_database: str, serve: Any, tmp_path: Path
) -> None:
    loaded(
        fresh_database,
        [("chains", "ESLABON", CHAINS), ("chain_products", "ESLABON", PRODUCTS)],
    )
    with ThreadPoolExecutor(1) as thread:
        thread.submit(there_and_back, fresh_database).result()

    with serve(create_app(Settings(database_url=fresh_database, uploads=tmp_path))) as address:
        (chain,) = httpx.get(f"{address}/v1/chains?product=080122").json()["items"]

    assert chain["id"] == "castana"
    assert chain["products"][0]["reference"] == "Y"
    assert {one["slice"] for one in chain["provenance"]} == {"source=ESLABON"}
