"""What maps say, in three languages."""

from decimal import Decimal

from eslabon.contracts.envelope import Lang

WORDS: dict[Lang, dict[str, str]] = {
    Lang.ES: {
        "title": "dónde está y cuánto se produce",
        "subtitle": "Círculos: producción de la unidad en el último año calendario conocido",
        "title_without": "dónde está",
        "subtitle_without": "Ninguna fuente cargada da la producción por unidad",
        "production": "Producción",
        "sources": "Fuentes:",
        "cite": "Cítese:",
        "HARVEST": "Se recolecta o se pesca",
        "CULTIVATION": "Se cultiva o se cría",
        "PROCESSING": "Se procesa",
        "RANGE": "La especie vive allí",
        "CONFIRMED": "País con la cadena documentada",
        "REPORTED": "País donde solo se dice que la hay",
        "OTHER": "Sin la cadena, o nadie lo dice",
    },
    Lang.PT: {
        "title": "onde está e quanto se produz",
        "subtitle": "Círculos: produção da unidade no último ano civil conhecido",
        "title_without": "onde está",
        "subtitle_without": "Nenhuma fonte carregada dá a produção por unidade",
        "production": "Produção",
        "sources": "Fontes:",
        "cite": "Cite-se:",
        "HARVEST": "Coleta-se ou pesca-se",
        "CULTIVATION": "Cultiva-se ou cria-se",
        "PROCESSING": "Processa-se",
        "RANGE": "A espécie vive ali",
        "CONFIRMED": "País com a cadeia documentada",
        "REPORTED": "País onde só se diz que há",
        "OTHER": "Sem a cadeia, ou ninguém o diz",
    },
    Lang.EN: {
        "title": "where it is and how much is produced",
        "subtitle": "Circles: production of the unit in the last calendar year known",
        "title_without": "where it is",
        "subtitle_without": "No loaded source gives production by unit",
        "production": "Production",
        "sources": "Sources:",
        "cite": "Cite as:",
        "HARVEST": "Gathered or caught",
        "CULTIVATION": "Grown or farmed",
        "PROCESSING": "Processed",
        "RANGE": "The species lives there",
        "CONFIRMED": "Country with the chain documented",
        "REPORTED": "Country where it is only said to be",
        "OTHER": "Without the chain, or nobody says",
    },
}


def thousands(lang: Lang) -> str:
    """Return what parts thousands."""
    return {Lang.ES: "\u202f", Lang.PT: ".", Lang.EN: ","}[lang]


def shown(value: Decimal, lang: Lang) -> str:
    """Return a figure as the language writes it."""
    whole, _, decimals = f"{value:,f}".partition(".")
    text = whole.replace(",", thousands(lang))
    if not decimals:
        return text
    return f"{text}{'.' if lang is Lang.EN else ','}{decimals}"
