"""Mexico's import tariff of December 2014: ad valorem, mixed and specific duties, prohibitions."""

import re
from collections.abc import Iterator
from pathlib import Path

from build_sample import national
from build_sample.editions import Edition
from build_sample.national import Levied
from build_sample.paths import Coded, plain
from build_sample.rates import rate
from build_sample.tables import Table, csv_rows

EDITION = Edition(
    source="TIGIE",
    importer="MEX",
    edition="2014-12",
    nomenclature="MEX2014",
    valid_from="2014-12-01",
    valid_to="2014-12-31",
    observed_on="2014-12-31",
    legal_base="LIGIE",
    publisher="México, Tarifa de la Ley de los Impuestos Generales de Importación y de "
    "Exportación, December 2014 (SIICEX)",
    licence="Official table of the Mexican government; the repository has no licence",
    url="https://github.com/abrgnz/tigie_st",
    note="Not current law: the tariff of the last month of 2014, days inferred. The source marks "
    "with * what a later decree changed. Of mixed (AMX) and specific (AE) duties it prints numbers "
    "only, and dollars in one line (4012.20.01): read as dollars per unit of measure of the line, "
    "inferred. One prints 036 and is left unknown (0405.20.01).",
)
COMPOUND = re.compile(r"AMX[ *]*\((\d+)%\+(\d+\.\d+)\)\**")
SPECIFIC = re.compile(r"AE \((\d*\.?\d+)(?: dlls\.)?\)\**")
UNITS = {"Kg": "kg", "L": "l", "Pza": "unit"}


def _levied(row: dict[str, str]) -> Levied:
    code, printed = row["fraccion"], row["igi_raw"]
    law = "LIGIE, modificada por decreto posterior" if row["modified_marker"] else ""
    if row["igi_type"] == "prohibida":
        return Levied(code, "Prohibida", expression="PROHIBITED", legal_base=law)
    if row["igi_type"] == "exenta":
        return Levied(code, printed, rate_percent="0", legal_base=law)
    if row["igi_type"] == "ad_valorem":
        return Levied(code, printed, rate_percent=rate(row["igi_pct"]), legal_base=law)
    unit = UNITS[row["unit"]]
    if found := COMPOUND.fullmatch(printed):
        expression = f"{found[1]}% + {found[2]} USD/{unit}"
    elif found := SPECIFIC.fullmatch(printed):
        amount = found[1] if found[1][0] != "." else f"0{found[1]}"
        expression = f"{amount} USD/{unit}"
    else:
        expression = ""
    return Levied(code, printed, expression=expression, legal_base=law)


def _coded(rows: list[dict[str, str]]) -> Iterator[Coded]:
    """Headings, subheadings and lines; the source prints the first two beside each line."""
    seen: set[str] = set()
    for row in rows:
        code = row["fraccion"]
        chapter, heading, subheading = code[:2], code[:4], code[:6]
        if chapter == "98" and chapter not in seen:
            seen.add(chapter)
            yield Coded(chapter, "", row["chapter"].removeprefix("98 "), False)
        if heading not in seen and row["heading"]:
            seen.add(heading)
            parent = chapter if chapter == "98" else ""
            yield Coded(heading, parent, plain(row["heading"].removeprefix(heading)), False)
        above = heading if heading in seen else ""
        if subheading not in seen and row["subheading"]:
            seen.add(subheading)
            groups, _, own = row["subheading"].partition(subheading)
            parts = [plain(part) for part in (*re.split(r" (?=-+ )", groups.strip()), own)]
            yield Coded(subheading, above, " > ".join(filter(None, parts)), False)
        parent = subheading if subheading in seen else above
        yield Coded(code, parent, plain(row["description_es"]), True)


def mexico(source: Path) -> Iterator[Table]:
    """Codes and duties of Mexico's tariff."""
    rows = csv_rows(source / "mx-tigie-2014" / "mx_tigie_201412.csv")
    # A heading may be printed only beside a later line of it.
    rows.sort(key=lambda row: (row["fraccion"][:4], not row["heading"], row["fraccion"]))
    note = "Two headings are not printed by the source; their lines hang from the chapter."
    yield national.codes(source, EDITION, list(_coded(rows)), note)
    yield national.duties(EDITION, map(_levied, rows))
