"""The tables that the fiche of an agreement is made of beside the registry itself."""

from collections.abc import Iterator
from pathlib import Path

from build_sample.agreements import wto_names
from build_sample.desta import Treaties, acts, disciplines
from build_sample.parties import NEVER, Registry
from build_sample.tables import Table, csv_rows

Row = dict[str, str]
CURATED = Path(__file__).parent / "curated"
REFERENCE = "https://www.aladi.org/sitioaladi/acuerdos/"


def party_rows(agreements: list[Row], registry: Registry) -> Iterator[Row]:
    """Parties whose role a source or the number of parties tells."""
    curated = csv_rows(CURATED / "agreement_parties.csv")
    yield from curated
    decided = {(row["agreement"], row["country"]) for row in curated}
    for agreement in agreements:
        code = agreement["code"]
        found = (
            register_parties(agreement, registry)
            if agreement["scope"] == "OUTSIDE_ALADI"
            else own_parties(agreement)
        )
        for row in found:
            if (code, row["country"]) not in decided:
                yield {"agreement": code, **row}


def own_parties(agreement: Row) -> Iterator[Row]:
    """Signatories of an agreement among ALADI's members that has two, or a signature on record.

    Of an agreement that is only recalled nothing is known, not even that."""
    countries = agreement["parties"].split("|")
    bilateral = len(countries) == 2 and agreement["verified"] == "true"
    if not bilateral and not agreement.get("signed_on"):
        return
    if agreement["scope"] == "REGIONAL":
        return
    for country in countries:
        yield {"country": country, "role": "SIGNATORY", "source": agreement["source"]}


def register_parties(agreement: Row, registry: Registry) -> Iterator[Row]:
    """Parties of an agreement of the WTO's register, with dates of their own where it has them."""
    record = registry.rows[agreement["wto_rta_id"]]
    names = wto_names(registry, agreement["wto_rta_id"])
    listed = agreement["parties"].split("|")
    start = agreement.get("in_force_from", "")
    original = {
        party.iso3
        for name in record["original_signatories"].split(";")
        if name.strip()
        for party in registry.parties([name.strip()])
        if not party.bloc or party.since <= agreement.get("signed_on", "")
    }
    source = f"WTO RTA-IS {agreement['wto_rta_id']}, signatories and dates of entry and exit"
    for party in registry.parties(names, record["specific_entry_exit_dates"]):
        if party.iso3 not in listed and not party.until:
            continue
        if party.since >= NEVER or (party.until and start and party.until < start):
            continue
        own = party.since if start and party.since > start else ""
        role = "SIGNATORY" if party.iso3 in original else "ACCEDED"
        yield {
            "country": party.iso3,
            "role": "WITHDRAWN" if party.until else role,
            "valid_from": own,
            "valid_to": party.until,
            "source": source,
        }


def fiches(agreements: list[Row], registry: Registry, treaties: Treaties) -> Iterator[Table]:
    """The tables, in the order in which they are to be loaded."""
    matched = [(row, treaty) for row in agreements if (treaty := treaties.of(row))]
    cited = "Dür, Baccini and Elsig (2014), DESTA 2.03; sources named per row"
    yield _table(
        "agreement_parties",
        party_rows(agreements, registry),
        "WTO RTA-IS; ALADI's public lists; the source is in each row",
        "WTO Regional Trade Agreements Database, 1 February 2026; sources named per row",
        "A first day is given only where it differs from the agreement's. Parties of agreements "
        "with three or more members whose signature was not found have no row: their role is not "
        "known. A member of a bloc has the dates of its membership.",
    )
    protocols = csv_rows(CURATED / "agreement_protocols.csv")
    protocols += [row for pair in matched for row in acts(*pair, treaties)]
    yield _table(
        "agreement_protocols",
        protocols,
        "ALADI, Siscomex, INAI; DESTA 2.03; the source is in each row",
        cited,
        "Few of many: those that a source read names. Dates known to the month or the year stand "
        "in the summary.",
    )
    yield _table(
        "agreement_relations",
        csv_rows(CURATED / "agreement_relations.csv"),
        "ALADI, WTO RTA-IS; the source is in each row",
        "Sources named per row",
        "Those that a source read states, and those marked inferred.",
    )
    yield _table(
        "agreement_nomenclatures",
        csv_rows(CURATED / "agreement_nomenclatures.csv"),
        "ProChile; Siscomex; the source is in each row",
        "Sources named per row",
        "An agreement without a row uses a nomenclature that was not found.",
    )
    yield _table(
        "agreement_disciplines",
        [row for pair in matched for row in disciplines(*pair)],
        "DESTA 2.03, Design of Trade Agreements",
        "Dür, Baccini and Elsig (2014), The Design of International Trade Agreements, RIO 9(3)",
        "NONE where DESTA coded no provision of substance, PARTIAL where it coded one: how "
        "complete it is was not measured. The index is of the whole agreement. Treaties are "
        "matched by number, or by same parties, or name, and same year of signature.",
    )


def _table(
    dataset: str, rows: Iterator[Row] | list[Row], source: str, cite: str, note: str
) -> Table:
    return Table(
        service="tariff",
        dataset=dataset,
        rows=list(rows),
        source=source,
        licence="Facts; WTO data with attribution; DESTA cited",
        cite_as=cite,
        year=2026,
        url=REFERENCE,
        retrieved_on="2026-02-01",
        note=note,
    )
