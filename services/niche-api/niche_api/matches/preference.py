"""The duty between two countries, asked of tariff-api for all counterparts at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from eslabon.client import TariffClient
from eslabon.client.batches import quotes
from eslabon.contracts.envelope import Provenance
from eslabon.contracts.quotes import CandidateKind, LineQuote, Quote, QuoteRequest

MOST_QUOTES = 1_000
FEWEST_DIGITS = 4
"""A duty is asked of a heading or below; a chapter has none."""


@dataclass(frozen=True, slots=True)
class Route:
    """Goods that cross a border."""

    importer: str
    exporter: str
    nomenclature: str
    code: str

    @property
    def has_duty(self) -> bool:
        """Whether there is a border, and the code is one that duties are asked of."""
        return self.importer != self.exporter and len(self.code) >= FEWEST_DIGITS


@dataclass(frozen=True, slots=True)
class Preference:
    """The duty of a route beside the one that origins without preference pay, in percent.

    Where the code holds several national lines these are the figures of the line whose duty is
    reduced least.
    """

    full_percent: Decimal
    paid_percent: Decimal
    agreements: tuple[str, ...]
    """Agreement that gives it, or those that may where the source does not say which."""
    on: date
    is_sure: bool
    """False where a lower duty may exist that is not loaded."""
    provenance: tuple[Provenance, ...]

    @property
    def value(self) -> float:
        """Part of the duty that is not paid; 1 where there is none to pay."""
        if self.full_percent == 0:
            return 1.0
        return float(max(Decimal(0), 1 - self.paid_percent / self.full_percent))


async def preferences(
    client: TariffClient, routes: Collection[Route]
) -> dict[Route, Preference | str | None]:
    """Return the preference of each route; what tariff-api says of those it refuses.

    None where no duty is loaded to compare. Routes beyond `MOST_QUOTES` are not asked for.

    Raises
    ------
    ServiceError
        tariff-api does not answer.
    """
    asked = list(routes)[:MOST_QUOTES]
    requests = [
        QuoteRequest(
            importer=route.importer,
            exporter=route.exporter,
            product=route.code,
            nomenclature=route.nomenclature,
        )
        for route in asked
    ]
    answers = await quotes(client, requests)
    return {
        route: _read(answer) if isinstance(answer, Quote) else answer.detail
        for route, answer in zip(asked, answers, strict=True)
    }


def _read(quote: Quote) -> Preference | None:
    lines: list[LineQuote] | list[Quote] = quote.lines or [quote]
    found = [_of_line(line, quote) for line in lines]
    known = [one for one in found if one is not None]
    return min(known, key=lambda one: one.value) if known and len(known) == len(found) else None


def _of_line(line: LineQuote | Quote, quote: Quote) -> Preference | None:
    full = next((one for one in line.candidates if one.kind is CandidateKind.MFN), None)
    paid = line.best or line.best_loaded
    if full is None or full.applied_percent is None:
        return None
    if paid is None or paid.applied_percent is None:
        return None
    return Preference(
        full_percent=full.applied_percent,
        paid_percent=paid.applied_percent,
        agreements=(paid.agreement,) if paid.agreement else tuple(paid.agreement_candidates),
        on=quote.on,
        is_sure=line.best is not None,
        provenance=tuple(quote.provenance),
    )
