"""What is said of trade routes: why a premise is unknown, and how routes are scored."""

from collections.abc import Collection

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from servicekit.releases.dataset import Texts, texts

from niche_api.complexity.editions import Edition
from niche_api.trade_routes.asking import Asked

SUMMARY = texts(
    "Rutas comerciales clave (SELA): cinco premisas de un punto. P1, la complejidad del producto "
    "(PCI) supera lo que dice p1_rule. P2, el destino está entre los principales socios del "
    "origen. P3, el destino es de la región y esta comercia el producto dentro de sí en "
    "suficientes años. P4, la industria del producto usa lo que hace la de otro, o al revés, y "
    "otro país de la región exporta ese otro con ventaja (RCA ≥ 1). P5, un producto complejo de "
    "otro capítulo está cerca en el espacio de productos y algún país de la región lo exporta con "
    "ventaja. Las cinco frases son públicas; las pruebas y los umbrales son de Eslabón. Una "
    "premisa sin datos no da punto y suma solo a score_max. Las tecnologías de los enlaces de "
    "insumo son las de link_technology, no las de la región. P1, P4 y P5 no dependen del destino. "
    "Las partidas de los flujos se piden con el mismo número aunque sean de otra edición del "
    "Sistema Armonizado.",
    "Rotas comerciais chave (SELA): cinco premissas de um ponto. P1, a complexidade do produto "
    "(PCI) supera o que diz p1_rule. P2, o destino está entre os principais parceiros da origem. "
    "P3, o destino é da região e esta comercia o produto dentro de si em anos suficientes. P4, a "
    "indústria do produto usa o que faz a de outro, ou ao contrário, e outro país da região "
    "exporta esse outro com vantagem (RCA ≥ 1). P5, um produto complexo de outro capítulo está "
    "perto no espaço de produtos e algum país da região o exporta com vantagem. As cinco frases "
    "são públicas; os testes e os limiares são de Eslabón. Uma premissa sem dados não dá ponto e "
    "soma só a score_max. As tecnologias das ligações de insumo são as de link_technology, não as "
    "da região. P1, P4 e P5 não dependem do destino. As posições dos fluxos pedem-se com o mesmo "
    "número ainda que sejam de outra edição do Sistema Harmonizado.",
    "Key trade routes (SELA): five premises of one point. P1, the product's complexity (PCI) is "
    "above what p1_rule says. P2, the destination is among the origin's main partners. P3, the "
    "destination is in the region, which trades the product within itself in enough years. P4, "
    "the product's industry uses what another's makes, or the other way round, and another "
    "country of the region exports that other product with an advantage (RCA ≥ 1). P5, a complex "
    "product of another chapter is near in the product space and some country of the region "
    "exports it with an advantage. The five sentences are public; tests and thresholds are "
    "Eslabón's. A premise without data gives no point and adds to score_max only. The technology "
    "of input links is that of link_technology, not the region's. P1, P4 and P5 do not depend on "
    "the destination. Headings of flows are asked for by the same number though they be of "
    "another edition of the Harmonized System.",
)


def methodology(
    asked: Asked, region: Collection[str], technologies: Collection[str], lang: Lang
) -> Methodology:
    """Return how routes are scored; `technologies` are those of the input links at hand."""
    rules = asked.rules
    chosen = {
        "p1_rule": rules.p1_rule.value,
        "p2_mode": rules.p2_mode.value,
        "partners": rules.partners,
        "partner_years": rules.partner_years,
        "regional_years": rules.regional_years,
        "regional_years_least": rules.regional_years_least,
        "link_percent": f"{rules.link_percent:g}",
        "proximity": f"{rules.proximity:g}",
        "advantage": f"{rules.advantage:g}",
        "unknown_as": asked.unknown_as.value,
        "candidates": "asked" if asked.products else f"niches,{asked.candidates}",
        "headings_of_flows": "same_number",
        "re_exports": "unknown",
    }
    known = {
        "region": asked.region,
        "members_on": asked.members_on.isoformat(),
        "members": ",".join(sorted(region)),
        "link_technology": ",".join(sorted(technologies)),
    }
    return Methodology(
        id="key-trade-routes",
        version="1",
        summary=SUMMARY[lang],
        parameters=[
            *(Parameter(name=name, value=str(one), assumed=True) for name, one in chosen.items()),
            *(Parameter(name=name, value=one, assumed=False) for name, one in known.items()),
        ],
    )


def _not_loaded(what: str, said: Texts, lang: Lang, reason: Reason = Reason.NOT_LOADED) -> Missing:
    return Missing(what=what, reason=reason, detail=said[lang])


def no_index(product: str, edition: Edition, lang: Lang) -> Missing:
    """Return that the complexity figures do not tell of a product."""
    where = f"{edition.source} {edition.year}"
    said = texts(
        f"{where} no da la complejidad de {product}: se exporta muy poco en el mundo, o no es una "
        "partida de su nomenclatura. Pruebe otro año o cargue otra fuente en `totals` de "
        "matrix-api.",
        f"{where} não dá a complexidade de {product}: exporta-se muito pouco no mundo, ou não é "
        "uma posição de sua nomenclatura. Tente outro ano ou carregue outra fonte em `totals` de "
        "matrix-api.",
        f"{where} gives no complexity of {product}: the world exports very little of it, or it is "
        "no heading of its nomenclature. Try another year, or load another source into `totals` "
        "of matrix-api.",
    )
    return _not_loaded("complexity_products", said, lang, Reason.BELOW_THRESHOLD)


def no_country_index(edition: Edition, lang: Lang) -> Missing:
    """Return that the complexity figures do not tell of an end of the route."""
    where = f"{edition.source} {edition.year}"
    said = texts(
        f"{where} no da la complejidad (ECI) de uno de los dos países: use p1_rule=above_zero o "
        "pruebe otro año.",
        f"{where} não dá a complexidade (ECI) de um dos dois países: use p1_rule=above_zero ou "
        "tente outro ano.",
        f"{where} gives no complexity (ECI) of one of the two countries: use p1_rule=above_zero "
        "or try another year.",
    )
    return _not_loaded("complexity_countries", said, lang)


def no_links(product: str, nomenclature: str, lang: Lang) -> Missing:
    """Return that no loaded table has input links of a product."""
    said = texts(
        f"Ninguna tabla cargada tiene enlaces de insumo de {product} ({nomenclature}): envíe el "
        "conjunto input_links.",
        f"Nenhuma tabela carregada tem ligações de insumo de {product} ({nomenclature}): envie o "
        "conjunto input_links.",
        f"No loaded table has input links of {product} ({nomenclature}): send dataset input_links.",
    )
    return _not_loaded("input_links", said, lang)


def no_partners(country: str, why: str, lang: Lang) -> Missing:
    """Return that the main partners of a country are not known, and what matrix-api says of it."""
    said = texts(
        f"No se conocen los socios principales de {country}: faltan años enteros de flujos "
        f"bilaterales en matrix-api (conjunto flows). {why}",
        f"Não se conhecem os parceiros principais de {country}: faltam anos inteiros de fluxos "
        f"bilaterais em matrix-api (conjunto flows). {why}",
        f"The main partners of {country} are not known: whole years of bilateral flows are missing "
        f"in matrix-api (dataset flows). {why}",
    )
    return _not_loaded("partners", said, lang)


def no_flows(product: str, years: int, lang: Lang) -> Missing:
    """Return that too few years of flows of a product are loaded to tell."""
    said = texts(
        f"Años de flujos bilaterales de {product} cargados: {years}. No bastan para decidir: "
        "cargue más en matrix-api (conjunto flows).",
        f"Anos de fluxos bilaterais de {product} carregados: {years}. Não bastam para decidir: "
        "carregue mais em matrix-api (conjunto flows).",
        f"Years of bilateral flows of {product} that are loaded: {years}. They are too few to "
        "tell: load more into matrix-api (dataset flows).",
    )
    return _not_loaded("flows", said, lang)


def not_quoted(most: int, lang: Lang) -> Missing:
    """Return that the duty of a route was not asked for."""
    said = texts(
        f"Se preguntan los derechos de las {most} primeras rutas: acote con product o destination.",
        f"Perguntam-se os direitos das {most} primeiras rotas: restrinja com product ou "
        "destination.",
        f"Duties are asked for of the first {most} routes: narrow by product or destination.",
    )
    return _not_loaded("duty", said, lang, Reason.NOT_ASSESSED)


def no_norms(product: str, destination: str, lang: Lang) -> Missing:
    """Return that no loaded norm bites on a leg."""
    said = texts(
        f"Ninguna norma cargada de {destination} alcanza a {product}; no consta que no las haya.",
        f"Nenhuma norma carregada de {destination} alcança {product}; não consta que não as haja.",
        f"No loaded norm of {destination} bites on {product}; there may be others.",
    )
    return _not_loaded("norms", said, lang)


def none_so(count: int, lowest: int, highest: int, lang: Lang) -> Missing:
    """Return that routes there are have fewer points than asked for."""
    said = texts(
        f"Hay {count} rutas; la mejor tiene {lowest} puntos seguros, y hasta {highest} si sus "
        "premisas sin datos se cumplieran: baje min_score, o pida unknown_as=passed.",
        f"Há {count} rotas; a melhor tem {lowest} pontos certos, e até {highest} se suas premissas "
        "sem dados se cumprissem: reduza min_score, ou peça unknown_as=passed.",
        f"There are {count} routes; the best has {lowest} sure points, and up to {highest} if its "
        "premises without data held: lower min_score, or ask for unknown_as=passed.",
    )
    return _not_loaded("routes", said, lang, Reason.NOT_IDENTIFIED)


def no_candidates(country: str, edition: Edition, lang: Lang) -> Missing:
    """Return that there are no candidates of a country to choose routes from."""
    where = f"{edition.source} {edition.year}"
    said = texts(
        f"{where} no trae exportaciones de {country} de las que salgan candidatos: nombre "
        "partidas con `product`, o pruebe otro año.",
        f"{where} não traz exportações de {country} de que saiam candidatos: nomeie posições com "
        "`product`, ou tente outro ano.",
        f"{where} holds no exports of {country} to draw candidates from: name headings by "
        "`product`, or try another year.",
    )
    return _not_loaded("candidates", said, lang, Reason.NOT_REPORTED)


def no_members(scheme: str, asked: Asked, lang: Lang) -> Missing:
    """Return that a scheme has no full members known on the day."""
    said = texts(
        f"{scheme} no tiene miembros plenos conocidos el {asked.members_on}; /v1/schemes de "
        "tariff-api lista los esquemas.",
        f"{scheme} não tem membros plenos conhecidos em {asked.members_on}; /v1/schemes de "
        "tariff-api lista os esquemas.",
        f"{scheme} has no full members known on {asked.members_on}; /v1/schemes of tariff-api "
        "lists the schemes.",
    )
    return _not_loaded("schemes", said, lang)
