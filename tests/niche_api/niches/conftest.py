"""A niche-api with complexity of a small world, three regions of one country, and groups."""

import asyncio
import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from niche_api.app import create_app
from sample import entries
from servicekit.settings import Settings

from tests.niche_api.conftest import Ask, asking, square
from tests.niche_api.loading import loaded
from tests.niche_api.niches.small_world import store

NOBODY = "http://127.0.0.1:9"
REGIONS = f"""region,country,level,name,kind,geometry,reference
BO-L,BOL,1,La Paz,Departamento,"{square(-69, -17).replace('"', '""')}",X
BO-S,BOL,1,Santa Cruz,Departamento,"{square(-63, -18).replace('"', '""')}",X
BO-T,BOL,1,Tarija,Departamento,"{square(-65, -22).replace('"', '""')}",X
"""
HEADINGS = """region,nomenclature,product,value,unit,establishments
BO-L,HS2017,0101,100,USD,9
BO-L,HS2017,0202,300,USD,4
BO-L,HS2017,2801,600,USD,
BO-S,HS2017,0101,900,USD,50
BO-S,HS2017,1201,90,USD,12
BO-S,HS2017,9999,10,USD,3
BO-T,HS2017,0101,500,USD,7
BO-T,HS2017,2701,500,USD,2
BO-T,HS2017,2702,,USD,8
"""
ACTIVITIES = """region,nomenclature,product,name,value,unit
BO-L,CIIU4,10,Alimentos,60,PERSONS
BO-L,CIIU4,13,Textiles,40,PERSONS
BO-S,CIIU4,10,Alimentos,90,PERSONS
BO-S,CIIU4,13,Textiles,10,PERSONS
"""
PART = """region,nomenclature,product,value,unit,scope
PE-LIM,HS2022,0101,40,USD,01-05
PE-LIM,HS2022,0301,60,USD,01-05
"""


def sent(text: str) -> bytes:
    """Return a file."""
    return text.encode()


def groups() -> bytes:
    """Return the sample's groups of products."""
    (entry,) = (one for one in entries() if one.dataset == "product_groups")
    return gzip.decompress(entry.path.read_bytes())


@pytest.fixture(scope="module")
def address(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a niche-api with all of them; the services it asks are not there."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, store(module_database)).result()
    loaded(
        module_database,
        [
            ("regions", "NATURAL-EARTH", sent(REGIONS)),
            ("product_groups", "ESLABON", groups()),
            ("regional_exports", {"country": "BOL", "source": "INE", "year": "2020"},
             sent(HEADINGS)),
            ("regional_exports", {"country": "BOL", "source": "CENSO", "year": "2021"},
             sent(ACTIVITIES)),
            ("regional_exports", {"country": "PER", "source": "SUNAT", "year": "2018"},
             sent(PART)),
        ],
    )  # fmt: skip
    settings = Settings(
        database_url=module_database,
        uploads=Path(tmp_path_factory.mktemp("up")),
        tariff_url=NOBODY,
        matrix_url=NOBODY,
    )
    with serve(create_app(settings)) as url:
        yield url


@pytest.fixture
def ask(address: str) -> Ask:
    """Ask that niche-api."""
    return asking(address)
