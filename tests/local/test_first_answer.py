"""The first answer is asked in the graph's words and reads well in a terminal."""

from io import StringIO
from typing import Any

import pytest
from gateway.schema import SCHEMA
from graphql import parse, validate
from local.answer_tables import integrated, short
from local.figures import day, dotted, number, percent
from local.first_answer import QUERY, show
from rich.console import Console

MISSING = {"valueUsd": None, "importerTotalUsd": None, "share": None, "unitValueUsdPerKg": None}
ANSWER: dict[str, Any] = {
    "on": "2021-06-01",
    "importer": {"nameEs": "Brasil"},
    "exporter": {"iso3": "MEX", "nameEs": "México"},
    "quote": {
        "completeness": "COMPLETE",
        "product": {"nomenclature": "NCM2017", "code": "850300", "description": "Partes [de] x"},
        "lines": [{"product": {"code": "85030010"}}, {"product": {"code": "85030090"}}],
        "coverage": {"validFrom": "2021-03-31", "validTo": "2021-10-31", "datesStated": False},
        "candidates": [
            {
                "kind": "PREFERENCE",
                "agreement": None,
                "agreementCandidates": ["AAP.CE 53", "AAP.CE 55"],
                "appliedText": "0 %",
                "conditional": False,
                "isBest": True,
                "why": "Pueden dar esta tasa dos acuerdos.",
                "provenance": {"citeAs": "WITS"},
            },
            {
                "kind": "MFN",
                "agreement": None,
                "agreementCandidates": [],
                "appliedText": "14 %",
                "conditional": False,
                "isBest": False,
                "why": "Lo paga todo origen sin preferencia.",
                "provenance": {"citeAs": "Camex"},
            },
        ],
        "missing": [],
    },
    "history": {
        "years": [
            *(
                {**MISSING, "year": year, "missing": {"reason": "NOT_LOADED"}, "provenance": None}
                for year in (2021, 2022)
            ),
            {
                "year": 2023,
                "valueUsd": "121",
                "importerTotalUsd": "1500",
                "share": 121 / 1500,
                "unitValueUsdPerKg": 4.284,
                "missing": None,
                "provenance": {"citeAs": "BACI"},
            },
        ],
        "missing": [{"detail": "Sin cargar: 2021–2022; lo demás sí."}],
    },
    "competitors": {
        "year": 2023,
        "totalUsd": "1500",
        "suppliers": 9,
        "competitors": [
            {
                "rank": rank,
                "exporter": exporter,
                "country": {"nameEs": name},
                "valueUsd": value,
                "share": int(value) / 1500,
            }
            for rank, exporter, name, value in (
                (1, "CHN", "China", "700"),
                (2, "IND", "India", "300"),
                (3, "DEU", "Alemania", "150"),
                (4, "USA", "Estados Unidos", "90"),
                (5, "ESP", "España", "50"),
                (6, "POL", "Polonia", "40"),
                (7, "ITA", "Italia", "30"),
                (8, "MEX", "México", "20"),
            )
        ],
        "provenance": [{"citeAs": "BACI"}],
        "missing": [],
    },
    "chains": [],
    "missing": [{"what": "chains", "detail": "Ninguna de las 7 cadenas cargadas."}],
}


def printed(table: Any, columns: int = 80) -> str:
    console = Console(width=columns, file=StringIO(), highlight=False)
    console.print(table)
    written: str = console.file.getvalue()  # type: ignore[attr-defined]
    return written


def test_the_question_is_one_that_the_graph_answers() -> None:
    assert validate(SCHEMA._schema, parse(QUERY)) == []


@pytest.mark.parametrize("columns", [80, 120])
def test_every_block_fits_the_terminal(columns: int) -> None:
    lines = printed(integrated(ANSWER), columns).splitlines()

    assert max(len(line) for line in lines) == columns
    for block in ("Producto", "Arancel", "Comercio", "Competidores", "Cadenas", "Fechas"):
        assert any(f"│ {block}" in line for line in lines), block


def test_texts_with_brackets_are_printed_as_they_are() -> None:
    assert "Partes [de] x" in printed(integrated(ANSWER))


def test_years_that_are_not_loaded_say_so_in_one_row() -> None:
    (row,) = (line for line in printed(integrated(ANSWER)).splitlines() if "2021–2022" in line)

    assert "sin cargar" in row


def test_the_exporter_is_marked_however_far_down_and_the_rest_is_added_up() -> None:
    rows = [line.split() for line in printed(integrated(ANSWER)).splitlines()]

    assert any(row[2:5] == ["8", "México", "◄"] for row in rows)
    assert not any("Italia" in row for row in rows)
    assert any(row[2:5] == ["otros", "2", "150"] for row in rows)


def test_duty_and_trade_of_different_years_are_said_to_be() -> None:
    text = " ".join(printed(integrated(ANSWER), 200).split())
    assert "arancel es de 2021" in text
    assert "comercio es de 2023" in text
    same = {**ANSWER, "competitors": {**ANSWER["competitors"], "year": 2021}}
    assert "Fechas" not in printed(integrated(same))


@pytest.mark.parametrize("block", ["quote", "history", "competitors", "chains"])
def test_a_block_that_did_not_answer_says_why(block: str) -> None:
    missing = [{"what": block, "detail": f"{block} no responde."}]
    answer = {**ANSWER, block: None, "missing": missing}

    assert f"{block} no responde." in printed(integrated(answer))
    assert printed(short(answer))


def test_the_short_answer_tells_the_chain_of_the_product() -> None:
    chain = {
        "name": "castaña",
        "species": ["Bertholletia excelsa"],
        "products": [{"code": "8503", "form": "sin cáscara", "specificity": "SHARED"}],
        "provenance": [{"citeAs": "Compilación"}],
    }
    text = " ".join(printed(short({**ANSWER, "chains": [chain]}), 200).split())

    assert "14 % NMF" in text
    assert "Pueden dar esta tasa" in text
    assert "Lo paga todo origen" not in text
    assert "castaña (Bertholletia excelsa) · 8503 sin cáscara" in text
    assert "Sin cargar: 2021–2022." in text


def test_a_gateway_that_does_not_answer_is_one_line() -> None:
    console = Console(width=80, file=StringIO())
    show("http://127.0.0.1:9", console)
    written: str = console.file.getvalue()  # type: ignore[attr-defined]

    assert "no respondió" in written


def test_figures_are_written_as_spanish_readers_do() -> None:
    assert number("19427654").split() == ["19", "427", "654"]
    assert number(4.284, 2) == "4,28"
    assert number(None) == "—"
    assert percent(0.061).split() == ["6,1", "%"]
    assert day("2021-06-01") == "1 jun 2021"
    assert [dotted(code) for code in ("85", "8503", "850300", "85030010")] == [
        "85",
        "8503",
        "8503.00",
        "8503.00.10",
    ]
