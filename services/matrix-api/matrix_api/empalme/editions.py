"""Editions of the Matrices de Empalme as they are loaded, and the one that a request means."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from eslabon.contracts.empalme import EditionBasis
from eslabon.contracts.envelope import Lang
from servicekit.database import Query
from servicekit.language import Texts, texts
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Current, Snapshot

from matrix_api.empalme.tables import empalme_editions
from matrix_api.flows.asked import refusal

_MEMBERS = Query(
    sa.select(empalme_editions)
    .where(
        empalme_editions.c.release_id
        == sa.any_(sa.bindparam("releases", type_=sa.ARRAY(sa.Integer)))
    )
    .order_by(empalme_editions.c.release_id, empalme_editions.c.member)
)


@dataclass(frozen=True)
class Member:
    """A country of the region, with the source and the years of its figures."""

    code: str
    source: str
    years: tuple[int, ...]


@dataclass(frozen=True)
class Edition:
    """The region of a matrix: its members, by code."""

    name: str
    titles: Texts
    scheme: str
    is_partial: bool
    headings: tuple[str, ...]
    """Headings that it is limited to; empty where to none."""
    members: tuple[Member, ...]
    release: Current

    def member(self, code: str) -> Member | None:
        """Return the member of this code, or None."""
        return next((one for one in self.members if one.code == code), None)

    def basis(
        self, member: Member, years: Sequence[int], nomenclature: str | None, lang: Lang
    ) -> EditionBasis:
        """Return what the figures of a member in these years come from."""
        return EditionBasis(
            edition=self.name,
            title=self.titles[lang],
            scheme=self.scheme,
            is_partial=self.is_partial,
            headings=list(self.headings),
            member=member.code,
            source=member.source,
            year_from=years[0],
            year_to=years[-1],
            nomenclature=nomenclature,
        )


async def _read(snapshot: Snapshot, _: str) -> tuple[Edition, ...]:
    releases = {release.id: release for release in snapshot.releases("empalme_editions")}
    rows = await snapshot.rows(_MEMBERS, releases=list(releases))
    found = []
    for id_, release in releases.items():
        of_edition = [row for row in rows if row["release_id"] == id_]
        first = of_edition[0]
        members = (
            Member(row["member"], row["source"], tuple(range(row["year_from"], row["year_to"] + 1)))
            for row in of_edition
        )
        found.append(
            Edition(
                release.parts["edition"],
                texts(first["title_es"], first["title_pt"], first["title_en"]),
                first["scheme"],
                first["is_partial"],
                tuple(sorted(set(first["headings"].split("|")))) if first["headings"] else (),
                tuple(members),
                release,
            )
        )
    return tuple(sorted(found, key=lambda edition: edition.name))


_editions = PerRelease(("empalme_editions",), _read)


async def editions(snapshot: Snapshot) -> tuple[Edition, ...]:
    """Return all editions of a snapshot by name."""
    return await _editions.at(snapshot)


def named(found: Sequence[Edition], name: str) -> Edition:
    """Return the edition of a name; raise a problem naming those there are if it is not loaded."""
    for edition in found:
        if edition.name == name:
            return edition
    names = ", ".join(edition.name for edition in found)
    raise refusal(
        "edition",
        "unknown_edition",
        texts(
            f"No hay una edición {name}; "
            + (f"las que hay son {names}." if names else "ninguna está cargada."),
            f"Não há uma edição {name}; "
            + (f"as que há são {names}." if names else "nenhuma está carregada."),
            f"There is no edition {name}; "
            + (f"those there are: {names}." if names else "none is loaded."),
        ),
        404,
    )
