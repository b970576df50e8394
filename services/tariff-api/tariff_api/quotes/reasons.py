"""Why a candidate is what it is, in Spanish, Portuguese and English."""

from collections.abc import Mapping

from servicekit.releases.dataset import Texts, texts

REASONS: Mapping[str, Texts] = {
    "mfn": texts(
        "Derecho de nación más favorecida: lo paga todo origen sin preferencia",
        "Direito de nação mais favorecida: paga-o toda origem sem preferência",
        "Most-favoured-nation duty: every origin without a preference pays it",
    ),
    "mfn_differs": texts(
        "La fuente de las preferencias declara {stated} % como derecho aplicado a todo origen; el "
        "archivo del arancel dice {file} %",
        "A fonte das preferências declara {stated} % como direito aplicado a toda origem; o "
        "arquivo da tarifa diz {file} %",
        "The source of the preferences states {stated} % as the duty applied to every origin; the "
        "tariff file says {file} %",
    ),
    "mfn_outside": texts(
        "El archivo del arancel dice {file} %, fuera de lo que la fuente de las preferencias "
        "declara para la subpartida ({low} a {high} %)",
        "O arquivo da tarifa diz {file} %, fora do que a fonte das preferências declara para a "
        "subposição ({low} a {high} %)",
        "The tariff file says {file} %, outside what the source of the preferences states for the "
        "subheading ({low} to {high} %)",
    ),
    "stated": texts(
        "La fuente dice que {agreement} da esta tasa",
        "A fonte diz que {agreement} dá esta alíquota",
        "The source says that {agreement} gives this rate",
    ),
    "stated_group": texts(
        "La fuente dice que {agreement} da esta tasa a los miembros de {group}",
        "A fonte diz que {agreement} dá esta alíquota aos membros de {group}",
        "The source says that {agreement} gives this rate to the members of {group}",
    ),
    "sole": texts(
        "{agreement} es el único acuerdo en vigor ese día que puede dar esta tasa",
        "{agreement} é o único acordo em vigor nesse dia que pode dar esta alíquota",
        "{agreement} is the only agreement in force on that day that can give this rate",
    ),
    "margin_match": texts(
        "La reducción de {margin} % es la que la tabla de AR.PAR 4 fija para este par",
        "A redução de {margin} % é a que a tabela do AR.PAR 4 fixa para este par",
        "The reduction of {margin} % is the one AR.PAR 4's table sets for this pair",
    ),
    "ambiguous": texts(
        "Pueden dar esta tasa {agreements}; la fuente no dice cuál",
        "Podem dar esta alíquota {agreements}; a fonte não diz qual",
        "This rate may come from {agreements}; the source does not say which",
    ),
    "unknown": texts(
        "La fuente declara la tasa, pero ningún acuerdo registrado la explica",
        "A fonte declara a alíquota, mas nenhum acordo registrado a explica",
        "The source states the rate, but no registered agreement explains it",
    ),
    "range": texts(
        "Las líneas nacionales de la subpartida pagan de {low} a {high} % y la fuente no dice "
        "cuánto paga cada una",
        "As linhas nacionais da subposição pagam de {low} a {high} % e a fonte não diz quanto "
        "paga cada uma",
        "The national lines of the subheading pay {low} to {high} % and the source does not say "
        "how much each one pays",
    ),
    "par_table": texts(
        "La tabla de AR.PAR 4 da una reducción de {margin} % si la línea no está en la lista de "
        "excepciones del importador, que no está cargada",
        "A tabela do AR.PAR 4 dá uma redução de {margin} % se a linha não estiver na lista de "
        "exceções do importador, que não está carregada",
        "AR.PAR 4's table gives a reduction of {margin} % unless the line is in the importer's "
        "list of exceptions, which is not loaded",
    ),
    "par_table_conflict": texts(
        "La tabla de AR.PAR 4 dice {margin} % para este par y la fuente muestra {source} %: "
        "no concuerdan",
        "A tabela do AR.PAR 4 diz {margin} % para este par e a fonte mostra {source} %: "
        "não concordam",
        "AR.PAR 4's table says {margin} % for this pair and the source shows {source} %: "
        "they disagree",
    ),
    "par_conflict": texts(
        "La fuente muestra una reducción de {margin} %, que AR.PAR 4 da a otros socios; para este "
        "par su tabla dice {cell} %, y puede venir de {agreements}",
        "A fonte mostra uma redução de {margin} %, que o AR.PAR 4 dá a outros parceiros; para este "
        "par sua tabela diz {cell} %, e pode vir de {agreements}",
        "The source shows a reduction of {margin} %, which AR.PAR 4 gives to other partners; for "
        "this pair its table says {cell} %, and it may come from {agreements}",
    ),
    "par_excluded": texts(
        "La tabla de AR.PAR 4 daría una reducción de {margin} %, pero la fuente no declara "
        "ninguna preferencia para este origen en la línea",
        "A tabela do AR.PAR 4 daria uma redução de {margin} %, mas a fonte não declara nenhuma "
        "preferência para esta origem na linha",
        "AR.PAR 4's table would give a reduction of {margin} %, but the source states no "
        "preference for this origin on the line",
    ),
    "beaten": texts(
        "; {name} da menos: {rate}",
        "; {name} dá menos: {rate}",
        "; {name} gives less: {rate}",
    ),
    "equal": texts(
        "; no baja de {name}: {rate}",
        "; não baixa de {name}: {rate}",
        "; no lower than {name}: {rate}",
    ),
    "mfn_above": texts(
        "Derecho de nación más favorecida de {code}, que vale para sus líneas sin uno propio",
        "Direito de nação mais favorecida de {code}, que vale para suas linhas sem um próprio",
        "Most-favoured-nation duty of {code}, which holds for its lines without one of their own",
    ),
    "prohibited": texts(
        "La importación de la línea está prohibida",
        "A importação da linha é proibida",
        "The import of the line is prohibited",
    ),
    "stated_margin": texts(
        "La fuente dice que {agreement} da una reducción de {margin} %",
        "A fonte diz que {agreement} dá uma redução de {margin} %",
        "The source says that {agreement} gives a reduction of {margin} %",
    ),
    "par_listed": texts(
        "La tabla de AR.PAR 4 da una reducción de {margin} % y la línea no está en la lista de "
        "excepciones del importador",
        "A tabela do AR.PAR 4 dá uma redução de {margin} % e a linha não está na lista de exceções "
        "do importador",
        "AR.PAR 4's table gives a reduction of {margin} % and the line is not in the importer's "
        "list of exceptions",
    ),
    "par_unseen": texts(
        "La tabla de AR.PAR 4 da una reducción de {margin} % y la línea no está en la lista de "
        "excepciones, pero la fuente no muestra ninguna preferencia: no concuerdan",
        "A tabela do AR.PAR 4 dá uma redução de {margin} % e a linha não está na lista de "
        "exceções, mas a fonte não mostra nenhuma preferência: não concordam",
        "AR.PAR 4's table gives a reduction of {margin} % and the line is not in the list of "
        "exceptions, but the source shows no preference: they disagree",
    ),
    "excluded": texts(
        "La línea está en la lista de excepciones de {agreement}",
        "A linha está na lista de exceções de {agreement}",
        "The line is in the list of exceptions of {agreement}",
    ),
    "before_first_step": texts(
        "La desgravación empieza el {first}: antes de ese día no hay reducción",
        "A desgravação começa em {first}: antes desse dia não há redução",
        "The elimination begins on {first}: before that day there is no reduction",
    ),
    "lapsed": texts(
        "La preferencia cargada rigió hasta el {last}",
        "A preferência carregada vigorou até {last}",
        "The loaded preference was in force until {last}",
    ),
    "out_of_season": texts(
        "La preferencia es de temporada: del {first} al {last} (mes-día)",
        "A preferência é sazonal: de {first} a {last} (mês-dia)",
        "The preference is seasonal: from {first} to {last} (month-day)",
    ),
    "not_a_party": texts(
        "{agreement} no consta entre el importador y este origen",
        "{agreement} não consta entre o importador e esta origem",
        "{agreement} is not on record between the importer and this origin",
    ),
    "not_yet": texts(
        "{agreement} entra en vigor para este par el {first}",
        "{agreement} entra em vigor para este par em {first}",
        "{agreement} enters into force for this pair on {first}",
    ),
    "no_longer": texts(
        "{agreement} dejó de estar en vigor para este par después del {last}",
        "{agreement} deixou de estar em vigor para este par depois de {last}",
        "{agreement} ceased to be in force for this pair after {last}",
    ),
    "not_in_force": texts(
        "{agreement} no consta en vigor para este par ese día",
        "{agreement} não consta em vigor para este par nesse dia",
        "{agreement} is not on record as in force for this pair on that day",
    ),
    "quota_unknown": texts(
        "solo dentro del cupo {quota}, cuyo saldo no está cargado",
        "somente dentro da cota {quota}, cujo saldo não está carregado",
        "only within quota {quota}, whose balance is not loaded",
    ),
    "quota_open": texts(
        "solo dentro del cupo {quota}, que tenía un saldo de {balance} el {on}",
        "somente dentro da cota {quota}, que tinha um saldo de {balance} em {on}",
        "only within quota {quota}, which had {balance} left on {on}",
    ),
    "quota_exhausted": texts(
        "El cupo {quota} estaba agotado el {on}",
        "A cota {quota} estava esgotada em {on}",
        "Quota {quota} was used up on {on}",
    ),
    "out_of_quota": texts(
        "Lo que el acuerdo hace pagar fuera del cupo {quota}",
        "O que o acordo faz pagar fora da cota {quota}",
        "What the agreement lets goods pay outside quota {quota}",
    ),
    "observation": texts(
        "solo para una parte de la línea: «{text}»",
        "somente para uma parte da linha: «{text}»",
        "only for a part of the line: “{text}”",
    ),
    "followed": texts(
        "{source} corresponde a {target} de {nomenclature} ({kind})",
        "{source} corresponde a {target} de {nomenclature} ({kind})",
        "{source} corresponds to {target} of {nomenclature} ({kind})",
    ),
    "followed_loosely": texts(
        "{source} corresponde a varios códigos de {nomenclature}, {target} entre ellos ({kind}): "
        "no se sabe si la línea es de este",
        "{source} corresponde a vários códigos de {nomenclature}, {target} entre eles ({kind}): "
        "não se sabe se a linha é deste",
        "{source} corresponds to several codes of {nomenclature}, {target} among them ({kind}): "
        "whether the line belongs to it is not known",
    ),
    "doubtful": texts(
        "la línea puede ser de un código que {agreement} deja fuera",
        "a linha pode ser de um código que {agreement} deixa fora",
        "the line may belong to a code that {agreement} leaves out",
    ),
    "par_doubtful": texts(
        "La tabla de AR.PAR 4 da una reducción de {margin} %, pero la línea corresponde a varios "
        "códigos y alguno está en la lista de excepciones",
        "A tabela do AR.PAR 4 dá uma redução de {margin} %, mas a linha corresponde a vários "
        "códigos e algum está na lista de exceções",
        "AR.PAR 4's table gives a reduction of {margin} %, but the line corresponds to several "
        "codes and one of them is in the list of exceptions",
    ),
}
