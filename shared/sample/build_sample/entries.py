"""Who grants preferences to whom under each agreement, and since when."""

from itertools import permutations
from pathlib import Path

from build_sample.agreements import wto_names
from build_sample.countries import country_rows
from build_sample.parties import NEVER, Party, Registry
from build_sample.tables import Table, csv_rows

CURATED = Path(__file__).parent / "curated"
# One side of each agreement between two sides; the rest of its parties are the other one.
SIDES = {
    "AAP.CE 35": "CHL", "AAP.CE 36": "BOL", "AAP.CE 55": "MEX", "AAP.CE 62": "CUB",
    "OMC 755": "COL", "OMC 764": "DOM", "OMC 766": "EFTA", "OMC 605": "EU", "OMC 692": "EU",
    "OMC 901": "KOR", "OMC 863": "MEX", "OMC 1096": "GBR", "OMC 1097": "GBR",
    "OMC 1098": "GBR", "OMC 527": "TWN", "OMC 33": "CHL",
}  # fmt: skip
# A country that acceded, whose dates with the others stand in the accession's own record.
ACCESSIONS = {"OMC 640": ("GBR", "1218")}
NO_PAIRS = {"OMC 368", "OMC 369", "OMC 370"}  # non-reciprocal, parties incomplete


def linked(code: str, one: Party, other: Party) -> bool:
    """Whether an agreement binds two of its parties to each other."""
    if one.bloc and one.bloc == other.bloc:
        return False
    side = SIDES.get(code)
    return side is None or (side in (one.iso3, one.bloc)) != (side in (other.iso3, other.bloc))


def curated_entries() -> list[dict[str, str]]:
    """Entries that sources date pair by pair, written out in both directions if they say so."""
    rows = []
    for row in csv_rows(CURATED / "entries.csv"):
        pairs = [
            (granter, beneficiary)
            for granter in row["granters"].split("|")
            for beneficiary in row["beneficiaries"].split("|")
            if granter != beneficiary
        ]
        if row["both_ways"] == "true":
            pairs += [(beneficiary, granter) for granter, beneficiary in pairs]
        kept = ("agreement", "in_force_from", "precision", "in_force_to", "source", "note")
        for granter, beneficiary in pairs:
            rows.append(
                {"granter": granter, "beneficiary": beneficiary, **{k: row[k] for k in kept}}
            )
    return rows


def dated_parties(agreement: dict[str, str], registry: Registry) -> list[Party]:
    """Parties of an agreement with the dates of their own entry and exit."""
    if agreement["scope"] != "OUTSIDE_ALADI":
        return [Party(iso3) for iso3 in agreement["parties"].split("|")]
    record = registry.rows[agreement["wto_rta_id"]]
    return registry.parties(
        wto_names(registry, agreement["wto_rta_id"]), record["specific_entry_exit_dates"]
    )


def pair_entry(agreement: dict[str, str], one: Party, other: Party) -> dict[str, str] | None:
    """One direction of an agreement; None where it never bound the two to each other."""
    since = max(agreement.get("in_force_from", ""), one.since, other.since)
    until = min(
        filter(None, (agreement.get("in_force_to", ""), one.until, other.until)), default=""
    )
    if since >= NEVER or (until and until < since):
        return None
    own = since == agreement.get("in_force_from", "")
    return {
        "agreement": agreement["code"],
        "granter": one.iso3,
        "beneficiary": other.iso3,
        "in_force_from": since,
        "precision": (agreement.get("in_force_precision", "") if own else "DAY") if since else "",
        "in_force_to": until,
        "source": agreement["source"],
        "note": "" if since else "entry into force of the pair not found",
    }


def entry_rows(
    source: Path, agreements: list[dict[str, str]], registry: Registry
) -> list[dict[str, str]]:
    """Directional entries of every preferential agreement with a Latin American party."""
    region = {row["alpha_3"] for row in country_rows(source) if row["is_latam_caribbean"] == "True"}
    rows = curated_entries()
    curated = {row["agreement"] for row in rows} | NO_PAIRS
    for agreement in agreements:
        code = agreement["code"]
        bare_end = agreement["status"] == "ENDED" and not agreement.get("in_force_to")
        if code in curated or bare_end or agreement["status"] in ("SIGNED", "NEGOTIATION"):
            continue
        if agreement.get("has_preferences") != "true":
            continue
        parties = dated_parties(agreement, registry)
        newcomer, record = ACCESSIONS.get(code, ("", ""))
        if newcomer:
            own = {
                party.iso3: party for party in dated_parties(by_id(agreements, record), registry)
            }
            start = by_id(agreements, record)["in_force_from"]
        for one, other in permutations(parties, 2):
            if not {one.iso3, other.iso3} & region or not linked(code, one, other):
                continue
            entry = pair_entry(agreement, one, other)
            if newcomer and newcomer in (one.iso3, other.iso3):
                late = {**agreement, "in_force_from": start}
                entry = pair_entry(late, own[one.iso3], own[other.iso3])
            if entry:
                rows.append(entry)
    return rows


def by_id(agreements: list[dict[str, str]], rta_id: str) -> dict[str, str]:
    """The agreement with an identifier of the WTO's registry."""
    return next(row for row in agreements if row.get("wto_rta_id") == rta_id)


def entries(source: Path, agreements: list[dict[str, str]], registry: Registry) -> Table:
    """The entries of every agreement as a table."""
    return Table(
        service="tariff",
        dataset="agreement_entries",
        rows=entry_rows(source, agreements, registry),
        source="WTO RTA-IS; SICE; Siscomex; manytrade (HUGGO); the address is in each row",
        licence="Facts; WTO data with attribution; manytrade CC BY 4.0",
        cite_as="WTO Regional Trade Agreements Database, 1 February 2026; sources named per row",
        year=2026,
        url="https://rtais.wto.org",
        retrieved_on="2026-02-01",
        note="Directional, per pair. An empty start was not found: the pair is bound, the day it "
        "began is unknown. Agreements that ended on an unknown day have no entries.",
    )
