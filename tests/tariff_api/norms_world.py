"""Norms, notifications and declaration codes of the small world."""

import asyncpg

from . import world
from .loading import publish, table

CLASSES = """
code;parent;title_es;title_en;kind;source
A;;Medidas sanitarias y fitosanitarias;Sanitary measures;IMPORT_TECHNICAL;test
A1;A;;Prohibitions for sanitary reasons;IMPORT_TECHNICAL;test
A14;A1;;Authorization required;IMPORT_TECHNICAL;test
A8;A;;Conformity assessment;IMPORT_TECHNICAL;test
B;;Obstáculos técnicos;Technical barriers;IMPORT_TECHNICAL;test
P;;Medidas de exportación;Export measures;EXPORT;test
"""

BRAZIL = """
norm;mast_code;mast_version;kind;direction;nomenclature;codes;origins;origins_except;documents;valid_from;valid_to
all-goods;;;NTM;IMPORT;;;;;;;
chapter;A;2019;PERMIT;IMPORT;NCM2017;08;;;Certificado|Guia;2020-01-01;
line;A14;2019;PERMIT;IMPORT;NCM2017;08012200;;;;;2021-06-01
parts;B;2019;TECHNICAL_REGULATION;BOTH;NCM2017;85030010|85030090;;;;;
one-part;B;2019;STANDARD;IMPORT;NCM2017;85030010;;;;;
southern;A8;2019;PERMIT;IMPORT;NCM2017;0801;ARG|MERCOSUR;PRY;;;
world;A8;2019;PERMIT;IMPORT;NCM2017;0801;WLD;MERCOSUR;;;
abroad;P;2019;PERMIT;EXPORT;NCM2017;0801;;;;;
later;A;2019;PERMIT;IMPORT;NCM2017;0801;;;;2022-01-01;
"""

MEXICO = """
norm;kind;direction;nomenclature;codes
plants;PERMIT;IMPORT;HS2022;080122
sales;PERMIT;EXPORT;HS2022;0801
machines;STANDARD;BOTH;HS2022;850300
"""

PERU = """
norm;kind;direction;nomenclature;codes
nested;PERMIT;IMPORT;PER2022;08|0801|080121|0801210000|0801220000
lines;PERMIT;IMPORT;HS2022;0801|850300
"""

COLOMBIA = """
norm;kind;direction;nomenclature;codes
nuts;PERMIT;IMPORT;HS2017;0801
"""

COLOMBIA_TOO = """
norm;kind;direction;nomenclature;codes
parts;STANDARD;IMPORT;HS2022;850300
"""

NOTIFICATIONS = """
symbol;area;member;notified_on;kind;product_es;codes
G/SPS/N/PER/1;SPS;PER;2014-05-08;Regular;Aves;0207|0105
G/TBT/N/BRA/2;TBT;BRA;2019-11-26;Regular;Motores;850300
G/TBT/N/BRA/3;TBT;BRA;;Addendum;Motores;
G/SPS/N/BRA/4;SPS;BRA;2020-01-01;Regular;Nueces;080122
"""

DECLARATION = """
list;code;place;body;text_es;level
IDENTIFIER;AC;1;;Almacén certificado;G
IDENTIFIER;CF;1;;Región fronteriza;G
IDENTIFIER;CF;2;;Preferencia de la región fronteriza;P
NON_TARIFF;C1;1;Economía;Permiso previo;
NON_TARIFF;C1;2;Energía;Permiso de hidrocarburos;
"""


def norms_of(text: str) -> list[dict[str, str]]:
    """Return rows of norms with what all of these share."""
    return [
        {**row, "title_es": f"Norma {row['norm']}", "verified": "true", "reference": "test"}
        for row in table(text)
    ]


async def fill(connection: asyncpg.Connection) -> None:
    """Publish the small world and its norms."""
    await world.fill(connection)
    await publish(connection, "norm_classes", table(CLASSES), {"mast_version": "2019"})
    await publish(connection, "norm_classes", table(CLASSES)[:1], {"mast_version": "2012"})
    await publish(connection, "norms", norms_of(BRAZIL), {"source": "TEST", "importer": "BRA"})
    await publish(connection, "norms", norms_of(MEXICO), {"source": "TEST", "importer": "MEX"})
    await publish(connection, "norms", norms_of(PERU), {"source": "TEST", "importer": "PER"})
    await publish(connection, "norms", norms_of(COLOMBIA), {"source": "TEST", "importer": "COL"})
    other = {"source": "TEST2", "importer": "COL"}
    await publish(connection, "norms", norms_of(COLOMBIA_TOO), other)
    notified = [{**row, "reference": "test"} for row in table(NOTIFICATIONS)]
    await publish(connection, "notifications", notified, {"source": "WTO"})
    codes = [{**row, "reference": "test"} for row in table(DECLARATION)]
    await publish(connection, "declaration_codes", codes, {"country": "MEX"})
