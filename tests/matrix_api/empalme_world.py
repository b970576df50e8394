"""A world whose matrix can be computed by hand: Uruguay sells, Argentina and Brazil buy.

Figures of two years whose means are those of the vectors of DOMAIN 8.2.
"""

from collections.abc import Iterable

TOTALS = "area,nomenclature,product,exports_usd,imports_usd\n"
REGIONAL = "exporter,importer,nomenclature,heading,value_usd\n"
EDITION = "member,source,year_from,year_to,scheme,is_partial,headings,title_es,title_pt,title_en\n"
GROUPS = "heading,group,name_es,name_pt,name_en\n"
USES = "nomenclature,heading,end_use,subheadings\n"

Rows = Iterable[tuple[object, ...]]


def csv(header: str, rows: Rows) -> str:
    """Return rows as a csv; None is an empty cell."""
    return header + "".join(
        ",".join("" if one is None else str(one) for one in row) + "\n" for row in rows
    )


def totals(rows: Rows, nomenclature: str = "HS2017") -> str:
    """Return (area, product, exports, imports) as a csv of totals."""
    return csv(TOTALS, ((area, nomenclature, *rest) for area, *rest in rows))


def regional(rows: Rows, nomenclature: str = "HS2017") -> str:
    """Return (exporter, importer, heading, value) as a csv of trade within the region."""
    return csv(REGIONAL, ((one, other, nomenclature, *rest) for one, other, *rest in rows))


def edition(
    members: Iterable[tuple[object, ...]], is_partial: bool = True, headings: str | None = None
) -> str:
    """Return (member, source, year_from, year_to) as a csv of an edition."""
    rest = ("ALADI", str(is_partial).lower(), headings, "Matriz", "Matriz", "Matrix")
    return csv(EDITION, ((*member, *rest) for member in members))


def year(sign: int) -> tuple[str, str]:
    """Return totals and regional flows of a year, that much above or below the means."""
    return (
        totals(
            [
                ("URY", "0201", 600 + sign, 5),
                ("URY", "1006", 300 + sign, None),
                ("URY", "4407", 300 + sign, None),
                ("URY", "8703", 400 if sign > 0 else None, 900),
                ("URY", "TOTAL", 1400, 905),
                ("ARG", "0201", 50, 400 + sign),
                ("ARG", "1006", None, 300),
                ("ARG", "4407", None, 700),
                ("ARG", "TOTAL", 50, 1400 + sign),
                ("BRA", "0201", None, 500),
                ("BRA", "1006", 8, 200),
                ("BRA", "4407", 20, 100),
                ("BRA", "TOTAL", 28, 800),
                ("WLD", "0201", 5_000, None),
                ("WLD", "1006", 3_000, None),
                ("WLD", "4407", 12_000, None),
                ("WLD", "8703", 80_000, None),
                ("WLD", "TOTAL", 100_000, None),
            ]
        ),
        regional(
            [
                ("URY", "ARG", "0201", 100),
                ("URY", "BRA", "0201", 200),
                ("URY", "BRA", "1006", 200),
                ("BRA", "ARG", "0201", 300 + sign),
                ("ARG", "BRA", "0201", 200),
                ("BRA", "ARG", "1006", 250),
                ("ARG", "BRA", "4407", 300),
                ("CHL", "BRA", "4407", 77),
            ]
        ),
    )


MEMBERS = [(code, "TOY", 2020, 2021) for code in ("ARG", "BRA", "URY")]
WORLD: dict[tuple[str, *tuple[str | int, ...]], str | bytes] = {
    ("totals", "TOY", 2020): year(-1)[0],
    ("regional_flows", "TOY", 2020): year(-1)[1],
    ("totals", "TOY", 2021): year(1)[0],
    ("regional_flows", "TOY", 2021): year(1)[1],
    ("totals", "OLD", 2021): totals([("CUB", "0201", 3, 4)], "HS1992"),
    ("regional_flows", "OLD", 2021): regional([("URY", "CUB", "0201", 3)], "HS1992"),
    ("empalme_editions", "toy"): edition(MEMBERS),
    ("empalme_editions", "with-paraguay"): edition([*MEMBERS, ("PRY", "TOY", 2020, 2021)]),
    ("empalme_editions", "with-cuba"): edition([*MEMBERS, ("CUB", "OLD", 2021, 2021)]),
    ("empalme_editions", "beef"): edition(MEMBERS, headings="0201"),
    ("empalme_editions", "short"): edition([*MEMBERS[:2], ("URY", "TOY", 2021, 2021)]),
    ("empalme_editions", "whole"): edition(MEMBERS, is_partial=False),
    ("empalme_editions", "later"): edition(
        [(code, "TOY", 2021, 2023) for code in ("ARG", "BRA", "URY")], is_partial=False
    ),
    ("heading_groups", "hs_section"): csv(
        GROUPS,
        [
            ("0201", "I", "Animales", "Animais", "Animals"),
            ("1006", "II", "Vegetales", "Vegetais", "Vegetables"),
            ("4407", "IX", "Madera", "Madeira", "Wood"),
        ],
    ),
    ("heading_groups", "mine"): csv(GROUPS, [("0201", "A", "Uno", "Um", "One")]),
    ("end_uses", "BEC4"): csv(
        USES,
        [
            ("HS2017", "0201", "FINAL", 3),
            ("HS2017", "4407", "INTERMEDIATE", 2),
            ("HS2017", "4407", "CAPITAL", 4),
        ],
    ),
}
