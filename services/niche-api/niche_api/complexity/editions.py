"""Which year of which source answers, and why none does."""

from dataclasses import dataclass
from typing import Annotated

from eslabon.contracts.codes import Year
from eslabon.contracts.envelope import Lang, Missing, Provenance, Reason
from fastapi import Depends, Query
from servicekit.problems import ProblemError
from servicekit.reading import Reading
from servicekit.releases import jobs
from servicekit.releases.dataset import Texts, texts
from servicekit.releases.snapshot import Current, Snapshot

from niche_api.complexity import refusals

YEAR = 2019
"""The year that answers where none is asked for: 2016 inflates Panama by re-exports."""
LEAD = "complexity_countries"


@dataclass(frozen=True)
class Edition:
    """The complexity of one source and year."""

    source: str
    year: int
    releases: dict[str, Current]
    """Release of each dataset by its name."""

    def id(self, dataset: str) -> int:
        """Return the release of a dataset."""
        return self.releases[dataset].id

    @property
    def provenance(self) -> list[Provenance]:
        """Where the figures come from: one release stands for all that were built with it."""
        return [self.releases[LEAD].provenance()]


@dataclass(frozen=True)
class Answering:
    """The edition that answers, or why there is none."""

    edition: Edition | None
    why: Texts | None

    def missing(self, lang: Lang) -> list[Missing]:
        """Return why nothing answers, where it is so."""
        if self.why is None:
            return []
        return [Missing(what="complexity", reason=Reason.NOT_LOADED, detail=self.why[lang])]


def editions(snapshot: Snapshot) -> list[Edition]:
    """Return all that is built, by source and year."""
    found: dict[tuple[str, int], dict[str, Current]] = {}
    for release in snapshot.published.releases:
        if release.dataset.startswith("complexity_"):
            key = (release.parts["source"], int(release.parts["year"]))
            found.setdefault(key, {})[release.dataset] = release
    return [Edition(*key, found[key]) for key in sorted(found)]


async def answering(
    snapshot: Reading,
    year: Annotated[
        Year | None,
        Query(
            description=f"Year of the exports; {YEAR} when left out, or else the last one built.",
            examples=[YEAR],
        ),
    ] = None,
    source: Annotated[
        str | None,
        Query(
            max_length=64,
            pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
            description="Source of the exports; the first one with that year when left out.",
            examples=["ATLAS"],
        ),
    ] = None,
) -> Answering:
    """Choose the edition that a request asks for.

    Raises
    ------
    ProblemError
        422 where the exports of the year asked for determine no index.
    """
    every = editions(snapshot)
    able = [one for one in every if source in (None, one.source)]
    wanted = year or (
        YEAR
        if any(one.year == YEAR for one in able)
        else max((one.year for one in able), default=0)
    )
    chosen = next((one for one in able if one.year == wanted), None)
    if chosen is None and year is not None:
        await _refuse(snapshot, year, source)
    return Answering(chosen, None if chosen else _nothing(every, year))


Asked = Annotated[Answering, Depends(answering)]


async def _refuse(snapshot: Snapshot, year: int, source: str | None) -> None:
    """Raise where the last build of that year was refused because of the data."""
    parts = {"year": str(year)} | ({"source": source} if source else {})
    for code in await jobs.refusals(snapshot.pool, "niche", LEAD, parts):
        said = refusals.REASONS.get(code)
        if said is not None:
            raise not_identified(said, "/query/year", year)


def not_identified(said: Texts, pointer: str, year: int) -> ProblemError:
    """Return the problem of exports that determine no index."""
    es, pt, en = said.values()
    detail = texts(
        f"Con las exportaciones de {year} no hay índice: {es}.",
        f"Com as exportações de {year} não há índice: {pt}.",
        f"The exports of {year} give no index: {en}.",
    )
    return ProblemError(422, "not_identified", detail, errors=[(pointer, detail, "not_identified")])


def _nothing(every: list[Edition], year: int | None) -> Texts:
    """Text for a request that nothing answers."""
    if not every:
        return texts(
            "Aún no hay complejidad calculada: cargue en matrix-api los totales (`totals`) de un "
            "año; se calcula sola en un minuto.",
            "Ainda não há complexidade calculada: carregue em matrix-api os totais (`totals`) de "
            "um ano; calcula-se sozinha em um minuto.",
            "No complexity is computed yet: load the totals (`totals`) of a year into matrix-api; "
            "it is computed by itself in a minute.",
        )
    built = ", ".join(f"{one.source} {one.year}" for one in every)
    what = "" if year is None else f" {year}"
    return texts(
        f"No hay complejidad{what} de lo pedido; hay de {built}. Otros años se calculan solos "
        "cuando matrix-api recibe sus totales.",
        f"Não há complexidade{what} do pedido; há de {built}. Outros anos calculam-se sozinhos "
        "quando matrix-api recebe seus totais.",
        f"There is no complexity{what} of what is asked; there is of {built}. Other years are "
        "computed by themselves once matrix-api gets their totals.",
    )
