"""Nomenclatures with their codes, and the correlation between revisions."""

from pathlib import Path

from build_sample.harmonized import Rows, hs2017, hs2022, successors
from build_sample.regional import nandina2022, ncm2017, ncm2022
from build_sample.revisions import CORRELATED, EARLIER, codes_of
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
        rows=csv_rows(CURATED / "nomenclatures.csv"),
        source="World Customs Organization; national tariffs",
        licence="Facts",
        cite_as="Harmonized System 1992 to 2022; national tariffs of Brazil, Peru and Uruguay",
        year=2025,
        url="https://www.wcoomd.org",
        retrieved_on="2026-11-24",
        note="Days of validity of a national nomenclature are those of its duties, inferred; those "
        "of NCM2022 and NANDINA2022 are of the national tariff they were read from; those of a "
        "revision of the Harmonized System follow from its year and the next one's.",
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
    """Codes of the Harmonized System, every revision."""
    portuguese = portuguese_subheadings(brazil)
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
            hs2017(source, portuguese),
            "Harmonized System 2017: English, insongkim/concordance (MIT); Portuguese, Brazil's "
            "TEC 2021; Spanish, Uruguay's Arancel Nacional (2022)",
            2017,
            "Spanish is of 2022: subheadings have it only where nothing moved between the "
            "revisions.",
        ),
        *(earlier_codes(source, revision, portuguese) for revision in EARLIER),
    ]


def earlier_codes(source: Path, revision: str, portuguese: dict[str, str]) -> Table:
    """Codes of a revision before 2017."""
    year = revision.removeprefix("HS")
    atlas = "; Atlas classifications (BSD-3)" if revision == "HS1992" else ""
    titles = " Titles of chapters and headings without one are the Atlas's." if atlas else ""
    return codes_table(
        revision,
        codes_of(source, revision, portuguese),
        f"Harmonized System {year}: English, insongkim/concordance (MIT); Spanish, Uruguay's "
        f"Arancel Nacional (2022){atlas}; Portuguese, Brazil's TEC 2021 (2017)",
        int(year),
        "Spanish is of 2022 and Portuguese of 2017: a code has them only where no goods moved in "
        f"or out of it since and its English text is the same.{titles}",
    )


def regional_codes(source: Path, brazil: Tariff, uruguay: Tariff, peru: Tariff) -> list[Table]:
    """Codes of the nomenclatures of MERCOSUR and the Andean Community."""
    return [
        codes_table(
            "NCM2017",
            ncm2017(source, brazil, uruguay),
            OFFICIAL["NCM2017"][0],
            OFFICIAL["NCM2017"][1],
            "Spanish is of Uruguay's tariff of 2025 and stands only where Brazil words the item "
            "alike under both revisions and its subheading did not change. Chapter titles are "
            "those of the Harmonized System 2022.",
        ),
        codes_table(
            "NCM2022",
            ncm2022(source, uruguay, brazil),
            "Uruguay, Arancel Nacional, February 2025, cut to eight digits; Portuguese, Brazil's "
            "TEC 2021",
            2025,
            "Portuguese is of 2021 and stands only where Brazil words the item alike under both "
            "revisions and its subheading did not change.",
        ),
        codes_table(
            "NANDINA2022",
            nandina2022(source, peru),
            "Andean Community, Decision 885, as Peru's Arancel de Aduanas 2022 prints it, cut to "
            "eight digits; gci-nandina-rag",
            2022,
            "One code (3206.49.99) is only in the list of gci-nandina-rag; 28 are only in Peru's "
            "tariff.",
        ),
    ]


def national_codes(source: Path, nomenclature: str, tariff: Tariff, lang: str) -> Table:
    """Codes of a national tariff in its own language."""
    publisher, year = OFFICIAL[nomenclature]
    note = "Chapter titles are those of the Harmonized System 2022."
    return codes_table(nomenclature, code_rows(source, tariff, lang), publisher, year, note)


def correlations(source: Path) -> list[Table]:
    """Subheadings of a revision of the Harmonized System and what they became in a later one."""
    return [
        Table(
            service="tariff",
            dataset="correlations",
            slice={"from": earlier, "to": later},
            rows=[
                {"from_code": old, "to_code": new}
                for old, new in successors(source, earlier, later)
            ],
            source="United Nations Statistics Division tables, insongkim/concordance",
            licence="MIT",
            cite_as="Liao, S., Kim, I. S., Miyano, S. and Zhu, H., concordance; UN Statistics "
            "Division",
            year=int(later.removeprefix("HS")),
            url="https://unstats.un.org/unsd/classifications/Econ",
            retrieved_on="2026-11-24",
            note="The source names one earlier subheading for each later one (a conversion, not a "
            "full correlation): a later subheading merged from several earlier ones shows only "
            "one, and the others have no successor here.",
        )
        for earlier, later in (("HS2017", "HS2022"), *CORRELATED)
    ]
