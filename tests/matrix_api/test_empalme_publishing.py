"""A reader of a matrix during a publish sees the figures of one publication only."""

import threading
from pathlib import Path
from typing import Any

import httpx
from eslabon.contracts.iso3166 import ALPHA3
from matrix_api.app import create_app
from servicekit.settings import Settings

from tests.matrix_api.empalme_world import edition
from tests.matrix_api.loading import Slices, loaded

VERSIONS = range(1, 7)
HEADER = "exporter,importer,nomenclature,product,value_usd,weight_kg\n"
OTHERS = sorted(set(ALPHA3.values()) - {"URY", "ARG", "BRA"})[:110]


def year(version: int) -> Slices:
    """Return a year of flows in which every value is that many times the first."""
    rows = [f"{code},DEU,HS2022,020110,{version}," for code in OTHERS if code != "DEU"]
    rows += [
        f"URY,ARG,HS2022,020110,{70 * version},",
        f"CHN,ARG,HS2022,020110,{30 * version},",
        f"CHN,BRA,HS2022,100610,{900 * version},",
        f"URY,DEU,HS2022,100610,{50 * version},",
        f"ARG,BRA,HS2022,020110,{10 * version},",
    ]
    return {("flows", "BACI", 2023): HEADER + "\n".join(rows)}


def test_exports_imports_and_trade_within_the_region_are_of_one_publication(
    module_database: str, serve: Any, tmp_path: Path
) -> None:
    members = [(code, "BACI", 2023, 2023) for code in ("ARG", "BRA", "URY")]
    loaded(module_database, {**year(1), ("empalme_editions", "toy"): edition(members)})
    settings = Settings(
        database_url=module_database,
        uploads=tmp_path,
        tariff_url="http://127.0.0.1:9",
        publication_poll_seconds=0.05,
    )
    seen: dict[int, set[tuple[float, ...]]] = {}
    done = threading.Event()
    with serve(create_app(settings)) as address, httpx.Client(base_url=address) as http:

        def read() -> None:
            while not done.is_set():
                said = http.get("/v1/empalme/URY?edition=toy", timeout=30).json()
                beef = next(row for row in said["items"] if row["heading"] == "0201")
                figures = (
                    float(beef["exports_usd"]),
                    float(beef["exporter_gap"]["unmet_usd"]),
                    float(beef["extra_regional"]["unmet_usd"]),
                    beef["exporter_gap"]["index"],
                )
                seen.setdefault(said["meta"]["publication"], set()).add(figures)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for version in VERSIONS:
            loaded(module_database, year(version))
        last = http.get("/v1/publication").json()["n"]
        while last not in seen and any(reader.is_alive() for reader in readers):
            last = http.get("/v1/publication").json()["n"]
        done.set()
        for reader in readers:
            reader.join()
    assert len(seen) > 2
    for publication, figures in seen.items():
        assert len(figures) == 1, publication
        exports, gap, outside, _ = next(iter(figures))
        version = exports / 70
        assert version in VERSIONS
        assert (gap, outside) == (40 * version, 30 * version)
    indices = [index for figures in seen.values() for *_, index in figures]
    assert max(indices) - min(indices) < 1e-12
