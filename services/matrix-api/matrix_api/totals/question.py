"""What an endpoint of totals is asked: who trades, over which years, and what is not loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from eslabon.contracts.codes import Day, TraderInput
from eslabon.contracts.envelope import Lang, Missing, Parameter, Provenance
from fastapi import Query, Response
from servicekit.language import texts
from servicekit.peers import Peer
from servicekit.problems import ProblemError
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.asked import refusal
from matrix_api.totals import loaded, traders
from matrix_api.totals.asked import Wanted
from matrix_api.totals.loaded import Basis
from matrix_api.totals.traders import Trader

ExporterAsked = Annotated[TraderInput, Query(description="Who sells.", examples=["CHL"])]
MembersOn = Annotated[
    Day | None,
    Query(
        description="Day whose full members make a scheme; the last of the years when left out.",
        examples=["2019-12-31"],
    ),
]


def too_much(*parameters: str) -> ProblemError:
    """Return the problem of a mean of several years over everybody and everything."""
    names = {one: f" {of} ".join(parameters) for one, of in ((Lang.ES, "o"), (Lang.PT, "ou"))}
    names[Lang.EN] = " or ".join(parameters)
    return refusal(
        "year_from",
        "mean_of_everything",
        texts(
            f"Para la media de varios años falta {names[Lang.ES]}; añádalo, o pida un año con "
            "year.",
            f"Para a média de vários anos falta {names[Lang.PT]}; acrescente, ou peça um ano com "
            "year.",
            f"The mean of several years needs {names[Lang.EN]}; add it, or ask for one year with "
            "year.",
        ),
    )


@dataclass(frozen=True)
class Question:
    """What of the loaded totals answers a request."""

    basis: Basis
    traders: Mapping[str, Trader]
    """By the name of the parameter that names them."""
    missing: list[Missing]

    @property
    def is_answered(self) -> bool:
        """Whether there are totals, and everybody asked about is known."""
        return bool(self.basis.editions) and all(
            any(member in self.basis.areas for member in who.members)
            for who in self.traders.values()
        )

    @property
    def years(self) -> tuple[int, int]:
        """First and last year used."""
        return self.basis.years[0], self.basis.years[-1]

    @property
    def parameters(self) -> list[Parameter]:
        """What the figures of schemes stand for."""
        return [one for role, who in self.traders.items() for one in who.parameters(role)]

    @property
    def provenance(self) -> list[Provenance]:
        """Releases of totals that are used."""
        return [edition.release.provenance() for edition in self.basis.editions]


async def question(
    snapshot: Snapshot,
    response: Response,
    tariff: Peer,
    wanted: Wanted,
    asked: Mapping[str, str | None],
    members_on: date | None,
    *,
    level: int | None,
    whole: bool = True,
    beside: str | None = None,
) -> Question:
    """Return what answers; `asked` has the code of each trader by its parameter's name.

    Only sources that have a release of the dataset `beside` too are considered, where it is named.

    Raises
    ------
    ProblemError
        A code is nobody's, or the edition of the Harmonized System is not loaded.
    """
    found = await loaded.editions(snapshot)
    if beside is not None:
        slices = {release.slice for release in snapshot.releases(beside)}
        found = [one for one in found if one.release.slice in slices]
    basis = loaded.basis(found, wanted, snapshot.lang, whole=whole, level=level)
    missing = list(basis.missing)
    known: dict[str, Trader] = {}
    if not basis.editions:
        return Question(basis, known, missing)
    areas = basis.areas
    on = members_on or date(basis.years[-1], 12, 31)
    for role, code in asked.items():
        if code is None:
            continue
        who = await traders.trader(code, role, areas, on, tariff, snapshot.lang)
        if isinstance(who, Missing):
            tariff.hold(response, snapshot.lang, answered=False)
            return Question(Basis((), basis.missing), {}, [*missing, who])
        if who.members_on is not None:
            tariff.hold(response, snapshot.lang, answered=True)
        known[role] = who
        missing += traders.absent(who, role, areas, snapshot.lang)
    return Question(basis, known, missing)
