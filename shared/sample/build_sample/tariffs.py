"""National tariffs as printed: Brazil 2021, Peru 2022, Uruguay 2024 and 2025."""

from dataclasses import dataclass
from pathlib import Path

from build_sample.harmonized import Rows, chapters
from build_sample.paths import Coded, Line, by_depth, by_prefix
from build_sample.tables import csv_rows


@dataclass(frozen=True)
class Duty:
    """The duty printed beside a line, as printed."""

    code: str
    printed: str


@dataclass(frozen=True)
class Tariff:
    """A national tariff: its codes, and the rates printed beside its lines.

    `within` are the rates for the customs union's own goods, where the tariff prints them."""

    codes: list[Coded]
    duties: list[Duty]
    within: list[Duty]


def once(duties: list[Duty]) -> list[Duty]:
    """Duties with only the first row of a code the source prints twice."""
    return list({duty.code: duty for duty in reversed(duties)}.values())


def brazil(source: Path) -> Tariff:
    """Brazil's common external tariff of March 2021, eight digits, Portuguese."""
    rows = csv_rows(source / "br-tec-2021" / "br_tec_202103.csv")
    lines = [Line(row["code"], row["description_pt"], is_line=row["digits"] == "8") for row in rows]
    duties = [Duty(row["code"], row["tec_raw"]) for row in rows if row["digits"] == "8"]
    return Tariff(list(by_prefix(lines)), once(duties), [])


def peru(source: Path) -> Tariff:
    """Peru's customs tariff of 2022, ten digits, Spanish.

    A heading row that no code below it continues is a fragment of the legal notes."""
    rows = csv_rows(source / "pe-arancel-2022" / "pe_arancel_2022.csv")
    lines = []
    for index, row in enumerate(rows):
        if row["digits"] == "4":
            follower = next((later["code"] for later in rows[index + 1 :] if later["code"]), "")
            if not follower.startswith(row["code"]):
                continue
        lines.append(
            Line(row["code"], row["description_es"], int(row["depth"]), row["digits"] == "10")
        )
    duties = [Duty(row["code"], row["ad_valorem_pct"]) for row in rows if row["digits"] == "10"]
    return Tariff(list(by_depth(lines)), duties, [])


def uruguay(source: Path, edition: str) -> Tariff:
    """Uruguay's national tariff of an edition (`202404`, `202502`), ten digits, Spanish."""
    rows = csv_rows(source / "uy-arancel" / f"uy_arancel_{edition}.csv")
    national = [row for row in rows if row["digits"] == "10" and row["ez_pct"]]
    # A line opened into others keeps no rate.
    priced = {row["code"] for row in national}
    lines = [
        Line(row["code"], row["description_es"], is_line=row["code"] in priced) for row in rows
    ]
    return Tariff(
        list(by_prefix(lines)),
        once([Duty(row["code"], row["ez_pct"]) for row in national]),
        once([Duty(row["code"], row["iz_pct"]) for row in national if row["iz_pct"]]),
    )


def code_rows(source: Path, tariff: Tariff, lang: str) -> Rows:
    """A tariff's codes below the chapters of the Harmonized System, in canonical columns."""
    titles = chapters(source)
    present = {code.code[:2] for code in tariff.codes}
    rows: Rows = [
        {
            "code": chapter,
            "is_line": "false",
            "text_es": titles[chapter].text_es,
            "text_en": titles[chapter].text_en,
            "section": titles[chapter].section,
        }
        for chapter in sorted(present & set(titles))
    ]
    for code in tariff.codes:
        chapter = code.code[:2]
        rows.append(
            {
                "code": code.code,
                "parent": code.parent or (chapter if chapter in titles else ""),
                "is_line": str(code.is_line).lower(),
                f"text_{lang}": code.text,
                "section": titles[chapter].section if chapter in titles else "",
            }
        )
    return rows


def portuguese_subheadings(tariff: Tariff) -> dict[str, str]:
    """Brazil's texts by heading and subheading, the subheading's own line where it has one."""
    texts = {code.code: code.text for code in tariff.codes}
    whole = {code[:6]: text for code, text in texts.items() if len(code) == 8 and code[6:] == "00"}
    whole |= {code[:4]: text for code, text in texts.items() if code[4:] == "0000"}
    return whole | {code: text for code, text in texts.items() if len(code) in (4, 6)}
