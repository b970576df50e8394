"""Firms that public pages name, and the events at which firms of the region met."""

from itertools import groupby
from pathlib import Path

from build_sample.chain_figures import CHAINS
from build_sample.tables import Row, Table, csv_rows

FACTS = "facts-trade-integration/chain_firms.csv"
EVENTS = Path(__file__).parent / "curated" / "events.csv"

BODIES = {"Cámara de Exportadores del Noreste (Cadexnor) – trade body"}
"""Those among them that group firms and trade nothing themselves."""
IDENTIFIERS = {
    "Beneficiadora de Almendras Urkupiña": "urkupina",
    "Manutata S.A. (corporación Unagro)": "manutata",
    "Empresa Boliviana de Alimentos y Derivados (EBA)": "eba",
    "Cámara de Exportadores del Noreste (Cadexnor) – trade body": "cadexnor",
    "Unión de Negocios Corporativos S.A.C.": "union-de-negocios-corporativos",
    'Delicias y Sabores del Perú E.I.R.L. (page: "E.I.R.")': "delicias-y-sabores-del-peru",
    "Mebol S.A.C.": "mebol",
    "Fusion Foods S.A.C.": "fusion-foods",
    "Agroindustrias AIB": "agroindustrias-aib",
}
PLACES = {"Riberalta (Beni)": ("Riberalta", "BO-B")}
"""Places as the file writes them: town and first-level unit."""
PAGES = {
    "BOL": "https://agroingeniero.blogspot.com",
    "PER": "https://larepublica.pe",
}
RANKS = {"2nd", "3rd", "4th", "5th"}
RANKED = "{} in 2021 ranking of conventional exotic-fruit exporters"

SITES = {"ALADI": "https://www.aladi.org", "CAN": "https://www.comunidadandina.org"}


def _firm(row: Row) -> Row:
    printed = row["firm"]
    place, _, said = row["location"].partition(" – ")
    town, region = PLACES.get(place, ("", ""))
    fact = RANKED.format(row["fact"]) if row["fact"] in RANKS else row["fact"]
    return {
        "firm": f"{row['country_iso3'].lower()}-{IDENTIFIERS[printed]}",
        "name": printed.partition(" (page")[0].partition(" – ")[0],
        "country": row["country_iso3"],
        "region": region,
        "place": town,
        "kind": "ASSOCIATION" if printed in BODIES else "SELLER",
        "chains": CHAINS[row["chain"]],
        "fact": "; ".join(one for one in (fact, said) if one),
        "reference": row["source"],
    }


def firms(source: Path) -> list[Table]:
    """The directory of each country; codes stay empty, which no page states."""
    rows = sorted(map(_firm, csv_rows(source / FACTS)), key=lambda row: row["country"])
    return [
        Table(
            service="niche",
            dataset="firms",
            rows=list(own),
            source="Pages of the press; the address is in each row",
            licence="Facts",
            cite_as="Own compilation from the pages named per row",
            year=2025,
            url=PAGES[country],
            retrieved_on="2026-11-24",
            note="Firms that the pages read name; no directory. Contact data are not among them.",
            slice={"country": country},
        )
        for country, own in groupby(rows, key=lambda row: row["country"])
    ]


def events() -> list[Table]:
    """Events by organiser."""
    rows = sorted(csv_rows(EVENTS), key=lambda row: row["organiser"])
    return [
        Table(
            service="niche",
            dataset="events",
            rows=list(own),
            source="Pages of the press; the address is in each row",
            licence="Facts",
            cite_as="Own compilation from the pages named per row",
            year=2023,
            url=SITES[organiser],
            retrieved_on="2026-11-28",
            note="A blank was not found; where sources disagree the row says so.",
            slice={"organiser": organiser},
        )
        for organiser, own in groupby(rows, key=lambda row: row["organiser"])
    ]
