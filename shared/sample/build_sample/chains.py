"""The chains: species, names, countries, permits, claims and the codes they are traded under."""

from pathlib import Path

from build_sample.chain_figures import prices, statistics
from build_sample.tables import Row, Table, csv_rows

CURATED = Path(__file__).parent / "curated"
SOURCE = {"source": "ESLABON"}

NOTES = {
    "chains": "Six chains of the 2023 workshop report; copaiba apart, which the report takes for "
    "bolaina; and a group of ten fruits that sources add up.",
    "chain_names": "WLD marks a name whose source gives no country.",
    "species": "GBIF keys were found nowhere.",
    "species_status": "A year stands for its first day where only the year is known.",
    "chain_presence": "Every chain of the report in the eight countries of the Amazon treaty; "
    "UNKNOWN where no source consulted says anything.",
    "chain_zones": "First-level units only: no community is located more closely.",
    "chain_biology": "Basis D read in a source, I inferred, A assumed.",
    "chain_permits": "Not exhaustive; rows without a chain hold for all of them.",
    "chain_claims": "What sources contradict, alone say, or misspell.",
}


def table(dataset: str, rows: list[Row], note: str) -> Table:
    """Rows of a dataset of the chains as a table."""
    return Table(
        service="niche",
        dataset=dataset,
        rows=rows,
        source="Public pages and national tariffs; the address is in each row",
        licence="Facts",
        cite_as="Own compilation from the sources named per row",
        year=2023,
        url="https://oraotca.org",
        retrieved_on="2026-11-24",
        note=note,
        slice=SOURCE,
    )


def products() -> list[Row]:
    """Codes of chains, one a row."""
    return [
        {**{key: value for key, value in row.items() if key != "codes"}, "code": code}
        for row in csv_rows(CURATED / "chain_products.csv")
        for code in row["codes"].split()
    ]


def chains(source: Path) -> list[Table]:
    """Every table of chains; figures are those of the source folder and of the curated files."""
    files = {"species": "chain_species"}
    described = [
        table(name, list(csv_rows(CURATED / f"{files.get(name, name)}.csv")), note)
        for name, note in NOTES.items()
    ]
    return [
        *described,
        table(
            "chain_products",
            products(),
            "Only castaña has subheadings of its own. SHARED codes mix other goods: their trade "
            "is not the chain's. Basis D read in a source, I inferred, A assumed.",
        ),
        table(
            "chain_statistics",
            statistics(source, CURATED),
            "Figures as pages of the press, of statistical offices and of ministries give them; "
            "those of FAO FishStat are left out, whose terms forbid commercial use.",
        ),
        table("chain_prices", prices(CURATED), "Few and local: what the pages read say."),
    ]
