"""Taxes beside the duty whose source is at hand: Peru, Panama, Ecuador, Argentina, Uruguay."""

from collections.abc import Iterator
from pathlib import Path

from build_sample.rates import times_hundred
from build_sample.tables import Row, Table, csv_rows

CURATED = Path(__file__).parent / "curated"
COMPILED = "ESLABON"
UNDATED = {"origin": "WLD", "dates_stated": "false", "verified": "false"}
NOTE = (
    "Rates as their source states them, not compared with the official text. Where the source "
    "gives no dates they are empty; where it gives no base it is UNKNOWN and no money is computed."
)
URUGUAY = "https://github.com/mathiasmtt/aduana"
DECREES = {"dto_230_009": "230/009", "dto_110_012": "110/012", "dto_141_012": "141/012"}


def charges_table(
    source_name: str, importer: str, rows: list[dict[str, str]], publisher: str, url: str, note: str
) -> Table:
    """Charges of one importer as a table."""
    return Table(
        service="tariff",
        dataset="charges",
        slice={"source": source_name, "importer": importer},
        rows=rows,
        source=publisher,
        licence="Facts",
        cite_as=publisher,
        year=int(max(row["observed_on"] for row in rows)[:4]),
        url=url,
        retrieved_on="2026-11-24",
        note=note,
    )


def _taxes(source: Path) -> dict[str, list[dict[str, str]]]:
    """Taxes by importer; the facts of the source are checked against the curated rows."""
    facts = {
        (row["country_iso3"], row["tax"]): row
        for row in csv_rows(source / "facts-trade-integration" / "import_taxes.csv")
    }
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv_rows(CURATED / "charges.csv"):
        fact = facts[row["importer"], row["tax"]]
        known = row["rate"] in (fact["rate_pct"], *fact["note"].split())
        if not known or bool(fact["base"]) != (row["base"] != "UNKNOWN"):
            raise ValueError(f"{row['importer']} {row['tax']}: not what the source says")
        charge = {name: value for name, value in row.items() if name not in _OF_THE_TABLE}
        found.setdefault(row["importer"], []).append(
            {**charge, **UNDATED, "expression": f"{row['rate']}%"}
        )
    return found


_OF_THE_TABLE = ("importer", "tax", "rate")


def _irae(source: Path) -> list[Row]:
    """Uruguay's advance payment of income tax, national line by national line."""
    rows: list[Row] = []
    for row in csv_rows(source / "uy-arancel" / "uy_anticipo_irae.csv"):
        decrees = ", ".join(number for column, number in DECREES.items() if row[column])
        rows.append(
            {
                "charge": "anticipo-irae",
                "name_es": "Anticipo de IRAE a la importación",
                "name_pt": "Antecipação do IRAE na importação",
                "name_en": "Advance payment of income tax (IRAE)",
                "kind": "ADVANCE_PAYMENT",
                "code": row["ncm10"],
                "expression": f"{times_hundred(row['irae_advance_rate'])}%",
                "base": "UNKNOWN",
                "sequence": "1",
                "observed_on": "2025-02-01",
                "legal_base": f"Decretos {decrees}" if ", " in decrees else f"Decreto {decrees}",
                "reference": URUGUAY,
                "note": "Los decretos siguen el Sistema Armonizado de 2007; el contenido de la "
                "línea puede haber cambiado",
                **UNDATED,
            }
        )
    return rows


def charges(source: Path) -> Iterator[Table]:
    """Charges of each importer with a source."""
    for importer, rows in sorted(_taxes(source).items()):
        publisher = "; ".join(sorted({row["reference"] for row in rows}))
        url = publisher if publisher.startswith("https") else "https://www.argentina.gob.ar"
        yield charges_table(COMPILED, importer, rows, publisher, url, NOTE)
    irae = [dict(row) for row in _irae(source)]
    publisher = "Uruguay, annex of the Arancel Nacional: anticipo de IRAE"
    codes = (
        " The codes are those of the decrees, in the Harmonized System of 2007: 356 of 2,100 are "
        "no line of the tariff of 2025, and others may have changed what they hold."
    )
    yield charges_table(COMPILED, "URY", irae, publisher, URUGUAY, NOTE + codes)
