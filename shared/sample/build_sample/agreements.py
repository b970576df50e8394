"""The registry of trade agreements: ALADI's and the WTO's lists, one row per agreement."""

import re
from datetime import date as day
from datetime import timedelta
from pathlib import Path

from build_sample.aliases import aliases
from build_sample.countries import country_rows
from build_sample.desta import Treaties, dated
from build_sample.parties import BLOC_NAMES, Registry
from build_sample.tables import Table, csv_rows
from build_sample.titles import titles

FACTS = "facts-trade-integration"
CURATED = Path(__file__).parent / "curated"
KNOWN_CODES = {"127": "CAN", "151": "MCCA", "141": "CARICOM", "146": "GSTP", "147": "PTN"}
PREFERENTIAL_KINDS = {"AAP.CE", "AR.PAR", "AR.AM", "AAP.R", "AAP.A25TM"}
NEUTRAL_KINDS = {"AAP.A14TM", "AR.CEYC", "AR.CYT"}
# Treaties without a code that stand in the curated list as AAP.CE 62 and AAP.CE 65.
UNDER_A_CODE = {"267", "204"}
NEGOTIATING = {
    "160": "Canada; CARICOM",
    "161": "Canada; Dominican Republic",
    "163": "Canada; El Salvador; Guatemala; Honduras; Nicaragua",
    "843": "Canada; MERCOSUR",
    "165": "Korea, Republic of; Mexico",
}


def cleaned(text: str) -> str:
    """A source's name without the folders of whoever collected it."""
    return re.sub(r"\s*\(data/[^)]*\)", "", text).strip()


def aladi_status(row: dict[str, str]) -> str:
    """Status as far as the row gives evidence: listed as current, historic, or dated."""
    said = row["status"]
    if said.startswith(("histórico", "ended")):
        return "ENDED"
    dated = row["entry_into_force"]
    return "IN_FORCE" if said or dated else "UNKNOWN"


def has_preferences(kind: str) -> str:
    """Whether agreements of a kind carry tariff preferences; empty where it is unknown."""
    if kind in PREFERENTIAL_KINDS:
        return "true"
    return "false" if kind in NEUTRAL_KINDS else ""


def aladi_agreements(source: Path) -> list[dict[str, str]]:
    """Agreements among ALADI members, under their ALADI code or their DESTA number."""
    found = []
    for row in csv_rows(source / FACTS / "agreements_aladi.csv"):
        if row["desta_number"] in UNDER_A_CODE:
            continue
        coded = bool(row["agreement_code"])
        kind = row["family"] if coded else "OTHER"
        sources = [row["parties_source"], row["signature_source"], row["force_source"]]
        found.append(
            {
                "code": row["agreement_code"] or f"DESTA {row['desta_number']}",
                "kind": kind,
                "number": row["number"],
                "scope": "REGIONAL" if kind.startswith("AR.") else "PARTIAL",
                "parties": row["parties_iso3"],
                "signed_on": first_day(row["signature"]),
                "signed_precision": row["signature_precision"].upper(),
                "in_force_from": first_day(row["entry_into_force"]),
                "in_force_precision": row["force_precision"].upper(),
                "status": aladi_status(row),
                "has_preferences": has_preferences(kind),
                "wto_rta_id": row["wto_rta_id"],
                "desta_number": row["desta_number"].replace("|", "; "),
                "source": "; ".join(dict.fromkeys(cleaned(text) for text in sources if text)),
                "verified": str(coded).lower(),
                "note": cleaned(row["note"]),
            }
        )
    return found


def first_day(date: str) -> str:
    """A date known to the year as that year's first day; others unchanged."""
    return f"{date}-01-01" if len(date) == 4 else date


def wto_agreements(source: Path, registry: Registry, taken: set[str]) -> list[dict[str, str]]:
    """The region's agreements in the WTO's registry that ALADI's list does not have."""
    found = []
    for row in csv_rows(source / FACTS / "agreements_lac_wto.csv"):
        rta_id = row["wto_rta_id"]
        if rta_id in taken:
            continue
        record = registry.rows[rta_id]
        names = wto_names(registry, rta_id)
        ended = row["inactive_date"]
        status = wto_status(row["status"])
        found.append(
            {
                "code": KNOWN_CODES.get(rta_id, f"OMC {rta_id}"),
                "kind": "OTHER",
                "scope": "OUTSIDE_ALADI",
                "parties": "|".join(
                    party.iso3
                    for party in registry.parties(names, record["specific_entry_exit_dates"])
                    if not party.until or (ended and party.until >= row["entry_into_force_goods"])
                ),
                "signed_on": row["signature_goods"] or row["signature_services"],
                "signed_precision": "DAY" if row["signature_goods"] else "",
                "in_force_from": row["entry_into_force_goods"],
                "in_force_precision": "DAY" if row["entry_into_force_goods"] else "",
                "in_force_to": day_before(ended),
                "status": status,
                "has_preferences": wto_preferences(status, row["coverage"]),
                "title_en": row["name_en"],
                "names": "|".join(BLOC_NAMES.get(name, name) for name in names),
                "wto_rta_id": rta_id,
                "source": f"WTO RTA-IS {rta_id}, export of 2026-02-01",
                "verified": "true",
                "note": f"WTO status: {row['status'].strip()}"
                + (f"; no longer in force from {ended}" if ended else ""),
            }
        )
    return found


def wto_status(said: str) -> str:
    """The registry's words as a status."""
    if said == "Inactive":
        return "ENDED"
    if "negotiation" in said:
        return "NEGOTIATION"
    return "SIGNED" if "Signed" in said else "IN_FORCE"


def wto_preferences(status: str, coverage: str) -> str:
    """Whether an agreement of the registry gives tariff preferences on goods."""
    if status == "NEGOTIATION":
        return ""
    return "false" if coverage == "Services" else "true"


def day_before(date: str) -> str:
    """The last day before an ISO date; empty for none."""
    return (day.fromisoformat(date) - timedelta(days=1)).isoformat() if date else ""


def wto_names(registry: Registry, rta_id: str) -> list[str]:
    """Names of an agreement's parties: current ones, else original, else those of its title."""
    record = registry.rows[rta_id]
    text = (
        record["current_signatories"]
        or record["original_signatories"]
        or NEGOTIATING.get(rta_id, "")
    )
    return [name.strip() for name in text.split(";") if name.strip()]


def agreement_rows(source: Path, registry: Registry, treaties: Treaties) -> list[dict[str, str]]:
    """Every agreement in the canonical columns."""
    names = {row["alpha_3"]: row for row in country_rows(source)}
    rows = aladi_agreements(source)
    rows += wto_agreements(source, registry, {row["wto_rta_id"] for row in rows} - {""})
    by_code = {row["code"]: row for row in rows}
    for override in csv_rows(CURATED / "agreements.csv"):
        row = by_code.setdefault(override["code"], {"scope": "PARTIAL"})
        note = "; ".join(filter(None, (row.get("note", ""), override["note"])))
        row |= {column: value for column, value in override.items() if value}
        row["note"] = note
    for row in by_code.values():
        parties = row.pop("names", "").split("|") if "names" in row else row["parties"].split("|")
        listed = [registry.names.get(party, party) for party in parties]
        year = row.get("signed_on", "")[:4]
        generated = titles(row["kind"], row.get("number") or year, listed, names)
        if row.get("title_es"):
            generated = {}
        row |= {title: text for title, text in generated.items() if not row.get(title)}
        row["aliases"] = aliases(
            row["code"], row["kind"], row.get("number", ""), row.get("aliases", "")
        )
    return [dated(row, treaties) for row in by_code.values()]


def agreements(rows: list[dict[str, str]]) -> Table:
    """The registry of agreements as a table."""
    return Table(
        service="tariff",
        dataset="agreements",
        rows=rows,
        source="ALADI's public lists of agreements; WTO RTA-IS; DESTA 2.03; manytrade (HUGGO)",
        licence="Facts; WTO data with attribution; manytrade CC BY 4.0; DESTA cited",
        cite_as="ALADI; WTO Regional Trade Agreements Database, 1 February 2026; Dür, Baccini "
        "and Elsig (2014), DESTA 2.03; manytrade HUGGO",
        year=2026,
        url="https://www.aladi.org/sitioaladi/acuerdos/",
        retrieved_on="2026-02-01",
        note="Merged where one agreement is in both lists. A date known to the year is that "
        "year's first day with precision YEAR. An empty cell was not found. The last day of an "
        "agreement the WTO calls inactive is the day before its inactive date.",
    )
