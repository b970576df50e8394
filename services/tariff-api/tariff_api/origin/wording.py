"""The sentences of rules and checks of origin in Spanish, Portuguese and English."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from eslabon.contracts.envelope import Lang
from servicekit.releases.dataset import Texts, texts

from tariff_api.duties.term import digits
from tariff_api.quotes.facts import plain

RULES: Mapping[str, Texts] = {
    "WO": texts(
        "todos los materiales usados ({materials}) han de ser totalmente obtenidos",
        "todas as matérias usadas ({materials}) hão de ser totalmente obtidas",
        "all materials used ({materials}) must be wholly obtained",
    ),
    "WHOLE": texts(
        "el producto ha de ser totalmente obtenido",
        "o produto há de ser totalmente obtido",
        "the goods must be wholly obtained",
    ),
    "CC": texts(
        "todo material no originario ha de ser de otro capítulo",
        "toda matéria não originária há de ser de outro capítulo",
        "every non-originating material must be of another chapter",
    ),
    "CTH": texts(
        "todo material no originario ha de ser de otra partida",
        "toda matéria não originária há de ser de outra posição",
        "every non-originating material must be of another heading",
    ),
    "CTSH": texts(
        "todo material no originario ha de ser de otra subpartida",
        "toda matéria não originária há de ser de outra subposição",
        "every non-originating material must be of another subheading",
    ),
    "BARRED": texts(
        ", y ninguno de los excluidos ({barred})",
        ", e nenhuma das excluídas ({barred})",
        ", and none of those barred ({barred})",
    ),
    "ALLOWED": texts(
        "; los demás, hasta {allowance} % del precio franco fábrica",
        "; as demais, até {allowance} % do preço à saída da fábrica",
        "; others up to {allowance} % of the ex-works price",
    ),
    "AH": texts(
        "materiales de cualquier partida",
        "matérias de qualquer posição",
        "materials of any heading",
    ),
    "NONE_OF": texts(
        "ningún material no originario ({materials})",
        "nenhuma matéria não originária ({materials})",
        "no non-originating material ({materials})",
    ),
    "CIF_OVER_FOB": texts(
        "los materiales de terceros países{of} (CIF) no pasan del {limit} % del precio FOB",
        "as matérias de terceiros países{of} (CIF) não passam de {limit} % do preço FOB",
        "third countries' materials{of} (CIF) do not exceed {limit} % of the FOB price",
    ),
    "OVER_EX_WORKS": texts(
        "los materiales no originarios{of} no pasan del {limit} % del precio franco fábrica",
        "as matérias não originárias{of} não passam de {limit} % do preço à saída da fábrica",
        "non-originating materials{of} do not exceed {limit} % of the ex-works price",
    ),
    "OVER_ORIGINATING": texts(
        "los materiales no originarios{of} no pasan del {limit} % del valor de los originarios",
        "as matérias não originárias{of} não passam de {limit} % do valor das originárias",
        "non-originating materials{of} do not exceed {limit} % of the value of originating ones",
    ),
    "BUILD_DOWN": texts(
        "contenido de valor regional de {limit} % o más, restando los no originarios{of}",
        "conteúdo de valor regional de {limit} % ou mais, subtraindo os não originários{of}",
        "regional value content of {limit} % or more, less non-originating materials{of}",
    ),
    "BUILD_UP": texts(
        "contenido de valor regional de {limit} % o más, sumando los originarios",
        "conteúdo de valor regional de {limit} % ou mais, somando os originários",
        "regional value content of {limit} % or more, adding originating materials",
    ),
    "REGIME_LIMIT": texts(
        "el límite de valor del régimen", "o limite de valor do regime", "the regime's value limit"
    ),
    "OF": texts(
        " ({materials})",
        " ({materials})",
        " ({materials})",
    ),
    "AND": texts(" y ", " e ", " and "),
    "OR": texts("; o ", "; ou ", "; or "),
    "TO_CHECK": texts(
        "Regla por verificar: {rules}.", "Regra a verificar: {rules}.", "Rule to check: {rules}."
    ),
}

REASONS: Mapping[str, Texts] = {
    "text": texts(
        "La regla solo consta como texto y hay que verificarla: {rule}.",
        "A regra só consta como texto e é preciso verificá-la: {rule}.",
        "The rule is only a text and has to be checked: {rule}.",
    ),
    "met": texts(
        "Usted declara que se cumple: {rule}.",
        "Você declara que se cumpre: {rule}.",
        "You state that it is met: {rule}.",
    ),
    "not_met": texts(
        "Usted declara que no se cumple: {rule}.",
        "Você declara que não se cumpre: {rule}.",
        "You state that it is not met: {rule}.",
    ),
    "no_materials": texts(
        "Sin la lista de materiales no se puede decidir; {rule}.",
        "Sem a lista de matérias não se pode decidir; {rule}.",
        "It cannot be decided without the list of materials; {rule}.",
    ),
    "any_heading": texts(
        "Se admiten materiales de cualquier partida.",
        "Admitem-se matérias de qualquer posição.",
        "Materials of any heading are allowed.",
    ),
    "whole_pass": texts(
        "El producto es totalmente obtenido o está hecho solo de materiales originarios.",
        "O produto é totalmente obtido ou está feito só de matérias originárias.",
        "The goods are wholly obtained, or made of originating materials alone.",
    ),
    "whole_fail": texts(
        "El producto no es totalmente obtenido{because}.",
        "O produto não é totalmente obtido{because}.",
        "The goods are not wholly obtained{because}.",
    ),
    "whole_unknown": texts(
        "Falta decir en `wholly_obtained` si el producto es totalmente obtenido.",
        "Falta dizer em `wholly_obtained` se o produto é totalmente obtido.",
        "`wholly_obtained` has to say whether the goods are wholly obtained.",
    ),
    "materials_obtained": texts("Se cumple: {rule}.", "Cumpre-se: {rule}.", "It is met: {rule}."),
    "materials_not_obtained": texts(
        "No se cumple: {rule}; no lo son: {codes}.",
        "Não se cumpre: {rule}; não o são: {codes}.",
        "It is not met: {rule}; these are not: {codes}.",
    ),
    "materials_unknown": texts(
        "No se sabe si son originarios y totalmente obtenidos: {codes}; {rule}.",
        "Não se sabe se são originários e totalmente obtidos: {codes}; {rule}.",
        "It is not known whether these are originating and wholly obtained: {codes}; {rule}.",
    ),
    "no_limit": texts(
        "El límite de valor del régimen no está cargado.",
        "O limite de valor do regime não está carregado.",
        "The regime's value limit is not loaded.",
    ),
    "no_foreign": texts(
        "Ningún material no originario entra en la cuenta; {rule}.",
        "Nenhuma matéria não originária entra na conta; {rule}.",
        "No non-originating material counts; {rule}.",
    ),
    "lacking": texts(
        "Falta {lacking} para medir: {rule}.",
        "Falta {lacking} para medir: {rule}.",
        "{lacking} is needed to measure: {rule}.",
    ),
    "share_pass": texts(
        "Los materiales no originarios ({codes}) son {share} y el límite es {limit} %; {rule}.",
        "As matérias não originárias ({codes}) são {share} e o limite é {limit} %; {rule}.",
        "Non-originating materials ({codes}) are {share} and the limit is {limit} %; {rule}.",
    ),
    "share_fail": texts(
        "Los materiales no originarios ({codes}) son {share} y pasan del límite de {limit} %; "
        "{rule}.",
        "As matérias não originárias ({codes}) são {share} e passam do limite de {limit} %; "
        "{rule}.",
        "Non-originating materials ({codes}) are {share}, over the limit of {limit} %; {rule}.",
    ),
    "share_undetermined": texts(
        "Los materiales no originarios ({codes}) son {share} según el origen o el valor de "
        "alguno, que no se sabe, y el límite es {limit} %; {rule}.",
        "As matérias não originárias ({codes}) são {share} segundo a origem ou o valor de "
        "alguma, que não se sabe, e o limite é {limit} %; {rule}.",
        "Non-originating materials ({codes}) are {share} depending on the origin or value of "
        "some, which is not known, and the limit is {limit} %; {rule}.",
    ),
    "content_pass": texts(
        "El contenido de valor regional es {share} y el mínimo {limit} %.",
        "O conteúdo de valor regional é {share} e o mínimo {limit} %.",
        "Regional value content is {share} and the minimum {limit} %.",
    ),
    "content_fail": texts(
        "El contenido de valor regional es {share} y no llega al mínimo de {limit} %.",
        "O conteúdo de valor regional é {share} e não chega ao mínimo de {limit} %.",
        "Regional value content is {share}, below the minimum of {limit} %.",
    ),
    "content_undetermined": texts(
        "El contenido de valor regional es {share} según datos que no se saben, y el mínimo es "
        "{limit} %.",
        "O conteúdo de valor regional é {share} segundo dados que não se sabem, e o mínimo é "
        "{limit} %.",
        "Regional value content is {share} depending on what is not known, and the minimum is "
        "{limit} %.",
    ),
    "shift_pass": texts(
        "Se cumple el cambio de clasificación: {rule}.",
        "Cumpre-se a mudança de classificação: {rule}.",
        "The change of classification is met: {rule}.",
    ),
    "shift_fail": texts(
        "Hay materiales sin cambio de clasificación o excluidos ({codes}) y no hay tolerancia; "
        "{rule}.",
        "Há matérias sem mudança de classificação ou excluídas ({codes}) e não há tolerância; "
        "{rule}.",
        "Some materials do not change classification or are barred ({codes}) and there is no "
        "tolerance; {rule}.",
    ),
    "shift_unknown": texts(
        "No se sabe si hay cambio de clasificación ({codes}): origen incierto o código corto; "
        "{rule}.",
        "Não se sabe se há mudança de classificação ({codes}): origem incerta ou código curto; "
        "{rule}.",
        "Whether classification changes is not known ({codes}): uncertain origin or short "
        "code; {rule}.",
    ),
    "tolerance_unknown": texts(
        "La tolerancia del régimen, que podría admitir los materiales sin cambio de "
        "clasificación o excluidos ({codes}), no está cargada; {rule}.",
        "A tolerância do regime, que poderia admitir as matérias sem mudança de classificação "
        "ou excluídas ({codes}), não está carregada; {rule}.",
        "The tolerance of the regime, which might allow the materials that do not change "
        "classification or are barred ({codes}), is not loaded; {rule}.",
    ),
    "allowance_pass": texts(
        "Los materiales sin cambio de clasificación ({codes}) son {share} y se admite hasta "
        "{limit} %; {rule}.",
        "As matérias sem mudança de classificação ({codes}) são {share} e se admite até "
        "{limit} %; {rule}.",
        "Materials without the change of classification ({codes}) are {share} and up to "
        "{limit} % is allowed; {rule}.",
    ),
    "allowance_fail": texts(
        "Los materiales sin cambio de clasificación ({codes}) son {share} y solo se admite "
        "hasta {limit} %; {rule}.",
        "As matérias sem mudança de classificação ({codes}) são {share} e só se admite até "
        "{limit} %; {rule}.",
        "Materials without the change of classification ({codes}) are {share} and only {limit} "
        "% is allowed; {rule}.",
    ),
    "allowance_undetermined": texts(
        "Los materiales sin cambio de clasificación ({codes}) son {share} según datos que no "
        "se saben, y se admite hasta {limit} %; {rule}.",
        "As matérias sem mudança de classificação ({codes}) são {share} segundo dados que não "
        "se sabem, e se admite até {limit} %; {rule}.",
        "Materials without the change of classification ({codes}) are {share} depending on "
        "what is not known, and up to {limit} % is allowed; {rule}.",
    ),
}

SHARE: Mapping[str, Texts] = {
    "exact": texts("el {low} % del precio", "{low} % do preço", "{low} % of the price"),
    "between": texts(
        "del {low} al {high} % del precio",
        "de {low} a {high} % do preço",
        "{low} to {high} % of the price",
    ),
    "at_least": texts(
        "el {low} % del precio o más", "{low} % do preço ou mais", "{low} % of the price or more"
    ),
    "unmeasured": texts("una parte sin medir", "uma parte sem medir", "an unmeasured share"),
}
LEVELS: Mapping[int, Texts] = {
    2: texts("capítulo {code}", "capítulo {code}", "chapter {code}"),
    4: texts("partida {code}", "posição {code}", "heading {code}"),
    6: texts("subpartida {code}", "subposição {code}", "subheading {code}"),
}
OTHERS: Texts = texts("{codes} y {count} más", "{codes} e mais {count}", "{codes} and {count} more")
BECAUSE: Texts = texts(
    ": hay materiales no originarios ({codes})",
    ": há matérias não originárias ({codes})",
    ": some materials are not originating ({codes})",
)
_SHOWN = 5


def codes(found: Sequence[str], lang: Lang) -> str:
    """Return codes as people read them, the first few of many."""
    shown = ", ".join(found[:_SHOWN])
    rest = len(found) - _SHOWN
    return OTHERS[lang].format(codes=shown, count=rest) if rest > 0 else shown


def span(first: str, last: str, lang: Lang) -> str:
    """Return a range of codes with the name of its level."""
    joined = first if first == last else f"{first}–{last}"
    level = LEVELS.get(len(first))
    return level[lang].format(code=joined) if level else joined


def percent(value: Decimal, lang: Lang) -> str:
    """Return a percentage as the language writes it, with up to four decimals."""
    return digits(plain(value), lang)


def share(low: Decimal | None, high: Decimal | None, unbounded: bool, lang: Lang) -> str:
    """Return a share in words; `high` is its upper end where that differs."""
    if low is None:
        return SHARE["unmeasured"][lang]
    kind = "between" if high is not None else "at_least" if unbounded else "exact"
    values = {"low": percent(low, lang), "high": percent(high, lang) if high is not None else ""}
    return SHARE[kind][lang].format(**values)
