"""Figures of the chains as the facts file gives them, in canonical columns."""

import calendar
import re
from decimal import Decimal
from pathlib import Path

from build_sample.tables import Row, csv_rows

FACTS = "facts-trade-integration/chain_stats.csv"
LEFT_OUT = "FishStat"
"""Part of the name of the source whose terms forbid commercial use."""

CHAINS = {"castaña": "castana", "frutas exóticas": "frutas-exoticas"}
INDICATORS = {
    "export volume": ("EXPORT_VOLUME", ""),
    "export value": ("EXPORT_VALUE", ""),
    "share of world exports": ("WORLD_EXPORT_SHARE", ""),
    "destination share": ("DESTINATION_SHARE", ""),
    "share of national exports": ("EXPORT_SHARE", ""),
    "processing plants (beneficiadoras)": ("PROCESSING_PLANTS", ""),
    "gathering families": ("GATHERING_FAMILIES", ""),
    "families employed in plants": ("EMPLOYED_FAMILIES", ""),
    "extractive production": ("PRODUCTION", "WILD"),
    "buriti extractive production": ("PRODUCTION", "WILD"),
    "capture production": ("PRODUCTION", "WILD"),
    "share of national extractive production": ("PRODUCTION_SHARE", "WILD"),
    "production value": ("PRODUCTION_VALUE", "WILD"),
    "aquaculture production": ("PRODUCTION", "CULTIVATED"),
    "cultivated production (PAM)": ("PRODUCTION", "CULTIVATED"),
    "cultivated production value (PAM)": ("PRODUCTION_VALUE", "CULTIVATED"),
    "aguajal area": ("AREA", ""),
    "export value of exotic fruit (10 products incl. aguaje, camu camu)": ("EXPORT_VALUE", ""),
    "exporting firms (conventional)": ("EXPORTING_FIRMS", ""),
    "exporting firms (organic)": ("EXPORTING_FIRMS", ""),
}
PARTS = {
    "exporting firms (conventional)": "convencional",
    "exporting firms (organic)": "orgánico",
}
UNITS = {"%": ("percent", 1), "million USD": ("USD", 10**6), "million BRL": ("BRL", 10**6)}
BOLIVIA = {"Beni": "BO-B", "Pando": "BO-N", "Cochabamba": "BO-C"}
APPROXIMATE = ("approximate", "más de")
NOTES = {
    "press figure": ("Cifra de prensa.", "Cifra de imprensa.", "Figure of the press."),
    "not aguaje alone": (
        "No es solo de aguaje: suma diez frutas.",
        "Não é só de buriti: soma dez frutas.",
        "Not moriche alone: ten fruits added up.",
    ),
}


def period(text: str) -> tuple[str, str]:
    """First and last day of `2018`, `2021-01..09` or `2018-H1`; empty of an empty text."""
    if not text:
        return "", ""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})\.\.(\d{2})|-(H1))?", text)
    if found is None:
        raise ValueError(f"period {text!r}")
    year, first, last, half = found.groups()
    first, last = first or "01", last or ("06" if half else "12")
    days = calendar.monthrange(int(year), int(last))[1]
    return f"{year}-{first}-01", f"{year}-{last}-{days}"


def place(country: str, text: str) -> tuple[str, str]:
    """ISO 3166-2 code and place of `PA`, `PA / Muaná`, `Beni` or `Riberalta (Beni)`."""
    if not text:
        return "", ""
    if country == "BRA":
        state, _, town = text.partition(" / ")
        return f"BR-{state}", town
    within = re.fullmatch(r"(.+) \((.+)\)", text)
    return (BOLIVIA[within[2]], within[1]) if within else (BOLIVIA[text], "")


def statistic(row: Row) -> Row:
    """One figure of the facts file in canonical columns."""
    name, _, whose = row["indicator"].partition(": ")
    indicator, system = INDICATORS[name]
    region, town = place(row["country_iso3"], row["region"])
    first, last = period(row["period"])
    unit, factor = UNITS.get(row["unit"], (row["unit"], 1))
    approximate = any(word in row["note"] for word in APPROXIMATE)
    es, pt, en = NOTES.get(row["note"], ("", "", ""))
    is_destination = indicator == "DESTINATION_SHARE"
    return {
        "chain": CHAINS.get(row["chain"], row["chain"]),
        "country": row["country_iso3"] if is_destination or not whose else whose,
        "region": region,
        "place": town,
        "part": PARTS.get(name, ""),
        "indicator": indicator,
        "system": system,
        "partner": whose if is_destination else "",
        "period_from": first,
        "period_to": last,
        "value": f"{(Decimal(row['value']) * factor).normalize():f}",
        "unit": unit,
        "approximate": str(approximate).lower(),
        "note_es": es,
        "note_pt": pt,
        "note_en": en,
        "reference": row["source"],
    }


def statistics(source: Path, curated: Path) -> list[Row]:
    """Figures of the facts file but those left out, and those read on pages."""
    facts = [row for row in csv_rows(source / FACTS) if LEFT_OUT not in row["source"]]
    return [
        *(statistic(row) for row in facts),
        *csv_rows(curated / "chain_statistics.csv"),
    ]


def prices(curated: Path) -> list[Row]:
    """Prices read on pages."""
    return list(csv_rows(curated / "chain_prices.csv"))
