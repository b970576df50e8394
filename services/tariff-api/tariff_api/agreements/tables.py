"""Datasets of agreements, of their entry into force pair by pair and of the regional margin."""

from dataclasses import replace

from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, texts

from tariff_api.schema import ISO3, NOTE, SCHEMA, SOURCE, VALID_FROM, before, metadata

CODE = r"[A-Z0-9][A-Z0-9.]*( [0-9A-Z./-]+)?"
AGREEMENT = Column(
    "agreement",
    ColumnType.TEXT,
    texts("Código del acuerdo.", "Código do acordo.", "Code of the agreement."),
    "AAP.CE 58",
    key=True,
    pattern=CODE,
    max_length=40,
)


def _optional(name: str, kind: ColumnType, example: str, es: str, pt: str, en: str) -> Column:
    return Column(name, kind, texts(es, pt, en), example, required=False)


def _precision(name: str) -> Column:
    return Column(
        name,
        ColumnType.TEXT,
        texts("Precisión de la fecha.", "Precisão da data.", "Precision of the date."),
        "DAY",
        required=False,
        choices=("DAY", "MONTH", "YEAR"),
    )


GRANTER = Column(
    "granter",
    ColumnType.TEXT,
    texts(
        "País que otorga la preferencia, alfa-3.",
        "País que outorga a preferência, alfa-3.",
        "Country that grants the preference, alpha-3.",
    ),
    "BRA",
    key=True,
    pattern=ISO3,
)
BENEFICIARY = Column(
    "beneficiary",
    ColumnType.TEXT,
    texts(
        "País que la recibe, alfa-3.",
        "País que a recebe, alfa-3.",
        "Country that receives it, alpha-3.",
    ),
    "PER",
    key=True,
    pattern=ISO3,
)
IN_FORCE_FROM = _optional(
    "in_force_from",
    ColumnType.DATE,
    "2006-01-02",
    "Primer día en vigor.",
    "Primeiro dia em vigor.",
    "First day in force.",
)
IN_FORCE_TO = _optional(
    "in_force_to",
    ColumnType.DATE,
    "",
    "Último día en vigor, incluido.",
    "Último dia em vigor, inclusive.",
    "Last day in force, inclusive.",
)

AGREEMENTS = Dataset(
    SCHEMA,
    "agreements",
    "agreements",
    texts(
        "Registro de acuerdos comerciales de la región.",
        "Registro de acordos comerciais da região.",
        "Registry of the region's trade agreements.",
    ),
    (
        Column(
            "code",
            ColumnType.TEXT,
            texts(
                "Código ALADI, sigla o número del registro del que procede.",
                "Código ALADI, sigla ou número do registro de que procede.",
                "ALADI code, short name or number in the register it comes from.",
            ),
            "AAP.CE 58",
            key=True,
            pattern=CODE,
            max_length=40,
        ),
        Column(
            "kind",
            ColumnType.TEXT,
            texts("Familia.", "Família.", "Family."),
            "AAP.CE",
            pattern=r"[A-Z0-9.]{2,20}",
        ),
        _optional(
            "number",
            ColumnType.TEXT,
            "58",
            "Número en su familia.",
            "Número na família.",
            "Number within its family.",
        ),
        Column(
            "title_es",
            ColumnType.TEXT,
            texts("Título en español.", "Título em espanhol.", "Title in Spanish."),
            "Acuerdo de Complementación Económica N° 58",
        ),
        _optional(
            "title_pt",
            ColumnType.TEXT,
            "",
            "Título en portugués.",
            "Título em português.",
            "Title in Portuguese.",
        ),
        _optional(
            "title_en",
            ColumnType.TEXT,
            "",
            "Título en inglés.",
            "Título em inglês.",
            "Title in English.",
        ),
        Column(
            "scope",
            ColumnType.TEXT,
            texts("Alcance.", "Alcance.", "Scope."),
            "PARTIAL",
            choices=("REGIONAL", "PARTIAL", "OUTSIDE_ALADI"),
        ),
        Column(
            "parties",
            ColumnType.TEXT,
            texts(
                "Países parte hoy, alfa-3, separados por |; su papel y fechas, en "
                "agreement_parties.",
                "Países parte hoje, alfa-3, separados por |; seu papel e datas, em "
                "agreement_parties.",
                "Parties of today, alpha-3, joined by |; their role and dates are in "
                "agreement_parties.",
            ),
            "ARG|BRA|PRY|URY|PER",
            required=False,
            pattern=rf"{ISO3}(\|{ISO3})*",
        ),
        _optional(
            "signed_on", ColumnType.DATE, "2005-11-30", "Suscripción.", "Assinatura.", "Signature."
        ),
        _precision("signed_precision"),
        IN_FORCE_FROM,
        _precision("in_force_precision"),
        IN_FORCE_TO,
        Column(
            "status",
            ColumnType.TEXT,
            texts("Estado.", "Situação.", "Status."),
            "IN_FORCE",
            choices=("IN_FORCE", "ENDED", "SIGNED", "NEGOTIATION", "UNKNOWN"),
        ),
        _optional(
            "has_preferences",
            ColumnType.BOOLEAN,
            "true",
            "true si otorga preferencias arancelarias; vacío si ninguna fuente lo dice.",
            "true se outorga preferências tarifárias; vazio se nenhuma fonte o diz.",
            "true where it grants tariff preferences; empty where no source says.",
        ),
        _optional(
            "aliases",
            ColumnType.TEXT,
            "ACE 58",
            "Otros nombres, separados por |.",
            "Outros nomes, separados por |.",
            "Other names, joined by |.",
        ),
        _optional(
            "wto_rta_id",
            ColumnType.TEXT,
            "",
            "Número en la base de acuerdos de la OMC.",
            "Número na base de acordos da OMC.",
            "Number in the WTO's register of agreements.",
        ),
        _optional(
            "desta_number",
            ColumnType.TEXT,
            "",
            "Número en DESTA.",
            "Número em DESTA.",
            "Number in DESTA.",
        ),
        _optional(
            "deposited_on",
            ColumnType.DATE,
            "2005-12-30",
            "Depósito en la Secretaría General de la ALADI.",
            "Depósito na Secretaria-Geral da ALADI.",
            "Deposit with ALADI's General Secretariat.",
        ),
        _optional(
            "duration_es",
            ColumnType.TEXT,
            "indefinida",
            "Duración, con las palabras de la fuente.",
            "Duração, com as palavras da fonte.",
            "Duration, in the words of the source.",
        ),
        Column(
            "url",
            ColumnType.TEXT,
            texts("Dirección del texto.", "Endereço do texto.", "Address of the text."),
            "https://www.aladi.org/",
            required=False,
            pattern=r"https?://[^\s\"<>]+",
        ),
        SOURCE,
        Column(
            "verified",
            ColumnType.BOOLEAN,
            texts(
                "true si se leyó en una fuente pública.",
                "true se foi lido numa fonte pública.",
                "true where it was read in a public source.",
            ),
            "true",
        ),
        NOTE,
    ),
    checks=(
        Check(
            """select 'in_force_to', code || ' ' || in_force_to from tariff.agreements
            where release_id = :release and in_force_to < in_force_from""",
            before("in_force_from"),
        ),
    ),
    metadata=metadata,
)

AGREEMENT_ENTRIES = Dataset(
    SCHEMA,
    "agreement_entries",
    "agreement_entries",
    texts(
        "Vigencia de las preferencias de cada acuerdo, par por par y en cada sentido.",
        "Vigência das preferências de cada acordo, par a par e em cada sentido.",
        "From when to when each agreement's preferences bind, pair by pair and direction.",
    ),
    (
        AGREEMENT,
        GRANTER,
        BENEFICIARY,
        IN_FORCE_FROM,
        _precision("precision"),
        IN_FORCE_TO,
        SOURCE,
        NOTE,
    ),
    checks=(
        Check(
            """select 'in_force_to', agreement || ' ' || granter || ' ' || beneficiary
            from tariff.agreement_entries
            where release_id = :release and in_force_to < in_force_from""",
            before("in_force_from"),
        ),
        Check(
            """select 'beneficiary', agreement || ' ' || granter from tariff.agreement_entries
            where release_id = :release and granter = beneficiary""",
            texts(
                "un país no se otorga preferencias a sí mismo: corrija granter o beneficiary",
                "um país não concede preferências a si mesmo: corrija granter ou beneficiary",
                "a country grants itself no preferences: correct granter or beneficiary",
            ),
        ),
    ),
    indexes=(("granter", "beneficiary"),),
    metadata=metadata,
)

PAR_MARGINS = Dataset(
    SCHEMA,
    "par_margins",
    "par_margins",
    texts(
        "Preferencia arancelaria regional (AR.PAR 4), celda por celda.",
        "Preferência tarifária regional (AR.PAR 4), célula por célula.",
        "Regional tariff preference (AR.PAR 4), cell by cell.",
    ),
    (
        GRANTER,
        BENEFICIARY,
        Column(
            "margin_percent",
            ColumnType.DECIMAL,
            texts(
                "Reducción del derecho, en porcentaje de este.",
                "Redução do direito, em porcentagem deste.",
                "Reduction of the duty, in percent of it.",
            ),
            "28",
            minimum=0,
            maximum=100,
        ),
        replace(VALID_FROM, required=False, key=False),
        SOURCE,
        NOTE,
    ),
    metadata=metadata,
)

agreements = AGREEMENTS.table
agreement_entries = AGREEMENT_ENTRIES.table
par_margins = PAR_MARGINS.table
