"""The sentences of a quote in Spanish, Portuguese and English."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Lang
from servicekit.releases.dataset import Texts, texts

SENTENCES: Mapping[str, Texts] = {
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
        "; {name} da menos: {rate} %",
        "; {name} dá menos: {rate} %",
        "; {name} gives less: {rate} %",
    ),
    "equal": texts(
        "; no baja de {name}: {rate} %",
        "; não baixa de {name}: {rate} %",
        "; no lower than {name}: {rate} %",
    ),
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
        "El arancel de {importer} no está cargado",
        "A tarifa de {importer} não está carregada",
        "The tariff of {importer} is not loaded",
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
}

MFN_NAMES = texts(
    "la nación más favorecida", "a nação mais favorecida", "the most-favoured-nation duty"
)
UNNAMED = texts("otra preferencia", "outra preferência", "another preference")
OR = texts("o", "ou", "or")


class Sentence:
    """A sentence to be written in the language asked for."""

    __slots__ = ("key", "values")

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values

    def text(self, lang: Lang, names: Mapping[str, str]) -> str:
        """Return the sentence, without its full stop; `names` spells out codes of agreements."""
        written = {name: _written(value, lang, names) for name, value in self.values.items()}
        return SENTENCES[self.key][lang].format(**written)


def number(value: Decimal, lang: Lang) -> str:
    """Return a decimal as the language writes it."""
    written = f"{value:f}"
    return written if lang is Lang.EN else written.replace(".", ",")


def listed(names: tuple[str, ...], lang: Lang) -> str:
    """Return names joined as alternatives."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {OR[lang]} {names[-1]}"


def not_covered(importer: str, spans: Sequence[tuple[date, date]], on: date) -> Sentence:
    """Say that a market's tariff is not loaded, or not for the day, naming the days that are.

    `spans` are the first and last days of what is loaded, in order; adjoining ones read as one.
    """
    if not spans:
        return Sentence("no_tariff", importer=importer)
    joined: list[tuple[date, date]] = []
    for first, last in spans:
        if joined and first.toordinal() <= joined[-1][1].toordinal() + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    days = ", ".join(f"{first} … {last}" for first, last in joined)
    return Sentence("outside_coverage", importer=importer, days=days, on=on)


def _written(value: object, lang: Lang, names: Mapping[str, str]) -> str:
    if isinstance(value, Decimal):
        return number(value, lang)
    if isinstance(value, tuple):
        return listed(tuple(names.get(one, one) for one in value), lang)
    return names.get(value, value) if isinstance(value, str) else str(value)
