"""Files as people have them, read by adapters: WITS/TRAINS and MERCOSUR's printed tariffs."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from eslabon.contracts.envelope import Lang
from servicekit.releases.dataset import Dataset
from servicekit.releases.faults import RefusedError
from servicekit.releases.rows import Rows, Upload, rows
from tariff_api.duties.tables import DUTIES
from tariff_api.national_tariffs.tables import NATIONAL_TARIFFS
from tariff_api.preferences.tables import PREFERENCES

from . import loading, made_tariff
from .conftest import filled
from .ministry import Ministry, running

SOURCE = Path(os.environ.get("ESLABON_DATA_SOURCE", "/nowhere"))
BRAZIL_ALL = SOURCE / "wits-trains-bra" / "bra_tariffs_1990_2021.csv.gz"
URUGUAY = SOURCE / "uy-arancel" / "uy_arancel_202404.csv"
TRAINS = {"source": "TRAINS", "importer": "BRA", "edition": "2021"}
URY = {"source": "ARANCEL", "importer": "URY", "edition": "2024-04"}
HEADER = (
    "reporter,year,partner,nomen,hs6,tariff_type,simple_avg,min_rate,max_rate,n_lines,"
    "n_pref_lines,n_mfn_lines,n_na_lines\n"
)
AEC = "code,code_dotted,section,digits,description_es,aec_pct,ez_pct,iz_pct\n"
most = 10**9


def read(path: Path, dataset: Dataset, adapter: str, parts: dict[str, str]) -> list[Rows]:
    """Return the blocks of a file as an adapter of a dataset reads it."""
    found = dataset.adapter(adapter)
    assert found is not None
    return list(rows(dataset, Upload(path, "csv", parts, most, found)))


def made(path: Path, dataset: Dataset, adapter: str, parts: dict[str, str]) -> list[dict[str, Any]]:
    """Return the rows that an adapter makes of a whole file, as it makes them."""
    found = dataset.adapter(adapter)
    assert found is not None
    frame = pl.read_csv(path, infer_schema=False).with_row_index("line", 2)
    return found.begin(parts)(frame.with_columns(pl.col("line").cast(pl.Int64))).to_dicts()


def test_trains_rows_of_the_year_are_preferences_and_groups_name_their_agreement(
    tmp_path: Path,
) -> None:
    file = tmp_path / "bra.csv"
    file.write_text(
        HEADER
        + "076,2021,000,H5,080122,MFN,10,10,10,1,0,1,0\n"
        + "076,2021,484,H5,080122,PREF,8.00004,8,8,1,1,0,0\n"
        + "076,2021,N37,H5,080122,PREF,0,0,0,2,1,1,0\n"
        + "076,2020,604,H5,080122,PREF,0,0,0,1,1,0,0\n"
        + "604,2021,076,H5,080122,PREF,0,0,0,1,1,0,0\n"
        + "076,2021,000,H5,271000,MFN,0,0,0,,,,\n"
    )
    found = made(file, PREFERENCES, "trains", TRAINS)
    kept = ("line", "beneficiary", "agreement", "rate_percent", "lines_covered", "lines_total")
    assert [tuple(row[name] for name in kept) for row in found] == [
        (2, "WLD", None, "10", "1", "1"),
        (3, "MEX", None, "8", "1", "1"),
        (4, "MERCOSUR", "AAP.CE 18", "0", "1", "2"),
    ]
    assert {row["nomenclature"] for row in found} == {"HS2017"}
    assert sum(block.checked.rows for block in read(file, PREFERENCES, "trains", TRAINS)) == 3


def test_an_average_over_several_rates_is_no_duty(tmp_path: Path) -> None:
    file = tmp_path / "bra.csv"
    file.write_text(
        HEADER
        + "076,2021,000,H5,080122,MFN,10,10,10,1,0,1,0\n"
        + "076,2021,000,H5,080131,MFN,7.5,0,10,4,0,4,0\n"
        + "076,2021,484,H5,080122,PREF,8,8,8,1,1,0,0\n"
    )
    found = made(file, DUTIES, "trains", TRAINS)
    assert [(row["code"], row["rate_percent"], row["rate_text"]) for row in found] == [
        ("080122", "10", "10 %"),
        ("080131", None, "0–10 % (media 7.5 %, 4 líneas)"),
    ]


def test_a_fault_names_the_line_and_the_column_of_the_persons_own_file(tmp_path: Path) -> None:
    file = tmp_path / "bra.csv"
    file.write_text(
        HEADER
        + "076,2021,000,H5,080122,MFN,10,10,10,1,0,1,0\n"
        + "076,2021,XXX,H5,080122,PREF,8,8,8,1,1,0,0\n"
        + "076,2021,484,H5,080122,PREF,8,8,8,1,-1,0,0\n"
        + "076,2021,604,H5,080122,PREF,5000,0,8,1,1,0,0\n"
    )
    (block,) = read(file, PREFERENCES, "trains", TRAINS)
    assert [(fault.line, fault.column, fault.value) for fault in block.checked.faults] == [
        (3, "partner", "XXX"),
        (4, "n_pref_lines", "-1"),
        (5, "simple_avg", "5000"),
    ]
    assert (block.checked.rows, block.checked.refused) == (1, 3)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (TRAINS | {"edition": "2019"}, "importer=BRA,edition=2019"),
        (TRAINS | {"edition": "abril"}, "edition=2021"),
    ],
)
def test_a_file_without_a_row_of_the_slice_is_refused(
    tmp_path: Path, parts: dict[str, str], said: str
) -> None:
    file = tmp_path / "bra.csv"
    file.write_text(HEADER + "076,2021,000,H5,080122,MFN,10,10,10,1,0,1,0\n")
    with pytest.raises(RefusedError) as refused:
        read(file, PREFERENCES, "trains", parts)
    assert said in refused.value.fault.reason[Lang.ES]


def test_a_printed_tariff_gives_texts_with_their_groups_and_both_rates(tmp_path: Path) -> None:
    file = tmp_path / "ury.csv"
    file.write_text(
        AEC
        + '0101,01.01,I,4,"Caballos, asnos, mulos y burdéganos, vivos.",,,\n'
        + "01012,0101.2,I,5,- Caballos:,,,\n"
        + "0101210000,0101.21.00.00,I,10,- - Reproductores de raza pura,0,0,0\n"
        + '0101290000,0101.29.00.00,I,10,- - Los demás,2,"1,8",0\n'
    )
    found = made(file, NATIONAL_TARIFFS, "aec", URY)
    assert [(row["code"], row["text_es"], row["rate_percent"]) for row in found] == [
        ("0101", "Caballos, asnos, mulos y burdéganos, vivos.", None),
        ("0101210000", "Caballos > Reproductores de raza pura", "0"),
        ("0101290000", "Caballos > Los demás", "1.8"),
    ]
    within = made(file, PREFERENCES, "aec", URY)
    assert {(row["beneficiary"], row["agreement"]) for row in within} == {("MERCOSUR", "AAP.CE 18")}
    assert [row["code"] for row in within] == ["0101210000", "0101290000"]


@pytest.mark.skipif(not BRAZIL_ALL.exists(), reason="ESLABON_DATA_SOURCE has no WITS file")
@pytest.mark.parametrize(("year", "count"), [("2021", 76_716), ("2004", 46_760)])
def test_a_year_of_the_whole_file_of_brazil_is_read(year: str, count: int) -> None:
    blocks = read(BRAZIL_ALL, PREFERENCES, "trains", TRAINS | {"edition": year})
    assert sum(block.checked.refused for block in blocks) == 0
    assert sum(block.checked.rows for block in blocks) == count


@pytest.mark.skipif(not BRAZIL_ALL.exists(), reason="ESLABON_DATA_SOURCE has no WITS file")
def test_the_adapter_and_the_sample_read_the_same_rates() -> None:
    parts = {"source": "TRAINS", "importer": "BRA", "edition": "2021"}
    extract = made_tariff.sample_rows("preferences", **parts)
    names = (
        "nomenclature", "code", "beneficiary", "agreement", "rate_percent", "rate_min_percent",
        "rate_max_percent", "lines_covered", "lines_total",
    )  # fmt: skip
    path = SOURCE / "wits-trains-bra" / "bra_tariffs_2021.csv"
    read_ = {
        tuple(row[name] or "" for name in names)
        for row in made(path, PREFERENCES, "trains", TRAINS)
    }
    assert {tuple(row[name] for name in names) for row in extract} <= read_


async def _fill(connection: Any) -> None:
    for dataset, parts in (
        ("countries", {}),
        ("nomenclatures", {"source": "ESLABON"}),
        ("codes", {"nomenclature": "HS2022"}),
    ):
        found = made_tariff.sample_rows(dataset, **parts)
        await loading.publish(connection, dataset, found, parts, "sample")


@pytest.fixture(scope="module")
def ministry(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ministry]:
    """A ministry before a service with countries and the Harmonized System, and its worker."""
    filled(module_database, _fill)
    with running(module_database, tmp_path_factory.mktemp("uploads"), serve) as found:
        yield found


def test_an_adapter_that_a_dataset_has_not_is_named(ministry: Ministry) -> None:
    listed = ministry.ask("/v1/datasets/preferences")["adapters"]
    assert [one["name"] for one in listed] == ["trains", "aec"]
    assert all(column["description"] for one in listed for column in one["columns"])
    answer = ministry.http.post(
        "/v1/datasets/preferences/releases",
        params={
            "slice": "source=A,importer=BRA,edition=2021", "source": "A", "licence": "A",
            "cite_as": "A", "adapter": "baci",
        },
        content=b"a\n1\n",
        headers={"Content-Type": "text/csv"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "trains, aec" in answer.json()["detail"]


@pytest.mark.skipif(not URUGUAY.exists(), reason="ESLABON_DATA_SOURCE has no tariff of Uruguay")
def test_uruguays_printed_tariff_is_loaded_whole_with_its_preferences(ministry: Ministry) -> None:
    cut = "source=ARANCEL-NACIONAL,importer=URY,edition=2024-04"
    body = URUGUAY.read_bytes()
    tariff = ministry.send(body, cut, adapter="aec")
    assert tariff["state"] == "done", (tariff, ministry.rejects(tariff)[:5])
    within = ministry.send(body, cut, "preferences", adapter="aec")
    assert within["state"] == "done", within
    parts = dict(pair.split("=") for pair in cut.split(","))
    rates = {row["code"]: row["rate_percent"] for row in made_tariff.sample_rows("duties", **parts)}
    rows_ = {"slice": cut, "publication": within["publication"], "format": "ndjson"}
    loaded = ministry.http.get("/v1/datasets/duties/rows", params=rows_).text.splitlines()
    held = {row["code"]: row["rate_percent"] for row in map(json.loads, loaded)}
    assert {code: held.get(code) for code in rates} == rates
