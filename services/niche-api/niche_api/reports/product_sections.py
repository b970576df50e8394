"""What a report says of products: the basket, the first niches, niches by group."""

from collections.abc import Iterator

from eslabon.contracts.niches import NicheOrder
from servicekit.language import texts

from niche_api.niches.why import amount, shortened
from niche_api.reports.document import Block, Bullets, Chart, Column, Paragraph, Section, Table
from niche_api.reports.evidence import NicheEvidence
from niche_api.reports.figures import percent, scaled, whole
from niche_api.reports.product_tables import OUTSIDE, table
from niche_api.reports.words import UNIT_OF_VALUE, Words

EXPLAINED = 5
"""Niches whose reasons are told in words."""

_BASKET = texts("La canasta de hoy y la posible", "A cesta de hoje e a possível",
                "The basket today and the possible one")  # fmt: skip
_BASKET_READ = texts(
    "Cada rectángulo es un grupo de productos y su área, la parte que pesa. A la izquierda, lo que "
    "se exporta hoy; a la derecha, lo mismo más lo que falta a los nichos para exportarse con "
    "ventaja: {added} al año, el {share} de hoy. Es una medida del espacio que hay, no un "
    "pronóstico ni una meta.",
    "Cada retângulo é um grupo de produtos e sua área, a parte que pesa. À esquerda, o que se "
    "exporta hoje; à direita, o mesmo mais o que falta aos nichos para exportar-se com vantagem: "
    "{added} por ano, {share} de hoje. É uma medida do espaço que existe, não uma previsão nem uma "
    "meta.",
    "Each rectangle is a group of products and its area the part that it weighs. On the left what "
    "is exported today; on the right the same plus what niches lack to be exported with an "
    "advantage: {added} a year, {share} of today. It measures the room there is; it is no forecast "
    "and no target.",
)
_BASKET_CAPTION = texts(
    "Estructura de las exportaciones por grupo, {year} ({unit})",
    "Estrutura das exportações por grupo, {year} ({unit})",
    "Structure of exports by group, {year} ({unit})",
)
_LEADERS = texts("Los primeros nichos", "Os primeiros nichos", "The first niches")
_LEADERS_READ = texts(
    "Productos que aún no se exportan con ventaja y que están más a mano, {by}. Latente: su "
    "ventaja revelada (RCA) es menor que 0,5 y aun así es probable que aparezca. Emergente: va de "
    "0,5 a 1. Cercanía: qué parte de lo que le es próximo ya se hace. Valor potencial: lo que "
    "falta al año para una ventaja de 1.",
    "Produtos que ainda não se exportam com vantagem e que estão mais à mão, {by}. Latente: sua "
    "vantagem revelada (RCA) é menor que 0,5 e ainda assim é provável que surja. Emergente: vai de "
    "0,5 a 1. Densidade: que parte do que lhe é próximo já se faz. Valor potencial: o que falta "
    "por ano para uma vantagem de 1.",
    "Products that are not exported with an advantage yet and are most at hand, {by}. Latent: "
    "their revealed advantage (RCA) is below 0.5, and likely to appear all the same. Emerging: it "
    "is from 0.5 to 1. Nearness: what part of what is near them is made already. Potential value: "
    "what an advantage of 1 lacks a year.",
)
_LATENT = texts("Nichos latentes", "Nichos latentes", "Latent niches")
_EMERGING = texts("Nichos emergentes", "Nichos emergentes", "Emerging niches")
_BY = {
    NicheOrder.PROBABILITY: texts(
        "por la probabilidad de que la ventaja aparezca, según el modelo",
        "pela probabilidade de que a vantagem apareça, segundo o modelo",
        "by the probability that the advantage appears, as the model has it",
    ),
    NicheOrder.SCORE: texts(
        "por un puntaje de regla, que no es una probabilidad",
        "por uma pontuação de regra, que não é uma probabilidade",
        "by a rule of thumb, which is no probability",
    ),
    NicheOrder.BALANCE: texts(
        "por el balance de cercanía, complejidad y valor",
        "pelo balanço de proximidade, complexidade e valor",
        "by the balance of nearness, complexity and value",
    ),
    NicheOrder.ADVANTAGE: texts(
        "por su ventaja revelada", "por sua vantagem revelada", "by their revealed advantage"
    ),
}
_OUTSIDE = texts(
    f"{OUTSIDE} Fuera de lo que el modelo aprendió: ya se exporta algo. Su probabilidad se lee con "
    "cautela.",
    f"{OUTSIDE} Fora do que o modelo aprendeu: já se exporta algo. Sua probabilidade se lê com "
    "cautela.",
    f"{OUTSIDE} Outside what the model was fitted on: some is exported already. Read its "
    "probability with caution.",
)
_WHY = texts(
    "Por qué están los primeros:", "Por que estão os primeiros:", "Why the first are there:"
)
_GROUPS = texts("Nichos por grupo", "Nichos por grupo", "Niches by group")
_GROUPS_READ = texts(
    "Los primeros de cada grupo. El puesto es el que tienen entre todos los productos del lugar.",
    "Os primeiros de cada grupo. O posto é o que têm entre todos os produtos do lugar.",
    "The first of each group. The rank is that among all products of the place.",
)
_GROUP = texts(
    "{name}: {shown} de {count} nichos",
    "{name}: {shown} de {count} nichos",
    "{name}: {shown} of {count} niches",
)
_NONE = texts(
    "Ningún producto es nicho: todos tienen ya ventaja o están lejos de tenerla.",
    "Nenhum produto é nicho: todos já têm vantagem ou estão longe de tê-la.",
    "No product is a niche: all have an advantage already or are far from it.",
)


def basket(found: NicheEvidence, words: Words) -> Section:
    """Return the structure of exports, today and with niches; totals are those of the basket."""
    return Section(words.of(_BASKET), list(_basket(found, words)))


def _basket(found: NicheEvidence, words: Words) -> Iterator[Block]:
    about, lang, structure = found.about, words.lang, found.basket
    added, total = structure.added_value or 0.0, structure.total or 0.0
    yield Paragraph(
        words.of(
            _BASKET_READ,
            added=amount(added, about.unit, lang),
            share=percent(added / total if total else None, 1, lang),
        )
    )
    if found.treemap is not None:
        yield Chart(found.treemap.svg, found.treemap.alt)
    caption = words.of(_BASKET_CAPTION, year=about.year, unit=UNIT_OF_VALUE[about.unit][lang])
    yield Table(
        caption,
        [
            Column(words.label("group"), 2.6),
            Column(words.label("today"), is_number=True),
            Column(words.label("share"), 0.8, is_number=True),
            Column(words.label("industries"), 0.9, is_number=True),
            Column(words.label("niches"), 0.8, is_number=True),
            Column(words.label("added"), 1.3, is_number=True),
            Column(words.label("potential_share"), 1.2, is_number=True),
        ],
        [
            (
                one.name,
                scaled(one.value, about.unit, lang),
                percent(one.share, 1, lang),
                whole(one.industries, lang),
                whole(one.niches, lang),
                scaled(one.added_value, about.unit, lang),
                percent(one.potential_share, 1, lang),
            )
            for one in structure.groups
        ],
        (
            words.label("all"),
            scaled(total, about.unit, lang),
            percent(1.0, 1, lang),
            whole(structure.industries, lang),
            whole(sum(one.niches for one in structure.groups), lang),
            scaled(added, about.unit, lang),
            percent(1.0, 1, lang),
        ),
    )


def leaders(found: NicheEvidence, words: Words) -> Section:
    """Return the first niches of all groups, and why some are there."""
    return Section(words.of(_LEADERS), list(_leaders(found, words)))


def _leaders(found: NicheEvidence, words: Words) -> Iterator[Block]:
    if not found.leaders:
        yield Paragraph(words.of(_NONE))
        return
    order = found.about.order
    yield Paragraph(words.of(_LEADERS_READ, by=_BY[order][words.lang]))
    for title, niches in ((_LATENT, found.latent), (_EMERGING, found.emerging)):
        if niches:
            yield table(found.about, words.of(title), niches, words)
    if any(one.extrapolated for one in (*found.latent, *found.emerging)):
        yield Paragraph(words.of(_OUTSIDE))
    yield Paragraph(words.of(_WHY))
    yield Bullets(
        [
            f"{shortened(one.product, one.name)}: {one.why}"
            for one in (found.latent or found.leaders)[:EXPLAINED]
        ]
    )


def groups(found: NicheEvidence, words: Words) -> Section:
    """Return the first niches of each group."""
    tables = [
        table(
            found.about,
            words.of(_GROUP, name=one.name, count=one.count, shown=len(one.niches)),
            one.niches,
            words,
        )
        for one in found.groups
    ]
    first = words.of(_GROUPS_READ if tables else _NONE)
    return Section(words.of(_GROUPS), [Paragraph(first), *tables])
