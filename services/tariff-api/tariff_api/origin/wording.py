"""The sentences of rules and checks of origin in Spanish, Portuguese and English."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from eslabon.contracts.envelope import Lang
from servicekit.releases.dataset import Texts, texts

from tariff_api.quotes.facts import plain
from tariff_api.quotes.wording import number

RULES: Mapping[str, Texts] = {
    "WO": texts(
        "todos los materiales de {materials} han de ser totalmente obtenidos",
        "todas as matérias de {materials} hão de ser totalmente obtidas",
        "all materials of {materials} must be wholly obtained",
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
    "BARRED": texts(", y ninguno de {barred}", ", e nenhuma de {barred}", ", and none of {barred}"),
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
        "ningún material no originario de {materials}",
        "nenhuma matéria não originária de {materials}",
        "no non-originating material of {materials}",
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
        "contenido de valor regional de {limit} % o más, por reducción",
        "conteúdo de valor regional de {limit} % ou mais, por redução",
        "regional value content of {limit} % or more, build-down",
    ),
    "BUILD_UP": texts(
        "contenido de valor regional de {limit} % o más, por aumento",
        "conteúdo de valor regional de {limit} % ou mais, por aumento",
        "regional value content of {limit} % or more, build-up",
    ),
    "REGIME_LIMIT": texts(
        "el límite de valor del régimen", "o limite de valor do regime", "the regime's value limit"
    ),
    "OF": texts(" de {materials}", " de {materials}", " of {materials}"),
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
        "No se cumple: {rule}, y {codes} no lo es.",
        "Não se cumpre: {rule}, e {codes} não o é.",
        "It is not met: {rule}, and {codes} is not.",
    ),
    "materials_unknown": texts(
        "No se sabe si {codes} es originario y totalmente obtenido; {rule}.",
        "Não se sabe se {codes} é originário e totalmente obtido; {rule}.",
        "It is not known whether {codes} is originating and wholly obtained; {rule}.",
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
        "{codes} no cambia de clasificación o está excluido, y no hay tolerancia; {rule}.",
        "{codes} não muda de classificação ou está excluído, e não há tolerância; {rule}.",
        "{codes} does not change classification or is barred, and there is no tolerance; {rule}.",
    ),
    "shift_unknown": texts(
        "No se sabe si {codes} cambia de clasificación: su origen es incierto o su código es "
        "corto; {rule}.",
        "Não se sabe se {codes} muda de classificação: sua origem é incerta ou seu código é "
        "curto; {rule}.",
        "It is not known whether {codes} changes classification: its origin is uncertain or its "
        "code is short; {rule}.",
    ),
    "tolerance_unknown": texts(
        "{codes} no cambia de clasificación o está excluido; la tolerancia del régimen, que "
        "podría admitirlo, no está cargada; {rule}.",
        "{codes} não muda de classificação ou está excluído; a tolerância do regime, que poderia "
        "admiti-lo, não está carregada; {rule}.",
        "{codes} does not change classification or is barred; the regime's tolerance, which "
        "might allow it, is not loaded; {rule}.",
    ),
    "allowance_pass": texts(
        "{codes} no cambia de clasificación, pero es {share} y se admite hasta {limit} %; {rule}.",
        "{codes} não muda de classificação, mas é {share} e se admite até {limit} %; {rule}.",
        "{codes} does not change classification, but is {share} and up to {limit} % is allowed; "
        "{rule}.",
    ),
    "allowance_fail": texts(
        "{codes} no cambia de clasificación, es {share} y solo se admite hasta {limit} %; {rule}.",
        "{codes} não muda de classificação, é {share} e só se admite até {limit} %; {rule}.",
        "{codes} does not change classification, is {share} and only {limit} % is allowed; {rule}.",
    ),
    "allowance_undetermined": texts(
        "{codes} puede no cambiar de clasificación, es {share} según datos que no se saben, y se "
        "admite hasta {limit} %; {rule}.",
        "{codes} pode não mudar de classificação, é {share} segundo dados que não se sabem, e se "
        "admite até {limit} %; {rule}.",
        "{codes} may not change classification, is {share} depending on what is not known, and "
        "up to {limit} % is allowed; {rule}.",
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
OTHERS: Texts = texts("{codes} y {count} más", "{codes} e mais {count}", "{codes} and {count} more")
BECAUSE: Texts = texts(
    ": {codes} no es originario", ": {codes} não é originário", ": {codes} is not originating"
)
_SHOWN = 5


def codes(found: Sequence[str], lang: Lang) -> str:
    """Return codes as people read them, the first few of many."""
    shown = ", ".join(found[:_SHOWN])
    rest = len(found) - _SHOWN
    return OTHERS[lang].format(codes=shown, count=rest) if rest > 0 else shown


def percent(value: Decimal, lang: Lang) -> str:
    """Return a percentage as the language writes it, with up to four decimals."""
    return number(plain(value), lang)


def share(low: Decimal | None, high: Decimal | None, unbounded: bool, lang: Lang) -> str:
    """Return a share in words; `high` is its upper end where that differs."""
    if low is None:
        return SHARE["unmeasured"][lang]
    kind = "between" if high is not None else "at_least" if unbounded else "exact"
    values = {"low": percent(low, lang), "high": percent(high, lang) if high is not None else ""}
    return SHARE[kind][lang].format(**values)
