"""Dataset of the taxes, fees and trade remedies that a market levies beside the customs duty."""

from dataclasses import replace

from eslabon.contracts.charges import ChargeBase, ChargeKind
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from tariff_api.duties.expression import PATTERN
from tariff_api.schema import (
    DATES_STATED,
    DIGITS,
    NOMENCLATURE,
    NOTE,
    OBSERVED_ON,
    SCHEMA,
    VALID_FROM,
    VALID_TO,
    metadata,
)

AREA = r"[A-Z][A-Z_]{1,30}"
AREAS = rf"{AREA}(\|{AREA})*"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
REFERENCE = Column(
    "reference",
    ColumnType.TEXT,
    texts(
        "Dónde consta: dirección o documento.",
        "Onde consta: endereço ou documento.",
        "Where it is stated: address or document.",
    ),
    "https://www.sunat.gob.pe",
)


def _name(lang: str, es: str, pt: str, en: str, example: str, required: bool = False) -> Column:
    return Column(f"name_{lang}", ColumnType.TEXT, texts(es, pt, en), example, required=required)


CHARGES = Dataset(
    SCHEMA,
    "charges",
    "charges",
    texts(
        "Impuestos, tasas y derechos comerciales que un mercado cobra además del arancel.",
        "Impostos, taxas e direitos comerciais que um mercado cobra além da tarifa.",
        "Taxes, fees and trade remedies that a market levies beside the customs duty.",
    ),
    (
        Column(
            "charge",
            ColumnType.TEXT,
            texts(
                "Nombre corto del gravamen, en minúsculas.",
                "Nome curto do gravame, em minúsculas.",
                "Short name of the charge, in lower case.",
            ),
            "igv",
            key=True,
            pattern=SLUG,
            max_length=60,
        ),
        _name(
            "es",
            "Nombre en español.",
            "Nome em espanhol.",
            "Name in Spanish.",
            "Impuesto General a las Ventas",
            required=True,
        ),
        _name(
            "pt",
            "Nombre en portugués.",
            "Nome em português.",
            "Name in Portuguese.",
            "Imposto Geral sobre as Vendas",
        ),
        _name(
            "en", "Nombre en inglés.", "Nome em inglês.", "Name in English.", "General sales tax"
        ),
        Column(
            "kind",
            ColumnType.TEXT,
            texts("Clase de gravamen.", "Classe de gravame.", "Kind of charge."),
            "VAT",
            choices=tuple(ChargeKind),
        ),
        Column(
            "nomenclature",
            ColumnType.TEXT,
            texts(
                "Nomenclatura de code; vacía si es la nacional del día.",
                "Nomenclatura de code; vazia se é a nacional do dia.",
                "Nomenclature of code; empty where it is the national one of the day.",
            ),
            "PER2022",
            required=False,
            pattern=NOMENCLATURE,
        ),
        Column(
            "code",
            ColumnType.TEXT,
            texts(
                "Comienzo de los códigos gravados, solo cifras; vacío si grava todo. De un "
                "mismo gravamen vale la fila de código más largo.",
                "Começo dos códigos gravados, só algarismos; vazio se grava todo produto. De um "
                "mesmo gravame vale a linha de código mais longo.",
                "Beginning of the codes it is levied on, digits only; empty for all goods. Of one "
                "charge the row with the longest code holds.",
            ),
            "2208",
            required=False,
            key=True,
            pattern=DIGITS,
        ),
        Column(
            "origin",
            ColumnType.TEXT,
            texts(
                "Origen gravado: país (alfa-3), esquema, WLD si son todos, o NO_AGREEMENT si son "
                "los que no tienen un acuerdo en vigor con el importador.",
                "Origem gravada: país (alfa-3), esquema, WLD se são todas, ou NO_AGREEMENT se são "
                "as que não têm um acordo em vigor com o importador.",
                "Origin it is levied on: country (alpha-3), scheme, WLD for all, or NO_AGREEMENT "
                "for those without an agreement in force with the importer.",
            ),
            "WLD",
            key=True,
            pattern=AREA,
        ),
        Column(
            "origin_except",
            ColumnType.TEXT,
            texts(
                "Países o esquemas exceptuados, separados por |.",
                "Países ou esquemas excetuados, separados por |.",
                "Countries or schemes excepted, joined by |.",
            ),
            "BOL|PRY",
            required=False,
            pattern=AREAS,
        ),
        Column(
            "expression",
            ColumnType.TEXT,
            texts(
                "Tasa o monto: 16%, 4.13 USD/kg, 10% + 0.36 USD/kg, 20% MIN 2.50 USD/pair.",
                "Alíquota ou montante: 16%, 4.13 USD/kg, 10% + 0.36 USD/kg, 20% MIN 2.50 USD/pair.",
                "Rate or amount: 16%, 4.13 USD/kg, 10% + 0.36 USD/kg, 20% MIN 2.50 USD/pair.",
            ),
            "16%",
            pattern=PATTERN,
            max_length=200,
        ),
        Column(
            "base",
            ColumnType.TEXT,
            texts(
                "Sobre qué se calcula el porcentaje; UNKNOWN si la fuente no lo dice.",
                "Sobre o que se calcula a porcentagem; UNKNOWN se a fonte não o diz.",
                "What the percentage is of; UNKNOWN where the source does not say.",
            ),
            "CUSTOMS_VALUE_AND_DUTY",
            choices=tuple(ChargeBase),
        ),
        Column(
            "sequence",
            ColumnType.INTEGER,
            texts(
                "Orden en que se calcula, desde 1.",
                "Ordem em que se calcula, a partir de 1.",
                "Order in which it is computed, from 1.",
            ),
            "1",
            minimum=1,
            maximum=999,
        ),
        replace(VALID_FROM, required=False),
        replace(VALID_TO, required=False),
        DATES_STATED,
        OBSERVED_ON,
        Column(
            "legal_base",
            ColumnType.TEXT,
            texts("Norma que lo fija.", "Norma que o fixa.", "Act that sets it."),
            "Decreto 1294 de 2024",
            required=False,
        ),
        Column(
            "verified",
            ColumnType.BOOLEAN,
            texts(
                "true si se cotejó con el texto oficial.",
                "true se foi cotejado com o texto oficial.",
                "true where it was compared with the official text.",
            ),
            "false",
        ),
        REFERENCE,
        NOTE,
    ),
    slice_by=("source", "importer"),
    checks=(
        """select 'valid_to', charge || ' ' || valid_to, 'es anterior a valid_from'
        from tariff.charges where release_id = :release and valid_to < valid_from limit 100""",
    ),
    metadata=metadata,
)

charges = CHARGES.table
