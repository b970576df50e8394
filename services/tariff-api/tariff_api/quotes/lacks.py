"""What a quote cannot say, in Spanish, Portuguese and English."""

from collections.abc import Mapping

from servicekit.releases.dataset import Texts, texts

LACKS: Mapping[str, Texts] = {
    "specific": texts(
        "El derecho de la línea es «{text}» y no se expresa en porcentaje",
        "O direito da linha é «{text}» e não se expressa em porcentagem",
        "The duty of the line is “{text}”, which is not a percentage",
    ),
    "no_duty": texts(
        "El arancel cargado no tiene derecho para esta línea en ese día",
        "A tarifa carregada não tem direito para esta linha nesse dia",
        "The loaded tariff has no duty for this line on that day",
    ),
    "not_a_member": texts(
        "{country} no es miembro de ALADI ese día",
        "{country} não é membro da ALADI nesse dia",
        "{country} is not a member of ALADI on that day",
    ),
    "no_agreement": texts(
        "No hay registrado ningún acuerdo en vigor ese día por el que {importer} dé preferencias "
        "a {exporter}",
        "Não há registrado nenhum acordo em vigor nesse dia pelo qual {importer} dê preferências "
        "a {exporter}",
        "No agreement is registered as in force on that day by which {importer} grants "
        "preferences to {exporter}",
    ),
    "does_not_cover": texts(
        "{agreement} está en vigor, pero la fuente no declara preferencia para este origen en la "
        "línea: queda fuera del acuerdo",
        "{agreement} está em vigor, mas a fonte não declara preferência para esta origem na "
        "linha: fica fora do acordo",
        "{agreement} is in force, but the source states no preference for this origin on the "
        "line: the agreement does not cover it",
    ),
    "not_loaded": texts(
        "{agreement} está en vigor y sus preferencias para esta línea no están cargadas",
        "{agreement} está em vigor e suas preferências para esta linha não estão carregadas",
        "{agreement} is in force and its preferences for this line are not loaded",
    ),
    "not_loaded_undated": texts(
        "{agreement} figura en vigor, sin fecha conocida para este par, y sus preferencias para "
        "esta línea no están cargadas",
        "{agreement} consta em vigor, sem data conhecida para este par, e suas preferências para "
        "esta linha não estão carregadas",
        "{agreement} is listed as in force, undated for this pair, and its preferences for this "
        "line are not loaded",
    ),
    "unknown_preferences": texts(
        "{agreement} figura en vigor; ninguna fuente dice si da preferencias arancelarias, y no "
        "están cargadas",
        "{agreement} consta em vigor; nenhuma fonte diz se dá preferências tarifárias, e não "
        "estão carregadas",
        "{agreement} is listed as in force; no source says whether it grants tariff preferences, "
        "and none are loaded",
    ),
    "par_not_loaded": texts(
        "{agreement} está en vigor y la lista de excepciones del importador no está cargada",
        "{agreement} está em vigor e a lista de exceções do importador não está carregada",
        "{agreement} is in force and the importer's list of exceptions is not loaded",
    ),
    "no_tariff": texts(
        "El arancel de {importer} no está cargado; lo están los de {markets}",
        "A tarifa de {importer} não está carregada; estão as de {markets}",
        "The tariff of {importer} is not loaded; those of {markets} are",
    ),
    "no_codes": texts(
        "La nomenclatura {nomenclature} no está cargada",
        "A nomenclatura {nomenclature} não está carregada",
        "The nomenclature {nomenclature} is not loaded",
    ),
    "outside_coverage": texts(
        "El arancel de {importer} está cargado para {days}, y no para {on}",
        "A tarifa de {importer} está carregada para {days}, e não para {on}",
        "The tariff of {importer} is loaded for {days}, not for {on}",
    ),
    "no_correlation": texts(
        "El arancel de ese día sigue {to} y la correspondencia con {source} no está cargada o no "
        "contiene el código",
        "A tarifa desse dia segue {to} e a correspondência com {source} não está carregada ou não "
        "contém o código",
        "The tariff of that day follows {to}; its correlation with {source} is not loaded or lacks "
        "the code",
    ),
    "correlated": texts(
        "El código de {source} corresponde en {to} a {codes} ({kinds}): no es una equivalencia "
        "exacta",
        "O código de {source} corresponde em {to} a {codes} ({kinds}): não é uma equivalência "
        "exata",
        "The code of {source} corresponds in {to} to {codes} ({kinds}): not an exact equivalence",
    ),
    "other_edition": texts(
        "Las preferencias de {importer} están en {edition} y el arancel de ese día sigue {to}: no "
        "se unen sin correspondencia",
        "As preferências de {importer} estão em {edition} e a tarifa desse dia segue {to}: não se "
        "unem sem correspondência",
        "The preferences of {importer} are in {edition} and the tariff of that day follows {to}: "
        "they are not joined without a correlation",
    ),
    "lines_differ": texts(
        "El código tiene {count} líneas nacionales que no pagan lo mismo: de {low} a {high} %",
        "O código tem {count} linhas nacionais que não pagam o mesmo: de {low} a {high} %",
        "The code has {count} national lines that do not pay the same: {low} to {high} %",
    ),
    "lines_unknown": texts(
        "El código tiene {count} líneas nacionales y no de todas se sabe lo que pagan",
        "O código tem {count} linhas nacionais e não de todas se sabe o que pagam",
        "The code has {count} national lines, and what they pay is not known for all",
    ),
    "incomparable": texts(
        "Los derechos son de distinta clase y solo se comparan en dinero: dé {needs}",
        "Os direitos são de tipos distintos e só se comparam em dinheiro: dê {needs}",
        "The duties are of different kinds and compare only in money: give {needs}",
    ),
    "lacking": texts(
        "Para calcular {name} falta {needs}",
        "Para calcular {name} falta {needs}",
        "To compute {name}, {needs} is lacking",
    ),
    "partial_tariff": texts(
        "El arancel de {importer} está cargado en parte: {loaded} de las {total} subpartidas de "
        "{revision}",
        "A tarifa de {importer} está carregada em parte: {loaded} das {total} subposições de "
        "{revision}",
        "The tariff of {importer} is loaded in part: {loaded} of the {total} subheadings of "
        "{revision}",
    ),
    "no_schedules": texts(
        "No hay preferencias de {importer} cargadas para {on}; las hay de {markets}",
        "Não há preferências de {importer} carregadas para {on}; há de {markets}",
        "No preferences of {importer} are loaded for {on}; there are of {markets}",
    ),
    "no_charges": texts(
        "No hay otros tributos de {importer} cargados: el total no se conoce",
        "Não há outros tributos de {importer} carregados: o total não se conhece",
        "No other charges of {importer} are loaded: the total is not known",
    ),
    "unknown_base": texts(
        "La fuente no dice sobre qué se cobra {name}",
        "A fonte não diz sobre o que se cobra {name}",
        "The source does not say what {name} is levied on",
    ),
    "some_lines": texts(
        "{name} no vale para todas las líneas del código: véase cada una",
        "{name} não vale para todas as linhas do código: veja cada uma",
        "{name} does not hold for every line of the code: see each of them",
    ),
}
