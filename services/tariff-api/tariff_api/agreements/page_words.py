"""Words of the pages of agreements, in three languages."""

from collections.abc import Mapping

from servicekit.language import Texts, texts

LABELS: Mapping[str, Texts] = {
    "about": texts("Sobre el acuerdo", "Sobre o acordo", "About the agreement"),
    "agreements": texts("Acuerdos comerciales", "Acordos comerciais", "Trade agreements"),
    "aliases": texts("Otros nombres", "Outros nomes", "Other names"),
    "any": texts("todos", "todos", "all"),
    "as_agreement": texts("la del acuerdo", "a do acordo", "that of the agreement"),
    "beneficiary": texts("Beneficiario", "Beneficiário", "Beneficiary"),
    "cite": texts("Citar como", "Citar como", "Cite as"),
    "code": texts("Código", "Código", "Code"),
    "country": texts("País", "País", "Country"),
    "coverage": texts("Alcance y profundidad", "Alcance e profundidade", "Scope and depth"),
    "coverage_gap": texts(
        "No hay preferencias cargadas de quienes las otorgan.",
        "Não há preferências carregadas de quem as outorga.",
        "No preferences of those that grant them are loaded.",
    ),
    "coverage_note": texts(
        "Calculados sobre las preferencias cargadas de cada país que otorga; la respuesta dice "
        "sobre qué líneas.",
        "Calculados sobre as preferências carregadas de cada país que outorga; a resposta diz "
        "sobre que linhas.",
        "Computed over the loaded preferences of each granter; the answer says over which lines.",
    ),
    "deposited_on": texts("Depósito en la ALADI", "Depósito na ALADI", "Deposit with ALADI"),
    "depth": texts("Profundidad", "Profundidade", "Depth"),
    "depth_index": texts("Índice DESTA", "Índice DESTA", "DESTA index"),
    "depth_note": texts(
        "Parcial quiere decir que tiene disposiciones de fondo; no se midió si son completas.",
        "Parcial quer dizer que tem disposições de fundo; não se mediu se são completas.",
        "Partial means that it has provisions of substance; how complete was not measured.",
    ),
    "disciplines": texts("Materias que regula", "Matérias que regula", "Matters it regulates"),
    "duration": texts("Duración", "Duração", "Duration"),
    "entries": texts("Vigencia par por par", "Vigência par a par", "Entry into force pair by pair"),
    "entries_count": texts(
        "%s vigencias, en cada sentido", "%s vigências, em cada sentido", "%s entries, each way"
    ),
    "family": texts("Familia", "Família", "Family"),
    "following": texts("Siguientes", "Seguintes", "Next"),
    "found": texts("%s acuerdos", "%s acordos", "%s agreements"),
    "from": texts("Desde", "Desde", "From"),
    "granter": texts("Otorga", "Outorga", "Granter"),
    "has_preferences": texts(
        "Preferencias arancelarias", "Preferências tarifárias", "Tariff preferences"
    ),
    "in_force_from": texts("Entrada en vigor", "Entrada em vigor", "Entry into force"),
    "in_force_to": texts("Último día en vigor", "Último dia em vigor", "Last day in force"),
    "kind": texts("Clase", "Classe", "Kind"),
    "machine": texts("Para máquinas", "Para máquinas", "For machines"),
    "matter": texts("Materia", "Matéria", "Matter"),
    "missing": texts("Lo que no se sabe", "O que não se sabe", "What is not known"),
    "navigation": texts("Navegación", "Navegação", "Navigation"),
    "no": texts("no", "não", "no"),
    "no_source": texts("sin fuente", "sem fonte", "no source"),
    "nomenclatures": texts("Nomenclaturas", "Nomenclaturas", "Nomenclatures"),
    "none": texts("Nada.", "Nada.", "Nothing."),
    "note": texts("Aclaración", "Esclarecimento", "Remark"),
    "number": texts("Número", "Número", "Number"),
    "partner": texts("Con", "Com", "With"),
    "parties": texts("Partes", "Partes", "Parties"),
    "protocols": texts(
        "Protocolos, adhesiones y retiros",
        "Protocolos, adesões e retiradas",
        "Protocols, accessions and withdrawals",
    ),
    "provenance": texts("De dónde viene", "De onde vem", "Where it comes from"),
    "quoted_from": texts("Cifra citada de", "Número citado de", "Figure quoted from"),
    "relations": texts("Otros acuerdos", "Outros acordos", "Other agreements"),
    "retrieved": texts("consultado el", "consultado em", "retrieved on"),
    "role": texts("Papel", "Papel", "Role"),
    "search": texts("Buscar", "Buscar", "Search"),
    "signed_on": texts("Suscripción", "Assinatura", "Signature"),
    "source": texts("Fuente", "Fonte", "Source"),
    "status": texts("Estado", "Situação", "Status"),
    "summary": texts("Qué dispone", "O que dispõe", "What it provides"),
    "text": texts("Texto", "Texto", "Text"),
    "title": texts("Título", "Título", "Title"),
    "to": texts("Hasta", "Até", "To"),
    "unknown": texts("No se sabe.", "Não se sabe.", "Not known."),
    "unverified": texts("Sin verificar", "Não verificado", "Not verified"),
    "unverified_why": texts(
        "Algún dato de esta ficha es inferido o recordado y no se leyó en una fuente pública: no "
        "es un hecho confirmado.",
        "Algum dado desta ficha é inferido ou lembrado e não foi lido numa fonte pública: não é "
        "um fato confirmado.",
        "Some fact of this fiche is inferred or recalled and was read in no public source: it is "
        "not confirmed.",
    ),
    "verified": texts(
        "Leído en fuentes públicas", "Lido em fontes públicas", "Read in public sources"
    ),
    "words": texts("Código, título o país", "Código, título ou país", "Code, title or country"),
    "wto": texts("Registro de la OMC", "Registro da OMC", "WTO register"),
    "yes": texts("sí", "sim", "yes"),
}

VALUES: Mapping[str, Texts] = {
    "IN_FORCE": texts("En vigor", "Em vigor", "In force"),
    "ENDED": texts("Terminado", "Terminado", "Ended"),
    "SIGNED": texts("Suscrito", "Assinado", "Signed"),
    "NEGOTIATION": texts("En negociación", "Em negociação", "Under negotiation"),
    "REGIONAL": texts("Alcance regional", "Alcance regional", "Regional scope"),
    "OUTSIDE_ALADI": texts("Fuera de la ALADI", "Fora da ALADI", "Outside ALADI"),
    "SIGNATORY": texts("Signatario", "Signatário", "Signatory"),
    "ACCEDED": texts("Adherido", "Aderente", "Acceded"),
    "WITHDRAWN": texts("Retirado", "Retirado", "Withdrawn"),
    "SUSPENDED": texts("Suspendido", "Suspenso", "Suspended"),
    "ADDITIONAL": texts("Protocolo adicional", "Protocolo adicional", "Additional protocol"),
    "ACCESSION": texts("Adhesión", "Adesão", "Accession"),
    "WITHDRAWAL": texts("Retiro", "Retirada", "Withdrawal"),
    "CONSOLIDATION": texts("Texto consolidado", "Texto consolidado", "Consolidated text"),
    "PREDECESSOR": texts("Antecesor", "Antecessor", "Predecessor"),
    "SUCCESSOR": texts("Sucesor", "Sucessor", "Successor"),
    "PROTOCOL_OF": texts("Es protocolo de", "É protocolo de", "Is a protocol of"),
    "RELATED": texts("Relacionado", "Relacionado", "Related"),
    "PREFERENCES": texts("Preferencias", "Preferências", "Preferences"),
    "FREE_ZONES": texts("Zonas francas", "Zonas francas", "Free zones"),
    "EXCEPTIONS": texts("Lista de excepciones", "Lista de exceções", "List of exceptions"),
    "ORIGIN": texts("Origen", "Origem", "Origin"),
    "SAFEGUARDS": texts("Salvaguardias", "Salvaguardas", "Safeguards"),
    "TBT": texts(
        "Obstáculos técnicos al comercio", "Barreiras técnicas ao comércio", "Technical barriers"
    ),
    "SPS": texts(
        "Medidas sanitarias y fitosanitarias",
        "Medidas sanitárias e fitossanitárias",
        "Sanitary and phytosanitary measures",
    ),
    "DISPUTES": texts(
        "Solución de controversias", "Solução de controvérsias", "Settlement of disputes"
    ),
    "SERVICES": texts("Servicios", "Serviços", "Services"),
    "INVESTMENT": texts("Inversiones", "Investimentos", "Investment"),
    "PROCUREMENT": texts("Compras públicas", "Compras governamentais", "Public procurement"),
    "COMPETITION": texts("Competencia", "Concorrência", "Competition"),
    "INTELLECTUAL_PROPERTY": texts(
        "Propiedad intelectual", "Propriedade intelectual", "Intellectual property"
    ),
    "NONE": texts("Ninguna", "Nenhuma", "None"),
    "FULL": texts("Completa", "Completa", "Full"),
}
# Values that stand for two things: told apart by what they are a value of.
PARTIAL_SCOPE = texts("Alcance parcial", "Alcance parcial", "Partial scope")
PARTIAL_DEPTH = texts("Parcial", "Parcial", "Partial")
UNKNOWN = texts("No se sabe", "Não se sabe", "Not known")
