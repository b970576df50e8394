"""What a report says of places: the regions of the country, and the routes of its first niches."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from eslabon.contracts.competitors import FacedDuty
from eslabon.contracts.regional import Unit
from eslabon.contracts.trade_routes import PremiseOutcome, TradeRoute
from servicekit.language import Texts, texts

from niche_api.reports.document import Block, Bullets, Chart, Column, Gap, Paragraph, Section, Table
from niche_api.reports.evidence import NicheEvidence, Regions, Routes
from niche_api.reports.figures import NONE, TO, fixed, percent, percentage, scaled, whole
from niche_api.reports.product_tables import named
from niche_api.reports.words import UNIT_OF_VALUE, Words

ROUTE_NAME_LETTERS = 56
"""Of a product's name in a table of routes."""

_REGIONS = texts("Por región", "Por região", "By region")
_REGIONS_READ = texts(
    "Qué hace cada región, según {source} {year}. Industrias: productos en los que pesa más que "
    "{basis}. {eci}",
    "O que faz cada região, segundo {source} {year}. Indústrias: produtos em que pesa mais que "
    "{basis}. {eci}",
    "What each region makes, by {source} {year}. Industries: products that weigh more in it than "
    "{basis}. {eci}",
)
_BASIS = {
    "WORLD": texts("en el mundo", "no mundo", "in the world"),
    "NATIONAL": texts("en el país", "no país", "in the country"),
}
_ECI = texts(
    "Su complejidad (ECI) es la media de la de esos productos en los mercados del mundo.",
    "Sua complexidade (ECI) é a média da desses produtos nos mercados do mundo.",
    "Its complexity (ECI) is the mean of that of these products on world markets.",
)
_NO_ECI = texts(
    "El clasificador no tiene complejidad en los mercados del mundo: ordena el número de "
    "industrias.",
    "A classificação não tem complexidade nos mercados do mundo: ordena o número de indústrias.",
    "The classification has no complexity on world markets: the number of industries orders them.",
)
_REGIONS_CAPTION = texts(
    "Regiones, {source} {year}", "Regiões, {source} {year}", "Regions, {source} {year}"
)
_VALUE = texts("Valor ({unit})", "Valor ({unit})", "Value ({unit})")

_ROUTES = texts("Rutas comerciales clave", "Rotas comerciais chave", "Key trade routes")
_ROUTES_READ = texts(
    "Las mejores de cada uno de los {products} primeros nichos a miembros de {region}. Cada "
    "ruta gana un punto por premisa que se cumple; «?» es una premisa sin datos que la decidan, y "
    "por eso los puntos van de un mínimo a un máximo. A igualdad de puntos ordena lo que compra el "
    "destino.",
    "As melhores de cada um dos {products} primeiros nichos a membros de {region}. Cada rota "
    "ganha um ponto por premissa que se cumpre; «?» é uma premissa sem dados que a decidam, e por "
    "isso os pontos vão de um mínimo a um máximo. Com pontos iguais ordena o que o destino compra.",
    "The best of each of the first {products} niches to members of {region}. A route gains a "
    "point for each premise that holds; “?” is a premise without data to decide it, so points run "
    "from a least to a most. Equal points are ordered by what the destination buys.",
)
_PREMISES = (
    texts("El producto es complejo: su PCI supera el umbral.",
          "O produto é complexo: seu PCI supera o limiar.",
          "The product is complex: its PCI is above the threshold."),
    texts("El destino es uno de los principales socios del país.",
          "O destino é um dos principais parceiros do país.",
          "The destination is one of the country's main partners."),
    texts("La región ya comercia el producto dentro de sí.",
          "A região já comercia o produto dentro de si.",
          "The region trades the product within itself already."),
    texts("El producto integra una cadena productiva con otro país de la región.",
          "O produto integra uma cadeia produtiva com outro país da região.",
          "The product is part of a productive chain with another country of the region."),
    texts("Está enlazado con otro producto complejo que la región exporta con ventaja.",
          "Está ligado a outro produto complexo que a região exporta com vantagem.",
          "It is linked to another complex product that the region exports with an advantage."),
)  # fmt: skip
_ROUTES_CAPTION = texts(
    "Las mejores rutas (importaciones del destino en millones de US$; arancel en % del valor)",
    "As melhores rotas (importações do destino em milhões de US$; tarifa em % do valor)",
    "The best routes (imports of the destination in US$ million; duty in % of value)",
)
_NO_ROUTES = texts(
    "No hay rutas que mostrar.", "Não há rotas que mostrar.", "There are no routes to show."
)
_OUTCOME: dict[PremiseOutcome, Texts] = {
    PremiseOutcome.PASSED: texts("sí", "sim", "yes"),
    PremiseOutcome.FAILED: texts("no", "não", "no"),
    PremiseOutcome.UNKNOWN: texts("?", "?", "?"),
}


def regions(found: Regions, words: Words) -> Section:
    """Return the regions of a country compared."""
    return Section(words.of(_REGIONS), list(_regions(found, words)))


def _regions(found: Regions, words: Words) -> Iterator[Block]:
    lang, compared = words.lang, found.found
    if compared is not None:
        chosen = {one.name: one.value for one in compared.methodology.parameters}
        has_eci = any(one.eci is not None for one in compared.regions)
        eci = [Column(words.label("eci"), 1.2, is_number=True)] if has_eci else []
        yield Paragraph(
            words.of(
                _REGIONS_READ,
                source=compared.source,
                year=compared.year,
                basis=_BASIS[chosen["denominator"]][lang],
                eci=words.of(_ECI if has_eci else _NO_ECI),
            )
        )
        if found.picture is not None:
            yield Chart(found.picture.svg, found.picture.alt)
        unit = UNIT_OF_VALUE[compared.unit][lang]
        yield Table(
            words.of(_REGIONS_CAPTION, source=compared.source, year=compared.year),
            [
                Column(words.label("rank"), 0.6, is_number=True),
                Column(words.label("region"), 2.4),
                Column(words.of(_VALUE, unit=unit), 1.6, is_number=True),
                Column(words.label("share"), 0.8, is_number=True),
                Column(words.label("industries"), 1.0, is_number=True),
                *eci,
            ],
            [
                (
                    whole(one.rank, lang) if one.rank else NONE,
                    one.name or one.region,
                    scaled(one.total, compared.unit, lang),
                    percent(one.share, 1, lang),
                    whole(one.industries, lang),
                    *([fixed(one.eci, 2, lang)] if has_eci else []),
                )
                for one in compared.regions
            ],
        )
    for one in found.missing:
        yield Gap(one.detail)


def routes(found: NicheEvidence, words: Words) -> Section:
    """Return the best routes of the first niches."""
    assert found.routes is not None
    return Section(words.of(_ROUTES), list(_routes(found.routes, words)))


def _routes(found: Routes, words: Words) -> Iterator[Block]:
    if found.found:
        yield Paragraph(words.of(_ROUTES_READ, products=found.products, region=found.region))
        yield Bullets([words.of(one) for one in _PREMISES], is_numbered=True)
        yield route_table(words.of(_ROUTES_CAPTION), found.found, found.countries, words)
    else:
        yield Paragraph(words.of(_NO_ROUTES))
    for said in _gaps(found):
        yield Gap(said)


def _gaps(found: Routes) -> list[str]:
    """Return what the routes lack, one sentence for each thing that is missing."""
    gaps = list(found.missing)
    gaps += [one for route in found.found for premise in route.premises for one in premise.missing]
    said: dict[str, str] = {}
    for one in gaps:
        said.setdefault(one.what, one.detail)
    return list(dict.fromkeys(said.values()))


def route_table(
    caption: str, found: Sequence[TradeRoute], countries: Mapping[str, str], words: Words
) -> Table:
    """Return routes with their premises, and what goods meet at the destination.

    `countries` names destinations.
    """
    lang = words.lang
    return Table(
        caption,
        [
            Column(words.label("heading"), 0.85),
            Column(words.label("product"), 3.0),
            Column(words.label("destination"), 1.4),
            Column(words.label("points"), 0.85),
            *(Column(str(number), 0.45) for number in range(1, 6)),
            Column(words.label("imports"), 1.8, is_number=True),
            Column(words.label("duty"), 1.1, is_number=True),
            Column(words.label("mfn"), 1.1, is_number=True),
            Column(words.label("norms"), 0.9, is_number=True),
        ],
        [
            (
                one.product,
                named(one.name, ROUTE_NAME_LETTERS),
                countries.get(one.destination, one.destination),
                _points(one),
                *(_OUTCOME[premise.outcome][lang] for premise in one.premises),
                scaled(one.imports_usd, Unit.USD, lang),
                duty(one.duty, words),
                span(one.mfn_lowest_percent, one.mfn_highest_percent, words),
                NONE if one.norms is None else whole(one.norms, lang),
            )
            for one in found
        ],
    )


def market_table(
    caption: str, found: Sequence[TradeRoute], countries: Mapping[str, str], words: Words
) -> Table:
    """Return what goods of one product meet in each market; `countries` names markets."""
    lang = words.lang
    return Table(
        caption,
        [
            Column(words.label("destination"), 2.0),
            Column(words.label("points"), 0.8),
            Column(words.label("duty"), 1.1, is_number=True),
            Column(words.label("agreement"), 1.8),
            Column(words.label("mfn"), 1.1, is_number=True),
            Column(words.label("norms"), 0.9, is_number=True),
            Column(words.label("imports"), 1.4, is_number=True),
        ],
        [
            (
                countries.get(one.destination, one.destination),
                _points(one),
                duty(one.duty, words),
                _agreement(one.duty),
                span(one.mfn_lowest_percent, one.mfn_highest_percent, words),
                NONE if one.norms is None else whole(one.norms, lang),
                scaled(one.imports_usd, Unit.USD, lang),
            )
            for one in found
        ],
    )


def _agreement(paid: FacedDuty | None) -> str:
    if paid is None:
        return NONE
    return paid.agreement or " / ".join(paid.agreement_candidates) or NONE


def _points(route: TradeRoute) -> str:
    if route.score_min == route.score_max:
        return str(route.score)
    return f"{route.score_min}{TO}{route.score_max}"


def is_known(paid: FacedDuty | None) -> bool:
    """Return whether a tariff says what goods pay."""
    return paid is not None and paid.highest_percent is not None


def duty(paid: FacedDuty | None, words: Words) -> str:
    """Return what goods pay, from the line that pays least to the one that pays most."""
    return NONE if paid is None else span(paid.lowest_percent, paid.highest_percent, words)


def span(lowest: Decimal | None, highest: Decimal | None, words: Words) -> str:
    """Return a percentage, or from one to another."""
    if lowest is None or highest is None:
        return NONE
    decimals = 0 if lowest == int(lowest) and highest == int(highest) else 1
    if lowest == highest:
        return percentage(lowest, decimals, words.lang)
    return f"{fixed(lowest, decimals, words.lang)}{TO}{percentage(highest, decimals, words.lang)}"
