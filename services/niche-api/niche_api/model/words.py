"""What is said of the model in three languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from eslabon.contracts.envelope import Lang
from servicekit.releases.dataset import Texts, texts

from niche_api.model.choices import CHOICES

FEATURES: Mapping[str, Texts] = {
    "density": texts(
        "Densidad: parte de lo cercano al producto que el país ya exporta con ventaja",
        "Densidade: parte do que está perto do produto que o país já exporta com vantagem",
        "Density: share of what is near the product that the country exports with advantage",
    ),
    "pci": texts(
        "Complejidad del producto (PCI)",
        "Complexidade do produto (PCI)",
        "Complexity of the product (PCI)",
    ),
    "advantage": texts(
        "Ventaja de hoy: log(1 + RCA)",
        "Vantagem de hoje: log(1 + RCA)",
        "Advantage today: log(1 + RCA)",
    ),
    "outlook_gain": texts(
        "Ganancia de perspectiva (COG)",
        "Ganho de perspectiva (COG)",
        "Complexity outlook gain (COG)",
    ),
    "ubiquity": texts(
        "Ubicuidad: log(1 + países con ventaja)",
        "Ubiquidade: log(1 + países com vantagem)",
        "Ubiquity: log(1 + countries with advantage)",
    ),
    "eci": texts(
        "Complejidad del país (ECI)",
        "Complexidade do país (ECI)",
        "Complexity of the country (ECI)",
    ),
    "relative_density": texts(
        "Densidad frente a los demás productos que el país no hace",
        "Densidade diante dos demais produtos que o país não faz",
        "Density against the other products that the country does not make",
    ),
    "similar_countries": texts(
        "Ventaja en el producto de los países más parecidos",
        "Vantagem no produto dos países mais parecidos",
        "Advantage in the product of the most similar countries",
    ),
    "basket_pattern": texts(
        "Ventaja que sugieren los patrones principales de las canastas",
        "Vantagem que sugerem os padrões principais das cestas",
        "Advantage that the main patterns of baskets suggest",
    ),
    "advantage_traces": texts(
        "Rastros de exportación: log(RCA), con un piso",
        "Rastros de exportação: log(RCA), com um piso",
        "Traces of exports: log(RCA), with a floor",
    ),
    "chapter_advantage": texts(
        "Ventaja en el capítulo: log(1 + RCA)",
        "Vantagem no capítulo: log(1 + RCA)",
        "Advantage in the chapter: log(1 + RCA)",
    ),
    "chapter_presence": texts(
        "Parte de las otras partidas del capítulo que ya hace",
        "Parte das outras posições do capítulo que já faz",
        "Share of the other headings of the chapter that it makes",
    ),
    "product_size": texts(
        "Tamaño del producto: log de su parte del comercio mundial",
        "Tamanho do produto: log de sua parte do comércio mundial",
        "Size of the product: log of its share of world trade",
    ),
    "country_size": texts(
        "Tamaño del país: log de su parte de las exportaciones mundiales",
        "Tamanho do país: log de sua parte das exportações mundiais",
        "Size of the country: log of its share of world exports",
    ),
    "emerging_countries": texts(
        "log(1 + países que casi tienen ventaja)",
        "log(1 + países que quase têm vantagem)",
        "log(1 + countries that nearly have an advantage)",
    ),
    "non_exporters": texts(
        "Parte de los países que no exportan nada del producto",
        "Parte dos países que não exportam nada do produto",
        "Share of countries that export none of the product",
    ),
    "human_capital": texts(
        "Capital humano: parte de los oficios del producto que el país tiene",
        "Capital humano: parte dos ofícios do produto que o país tem",
        "Human capital: share of the product's occupations that the country has",
    ),
}
SCORES: Mapping[str, Texts] = {
    "model": texts("Modelo", "Modelo", "Model"),
    "density": texts("Densidad sola", "Densidade só", "Density alone"),
    "advantage": texts("Log RCA solo", "Log RCA só", "Log RCA alone"),
    "base_rate": texts("Tasa base", "Taxa base", "Base rate"),
}
SUMMARY = texts(
    "Regresión logística con penalización L2 sobre características de un solo año, "
    "estandarizadas en los pares de que aprende: países y productos con RCA menor que 0,25 en el "
    "primer año; apareció si el RCA es 1 o más en el último. Se mide con países que no vio y con "
    "un período posterior, frente a la tasa base, la densidad y el logaritmo del RCA; los "
    "intervalos sortean países enteros. Los límites de cada probabilidad dicen cuán seguros son "
    "los coeficientes, no si ocurrirá. Entre 0,25 y 1 de RCA la probabilidad extrapola. Las "
    "ediciones de la fuente difieren algo entre años, y parte de lo que aparece es ruido.",
    "Regressão logística com penalização L2 sobre características de um só ano, padronizadas nos "
    "pares de que aprende: países e produtos com RCA menor que 0,25 no primeiro ano; apareceu se o "
    "RCA é 1 ou mais no último. Mede-se com países que não viu e com um período posterior, diante "
    "da taxa base, da densidade e do logaritmo do RCA; os intervalos sorteiam países inteiros. Os "
    "limites de cada probabilidade dizem quão seguros são os coeficientes, não se ocorrerá. Entre "
    "0,25 e 1 de RCA a probabilidade extrapola. As edições da fonte diferem algo entre anos, e "
    "parte do que aparece é ruído.",
    "Logistic regression with an L2 penalty on features of one year alone, standardised on the "
    "pairs it learns from: countries and products with an RCA below 0.25 in the first year; it "
    "appeared where RCA is 1 or more in the last. It is measured on countries it has not seen and "
    "on a later period, against the base rate, density and log RCA; intervals draw whole countries "
    "again. The bounds of each probability say how sure the coefficients are, not whether it will "
    "happen. Between 0.25 and 1 of RCA the probability extrapolates. The source's editions differ "
    "somewhat between years, and part of what appears is noise.",
)
HEURISTIC_SUMMARY = texts(
    "Regla sin aprendizaje: ordena los productos por densidad, complejidad y ganancia de "
    "perspectiva, estandarizadas. Da un puntaje; no es una probabilidad.",
    "Regra sem aprendizado: ordena os produtos por densidade, complexidade e ganho de perspectiva, "
    "padronizados. Dá uma pontuação; não é uma probabilidade.",
    "A rule without learning: it orders products by density, complexity and outlook gain, "
    "standardised. It gives a score; it is no probability.",
)


def number(value: float, decimals: int, lang: Lang) -> str:
    """Return a figure as the language writes it."""
    text = f"{value:.{decimals}f}"
    return text if lang is Lang.EN else text.replace(".", ",")


def percent(value: float, lang: Lang, decimals: int = 1) -> str:
    """Return a share in percent, as the language writes it."""
    sign = "%" if lang is Lang.EN else "\u202f%"
    return f"{number(100 * value, decimals, lang)}{sign}"


def one_in(share: float) -> int:
    """Return of how many one happens."""
    return max(1, int(1 / share + 0.5))


def of_first(test: Mapping[str, Any], measured: Mapping[str, Any], lang: Lang) -> str:
    """Return what the precision of the first products of each country means."""
    value, low, high = (measured[name] for name in ("value", "low", "high"))
    years = test["last_year"] - test["first_year"]
    place = test["area"] == "latin_america"
    rate = percent(test["happened"] / test["cells"], lang)
    share, least, most = (percent(one, lang) for one in (value, low, high))
    expected = number(value * CHOICES.first, 1, lang)
    es, pt, en = (" de América Latina y el Caribe", " da América Latina e do Caribe",
                  " of Latin America and the Caribbean") if place else ("", "", "")  # fmt: skip
    many = one_in(value)
    return texts(
        f"De los {CHOICES.first} primeros productos de un país{es} que el modelo no vio, alrededor "
        f"de uno de cada {many} aparece en {years} años: {expected} de {CHOICES.first} ({share}, "
        f"entre {least} y {most}). Al azar aparecería el {rate}.",
        f"Dos {CHOICES.first} primeiros produtos de um país{pt} que o modelo não viu, cerca de um "
        f"em cada {many} aparece em {years} anos: {expected} de {CHOICES.first} ({share}, entre "
        f"{least} e {most}). Ao acaso apareceria {rate}.",
        f"Of the first {CHOICES.first} products of a country{en} that the model has not seen, "
        f"about one in {many} appears in {years} years: {expected} of {CHOICES.first} ({share}, "
        f"between {least} and {most}). At random {rate} would.",
    )[lang]


def what(first: int, last: int, lang: Lang) -> str:
    """Return what the probability is of."""
    years = last - first
    return texts(
        f"Es la probabilidad de que un país que casi no exporta un producto (RCA menor que 0,25) "
        f"llegue en {years} años a una ventaja revelada (RCA de 1 o más), aprendida de lo que pasó "
        f"entre {first} y {last}.",
        f"É a probabilidade de que um país que quase não exporta um produto (RCA menor que 0,25) "
        f"chegue em {years} anos a uma vantagem revelada (RCA de 1 ou mais), aprendida do que "
        f"ocorreu entre {first} e {last}.",
        f"It is the probability that a country that hardly exports a product (RCA below 0.25) "
        f"reaches a revealed advantage (RCA of 1 or more) in {years} years, learnt from what "
        f"happened between {first} and {last}.",
    )[lang]


def against(times: Mapping[str, float], lang: Lang) -> str:
    """Return how many times the hits of density and of the advantage alone those are."""
    density, advantage = (number(times[one], 1, lang) for one in ("density", "advantage"))
    return texts(
        f"Entre esos primeros acierta {density} veces lo que la densidad sola y {advantage} veces "
        "lo que el RCA solo.",
        f"Entre esses primeiros acerta {density} vezes o que a densidade só e {advantage} vezes o "
        "que o RCA só.",
        f"Among those first ones it hits {density} times as often as density alone and {advantage} "
        "times as often as RCA alone.",
    )[lang]


def later(
    test: Mapping[str, Any], roc_auc: float, precision: float, predicted: float, lang: Lang
) -> list[str]:
    """Return how a model learnt before does on a later period, in order and in level."""
    pairs, first = percent(roc_auc, lang, 0), percent(precision, lang)
    learnt = f"{test['learnt_first_year']}–{test['learnt_last_year']}"
    applied = f"{test['first_year']}–{test['last_year']}"
    mean, rate = percent(predicted, lang), percent(test["happened"] / test["cells"], lang)
    order = texts(
        f"Aprendido en {learnt} y aplicado a {applied}, pone lo que aparece por encima de lo que "
        f"no en {pairs} de las comparaciones; de los {CHOICES.first} primeros aparece el {first}.",
        f"Aprendido em {learnt} e aplicado a {applied}, põe o que aparece acima do que não em "
        f"{pairs} das comparações; dos {CHOICES.first} primeiros aparece {first}.",
        f"Learnt on {learnt} and applied to {applied}, it puts what appears above what does not in "
        f"{pairs} of comparisons; of the first {CHOICES.first}, {first} appear.",
    )
    level = texts(
        f"En ese período dijo {mean} en promedio y apareció {rate}: el orden se sostiene mejor que "
        "el valor, que depende de la duración y de las ediciones de la fuente.",
        f"Nesse período disse {mean} em média e apareceu {rate}: a ordem sustenta-se melhor que o "
        "valor, que depende da duração e das edições da fonte.",
        f"For that period it said {mean} on average and {rate} appeared: the order holds better "
        "than the level, which depends on the length and on the source's editions.",
    )
    return [order[lang], level[lang]]


CAUTION = texts(
    "La mayor parte de lo señalado no aparece: es una lista de qué estudiar primero, no un "
    "pronóstico.",
    "A maior parte do indicado não aparece: é uma lista do que estudar primeiro, não um "
    "prognóstico.",
    "Most of what it points at does not appear: it is a list of what to study first, not a "
    "forecast.",
)
NO_HUMAN_CAPITAL = texts(
    "El capital humano no entra: no hay conjunto human_capital cargado de los años del modelo y "
    "del año pedido, o cubre muy pocos pares.",
    "O capital humano não entra: não há conjunto human_capital carregado dos anos do modelo e do "
    "ano pedido, ou cobre pouquíssimos pares.",
    "Human capital does not enter: no dataset human_capital is loaded for the model's first year "
    "and the year asked for, or it covers too few pairs.",
)


def nothing_built(built: Sequence[str]) -> Texts:
    """Return why there is no model, and what to load."""
    there = ", ".join(built)
    es, pt, en = (f" Hay modelo de {there}.", f" Há modelo de {there}.",
                  f" There is a model of {there}.") if built else ("", "", "")  # fmt: skip
    least = CHOICES.least_years
    return texts(
        "No hay modelo de lo pedido: hacen falta en matrix-api los totales (`totals`) de una "
        f"fuente de ese año y de otro al menos {least} años anterior, con canastas enteras de "
        f"muchos países; se aprende solo en unos minutos.{es}",
        "Não há modelo do pedido: são necessários os totais (`totals`) de uma fonte em matrix-api "
        f"desse ano e de outro ao menos {least} anos anterior, com cestas inteiras de muitos "
        f"países; aprende-se sozinho em alguns minutos.{pt}",
        "There is no model of what is asked: matrix-api needs the totals (`totals`) of a source of "
        f"that year and of another at least {least} years before, with whole baskets of many "
        f"countries; it is learnt by itself in a few minutes.{en}",
    )
