"""Three chains with all that is known of them; the sample's trade with all that is built of it."""

import asyncio
import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
import sample
from fastapi import FastAPI
from matrix_api.app import create_app as create_matrix
from niche_api.app import SERVICE, create_app
from servicekit.settings import Settings

from tests.building import build
from tests.conftest import database
from tests.matrix_api.loading import loaded as loaded_trade

Ask = Callable[..., httpx.Response]
Serve = Callable[[FastAPI], AbstractContextManager[str]]
Rows = Mapping[str, Sequence[dict[str, Any]]]


def square(west: float, south: float, side: float = 1.0) -> str:
    """Return a square as a GeoJSON MultiPolygon, its ring clockwise."""
    east, north = west + side, south + side
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    return json.dumps({"type": "MultiPolygon", "coordinates": [[ring]]}, separators=(",", ":"))


def _named(chain: str, es: str, pt: str, en: str, *, in_report: bool) -> dict[str, Any]:
    return {
        "chain": chain,
        "name_es": es,
        "name_pt": pt,
        "name_en": en,
        "in_report": in_report,
        "reference": "X",
    }


def _code(chain: str, code: str, form: str, specificity: str, basis: str) -> dict[str, Any]:
    return {
        "chain": chain,
        "nomenclature": "HS2022",
        "code": code,
        "form_es": form,
        "specificity": specificity,
        "basis": basis,
        "reference": "X",
    }


def _made(region: str | None, first: date, last: date, value: str, **more: Any) -> dict[str, Any]:
    return {
        "chain": "castana",
        "country": "BOL",
        "region": region,
        "indicator": "PRODUCTION",
        "system": "WILD",
        "period_from": first,
        "period_to": last,
        "value": Decimal(value),
        "unit": "t",
        "approximate": False,
        "reference": "INE",
        **more,
    }


def year(number: int) -> tuple[date, date]:
    """Return the days of a calendar year."""
    return date(number, 1, 1), date(number, 12, 31)


ROWS: Rows = {
    "chains": [
        {**_named("bolaina", *["Bolaina"] * 3, in_report=True), "note_es": "Nota."},
        _named("castana", "Castaña", "Castanha", "Brazil nut", in_report=True),
        _named("copaiba", *["Copaiba"] * 3, in_report=False),
    ],
    "chain_names": [
        {"chain": "castana", "country": country, "lang": lang, "name": name, "reference": "X"}
        for country, lang, name in (
            ("BRA", "pt", "castanha-do-pará"),
            ("BOL", "es", "nuez amazónica"),
            ("BOL", "es", "almendra"),
            ("WLD", "en", "Brazil nut"),
        )
    ],
    "chain_products": [
        _code("bolaina", "440349", "madera en bruto", "PROXY", "A"),
        _code("castana", "080122", "sin cáscara", "EXACT", "D"),
        _code("castana", "110630", "harina", "SHARED", "I"),
        _code("copaiba", "130190", "oleorresina", "SHARED", "I"),
    ],
    "species": [
        {"chain": chain, "species": name, "synonyms": synonyms, "reference": "X"}
        for chain, name, synonyms in (
            ("bolaina", "Guazuma crinita", None),
            ("castana", "Bertholletia excelsa", "Bertholletia nobilis|Barthollesia excelsa"),
            ("copaiba", "Copaifera paupera", None),
            ("copaiba", "Copaifera reticulata", None),
        )
    ],
    "species_status": [
        {
            "species": "Bertholletia excelsa",
            "scheme": scheme,
            "value": value,
            "country": country,
            "valid_from": first,
            "precision": "YEAR" if first else None,
            "basis": "D",
            "note_es": "Nota.",
            "reference": "X",
        }
        for scheme, value, country, first in (
            ("CITES", "NOT_LISTED", None, None),
            ("IUCN", "VU", None, date(1998, 1, 1)),
            ("NATIONAL", "VU", "BRA", date(2012, 1, 1)),
        )
    ],
    "chain_biology": [
        {
            "chain": "castana",
            "topic": topic,
            "country": country,
            "months": months,
            "text_es": es,
            "text_en": en,
            "basis": "D",
            "reference": "X",
        }
        for topic, country, months, es, en in (
            ("HARVEST_SEASON", None, "12|1|2|3", "De diciembre a marzo.", "December to March."),
            ("HARVEST_METHOD", "PER", None, "Se recoge.", None),
        )
    ],
    "chain_presence": [
        {
            "chain": "castana",
            "country": country,
            "presence": presence,
            "basis": "D" if reference else None,
            "note_es": note,
            "reference": reference,
        }
        for country, presence, note, reference in (
            ("BOL", "CONFIRMED", None, "INE"),
            ("BRA", "REPORTED", None, "X"),
            ("VEN", "UNKNOWN", "Nadie lo dice.", None),
        )
    ],
    "chain_zones": [
        {
            "chain": "castana",
            "country": country,
            "region": region,
            "place": place,
            "activity": activity,
            "producers": producers,
            "area_km2": area,
            "reference": "X",
        }
        for country, region, place, activity, producers, area in (
            ("BOL", "BO-N", None, "HARVEST", "COMMUNITY|INDIGENOUS", Decimal("63827")),
            ("BOL", "BO-N", "Cobija", "PROCESSING", None, None),
            ("BOL", "BO-B", None, "RANGE", None, None),
            ("PER", None, "sur", "HARVEST", None, None),
        )
    ],
    "chain_permits": [
        {
            "chain": chain,
            "permit": permit,
            "country": country,
            "kind": kind,
            "title_es": title,
            "basis": "D",
            "reference": "X",
        }
        for chain, permit, country, kind, title in (
            ("castana", "tala", "BRA", "PROHIBITION", "No se tala"),
            (None, "nagoya", "BOL", "ACCESS_BENEFIT_SHARING", "Acceso"),
        )
    ],
    "chain_claims": [
        {
            "chain": "bolaina",
            "claim": "especie",
            "statement_es": "Es Copaifera.",
            "claimant": "Informe",
            "standing": "DISPUTED",
            "answer_es": "Es Guazuma.",
            "answer_en": "It is Guazuma.",
            "reference": "X",
        },
    ],
    "chain_statistics": [
        _made("BO-N", *year(2021), "100"),
        _made("BO-N", *year(2022), "120.5"),
        _made("BO-N", *year(2022), "20000", place="Cobija"),
        _made("BO-N", date(2023, 1, 1), date(2023, 9, 30), "80"),
        _made(None, *year(2022), "30843", approximate=True, note_es="Nota."),
        _made(None, *year(2022), "30", indicator="DESTINATION_SHARE", system=None, partner="PER"),
        _made(None, *year(2022), "50", indicator="DESTINATION_SHARE", system=None, partner="BRA"),
        _made(None, *year(2020), "90", indicator="DESTINATION_SHARE", system=None, partner="CHL"),
        _made(None, None, None, "7", indicator="AREA", system=None, unit="ha"),  # type: ignore[arg-type]
    ],
    "chain_prices": [
        {
            "chain": "castana",
            "country": "BOL",
            "form_es": "con cáscara",
            "stage": "FARM_GATE",
            "date_from": date(2020, 2, 1),
            "date_to": date(2020, 2, 29),
            "price": Decimal(100),
            "currency": "BOB",
            "per": "caja de 22 kg",
            "reference": "X",
        }
    ],
    "catalogue": [
        {
            "product": product,
            "name_es": name,
            "name_pt": name,
            "name_en": name,
            "species": species,
            "country": country,
            "nomenclature": nomenclature,
            "code": code,
            "text": text,
            "naming": naming,
            "stated_rate_percent": rate,
            "stated_kind": "NMF" if rate else None,
            "stated_year": 2022 if rate else None,
            "note_es": note,
            "reference": "X",
        }
        for product, name, species, country, nomenclature, code, text, naming, rate, note in (
            ("camu-camu", "camu camu", "Myrciaria dubia", "PER", "PER2022", "0811909200",
             "De camu camu (Myrciaria dubia)", "SPECIES", Decimal(11), None),
            ("castana", "castaña", None, "BRA", "NCM2017", "08012200",
             "Castanha-do-brasil > Sem casca", "SPECIES", None, None),
            ("sacha-inchi", "sacha inchi", "Plukenetia volubilis", None, None, None, None, None,
             None, "Ninguno lo nombra."),
        )
    ],
    "regions": [
        {
            "region": region,
            "country": region[:3] if level == 0 else "BOL",
            "level": level,
            "name": name,
            "kind": "Departamento",
            "geometry": geometry,
            "reference": "X",
        }
        for region, level, name, geometry in (
            ("BO-N", 1, "Pando", square(-69, -11)),
            ("BO-B", 1, "El Beni", square(-68, -11)),
            ("BO-C", 1, "Cochabamba", None),
            ("GUY", 0, "Guyana", square(-59, 5)),
        )
    ],
}  # fmt: skip


async def publish(url: str, datasets: Rows, source: str = "ESLABON") -> None:
    """Write a release of each dataset as the loader leaves it, in one publication."""
    connection = await asyncpg.connect(url)
    try:
        n = await connection.fetchval("select coalesce(max(n), 0) + 1 from niche.publication")
        await connection.execute("insert into niche.publication (n) values ($1)", n)
        for name, rows in datasets.items():
            release = await connection.fetchval(
                "insert into niche.release (dataset, slice, parts, state, published, rows, sha256,"
                " source, licence, cite_as) values ($1, $2, $3, 'published', $4, $5, $1, $6,"
                " 'CC0', $1) returning id",
                name,
                f"source={source}",
                json.dumps({"source": source}),
                n,
                len(rows),
                source,
            )
            columns = list(dict.fromkeys(column for row in rows for column in row))
            ordinal = ["ordinal"] if name == "chain_statistics" else []
            await connection.copy_records_to_table(
                name,
                schema_name="niche",
                columns=["release_id", *ordinal, *columns],
                records=[
                    (release, *([place] if ordinal else []), *(row.get(one) for one in columns))
                    for place, row in enumerate(rows)
                ],
            )
    finally:
        await connection.close()


def asking(address: str) -> Ask:
    """Return what asks the service at an address."""

    def ask(path: str, **parameters: Any) -> httpx.Response:
        return httpx.get(f"{address}{path}", params=parameters, timeout=60)

    return ask


@pytest.fixture(scope="module")
def address(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a niche-api with three chains; the services it asks are not there."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, publish(module_database, ROWS)).result()
    nobody = "http://127.0.0.1:9"
    settings = Settings(
        database_url=module_database,
        uploads=Path(tmp_path_factory.mktemp("up")),
        tariff_url=nobody,
        matrix_url=nobody,
    )
    with serve(create_app(settings)) as url:
        yield url


@pytest.fixture
def ask(address: str) -> Ask:
    """Ask the niche-api with three chains."""
    return asking(address)


@pytest.fixture
def ask_empty(settings: Settings, serve: Serve) -> Iterator[Ask]:
    """Ask a niche-api that holds nothing."""
    with serve(create_app(settings)) as url:
        yield asking(url)


@pytest.fixture(scope="session")
def built_database(
    postgres_url: str, migrated: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Name of a database with the sample's exports and all that is built of them, to copy."""
    totals = {
        ("totals", *entry.slice.values()): gzip.decompress(entry.path.read_bytes())
        for entry in sample.entries("all")
        if entry.dataset == "totals"
    }
    uploads = Path(tmp_path_factory.mktemp("up"))
    with database(postgres_url, migrated) as url:
        loaded_trade(url, totals)
        with serve(create_matrix(Settings(database_url=url, uploads=uploads))) as matrix_url:
            settings = Settings(database_url=url, uploads=uploads, matrix_url=matrix_url)
            with ThreadPoolExecutor(1) as thread:
                jobs = thread.submit(asyncio.run, build(SERVICE, settings)).result()
        assert [job.reason for job in jobs if job.state != "done"] == []
        yield url.rpartition("/")[2]


@pytest.fixture(scope="session")
def built_url(postgres_url: str, built_database: str) -> Iterator[str]:
    """Address of a copy of that database, for tests that only read."""
    with database(postgres_url, built_database) as url:
        yield url


@pytest.fixture(scope="session")
def ask_built(
    built_url: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ask]:
    """Ask a niche-api over what is built of the sample; the services it asks are not there."""
    nobody = "http://127.0.0.1:9"
    settings = Settings(
        database_url=built_url,
        uploads=Path(tmp_path_factory.mktemp("up")),
        tariff_url=nobody,
        matrix_url=nobody,
    )
    with serve(create_app(settings)) as url:
        yield asking(url)
