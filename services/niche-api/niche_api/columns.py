"""Columns that datasets of this service share, and the ways to declare the rest."""

import re
from typing import Any

import sqlalchemy as sa
from eslabon.contracts.iso3166 import ALPHA3
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Texts, texts

SLUG = "[a-z][a-z0-9-]{1,39}"
ISO3 = "[A-Z]{3}"
ISO_3166_2 = "[A-Z]{2}-[A-Z0-9]{1,3}"
NOMENCLATURE_ID = "[A-Z0-9][A-Z0-9_-]{1,19}"
PRODUCT_CODE = "([0-9]{2}){1,6}"
BASES = ("D", "I", "A")
COUNTRY_CODES = ", ".join(f"('{two}', '{three}')" for two, three in sorted(ALPHA3.items()))
"""Both codes of each country, as values in the SQL of a rule."""
RELEASES = sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))
"""The current releases of a dataset, as statements are given them."""


def is_harmonized(nomenclature: str) -> bool:
    """Return whether a nomenclature is an edition of the Harmonized System, as `HS2022`."""
    return re.fullmatch("HS[0-9]{4}", nomenclature) is not None


def text(name: str, example: str, es: str, pt: str, en: str, **rules: Any) -> Column:
    """Return a column of text; `rules` are those of `Column`."""
    return Column(name, ColumnType.TEXT, texts(es, pt, en), example, **rules)


def of_type(
    kind: ColumnType, name: str, example: str, es: str, pt: str, en: str, **rules: Any
) -> Column:
    """Return a column of another type."""
    return Column(name, kind, texts(es, pt, en), example, **rules)


def in_three_languages(
    name: str, example: str, es: str, pt: str, en: str, *, required: bool = True
) -> tuple[Column, ...]:
    """Return columns `name_es`, `name_pt` and `name_en`; only Spanish may be required."""
    said = {
        "es": (f"{es} En español.", f"{pt} Em espanhol.", f"{en} In Spanish."),
        "pt": (f"{es} En portugués.", f"{pt} Em português.", f"{en} In Portuguese."),
        "en": (f"{es} En inglés.", f"{pt} Em inglês.", f"{en} In English."),
    }
    return tuple(
        text(
            f"{name}_{lang}",
            example if lang == "es" else "",
            *sentences,
            required=required and lang == "es",
        )
        for lang, sentences in said.items()
    )


def day(name: str, example: str, es: str, pt: str, en: str, **rules: Any) -> Column:
    """Return a column of days."""
    return of_type(ColumnType.DATE, name, example, es, pt, en, **rules)


def chain(*, required: bool = True, key: bool = True) -> Column:
    """Return the column that names a chain; where it is optional, empty is any chain or none."""
    return text(
        "chain",
        "castana",
        "Identificador de la cadena: minúsculas sin acentos, dígitos y guiones.",
        "Identificador da cadeia: minúsculas sem acentos, dígitos e hífens.",
        "Identifier of the chain: unaccented lower case, digits and hyphens.",
        required=required,
        key=key,
        pattern=SLUG,
    )


def country(*, required: bool = True, key: bool = True) -> Column:
    """Return the column of a country; where it is optional, empty is everywhere."""
    return text(
        "country",
        "BOL",
        "País, ISO 3166-1 alfa-3" + ("." if required else "; vacío si vale en todos."),
        "País, ISO 3166-1 alfa-3" + ("." if required else "; vazio se vale em todos."),
        "Country, ISO 3166-1 alpha-3" + ("." if required else "; empty where it holds in all."),
        required=required,
        key=key,
        pattern=ISO3,
    )


def region(*, key: bool = True) -> Column:
    """Return the column of a first-level unit; empty is the whole country."""
    return text(
        "region",
        "BO-N",
        "Unidad de primer nivel, ISO 3166-2; vacío si es todo el país.",
        "Unidade de primeiro nível, ISO 3166-2; vazio se é todo o país.",
        "First-level unit, ISO 3166-2; empty for the whole country.",
        required=False,
        key=key,
        pattern=ISO_3166_2,
    )


def place(*, key: bool = True) -> Column:
    """Return the column of a place within a unit."""
    return text(
        "place",
        "Riberalta",
        "Lugar dentro de la unidad, como lo nombra la fuente; las comunidades no se ubican más "
        "cerca que su unidad.",
        "Lugar dentro da unidade, como a fonte o nomeia; as comunidades não se localizam mais "
        "perto que sua unidade.",
        "Place within the unit, as the source names it; communities are not located more closely "
        "than their unit.",
        required=False,
        key=key,
        max_length=120,
    )


def reference(*, required: bool = True, key: bool = False) -> Column:
    """Return the column that says where a row comes from."""
    return text(
        "reference",
        "https://www.cites.org",
        "De dónde sale: documento o dirección.",
        "De onde vem: documento ou endereço.",
        "Where it comes from: document or address.",
        required=required,
        key=key,
    )


BASIS = text(
    "basis",
    "D",
    "D documentado, I inferido, A supuesto.",
    "D documentado, I inferido, A suposto.",
    "D documented, I inferred, A assumed.",
    choices=BASES,
)
NOTE = in_three_languages(
    "note",
    "Cifra aproximada.",
    "Nota que la cifra o el hecho necesita.",
    "Nota de que a cifra ou o fato precisa.",
    "Note that the figure or fact needs.",
    required=False,
)
VALID_FROM = day(
    "valid_from", "2017-01-03", "Primer día.", "Primeiro dia.", "First day.", required=False
)
VALID_TO = day(
    "valid_to",
    "",
    "Último día, inclusive.",
    "Último dia, inclusive.",
    "Last day, inclusive.",
    required=False,
)


def not_before(table: str, first: str, last: str) -> Check:
    """Return the rule that a span does not end before it begins."""
    return Check(
        f"select '{last}', {last}::text from niche.{table} "
        f"where release_id = :release and {last} < {first}",
        texts(
            f"{last} es anterior a {first}: inviértalos",
            f"{last} é anterior a {first}: inverta-os",
            f"{last} is before {first}: swap them",
        ),
    )


def needs(table: str, column: str, condition: str, said: Texts) -> Check:
    """Return the rule that a column is not empty where a condition holds."""
    return Check(
        f"select '{column}', '' from niche.{table} "
        f"where release_id = :release and {column} is null and ({condition})",
        said,
    )


def read(table: sa.Table) -> list[sa.ColumnElement[Any]]:
    """Return the columns of a table as they are read: decimals without trailing zeros."""
    return [
        sa.func.trim_scale(column).label(column.name) if type(column.type) is sa.Numeric else column
        for column in table.c
    ]
