"""What DESTA and manytrade say of an agreement: depth, provisions, later acts, dates, text."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from build_sample.tables import csv_rows

Row = dict[str, str]
# Flag of DESTA → the matter it speaks of, and how a reader can find it again.
FLAGS = {
    "services": ("SERVICES", "services"),
    "investments": ("INVESTMENT", "investments"),
    "procurement": ("PROCUREMENT", "procurement"),
    "competition": ("COMPETITION", "competition"),
    "iprs": ("INTELLECTUAL_PROPERTY", "iprs"),
    "standards": ("TBT", "standards (technical barriers or sanitary measures)"),
    "enforce": ("DISPUTES", "enforce (provisions on enforcement)"),
}
ACTS = {
    "protocol or amendment": ("ADDITIONAL", "Protocolo o enmienda"),
    "accession": ("ACCESSION", "Adhesión"),
    "withdrawal": ("WITHDRAWAL", "Retiro"),
}
# Same parties and year, and not surely the same treaty.
UNSURE = {"OMC 24"}


@dataclass
class Treaties:
    """DESTA's treaties by number, and manytrade's records of them."""

    rows: dict[str, Row]
    links: dict[str, list[Row]] = field(default_factory=dict)
    dates: dict[str, list[Row]] = field(default_factory=dict)

    @classmethod
    def read(cls, source: Path) -> "Treaties":
        """Reads the three files."""
        treaties = csv_rows(source / "desta-2.03" / "desta_treaties_tidy.csv")
        links: defaultdict[str, list[Row]] = defaultdict(list)
        numbers: defaultdict[str, set[str]] = defaultdict(set)
        for row in csv_rows(source / "manytrade" / "links.csv"):
            links[row["destaID"]].append(row)
            numbers[row["manyID"]].add(row["destaID"])
        for row in csv_rows(source / "manytrade" / "HUGGO_MEM_additional.csv"):
            numbers[row["manyID"]].add(row["destaID"])
        dates: defaultdict[str, list[Row]] = defaultdict(list)
        for row in csv_rows(source / "manytrade" / "HUGGO_reconciled.csv"):
            for number in sorted(numbers[row["manyID"]]):
                dates[number].append(row)
        return cls({row["number"]: row for row in treaties}, dict(links), dict(dates))

    def of(self, agreement: Row) -> Row | None:
        """The treaty that an agreement is: by its number, else by parties, name and year."""
        for number in agreement.get("desta_number", "").replace("|", ";").split(";"):
            if number.strip():
                return self.rows[number.strip()]
        if agreement["scope"] != "OUTSIDE_ALADI" or agreement["code"] in UNSURE:
            return None
        year = agreement.get("signed_on", "")[:4]
        parties = set(agreement["parties"].split("|"))
        name = agreement.get("title_en", "").casefold()
        found = [
            row
            for row in self.rows.values()
            if row["entry_type"] == "base_treaty"
            and row["year"] == year
            and (
                set(row["members_iso3"].split("|")) == parties
                or (name and row["wto_name"].strip().casefold() == name)
            )
        ]
        return found[0] if len(found) == 1 else None

    def address(self, treaty: Row) -> str:
        """Address of the text, where one record of the treaty's own year has one."""
        found = {
            row["url"].strip('"')
            for row in self.links.get(treaty["number"], [])
            if row["Beg"][:4] == treaty["year"] and row["url"].strip('"').startswith("http")
        }
        return found.pop() if len(found) == 1 else ""

    def days(self, treaty: Row) -> Row | None:
        """The hand-checked dates of a treaty, where one record was signed in its year."""
        found = [
            row
            for row in self.dates.get(treaty["number"], [])
            if row["Signature"].endswith(treaty["year"])
        ]
        return found[0] if len(found) == 1 else None


def iso(text: str) -> str:
    """`06.04.1993` as an ISO date; empty for none and for the register's end of time."""
    if not text[:1].isdigit() or text.endswith("9999"):
        return ""
    return datetime.strptime(text, "%d.%m.%Y").date().isoformat()  # noqa: DTZ007


def dated(agreement: Row, treaties: Treaties) -> Row:
    """An agreement with the days and the text that manytrade adds; differences are noted.

    A year becomes a day only where both name the same year; a day is never replaced.
    """
    treaty = treaties.of(agreement)
    if treaty is None:
        return agreement
    found = {
        **agreement,
        "url": agreement.get("url") or treaties.address(treaty),
        "desta_number": agreement.get("desta_number") or treaty["number"],
    }
    checked = treaties.days(treaty)
    if checked is None:
        return found
    record = f"manytrade HUGGO_reconciled {checked['manyID']}"
    notes, used = [found.get("note", "")], False
    for column, precision, name, english in (
        ("signed_on", "signed_precision", "Signature", "signature"),
        ("in_force_from", "in_force_precision", "Force", "entry into force"),
    ):
        own, other = found.get(column, ""), iso(checked[name])
        if not other or own == other:
            continue
        if found.get(precision) == "YEAR" and own[:4] == other[:4]:
            found |= {column: other, precision: "DAY"}
            used = True
        elif own:
            notes.append(f"{record} dates the {english} {other}")
    sources = [found["source"], *([record] if used else [])]
    return {
        **found,
        "source": "; ".join(dict.fromkeys(sources)),
        "note": "; ".join(filter(None, notes)),
    }


def disciplines(agreement: Row, treaty: Row) -> list[Row]:
    """Matters that DESTA coded; nothing where the treaty was not coded."""
    if not treaty["depth_index"]:
        return []
    return [
        {
            "agreement": agreement["code"],
            "discipline": matter,
            "depth": "PARTIAL" if float(treaty[flag]) > 0 else "NONE",
            "depth_index": str(int(float(treaty["depth_index"]))),
            "source": f"DESTA 2.03, treaty {treaty['number']}: {said}",
        }
        for flag, (matter, said) in FLAGS.items()
        if treaty[flag]
    ]


def acts(agreement: Row, treaty: Row, treaties: Treaties) -> list[Row]:
    """Protocols, accessions and withdrawals that DESTA lists below a treaty, by their year."""
    if treaty["base_treaty"] != treaty["number"]:
        return []
    return [
        {
            "agreement": agreement["code"],
            "ordinal": f"DESTA {row['number']}",
            "kind": ACTS[row["entry_type"]][0],
            "summary_es": f"{ACTS[row['entry_type']][1]} según DESTA («{row['name']}»): firma en "
            f"{row['year']}"
            + (
                f", entrada en vigor en {row['entryforceyear']}"
                if row["entryforceyear"]
                else ", sin año de entrada en vigor"
            ),
            "source": f"DESTA 2.03, treaty {row['number']}",
        }
        for row in treaties.rows.values()
        if row["base_treaty"] == treaty["number"] and row["entry_type"] in ACTS
    ]
