"""Agreements as pages: right markup, three languages, nothing unknown shown as known."""

import xml.etree.ElementTree as ElementTree
from datetime import date
from urllib.parse import quote

import httpx
import pytest
from eslabon.contracts.envelope import Lang
from tariff_api.agreements.page import written_day

XHTML = "{http://www.w3.org/1999/xhtml}"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def markup(text: str) -> ElementTree.Element:
    """Return a page as a tree; every tag is closed and in its place, or it can't be read."""
    head, _, rest = text.partition("\n")
    assert head == "<!DOCTYPE html>"
    return ElementTree.fromstring(rest)


def texts(page: ElementTree.Element, tag: str) -> list[str]:
    return ["".join(one.itertext()).strip() for one in page.iter(f"{XHTML}{tag}")]


@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("es", {"Partes", "Vigencia par por par", "Lo que no se sabe", "De dónde viene"}),
        ("pt", {"Partes", "Vigência par a par", "O que não se sabe", "De onde vem"}),
        ("en", {"Parties", "Entry into force pair by pair", "What is not known"}),
    ],
)
@pytest.mark.parametrize("code", ["AAP.CE 35", "AR.PAR 4", "OMC 692", "AAP.CE 57", "CAN"])
async def test_a_fiche_is_a_page_in_three_languages(
    real: httpx.AsyncClient, code: str, lang: str, headings: set[str]
) -> None:
    answer = await real.get(
        f"/v1/agreements/{quote(code)}", params={"lang": lang}, headers={"Accept": BROWSER}
    )
    page = markup(answer.text)

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert page.get("lang") == answer.headers["content-language"] == lang
    assert headings <= set(texts(page, "h2"))
    assert len(texts(page, "h1")) == 1
    assert all(cell.get("scope") for cell in page.iter(f"{XHTML}th"))
    assert not list(page.iter(f"{XHTML}script"))
    loaded = [one for tag in ("img", "link", "iframe") for one in page.iter(f"{XHTML}{tag}")]
    assert loaded == []
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_every_unverified_fact_and_every_gap_is_on_the_page(real: httpx.AsyncClient) -> None:
    path = f"/v1/agreements/{quote('AAP.CE 57')}?lang=en"
    data = (await real.get(path)).json()
    page = markup((await real.get(path + "&format=html")).text)

    assert "Not verified" in texts(page, "li")
    assert {one["detail"] for one in data["missing"]} <= set(texts(page, "li"))
    assert any("Not known" in text for text in texts(page, "dd"))


async def test_a_date_known_by_its_year_is_never_a_first_of_january(
    real: httpx.AsyncClient,
) -> None:
    answer = await real.get(f"/v1/agreements/{quote('AAP.CE 40')}?format=html&lang=es")

    assert '<time datetime="1999">1999</time>' in answer.text
    assert "1 de enero de 1999" not in answer.text


@pytest.mark.parametrize(
    ("precision", "lang", "text", "machine"),
    [
        ("YEAR", Lang.ES, "1996", "1996"),
        ("MONTH", Lang.PT, "junho de 1996", "1996-06"),
        ("MONTH", Lang.EN, "June 1996", "1996-06"),
        ("DAY", Lang.ES, "25 de junio de 1996", "1996-06-25"),
        (None, Lang.EN, "25 June 1996", "1996-06-25"),
    ],
)
def test_a_date_is_written_as_it_is_known(
    precision: str | None, lang: Lang, text: str, machine: str
) -> None:
    written = written_day(date(1996, 6, 25), precision, lang)

    assert written == f'<time datetime="{machine}">{text}</time>'


async def test_the_list_is_a_page_that_can_be_narrowed_and_gone_through(
    real: httpx.AsyncClient,
) -> None:
    seen: list[str] = []
    address = "/v1/agreements?format=html&lang=es&country=PE&partner=BRA&limit=7"
    while address:
        page = markup((await real.get(address)).text)
        seen += [
            text for text in texts(page, "th") if text.startswith(("AAP.", "AR.", "OMC", "G", "P"))
        ]
        links = [one for one in page.iter(f"{XHTML}a") if one.get("rel") == "next"]
        address = f"/v1/agreements{links[0].get('href')}" if links else ""
    data = (await real.get("/v1/agreements?country=PER&partner=BRA&limit=1000")).json()
    codes = [one["code"] for one in data["items"]]

    assert [code for code in seen if code in codes] == codes
    assert "Perú" in texts(page, "strong")


async def test_every_link_of_the_list_leads_somewhere(real: httpx.AsyncClient) -> None:
    page = markup((await real.get("/v1/agreements?format=html&country=CUB&limit=5")).text)
    links = [str(one.get("href")) for one in page.iter(f"{XHTML}a")]
    own = [link if link.startswith("/") else f"/v1/agreements{link}" for link in links]

    for address in sorted(set(own))[::5]:
        assert (await real.get(address)).status_code == 200, address


async def test_data_and_page_of_one_address_are_two_answers(real: httpx.AsyncClient) -> None:
    address = f"/v1/agreements/{quote('AAP.CE 18')}"
    page = await real.get(address, headers={"Accept": BROWSER})
    data = await real.get(address, headers={"Accept": "application/json"})
    again = await real.get(
        address, headers={"Accept": "application/json", "If-None-Match": page.headers["etag"]}
    )

    assert page.headers["etag"] != data.headers["etag"]
    assert again.status_code == 200
    assert again.json() == data.json()
    assert "Accept" in page.headers["vary"]
    assert (await real.get(address)).headers["content-type"] == "application/json"


async def test_what_a_person_types_is_text_on_the_page(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/agreements", params={"format": "html", "q": "<b>\"&'x</b>"})

    assert answer.status_code == 200
    assert "<b>" not in answer.text
    markup(answer.text)
