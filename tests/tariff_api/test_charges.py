"""Charges and quotas: their rules, and what the service answers about them."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from decimal import Decimal

import asyncpg
import httpx
import pytest
from eslabon.client import HttpxTransport
from eslabon.client.tariff import TariffClient
from eslabon.contracts.charges import ChargeBase, ChargeKind
from eslabon.contracts.quotas import QuotaStatus
from hypothesis import given
from hypothesis import strategies as st
from servicekit.settings import Settings
from tariff_api.app import create_app
from tariff_api.charges.area import Origin, reached
from tariff_api.charges.assessment import assessed
from tariff_api.charges.charge import Charge, Charges, Extent, base_usd
from tariff_api.duties.expression import Consignment

from . import world
from .conftest import filled
from .loading import publish, table

COLOMBIAN = """
charge;name_es;kind;code;origin;origin_except;expression;base;sequence;valid_from;valid_to;note
acero;Salvaguarda;SAFEGUARD;7213911010;NO_AGREEMENT;;30%;CUSTOMS_VALUE;1;2024-10-18;;
aluminio;Perfiles;ANTIDUMPING;7604;IND;;4.13 USD/kg;QUANTITY;1;2024-09-26;2027-09-26;
iva;IVA;VAT;;WLD;PER;19%;CUSTOMS_VALUE_AND_DUTY;9;;;una nota
iva;IVA;VAT;0409;WLD;PER;5%;CUSTOMS_VALUE_AND_DUTY;9;;;
tasa;Tasa del MERCOSUR;OTHER;;MERCOSUR;;1%;CUSTOMS_VALUE;2;;;
"""
STATED = {
    "dates_stated": "false",
    "observed_on": "2025-03-31",
    "verified": "false",
    "reference": "test",
}
QUOTAS = """
quota;agreement;importer;beneficiary;product_es;codes;volume;unit;in_quota_rate_percent;balance;balance_on;reference
arroz;;PER;WLD;Arroz;1006;1000.5;t;0;0;2025-03-31;test
azucar;;PER;MERCOSUR;Azúcar;1701|1702;500;t;;120;2025-03-31;test
duraznos;AAP.CE 53;MEX|BRA;MEX|BRA;Duraznos;;10000;t/año;;;;test
"""


async def _fill(connection: asyncpg.Connection) -> None:
    await world.fill(connection)
    parts = {"source": "TEST", "importer": "COL"}
    await publish(connection, "charges", [{**row, **STATED} for row in table(COLOMBIAN)], parts)
    await publish(connection, "quotas", table(QUOTAS), {"source": "TEST"})


@pytest.fixture(scope="module")
def address(module_database, serve, tmp_path_factory) -> Iterator[str]:
    filled(module_database, _fill)
    uploads = tmp_path_factory.mktemp("uploads")
    with serve(create_app(Settings(database_url=module_database, uploads=uploads))) as url:
        yield url


@pytest.fixture
async def client(address: str) -> AsyncIterator[TariffClient]:
    async with HttpxTransport("tariff", address, timeout_seconds=30) as transport:
        yield TariffClient(transport)


@pytest.fixture
async def bare(address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        yield client


AREAS = st.sampled_from(["BRA", "PER", "MERCOSUR", "CAN_GROUP", "WLD", "NO_AGREEMENT"])
ORIGINS = st.builds(
    Origin,
    st.sampled_from(["BRA", "PER", "CHN"]),
    st.frozensets(st.sampled_from(["MERCOSUR", "CAN_GROUP"])),
    st.booleans(),
)


@given(AREAS, st.sets(AREAS), ORIGINS)
def test_an_exception_only_ever_takes_away(area: str, excepted: set[str], origin: Origin) -> None:
    excepted -= {"WLD", "NO_AGREEMENT"}
    assert not reached(area, excepted, origin) or reached(area, (), origin)
    assert not reached(area, {origin.iso3}, origin)
    assert reached("WLD", (), origin)
    assert reached("NO_AGREEMENT", (), origin) != origin.has_agreement
    assert reached("MERCOSUR", (), origin) == ("MERCOSUR" in origin.groups)


CODES = st.none() | st.text("01", min_size=2, max_size=6)
CHARGES = st.builds(
    Charge,
    importer=st.just("PER"),
    charge=st.sampled_from(["igv", "isc"]),
    names=st.just({}),
    kind=st.just(ChargeKind.VAT),
    nomenclature=st.none(),
    code=CODES,
    origin=AREAS,
    origin_except=st.just(()),
    expression=st.just("1%"),
    base=st.just(ChargeBase.CUSTOMS_VALUE),
    sequence=st.integers(1, 3),
    valid_from=st.none() | st.just(date(2025, 1, 1)),
    valid_to=st.none() | st.just(date(2025, 12, 31)),
    dates_stated=st.just(True),
    observed_on=st.just(date(2025, 3, 31)),
    legal_base=st.none(),
    verified=st.just(False),
    reference=st.just("test"),
    note=st.none(),
    release=st.integers(1, 2),
)


@given(st.lists(CHARGES, max_size=12), st.text("01", min_size=2, max_size=6), ORIGINS)
def test_the_longest_code_of_a_charge_holds(rows: list[Charge], code: str, origin: Origin) -> None:
    on = date(2025, 6, 30)
    due = [row for row in rows if row.holds(on) and row.reaches(origin)]
    found = Charges(rows).on(code, origin, on)
    part = [row for row, extent in found if extent is Extent.PART]
    assert sorted(part, key=lambda row: row.key) == sorted(
        (row for row in due if row.extent(code) is Extent.PART), key=lambda row: row.key
    )
    whole = [row for row, extent in found if extent is Extent.WHOLE]
    for row in due:
        if row.extent(code) is not Extent.WHOLE:
            assert row not in whole
            continue
        longest = max(
            len(other.code or "")
            for other in due
            if other.extent(code) is Extent.WHOLE
            and (other.charge, other.release) == (row.charge, row.release)
        )
        assert (row in whole) == (len(row.code or "") == longest)
    assert [row.key for row, _ in found] == sorted(row.key for row, _ in found)


MONEY = st.none() | st.decimals(0, 10**9, places=2)


@given(st.sampled_from(ChargeBase), MONEY, MONEY, MONEY)
def test_a_base_is_known_only_where_all_its_parts_are(
    base: ChargeBase, value: Decimal | None, duty: Decimal | None, before: Decimal | None
) -> None:
    parts = {
        ChargeBase.CUSTOMS_VALUE: [value],
        ChargeBase.CUSTOMS_VALUE_AND_DUTY: [value, duty],
        ChargeBase.CUSTOMS_VALUE_DUTY_AND_CHARGES: [value, duty, before],
        ChargeBase.DUTY: [duty],
        ChargeBase.QUANTITY: [None],
        ChargeBase.UNKNOWN: [None],
    }[base]
    known = [part for part in parts if part is not None]
    wanted = sum(known) if len(known) == len(parts) else None
    amounts = {"customs_value_usd": value, "duty_usd": duty, "charges_usd": before}
    assert base_usd(base, amounts) == wanted


def charge(slug: str, expression: str, base: ChargeBase, sequence: int) -> Charge:
    return Charge(
        importer="PER",
        charge=slug,
        names={},
        kind=ChargeKind.VAT,
        nomenclature=None,
        code=None,
        origin="WLD",
        origin_except=(),
        expression=expression,
        base=base,
        sequence=sequence,
        valid_from=None,
        valid_to=None,
        dates_stated=False,
        observed_on=date(2025, 3, 31),
        legal_base=None,
        verified=False,
        reference="test",
        note=None,
        release=1,
    )


def whole(*charges: Charge) -> list[tuple[Charge, Extent]]:
    return [(one, Extent.WHOLE) for one in charges]


ISC = charge("isc", "10%", ChargeBase.CUSTOMS_VALUE_AND_DUTY, 1)
IGV = charge("igv", "16%", ChargeBase.CUSTOMS_VALUE_DUTY_AND_CHARGES, 2)
FEE = charge("fee", "0.10 USD/kg", ChargeBase.QUANTITY, 3)
UNSTATED = charge("x", "3%", ChargeBase.UNKNOWN, 1)


def test_a_charge_may_be_levied_on_those_before_it() -> None:
    goods = Consignment(Decimal(1000), weight_kg=Decimal(50))
    found = assessed(whole(ISC, IGV, FEE), goods, Decimal("60"))
    assert [(one.base_usd, one.levy.amount_usd) for one in found] == [
        (Decimal(1060), Decimal("106.00")),
        (Decimal(1166), Decimal("186.56")),
        (None, Decimal("5.00")),
    ]
    assert [step.formula for step in found[1].levy.steps] == ["16 % × 1166.00 USD"]


@pytest.mark.parametrize(
    ("due", "goods", "duty", "lacking"),
    [
        (whole(IGV), Consignment(), Decimal(0), [("customs_value_usd",)]),
        (whole(IGV), Consignment(Decimal(1)), None, [("duty_usd",)]),
        (whole(UNSTATED), Consignment(Decimal(1)), Decimal(0), [("base",)]),
        (whole(UNSTATED, IGV), Consignment(Decimal(1)), Decimal(0), [("base",), ("charges_usd",)]),
        (whole(FEE), Consignment(Decimal(1)), Decimal(0), [("kg",)]),
        ([(FEE, Extent.PART)], Consignment(Decimal(1)), Decimal(0), [("national_code",)]),
    ],
)
def test_what_an_amount_lacks_is_named(
    due: list[tuple[Charge, Extent]],
    goods: Consignment,
    duty: Decimal | None,
    lacking: list[tuple[str, ...]],
) -> None:
    found = assessed(due, goods, duty)
    assert [one.levy.lacking for one in found] == lacking
    assert all(one.levy.amount_usd is None for one in found)


async def test_charges_come_in_the_order_of_computation(client: TariffClient) -> None:
    found = await client.charges("COL")
    assert [one.charge for one in found] == ["acero", "aluminio", "tasa", "iva", "iva"]
    vat = found[-2]
    assert (vat.expression, vat.expression_text, vat.base) == (
        "19%",
        "19 %",
        ChargeBase.CUSTOMS_VALUE_AND_DUTY,
    )
    assert (vat.valid_from, vat.verified, vat.note) == (None, False, "una nota")
    assert vat.provenance.dataset == "charges"


@pytest.mark.parametrize(
    ("origin", "on", "charges"),
    [
        ("ZAF", date(2025, 3, 1), ["acero", "iva"]),  # no agreement with Colombia in this world
        ("BRA", date(2025, 3, 1), ["tasa", "iva"]),
        ("IND", date(2025, 3, 1), ["acero", "aluminio", "iva"]),
        ("IND", date(2027, 9, 26), ["acero", "aluminio", "iva"]),
        ("IND", date(2027, 9, 27), ["acero", "iva"]),
        ("IND", date(2024, 10, 17), ["aluminio", "iva"]),
        ("IND", date(2024, 10, 18), ["acero", "aluminio", "iva"]),
        ("PER", date(2025, 3, 1), []),
    ],
)
async def test_an_origin_pays_what_reaches_it_on_the_day(
    client: TariffClient, origin: str, on: date, charges: list[str]
) -> None:
    found = await client.charges("COL", origin=origin, on=on)
    assert [one.charge for one in found if one.code != "0409"] == charges


async def test_what_is_due_is_asked_with_product_origin_and_day(client: TariffClient) -> None:
    day = date(2025, 3, 1)
    honey = await client.charges("COL", "04090010", "ZAF", day)
    assert [(one.charge, one.expression) for one in honey] == [("iva", "5%")]
    meat = await client.charges("COL", "02011000", "ZAF", day)
    assert [(one.charge, one.expression) for one in meat] == [("iva", "19%")]
    either = await client.charges("COL", "04090010", "ZAF")
    assert [one.expression for one in either] == ["19%", "5%"]


@pytest.mark.parametrize(
    ("product", "charges"),
    [
        ("7604210000", ["aluminio", "tasa", "iva"]),
        ("76", ["aluminio", "tasa", "iva"]),
        ("7213911010", ["acero", "tasa", "iva"]),
        ("721391", ["acero", "tasa", "iva"]),
        ("7213911020", ["tasa", "iva"]),
    ],
)
async def test_a_charge_on_a_code_reaches_what_lies_above_and_below(
    client: TariffClient, product: str, charges: list[str]
) -> None:
    assert [one.charge for one in await client.charges("COL", product)] == charges


async def test_pages_of_charges_join_to_the_whole(bare: httpx.AsyncClient) -> None:
    parameters = {"importer": "COL", "limit": "1"}
    seen: list[str] = []
    while True:
        page = (await bare.get("/v1/charges", params=parameters)).json()
        seen += [one["charge"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        parameters["cursor"] = page["next_cursor"]
    assert seen == ["acero", "aluminio", "tasa", "iva", "iva"]


async def test_an_empty_list_of_charges_says_why(bare: httpx.AsyncClient) -> None:
    other = (await bare.get("/v1/charges", params={"importer": "PER", "lang": "en"})).json()
    assert other["items"] == []
    assert other["meta"]["missing"][0]["reason"] == "not_loaded"
    assert "there are some of COL" in other["meta"]["missing"][0]["detail"]
    none = (await bare.get("/v1/charges", params={"importer": "COL", "origin": "PER"})).json()
    assert none["meta"]["missing"][0]["reason"] == "not_reported"
    wrong = await bare.get("/v1/charges", params={"importer": "ZZZ", "origin": "QQQ"})
    assert wrong.status_code == 404
    assert len(wrong.json()["errors"]) == 2


async def test_only_a_loaded_balance_says_whether_a_quota_has_room(client: TariffClient) -> None:
    found = {one.quota: one for one in await client.quotas()}
    assert {name: one.status for name, one in found.items()} == {
        "arroz": QuotaStatus.EXHAUSTED,
        "azucar": QuotaStatus.OPEN,
        "duraznos": QuotaStatus.UNKNOWN,
    }
    assert found["arroz"].volume == Decimal("1000.5")
    assert found["azucar"].codes == ["1701", "1702"]


@pytest.mark.parametrize(
    ("asked", "quotas"),
    [
        ({"importer": "PER", "beneficiary": "ZAF"}, ["arroz"]),
        ({"importer": "PER", "beneficiary": "BRA"}, ["arroz", "azucar"]),
        ({"beneficiary": "MERCOSUR"}, ["arroz", "azucar"]),
        ({"importer": "BR"}, ["duraznos"]),
        ({"agreement": "AAP.CE 53"}, ["duraznos"]),
        ({"agreement": "ACE-53"}, ["duraznos"]),
        ({"product": "170199"}, ["azucar"]),
        ({"product": "10"}, ["arroz"]),
    ],
)
async def test_quotas_are_found_by_who_grants_who_uses_and_what(
    client: TariffClient, asked: dict[str, str], quotas: list[str]
) -> None:
    assert [one.quota for one in await client.quotas(**asked)] == quotas


async def test_what_is_not_known_of_quotas_is_said(bare: httpx.AsyncClient) -> None:
    page = (await bare.get("/v1/quotas", params={"product": "2008", "lang": "en"})).json()
    assert page["items"] == []
    assert page["meta"]["missing"][0]["detail"].startswith("1 quotas have no codes")
    none = (await bare.get("/v1/quotas", params={"importer": "CHL"})).json()
    assert none["meta"]["missing"][0]["what"] == "quotas"
    wrong = await bare.get("/v1/quotas", params={"importer": "narnia"})
    assert wrong.status_code == 404
    assert wrong.json()["errors"][0]["pointer"] == "/query/importer"
