"""The ranking of partners in a year: shares, unit values, growth and concentration."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows import gaps, loaded, sides
from matrix_api.flows.asked import Product
from matrix_api.flows.loaded import SOURCES, Edition
from matrix_api.flows.measures import compound, measured, ratio
from matrix_api.flows.traded import NOTHING, Traded, traded

_MEASURES = texts(
    "Crecimiento: tasa anual compuesta desde el primer año cargado de la misma fuente; sin valor "
    "si solo hay un año o no se comerciaba. Valor unitario: valor entre peso o entre cantidad, "
    "sin valor si a alguna fila le falta o las unidades difieren. Concentración: suma de los "
    "cuadrados de las partes de todos. De los flujos que la fuente trae por parte declarante se "
    "toma una sola (`side_preference`).",
    "Crescimento: taxa anual composta desde o primeiro ano carregado da mesma fonte; sem valor se "
    "só há um ano ou não se comerciava. Valor unitário: valor sobre peso ou sobre quantidade, sem "
    "valor se falta em alguma linha ou as unidades diferem. Concentração: soma dos quadrados das "
    "partes de todos. Dos fluxos que a fonte traz por parte declarante toma-se uma só "
    "(`side_preference`).",
    "Growth: compound yearly rate since the first loaded year of the same source; null where only "
    "one year is loaded or nothing was traded. Unit value: value over weight or over quantity, "
    "null where a row lacks it or units differ. Concentration: sum of the squares of everybody's "
    "shares. Of flows that the source holds by reporting side, one side is taken "
    "(`side_preference`).",
)


@dataclass(frozen=True)
class Ranked:
    """The partners of a country in one year, and the editions they were read from."""

    year: int | None
    traded: Traded
    before: Traded
    """The same in the first year that growth is counted from."""
    used: Sequence[Edition]
    """The year's edition and, where it is another, the first one of its source."""
    limit: int
    missing: list[Missing]

    @property
    def total_usd(self) -> Decimal | None:
        """What was traded with everybody; null where it is not loaded."""
        return self.traded.total_usd if self.used else None

    def fields(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the code and the fields of `Partner` of each of the largest partners."""
        years = self.used[0].year - self.used[-1].year if self.used else 0
        largest = islice(self.traded.partners.items(), self.limit)
        for rank, (partner, amounts) in enumerate(largest, start=1):
            first = self.before.partners.get(partner)
            yield (
                partner,
                {
                    "rank": rank,
                    "value_usd": amounts.value_usd,
                    "share": ratio(amounts.value_usd, self.traded.total_usd) or 0.0,
                    **measured(amounts),
                    "growth_per_year": compound(
                        first.value_usd if first else None, amounts.value_usd, years
                    ),
                },
            )

    @property
    def basis(self) -> tuple[int | None, bool]:
        """The year that growth is counted from, and whether each flow has one figure."""
        since = self.used[-1].year if self.used else None
        return since, not any(edition.held.main for edition in self.used)


@cache
def methodology(id_: str, basis: tuple[int | None, bool], summary: str, lang: Lang) -> Methodology:
    """Return how a ranking on some basis is made."""
    since, one_figure = basis
    return Methodology(
        id=id_,
        version="2",
        summary=f"{summary} {_MEASURES[lang]}",
        parameters=[
            Parameter(name="source_preference", value=",".join(SOURCES), assumed=True),
            sides.parameter(),
            Parameter(name="growth_since", value="" if since is None else str(since), assumed=True),
            sides.valuation(one_figure),
        ],
    )


async def ranked(
    snapshot: Snapshot,
    everything: Sequence[Edition],
    role: str,
    country: str,
    product: Product,
    year: int | None,
    limit: int,
) -> Ranked:
    """Return the largest partners of a country, which is the `role` (importer or exporter).

    The year is the last one that holds the product where none is given.
    """
    lang = snapshot.lang
    of_year = loaded.by_year(everything, product)
    chosen = loaded.last_year(of_year, product) if year is None else year
    edition = None if chosen is None else of_year.get(chosen)
    if edition is None:
        absent = [] if chosen is None else [chosen]
        why = [gaps.years_not_loaded(absent, list(of_year.values()), lang)]
        return Ranked(chosen, NOTHING, NOTHING, (), limit, why)
    if why := gaps.of_edition(edition, product, {role: country}, lang):
        return Ranked(chosen, NOTHING, NOTHING, (), limit, why)
    first = loaded.first_of_source(everything, edition, product)
    used = [edition] if first is edition else [edition, first]
    of_release = await traded(snapshot, used, role, country, product)
    return Ranked(
        chosen,
        of_release[edition.release.id],
        of_release[first.release.id],
        used,
        limit,
        gaps.partial_sum(product, used, lang),
    )
