"""An agreement is meant by any of its names wherever one is asked for, and none other is."""

import httpx
import pytest

CHOCOLATE = {"exporter": "BRA", "importer": "ARG", "product": "180632", "on": "2024-06-01"}
PAIR = {"granter": "BRA", "beneficiary": "ARG"}


async def asked(real: httpx.AsyncClient, place: str, name: str, lang: str = "en") -> httpx.Response:
    """Ask for an agreement at one of the places that take its name."""
    said = {"lang": lang}
    if place == "fiche":
        return await real.get(f"/v1/agreements/{name}", params=said)
    if place == "coverage":
        return await real.get(f"/v1/agreements/{name}/coverage", params=PAIR | said)
    if place == "quotas":
        return await real.get("/v1/quotas", params={"agreement": name, **said})
    if place == "origin rules":
        return await real.get("/v1/origin-rules", params={**CHOCOLATE, "agreement": name, **said})
    body = {**CHOCOLATE, "agreement": name}
    return await real.post("/v1/origin-checks", json=body, params=said)


PLACES = {
    "fiche": "/path/code",
    "coverage": "/path/code",
    "quotas": "/query/agreement",
    "origin rules": "/query/agreement",
    "origin check": "/agreement",
}


@pytest.mark.parametrize("place", PLACES)
async def test_every_name_of_an_agreement_asks_what_its_code_asks(
    real: httpx.AsyncClient, place: str
) -> None:
    by_code = await asked(real, place, "AAP.CE 18")
    other = await asked(real, place, "AR.PAR 4")

    assert by_code.status_code == 200, by_code.text
    for name in ("ACE 18", "ace-18", "Acordo de Complementação Econômica nº 18", "Mercosur"):
        assert (await asked(real, place, name)).json() == by_code.json(), name
    if place != "quotas":  # neither of the two opens one
        assert other.json() != by_code.json()


@pytest.mark.parametrize("name", ["AAP.CE 6", "ACE 06", "CE N° 6"])
async def test_quotas_are_found_by_every_name_of_what_opens_them(
    real: httpx.AsyncClient, name: str
) -> None:
    found = (await asked(real, "quotas", name)).json()["items"]

    assert [one["agreement"] for one in found] == ["AAP.CE 6"]


@pytest.mark.parametrize(("place", "pointer"), PLACES.items())
async def test_a_name_of_no_agreement_is_told_where_they_are(
    real: httpx.AsyncClient, place: str, pointer: str
) -> None:
    said = {"es": "no es un acuerdo", "pt": "não é um acordo", "en": "not an agreement"}
    for lang, words in said.items():
        answer = await asked(real, place, "ACE 999", lang)
        problem = answer.json()

        assert answer.status_code == 404
        assert problem["type"] == "urn:eslabon:problem:unknown-agreement"
        assert [one["pointer"] for one in problem["errors"]] == [pointer]
        assert words in problem["detail"]
        assert "/v1/agreements" in problem["detail"]


@pytest.mark.parametrize(("place", "pointer"), PLACES.items())
async def test_a_name_of_two_things_is_not_guessed(
    real: httpx.AsyncClient, place: str, pointer: str
) -> None:
    answer = await asked(real, place, "A.E.C.")
    problem = answer.json()

    assert (answer.status_code, problem["type"]) == (422, "urn:eslabon:problem:ambiguous-name")
    assert [one["pointer"] for one in problem["errors"]] == [pointer]
    assert "Arancel Externo Común / Asociación de Estados del Caribe" in problem["detail"]


async def test_an_unknown_agreement_is_told_with_all_else_that_is_wrong(
    real: httpx.AsyncClient,
) -> None:
    answer = await real.get("/v1/quotas", params={"importer": "narnia", "agreement": "ACE 999"})

    assert answer.status_code == 404
    assert [one["pointer"] for one in answer.json()["errors"]] == [
        "/query/importer",
        "/query/agreement",
    ]
