"""The demand of a member, computed once for each publication of its edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servicekit.language import texts

from matrix_api.empalme.editions import Member
from matrix_api.flows.asked import refusal
from matrix_api.flows.gaps import spans

if TYPE_CHECKING:
    from matrix_api.demand.demand import Demand
    from matrix_api.empalme.matrix import Matrix


def demand_of(matrix: Matrix, member: Member, year: int | None) -> Demand:
    """Return the demand of a member, over its years in the edition or in one of them.

    Raises
    ------
    ProblemError
        422 where the edition does not give the member the year.
    """
    if year is not None and year not in member.years:
        years = spans(member.years)
        raise refusal(
            "year",
            "year_not_in_edition",
            texts(
                f"La edición {matrix.edition.name} toma las cifras de {member.code} de {years}: "
                f"pida uno de esos años en lugar de {year}.",
                f"A edição {matrix.edition.name} toma os números de {member.code} de {years}: "
                f"peça um desses anos em vez de {year}.",
                f"Edition {matrix.edition.name} takes the figures of {member.code} from {years}: "
                f"ask for one of these years instead of {year}.",
            ),
        )
    key = (member.code, year)
    if key not in matrix.demands:
        # numpy is there already, with the matrix.
        from matrix_api.demand.demand import of_member

        matrix.demands[key] = of_member(matrix, member, year)
    return matrix.demands[key]
