"""The catalogue of Amazon products: lines of the sample's tariffs that name them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from build_sample.chains import CURATED, table
from build_sample.tables import Row, Table, csv_rows

FACTS = "facts-trade-integration/chain_tariff_lines.csv"

TARIFFS = {
    "BOL2025": ("BOL",),
    "CHL2017": ("CHL",),
    "ECU2024": ("ECU",),
    "MEX2014": ("MEX",),
    "NANDINA2022": ("BOL", "COL"),
    "NCM2017": ("BRA",),
    "PER2022": ("PER",),
    "URY2025": ("URY",),
}
"""Nomenclatures searched, and the countries whose tariff is written in them."""
ANDEAN = "NANDINA2022"
TRANSCRIBED_BY_BOLIVIA = ("01", "02", "03")
"""Chapters of Bolivia's own tariff at hand: the common nomenclature stands in for the rest."""

ANDEAN_NOTE = (
    "Nomenclatura común andina: la línea nacional no está a la mano.",
    "Nomenclatura comum andina: a linha nacional não está à mão.",
    "Andean common nomenclature: the national line is not at hand.",
)
NOT_FOUND = (
    "Ninguno de los aranceles buscados nombra el producto; cae en líneas residuales.",
    "Nenhuma das tarifas buscadas nomeia o produto; cai em linhas residuais.",
    "None of the tariffs searched names the product; it falls into residual lines.",
)
PRODUCTS = {
    "asai (palmito)": "palmito",
    "camu camu": "camu-camu",
    "castaña": "castana",
    "cupuacu": "cupuazu",
    "rayas (HS 0301.11)": "rayas",
}
"""Products of the facts file that have another name here."""
NAMINGS = {
    "species named in the national line": "SPECIES",
    "HS subheading text (Brazil nuts)": "SPECIES",
    "HS subheading text; rays not named": "GROUP",
    "product named; palm species not named": "PRODUCT",
}
EDITIONS = {
    ("ARG", "2023"): "ARG2023",
    ("BOL", "2025"): "BOL2025",
    ("BRA", "2021"): "NCM2017",
    ("CHL", "2017"): "CHL2017",
    ("ECU", "2023"): "ECU2024",
    ("MEX", "2014"): "MEX2014",
    ("MEX", "2022"): "MEX2022",
    ("PER", "2022"): "PER2022",
    ("URY", "2025"): "URY2025",
}
"""Nomenclature of a country's tariff of a year; ARG2023 and MEX2022 are not loaded."""


def folded(text: str) -> str:
    """Text in lower case without accents."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _names(words: str) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, words.split('|')))})(?![a-z])")


def _text(nomenclature: str, row: Row) -> str:
    """The line's text in the tariff's own language."""
    first = "text_pt" if nomenclature == "NCM2017" else "text_es"
    return row.get(first) or row.get("text_es") or row.get("text_pt") or ""


def _notes(product: Row, more: Sequence[str] = ("", "", "")) -> dict[str, str]:
    return {
        f"note_{lang}": " ".join(filter(None, (product[f"note_{lang}"], said)))
        for lang, said in zip(("es", "pt", "en"), more, strict=True)
    }


def _described(product: Row) -> dict[str, str]:
    names = ("product", "name_es", "name_pt", "name_en", "chain", "species")
    return {name: product[name] for name in names}


def found(product: Row, tariffs: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """Lines that name a product, by the words of their own text and the codes they lie under."""
    names, left_out = _names(product["words"]), _names(product["except"])
    prefixes = tuple(filter(None, product["prefixes"].split("|")))
    for nomenclature, countries in TARIFFS.items():
        for line in tariffs[nomenclature]:
            text = _text(nomenclature, line)
            own = folded(text.rpartition(" > ")[2])
            if (
                line["is_line"] != "true"
                or not line["code"].startswith(prefixes or "")
                or (names and not names.search(own))
                or (left_out and left_out.search(own))
            ):
                continue
            for country in countries:
                if (
                    nomenclature == ANDEAN
                    and country == "BOL"
                    and line["code"].startswith(TRANSCRIBED_BY_BOLIVIA)
                ):
                    continue
                yield {
                    **_described(product),
                    "country": country,
                    "nomenclature": nomenclature,
                    "code": line["code"],
                    "text": text,
                    "naming": product["naming"],
                    **_notes(product, ANDEAN_NOTE if nomenclature == ANDEAN else ("", "", "")),
                    "reference": nomenclature,
                }


def stated(source: Path, products: Mapping[str, Row]) -> Iterator[Row]:
    """Lines of the facts file, with the duty that its compiler read."""
    for fact in csv_rows(source / FACTS):
        product = products[PRODUCTS.get(fact["chain"], fact["chain"])]
        yield {
            **_described(product),
            "country": fact["country_iso3"],
            "nomenclature": EDITIONS[fact["country_iso3"], fact["tariff_year"]],
            "code": fact["national_code"],
            "text": fact["description"],
            "naming": NAMINGS[fact["mapping_basis"]],
            "stated_rate_percent": fact["mfn_rate_pct"].rstrip("%"),
            "stated_kind": fact["rate_kind"],
            "stated_year": fact["tariff_year"],
            **_notes(product),
            "reference": fact["source"].removeprefix("data/"),
        }


def _place(row: Row) -> tuple[str, ...]:
    return row["product"], row["country"], row["nomenclature"], row["code"]


def catalogue(source: Path, tables: Iterable[Table]) -> Table:
    """Every product with the lines that name it; without one, a row that says so."""
    tariffs = {
        one.slice["nomenclature"]: list(one.rows) for one in tables if one.dataset == "codes"
    }
    products = {row["product"]: row for row in csv_rows(CURATED / "catalogue_products.csv")}
    rows = {_place(row): row for row in stated(source, products)}
    for product in products.values():
        for row in found(product, tariffs):
            # The text is the tariff's; the duty read by hand stays beside it.
            rows[_place(row)] = {**rows.get(_place(row), {}), **row}
    missing = set(products) - {place[0] for place in rows}
    rows |= {
        (name,): {
            **_described(products[name]),
            **_notes(products[name], NOT_FOUND),
            "reference": ", ".join(TARIFFS),
        }
        for name in missing
    }
    return table(
        "catalogue",
        list(rows.values()),
        "Found by search over the texts of the sample's tariffs and read one by one. Duties stated "
        "beside a line are as read by hand; those of ARG2023 and MEX2022 stand for tariffs that "
        "are not loaded.",
    )
