"""The sheet of a product: one page on its place among niches, its markets and who sells it."""

from collections.abc import Iterator

from eslabon.contracts.envelope import Lang
from eslabon.contracts.niches import NicheOrder, NicheStatus
from eslabon.contracts.regional import Unit
from servicekit.language import texts

from niche_api.reports.document import Block, Column, Document, Facts, Gap, Section, Table, Tile
from niche_api.reports.evidence import ProductEvidence
from niche_api.reports.figures import fixed, percent, scaled, whole
from niche_api.reports.niche_report import PUBLISHER
from niche_api.reports.place_sections import is_known, market_table
from niche_api.reports.product_tables import named
from niche_api.reports.record_sections import cited, licences, validation_table
from niche_api.reports.words import STATUS, UNIT_OF_VALUE, Words

SHOWN = 10
"""Markets of the table."""
TITLE_LETTERS = 90
"""Two lines of the title."""
WHOLE_NAME_LETTERS = 240
"""A heading's text may have a thousand: the sheet is one page."""

_KICKER = texts("Ficha de producto", "Ficha de produto", "Product sheet")
_SUBTITLE = texts(
    "{heading} {nomenclature} · para {place}",
    "{heading} {nomenclature} · para {place}",
    "{heading} {nomenclature} · for {place}",
)
_HEADING = texts("Partida", "Posição", "Heading")
_WHOLE_NAME = texts("Nombre completo", "Nome completo", "Whole name")
_OTHER_NAMES = texts("En otras lenguas", "Em outras línguas", "In other languages")
_OWN_NAME = {Lang.ES: "español", Lang.PT: "português", Lang.EN: "English"}
_PRODUCT = texts("El producto", "O produto", "The product")
_PCI = texts("Complejidad (PCI)", "Complexidade (PCI)", "Complexity (PCI)")
_PCI_SAID = texts(
    "{pci}; puesto {rank}. 0 es el país medio.",
    "{pci}; posto {rank}. 0 é o país médio.",
    "{pci}; place {rank}. 0 is the average country.",
)
_UBIQUITY = texts("Países con ventaja", "Países com vantagem", "Countries with an advantage")
_WORLD = texts("Exportaciones del mundo", "Exportações do mundo", "Exports of the world")
_MILLIONS = texts(
    "{value} millones de US$, {year}",
    "{value} milhões de US$, {year}",
    "US$ {value} million, {year}",
)
_NICHE = texts("Como nicho de {place}", "Como nicho de {place}", "As a niche of {place}")
_WHY = texts("Por qué", "Por quê", "Why")
_MARKETS = texts("Mercados de {region}", "Mercados de {region}", "Markets of {region}")
_MARKETS_CAPTION = texts(
    "Lo que paga y encuentra al entrar (importaciones en millones de US$)",
    "O que paga e encontra ao entrar (importações em milhões de US$)",
    "What it pays and meets on entry (imports in US$ million)",
)
_NO_DUTY = texts(
    "Sin arancel cargado: {names}.", "Sem tarifa carregada: {names}.", "No duty loaded: {names}."
)
_SELLERS = texts("Quién lo exporta en la región", "Quem o exporta na região",
                 "Who exports it in the region")  # fmt: skip
_SELLERS_CAPTION = texts(
    "Exportaciones de {year}, millones de US$",
    "Exportações de {year}, milhões de US$",
    "Exports of {year}, US$ million",
)
_NO_SELLERS = texts(
    "No se sabe quién lo exporta en la región.",
    "Não se sabe quem o exporta na região.",
    "It is not known who exports it in the region.",
)
_VALIDATION = texts("Validación", "Validação", "Validation")
_TILES = {
    "rank": texts("puesto entre {of} productos", "posto entre {of} produtos",
                  "rank among {of} products"),
    "chance": texts("probabilidad de ventaja", "probabilidade de vantagem",
                    "probability of an advantage"),
    "score": texts("puntaje (regla)", "pontuação (regra)", "score (rule of thumb)"),
    "rca": texts("ventaja revelada (RCA)", "vantagem revelada (RCA)", "revealed advantage (RCA)"),
    "density": texts("de lo cercano ya se hace", "do próximo já se faz",
                     "of what is near is made already"),
    "potential": texts("valor potencial, {unit}", "valor potencial, {unit}",
                       "potential value, {unit}"),
}  # fmt: skip


def document(found: ProductEvidence, words: Words) -> Document:
    """Return the sheet."""
    own = found.names.get(words.lang) or next(filter(None, found.names.values()), None)
    nomenclature = found.about.nomenclature if found.about else ""
    return Document(
        lang=words.lang,
        kicker=words.of(_KICKER),
        title=named(own, TITLE_LETTERS) if own else found.product,
        subtitle=words.of(
            _SUBTITLE,
            heading=f"{words.of(_HEADING)} {found.product}",
            nomenclature=nomenclature,
            place=found.place_name,
        ).replace("  ", " "),
        tiles=list(_tiles(found, words)),
        lines=[cited(found.provenance, words)],
        sections=list(_sections(found, words)),
        footer=f"{PUBLISHER} · {licences(found.provenance)}",
        published_at=found.published_at,
        has_cover=False,
    )


def _tiles(found: ProductEvidence, words: Words) -> Iterator[Tile]:
    niche, about, lang = found.niche, found.about, words.lang
    if niche is None or about is None:
        return
    is_open = niche.status is not NicheStatus.REVEALED
    if is_open:
        rank = f"{niche.rank}" if lang is Lang.EN else f"{niche.rank}.º"
        yield Tile(rank, words.of(_TILES["rank"], of=whole(about.products, lang)))
    if about.order is NicheOrder.PROBABILITY and niche.probability is not None:
        yield Tile(percent(niche.probability, 1, lang), words.of(_TILES["chance"]))
    elif niche.score is not None:
        yield Tile(fixed(niche.score, 2, lang), words.of(_TILES["score"]))
    yield Tile(fixed(niche.rca, 2, lang), words.of(_TILES["rca"]))
    yield Tile(percent(niche.density, 1, lang), words.of(_TILES["density"]))
    if is_open:
        unit = UNIT_OF_VALUE[about.unit][lang]
        value = scaled(niche.potential_value, about.unit, lang)
        yield Tile(value, words.of(_TILES["potential"], unit=unit))


def _sections(found: ProductEvidence, words: Words) -> Iterator[Section]:
    yield Section(words.of(_PRODUCT), [Facts(list(_facts(found, words)))])
    region = found.routes.region
    markets: list[Block] = []
    known = [one for one in found.routes.found if is_known(one.duty)]
    if known:
        caption = words.of(_MARKETS_CAPTION)
        markets.append(market_table(caption, known[:SHOWN], found.routes.countries, words))
    unknown = [
        found.routes.countries.get(one.destination, one.destination)
        for one in found.routes.found
        if not is_known(one.duty)
    ]
    gaps = [words.of(_NO_DUTY, names=", ".join(sorted(unknown)))] if unknown else []
    gaps += [one.detail for one in (*found.routes.missing, *found.missing)]
    if gaps:
        markets.append(Gap(" ".join(dict.fromkeys(gaps))))
    yield Section(words.of(_MARKETS, region=region), markets)
    yield Section(words.of(_SELLERS), [_sellers(found, words)])
    said: list[Block] = (
        [validation_table(found.validations, words)]
        if found.validations
        else [Gap(found.validations_missing.detail)]
        if found.validations_missing
        else []
    )
    yield Section(words.of(_VALIDATION), said)


def _facts(found: ProductEvidence, words: Words) -> Iterator[tuple[str, str]]:
    lang = words.lang
    own = found.names.get(lang)
    if own and len(own) > TITLE_LETTERS:
        yield words.of(_WHOLE_NAME), named(own, WHOLE_NAME_LETTERS)
    others = [
        f"{named(text, TITLE_LETTERS)} ({_OWN_NAME[of]})"
        for of, text in found.names.items()
        if text and of is not lang
    ]
    if others:
        yield words.of(_OTHER_NAMES), "; ".join(others)
    if found.pci is not None and found.pci_rank is not None:
        yield (
            words.of(_PCI),
            words.of(_PCI_SAID, pci=fixed(found.pci, 2, lang), rank=whole(found.pci_rank, lang)),
        )
        yield words.of(_UBIQUITY), whole(found.ubiquity, lang)
        value = scaled(found.world_exports_usd, Unit.USD, lang)
        yield words.of(_WORLD), words.of(_MILLIONS, value=value, year=found.complexity_year)
    if found.niche is not None:
        term = words.of(_NICHE, place=found.place_name)
        yield term, STATUS[found.niche.status][lang]
        yield words.of(_WHY), found.niche.why


def _sellers(found: ProductEvidence, words: Words) -> Block:
    if not found.exporters:
        return Gap(words.of(_NO_SELLERS))
    lang = words.lang
    return Table(
        words.of(_SELLERS_CAPTION, year=found.complexity_year),
        [
            Column(words.label("country"), 3.0),
            Column(words.label("exports"), 1.5, is_number=True),
            Column(words.label("rca"), 1.0, is_number=True),
        ],
        [
            (one.name, scaled(one.exports_usd, Unit.USD, lang), fixed(one.rca, 2, lang))
            for one in found.exporters
        ],
    )
