"""What headings belong to, held in memory of each publication: groups and end uses."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from eslabon.contracts.empalme import EndUse
from eslabon.contracts.envelope import Lang, Missing, Provenance, Reason
from servicekit.database import Query
from servicekit.language import Texts, texts
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.asked import refusal
from matrix_api.headings.tables import end_uses, heading_groups

HS_SECTION = "hs_section"
"""Scheme of groups that answers where none is asked for (DOMAIN 9, assumption 3)."""

_release = sa.bindparam("release", type_=sa.Integer)
_GROUPS = Query(
    sa.select(*(column for column in heading_groups.c if column.name != "release_id"))
    .where(heading_groups.c.release_id == _release)
    .order_by(heading_groups.c.heading)
)
_USES = Query(
    sa.select(end_uses.c.heading, end_uses.c.end_use)
    .where(
        end_uses.c.release_id == _release,
        end_uses.c.nomenclature == sa.bindparam("nomenclature", type_=sa.Text),
    )
    .order_by(end_uses.c.heading, end_uses.c.subheadings.desc(), end_uses.c.end_use)
)


@dataclass(frozen=True)
class Facts:
    """Groups of one scheme and end uses in one nomenclature, by heading."""

    groups: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Texts] = field(default_factory=dict)
    """Names of the groups."""
    uses: Mapping[str, list[EndUse]] = field(default_factory=dict)
    """Uses of a heading, that of most subheadings first."""
    provenance: tuple[Provenance, ...] = ()
    absent: tuple[str, ...] = ()
    """Datasets that hold nothing of these."""

    def missing(self, lang: Lang) -> list[Missing]:
        """Return which of the datasets are not loaded."""
        return [
            Missing(what=name, reason=Reason.NOT_LOADED, detail=_ABSENT[name][lang])
            for name in self.absent
        ]


_ABSENT = {
    "heading_groups": texts(
        "Los grupos de partidas de este esquema no están cargados.",
        "Os grupos de posições deste esquema não estão carregados.",
        "The groups of headings of this scheme are not loaded.",
    ),
    "end_uses": texts(
        "El uso final (CGCE) de esta edición del Sistema Armonizado no está cargado.",
        "O uso final (CGCE) desta edição do Sistema Harmonizado não está carregado.",
        "The end use (BEC) of this edition of the Harmonized System is not loaded.",
    ),
}


async def _groups(snapshot: Snapshot, scheme: str) -> Facts:
    [release] = snapshot.releases("heading_groups", scheme=scheme)
    rows = await snapshot.rows(_GROUPS, release=release.id)
    return Facts(
        groups={row["heading"]: row["group"] for row in rows},
        names={row["group"]: texts(row["name_es"], row["name_pt"], row["name_en"]) for row in rows},
        provenance=(release.provenance(),),
    )


async def _uses(snapshot: Snapshot, nomenclature: str) -> Facts:
    for release in snapshot.releases("end_uses"):
        rows = await snapshot.rows(_USES, release=release.id, nomenclature=nomenclature)
        uses: dict[str, list[EndUse]] = {}
        for row in rows:
            uses.setdefault(row["heading"], []).append(EndUse(row["end_use"]))
        if uses:
            return Facts(uses=uses, provenance=(release.provenance(),))
    return Facts(absent=("end_uses",))


_of_scheme = PerRelease(("heading_groups",), _groups)
_of_nomenclature = PerRelease(("end_uses",), _uses)


async def facts(snapshot: Snapshot, scheme: str, nomenclature: str | None) -> Facts:
    """Return what headings belong to, in one scheme and one nomenclature."""
    grouped = Facts(absent=("heading_groups",))
    if snapshot.releases("heading_groups", scheme=scheme):  # else anybody's words would be kept
        grouped = await _of_scheme.at(snapshot, scheme)
    used = Facts() if nomenclature is None else await _of_nomenclature.at(snapshot, nomenclature)
    return Facts(
        grouped.groups,
        grouped.names,
        used.uses,
        grouped.provenance + used.provenance,
        grouped.absent + used.absent,
    )


def known_scheme(snapshot: Snapshot, scheme: str) -> str:
    """Return a scheme of groups; raise a problem if others are loaded and it is not."""
    loaded = sorted(release.parts["scheme"] for release in snapshot.releases("heading_groups"))
    if scheme in loaded or not loaded:
        return scheme
    names = ", ".join(loaded)
    raise refusal(
        "group_scheme",
        "unknown_group_scheme",
        texts(
            f"No hay grupos de partidas del esquema {scheme}; los que hay son {names}.",
            f"Não há grupos de posições do esquema {scheme}; os que há são {names}.",
            f"There are no groups of headings of scheme {scheme}; those there are: {names}.",
        ),
        404,
    )


def known_group(known: Facts, group: str | None) -> str | None:
    """Return a group; raise a problem if its scheme has others and not this one."""
    if group is None or group in known.names or not known.names:
        return group
    names = ", ".join(known.names)
    raise refusal(
        "group",
        "unknown_group",
        texts(
            f"El esquema no tiene el grupo {group}; los que tiene son {names}.",
            f"O esquema não tem o grupo {group}; os que tem são {names}.",
            f"The scheme has no group {group}; those it has: {names}.",
        ),
        404,
    )
