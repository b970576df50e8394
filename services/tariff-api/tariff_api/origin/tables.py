"""Dataset of the regimes of origin."""

from dataclasses import replace

from eslabon.contracts.origin import Cumulation, ThresholdBasis
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset, texts

from tariff_api.origin.columns import PLACES, SLUG, percent, text, yes
from tariff_api.schema import ISO3, NOTE, SCHEMA, SOURCE, VALID_FROM, VALID_TO, metadata

ORIGIN_REGIMES = Dataset(
    SCHEMA,
    "origin_regimes",
    "origin_regimes",
    texts("Regímenes de origen.", "Regimes de origem.", "Regimes of origin."),
    (
        Column(
            "regime",
            ColumnType.TEXT,
            texts("Nombre corto.", "Nome curto.", "Short name."),
            "aladi-252",
            key=True,
            pattern=SLUG,
        ),
        text(
            "title_es",
            "Título en español.",
            "Título em espanhol.",
            "Title in Spanish.",
            "Régimen general de origen",
            required=True,
        ),
        text("title_pt", "Título en portugués.", "Título em português.", "In Portuguese.", ""),
        text("title_en", "Título en inglés.", "Título em inglês.", "Title in English.", ""),
        text(
            "agreements",
            "Códigos de los acuerdos cuyas reglas son, unidos por |.",
            "Códigos dos acordos cujas regras são, unidos por |.",
            "Codes of the agreements whose rules they are, joined by |.",
            "OMC 1099",
        ),
        text(
            "general_of",
            "Esquema del que es el régimen general.",
            "Esquema de que é o regime geral.",
            "Scheme whose general regime it is.",
            "ALADI",
            pattern=PLACES,
        ),
        text(
            "agreements_except",
            "Acuerdos de ese esquema que tienen reglas propias, unidos por |.",
            "Acordos desse esquema que têm regras próprias, unidos por |.",
            "Agreements of that scheme with rules of their own, joined by |.",
            "AAP.CE 18",
        ),
        text(
            "country",
            "País que publica las reglas y a cuyo comercio se limitan, alfa-3.",
            "País que publica as regras e a cujo comércio se limitam, alfa-3.",
            "Country that publishes the rules and whose trade they are for, alpha-3.",
            "GBR",
            pattern=ISO3,
        ),
        text("legal_base", "Norma.", "Norma.", "Act.", "Resolución 252 de 1999", required=True),
        Column(
            "cumulation",
            ColumnType.TEXT,
            texts("Acumulación de origen.", "Acumulação de origem.", "Cumulation of origin."),
            "BILATERAL",
            choices=tuple(Cumulation),
        ),
        text(
            "cumulation_with",
            "Países y esquemas cuyos materiales cuentan como propios; vacío: las partes.",
            "Países e esquemas cujos materiais contam como próprios; vazio: as partes.",
            "Countries and schemes whose materials count as own; empty: the parties.",
            "GBR|CHL",
            pattern=PLACES,
        ),
        text(
            "cumulation_conditional_with",
            "Países y esquemas cuyos materiales cuentan bajo condiciones, unidos por |.",
            "Países e esquemas cujos materiais contam sob condições, unidos por |.",
            "Countries and schemes whose materials count under conditions, joined by |.",
            "EU|AND",
            pattern=PLACES,
        ),
        percent(
            "value_limit_percent",
            "Límite de materiales de terceros países, en porcentaje del precio.",
            "Limite de materiais de terceiros países, em porcentagem do preço.",
            "Limit of third countries' materials, in percent of the price.",
            "50",
        ),
        text(
            "value_limit_basis",
            "Sobre qué se mide el límite.",
            "Sobre o que se mede o limite.",
            "What the limit is measured on.",
            "CIF_OVER_FOB",
            choices=tuple(ThresholdBasis),
        ),
        percent(
            "value_limit_milder_percent",
            "Límite más suave.",
            "Limite mais suave.",
            "Milder limit.",
            "60",
        ),
        text(
            "milder_for",
            "Exportadores con el límite más suave, unidos por |.",
            "Exportadores com o limite mais suave, unidos por |.",
            "Exporters with the milder limit, joined by |.",
            "BOL|ECU|PRY",
            pattern=PLACES,
        ),
        percent(
            "tolerance_percent",
            "Tolerancia de materiales sin cambio de código; vacío si no se sabe, 0 si no la hay.",
            "Tolerância de materiais sem mudança de código; vazio se não se sabe, 0 se não há.",
            "Tolerance of materials without the change of code; empty if unknown, 0 if none.",
            "",
        ),
        yes(
            "excludes_minimal_operations",
            "true si el montaje, embalaje y similares no confieren origen.",
            "true se a montagem, embalagem e similares não conferem origem.",
            "true where assembly, packing and the like confer no origin.",
        ),
        yes(
            "direct_transport",
            "true si exige transporte directo; vacío si no se sabe.",
            "true se exige transporte direto; vazio se não se sabe.",
            "true where it asks for direct transport; empty if unknown.",
        ),
        text("proof_es", "Prueba de origen.", "Prova de origem, em espanhol.", "Proof.", ""),
        text("proof_pt", "Prueba, en portugués.", "Prova de origem.", "In Portuguese.", ""),
        text("proof_en", "Prueba, en inglés.", "Prova, em inglês.", "Proof of origin.", ""),
        replace(VALID_FROM, required=False, key=False),
        replace(VALID_TO, required=False),
        text(
            "assumed",
            "Columnas que ninguna fuente a mano declara y se suponen, unidas por |.",
            "Colunas que nenhuma fonte à mão declara e se supõem, unidas por |.",
            "Columns that no source at hand states and are assumed, joined by |.",
            "value_limit_percent",
            pattern=r"[a-z_]+(\|[a-z_]+)*",
        ),
        SOURCE,
        yes(
            "verified",
            "true si se leyó en la fuente.",
            "true se foi lido na fonte.",
            "true where it was read in the source.",
            required=True,
        ),
        NOTE,
    ),
    checks=(
        """select 'valid_to', regime || ' ' || valid_to, 'es anterior a valid_from'
        from tariff.origin_regimes where release_id = :release and valid_to < valid_from
        limit 100""",
        """select 'value_limit_basis', regime, 'falta: hay un límite de valor'
        from tariff.origin_regimes where release_id = :release
            and value_limit_percent is not null and value_limit_basis is null limit 100""",
        """select 'agreements', regime, 'ni acuerdos ni esquema: no se sabe a qué se aplica'
        from tariff.origin_regimes where release_id = :release
            and agreements is null and general_of is null limit 100""",
    ),
    metadata=metadata,
)

origin_regimes = ORIGIN_REGIMES.table
