"""Nomenclatures with their codes, and the correlation between revisions."""

from pathlib import Path

from build_sample.harmonized import Rows, hs2017, hs2022, successors
from build_sample.tables import Table, csv_rows
from build_sample.tariffs import Tariff, code_rows, portuguese_subheadings

CURATED = Path(__file__).parent / "curated"
OFFICIAL = {
    "NCM2017": ("Camex/MDIC, Tarifa Externa Comum of 31 March 2021", 2021),
    "PER2022": ("Perú, Arancel de Aduanas 2022 (D.S. 404-2021-EF)", 2022),
    "URY2024": ("Uruguay, Arancel Nacional, April 2024", 2024),
    "URY2025": ("Uruguay, Arancel Nacional, February 2025", 2025),
}


def nomenclatures() -> Table:
    """The nomenclatures of the sample."""
    return Table(
        service="tariff",
        dataset="nomenclatures",
        slice={"source": "ESLABON"},
        rows=csv_rows(CURATED / "nomenclatures.csv"),
        source="World Customs Organization; national tariffs",
        licence="Facts",
        cite_as="Harmonized System 2017 and 2022; national tariffs of Brazil, Peru and Uruguay",
        year=2025,
        url="https://www.wcoomd.org",
        retrieved_on="2026-11-24",
        note="Days of validity of a national nomenclature are those of its duties, inferred.",
    )


def codes_table(nomenclature: str, rows: Rows, source: str, year: int, note: str) -> Table:
    """Codes of one nomenclature as a table."""
    return Table(
        service="tariff",
        dataset="codes",
        slice={"nomenclature": nomenclature},
        rows=rows,
        source=source,
        licence="Official texts; English of the Harmonized System PDDL, MIT",
        cite_as=source,
        year=year,
        url="https://www.wcoomd.org",
        retrieved_on="2026-11-24",
        note=note,
    )


def harmonized_codes(source: Path, brazil: Tariff) -> list[Table]:
    """Codes of the Harmonized System, 2022 and 2017."""
    return [
        codes_table(
            "HS2022",
            hs2022(source),
            "Harmonized System 2022: English, datasets/harmonized-system (PDDL); Spanish, "
            "Uruguay's Arancel Nacional; Portuguese, Brazil's TEC 2021",
            2022,
            "Portuguese is of 2017: subheadings have it only where nothing moved between the "
            "revisions, headings where the heading exists. Chapters have no Portuguese title. "
            "English texts are whole; Spanish and Portuguese start below the heading.",
        ),
        codes_table(
            "HS2017",
            hs2017(source, portuguese_subheadings(brazil)),
            "Harmonized System 2017: English, insongkim/concordance (MIT); Portuguese, Brazil's "
            "TEC 2021; Spanish, Uruguay's Arancel Nacional (2022)",
            2017,
            "Spanish is of 2022: subheadings have it only where nothing moved between the "
            "revisions.",
        ),
    ]


def national_codes(source: Path, nomenclature: str, tariff: Tariff, lang: str) -> Table:
    """Codes of a national tariff in its own language."""
    publisher, year = OFFICIAL[nomenclature]
    note = "Chapter titles are those of the Harmonized System 2022."
    return codes_table(nomenclature, code_rows(source, tariff, lang), publisher, year, note)


def correlations(source: Path) -> Table:
    """Subheadings of 2017 and what they became in 2022."""
    return Table(
        service="tariff",
        dataset="correlations",
        slice={"from": "HS2017", "to": "HS2022"},
        rows=[{"from_code": old, "to_code": new} for old, new in successors(source)],
        source="United Nations Statistics Division tables, insongkim/concordance",
        licence="MIT",
        cite_as="Liao, S., Kim, I. S., Miyano, S. and Zhu, H., concordance; UN Statistics Division",
        year=2022,
        url="https://unstats.un.org/unsd/classifications/Econ",
        retrieved_on="2026-11-24",
        note="The source names one 2017 subheading for each of 2022 (a conversion, not a full "
        "correlation): a 2022 subheading merged from several of 2017 shows only one.",
    )
