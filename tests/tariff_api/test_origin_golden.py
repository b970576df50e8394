"""What must hold of origin on the sample: the United Kingdom's rules and ALADI's general regime."""

from datetime import date
from decimal import Decimal

import httpx
import pytest
from eslabon.client.tariff import TariffClient
from eslabon.contracts.envelope import Reason  # noqa
from eslabon.contracts.origin import (
    Fulfilment,
    Material,
    OriginCheck,
    OriginCheckRequest,
    Outcome,
    RegimeBasis,
    RegimeCheck,
    RuleClass,
)

IN_2024 = date(2024, 6, 1)
STATED = {"only_minimal_operations": False, "direct_transport": True, "certificate": True}


def under(check: OriginCheck, regime: str) -> RegimeCheck:
    """Return what a check comes to under one regime."""
    return next(one for one in check.regimes if one.regime.regime == regime)


def chocolate(cocoa: str, sugar: str, importer: str, exporter: str) -> OriginCheckRequest:
    """Chocolate bars of imported cocoa and sugar, priced 1000 dollars."""
    return OriginCheckRequest(
        importer=importer,
        exporter=exporter,
        product="180632",
        nomenclature="HS2022",
        on=IN_2024,
        fob_usd=Decimal(1000),
        ex_works_usd=Decimal(950),
        materials=[
            Material(code="180100", origin="CIV", value_usd=Decimal(cocoa)),
            Material(code="170199", origin="THA", value_usd=Decimal(sugar)),
        ],
        **STATED,
    )


async def test_dbg(real_tariff: TariffClient) -> None:
    r = await real_tariff.origin_rules("GBR", "CHL", "1806.32", on=IN_2024)
    print(r.model_dump_json(indent=1))
    c = await real_tariff.origin_check(chocolate("300", "100", "GBR", "CHL"))
    print(c.model_dump_json(indent=1))
    c = await real_tariff.origin_check(chocolate("300", "100", "BRA", "PER"))
    print(c.model_dump_json(indent=1))
