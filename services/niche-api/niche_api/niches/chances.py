"""The model of appearance that gives a year's probabilities, and what it says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from eslabon.contracts.envelope import Provenance
from eslabon.contracts.niches import NicheModel
from servicekit.database import Query
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Current, Snapshot

from niche_api.model.tables import MODEL_QUALITY, MODELS, PROBABILITIES

_models, _quality = MODELS.table, MODEL_QUALITY.table
_release = sa.bindparam("release", type_=sa.Integer)
_MODELS = Query(sa.select(_models).where(_models.c.release_id == _release))
_QUALITY = Query(
    sa.select(_quality.c.variant, _quality.c.metric, _quality.c.value).where(
        _quality.c.release_id == _release,
        _quality.c.test == "held_out",
        _quality.c.area == "world",
        _quality.c.score == "model",
    )
)
DATASETS = (PROBABILITIES.name, MODELS.name, MODEL_QUALITY.name)


@dataclass(frozen=True)
class Chances:
    """The release of probabilities of a year, and the models they are of, by variant."""

    release: Current
    models: dict[str, NicheModel]
    sources: Sequence[Provenance]


async def _read(snapshot: Snapshot, name: str) -> Chances:
    release, of_models, of_quality = (snapshot.release(int(one)) for one in name.split(" "))
    metrics: dict[str, dict[str, float]] = {}
    for row in await snapshot.rows(_QUALITY, release=of_quality.id):
        metrics.setdefault(row["variant"], {})[row["metric"]] = row["value"]
    models = {}
    for row in await snapshot.rows(_MODELS, release=of_models.id):
        measured = metrics.get(row["variant"], {})
        models[row["variant"]] = NicheModel.assembled(
            variant=row["variant"],
            first_year=row["first_year"],
            last_year=row["last_year"],
            threshold=row["threshold"],
            base_rate=row["happened"] / row["cells"],
            roc_auc=measured.get("roc_auc"),
            pr_auc=measured.get("pr_auc"),
            precision_of_first=measured.get("precision_of_first"),
            brier=measured.get("brier"),
        )
    return Chances(release, models, [release.provenance(), of_models.provenance()])


_KEPT = PerRelease(DATASETS, _read)


async def chances(snapshot: Snapshot, of: Current) -> Chances | None:
    """Return the model of the same exports as a release of complexity; None where there is none."""
    found = [snapshot.releases(name, **of.parts) for name in DATASETS]
    if not all(found):
        return None
    return await _KEPT.at(snapshot, " ".join(str(one[0].id) for one in found))
