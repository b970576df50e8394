"""Whether a material counts as originating under a regime, from what the caller says of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from eslabon.contracts.origin import Cumulation, Material

from tariff_api.cells import values_in
from tariff_api.origin.applicable import Regime
from tariff_api.origin.facts import Part, Standing


@dataclass(frozen=True, slots=True)
class Judged:
    """A material with its standing; `by_cumulation` names the country that lends it."""

    part: Part
    by_cumulation: str | None


def judged(
    materials: Sequence[tuple[Material, str | None, frozenset[str]]],
    regime: Regime,
    importer: str,
    exporter: str,
) -> list[Judged]:
    """Return the standing of materials, each given with its country and that country's schemes.

    Materials of the exporter count as its own, those of the importer where the regime cumulates;
    what cumulates only under conditions is uncertain, and so is what nothing is said of.
    """
    unconditional = set(values_in(regime.row["cumulation_with"]))
    conditional = set(values_in(regime.row["cumulation_conditional_with"]))
    cumulation = Cumulation(regime.row["cumulation"])
    found: list[Judged] = []
    for material, country, schemes in materials:
        places = ({country} if country else set()) | schemes
        lent: str | None = None
        if material.originating is not None:
            own = Standing.ORIGINATING if material.originating else Standing.NON_ORIGINATING
        elif material.wholly_obtained or country == exporter:
            own = Standing.ORIGINATING
        elif country is None:
            own = Standing.UNCERTAIN
        elif cumulation is Cumulation.UNKNOWN:
            own = Standing.UNCERTAIN if country == importer else Standing.NON_ORIGINATING
        elif cumulation is not Cumulation.NONE and (country == importer or places & unconditional):
            own, lent = Standing.ORIGINATING, country
        elif cumulation is not Cumulation.NONE and places & conditional:
            own = Standing.UNCERTAIN
        else:
            own = Standing.NON_ORIGINATING
        part = Part(material.code, own, material.value_usd, material.wholly_obtained)
        found.append(Judged(part, lent))
    return found
