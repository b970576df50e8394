"""The reason of each step of a check, in the language asked for."""

from collections.abc import Mapping, Sequence

from eslabon.contracts.envelope import Lang
from eslabon.contracts.origin import (
    CheckStep,
    OriginRule,
    Outcome,
    RegimeBasis,
    RuleSetCheck,
    StepKind,
)
from servicekit.releases.dataset import Texts, texts

from tariff_api.origin.checking import Finding
from tariff_api.origin.wording import BECAUSE, REASONS, codes, percent, share

STEPS: Mapping[str, Texts] = {
    "wholly_obtained": texts(
        "Usted declara que el producto es totalmente obtenido: no hace falta otra regla.",
        "Você declara que o produto é totalmente obtido: não é necessária outra regra.",
        "You state that the goods are wholly obtained: no other rule is needed.",
    ),
    "exclusively_originating": texts(
        "Todos los materiales cuentan como originarios: no hay ninguno que deba cambiar.",
        "Todas as matérias contam como originárias: não há nenhuma que deva mudar.",
        "All materials count as originating: there is none that has to change.",
    ),
    "minimal_pass": texts(
        "Usted declara que la elaboración va más allá de operaciones mínimas.",
        "Você declara que a elaboração vai além de operações mínimas.",
        "You state that working goes beyond minimal operations.",
    ),
    "minimal_fail": texts(
        "Solo hay operaciones mínimas (embalaje, mezcla, montaje simple): no confieren origen.",
        "Só há operações mínimas (embalagem, mistura, montagem simples): não conferem origem.",
        "There are only minimal operations (packing, mixing, simple assembly): they confer no "
        "origin.",
    ),
    "minimal_unknown": texts(
        "Falta decir en `only_minimal_operations` si solo hay operaciones mínimas.",
        "Falta dizer em `only_minimal_operations` se só há operações mínimas.",
        "`only_minimal_operations` has to say whether there are only minimal operations.",
    ),
    "transport_pass": texts(
        "Usted declara transporte directo.",
        "Você declara transporte direto.",
        "You state direct transport.",
    ),
    "transport_fail": texts(
        "El régimen exige transporte directo y usted declara que no lo hay.",
        "O regime exige transporte direto e você declara que não há.",
        "The regime asks for direct transport and you state that there is none.",
    ),
    "transport_unknown": texts(
        "El régimen exige transporte directo: dígalo en `direct_transport`.",
        "O regime exige transporte direto: diga-o em `direct_transport`.",
        "The regime asks for direct transport: say so in `direct_transport`.",
    ),
    "proof_pass": texts(
        "Usted declara tener la prueba de origen.",
        "Você declara ter a prova de origem.",
        "You state that the proof of origin is at hand.",
    ),
    "proof_fail": texts(
        "El régimen exige una prueba de origen y usted declara no tenerla.",
        "O regime exige uma prova de origem e você declara não a ter.",
        "The regime asks for a proof of origin and you state that there is none.",
    ),
    "proof_unknown": texts(
        "El régimen exige una prueba de origen: dígalo en `certificate`.",
        "O regime exige uma prova de origem: diga-o em `certificate`.",
        "The regime asks for a proof of origin: say so in `certificate`.",
    ),
    "cumulated": texts(
        "{codes}, de {country}, cuenta como originario por acumulación.",
        "{codes}, de {country}, conta como originário por acumulação.",
        "{codes}, of {country}, counts as originating by cumulation.",
    ),
    "no_rule": texts(
        "El régimen no tiene cargada ninguna regla para el producto.",
        "O regime não tem carregada nenhuma regra para o produto.",
        "The regime has no rule loaded for the product.",
    ),
    "confirm_description": texts(
        "La única regla cargada describe una parte del código: si es esa, diga `under.rule_set`.",
        "A única regra carregada descreve uma parte do código: se é a sua, diga `under.rule_set`.",
        "The only loaded rule describes a part of the code: if it is yours, say `under.rule_set`.",
    ),
    "set_pass": texts(
        "Se cumple la regla del producto.",
        "Cumpre-se a regra do produto.",
        "The rule of the product is met.",
    ),
    "set_fail": texts(
        "No se cumple la regla del producto.",
        "Não se cumpre a regra do produto.",
        "The rule of the product is not met.",
    ),
    "set_undetermined": texts(
        "Con lo dicho no se puede decidir la regla del producto.",
        "Com o dito não se pode decidir a regra do produto.",
        "What is given does not decide the rule of the product.",
    ),
    "sets_pass": texts(
        "Se cumplen las reglas de todas las descripciones que caben en el código.",
        "Cumprem-se as regras de todas as descrições que cabem no código.",
        "The rules of every description within the code are met.",
    ),
    "sets_fail": texts(
        "No se cumple la regla de ninguna descripción que cabe en el código.",
        "Não se cumpre a regra de nenhuma descrição que cabe no código.",
        "The rule of no description within the code is met.",
    ),
    "sets_differ": texts(
        "Caben varias descripciones en el código y no todas dan lo mismo: elija con `under`.",
        "Cabem várias descrições no código e nem todas dão o mesmo: escolha com `under`.",
        "Several descriptions fit the code and do not all come to the same: choose by `under`.",
    ),
}
WHOLE: Mapping[Outcome, Texts] = {
    Outcome.PASS: texts(
        "Según «{regime}» y lo declarado, la mercancía es originaria.",
        "Segundo «{regime}» e o declarado, a mercadoria é originária.",
        "Under “{regime}” and what is stated, the goods are originating.",
    ),
    Outcome.FAIL: texts(
        "Según «{regime}», la mercancía no es originaria o no puede acogerse: {why}",
        "Segundo «{regime}», a mercadoria não é originária ou não pode beneficiar-se: {why}",
        "Under “{regime}” the goods are not originating or cannot benefit: {why}",
    ),
    Outcome.UNDETERMINED: texts(
        "Según «{regime}» no se puede decidir: {why}",
        "Segundo «{regime}» não se pode decidir: {why}",
        "Under “{regime}” it cannot be decided: {why}",
    ),
}


GENERAL: Texts = texts(
    " Vale si el acuerdo usa el régimen general y no hay requisito específico para el producto.",
    " Vale se o acordo usa o regime geral e não há requisito específico para o produto.",
    " It holds if the agreement uses the general regime and has no specific requirement for the "
    "goods.",
)


def step(key: str, materials: Sequence[str], lang: Lang) -> str:
    """Return the sentence of a condition; `{country}` is left for the caller to fill."""
    return STEPS[key][lang].replace("{codes}", codes(materials, lang))


def finding(found: Finding, rule: OriginRule, lang: Lang) -> str:
    """Return the reason of a rule's finding."""
    because = ""
    if found.materials:
        because = BECAUSE[lang].format(codes=codes(found.materials, lang))
    unbounded = found.share_percent_upper is None and bool(found.lacking)
    return REASONS[found.reason][lang].format(
        rule=rule.said,
        codes=codes(found.materials, lang),
        because=because,
        share=share(found.share_percent, found.share_percent_upper, unbounded, lang),
        limit="" if found.limit_percent is None else percent(found.limit_percent, lang),
        lacking=", ".join(f"`{name}`" for name in found.lacking),
    )


def whole(
    outcome: Outcome,
    regime: str,
    steps: Sequence[CheckStep],
    sets: Sequence[RuleSetCheck],
    basis: RegimeBasis,
    lang: Lang,
) -> str:
    """Return what a regime (by its title) comes to, with the first reason that decides it."""
    why = next((one for one in steps if one.outcome is outcome), None)
    said = why.said if why else ""
    if why is not None and why.kind is StepKind.RULE_SET and len(sets) == 1:
        rules = [one for one in sets[0].steps if one.outcome is outcome]
        said = rules[0].said if rules else said
    told = WHOLE[outcome][lang].format(regime=regime, why=said)
    return told + GENERAL[lang] if basis is RegimeBasis.GENERAL else told
