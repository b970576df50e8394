"""Datasets of an agreement's fiche: parties, protocols, relations, nomenclatures, disciplines."""

from eslabon.contracts.agreements import (
    AgreementRelation,
    Discipline,
    DisciplineDepth,
    NomenclatureUse,
    PartyRole,
    ProtocolKind,
)
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Check, Column, Dataset, Texts, texts

from tariff_api.agreements.tables import AGREEMENT, CODE
from tariff_api.schema import ISO3, NOMENCLATURE, SCHEMA, SOURCE, before, metadata


def _date(name: str, example: str, description: Texts, *, key: bool = False) -> Column:
    return Column(name, ColumnType.DATE, description, example, required=False, key=key)


AGREEMENT_PARTIES = Dataset(
    SCHEMA,
    "agreement_parties",
    "agreement_parties",
    texts(
        "Partes de cada acuerdo, con su papel y fechas.",
        "Partes de cada acordo, com seu papel e datas.",
        "Parties of each agreement, with their role and dates.",
    ),
    (
        AGREEMENT,
        Column(
            "country",
            ColumnType.TEXT,
            texts("País, alfa-3.", "País, alfa-3.", "Country, alpha-3."),
            "PER",
            key=True,
            pattern=ISO3,
        ),
        Column(
            "role",
            ColumnType.TEXT,
            texts("Papel de la parte.", "Papel da parte.", "How it is a party."),
            "SIGNATORY",
            key=True,
            choices=tuple(PartyRole),
        ),
        _date(
            "valid_from",
            "2006-01-02",
            texts("Primer día.", "Primeiro dia.", "First day."),
            key=True,
        ),
        _date(
            "valid_to",
            "",
            texts("Último día, incluido.", "Último dia, inclusive.", "Last day, inclusive."),
        ),
        SOURCE,
    ),
    checks=(
        Check(
            """select 'valid_to', agreement || ' ' || country
        from tariff.agreement_parties where release_id = :release and valid_to < valid_from""",
            before("valid_from"),
        ),
    ),
    metadata=metadata,
)

AGREEMENT_PROTOCOLS = Dataset(
    SCHEMA,
    "agreement_protocols",
    "agreement_protocols",
    texts(
        "Protocolos, adhesiones y denuncias de cada acuerdo.",
        "Protocolos, adesões e denúncias de cada acordo.",
        "Protocols, accessions and withdrawals of each agreement.",
    ),
    (
        AGREEMENT,
        Column(
            "ordinal",
            ColumnType.TEXT,
            texts(
                "Número del protocolo, o del registro en que consta.",
                "Número do protocolo, ou do registro em que consta.",
                "Number of the protocol, or that of the register it is in.",
            ),
            "64",
            key=True,
            max_length=40,
        ),
        Column(
            "kind",
            ColumnType.TEXT,
            texts("Clase de acto.", "Classe de ato.", "Kind of act."),
            "ADDITIONAL",
            choices=tuple(ProtocolKind),
        ),
        _date("signed_on", "2018-11-21", texts("Suscripción.", "Assinatura.", "Signature.")),
        _date(
            "in_force_from",
            "2022-01-25",
            texts("Primer día en vigor.", "Primeiro dia em vigor.", "First day in force."),
        ),
        Column(
            "summary_es",
            ColumnType.TEXT,
            texts("Qué dispone.", "O que dispõe.", "What it provides."),
            "Acuerdo de Libre Comercio Brasil–Chile",
        ),
        SOURCE,
    ),
    metadata=metadata,
)

AGREEMENT_RELATIONS = Dataset(
    SCHEMA,
    "agreement_relations",
    "agreement_relations",
    texts(
        "Qué es cada acuerdo de otro: antecesor, sucesor, protocolo.",
        "O que cada acordo é de outro: antecessor, sucessor, protocolo.",
        "What each agreement is to another: predecessor, successor, protocol.",
    ),
    (
        AGREEMENT,
        Column(
            "related",
            ColumnType.TEXT,
            texts("Código del otro.", "Código do outro.", "Code of the other."),
            "AAP.CE 65",
            key=True,
            pattern=CODE,
            max_length=40,
        ),
        Column(
            "relation",
            ColumnType.TEXT,
            texts(
                "Qué es el otro de este: PREDECESSOR, el otro lo precede; PROTOCOL_OF, este es "
                "protocolo del otro.",
                "O que o outro é deste: PREDECESSOR, o outro o precede; PROTOCOL_OF, este é "
                "protocolo do outro.",
                "What the other is to this one: PREDECESSOR, the other came before; PROTOCOL_OF, "
                "this one is a protocol of the other.",
            ),
            "PREDECESSOR",
            key=True,
            choices=tuple(AgreementRelation),
        ),
        SOURCE,
    ),
    checks=(
        Check(
            """select 'related', agreement
        from tariff.agreement_relations where release_id = :release and agreement = related""",
            texts(
                "un acuerdo no se relaciona consigo mismo: cambie uno de los dos",
                "um acordo não se relaciona consigo mesmo: troque um dos dois",
                "an agreement is not related to itself: change one of the two",
            ),
        ),
    ),
    metadata=metadata,
)

AGREEMENT_NOMENCLATURES = Dataset(
    SCHEMA,
    "agreement_nomenclatures",
    "agreement_nomenclatures",
    texts(
        "Nomenclatura y versión en que cada acuerdo escribe sus listas.",
        "Nomenclatura e versão em que cada acordo escreve suas listas.",
        "Nomenclature and version that each agreement writes its lists in.",
    ),
    (
        AGREEMENT,
        Column(
            "nomenclature",
            ColumnType.TEXT,
            texts("Nomenclatura y versión.", "Nomenclatura e versão.", "Nomenclature and version."),
            "NALADISA1996",
            key=True,
            pattern=NOMENCLATURE,
        ),
        Column(
            "used_for",
            ColumnType.TEXT,
            texts("Para qué la usa.", "Para que a usa.", "What it is used for."),
            "PREFERENCES",
            key=True,
            choices=tuple(NomenclatureUse),
        ),
        SOURCE,
    ),
    metadata=metadata,
)

AGREEMENT_DISCIPLINES = Dataset(
    SCHEMA,
    "agreement_disciplines",
    "agreement_disciplines",
    texts(
        "Materias que regula cada acuerdo y hasta dónde.",
        "Matérias que cada acordo regula e até onde.",
        "Matters that each agreement regulates, and how far.",
    ),
    (
        AGREEMENT,
        Column(
            "discipline",
            ColumnType.TEXT,
            texts("Materia.", "Matéria.", "Matter."),
            "SERVICES",
            key=True,
            choices=tuple(Discipline),
        ),
        Column(
            "depth",
            ColumnType.TEXT,
            texts(
                "NONE, sin disposiciones; PARTIAL, con ellas; FULL solo si la fuente las dice "
                "completas.",
                "NONE, sem disposições; PARTIAL, com elas; FULL só se a fonte as diz completas.",
                "NONE, no provisions; PARTIAL, it has some; FULL only where the source calls them "
                "complete.",
            ),
            "PARTIAL",
            choices=tuple(DisciplineDepth),
        ),
        Column(
            "depth_index",
            ColumnType.INTEGER,
            texts(
                "Índice DESTA de profundidad del acuerdo entero, de 0 a 7.",
                "Índice DESTA de profundidade do acordo inteiro, de 0 a 7.",
                "DESTA's index of the depth of the whole agreement, 0 to 7.",
            ),
            "5",
            required=False,
            minimum=0,
            maximum=7,
        ),
        SOURCE,
    ),
    metadata=metadata,
)

FICHE_DATASETS = (
    AGREEMENT_PARTIES,
    AGREEMENT_PROTOCOLS,
    AGREEMENT_RELATIONS,
    AGREEMENT_NOMENCLATURES,
    AGREEMENT_DISCIPLINES,
)

agreement_parties = AGREEMENT_PARTIES.table
agreement_protocols = AGREEMENT_PROTOCOLS.table
agreement_relations = AGREEMENT_RELATIONS.table
agreement_nomenclatures = AGREEMENT_NOMENCLATURES.table
agreement_disciplines = AGREEMENT_DISCIPLINES.table
