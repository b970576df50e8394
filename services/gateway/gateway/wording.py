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
