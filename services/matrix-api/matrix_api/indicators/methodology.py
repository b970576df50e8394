"""How each indicator was computed, in three languages."""

from collections.abc import Sequence

from eslabon.contracts.envelope import Lang, Methodology, Parameter
from servicekit.releases.dataset import texts

from matrix_api.flows.gaps import spans
from matrix_api.totals import wholeness

_SUMMARIES = {
    "trade-diversity": texts(
        "Número de productos en los que el exportador tiene una ventaja revelada (RCA) de uno o "
        "más. De varios años, con la razón de las medias.",
        "Número de produtos em que o exportador tem vantagem revelada (RCA) de um ou mais. De "
        "vários anos, com a razão das médias.",
        "Number of products in which the exporter has a revealed advantage (RCA) of one or more. "
        "Of several years, with the ratio of the means.",
    ),
    "product-ubiquity": texts(
        "Número de países que tienen en el producto una ventaja revelada (RCA) de uno o más.",
        "Número de países que têm no produto vantagem revelada (RCA) de um ou mais.",
        "Number of countries that have a revealed advantage (RCA) of one or more in the product.",
    ),
    "trade-concentration": texts(
        "Índice de Herfindahl-Hirschman: suma de los cuadrados de las partes, de 1/n a 1; por "
        "10.000 en puntos; normalizado, (HHI - 1/n) / (1 - 1/n), nulo si n es 1. n cuenta los "
        "productos o socios con comercio.",
        "Índice de Herfindahl-Hirschman: soma dos quadrados das partes, de 1/n a 1; vezes 10.000 "
        "em pontos; normalizado, (HHI - 1/n) / (1 - 1/n), nulo se n é 1. n conta os produtos ou "
        "parceiros com comércio.",
        "Herfindahl-Hirschman index: sum of the squared shares, from 1/n to 1; times 10,000 in "
        "points; normalised, (HHI - 1/n) / (1 - 1/n), null where n is 1. n counts the products or "
        "partners with trade.",
    ),
    "trade-complementarity": texts(
        "TCI = 100 - Σ |m - x| / 2: x, parte de cada producto en lo que el exportador vende; m, en "
        "lo que el importador compra, a todo el mundo y en porcentaje. 100: canastas iguales. "
        "Tiene dirección.",
        "TCI = 100 - Σ |m - x| / 2: x, parte de cada produto no que o exportador vende; m, no que "
        "o importador compra, de todo o mundo e em porcentagem. 100: cestas iguais. Tem direção.",
        "TCI = 100 - Σ |m - x| / 2: x is the share of each product in what the exporter sells, m "
        "in what the importer buys, of all partners and in percent. 100: equal baskets. It has a "
        "direction.",
    ),
    "trade-potential": texts(
        "Potencial indicativo: máx(0, mín(X, M) - x), con lo que vende el exportador a todos, lo "
        "que compra el importador a todos y lo que ya se compra al exportador; no es un "
        "pronóstico. Potencial de exportación sin correcciones (ITC): oferta por facilidad por "
        "demanda, sin aranceles, distancia ni crecimiento; sumado sobre los productos es lo que el "
        "par comercia.",
        "Potencial indicativo: máx(0, mín(X, M) - x), com o que o exportador vende a todos, o que "
        "o importador compra de todos e o que já se compra do exportador; não é uma previsão. "
        "Potencial de exportação sem correções (ITC): oferta por facilidade por demanda, sem "
        "tarifas, distância nem crescimento; somado sobre os produtos é o que o par comercia.",
        "Indicative potential: max(0, min(X, M) - x), of what the exporter sells to everybody, the "
        "importer buys from everybody, and already buys from the exporter; no forecast. Export "
        "potential without corrections (ITC): supply times ease times demand, without tariffs, "
        "distance or growth; over all products it adds up to what the pair trades.",
    ),
}
_OWN = {
    "trade-diversity": [Parameter(name="presence_threshold", value="1", assumed=False)],
    "product-ubiquity": [Parameter(name="presence_threshold", value="1", assumed=False)],
    "trade-concentration": [Parameter(name="n", value="with_trade", assumed=True)],
    "trade-complementarity": [],
    "trade-potential": [
        Parameter(name="formula_of_indicative_potential", value="trade_map", assumed=True),
        Parameter(name="epi_corrections", value="none", assumed=True),
        Parameter(name="traded", value="importer_reports", assumed=True),
    ],
}


def methodology(
    id_: str, years: Sequence[int], told: Sequence[Parameter], lang: Lang
) -> Methodology:
    """Return how an indicator over some years was computed; `told` is what else was chosen."""
    return Methodology(
        id=id_,
        version="1",
        summary=_SUMMARIES[id_][lang],
        parameters=[
            Parameter(name="years", value=spans(years), assumed=False),
            Parameter(name="re_exports", value="as_reported", assumed=True),
            *_OWN[id_],
            *told,
            *wholeness.parameters(),
        ],
    )
