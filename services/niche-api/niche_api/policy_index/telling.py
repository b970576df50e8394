"""The index as contracts, in the language asked for."""

from decimal import Decimal

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from eslabon.contracts.policy_index import (
    PolicyEdition,
    PolicyFigure,
    PolicyItem,
    PolicyLevel,
    PolicyMetric,
    PolicyPhase,
    PolicyProfile,
    PolicyQuestion,
    PolicyScore,
    PolicyScoreOrigin,
    PolicyStanding,
)
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from niche_api.chains.book import Row
from niche_api.chains.telling import said
from niche_api.policy_index import scoring
from niche_api.policy_index.book import Book, Edition

_SUMMARY = texts(
    "Bloque = 1 + 4·Σ(peso·puntaje)/Σ(peso) de sus indicadores respondidos; subdimensión = media "
    "ponderada de sus bloques; dimensión = media de sus subdimensiones. Lo no respondido sale de "
    "ambas sumas; si falta más de la mitad del peso no hay puntaje. Un puntaje publicado va antes "
    "que el calculado; no hay un total de todas las dimensiones porque ninguna fuente lo define.",
    "Bloco = 1 + 4·Σ(peso·pontuação)/Σ(peso) de seus indicadores respondidos; subdimensão = média "
    "ponderada de seus blocos; dimensão = média de suas subdimensões. O não respondido sai de "
    "ambas as somas; se falta mais da metade do peso não há pontuação. Uma pontuação publicada vai "
    "antes da calculada; não há um total de todas as dimensões porque nenhuma fonte o define.",
    "Block = 1 + 4·Σ(weight·score)/Σ(weight) of its answered indicators; sub-dimension = weighted "
    "mean of its blocks; dimension = mean of its sub-dimensions. What is not answered is left out "
    "of both sums; where more than half of the weight is missing there is no score. A published "
    "score comes before a computed one; there is no total of all dimensions, as no source defines "
    "it.",
)


def methodology(lang: Lang) -> Methodology:
    """Return how scores are computed."""
    named = {
        f"weight_{phase.value.lower()}": weight for phase, weight in scoring.PHASE_WEIGHTS.items()
    }
    named |= {
        "scale_lowest": scoring.LOWEST,
        "scale_highest": scoring.HIGHEST,
        "most_missing_weight": scoring.MOST_MISSING,
        "weight_others": scoring.EQUAL,
    }
    return Methodology(
        id="policy_index",
        version="1",
        summary=_SUMMARY[lang],
        parameters=[
            Parameter(name=name, value=str(value), assumed=True) for name, value in named.items()
        ],
    )


def edition(snapshot: Snapshot, one: Edition) -> PolicyEdition:
    """Return an edition as lists give it."""
    levels = [row["level"] for row in one.items]
    return PolicyEdition.assembled(
        edition=one.row["edition"],
        year=one.row["year"],
        name=said(one.row, "name", snapshot.lang),
        countries=one.countries,
        average=one.average,
        dimensions=levels.count(PolicyLevel.DIMENSION),
        sub_dimensions=levels.count(PolicyLevel.SUB_DIMENSION),
        indicators=levels.count(PolicyLevel.INDICATOR),
        note=said(one.row, "note", snapshot.lang),
        reference=one.row["reference"],
        provenance=snapshot.release(one.row["release_id"]).provenance(),
    )


def item(row: Row, lang: Lang) -> PolicyItem:
    """Return an item of the tree."""
    return PolicyItem.assembled(
        item=row["item"],
        parent=row["parent"],
        level=PolicyLevel(row["level"]),
        position=row["position"],
        name=said(row, "name", lang),
        phase=PolicyPhase(row["phase"]) if row["phase"] else None,
        question=PolicyQuestion(row["question"]) if row["question"] else None,
        weight=None if row["weight"] is None else float(row["weight"]),
        basis=row["basis"],
        note=said(row, "note", lang),
        reference=row["reference"],
    )


def figure(snapshot: Snapshot, row: Row) -> PolicyFigure:
    """Return a figure as its source prints it."""
    return PolicyFigure.assembled(
        edition=row["edition"],
        area=row["area"],
        item=row["item"],
        metric=PolicyMetric(row["metric"]),
        value=row["value"],
        standing=PolicyStanding(row["standing"]) if row["standing"] else None,
        approximate=row["approximate"],
        note=said(row, "note", snapshot.lang),
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )


def unscored(one: Edition, area: str, lang: Lang) -> Missing:
    """Return why an area has no score: outside the edition, or nobody loaded it."""
    name = one.row["edition"]
    if area not in (*one.countries, one.average):
        outside = texts(
            f"La edición {name} no evaluó a {area}; con sus respuestas cargadas (policy_answers) "
            "se calcula su índice.",
            f"A edição {name} não avaliou {area}; com suas respostas carregadas (policy_answers) "
            "calcula-se seu índice.",
            f"Edition {name} did not assess {area}; with its answers loaded (policy_answers) its "
            "index is computed.",
        )
        return Missing(what="score", reason=Reason.NOT_ASSESSED, detail=outside[lang])
    absent = texts(
        f"La edición {name} incluye a {area}, pero su puntaje no está entre las fuentes cargadas: "
        "envíe policy_figures o policy_answers.",
        f"A edição {name} inclui {area}, mas sua pontuação não está entre as fontes carregadas: "
        "envie policy_figures ou policy_answers.",
        f"Edition {name} includes {area}, but its score is not among the loaded sources: send "
        "policy_figures or policy_answers.",
    )
    return Missing(what="score", reason=Reason.NOT_LOADED, detail=absent[lang])


def _too_little(one: Edition, area: str, answered: Decimal, lang: Lang) -> Missing:
    said_ = texts(
        f"De {area} está respondido el {answered:.0%} del peso, y hace falta la mitad en cada "
        "nivel.",
        f"De {area} está respondido {answered:.0%} do peso, e é preciso metade em cada nível.",
        f"{answered:.0%} of the weight is answered for {area}, and half is needed at each level.",
    )
    return Missing(what="score", reason=Reason.BELOW_THRESHOLD, detail=said_[lang])


def _previous(book: Book, one: Edition, item_: str) -> Edition | None:
    """Return the last edition before this one that has the item."""
    earlier = [other for other in book.values() if other.row["year"] < one.row["year"]]
    return next((other for other in reversed(earlier) if item_ in other.by_item), None)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _standing(one: Edition, area: str, item_: str, metric: PolicyMetric) -> PolicyStanding | None:
    row = one.printed.get((area, item_, metric))
    return None if row is None else PolicyStanding(row["standing"])


def score(book: Book, one: Edition, area: str, row: Row, lang: Lang) -> PolicyScore:
    """Return the score of an area in an item, and what to compare it with."""
    item_ = row["item"]
    value, result = one.score(area, item_), one.result(area, item_)
    printed = (area, item_, PolicyMetric.SCORE) in one.printed
    origin = PolicyScoreOrigin.PUBLISHED if printed else PolicyScoreOrigin.COMPUTED
    average = one.score(one.average, item_) if one.average else None
    before = _previous(book, one, item_)
    previous = before.score(area, item_) if before else None
    missing = None
    if value is None:
        missing = (
            _too_little(one, area, result.answered, lang)
            if result.answered
            else unscored(one, area, lang)
        )
    return PolicyScore.assembled(
        edition=one.row["edition"],
        area=area,
        assessed=area in (*one.countries, one.average),
        item=item_,
        level=PolicyLevel(row["level"]),
        name=said(row, "name", lang),
        score=_number(value),
        origin=None if value is None else origin,
        computed=_number(result.score),
        answered_weight=_number(result.answered) if area in one.answers else None,
        average=_number(average),
        difference=_number(None if value is None or average is None else value - average),
        standing=_standing(one, area, item_, PolicyMetric.RELATIVE_TO_AVERAGE),
        trend=_standing(one, area, item_, PolicyMetric.CHANGE),
        previous_edition=before.row["edition"] if before else None,
        previous=_number(previous),
        change=_number(None if value is None or previous is None else value - previous),
        missing=missing,
    )


def _is_known(one: PolicyScore) -> bool:
    return any(
        value is not None for value in (one.score, one.standing, one.trend, one.answered_weight)
    )


def profile(book: Book, one: Edition, area: str, lang: Lang) -> PolicyProfile:
    """Return an edition's scores of an area: each dimension, and what is known below."""
    scores = [score(book, one, area, row, lang) for row in one.scored]
    known = any(_is_known(each) for each in scores)
    return PolicyProfile.assembled(
        area=area,
        assessed=area in (*one.countries, one.average),
        scores=[each for each in scores if each.level is PolicyLevel.DIMENSION or _is_known(each)],
        missing=None if known else unscored(one, area, lang),
    )
