"""What the model of appearance says of a country's products, and of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from eslabon.contracts.envelope import Provenance
from eslabon.contracts.niches import NicheModel
from servicekit.database import Query
from servicekit.releases.snapshot import Current, Snapshot

from niche_api.model.tables import HUMAN_CAPITAL, MODEL_QUALITY, MODELS, PROBABILITIES

_probabilities, _models = PROBABILITIES.table, MODELS.table
_quality, _skills = MODEL_QUALITY.table, HUMAN_CAPITAL.table
_release = sa.bindparam("release", type_=sa.Integer)
_place = sa.bindparam("place", type_=sa.Text)

_OF_PLACE = Query(
    sa.select(
        _probabilities.c.product,
        _probabilities.c.variant,
        _probabilities.c.probability,
        _probabilities.c.low,
        _probabilities.c.high,
        _probabilities.c.extrapolated,
    ).where(_probabilities.c.release_id == _release, _probabilities.c.place == _place)
)
_MODELS = Query(sa.select(_models).where(_models.c.release_id == _release))
_QUALITY = Query(
    sa.select(_quality.c.variant, _quality.c.metric, _quality.c.value).where(
        _quality.c.release_id == _release,
        _quality.c.test == "held_out",
        _quality.c.area == "world",
        _quality.c.score == "model",
    )
)
_SKILLS = Query(
    sa.select(_skills.c.product, _skills.c.value).where(
        _skills.c.release_id == _release, _skills.c.place == _place
    )
)
DATASETS = (PROBABILITIES.name, MODELS.name, MODEL_QUALITY.name, HUMAN_CAPITAL.name)


@dataclass(frozen=True)
class Chance:
    """Of one product."""

    probability: float
    low: float
    high: float
    extrapolated: bool


@dataclass(frozen=True)
class Chances:
    """Probabilities of one country, by the model of its products."""

    of_product: Mapping[str, Chance]
    model: NicheModel
    sources: Sequence[Provenance]


async def chances(snapshot: Snapshot, place: str, of: Current) -> Chances | None:
    """Return what the model of the same exports says of a country; None where there is none.

    `of` is the release of complexity, whose source and year count.
    """
    found = snapshot.releases(PROBABILITIES.name, **of.parts)
    models = snapshot.releases(MODELS.name, **of.parts)
    quality = snapshot.releases(MODEL_QUALITY.name, **of.parts)
    if not (found and models and quality):
        return None
    rows = await snapshot.rows(_OF_PLACE, release=found[0].id, place=place)
    if not rows:
        return None
    variant = rows[0]["variant"]
    known = {row["variant"]: row for row in await snapshot.rows(_MODELS, release=models[0].id)}
    metrics = {
        row["metric"]: row["value"]
        for row in await snapshot.rows(_QUALITY, release=quality[0].id)
        if row["variant"] == variant
    }
    model = known[variant]
    return Chances(
        {
            row["product"]: Chance(row["probability"], row["low"], row["high"], row["extrapolated"])
            for row in rows
        },
        NicheModel.assembled(
            variant=variant,
            first_year=model["first_year"],
            last_year=model["last_year"],
            threshold=model["threshold"],
            base_rate=model["happened"] / model["cells"],
            roc_auc=metrics.get("roc_auc"),
            pr_auc=metrics.get("pr_auc"),
            precision_of_first=metrics.get("precision_of_first"),
            brier=metrics.get("brier"),
        ),
        [found[0].provenance(), models[0].provenance()],
    )


async def human_capital(snapshot: Snapshot, place: str, year: int) -> Mapping[str, float]:
    """Return a country's human capital by product: of the last year loaded up to `year`."""
    before = [
        one for one in snapshot.releases(HUMAN_CAPITAL.name) if int(one.parts["year"]) <= year
    ]
    if not before:
        return {}
    release = max(before, key=lambda one: (one.parts["year"], one.id))
    rows = await snapshot.rows(_SKILLS, release=release.id, place=place)
    return {row["product"]: row["value"] for row in rows}
