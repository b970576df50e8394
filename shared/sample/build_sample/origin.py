"""Regimes of origin and their rules: ALADI's general one, and those that the United Kingdom sets.

The rules of the United Kingdom are read from its tariff service; the HS revision of their codes is
not stated there and stays empty.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from build_sample.countries import country_rows
from build_sample.origin_text import change, clauses, goods, plain
from build_sample.tables import Row, Table, csv_rows

CURATED = Path(__file__).parent / "curated"
URL = "https://github.com/trade-tariff/trade-tariff-backend"
LICENCE = "MIT; Crown copyright"
CITE_AS = (
    "HM Revenue & Customs, trade-tariff-backend, rules of origin, commit 3c02669 of 2026-08-21"
)
NOT_STATED = "The HS revision of the codes is not stated by the source."
GENERAL = "https://sice.oas.org/trade/Montev_tr/recr252s.asp"


def origin_regimes(source: Path) -> Table:
    """Every regime: what a person read of it, and cumulation as the source lists it."""
    schemes = {
        scheme["scheme_code"]: scheme
        for scheme in json.loads(
            (source / "uk-roo-latam" / "schemes_uk_latam.json").read_text(encoding="utf-8")
        )
    }
    iso3 = {row["alpha_2"]: row["alpha_3"] for row in country_rows(source)}
    rows = []
    for row in csv_rows(CURATED / "origin_regimes.csv"):
        scheme = schemes.get(row["regime"].removeprefix("uk-"))
        rows.append({**row, **_cumulation(scheme, iso3)} if scheme else row)
    return Table(
        service="tariff",
        dataset="origin_regimes",
        rows=rows,
        source="ALADI, Resolution 252; HM Revenue & Customs, trade-tariff-backend",
        licence=f"Facts; {LICENCE}",
        cite_as=f"ALADI, CR Resolución 252 (1999); {CITE_AS}",
        year=2026,
        url=URL,
        retrieved_on="2026-11-24",
        note="What stands in `assumed` was not found in a source. Tolerances of the United "
        "Kingdom's agreements are not in its files. Cumulation beyond the parties has conditions "
        "that are not loaded. Codes of the source that ISO 3166-1 does not have (UR, ZU) are out.",
    )


def _cumulation(scheme: dict[str, object], iso3: dict[str, str]) -> dict[str, str]:
    """Parties count at once; everybody else whom the source lists counts under conditions."""
    methods = scheme["cumulation_methods"]
    assert isinstance(methods, dict)
    assert isinstance(scheme["countries"], list)
    parties = [iso3[code] for code in ["GB", *scheme["countries"]] if code in iso3]
    others = [
        "EU" if code == "EU" else iso3[code]
        for method in methods.values()
        for code in method["countries"]
        if code == "EU" or code in iso3
    ]
    return {
        "cumulation_with": "|".join(sorted(set(parties))),
        "cumulation_conditional_with": "|".join(sorted(set(others) - set(parties))),
        "valid_from": str(scheme["validity_start_date"] or ""),
        "valid_to": str(scheme["validity_end_date"] or ""),
    }


def origin_rules(source: Path) -> Iterator[Table]:
    """The rules of each regime, one slice each."""
    yield Table(
        service="tariff",
        dataset="origin_rules",
        slice={"regime": "aladi-252"},
        rows=csv_rows(CURATED / "origin_rules.csv"),
        source="ALADI, Resolution 252 of 4 August 1999",
        licence="Facts",
        cite_as="ALADI, CR Resolución 252 (1999)",
        year=1999,
        url=GENERAL,
        retrieved_on="2026-11-24",
        note="Annex 1 (goods that originate by being produced) and the specific requirements are "
        "not loaded. The value limit is assumed.",
    )
    rows = csv_rows(source / "uk-roo-latam" / "psr_uk_latam.csv")
    for scheme, of_scheme in groupby(rows, key=lambda row: row["scheme"]):
        yield Table(
            service="tariff",
            dataset="origin_rules",
            slice={"regime": f"uk-{scheme}"},
            rows=list(_scheme(scheme, list(of_scheme))),
            source=f"HM Revenue & Customs, trade-tariff-backend, rules of origin: {scheme}",
            licence=LICENCE,
            cite_as=CITE_AS,
            year=2026,
            url=URL,
            retrieved_on="2026-11-24",
            note=f"{NOT_STATED} Texts in English, without their marks; clauses that were not "
            "understood whole stay texts.",
        )


def _scheme(scheme: str, rows: list[Row]) -> Iterator[Row]:
    for number, of_set in groupby(rows, key=lambda row: row["rule_set_no"]):
        groups = list(_descriptions(list(of_set)))
        for order, group in enumerate(groups, 1):
            name = number if len(groups) == 1 else f"{number}.{order}"
            yield from _set(scheme, name, group, alone=len(groups) == 1)


def _descriptions(rows: list[Row]) -> Iterator[list[Row]]:
    """A set of the source in parts: rules that `or` does not join are for different goods."""
    group: list[Row] = []
    for row in rows:
        if group and row["operator"] != "or":
            yield group
            group = []
        group.append(row)
    yield group


def _set(scheme: str, name: str, rows: list[Row], *, alone: bool) -> Iterator[Row]:
    pacific = scheme == "cptpp"
    first, last = _digits(rows[0]["code_min"], "00"), _digits(rows[0]["code_max"], "99")
    described = goods(rows[0]["rule"]) if pacific else plain(rows[0]["subdivision"])
    partial = bool(described) if pacific else rows[0]["heading"].startswith("ex ")
    if re.match(r"ex chapter", rows[0]["heading"], re.IGNORECASE) and alone:
        partial = False
    number = 0
    for place, row in enumerate(rows, 1):
        read = [change(row["rule"])] if pacific else list(clauses(row["rule"], row["rule_class"]))
        for order, clause in enumerate(read, 1):
            number += 1
            more = "AND" if order < len(read) else "OR" if place < len(rows) else ""
            yield {
                "rule_set": name,
                "rule": str(number),
                "code_from": first,
                "code_to": last,
                "partial": str(partial).lower(),
                "subdivision": described,
                "operator": more,
                "applies_to": "BOTH" if row["applies_import"] == "True" else "EXPORT",
                "source": f"UK {scheme} {row['rule_set_no']}.{row['rule_no']}",
                **clause,
            }


def _digits(code: str, ends: str) -> str:
    """A code of ten digits as the shortest that begins or ends the same range."""
    while len(code) > 2 and code.endswith(ends):
        code = code[:-2]
    return code


def origin(source: Path) -> Iterable[Table]:
    """Regimes first: rules are of one of them."""
    yield origin_regimes(source)
    yield from origin_rules(source)
