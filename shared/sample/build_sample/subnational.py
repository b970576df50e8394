"""Exports and employment of first-level units: states of Mexico, Minas Gerais, Paraná."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from build_sample.tables import Row, Table, csv_rows

CURATED = Path(__file__).parent / "curated"
MEXICO = "subnational-mexico-states"
MINAS_YEARS = (2000, 2004, 2008, 2011)
CENSUS_YEAR = 2019
SMALLEST_CELL = 3
"""Establishments below which the figure is left out."""
RETRIEVED = "2026-11-24"


def _table(
    country: str,
    source: str,
    year: int,
    rows: list[Row],
    *,
    institution: str,
    licence: str,
    cite_as: str,
    url: str,
    note: str,
) -> Table:
    return Table(
        service="niche",
        dataset="regional_exports",
        slice={"country": country, "source": source, "year": str(year)},
        rows=rows,
        source=institution,
        licence=licence,
        cite_as=cite_as,
        year=year,
        url=url,
        retrieved_on=RETRIEVED,
        note=note,
    )


def exports_of_mexico(source: Path) -> Iterator[Table]:
    """The 32 states by export subsector; what no subsector is told for is left out."""
    file = source / MEXICO / "mexico_state_exports_naics3_2007_2018.csv"
    frame = pl.read_csv(file).filter(pl.col("row") == "subsector")
    for (year,), rows in sorted(frame.partition_by("year", as_dict=True).items()):
        yield _table(
            "MEX",
            "INEGI",
            int(year),
            [
                {
                    "region": row["region"],
                    "nomenclature": "SCIAN",
                    "product": str(row["naics3"]),
                    "name": row["description_es"],
                    "value": str(row["value_kusd"] * 1000),
                    "unit": "USD",
                }
                for row in rows.to_dicts()
                if row["value_kusd"] is not None
            ],
            institution="INEGI, Exportaciones por entidad federativa",
            licence="Free use with attribution (terms of INEGI)",
            cite_as="INEGI, Exportaciones por entidad federativa",
            url="https://www.inegi.org.mx/programas/exporta_ef/",
            note="Mining and manufacturing: INEGI assigns no agriculture to states. Exports of no "
            "stated subsector are left out. The edition of the classification is not stated.",
        )


def census_of_mexico(source: Path) -> Table:
    """The 32 states by activity of the economic census: persons employed, establishments."""
    name = "mexico_state_naics6_employment_establishments_2004_2019.parquet"
    frame = pl.read_parquet(source / MEXICO / name).filter(pl.col("year") == CENSUS_YEAR)
    return _table(
        "MEX",
        "INEGI-CENSO",
        CENSUS_YEAR,
        [
            {
                "region": row["region"],
                "nomenclature": "SCIAN",
                "product": row["naics6"],
                "value": _persons(row["persons_employed"], int(row["establishments"] or 0)),
                "unit": "PERSONS",
                "establishments": str(int(row["establishments"] or 0)),
            }
            for row in frame.to_dicts()
        ],
        institution="INEGI, Censos Económicos 2019, by MateoTRC/EcomplexityMX",
        licence="Free use with attribution (terms of INEGI)",
        cite_as="INEGI, Censos Económicos 2019",
        url="https://www.inegi.org.mx/programas/ce/2019/",
        note="Persons employed. No person where there are establishments is a figure the source "
        f"withholds; cells of fewer than {SMALLEST_CELL} establishments are left out here.",
    )


def _persons(persons: float | None, establishments: int) -> str:
    if establishments < SMALLEST_CELL or not persons:
        return ""
    return str(int(persons))


def exports_of_minas_gerais(source: Path) -> Iterator[Table]:
    """Minas Gerais by heading, in four of the years."""
    frame = pl.read_parquet(source / "subnational-brazil-mg/minas_gerais_hs4_2000_2011.parquet")
    for year in MINAS_YEARS:
        rows = frame.filter((pl.col("year") == year) & (pl.col("export_value_usd") > 0)).select(
            "hs4", "export_value_usd"
        )
        yield _table(
            "BRA",
            "DATAVIVA",
            year,
            [
                {
                    "region": "BR-MG",
                    "nomenclature": "HS2007",
                    "product": heading,
                    "value": f"{value:.0f}",
                    "unit": "USD",
                }
                for heading, value in rows.iter_rows()
            ],
            institution="SECEX, as DataViva publishes it",
            licence="Open government data of Brazil",
            cite_as="SECEX / DataViva, exports of Minas Gerais",
            url="https://dataviva.info",
            note="One state; years 2000, 2004, 2008 and 2011 of the twelve there are.",
        )


def exports_of_parana(source: Path) -> Iterator[Table]:
    """Paraná by heading, agri-food chapters alone."""
    frame = pl.read_parquet(source / "subnational-brazil-parana/parana_hs4_2020_2025.parquet")
    frame = frame.filter((pl.col("flow") == "export") & (pl.col("value_usd") > 0))
    for (year,), rows in sorted(frame.partition_by("year", as_dict=True).items()):
        yield _table(
            "BRA",
            "COMEXSTAT",
            int(year),
            [
                {
                    "region": row["region"],
                    "nomenclature": "HS2022",
                    "product": row["hs4"],
                    "value": str(row["value_usd"]),
                    "unit": "USD",
                    "scope": "01-24",
                }
                for row in rows.to_dicts()
            ],
            institution="MDIC, Comex Stat, by avnergomes/comexstat-parana",
            licence="Open government data of Brazil",
            cite_as="MDIC, Comex Stat",
            url="https://comexstat.mdic.gov.br",
            note="Chapters 01 to 24 alone: not a whole basket. Municipalities are summed to the "
            "state; the municipality is the firm's fiscal domicile.",
        )


def product_groups() -> Table:
    """Groups of products that niches are ranked in: sections, and sectors in plain words."""
    return Table(
        service="niche",
        dataset="product_groups",
        slice={"source": "ESLABON"},
        rows=csv_rows(CURATED / "product_groups.csv"),
        source="World Customs Organization, sections of the Harmonized System; own sectors",
        licence="CC0 1.0",
        cite_as="Eslabón, groups of products",
        year=2026,
        url="https://www.wcoomd.org",
        retrieved_on=RETRIEVED,
        note="Short names are our own. Sectors are ranges of chapters, and of SCIAN.",
    )


def subnational(source: Path) -> Iterator[Table]:
    """Groups of products, and every basket of regions."""
    yield product_groups()
    yield from exports_of_mexico(source)
    yield census_of_mexico(source)
    yield from exports_of_minas_gerais(source)
    yield from exports_of_parana(source)
