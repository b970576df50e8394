"""The few sentences of the gateway itself, in three languages."""

from eslabon.client import ServiceError
from eslabon.contracts.envelope import Lang, Missing, Reason

_SENTENCES = {
    "down": {
        Lang.ES: "{service} no responde; los demás bloques no dependen de él.",
        Lang.PT: "{service} não responde; os outros blocos não dependem dele.",
        Lang.EN: "{service} does not answer; the other blocks do not depend on it.",
    },
    "unchecked": {
        Lang.ES: "El código se leyó como {code} de {nomenclature} sin comprobar la correlación.",
        Lang.PT: "O código foi lido como {code} de {nomenclature} sem conferir a correlação.",
        Lang.EN: "The code was read as {code} of {nomenclature} without checking the correlation.",
    },
    "choose": {
        Lang.ES: "La palabra corresponde a {count} códigos: elija uno de `choices`.",
        Lang.PT: "A palavra corresponde a {count} códigos: escolha um de `choices`.",
        Lang.EN: "The keyword fits {count} codes: choose one from `choices`.",
    },
    "split": {
        Lang.ES: "{code} de {origin} corresponde a {count} códigos de {nomenclature}: pida uno.",
        Lang.PT: "{code} de {origin} corresponde a {count} códigos de {nomenclature}: peça um.",
        Lang.EN: "{code} of {origin} corresponds to {count} codes of {nomenclature}: ask for one.",
    },
    "uncorrelated": {
        Lang.ES: "No hay correspondencia cargada de {code} de {origin} con {nomenclature}.",
        Lang.PT: "Não há correspondência carregada de {code} de {origin} com {nomenclature}.",
        Lang.EN: "No correlation of {code} of {origin} with {nomenclature} is loaded.",
    },
    "unharmonized": {
        Lang.ES: "{code} es de {nomenclature}, que no es del Sistema Armonizado: no se busca en "
        "aranceles ni rutas.",
        Lang.PT: "{code} é de {nomenclature}, que não é do Sistema Harmonizado: não se busca em "
        "tarifas nem rotas.",
        Lang.EN: "{code} is of {nomenclature}, which is not of the Harmonized System: it is not "
        "looked for in tariffs or routes.",
    },
    "uncompared": {
        Lang.ES: "{code} no está entre los productos que se comparan de {place}.",
        Lang.PT: "{code} não está entre os produtos que se comparam de {place}.",
        Lang.EN: "{code} is not among the products of {place} that are compared.",
    },
    "unnormed": {
        Lang.ES: "Ninguna norma cargada de {market} alcanza a {product}; puede haber otras.",
        Lang.PT: "Nenhuma norma carregada de {market} alcança {product}; pode haver outras.",
        Lang.EN: "No loaded norm of {market} bites on {product}; there may be others.",
    },
    "no_heading": {
        Lang.ES: "{code} es más general que una partida: pida un código de cuatro dígitos o más.",
        Lang.PT: "{code} é mais geral que uma posição: peça um código de quatro dígitos ou mais.",
        Lang.EN: "{code} is wider than a heading: ask for a code of four digits or more.",
    },
    "no_exports": {
        Lang.ES: "Lo cargado no trae exportaciones de {code}.",
        Lang.PT: "O carregado não traz exportações de {code}.",
        Lang.EN: "What is loaded holds no exports of {code}.",
    },
    "unit": {
        Lang.ES: "{code} es parte de un país: compare sus unidades con `regionalComplexity`.",
        Lang.PT: "{code} é parte de um país: compare suas unidades com `regionalComplexity`.",
        Lang.EN: "{code} is part of a country: compare its units with `regionalComplexity`.",
    },
    "short": {
        Lang.ES: "El comercio se lee con seis dígitos: pida un código más detallado.",
        Lang.PT: "O comércio é lido com seis dígitos: peça um código mais detalhado.",
        Lang.EN: "Trade is read at six digits: ask for a longer code.",
    },
}


def missing(what: str, reason: Reason, sentence: str, lang: Lang, **values: object) -> Missing:
    """Why a block is missing, in the language asked for."""
    return Missing(what=what, reason=reason, detail=_SENTENCES[sentence][lang].format(**values))


def down(what: str, error: ServiceError, lang: Lang) -> Missing:
    """A block is missing because its service does not answer."""
    return missing(what, Reason.SERVICE_UNAVAILABLE, "down", lang, service=error.service)
