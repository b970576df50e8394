"""Countries with their names in three languages."""

from pathlib import Path

from build_sample.tables import Table, csv_rows

REGIONS_ES = {
    "005": "América del Sur", "013": "América Central", "029": "Caribe",
    "021": "América del Norte", "002": "África", "142": "Asia", "150": "Europa", "009": "Oceanía",
}  # fmt: skip


def country_rows(source: Path) -> list[dict[str, str]]:
    """The country reference, one mapping per country.

    The source lost Namibia's two letters, which read as "not available"."""
    rows = csv_rows(source / "country-reference" / "countries.csv")
    return [{**row, "alpha_2": row["alpha_2"] or "NA"} for row in rows]


def region_es(row: dict[str, str]) -> str:
    """Spanish name of the narrowest M49 region known for the country; empty when none is."""
    for code in (row["m49_intermediate"], row["m49_subregion"], row["m49_region"]):
        if code in REGIONS_ES:
            return REGIONS_ES[code]
    return ""


def countries(source: Path) -> Table:
    """Every country and territory of ISO 3166-1."""
    rows = [
        {
            "iso3": row["alpha_3"],
            "iso2": row["alpha_2"],
            "m49": row["numeric"].zfill(3),
            "name_es": row["name_es"],
            "name_pt": row["name_pt"],
            "name_en": row["name_en"],
            "region_es": region_es(row),
            "in_latin_america": str(row["is_latam_caribbean"] == "True").lower(),
        }
        for row in country_rows(source)
    ]
    return Table(
        service="tariff",
        dataset="countries",
        rows=rows,
        source="ISO 3166-1; UNSD M49; i18n-iso-countries 7.14.0",
        licence="MIT (names), BSD-3-Clause (M49 table)",
        cite_as="ISO 3166-1 and UN M49; names of i18n-iso-countries 7.14.0",
        year=2024,
        url="https://unstats.un.org/unsd/methodology/m49/",
        retrieved_on="2026-11-24",
        note="in_latin_america = M49 group 419, Latin America and the Caribbean. The m49 column "
        "is the ISO numeric code; Taiwan has no M49 row.",
    )
