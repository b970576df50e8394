"""Which headings' industries use what those of other headings make, by the United States' table."""

from pathlib import Path

import polars as pl

from build_sample.harmonized import successors
from build_sample.tables import Table

FOLDER = "value-chain-links"
EDITION = "HS1992"
LEAST_PERCENT = 2.0
DECIMALS = 2


def _industries(source: Path) -> pl.DataFrame:
    """What part of each heading's subheadings is made by each industry: heading, industry, part.

    A subheading that several industries make counts in equal parts."""
    made = (
        pl.read_parquet(source / FOLDER / "hs6_to_naics_to_bea2017.parquet")
        .filter(pl.col("hs_revision") == "HS2017", pl.col("bea_2017").is_not_null())
        .select(pl.col("hs6").alias("code"), pl.col("bea_2017").alias("industry"))
        .unique()
        .with_columns(part=1 / pl.len().over("code"))
    )
    pairs = (
        pl.DataFrame(successors(source, EDITION, "HS2017"), ["old", "code"], orient="row")
        .select(pl.col("old").str.head(4).alias("heading"), "code")
        .unique()
    )
    counted = pairs.group_by("heading").len("subheadings")
    return (
        pairs.join(made, on="code")
        .sort(pl.all())
        .group_by("heading", "industry", maintain_order=True)
        .agg(pl.col("part").sum())
        .join(counted, on="heading")
        .select("heading", "industry", pl.col("part") / pl.col("subheadings"))
    )


def input_links(source: Path) -> Table:
    """Input links between headings: the mean over the subheadings of both of the industries'."""
    made = _industries(source)
    used = pl.read_csv(source / FOLDER / "bea_goods_input_links_ge1pct.csv").select(
        "input_commodity", "using_industry", percent=100 * pl.col("share_of_industry_output")
    )
    links = (
        used.join(made, left_on="input_commodity", right_on="industry")
        .rename({"heading": "input"})
        .join(made, left_on="using_industry", right_on="industry", suffix="_used")
        .rename({"heading": "output"})
        # Sums of the same figures in the same order: the same bytes each time.
        .sort(pl.all())
        .group_by("input", "output", maintain_order=True)
        .agg(share=(pl.col("percent") * pl.col("part") * pl.col("part_used")).sum())
        .with_columns(pl.col("share").round(DECIMALS))
        .filter(pl.col("input") != pl.col("output"), pl.col("share") >= LEAST_PERCENT)
    )
    return Table(
        service="niche",
        dataset="input_links",
        slice={"source": "BEA-2017"},
        rows=[
            {
                "nomenclature": EDITION,
                "input": row["input"],
                "output": row["output"],
                "share_percent": str(row["share"]),
                "technology": "USA",
            }
            for row in links.iter_rows(named=True)
        ],
        source="US Bureau of Economic Analysis, detailed use table 2017 (USEPA/useeior, commit "
        "1565a70); HS to NAICS of insongkim/concordance, commit 201c812",
        licence="MIT; figures of the Bureau in the public domain",
        cite_as="U.S. Bureau of Economic Analysis (2017), Use Table before redefinitions, producer "
        "prices; USEPA useeior; concordance",
        year=2017,
        url="https://github.com/USEPA/useeior",
        retrieved_on="2026-11-24",
        note="Technology of the United States, not of Latin America. Links between industries of "
        "goods of 1 % or more of the user's output, carried to headings of HS1992 as the mean over "
        f"the subheadings of both; links of less than {LEAST_PERCENT:g} % are left out. A heading "
        "stands for its industry: which of an industry's goods is the input is not known.",
    )
