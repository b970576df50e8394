"""The edition that a request means, and what its answer says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eslabon.contracts.empalme import EditionBasis, EditionMember, EmpalmeEdition
from eslabon.contracts.envelope import Lang, Missing, Provenance
from servicekit.naming import Names, Naming
from servicekit.releases.snapshot import Snapshot

from matrix_api.empalme import gaps
from matrix_api.empalme.editions import Edition, editions, named
from matrix_api.empalme.kept import matrix_of
from matrix_api.headings.facts import Facts, facts

if TYPE_CHECKING:
    from matrix_api.empalme.matrix import Matrix


@dataclass(frozen=True)
class Meant:
    """The matrix that a request means; None where no edition may be chosen."""

    matrix: Matrix | None
    missing: tuple[Missing, ...] = ()
    """What holds for the whole edition."""

    @property
    def edition(self) -> Edition | None:
        """The edition of the matrix."""
        return None if self.matrix is None else self.matrix.edition


async def meant(
    snapshot: Snapshot,
    name: str | None,
    include_partial: bool,
    answers: Callable[[Matrix], bool] = lambda matrix: any(map(matrix.is_computed, matrix.gaps)),
) -> Meant:
    """Return the matrix of the edition that is named, else of the best one.

    The best is one that `answers`, then a whole one, then the latest; partial ones only stand for
    election where they are included.

    Raises
    ------
    ProblemError
        404 where no edition has the name.
    """
    found = await editions(snapshot)
    if name is not None:
        matrix = await matrix_of(snapshot, named(found, name))
        return Meant(matrix, _of_part(matrix, snapshot.lang))
    candidates = [
        await matrix_of(snapshot, edition)
        for edition in found
        if include_partial or not edition.is_partial
    ]
    best = max(candidates, key=lambda one: _preference(one, answers(one)), default=None)
    if best is not None and answers(best):
        return Meant(best, _of_part(best, snapshot.lang))
    partial = [edition for edition in found if edition.is_partial]
    return Meant(best, (gaps.no_edition(partial, snapshot.lang),))


def _preference(matrix: Matrix, answers: bool) -> tuple[bool, bool, int, str]:
    edition = matrix.edition
    last = max(member.years[-1] for member in edition.members)
    return answers, not edition.is_partial, last, edition.name


def _of_part(matrix: Matrix, lang: Lang) -> tuple[Missing, ...]:
    edition = matrix.edition
    return (gaps.partial_edition(edition, lang),) if edition.is_partial else ()


@dataclass(frozen=True)
class Side:
    """One member of the matrix that a request means, and what is known of its headings."""

    code: str
    basis: EditionBasis | None
    facts: Facts
    names: Names
    missing: tuple[Missing, ...]
    provenance: tuple[Provenance, ...]


async def side(snapshot: Snapshot, naming: Naming, chosen: Meant, code: str, scheme: str) -> Side:
    """Return what an answer on one member says besides its rows."""
    matrix = chosen.matrix
    member = None if matrix is None else matrix.edition.member(code)
    if matrix is None or member is None:
        grouped = await facts(snapshot, scheme, None)
        return Side(code, None, grouped, Names(), chosen.missing, ())
    nomenclature = next(reversed(matrix.panel.nomenclatures(member, member.years)), None)
    known = await facts(snapshot, scheme, nomenclature)
    names = await naming.headings(snapshot, nomenclature)
    lang = snapshot.lang
    return Side(
        code=code,
        basis=matrix.edition.basis(member, member.years, nomenclature, lang),
        facts=known,
        names=names,
        missing=(
            *chosen.missing,
            *(gap.told(lang) for gap in matrix.gaps[code]),
            *known.missing(lang),
            *names.missing,
        ),
        provenance=(
            *(release.provenance() for release in matrix.releases(code, member.years)),
            *known.provenance,
        ),
    )


def described(matrix: Matrix, lang: Lang) -> EmpalmeEdition:
    """Return an edition with what each of its members lacks."""
    edition = matrix.edition
    return EmpalmeEdition(
        edition=edition.name,
        title=edition.titles[lang],
        scheme=edition.scheme,
        is_partial=edition.is_partial,
        headings=list(edition.headings),
        members=[
            EditionMember(
                member=member.code,
                source=member.source,
                year_from=member.years[0],
                year_to=member.years[-1],
                is_computed=matrix.is_computed(member.code),
                missing=[gap.told(lang) for gap in matrix.gaps[member.code]],
            )
            for member in edition.members
        ],
        provenance=edition.release.provenance(),
    )
