"""What the sample says of norms, over HTTP."""

from datetime import date

from eslabon.client.tariff import TariffClient
from eslabon.contracts.envelope import Reason
from eslabon.contracts.norms import DeclarationList, Extent

ON = date(2026, 1, 1)


async def test_what_paiche_needs_in_bolivia(real_tariff: TariffClient) -> None:
    page = await real_tariff.norms("BOL", product="0301.99.19.10", on=ON)

    assert [(one.norm, one.mast_code, one.documents) for one in page.items] == [
        ("certificado-ley-830-dec-515-d-s-3048-mmaya", "A", ["Certificado"]),
        ("cites-ley-830-dec-515-d-s-3048-mmaya", None, ["Permiso CITES"]),
    ]
    assert page.items[0].mast_title == "Medidas sanitarias y fitosanitarias"
    assert page.items[0].extent is Extent.WHOLE
    assert not page.items[0].verified


async def test_a_chapter_without_loaded_norms_says_so(real_tariff: TariffClient) -> None:
    page = await real_tariff.norms("BOL", product="850300", nomenclature="HS2022", on=ON)

    assert page.items == []
    assert [one.reason for one in page.meta.missing] == [Reason.NOT_LOADED]
    assert "01, 02, 03" in page.meta.missing[0].detail


async def test_a_country_without_norms_says_who_has_them(real_tariff: TariffClient) -> None:
    page = await real_tariff.norms("BRA", product="0801", on=ON)

    assert page.items == []
    assert "BOL" in page.meta.missing[0].detail


async def test_both_editions_of_the_classification_have_sixteen_chapters(
    real_tariff: TariffClient,
) -> None:
    for version in ("2012", "2019"):
        classes = await real_tariff.norm_classes(version=version)
        assert "".join(one.code for one in classes) == "ABCDEFGHIJKLMNOP"


async def test_permits_of_mexico_are_found_without_accents(real_tariff: TariffClient) -> None:
    found = await real_tariff.declaration_codes("MX", "NON_TARIFF", "autorizacion sanitaria")

    assert [one.code for one in found] == ["S1", "S6"]
    assert {one.list for one in found} == {DeclarationList.NON_TARIFF}


async def test_notifications_on_a_heading(real_tariff: TariffClient) -> None:
    page = await real_tariff.notifications(product="271012")

    assert [one.symbol for one in page.items] == ["G/TBT/N/CRI/21/Add.1"]
    assert [one.reason for one in page.meta.missing] == [Reason.NOT_REPORTED]
