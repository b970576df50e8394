"""The model built of what matrix-api holds: years of one source, from exports to probabilities."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.builds import Build, Input, Made, Materials, Target
from servicekit.releases.faults import RefusedError

from niche_api.complexity import refusals as of_complexity
from niche_api.complexity.universe import LEVEL, UNIVERSE
from niche_api.model import refusals
from niche_api.model.choices import parameters
from niche_api.model.tables import BUILT, HUMAN_CAPITAL
from niche_api.model.training import Plan, plan

if TYPE_CHECKING:
    from complexity.presence import Values

    from niche_api.model.world import World

_HUMAN_CAPITAL = Query(
    sa.select(*(HUMAN_CAPITAL.table.c[name] for name in ("place", "product", "value"))).where(
        HUMAN_CAPITAL.table.c.release_id == sa.bindparam("release", type_=sa.Integer)
    )
)


def targets(inputs: Sequence[Input]) -> Iterable[Target]:
    """Return a target for each year of a source of totals before which two years teach a model."""
    totals: dict[str, dict[int, Input]] = {}
    skills: dict[int, Input] = {}
    for one in sorted(inputs, key=lambda one: one.release.slice, reverse=True):
        if one.service == "matrix" and one.release.dataset == "totals":
            totals.setdefault(one.parts["source"], {})[int(one.parts["year"])] = one
        elif one.service == "niche" and one.release.dataset == HUMAN_CAPITAL.name:
            skills[int(one.parts["year"])] = one
    for source, of_year in totals.items():
        for year in of_year:
            learnt = plan(of_year, year)
            if learnt is not None:
                known = dict.fromkeys(_skills(learnt, skills).values())
                read = [of_year[one] for one in learnt.years]
                yield Target({"source": source, "year": str(year)}, (*read, *known))


def _skills(learnt: Plan, skills: Mapping[int, Input]) -> dict[int, Input]:
    """Return the human capital known in each year: that of the last year up to it."""
    found = {}
    for year in learnt.years:
        before = [one for one in skills if one <= year]
        if before:
            found[year] = skills[max(before)]
    return found


async def make(materials: Materials, target: Target) -> Made:
    """Read the years and learn the model of the last one.

    Raises
    ------
    RefusedError
        A year holds a part of trade only or determines no complexity, or too little appears.
    ServiceError
        matrix-api does not answer.
    """
    from niche_api.complexity import exports

    totals = [one for one in target.inputs if one.release.dataset == "totals"]
    skills = {
        int(one.parts["year"]): one
        for one in target.inputs
        if one.release.dataset == HUMAN_CAPITAL.name
    }
    learnt = plan((int(one.parts["year"]) for one in totals), int(target.parts["year"]))
    assert learnt is not None, "a target has the years of a plan"
    contents = {
        year: await exports.read(materials, target.parts["source"], year) for year in learnt.years
    }
    rows = {
        year: await materials.own.rows(_HUMAN_CAPITAL, release=one.release.release)
        for year, one in _skills(learnt, skills).items()
    }
    return await asyncio.to_thread(_made, learnt, contents, rows)


def _made(
    learnt: Plan, contents: Mapping[int, bytes], rows: Mapping[int, Sequence[Mapping[str, Any]]]
) -> Made:
    from complexity.errors import NotIdentifiedError

    from niche_api.complexity import exports
    from niche_api.model import frames, learning
    from niche_api.model.world import world

    worlds = {
        year: world(exports.matrix(content)[0], UNIVERSE) for year, content in contents.items()
    }
    skills = {year: _laid_out(worlds[year], its) for year, its in rows.items()}
    try:
        made = learning.variants(learnt, worlds, skills)
    except NotIdentifiedError as error:
        raise RefusedError(of_complexity.REASONS[error.code], value=error.code) from error
    except learning.TooFewError as error:
        raise RefusedError(refusals.REASONS[refusals.TOO_FEW], value=refusals.TOO_FEW) from error
    last = worlds[learnt.year]
    told = learning.predictions(last, made, skills.get(learnt.year))
    years = (learnt.learnt.first, learnt.learnt.last)
    return {**frames.of(years, made), "probabilities": frames.probabilities(last, told)}


def _laid_out(world: "World", rows: Sequence[Mapping[str, Any]]) -> "Values":
    """Return human capital as places and products of a world, nan where it is unknown."""
    import numpy as np

    place = {code: at for at, code in enumerate(world.places)}
    product = {code: at for at, code in enumerate(world.products)}
    result = np.full((len(place), len(product)), np.nan)
    for row in rows:
        if row["place"] in place and row["product"] in product:
            result[place[row["place"]], product[row["product"]]] = row["value"]
    return result


def _method() -> str:
    said = " ".join(f"{one.name}={one.value}" for one in parameters())
    return f"appearance 1 level={LEVEL} {said}"


APPEARANCE = Build(
    reads=("matrix", "niche"), datasets=BUILT, method=_method(), targets=targets, make=make
)
