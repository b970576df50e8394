"""Contacts: recorded with consent only, shown by purpose, removed for good."""

import json
from typing import Any

import asyncpg
import pytest

from tests.niche_api.rounds.conftest import Platform, run

HEADER = "firm,name,position,email,phone,consent_by,consent_on,consent_for,evidence\n"
ANA = (
    "bol-norte,Ana Ficticia,Gerente,ana@example.org,+591 3 852 0000,Ana Ficticia,2026-03-02,"
    "PUBLICATION|ROUNDS,Formulario 12\n"
)
LUIS = "bol-norte,Luis Ficticio,,luis@example.org,,Luis Ficticio,2026-03-02,ROUNDS,Formulario 13\n"


@pytest.fixture
def keeper(platform: Platform) -> dict[str, str]:
    """Headers of who may keep contacts of any country."""
    return platform.key("niche:contacts")


def names(answer: Any) -> list[str]:
    """Return the names of a page of contacts."""
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]


def everything_of(platform: Platform, text: str) -> list[str]:
    """Return the tables of the service in which a text is to be found."""

    async def look() -> list[str]:
        connection = await asyncpg.connect(platform.database)
        try:
            tables = await connection.fetch(
                "select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid"
                " = c.relnamespace where n.nspname = 'niche' and c.relkind in ('r', 'p')"
            )
            return [
                table["name"]
                for table in tables
                if await connection.fetchval(
                    f"select exists (select from {table['name']} t where t::text like $1)",
                    f"%{text}%",
                )
            ]
        finally:
            await connection.close()

    found: list[str] = run(look())
    return found


def test_contacts_are_recorded_and_shown_for_what_was_agreed(
    platform: Platform, keeper: dict[str, str]
) -> None:
    recorded = platform.send(HEADER + ANA + LUIS, keeper)
    assert recorded.status_code == 201, recorded.text
    assert len(recorded.json()["contacts"]) == 2

    public = platform.get("/v1/firms/bol-norte/contacts")
    assert names(public) == ["Ana Ficticia"]
    assert public.json()["items"][0]["phone"] == "+591 3 852 0000"
    assert "evidence" not in public.text
    assert public.headers["cache-control"] == "no-store"

    kept = platform.get("/v1/firm-contacts", headers=keeper)
    assert names(kept) == ["Ana Ficticia", "Luis Ficticio"]
    consent = kept.json()["items"][1]["consent"]
    assert consent == {
        "given_by": "Luis Ficticio",
        "given_on": "2026-03-02",
        "purposes": ["ROUNDS"],
        "evidence": "Formulario 13",
    }
    asked = {"firm": "bol-norte", "purpose": "PUBLICATION"}
    assert names(platform.get("/v1/firm-contacts", headers=keeper, **asked)) == ["Ana Ficticia"]


def test_a_contact_sent_again_is_written_over(platform: Platform, keeper: dict[str, str]) -> None:
    platform.send(HEADER + ANA, keeper)
    platform.send(HEADER + ANA.replace("Gerente", "Directora"), keeper)
    (ana,) = platform.get("/v1/firms/bol-norte/contacts").json()["items"]
    assert ana["position"] == "Directora"


def test_one_json_object_a_line_is_read_too(platform: Platform, keeper: dict[str, str]) -> None:
    row = dict(zip(HEADER.strip().split(","), ANA.strip().split(","), strict=True))
    body = json.dumps({**row, "firm": "per-selva", "name": "Eva Ficticia"})
    answer = platform.send(body, keeper, "application/x-ndjson")
    assert answer.status_code == 201, answer.text
    assert names(platform.get("/v1/firms/per-selva/contacts")) == ["Eva Ficticia"]


def test_removing_is_removing_and_leaves_nothing_but_that_it_was_done(
    platform: Platform, keeper: dict[str, str]
) -> None:
    row = ANA.replace("Ana Ficticia", "Olga Irrepetible").replace("ana@", "irrepetible@")
    (contact,) = platform.send(HEADER + row, keeper).json()["contacts"]
    assert everything_of(platform, "rrepetible") == ["niche.firm_contacts"]

    assert platform.delete(f"/v1/firm-contacts/{contact}", keeper).status_code == 204

    assert everything_of(platform, "rrepetible") == []
    log = platform.get("/v1/firm-contact-removals", headers=keeper).json()["items"]
    (removal,) = [one for one in log if one["contact"] == contact]
    assert (removal["country"], removal["removed_by"]) == ("BOL", "OTCA")
    assert removal.keys() == {"contact", "country", "removed_at", "removed_by"}
    again = platform.delete(f"/v1/firm-contacts/{contact}", keeper)
    assert (again.status_code, again.json()["errors"][0]["pointer"]) == (404, "/path/contact")


def test_contacts_are_no_dataset_and_outlive_no_publication(platform: Platform) -> None:
    datasets = [one["name"] for one in platform.get("/v1/datasets", limit=1000).json()["items"]]
    assert "firms" in datasets
    assert "firm_contacts" not in datasets


WITHOUT_CONSENT = [
    ("consent_by", ANA.replace("0000,Ana Ficticia", "0000,"), "falta el valor"),
    ("consent_on", ANA.replace("2026-03-02", ""), "falta el valor"),
    ("consent_for", ANA.replace("PUBLICATION|ROUNDS", ""), "falta el valor"),
    ("consent_for", ANA.replace("PUBLICATION|ROUNDS", "MARKETING"), "no tiene la forma"),
    ("evidence", ANA.replace("Formulario 12", ""), "falta el valor"),
    ("email", ANA.replace("ana@example.org", "ana at example"), "no tiene la forma"),
    ("email", ANA.replace("ana@example.org", "=cmd|'/c calc'!A1"), "no tiene la forma"),
    ("name", ANA.replace("Ana Ficticia,Ger", "=HYPERLINK(1),Ger"), "empieza por ="),
    ("position", ANA.replace("Gerente", "@SUM(1)"), "empieza por ="),
    ("name", ANA.replace("Ana Ficticia,Ger", "<script>alert(1)</script>,Ger"), "lleva `<`"),
    ("firm", ANA.replace("bol-norte", "Norte S.A."), "no tiene la forma"),
]


@pytest.mark.parametrize(("column", "row", "said"), WITHOUT_CONSENT)
def test_a_row_without_consent_or_with_hostile_text_is_refused_by_its_line(
    platform: Platform, keeper: dict[str, str], column: str, row: str, said: str
) -> None:
    good = ANA.replace("Ana Ficticia,Ger", "Buena Ficticia,Ger")
    answer = platform.send(HEADER + good + row, keeper)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert error["pointer"] == f"/body/3/{column}"
    assert said in error["detail"]
    assert "Buena Ficticia" not in names(platform.get("/v1/firms/bol-norte/contacts"))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (ANA.replace("bol-norte", "bol-nadie"), "unknown_firm"),
        (LUIS.replace("luis@example.org", ""), "no_way_to_reach"),
        (ANA.replace("2026-03-02", "2999-01-01"), "consent_ahead"),
        (ANA + ANA, "repeated"),
    ],
)
def test_what_no_row_shows_by_itself_is_refused_too(
    platform: Platform, keeper: dict[str, str], row: str, code: str
) -> None:
    answer = platform.send(HEADER + row, keeper)
    assert answer.status_code == 422, answer.text
    assert {error["code"] for error in answer.json()["errors"]} == {code}


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        ("firm,name\nbol-norte,Ana\n", "text/csv", 422),
        ("", "text/csv", 400),
        (HEADER, "text/csv", 422),
        (HEADER + ANA, "image/png", 415),
    ],
)
def test_a_file_of_another_kind_is_refused(
    platform: Platform, keeper: dict[str, str], body: str, media_type: str, status: int
) -> None:
    assert platform.send(body, keeper, media_type).status_code == status


def test_keys_are_needed_and_hold_for_their_country(platform: Platform) -> None:
    bolivia = platform.key("niche:contacts:country=BOL")
    peru = platform.key("niche:contacts:country=PER")
    writer = platform.key("niche:write")
    assert platform.send(HEADER + ANA, {}).status_code == 401
    assert platform.send(HEADER + ANA, writer).status_code == 403
    assert platform.send(HEADER + ANA, peru).status_code == 403
    (contact,) = platform.send(HEADER + ANA, bolivia).json()["contacts"]

    assert platform.get("/v1/firm-contacts").status_code == 401
    assert platform.get("/v1/firm-contacts", headers=bolivia).status_code == 403
    assert platform.get("/v1/firm-contacts", headers=bolivia, country="BO").status_code == 200
    assert platform.get("/v1/firm-contacts", headers=peru, firm="bol-norte").status_code == 403
    assert platform.get("/v1/firm-contact-removals", headers=peru).status_code == 403
    assert platform.delete(f"/v1/firm-contacts/{contact}", peru).status_code == 403
    assert platform.delete(f"/v1/firm-contacts/{contact}", bolivia).status_code == 204


def test_exports_are_safe_to_open_in_a_spreadsheet(
    platform: Platform, keeper: dict[str, str]
) -> None:
    assert platform.send(HEADER + ANA, keeper).status_code == 201
    lines = platform.get("/v1/firms/bol-norte/contacts", format="csv").text
    assert ",'+591 3 852 0000," in lines
    assert not any(cell[:1] in "=+-@" for cell in lines.replace("\r\n", ",").split(",") if cell)


def test_the_template_is_a_file_that_is_accepted_but_for_its_firm(
    platform: Platform, keeper: dict[str, str]
) -> None:
    template = platform.get("/v1/firm-contact-template.csv").text
    answer = platform.send(template, keeper)
    assert [error["code"] for error in answer.json()["errors"]] == ["unknown_firm"]
    assert platform.send(template.replace("bol-manutata", "bol-norte"), keeper).status_code == 201
