"""The report of the niches of a place: what a ministry receives."""

from collections.abc import Iterator

from eslabon.contracts.regional import Unit
from servicekit.language import texts

from niche_api.niches.why import amount, shortened
from niche_api.reports import model_section, place_sections, product_sections, record_sections
from niche_api.reports.document import Bullets, Document, Section, Tile
from niche_api.reports.evidence import NicheEvidence
from niche_api.reports.figures import day, fixed, percent, scaled, whole
from niche_api.reports.words import UNIT_OF_VALUE, Words

NAMED = 3
"""Niches named in the summary."""
PUBLISHER = "Eslabón"

_KICKER = texts(
    "Nichos productivos potenciales", "Nichos produtivos potenciais", "Potential productive niches"
)
_SUBTITLE = texts(
    "Exportaciones de bienes de {year} · {source}",
    "Exportações de bens de {year} · {source}",
    "Exports of goods, {year} · {source}",
)
_BY = texts("Publicado por {names}", "Publicado por {names}", "Published by {names}")
_PUBLISHED = texts(
    "Datos publicados el {day}", "Dados publicados em {day}", "Data published on {day}"
)
_AND = texts(" y ", " e ", " and ")
_FOOTER = texts(
    "{publisher} · {source} {year} · licencia de las cifras: {licence}",
    "{publisher} · {source} {year} · licença dos números: {licence}",
    "{publisher} · {source} {year} · licence of the figures: {licence}",
)
_NOT_VALIDATED = texts(
    "Sin validación de instituciones del lugar",
    "Sem validação de instituições do lugar",
    "Not validated by institutions of the place",
)
_VALIDATED = texts("Validado por {names}", "Validado por {names}", "Validated by {names}")
_SUMMARY = texts("En breve", "Em resumo", "In short")
_EXPORTED = texts(
    "{name} exportó {total} en {year}. De {products} productos comparados tiene ventaja revelada "
    "en {industries}: son sus industrias.",
    "{name} exportou {total} em {year}. De {products} produtos comparados tem vantagem revelada em "
    "{industries}: são suas indústrias.",
    "{name} exported {total} in {year}. Of {products} products compared it has a revealed "
    "advantage in {industries}: these are its industries.",
)
_EMPLOYED = texts(
    "{name} suma {total} en {year}. De {products} actividades comparadas tiene ventaja revelada en "
    "{industries}: son sus industrias.",
    "{name} soma {total} em {year}. De {products} atividades comparadas tem vantagem revelada em "
    "{industries}: são suas indústrias.",
    "{name} has {total} in {year}. Of {products} activities compared it has a revealed advantage "
    "in {industries}: these are its industries.",
)
_COMPLEX = texts(
    "Su complejidad económica (ECI) es {eci}, puesto {rank} de {of} países; 0 es el país medio.",
    "Sua complexidade econômica (ECI) é {eci}, posto {rank} de {of} países; 0 é o país médio.",
    "Its economic complexity (ECI) is {eci}, place {rank} of {of} countries; 0 is the average "
    "country.",
)
_COMPLEX_OF_REGION = texts(
    "Su complejidad económica (ECI) es {eci}, en la escala de los países; 0 es el país medio.",
    "Sua complexidade econômica (ECI) é {eci}, na escala dos países; 0 é o país médio.",
    "Its economic complexity (ECI) is {eci}, on the scale of countries; 0 is the average country.",
)
_NICHES = texts(
    "{count} productos son nichos: {emerging} emergentes y {latent} latentes. Exportarlos con "
    "ventaja sumaría {added} al año, el {share} de hoy.",
    "{count} produtos são nichos: {emerging} emergentes e {latent} latentes. Exportá-los com "
    "vantagem somaria {added} por ano, {share} de hoje.",
    "{count} products are niches: {emerging} emerging and {latent} latent. To export them with an "
    "advantage would add {added} a year, {share} of today.",
)
_FIRST_LATENT = texts(
    "Los primeros latentes: {names}.",
    "Os primeiros latentes: {names}.",
    "The first latent ones: {names}.",
)
_FIRST_EMERGING = texts(
    "Los primeros emergentes: {names}.",
    "Os primeiros emergentes: {names}.",
    "The first emerging ones: {names}.",
)
_BEST_ROUTES = texts(
    "La mejor ruta de los primeros nichos, {product} hacia {destination}, cumple {least} de las "
    "cinco premisas{most}.",
    "A melhor rota dos primeiros nichos, {product} para {destination}, cumpre {least} das cinco "
    "premissas{most}.",
    "The best route of the first niches, {product} to {destination}, meets {least} of the five "
    "premises{most}.",
)
_AT_MOST = texts(
    ", y hasta {most} si se cumplieran las que no tienen datos",
    ", e até {most} se se cumprissem as que não têm dados",
    ", and up to {most} if those without data held",
)
_TILES = {
    "industries": texts("industrias: productos con ventaja revelada",
                        "indústrias: produtos com vantagem revelada",
                        "industries: products with a revealed advantage"),
    "eci": texts("complejidad económica (ECI)", "complexidade econômica (ECI)",
                 "economic complexity (ECI)"),
    "eci_rank": texts("complejidad (ECI), puesto {rank} de {of}",
                      "complexidade (ECI), posto {rank} de {of}",
                      "complexity (ECI), place {rank} of {of}"),
    "total": texts("exportaciones, {unit}", "exportações, {unit}", "exports, {unit}"),
    "niches": texts("nichos: emergentes y latentes", "nichos: emergentes e latentes",
                    "niches: emerging and latent"),
    "added": texts("valor potencial de los nichos, {unit} al año",
                   "valor potencial dos nichos, {unit} por ano",
                   "potential value of niches, {unit} a year"),
    "products": texts("productos comparados", "produtos comparados", "products compared"),
}  # fmt: skip


def document(found: NicheEvidence, words: Words) -> Document:
    """Return the report; its tables add up to the answers that it is made of."""
    about = found.about
    return Document(
        lang=words.lang,
        kicker=words.of(_KICKER),
        title=about.name,
        subtitle=words.of(_SUBTITLE, year=about.year, source=about.source),
        tiles=list(_tiles(found, words)),
        lines=list(_lines(found, words)),
        sections=list(_sections(found, words)),
        footer=words.of(
            _FOOTER,
            publisher=PUBLISHER,
            source=about.source,
            year=about.year,
            licence=record_sections.licences(found.basket.provenance),
        ),
        published_at=found.published_at,
        contents=words.label("contents"),
    )


def _lines(found: NicheEvidence, words: Words) -> Iterator[str]:
    names = [PUBLISHER, *([found.co_publisher] if found.co_publisher else [])]
    yield words.of(_BY, names=words.of(_AND).join(names))
    institutions = dict.fromkeys(one.institution for one in found.validations)
    if institutions:
        yield words.of(_VALIDATED, names=", ".join(institutions))
    else:
        yield words.of(_NOT_VALIDATED)
    yield from dict.fromkeys(one.cite_as for one in found.basket.provenance)
    yield words.of(_PUBLISHED, day=day(found.published_at, words.lang))


def _tiles(found: NicheEvidence, words: Words) -> Iterator[Tile]:
    about, lang = found.about, words.lang
    unit = UNIT_OF_VALUE[about.unit][lang]
    told = (
        words.of(_TILES["eci_rank"], rank=about.eci_rank, of=about.ranked_countries)
        if about.eci_rank
        else words.of(_TILES["eci"])
    )
    figures = (
        (whole(about.industries, lang), words.of(_TILES["industries"])),
        (fixed(about.eci, 2, lang), told),
        (
            scaled(found.basket.total, about.unit, lang),
            words.of(_TILES["total"], unit=unit),
        ),
        (whole(_open(found), lang), words.of(_TILES["niches"])),
        (
            scaled(found.basket.added_value, about.unit, lang),
            words.of(_TILES["added"], unit=unit),
        ),
        (whole(about.products, lang), words.of(_TILES["products"])),
    )
    for value, label in figures:
        yield Tile(value, label)


def _open(found: NicheEvidence) -> int:
    return sum(one.niches for one in found.basket.groups)


def _sections(found: NicheEvidence, words: Words) -> Iterator[Section]:
    order = found.about.order
    yield Section(words.of(_SUMMARY), [Bullets(list(_summary(found, words)))])
    yield record_sections.method(order, words)
    yield product_sections.basket(found, words)
    yield product_sections.leaders(found, words)
    if found.groups:
        yield product_sections.groups(found, words)
    if found.regions is not None:
        yield place_sections.regions(found.regions, words)
    if found.routes is not None:
        yield place_sections.routes(found, words)
    yield model_section.model(found.learnt, words)
    yield record_sections.validations(found.validations, found.validations_missing, words)
    if found.missing:
        yield record_sections.gaps(found.missing, words)
    yield record_sections.assumptions(found.methods, words)
    yield record_sections.sources(found.provenance, words)


def _summary(found: NicheEvidence, words: Words) -> Iterator[str]:
    about, lang, basket = found.about, words.lang, found.basket
    total, added = basket.total or 0.0, basket.added_value or 0.0
    yield words.of(
        _EMPLOYED if about.unit is Unit.PERSONS else _EXPORTED,
        name=about.name,
        total=amount(total, about.unit, lang),
        year=about.year,
        products=whole(about.products, lang),
        industries=whole(about.industries, lang),
    )
    if about.eci_rank:
        yield words.of(
            _COMPLEX,
            eci=fixed(about.eci, 2, lang),
            rank=about.eci_rank,
            of=about.ranked_countries,
        )
    elif about.eci is not None:
        yield words.of(_COMPLEX_OF_REGION, eci=fixed(about.eci, 2, lang))
    yield words.of(
        _NICHES,
        count=whole(_open(found), lang),
        emerging=whole(found.counts.get("EMERGING", 0), lang),
        latent=whole(found.counts.get("NON_REVEALED", 0), lang),
        added=amount(added, about.unit, lang),
        share=percent(added / total if total else None, 1, lang),
    )
    yield from found.learnt.model.in_words[1:2]
    for said, niches in ((_FIRST_LATENT, found.latent), (_FIRST_EMERGING, found.emerging)):
        names = [shortened(one.product, one.name) for one in niches[:NAMED]]
        if names:
            yield words.of(said, names="; ".join(names))
    if found.routes is not None and found.routes.found:
        best = found.routes.found[0]
        more = best.score_max > best.score_min
        yield words.of(
            _BEST_ROUTES,
            product=shortened(best.product, best.name),
            destination=found.routes.countries.get(best.destination, best.destination),
            least=best.score_min,
            most=words.of(_AT_MOST, most=best.score_max) if more else "",
        )
