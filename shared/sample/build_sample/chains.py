"""The Amazon chains: species, names by country and the codes under which they are traded."""

from pathlib import Path

from build_sample.tables import Row, Table, csv_rows

CURATED = Path(__file__).parent / "curated"


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
    )


def chains() -> list[Table]:
    """Chains, their names, and their products."""
    products = [
        {**{key: value for key, value in row.items() if key != "codes"}, "code": code}
        for row in csv_rows(CURATED / "chain_products.csv")
        for code in row["codes"].split()
    ]
    return [
        table(
            "chains",
            list(csv_rows(CURATED / "chains.csv")),
            "Six chains of the 2023 workshop report, and copaiba apart: the report pairs bolaina "
            "with Copaifera, the botanical sources do not.",
        ),
        table(
            "chain_names",
            list(csv_rows(CURATED / "chain_names.csv")),
            "WLD marks a name whose source gives no country.",
        ),
        table(
            "chain_products",
            list(products),
            "Only castaña has subheadings of its own. SHARED codes mix other goods: their trade "
            "is not the chain's. Basis D read in a source, I inferred, A assumed.",
        ),
    ]
