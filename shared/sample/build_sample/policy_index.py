"""The SME policy index: editions, their dimensions, and figures that sources print."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from build_sample.tables import Row, Table, csv_rows

CURATED = Path(__file__).parent / "curated"
DIMENSIONS = "facts-trade-integration/sme_index_dimensions.csv"
FIGURES = "facts-trade-integration/sme_index_facts.csv"
SITE = "https://www.oecd.org/en/publications/sme-policy-index-latin-america-and-the-caribbean-2024_ba028c1d-en.html"

ITEMS = {
    "1": ("marco-institucional", "Marco institucional"),
    "2": ("entorno-operativo", "Ambiente operacional e simplificação de procedimentos"),
    "3": ("acceso-al-financiamiento", "Acesso ao financiamento"),
    "4": (
        "servicios-y-compras-publicas",
        "Serviços de desenvolvimento das PMEs e compras públicas",
    ),
    "5": ("innovacion-y-tecnologia", "Inovação e tecnologia"),
    "6": ("transformacion-productiva", "Transformação produtiva"),
    "7": ("acceso-a-mercados", "Acesso a mercados e internacionalização"),
    "8": ("digitalizacion", "Digitalização"),
}
"""Identifier and Portuguese name of each dimension, by the number the file gives it."""
METRICS = {
    "score": "SCORE",
    "relative_to_average": "RELATIVE_TO_AVERAGE",
    "number_of_dimensions": "DIMENSIONS",
    "number_of_subdimensions": "SUB_DIMENSIONS",
    "dimensions_above_LA9_average": "DIMENSIONS_ABOVE_AVERAGE",
    "share_of_firms_that_are_smes_pct": "FIRMS_THAT_ARE_SMES",
    "share_of_formal_employment_pct": "FORMAL_EMPLOYMENT",
}
FRACTIONS = {"99.5": "0.995", "60": "0.6"}
"""Shares that the file gives in percent."""
STANDINGS = {"at average": "AVERAGE"}
NOTES = {
    "plus a pilot green-economy dimension and gender as cross-cutting theme": (
        "Además, una dimensión piloto de economía verde y género como tema transversal.",
        "Além disso, uma dimensão piloto de economia verde e gênero como tema transversal.",
        "Besides, a pilot dimension on the green economy and gender as a cross-cutting theme.",
    )
}
"""Notes in three languages; those that name dimensions are figures of their own."""


def items(source: Path) -> list[Row]:
    """Dimensions of each edition by the file, and sub-dimensions by the curated table."""
    found: list[Row] = []
    for row in csv_rows(source / DIMENSIONS):
        item, portuguese = ITEMS[row["dimension_no"]]
        found += [
            {
                "edition": edition,
                "item": item,
                "level": "DIMENSION",
                "position": row["dimension_no"],
                "name_es": row["name_es"],
                "name_pt": portuguese,
                "name_en": row["name_en"],
                "basis": "D",
                "reference": row["source"],
            }
            for edition in ("2019", "2024")
            if row[f"in_{edition}"] == "yes"
        ]
    return found + list(csv_rows(CURATED / "policy_items.csv"))


def figure(row: Row, dimensions: dict[str, str]) -> Row:
    """Return a row of the file as a figure; `dimensions` gives identifiers by Spanish name."""
    note = NOTES.get(row["note"], ("", "", ""))
    value = FRACTIONS.get(row["value"], row["value"]) if "pct" in row["metric"] else row["value"]
    standing = STANDINGS.get(value, "")
    return {
        "edition": row["edition"],
        "area": "ALL" if row["country"] == "all" else row["country"],
        "item": dimensions[row["dimension_es"]] if row["dimension_es"] else "",
        "metric": METRICS[row["metric"]],
        "value": "" if standing else value,
        "standing": standing,
        "approximate": "true" if row["note"] == "approximate" else "false",
        "note_es": note[0],
        "note_pt": note[1],
        "note_en": note[2],
        "reference": row["source"],
    }


def figures(source: Path) -> list[Row]:
    """Every figure of the file, and those that its notes and the press name."""
    dimensions = {
        row["name_es"]: ITEMS[row["dimension_no"]][0] for row in csv_rows(source / DIMENSIONS)
    }
    own = [figure(row, dimensions) for row in csv_rows(source / FIGURES)]
    return own + list(csv_rows(CURATED / "policy_figures.csv"))


def _table(dataset: str, rows: Iterable[Row], note: str, slice_: dict[str, str]) -> Table:
    return Table(
        service="niche",
        dataset=dataset,
        rows=rows,
        source="Pages of OECD, SELA and the press; the address is in each row",
        licence="Facts",
        cite_as="OECD, CAF and SELA, SME Policy Index, by the pages named per row",
        year=2024,
        url=SITE,
        retrieved_on="2026-11-24",
        note=note,
        slice=slice_,
    )


def policy_index(source: Path) -> list[Table]:
    """Editions, structure and figures; no answers, which no page publishes."""
    by_edition = sorted(items(source), key=lambda row: row["edition"])
    of_source = {"source": "ESLABON"}
    editions = list(csv_rows(CURATED / "policy_editions.csv"))
    return [
        _table("policy_editions", editions, "The two editions for Latin America.", of_source),
        *(
            _table(
                "policy_items",
                list(own),
                "Dimensions, and sub-dimensions as far as a page names them; blocks and indicators "
                "are in no page at hand.",
                {"edition": edition},
            )
            for edition, own in groupby(by_edition, key=lambda row: row["edition"])
        ),
        _table(
            "policy_figures",
            figures(source),
            "What pages print; scores of countries are not among it.",
            of_source,
        ),
    ]
