"""Stored models as answers."""

import math
from collections.abc import Sequence

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from eslabon.contracts.model import (
    CalibrationBin,
    LearntModel,
    Measured,
    Model,
    ModelFeature,
    ModelKind,
    ModelScore,
    ModelVariant,
    ScoreQuality,
    Tested,
)

from niche_api.model import words
from niche_api.model.book import Row, Stored
from niche_api.model.choices import parameters
from niche_api.niches.weights import HEURISTIC


def model(stored: Stored, lang: Lang) -> Model:
    """Return a stored model."""
    rows = stored.rows["models"]
    enters = any(row["variant"] == ModelVariant.HUMAN_CAPITAL for row in rows)
    missing = []
    if not enters:
        detail = words.NO_HUMAN_CAPITAL[lang]
        missing = [Missing(what="human_capital", reason=Reason.NOT_LOADED, detail=detail)]
    return Model.assembled(
        kind=ModelKind.LOGIT,
        source=stored.source,
        year=stored.year,
        in_words=in_words(stored, lang),
        models=[_learnt(stored, row, lang) for row in rows],
        missing=missing,
        methodology=Methodology(
            id="appearance-logit",
            version="1",
            summary=words.SUMMARY[lang],
            parameters=parameters(),
        ),
        provenance=[stored.release.provenance()],
    )


def heuristic(every: Sequence[Stored], lang: Lang) -> Model:
    """Return what orders products where no model is built."""
    detail = words.nothing_built([f"{one.source} {one.year}" for one in every])[lang]
    return Model.assembled(
        kind=ModelKind.HEURISTIC,
        source=None,
        year=None,
        in_words=[words.HEURISTIC_SUMMARY[lang]],
        models=[],
        missing=[Missing(what="model", reason=Reason.NOT_LOADED, detail=detail)],
        methodology=Methodology(
            id="appearance-heuristic",
            version="1",
            summary=words.HEURISTIC_SUMMARY[lang],
            parameters=[
                Parameter(name=f"weight_{name}", value=f"{weight:g}", assumed=True)
                for name, weight in zip(("density", "pci", "outlook_gain"), HEURISTIC, strict=True)
            ],
        ),
        provenance=[],
    )


def in_words(stored: Stored, lang: Lang) -> list[str]:
    """Return what the model is and how good it is, in sentences."""
    row = stored.of("models", variant=ModelVariant.BASE)[0]
    said = [words.what(row["first_year"], row["last_year"], lang)]
    for test in stored.of("model_tests", variant=ModelVariant.BASE, test="held_out"):
        first = _figures(stored, test, "precision_of_first")
        said.append(words.of_first(test, first["model"], lang))
        if test["area"] == "world":
            ours = first["model"]["value"]
            times = {name: ours / one["value"] for name, one in first.items() if one["value"]}
            if {"density", "advantage"} <= set(times):
                said.append(words.against(times, lang))
    for test in stored.of("model_tests", variant=ModelVariant.BASE, test="later_period"):
        if test["area"] == "world":
            roc_auc = _figures(stored, test, "roc_auc")["model"]["value"]
            precision = _figures(stored, test, "precision_of_first")["model"]["value"]
            said += words.later(test, roc_auc, precision, _predicted(stored, test), lang)
    return [*said, words.CAUTION[lang]]


def _figures(stored: Stored, test: Row, metric: str) -> dict[str, Row]:
    """Return a metric of a test by score."""
    keys = {name: test[name] for name in ("variant", "test", "area")}
    return {row["score"]: row for row in stored.of("model_quality", **keys, metric=metric)}


def _predicted(stored: Stored, test: Row) -> float:
    """Return the mean probability of the pairs of a test."""
    keys = {name: test[name] for name in ("variant", "test", "area")}
    bins = stored.of("model_calibration", **keys)
    return float(sum(one["predicted"] * one["cells"] for one in bins) / test["cells"])


def _learnt(stored: Stored, row: Row, lang: Lang) -> LearntModel:
    variant = row["variant"]
    features = sorted(
        stored.of("model_features", variant=variant), key=lambda one: int(one["position"])
    )
    tests = sorted(
        stored.of("model_tests", variant=variant),
        key=lambda one: (one["test"], one["area"] != "world"),
    )
    return LearntModel.assembled(
        variant=ModelVariant(variant),
        horizon_years=row["last_year"] - row["first_year"],
        features=[
            ModelFeature.assembled(
                name=one["feature"],
                text=words.FEATURES[one["feature"]][lang],
                mean=one["mean"],
                deviation=one["deviation"],
                coefficient=one["coefficient"],
                error=one["error"],
                odds_ratio=math.exp(one["coefficient"]),
            )
            for one in features
        ],
        tests=[_tested(stored, one, lang) for one in tests],
        **{
            name: row[name]
            for name in (
                "first_year",
                "last_year",
                "cells",
                "happened",
                "countries",
                "intercept",
                "threshold",
            )
        },
    )


def _tested(stored: Stored, test: Row, lang: Lang) -> Tested:
    keys = {name: test[name] for name in ("variant", "test", "area")}
    bins = sorted(stored.of("model_calibration", **keys), key=lambda one: int(one["bin"]))
    figures = stored.of("model_quality", **keys)
    given = {name: value for name, value in test.items() if name not in ("release_id", "variant")}
    return Tested.assembled(
        **given,
        base_rate=test["happened"] / test["cells"],
        scores=[_score(figures, score, lang) for score in ModelScore],
        calibration=[
            CalibrationBin.assembled(
                cells=one["cells"], predicted=one["predicted"], observed=one["observed"]
            )
            for one in bins
        ],
    )


def _score(figures: Sequence[Row], score: ModelScore, lang: Lang) -> ScoreQuality:
    its = {row["metric"]: row for row in figures if row["score"] == score}

    def measured(metric: str) -> Measured:
        row = its[metric]
        return Measured.assembled(value=row["value"], low=row["low"], high=row["high"])

    def value(metric: str) -> float | None:
        return its[metric]["value"] if metric in its else None

    return ScoreQuality.assembled(
        score=score,
        text=words.SCORES[score][lang],
        roc_auc=measured("roc_auc"),
        pr_auc=measured("pr_auc"),
        precision_of_first=measured("precision_of_first"),
        best_f1=value("best_f1"),
        best_f1_from=value("best_f1_from"),
        brier=value("brier"),
    )
