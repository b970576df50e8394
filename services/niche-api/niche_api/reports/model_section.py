"""What a report says of the model: what it is and how good, in words, figures and a picture."""

from collections.abc import Iterator

from eslabon.contracts.model import Measured, ModelTest, TestArea, Tested
from servicekit.language import Texts, texts

from niche_api.reports.document import Block, Bullets, Chart, Column, Gap, Paragraph, Section, Table
from niche_api.reports.evidence import Learnt
from niche_api.reports.figures import NONE, TO, fixed, percent
from niche_api.reports.words import Words

_TITLE = texts("Cuánto se puede confiar", "O quanto se pode confiar", "How far it can be trusted")
_READ = texts(
    "Lo mismo en cifras, al lado de lo que da ordenar sin modelo. Entre paréntesis, el intervalo "
    "al 95 % al sortear países. Acierto: parte de los primeros de cada país que apareció. ROC: "
    "probabilidad de que lo que aparece quede por encima de lo que no (0,5 es azar). PR: precisión "
    "media (la tasa base es azar).",
    "O mesmo em números, ao lado do que dá ordenar sem modelo. Entre parênteses, o intervalo de "
    "95 % ao sortear países. Acerto: parte dos primeiros de cada país que apareceu. ROC: "
    "probabilidade de que o que aparece fique acima do que não (0,5 é acaso). PR: precisão média "
    "(a taxa base é acaso).",
    "The same in figures, beside what ordering without a model gives. In brackets the 95 % "
    "interval when countries are drawn again. Right: share of each country's first that appeared. "
    "ROC: chance that what appears stands above what does not (0.5 is chance). PR: average "
    "precision (the base rate is chance).",
)
_CAPTION = texts(
    "{test}, {area}: {first} a {last}, {countries} países",
    "{test}, {area}: {first} a {last}, {countries} países",
    "{test}, {area}: {first} to {last}, {countries} countries",
)
_TEST: dict[ModelTest, Texts] = {
    ModelTest.HELD_OUT: texts("Países no vistos", "Países não vistos", "Countries not seen"),
    ModelTest.LATER_PERIOD: texts("Período posterior", "Período posterior", "Later period"),
}
_AREA: dict[TestArea, Texts] = {
    TestArea.WORLD: texts("todo el mundo", "todo o mundo", "the world"),
    TestArea.LATIN_AMERICA: texts(
        "América Latina y el Caribe", "América Latina e Caribe", "Latin America and the Caribbean"
    ),
}
_ORDER = texts("Orden", "Ordem", "Order")
_RIGHT = texts("Acierto", "Acerto", "Right")
_ROC = texts("ROC", "ROC", "ROC")
_PR = texts("PR", "PR", "PR")
_BRIER = texts("Brier", "Brier", "Brier")


def model(found: Learnt, words: Words) -> Section:
    """Return how good the order of niches is, as its stored tests say."""
    return Section(words.of(_TITLE), list(_model(found, words)))


def _model(found: Learnt, words: Words) -> Iterator[Block]:
    yield Bullets(found.model.in_words)
    tests = [test for one in found.model.models[:1] for test in one.tests]
    if found.picture is not None:
        yield Chart(found.picture.svg, found.picture.alt)
    if not tests:
        yield from (Gap(one.detail) for one in found.model.missing)
        return
    yield Paragraph(words.of(_READ))
    yield from (_tested(test, words) for test in tests)


def _tested(test: Tested, words: Words) -> Table:
    lang = words.lang
    caption = words.of(
        _CAPTION,
        test=words.of(_TEST[test.test]),
        area=words.of(_AREA[test.area]),
        first=test.first_year,
        last=test.last_year,
        countries=test.countries,
    )
    return Table(
        caption,
        [
            Column(words.of(_ORDER), 1.6),
            Column(words.of(_RIGHT), 1.8, is_number=True),
            Column(words.of(_ROC), 1.9, is_number=True),
            Column(words.of(_PR), 1.9, is_number=True),
            Column(words.of(_BRIER), 0.8, is_number=True),
        ],
        [
            (
                one.text,
                _span(one.precision_of_first, words, is_share=True),
                _span(one.roc_auc, words),
                _span(one.pr_auc, words),
                fixed(one.brier, 4, lang) if one.brier is not None else NONE,
            )
            for one in test.scores
        ],
    )


def _span(measured: Measured, words: Words, *, is_share: bool = False) -> str:
    """Return a figure with its interval."""

    def said(value: float) -> str:
        return percent(value, 1, words.lang) if is_share else fixed(value, 3, words.lang)

    if measured.low is None or measured.high is None:
        return said(measured.value)
    return f"{said(measured.value)} ({said(measured.low)}{TO}{said(measured.high)})"
