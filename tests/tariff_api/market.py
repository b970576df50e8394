"""A made-up tariff of Colombia that has every kind of duty, preference and charge."""

import asyncpg

from . import world
from .loading import add, publish, table

LINES = """
code;text_es
0801210000;Con cáscara
0801220000;Sin cáscara
0802410000;Con cáscara
8407100000;Motores de aviación
8503000000;Partes
"""

DUTIES = """
code;rate_percent;expression;season_from;season_to
08;15;;;
0801220000;;10% + 0.50 USD/kg;;
0802410000;20;;;
0802410000;40;;11-01;02-28
8407100000;;PROHIBITED;;
850300;5;;;
"""

ITEMS = """
code;text_es
08012100;Con cáscara
08012210;Sin cáscara > Enteras
08012290;Sin cáscara > Las demás
85030000;Partes
"""

NALADISA = """
code;beneficiary;agreement;margin_percent;valid_from
08012100;BRA;AAP.CE 72;20;2018-01-01
08012100;BRA;AAP.CE 72;50;2020-01-01
08012100;BRA;AAP.CE 72;100;2026-01-01
08012210;BRA;AAP.CE 72;100;2018-01-01
85030000;BRA;AAP.CE 72;100;2018-01-01
08012100;ARG;AAP.CE 18;100;2018-01-01
"""

NATIONAL = """
code;beneficiary;agreement;kind;rate_percent;observation;season_from;season_to;quota
0802410000;BRA;AAP.CE 72;;0;;;;
0802410000;PRY;AAP.CE 72;;0;solo para la siembra;;;
0802410000;URY;AAP.CE 72;;0;;09-01;03-31;
0802410000;ARG;AAP.CE 72;;2;;;;castanas
0801210000;WLD;AR.PAR 4;EXCEPTION;;;;;
"""

CHARGES = """
charge;kind;code;origin;expression;base;sequence
tasa;CUSTOMS_FEE;;NO_AGREEMENT;1%;CUSTOMS_VALUE;1
iva;VAT;;WLD;19%;CUSTOMS_VALUE_DUTY_AND_CHARGES;2
cuota;OTHER;0802;WLD;0.10 USD/kg;QUANTITY;3
timbre;OTHER;8503;WLD;2%;UNKNOWN;4
"""

DATES = {
    "valid_from": "2021-01-01",
    "valid_to": "2021-12-31",
    "dates_stated": "true",
    "observed_on": "2021-01-01",
}


async def fill(connection: asyncpg.Connection) -> None:
    """Publish the small world and the market in it."""
    await world.fill(connection)
    named = [
        {
            "nomenclature": name,
            "title_es": name,
            "kind": kind,
            "hs_revision": revision,
            "line_digits": digits,
        }
        for name, kind, revision, digits in (
            ("COL2021", "NATIONAL", "HS2017", "10"),
            ("HS1996", "HS", "HS1996", "6"),
            ("NALADISA1996", "NALADISA", "HS1996", "8"),
        )
    ]
    await add(connection, "nomenclatures", named)
    national = world.codes(LINES, leave_out="080121 080122 080241 850300 840710 732211 732219")
    await publish(connection, "codes", national, {"nomenclature": "COL2021"})
    await publish(connection, "codes", world.codes(ITEMS), {"nomenclature": "NALADISA1996"})
    pairs = [(code, code) for code in ("080121", "080122", "850300")] + [("850300", "850400")]
    correlated = [{"from_code": one, "to_code": other} for one, other in pairs]
    await publish(connection, "correlations", correlated, {"from": "HS2017", "to": "HS1996"})
    duties = [
        {**DATES, "nomenclature": "COL2021", "rate_text": row["rate_percent"] or "texto", **row}
        for row in table(DUTIES)
    ]
    parts = {"source": "DECRETO", "importer": "COL", "edition": "2021"}
    await publish(connection, "duties", duties, parts, "DECRETO")
    naladisa = [
        {**DATES, "nomenclature": "NALADISA1996", **row, "valid_to": ""} for row in table(NALADISA)
    ]
    parts = {"source": "ALADI", "importer": "COL", "edition": "CE72"}
    await publish(connection, "preferences", naladisa, parts, "ALADI")
    rows = [{**DATES, "nomenclature": "COL2021", **row} for row in table(NATIONAL)]
    parts = {"source": "DECRETO", "importer": "COL", "edition": "2021"}
    await publish(connection, "preferences", rows, parts, "DECRETO")
    margins = [
        {"granter": "COL", "beneficiary": one, "margin_percent": "12", "source": "table"}
        for one in ("BRA", "MEX")
    ]
    await add(connection, "par_margins", margins)
    entries = [
        {"agreement": code, "granter": "COL", "beneficiary": one, "source": "test"}
        for one, code in (
            ("BRA", "AR.PAR 4"),
            ("MEX", "AR.PAR 4"),
            ("PRY", "AAP.CE 72"),
            ("URY", "AAP.CE 72"),
            ("ARG", "AAP.CE 72"),
        )
    ]
    await add(connection, "agreement_entries", entries)
    charges = [
        {
            **DATES,
            **row,
            "name_es": row["charge"],
            "nomenclature": "COL2021" if row["code"] else "",
            "verified": "true",
            "reference": "test",
        }
        for row in table(CHARGES)
    ]
    await publish(connection, "charges", charges, {"source": "DIAN", "importer": "COL"})
    quota = {
        "quota": "castanas",
        "agreement": "AAP.CE 72",
        "importer": "COL",
        "beneficiary": "ARG",
        "product_es": "Castañas",
        "out_of_quota_rate_percent": "12",
        "reference": "test",
    }
    await publish(connection, "quotas", [quota], {"source": "ACUERDO"})
