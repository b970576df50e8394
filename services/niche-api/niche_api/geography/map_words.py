"""What maps say, in three languages."""

from decimal import Decimal

from eslabon.contracts.envelope import Lang

WORDS: dict[Lang, dict[str, str]] = {
    Lang.ES: {
        "title": "dónde está y cuánto se produce",
        "subtitle": "Círculos: producción de la unidad en el último año calendario conocido",
        "no_figures": "Ninguna fuente cargada da la producción por unidad",
        "production": "Producción",
        "sources": "Fuentes:",
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
        "no_figures": "Nenhuma fonte carregada dá a produção por unidade",
        "production": "Produção",
        "sources": "Fontes:",
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
        "no_figures": "No loaded source gives production by unit",
        "production": "Production",
        "sources": "Sources:",
        "HARVEST": "Gathered or caught",
        "CULTIVATION": "Grown or farmed",
        "PROCESSING": "Processed",
        "RANGE": "The species lives there",
        "CONFIRMED": "Country with the chain documented",
        "REPORTED": "Country where it is only said to be",
        "OTHER": "Without the chain, or nobody says",
    },
}


def shown(value: Decimal, lang: Lang) -> str:
    """Return a figure with its thousands apart, as the language writes it."""
    text = f"{value:,f}"
    if lang is Lang.EN:
        return text
    return text.translate(str.maketrans({",": "\u202f" if lang is Lang.ES else ".", ".": ","}))
