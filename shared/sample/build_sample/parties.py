"""Parties of trade agreements: names to ISO codes, blocs to members, dates per party."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from build_sample.countries import country_rows
from build_sample.tables import csv_rows

BLOC_NAMES = {
    "EU": "EU",
    "European Union": "EU",
    "European Free Trade Association (EFTA)": "EFTA",
    "EFTA": "EFTA",
    "Southern African Customs Union (SACU)": "SACU",
    "Southern Common Market (MERCOSUR)": "MERCOSUR",
    "MERCOSUR": "MERCOSUR",
    "CARICOM": "CARICOM",
}
BLOC_REGISTRY = {"EU": "120", "EFTA": "152", "SACU": "7", "MERCOSUR": "130", "CARICOM": "141"}
# Names of the WTO registry that neither the country reference nor its own lists resolve.
OTHER_NAMES = {"Korea, Republic of": "KOR", "Slovak Republic": "SVK", "Czech Republic": "CZE"}
NEVER = "9999-01-01"


@dataclass(frozen=True)
class Party:
    """A country's part in an agreement; empty dates are those of the agreement itself."""

    iso3: str
    bloc: str = ""
    since: str = ""
    until: str = ""


def iso_date(text: str) -> str:
    """`22-Apr-2006` as an ISO date; empty when there is none."""
    text = text.strip()
    return datetime.strptime(text, "%d-%b-%Y").date().isoformat() if text else ""  # noqa: DTZ007


def dates_by_name(text: str) -> dict[str, tuple[str, str]]:
    """`Name(from - to); …` of the WTO registry as name → (from, to)."""
    found = re.findall(r"([^;()]+(?:\([^)0-9]+\))?)\(([^()]*?) - ([^()]*?)\)", text)
    return {name.strip(): (iso_date(start), iso_date(end)) for name, start, end in found}


class Registry:
    """The WTO's list of regional trade agreements, read for parties and dates."""

    def __init__(self, source: Path) -> None:
        folder = source / "wto-rta-2026"
        self.rows = {row["rta_id"]: row for row in csv_rows(folder / "wto_rta_all.csv")}
        self.names = dict(OTHER_NAMES)
        for row in country_rows(source):
            self.names[row["name_en"]] = row["alpha_3"]
        for row in csv_rows(source / "facts-trade-integration" / "agreements_lac_wto.csv"):
            names = [name.strip() for name in row["parties_raw"].split(";")]
            codes = row["parties_iso3"].split("|")
            if len(names) == len(codes):
                pairs = zip(names, codes, strict=True)
                self.names.update({name: code for name, code in pairs if len(code) == 3})

    def members(self, bloc: str) -> list[Party]:
        """Countries of a bloc, past ones included, with the dates of their membership."""
        row = self.rows[BLOC_REGISTRY[bloc]]
        dates = dates_by_name(row["specific_entry_exit_dates"])
        names = [name.strip() for name in row["current_signatories"].split(";")]
        past = [name for name, (_, until) in dates.items() if until and name not in names]
        return [
            Party(self.names[name], bloc, *dates.get(name, ("", "")))
            for name in names + past
            if name in self.names
        ]

    def parties(self, names: list[str], dates: str = "") -> list[Party]:
        """Countries of an agreement from the names of its parties, blocs expanded.

        `dates` is the registry's list of entries and exits; a country it names that left
        before today and is no longer listed comes back too."""
        own = {
            self.names[name]: span
            for name, span in dates_by_name(dates).items()
            if name in self.names
        }
        found: dict[str, Party] = {}
        for name in names:
            if bloc := BLOC_NAMES.get(name):
                for member in self.members(bloc):
                    found[member.iso3] = member
            elif name in self.names:
                found[self.names[name]] = Party(self.names[name])
            elif name in self.names.values():
                found[name] = Party(name)
        for iso3, (since, until) in own.items():
            known = found.get(iso3, Party(iso3))
            found[iso3] = Party(
                iso3,
                known.bloc,
                max(since, known.since),
                min(filter(None, (until, known.until)), default=""),
            )
        return list(found.values())
