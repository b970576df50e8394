"""How an advantage was computed, in three languages."""

from collections.abc import Sequence

from eslabon.contracts.envelope import Lang, Methodology, Parameter
from servicekit.releases.dataset import texts

from matrix_api.flows.gaps import spans
from matrix_api.totals import wholeness

_SUMMARY = texts(
    "Índice de Balassa: parte del producto en las exportaciones del país, sobre la parte que tiene "
    "en las del mundo. De varios años, o de varios países juntos, es la razón de las medias (o "
    "sumas), que no es la media de las razones. Lo que la fuente no clasifica (9999) cuenta en los "
    "totales.",
    "Índice de Balassa: parte do produto nas exportações do país, sobre a parte que tem nas do "
    "mundo. De vários anos, ou de vários países juntos, é a razão das médias (ou somas), que não é "
    "a média das razões. O que a fonte não classifica (9999) conta nos totais.",
    "Balassa's index: share of the product in the country's exports over its share in the world's. "
    "Of several years, or several countries together, it is the ratio of the means (or sums), "
    "which is not the mean of the ratios. What the source does not classify (9999) counts in the "
    "totals.",
)


def methodology(years: Sequence[int], told: Sequence[Parameter], lang: Lang) -> Methodology:
    """Return how advantage over some years was computed; `told` is what else was chosen."""
    return Methodology(
        id="revealed-comparative-advantage",
        version="1",
        summary=_SUMMARY[lang],
        parameters=[
            Parameter(name="years", value=spans(years), assumed=False),
            Parameter(name="mean", value="ratio_of_means", assumed=False),
            Parameter(name="presence_threshold", value="1", assumed=False),
            Parameter(name="re_exports", value="as_reported", assumed=True),
            *told,
            *wholeness.parameters(),
        ],
    )
