"""Integration schemes with their members, roles and dates; an unknown date stays empty."""

from pathlib import Path

from build_sample.parties import Registry
from build_sample.tables import Table, csv_rows

CURATED = Path(__file__).parent / "curated"


def registry_members(registry: Registry) -> list[dict[str, str]]:
    """Members of the schemes whose list and dates the WTO's registry gives."""
    rows = []
    for scheme, rta_id in (("GSTP", "146"), ("PTN", "147"), ("EU", "120")):
        record = registry.rows[rta_id]
        names = [name.strip() for name in record["current_signatories"].split(";")]
        start = record["date_of_entry_into_force_g"]
        for party in registry.parties(names, record["specific_entry_exit_dates"]):
            rows.append(
                {
                    "scheme": scheme,
                    "country": party.iso3,
                    "role": "MEMBER",
                    "valid_from": party.since or start,
                    "valid_to": party.until,
                    "source": f"WTO RTA-IS {rta_id}",
                }
            )
    return rows


def curated_members() -> list[dict[str, str]]:
    """Members of the other schemes, one row per country."""
    return [
        {
            "scheme": row["scheme"],
            "country": country,
            "role": row["role"],
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"],
            "source": row["source"],
            "note": row["note"],
        }
        for row in csv_rows(CURATED / "schemes.csv")
        for country in row["countries"].split("|")
    ]


def schemes(source: Path) -> Table:
    """Memberships of every scheme the services know."""
    names = {row["scheme"]: row for row in csv_rows(CURATED / "scheme_names.csv")}
    rows = [
        {**names[row["scheme"]], **row}
        for row in curated_members() + registry_members(Registry(source))
    ]
    return Table(
        service="tariff",
        dataset="schemes",
        rows=rows,
        source="Pages of the secretariats and WTO RTA-IS; the address is in each row",
        licence="Facts; WTO data with attribution",
        cite_as="WTO Regional Trade Agreements Database, 1 February 2026; pages named per row",
        year=2026,
        url="https://rtais.wto.org",
        retrieved_on="2026-02-01",
        note="An empty date was not found; it is not an open date. Membership of MERCOSUR on "
        "2023-11-08 is four members, Venezuela suspended.",
    )
