"""Colombia's trade remedies of March 2025, from a list that nobody compared with the gazette."""

import re
from datetime import date
from pathlib import Path

from build_sample.charges import charges_table
from build_sample.tables import Table, csv_rows

ADDRESS = "https://github.com/fabianalmanza/precio-importaciones"
ORIGINS = {
    "Republica Popular de China": "CHN",
    "Paises sin acuerdo comercial vigente": "NO_AGREEMENT",
}
UNITS = {"KG": "kg", "ton": "t"}
PERCENT = re.compile(r"(\d+(?:,\d+)?)%")
AMOUNT = re.compile(r"(\d+(?:,\d+)?) USD/(KG|ton)")
ACT = re.compile(r"(?:Resolución|decreto) (\d+) (?:del|de) (\d\d/\d\d/\d{4})")
FROM_TO = re.compile(r"desde (\d\d/\d\d/\d{4}) hasta (\d\d/\d\d/\d{4})")
YEARS_TO = re.compile(r"Vigente por (\d+) años hasta (\d\d/\d\d/\d{4})")
DAY = re.compile(r"\d\d/\d\d/\d{4}")
NAMES = {
    "ANTIDUMPING": ("Derecho antidumping", "Direito antidumping", "Anti-dumping duty"),
    "SAFEGUARD": ("Salvaguardia", "Salvaguarda", "Safeguard"),
}


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def _dates(basis: str) -> tuple[str, str, bool]:
    """First and last day, and whether the source states them.

    A measure under review stays after its last day. Where no first day is written, the day of the
    act stands as the earliest possible one, inferred.
    """
    act = ACT.search(basis)
    if act is None:
        raise ValueError(f"no act in {basis!r}")
    review = "examen de extinción" in basis
    if found := FROM_TO.search(basis):
        first, last = _day(found[1]), _day(found[2])
        return first.isoformat(), "" if review else last.isoformat(), True
    if found := YEARS_TO.search(basis):
        last = _day(found[2])
        first = last.replace(year=last.year - int(found[1]))
        written = {_day(text) for text in DAY.findall(basis)}
        if first in written:
            return first.isoformat(), last.isoformat(), True
    return _day(act[2]).isoformat(), "", False


def _expression(measure: str) -> str:
    if found := AMOUNT.fullmatch(measure):
        return f"{found[1].replace(',', '.')} USD/{UNITS[found[2]]}"
    found = PERCENT.search(measure)
    if found is None:
        raise ValueError(f"no rate in {measure!r}")
    return f"{found[1].replace(',', '.')}%"


def _goods(product: str) -> str:
    """The first word that names the goods, to tell apart two rates of one act."""
    words = (word.lower() for word in product.split())
    return next(word for word in words if word not in ("solo", "todos"))


def _remedy(row: dict[str, str]) -> dict[str, str]:
    act = ACT.search(row["legal_basis"])
    assert act is not None
    kind = "SAFEGUARD" if row["measure"].startswith("Salvaguarda") else "ANTIDUMPING"
    goods = "acero" if row["product"] == "Todos" else _goods(row["product"])
    first, last, stated = _dates(row["legal_basis"])
    expression = _expression(row["measure"])
    es, pt, en = NAMES[kind]
    return {
        "charge": f"{kind.lower()}-{int(act[1])}-{act[2][-4:]}-{goods}",
        "name_es": es,
        "name_pt": pt,
        "name_en": en,
        "kind": kind,
        "code": row["code10"],
        "origin": ORIGINS[row["origin"]],
        "expression": expression,
        "base": "QUANTITY" if "/" in expression else "UNKNOWN",
        "sequence": "1",
        "valid_from": first,
        "valid_to": last,
        "dates_stated": str(stated).lower(),
        "observed_on": "2025-03-31",
        "legal_base": row["legal_basis"],
        "verified": "false",
        "reference": ADDRESS,
        "note": "" if row["product"] == "Todos" else row["product"],
    }


def remedies(source: Path) -> Table:
    """Anti-dumping duties and safeguards of Colombia."""
    rows = csv_rows(
        source / "colombia-trade-remedies" / "colombia_antidumping_safeguards_2025_03.csv"
    )
    return charges_table(
        "REMEDIOS-2025-03",
        "COL",
        [_remedy(row) for row in rows],
        "Colombia, trade remedies in force in March 2025, a customs broker's list",
        ADDRESS,
        "Not compared with the gazette. The source does not say what the percentages are of. A "
        "first day that is not written is that of the act, inferred; the last day of a measure "
        "under review is open. The note names the goods where they are part of a line.",
    )
