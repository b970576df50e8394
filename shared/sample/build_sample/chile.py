"""Chile's customs tariff of 2017: a flat 6 %, and 35 lines at zero."""

from collections.abc import Iterator
from pathlib import Path

from build_sample import national
from build_sample.editions import Edition
from build_sample.national import Levied
from build_sample.paths import LEVELS, Coded, plain
from build_sample.tables import Table, csv_rows

EDITION = Edition(
    source="ARANCEL-ADUANERO",
    importer="CHL",
    edition="2017",
    nomenclature="CHL2017",
    valid_from="2017-01-01",
    valid_to="2017-12-31",
    observed_on="2017-01-01",
    legal_base="",
    publisher="Chile, Arancel Aduanero 2017",
    licence="Official table of the Chilean customs; the repository has no licence",
    url="https://github.com/EntwistleOx/u-berlin",
    note="The year of the tariff is known, its days are inferred. General duty of all origins.",
)


def _coded(rows: list[dict[str, str]]) -> Iterator[Coded]:
    """Codes from their whole paths: what follows the path of the nearest coded ancestor."""
    paths = {
        row["code"].replace(".", ""): [
            plain(part) for part in row["description_full_es"].split(" > ")
        ]
        for row in rows
    }
    for row in rows:
        code = row["code"].replace(".", "")
        parent = next(
            (code[:n] for n in reversed(LEVELS) if n < len(code) and code[:n] in paths), ""
        )
        above = paths.get(parent, [])
        path = paths[code]
        # A line that is the whole of its heading repeats its path.
        below = path[len(above) :] if path[: len(above)] == above else []
        text = " > ".join(below) or plain(row["description_es"])
        yield Coded(code, parent, text, row["level"] == "item")


def chile(source: Path) -> Iterator[Table]:
    """Codes and duties of Chile's tariff."""
    rows = csv_rows(source / "cl-arancel-2017" / "cl_arancel_2017.csv")
    yield national.codes(source, EDITION, list(_coded(rows)), "")
    yield national.duties(
        EDITION,
        (
            Levied(row["code"], row["adv_pct"], rate_percent=row["adv_pct"])
            for row in rows
            if row["level"] == "item"
        ),
    )
