"""What maps say, in three languages."""

from decimal import Decimal

from eslabon.contracts.envelope import Lang

WORDS: dict[Lang, dict[str, str]] = {
    Lang.ES: {
        "title": "zonas y producción",
        "subtitle": "Círculos: producción de la unidad en el último año calendario conocido",
        "title_without": "zonas conocidas",
        "subtitle_without": "Ninguna fuente cargada da la producción por unidad",
        "PRODUCTION_WILD": "Recolección o captura",
        "PRODUCTION_CULTIVATED": "Cultivo o cría",
        "PRODUCTION_None": "Producción",
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
        "title": "zonas e produção",
        "subtitle": "Círculos: produção da unidade no último ano civil conhecido",
        "title_without": "zonas conhecidas",
        "subtitle_without": "Nenhuma fonte carregada dá a produção por unidade",
        "PRODUCTION_WILD": "Extração ou captura",
        "PRODUCTION_CULTIVATED": "Cultivo ou criação",
        "PRODUCTION_None": "Produção",
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
        "title": "zones and production",
        "subtitle": "Circles: production of the unit in the last calendar year known",
        "title_without": "known zones",
        "subtitle_without": "No loaded source gives production by unit",
        "PRODUCTION_WILD": "Gathered or caught",
        "PRODUCTION_CULTIVATED": "Grown or farmed",
        "PRODUCTION_None": "Production",
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


_THOUSANDS = {Lang.ES: "\u202f", Lang.PT: ".", Lang.EN: ","}


def thousands(lang: Lang) -> str:
    """Return what parts thousands."""
    return _THOUSANDS[lang]


def shown(value: Decimal, lang: Lang) -> str:
    """Return a figure as the language writes it."""
    whole, _, decimals = f"{value:,f}".partition(".")
    text = whole.replace(",", thousands(lang))
    if not decimals:
        return text
    return f"{text}{'.' if lang is Lang.EN else ','}{decimals}"


def shown_float(value: float, lang: Lang) -> str:
    """Return a figure of double precision as the language writes it."""
    return shown(Decimal(f"{value:.12g}"), lang)
