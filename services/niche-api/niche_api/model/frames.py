"""Models, their tests and what they say, as the rows of their tables."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from niche_api.model.evaluation import Evaluation
from niche_api.model.learning import Predictions, Tested, Variant
from niche_api.model.world import World

Rows = list[dict[str, Any]]


def of(plan_years: tuple[int, int], made: list[Variant]) -> dict[str, pl.DataFrame]:
    """Return the rows of each dataset but the probabilities."""
    tests = [(variant, one) for variant in made for one in variant.tests]
    rows: dict[str, Rows] = {
        "models": [_model(plan_years, variant) for variant in made],
        "model_features": [row for variant in made for row in _features(variant)],
        "model_tests": [_test(variant, one) for variant, one in tests],
        "model_quality": [
            {**_key(variant, one), **row} for variant, one in tests for row in _quality(one.found)
        ],
        "model_calibration": [
            {
                **_key(variant, one),
                "bin": place,
                "cells": of_bin.cells,
                "predicted": of_bin.predicted,
                "observed": of_bin.observed,
            }
            for variant, one in tests
            for place, of_bin in enumerate(one.found.bins, 1)
        ],
    }
    return {name: pl.DataFrame(its, infer_schema_length=None) for name, its in rows.items()}


def _model(years: tuple[int, int], variant: Variant) -> dict[str, Any]:
    found = variant.tests[0].found
    return {
        "variant": variant.name,
        "first_year": years[0],
        "last_year": years[1],
        **_size(found),
        "intercept": variant.model.intercept,
        "threshold": variant.threshold,
    }


def _features(variant: Variant) -> Iterator[dict[str, Any]]:
    model = variant.model
    columns = (model.means, model.deviations, model.coefficients, variant.doubt.errors)
    for place, (name, *values) in enumerate(
        zip(model.names, *(one.tolist() for one in columns), strict=True), 1
    ):
        mean, deviation, coefficient, error = values
        yield {
            "variant": variant.name,
            "feature": name,
            "position": place,
            "mean": mean,
            "deviation": deviation,
            "coefficient": coefficient,
            "error": error,
        }


def _key(variant: Variant, one: Tested) -> dict[str, Any]:
    return {"variant": variant.name, "test": one.test, "area": one.area}


def _size(found: Evaluation) -> dict[str, Any]:
    return {"cells": found.cells, "happened": found.happened, "countries": found.countries}


def _test(variant: Variant, one: Tested) -> dict[str, Any]:
    return {
        **_key(variant, one),
        "learnt_first_year": one.learnt.first,
        "learnt_last_year": one.learnt.last,
        "first_year": one.applied.first,
        "last_year": one.applied.last,
        **_size(one.found),
    }


def _quality(found: Evaluation) -> Iterator[dict[str, Any]]:
    for score, its in found.scores.items():
        for metric in ("roc_auc", "pr_auc", "precision_of_first"):
            measured = getattr(its, metric)
            yield _figure(score, metric, measured.value, measured.low, measured.high)
        yield _figure(score, "best_f1", its.best_f1)
        if its.brier is not None:
            yield _figure(score, "best_f1_from", its.best_f1_from)
            yield _figure(score, "brier", its.brier)
    # Saying the base rate of every cell orders none of them.
    yield _figure("base_rate", "roc_auc", 0.5)
    for metric in ("pr_auc", "precision_of_first"):
        yield _figure("base_rate", metric, found.base_rate)
    yield _figure("base_rate", "best_f1", 2 * found.base_rate / (1 + found.base_rate))
    yield _figure("base_rate", "brier", found.base_brier)


def _figure(
    score: str, metric: str, value: float, low: float | None = None, high: float | None = None
) -> dict[str, Any]:
    return {"score": score, "metric": metric, "value": value, "low": low, "high": high}


def probabilities(world: World, told: Predictions) -> pl.DataFrame:
    """Return a row for each place and product that has a probability."""
    row, column = np.nonzero(told.number >= 0)
    cell = (row, column)
    return pl.DataFrame(
        {
            "place": pl.Series(world.places).gather(row),
            "product": pl.Series(world.products).gather(column),
            "variant": pl.Series(told.variant).gather(told.number[cell]),
            "probability": told.probability[cell],
            "low": told.low[cell],
            "high": told.high[cell],
            "extrapolated": told.extrapolated[cell],
        }
    )
