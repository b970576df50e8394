"""Files of trade as people have them, read by adapters: BACI's years and UN Comtrade's csv."""

import csv
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from eslabon.contracts.envelope import Lang
from matrix_api.flows.areas import AREAS, BACI
from matrix_api.flows.tables import FLOWS
from servicekit.releases.faults import Fault, RefusedError
from servicekit.releases.rows import Upload, rows

SOURCE = Path(os.environ.get("ESLABON_DATA_SOURCE", "/nowhere"))
BACI_2022 = {"source": "BACI", "year": "2022"}
COMTRADE_2022 = {"source": "COMTRADE", "year": "2022"}
NEW = (
    "typeCode,freqCode,refYear,reporterISO,flowCode,partnerISO,partner2Code,classificationCode,"
    "cmdCode,customsCode,motCode,qtyUnitAbbr,qty,netWgt,primaryValue,isAggregate\n"
)
OLD = (
    "Classification,Year,Period,Aggregate Level,Trade Flow Code,Trade Flow,Reporter ISO,Partner,"
    "Partner ISO,Commodity Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag\n"
)
Row = tuple[Any, ...]


def _upload(file: Path, adapter: str, parts: dict[str, str]) -> Upload:
    return Upload(file, "csv", parts, 10**9, FLOWS.adapter(adapter))


def faults(file: Path, adapter: str, parts: dict[str, str] = BACI_2022) -> list[Fault]:
    """Return the faults of a file."""
    return [
        fault
        for block in rows(FLOWS, _upload(file, adapter, parts))
        for fault in block.checked.faults
    ]


def made(file: Path, adapter: str, parts: dict[str, str], names: Sequence[str]) -> list[Row]:
    """Return the flows that an adapter makes of a whole file, all of them kept by the dataset."""
    found = FLOWS.adapter(adapter)
    assert found is not None
    whole = pl.read_csv(file, infer_schema=False).with_row_index("line", 2)
    dropped = [column.name for column in found.columns if column.dropped]
    frame = found.begin(parts)(
        whole.with_columns(
            pl.col("line").cast(pl.Int64),
            *(pl.col(name).str.replace_all(" ", "") for name in dropped),
            *(
                pl.lit(None, pl.String).alias(column.name)
                for column in found.columns
                if column.name not in whole.columns
            ),
        )
    )
    read = list(rows(FLOWS, _upload(file, adapter, parts)))
    assert sum(block.checked.rows for block in read) == frame.height
    assert not any(block.checked.refused for block in read)
    return frame.select(names).rows()


def test_a_year_of_baci_is_dollars_and_kilograms_between_countries(tmp_path: Path) -> None:
    file = tmp_path / "BACI_HS22_Y2022_V202501.csv"
    file.write_text(
        "t,i,j,k,v,q\n"
        "2022,484,842,850300,19.427,4.534\n"
        "2022,490,76,080122,0.001,NA\n"
        "2022,699,251,10121,     1234.5,           NA\n"
        "2021,484,842,850300,1,1\n"
        "2022,484,842,9999AA,5,1\n"
    )
    names = ("line", "exporter", "importer", "nomenclature", "product", "value_usd", "weight_kg")
    assert made(file, "baci-hs22", BACI_2022, [*names, "reported_by"]) == [
        (2, "MEX", "USA", "HS2022", "850300", Decimal(19427), Decimal(4534), "RECONCILED"),
        (3, "TWN", "BRA", "HS2022", "080122", Decimal(1), None, "RECONCILED"),
        (4, "IND", "FRA", "HS2022", "010121", Decimal(1234500), None, "RECONCILED"),
    ]
    assert {row[0] for row in made(file, "baci-hs92", BACI_2022, ["nomenclature"])} == {"HS1992"}


def test_what_baci_never_has_is_named_by_line_and_by_its_own_column(tmp_path: Path) -> None:
    file = tmp_path / "baci.csv"
    file.write_text(
        "t,i,j,k,v,q\n"
        "2022,484,842,850300,1,1\n"
        "2022,999,842,850300,1,1\n"
        "2022,484,840,850300,1,1\n"
        "2022,484,842,8503,1,1\n"
        "2022,484,842,850301,-1,1\n"
        "2022,484,842,850302,NaN,1\n"
        "2022,484,842,850303,1,inf\n"
        "2022,484,842,850304,1e5,1\n"
        "2022,484,842,850305,,1\n"
    )
    found = [(one.line, one.column, one.value) for one in faults(file, "baci-hs22")]
    assert found == [
        (3, "i", "999"),
        (4, "j", "840"),
        (5, "k", "8503"),
        (6, "v", "-1"),
        (7, "v", "NaN"),
        (8, "q", "inf"),
        (9, "v", "1e5"),
        (10, "v", None),
    ]


def test_every_number_of_baci_is_of_an_area_that_flows_may_name() -> None:
    assert set(BACI.values()) <= set(AREAS)
    assert (BACI["842"], BACI["757"], BACI["579"]) == ("USA", "CHE", "NOR")


@pytest.mark.skipif(not SOURCE.exists(), reason="ESLABON_DATA_SOURCE names no folder")
def test_baci_numbers_are_those_of_the_reference_of_countries() -> None:
    with (SOURCE / "country-reference" / "countries.csv").open(encoding="utf-8") as file:
        stated = {
            row["baci_code"]: row["alpha_3"] for row in csv.DictReader(file) if row["baci_code"]
        }
    assert stated.items() <= BACI.items()


def test_comtrade_exports_and_imports_are_told_apart_by_who_reports(tmp_path: Path) -> None:
    file = tmp_path / "comtrade.csv"
    file.write_text(
        NEW
        + "C,A,2022,MEX,X,BRA,0,H6,850300,C00,0,u,12,30.25,19427.00004,false\n"
        + "C,A,2022,BRA,M,MEX,0,H6,850300,C00,0,kg,0,0,20000,false\n"
        + "C,A,2022,BRA,M,S19,0,H6,850300,C00,0,N/A,-1,,7,false\n"
    )
    names = ("exporter", "importer", "value_usd", "weight_kg", "quantity", "quantity_unit")
    assert made(file, "comtrade", COMTRADE_2022, [*names, "reported_by"]) == [
        ("MEX", "BRA", Decimal(19427), Decimal("30.25"), Decimal(12), "u", "EXPORTER"),
        ("MEX", "BRA", Decimal(20000), None, None, None, "IMPORTER"),
        ("TWN", "BRA", Decimal(7), None, None, None, "IMPORTER"),
    ]


def test_comtrade_rows_that_sum_others_or_are_their_parts_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "comtrade.csv"
    whole = "C,A,2022,MEX,X,BRA,0,H6,850300,C00,0,u,1,1,1,false"
    left_out = {
        ",BRA,": [",W00,", ",_X ,", ",X1,", ",,"],
        ",MEX,": [",EUR,"],
        ",X,": [",RX,", ",RM,", ",DX,"],
        ",850300,": [",8503,", ",TOTAL,", ",85,", ",9999AA,"],
        ",H6,": [",S4,", ",B5,"],
        ",C00,": [",C01,"],
        ",0,u,": [",2100,u,"],
        ",0,H6,": [",76,H6,"],
        "C,A,": ["C,M,", "S,A,"],
        ",2022,": [",2021,"],
    }
    others = [whole.replace(old, new) for old, news in left_out.items() for new in news]
    file.write_text(NEW + "\n".join([whole, *others]) + "\n")
    assert made(file, "comtrade", COMTRADE_2022, ["line", "product"]) == [(2, "850300")]


def test_comtrade_as_it_was_before_2023_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "comtrade.csv"
    file.write_text(
        OLD
        + "H5,2022,2022,6,2,Export,MEX,Brazil,BRA,850300,Number of items,12,30,19427,0\n"
        + "H5,2022,2022,6,1,Import,MEX,Brazil,BRA,850300,No Quantity,,,500,0\n"
        + "H5,2022,2022,6,3,Re-Export,MEX,Brazil,BRA,850300,No Quantity,,,1,0\n"
        + "H5,2022,2022,6,2,Export,MEX,World,WLD,850300,No Quantity,,,1,0\n"
        + 'H5,2022,2022,6,2,Export,MEX,"Areas, nes",,850300,No Quantity,,,1,0\n'
        + "H5,2022,2022,4,2,Export,MEX,Brazil,BRA,8503,No Quantity,,,1,0\n"
    )
    names = ("exporter", "importer", "nomenclature", "value_usd", "quantity", "reported_by")
    assert made(file, "comtrade-legacy", COMTRADE_2022, names) == [
        ("MEX", "BRA", "HS2017", Decimal(19427), Decimal(12), "EXPORTER"),
        ("BRA", "MEX", "HS2017", Decimal(500), None, "IMPORTER"),
    ]


def test_a_comtrade_file_of_headings_is_refused_saying_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "comtrade.csv"
    file.write_text(NEW + "C,A,2022,MEX,X,BRA,0,H6,8503,C00,0,u,1,1,1,false\n")
    with pytest.raises(RefusedError) as refused:
        faults(file, "comtrade", COMTRADE_2022)
    assert "seis dígitos" in refused.value.fault.reason[Lang.ES]
    assert "source=COMTRADE,year=2022" in refused.value.fault.reason[Lang.ES]


@pytest.mark.skipif(not SOURCE.exists(), reason="ESLABON_DATA_SOURCE names no folder")
def test_mexico_by_heading_is_no_flow_of_subheadings(tmp_path: Path) -> None:
    stored = SOURCE / "comtrade-mexico-hs4" / "mexico_bilateral_hs4_2015_2021.parquet"
    year = pl.read_parquet(stored).filter(pl.col("year") == 2019)
    file = tmp_path / "mexico.csv"
    year.select(
        refYear="year",
        reporterISO=pl.lit("MEX"),
        flowCode=pl.col("flow").replace_strict({"export": "X", "import": "M"}),
        partnerISO="partner_iso3",
        classificationCode=pl.lit("H5"),
        cmdCode="hs4",
        primaryValue="value_usd",
        **dict.fromkeys(("netWgt", "qty", "qtyUnitAbbr"), pl.lit(None)),
    ).write_csv(file)
    with pytest.raises(RefusedError, match="six digits"):
        faults(file, "comtrade", {"source": "COMTRADE", "year": "2019"})


@pytest.mark.skipif(not SOURCE.exists(), reason="ESLABON_DATA_SOURCE names no folder")
def test_the_energy_flows_of_baci_are_read_whole(tmp_path: Path) -> None:
    number = {code: key for key, code in BACI.items()} | {"S19": "490"}
    frame = pl.read_parquet(SOURCE / "baci-energy-2023" / "bilateral_hs22_6_2023.parquet")
    file = tmp_path / "baci.csv"
    frame.select(
        t="year",
        i=pl.col("exporter").replace_strict(number),
        j=pl.col("importer").replace_strict(number),
        k="hs22_6",
        v=pl.col("value_kusd").round(3),
        q=pl.col("quantity_t").round(3),
    ).write_csv(file, null_value="NA")
    parts = {"source": "BACI", "year": "2023"}
    values = made(file, "baci-hs22", parts, ["value_usd"])
    assert len(values) == 62_926
    total = Decimal(str(round(frame["value_kusd"].sum(), 3))) * 1000
    assert abs(sum(row[0] for row in values) - total) < 1
