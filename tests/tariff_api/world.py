"""A small world of true facts, with the rows that every rule of a quote needs."""

import asyncpg

from .loading import Row, publish, table

COUNTRIES = """
iso3;iso2;m49;name_es;name_pt;name_en;in_latin_america
ARG;AR;032;Argentina;Argentina;Argentina;true
BOL;BO;068;Bolivia;Bolívia;Bolivia;true
BRA;BR;076;Brasil;Brasil;Brazil;true
CAN;CA;124;Canadá;Canadá;Canada;false
CHL;CL;152;Chile;Chile;Chile;true
COL;CO;170;Colombia;Colômbia;Colombia;true
DEU;DE;276;Alemania;Alemanha;Germany;false
ECU;EC;218;Ecuador;Equador;Ecuador;true
IND;IN;356;India;Índia;India;false
MEX;MX;484;México;México;Mexico;true
PER;PE;604;Perú;Peru;Peru;true
PRY;PY;600;Paraguay;Paraguai;Paraguay;true
SUR;SR;740;Suriname;Suriname;Suriname;true
URY;UY;858;Uruguay;Uruguai;Uruguay;true
VEN;VE;862;Venezuela;Venezuela;Venezuela;true
ZAF;ZA;710;Sudáfrica;África do Sul;South Africa;false
"""

NAMES = {
    "ALADI": ("Asociación Latinoamericana de Integración", "ALADI", "ALADI"),
    "MERCOSUR": ("Mercado Común del Sur", "Mercado Comum do Sul", "Southern Common Market"),
    "CAN": ("Comunidad Andina", "Comunidade Andina", "Andean Community"),
    "GSTP": ("Sistema Global de Preferencias", "SGPC", "Global System of Trade Preferences"),
}


def schemes() -> list[Row]:
    """Members as they stood; Venezuela suspended, Bolivia a member of MERCOSUR from 2024."""
    aladi = "ARG BOL BRA CHL COL ECU MEX PER PRY URY VEN"
    rows = [("ALADI", country, "MEMBER", "") for country in aladi.split()]
    founders = ["ARG", "BRA", "PRY", "URY"]
    rows += [("MERCOSUR", country, "MEMBER", "1991-11-29") for country in founders]
    rows += [
        ("MERCOSUR", "VEN", "SUSPENDED", "2017-08-05"),
        ("MERCOSUR", "BOL", "MEMBER", "2024-07-05"),
        ("MERCOSUR", "CHL", "ASSOCIATE", ""),
    ]
    rows += [("CAN", country, "MEMBER", "1988-05-25") for country in ["BOL", "COL", "ECU", "PER"]]
    developing = ["ARG", "BRA", "IND", "MEX", "PER", "CHL"]
    rows += [("GSTP", country, "MEMBER", "") for country in developing]
    return [
        {
            "scheme": scheme,
            "country": country,
            "role": role,
            "valid_from": since,
            "name_es": NAMES[scheme][0],
            "name_pt": NAMES[scheme][1],
            "name_en": NAMES[scheme][2],
            "source": "test",
        }
        for scheme, country, role, since in rows
    ]


AGREEMENTS = """
code;kind;number;title_es;scope;parties;in_force_from;in_force_to;status;has_preferences;aliases
AAP.A25TM 41;AAP.A25TM;41;Brasil – Suriname;PARTIAL;BRA|SUR;2006-07-26;;IN_FORCE;true;
AAP.AG 2;AAP.AG;2;Semillas;PARTIAL;ARG|BOL|BRA|CHL|PER|URY;;;IN_FORCE;;
AAP.CE 14;AAP.CE;14;Argentina – Brasil;PARTIAL;ARG|BRA;1990-12-20;;IN_FORCE;true;
AAP.CE 18;AAP.CE;18;MERCOSUR;PARTIAL;ARG|BRA|PRY|URY;1991-11-29;;IN_FORCE;true;MERCOSUR
AAP.CE 35;AAP.CE;35;Chile – MERCOSUR;PARTIAL;ARG|BRA|CHL|PRY|URY;1996-10-01;;IN_FORCE;true;
AAP.CE 36;AAP.CE;36;Bolivia – MERCOSUR;PARTIAL;ARG|BOL|BRA|PRY|URY;1997-02-28;;IN_FORCE;true;
AAP.CE 53;AAP.CE;53;Brasil – México;PARTIAL;BRA|MEX;2003-05-02;;IN_FORCE;true;
AAP.CE 54;AAP.CE;54;Marco MERCOSUR – México;PARTIAL;ARG|BRA|MEX|PRY|URY;2006-01-05;;IN_FORCE;false;
AAP.CE 58;AAP.CE;58;Perú – MERCOSUR;PARTIAL;ARG|BRA|PER|PRY|URY;2006-01-02;;IN_FORCE;true;
AAP.CE 59;AAP.CE;59;MERCOSUR – CAN;PARTIAL;ARG|BRA|COL|ECU|PRY|URY|VEN;;;IN_FORCE;true;
AAP.CE 69;AAP.CE;69;Brasil – Venezuela;PARTIAL;BRA|VEN;2014-01-01;;IN_FORCE;true;
AAP.CE 72;AAP.CE;72;Colombia – MERCOSUR;PARTIAL;ARG|BRA|COL|PRY|URY;2017-12-20;;IN_FORCE;true;
AR.AM 1;AR.AM;1;Apertura para Bolivia;REGIONAL;ARG|BOL|BRA;;;IN_FORCE;true;
AR.AM 2;AR.AM;2;Apertura para Ecuador;REGIONAL;ARG|BRA|ECU;;;IN_FORCE;true;
AR.PAR 4;AR.PAR;4;Preferencia regional;REGIONAL;ARG|BOL|BRA|CHL|MEX;;;IN_FORCE;true;PTR-04
CAN;OTHER;;Comunidad Andina;OUTSIDE_ALADI;BOL|COL|ECU|PER;1988-05-25;;IN_FORCE;true;
GSTP;OTHER;;Sistema Global de Preferencias;OUTSIDE_ALADI;;1989-04-19;;IN_FORCE;true;SGPC
OMC 605;OTHER;;MERCOSUR – Unión Europea;OUTSIDE_ALADI;BRA|DEU|URY;;;SIGNED;true;
OMC 681;OTHER;;Unión Europea – Colombia y Perú;OUTSIDE_ALADI;COL|DEU|PER;2013-03-01;;IN_FORCE;true;
"""

ENTRIES = """
agreement;from;both;pairs
AAP.A25TM 41;2006-07-26;no;BRA>SUR
AAP.CE 14;1990-12-20;yes;ARG>BRA
AAP.CE 18;1991-11-29;yes;ARG>BRA ARG>PRY ARG>URY BRA>PRY BRA>URY PRY>URY
AAP.CE 35;1996-10-01;yes;CHL>BRA CHL>ARG CHL>PRY CHL>URY
AAP.CE 36;1997-02-28;yes;BOL>BRA BOL>ARG BOL>PRY BOL>URY
AAP.CE 53;2003-05-02;yes;BRA>MEX
AAP.CE 58;2006-01-02;yes;BRA>PER
AAP.CE 58;2006-02-06;yes;PER>PRY
AAP.CE 58;;yes;PER>ARG PER>URY
AAP.CE 59;2005-04-01;yes;ECU>BRA
AAP.CE 69;2014-01-01;yes;BRA>VEN
AAP.CE 72;2017-12-20;yes;COL>BRA
AR.AM 1;;no;BRA>BOL ARG>BOL
AR.AM 2;;no;BRA>ECU ARG>ECU
AR.PAR 4;;no;BRA>ARG BRA>BOL BRA>CHL BRA>COL BRA>ECU BRA>MEX BRA>PER BRA>PRY BRA>URY BRA>VEN
AR.PAR 4;;no;URY>BRA URY>PER URY>CHL PER>BRA PER>BOL PER>URY
CAN;1988-05-25;yes;BOL>PER COL>PER ECU>PER
OMC 681;2013-03-01;yes;PER>DEU COL>DEU
"""

MARGINS = """
granter;beneficiary;margin_percent;source
BRA;ARG;20;table
BRA;BOL;48;table
BRA;CHL;28;table
BRA;COL;28;table
BRA;ECU;40;table
BRA;MEX;20;table
BRA;PER;14;table
BRA;PRY;48;table
BRA;URY;28;table
BRA;VEN;28;table
PER;BOL;15;table
PER;BRA;6;table
PER;URY;10;table
URY;BRA;12;table
URY;CHL;20;table
URY;PER;10;table
"""

NOMENCLATURES = """
nomenclature;title_es;kind;hs_revision;country;line_digits
HS2017;Sistema Armonizado 2017;HS;HS2017;;6
HS2022;Sistema Armonizado 2022;HS;HS2022;;6
NCM2017;Nomenclatura Común del Mercosur;NCM;HS2017;BRA;8
PER2022;Arancel de Aduanas del Perú;NATIONAL;HS2022;PER;10
URY2024;Arancel Nacional del Uruguay, abril de 2024;NATIONAL;HS2022;URY;10
URY2025;Arancel Nacional del Uruguay, febrero de 2025;NATIONAL;HS2022;URY;10
"""

HS = """
code;text_es;text_pt;text_en
08;Frutas y frutos comestibles;Frutas;Edible fruit and nuts
0801;Cocos, nueces del Brasil y nueces de marañón;Cocos, castanha-do-pará;Coconuts, Brazil nuts
080121;Nueces del Brasil > Con cáscara;Castanha-do-pará > Com casca;Brazil nuts > In shell
080122;Nueces del Brasil > Sin cáscara;Castanha-do-pará > Sem casca;Brazil nuts > Shelled
0802;Los demás frutos de cáscara;Outras frutas de casca rija;Other nuts
080241;Castañas (Castanea spp.) > Con cáscara;Castanhas > Com casca;Chestnuts > In shell
73;Manufacturas de fundición, hierro o acero;Obras de ferro;Articles of iron or steel
7322;Radiadores para calefacción central, con ventilador o soplador con motor;;Radiators, with motor
732211;Radiadores y sus partes > De fundición;;Radiators and parts > Of cast iron
732219;Radiadores y sus partes > Los demás;;Radiators and parts > Other
84;Máquinas, calderas y sus partes;;Machinery and boilers
8407;Motores de émbolo;Motores de pistão;Spark-ignition engines
840710;Motores de aviación;Motores para aviação;Aircraft engines
85;Máquinas y aparatos eléctricos;Máquinas elétricas;Electrical machinery
8503;Partes para las máquinas de 85.01 u 85.02;Partes;Parts for machines of 85.01 or 85.02
850300;Partes de motores o generadores;Partes de motores ou geradores;Parts of motors or generators
"""

NCM_LINES = """
code;text_pt
08012100;Com casca
08012200;Sem casca
08024100;Com casca
85030010;De motores da subposição 8501.10
85030090;Outras
84071000;Motores para aviação
"""


def codes(lines: str = "", language: str = "pt", leave_out: str = "") -> list[Row]:
    """Codes of the Harmonized System, with national lines below them where given."""
    rows = [dict(row) for row in table(HS) if row["code"] not in leave_out.split()]
    rows += [dict(row) for row in table(lines)] if lines else []
    known = {row["code"] for row in rows}
    for row in rows:
        code = row["code"]
        above = [code[:digits] for digits in range(2, len(code), 2) if code[:digits] in known]
        row["parent"] = above[-1] if above else ""
        row["is_line"] = "false" if any(o != code and o.startswith(code) for o in known) else "true"
    return rows


def duties(rows: str, nomenclature: str, first: str, last: str, seen: str) -> list[Row]:
    """Duties `code rate` separated by commas, all valid on the same days."""
    return [
        {
            "nomenclature": nomenclature,
            "code": code,
            "rate_percent": rate,
            "rate_text": rate,
            "valid_from": first,
            "valid_to": last,
            "dates_stated": "false",
            "observed_on": seen,
        }
        for code, rate in (row.split() for row in rows.split(","))
    ]


def preferences(
    rows: str, nomenclature: str, first: str, last: str, seen: str, agreement: str = ""
) -> list[Row]:
    """Preferences `code beneficiary rate[:lowest:highest] [covered/total]`, by comma."""
    found: list[Row] = []
    for row in rows.split(","):
        code, beneficiary, rate, *lines = row.split()
        mean, low, high = (rate.split(":") * 3)[:3]
        covered, total = (lines[0] if lines else "1/1").split("/")
        stated = "AAP.CE 18" if beneficiary == "MERCOSUR" else agreement
        found.append(
            {
                "nomenclature": nomenclature,
                "code": code,
                "beneficiary": beneficiary,
                "agreement": stated,
                "rate_percent": mean,
                "rate_min_percent": low,
                "rate_max_percent": high,
                "lines_covered": covered,
                "lines_total": total,
                "valid_from": first,
                "valid_to": last,
                "dates_stated": "false",
                "observed_on": seen,
            }
        )
    return found


BRAZIL_DUTIES = """08012100 10, 08012200 10, 08024100 10, 85030010 14, 85030090 14,
    84071000 0"""
BRAZIL_PREFERENCES = """080122 WLD 10, 080122 MEX 8, 080122 PER 0, 080122 URY 7.2,
    080122 PRY 5.2, 080122 CHL 0, 080122 COL 0, 080122 VEN 0, 080122 BOL 0, 080122 ECU 0,
    080122 ARG 0, 080122 MERCOSUR 0,
    080121 WLD 12, 080121 MEX 6:4:8, 080121 PER 7.2, 080121 CAN 3, 080121 IND 9, 080121 GSTP 9,
    850300 WLD 14 2/2, 850300 MEX 0 2/2, 850300 URY 10.08 2/2, 850300 CHL 3.5:0:7 1/2"""


def entries() -> list[Row]:
    """Entries into force, pair by pair."""
    found: list[Row] = []
    for row in table(ENTRIES):
        for pair in row["pairs"].split():
            granter, beneficiary = pair.split(">")
            both = [(granter, beneficiary)]
            both += [(beneficiary, granter)] if row["both"] == "yes" else []
            found += [
                {
                    "agreement": row["agreement"],
                    "granter": one,
                    "beneficiary": other,
                    "in_force_from": row["from"],
                    "source": "test",
                }
                for one, other in both
            ]
    return found


async def fill(connection: asyncpg.Connection) -> None:
    """Publish the whole world."""
    await publish(connection, "countries", table(COUNTRIES))
    await publish(connection, "schemes", schemes())
    agreements = [{**row, "source": "test", "verified": "true"} for row in table(AGREEMENTS)]
    await publish(connection, "agreements", agreements)
    await publish(connection, "agreement_entries", entries())
    await publish(connection, "par_margins", table(MARGINS))
    await publish(connection, "nomenclatures", table(NOMENCLATURES), {"source": "ESLABON"})
    peru = "code;text_es\n0801220000;Sin cáscara\n8503000000;Partes"
    uruguay = "code;text_es\n0801220000;Sin cáscara\n0801210000;Con cáscara"
    of = {
        "HS2017": codes(),
        "HS2022": codes(),
        "NCM2017": codes(NCM_LINES, leave_out="850300"),
        "PER2022": codes(peru),
        "URY2024": codes(uruguay),
        "URY2025": codes(uruguay),
    }
    for nomenclature, rows in of.items():
        await publish(connection, "codes", rows, {"nomenclature": nomenclature})
    same = ["080121", "080122", "080241", "850300", "840710", "732211", "732219"]
    pairs = [{"from_code": code, "to_code": code} for code in same]
    pairs += [{"from_code": "080121", "to_code": "080122"}]
    await publish(connection, "correlations", pairs, {"from": "HS2022", "to": "HS2017"})
    terms = [
        {"term": term, "lang": lang, "nomenclature": "HS2022", "code": code, "source": "test"}
        for term, lang in (
            ("castaña", "es"),
            ("nuez del Brasil", "es"),
            ("castanha-do-brasil", "pt"),
            ("Brazil nut", "en"),
        )
        for code in ("080121", "080122")
    ]
    await publish(connection, "terms", terms)
    brazil = "2021-03-31", "2021-10-31", "2021-03-31"
    await publish(
        connection,
        "duties",
        duties(BRAZIL_DUTIES, "NCM2017", *brazil),
        {"source": "TEC", "importer": "BRA", "edition": "2021"},
        "TEC",
    )
    await publish(
        connection,
        "preferences",
        preferences(BRAZIL_PREFERENCES, "HS2017", *brazil),
        {"source": "TRAINS", "importer": "BRA", "edition": "2021"},
        "TRAINS",
    )
    await publish(
        connection,
        "duties",
        duties("0801220000 6, 8503000000 0", "PER2022", "2022-01-01", "2022-12-31", "2021-12-31"),
        {"source": "DS404-2021-EF", "importer": "PER", "edition": "2022"},
    )
    for edition, nomenclature, days in (
        ("2024-04", "URY2024", ("2024-04-01", "2025-01-31", "2024-04-01")),
        ("2025-02", "URY2025", ("2025-02-01", "2025-12-31", "2025-02-01")),
    ):
        parts = {"source": "ARANCEL-NACIONAL", "importer": "URY", "edition": edition}
        lines = "0801220000 9, 0801210000 9"
        await publish(connection, "duties", duties(lines, nomenclature, *days), parts)
        inside = "0801220000 MERCOSUR 0, 0801210000 MERCOSUR 0"
        await publish(connection, "preferences", preferences(inside, nomenclature, *days), parts)
