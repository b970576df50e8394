"""What a preference makes of the lines of each subheading, as the quotes of tariff-api tell it."""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from eslabon.client import TariffClient
from eslabon.contracts.envelope import ProblemItem, Provenance, Reason
from eslabon.contracts.quotes import (
    Candidate,
    CandidateKind,
    Completeness,
    LineQuote,
    Quote,
    QuoteRequest,
)
from fastapi import Depends, FastAPI, Request

from matrix_api import tariff
from matrix_api.negotiated.split import Grant, Lines

PAIRS_KEPT = 256


class Pair(NamedTuple):
    """Whose preferences on what day: the last one covered when None."""

    importer: str
    exporter: str
    nomenclature: str
    on: date | None


class Points(NamedTuple):
    """The duty of every origin and the preference, in percent, over the lines of a subheading."""

    mfn_percent: Decimal | None
    """Highest of the lines; null where one is not known or not ad valorem."""
    applied_percent: Decimal | None
    """Highest of the lines."""

    @property
    def margin(self) -> Decimal | None:
        """Points between the two; null where one of them is not known."""
        if self.mfn_percent is None or self.applied_percent is None:
            return None
        return self.mfn_percent - self.applied_percent


@dataclass(frozen=True, slots=True)
class Covering:
    """What is known of the lines of one subheading."""

    lines: Lines
    points: Points
    why: Reason | None = None
    """Why some of them could not be assessed."""


_REFUSED = Covering(Lines(unknown=1), Points(None, None), Reason.NOT_LOADED)
"""A subheading that tariff-api does not know."""


@dataclass
class Preferences:
    """The preferences of a pair on one day, as far as they were asked for."""

    on: date | None = None
    """The day that they hold for; null while nothing was asked, or no tariff of it is loaded."""
    of: dict[str, Covering] = field(default_factory=dict)
    provenance: dict[int, Provenance] = field(default_factory=dict)
    _alike: dict[Covering, Covering] = field(default_factory=dict)

    def add(self, subheading: str, answer: Quote | ProblemItem) -> None:
        """Keep what tariff-api says of a subheading; equal facts are kept once."""
        found = _REFUSED
        if isinstance(answer, Quote):
            found = covering(answer)
            self.provenance |= {one.release: one for one in answer.provenance}
            first, last = answer.coverage.valid_from, answer.coverage.valid_to
            if first and last and first <= answer.on <= last:
                self.on = answer.on
        self.of[subheading] = self._alike.setdefault(found, found)


def _duty(candidates: Iterable[Candidate]) -> Candidate | None:
    return next((one for one in candidates if one.kind is CandidateKind.MFN), None)


def _grant(lowest: Candidate) -> Grant:
    candidates = () if lowest.agreement else tuple(lowest.agreement_candidates)
    return Grant(lowest.agreement, candidates)


def _why(line: Quote | LineQuote, quote: Quote) -> Reason:
    reasons = [one.reason for one in (*line.missing, *quote.missing)]
    told = (Reason.AMBIGUOUS_CODE, Reason.NOT_LOADED)
    return next((one for one in reasons if one in told), Reason.NOT_LOADED)


def covering(quote: Quote) -> Covering:
    """Return what a quote of a subheading says of its lines."""
    covered: Counter[Grant] = Counter()
    conditional: Counter[Grant] = Counter()
    mfn_zero = not_covered = unsettled = unknown = 0
    why: Reason | None = None
    paid: list[Points] = []
    national: Sequence[Quote | LineQuote] = quote.lines or [quote]
    for line in national:
        duty, lowest = _duty(line.candidates), line.best or line.best_loaded
        paid.append(
            Points(
                duty.applied_percent if duty else None, lowest.applied_percent if lowest else None
            )
        )
        if duty is None or duty.duty_type is None:
            unknown, why = unknown + 1, why or _why(line, quote)
        elif duty.applied_percent == 0:
            mfn_zero += 1
        elif lowest is not None and lowest.kind is CandidateKind.PREFERENCE:
            (conditional if lowest.conditional else covered)[_grant(lowest)] += 1
        elif lowest is not None and line.completeness is Completeness.COMPLETE:
            not_covered += 1
        else:
            unsettled, why = unsettled + 1, why or _why(line, quote)
    under_agreement = all(one.reason is not Reason.NO_AGREEMENT for one in quote.missing)
    lines = Lines(
        tuple(covered.items()),
        tuple(conditional.items()),
        mfn_zero,
        not_covered,
        unsettled,
        unknown,
        under_agreement,
    )
    return Covering(lines, Points(*(_highest(rates) for rates in zip(*paid, strict=True))), why)


def _highest(rates: Sequence[Decimal | None]) -> Decimal | None:
    known = [rate for rate in rates if rate is not None]
    return max(known) if len(known) == len(rates) else None


class Kept:
    """Preferences by publication of tariff-api and pair; those unused longest leave first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, Pair], tuple[asyncio.Lock, Preferences]] = OrderedDict()

    async def read(
        self, client: TariffClient, publication: int, pair: Pair, subheadings: Iterable[str]
    ) -> Preferences:
        """Return the preferences of a pair, with all these subheadings among them.

        Raises
        ------
        ServiceError
            tariff-api does not answer.
        """
        key = publication, pair
        lock, found = self._kept.setdefault(key, (asyncio.Lock(), Preferences()))
        self._kept.move_to_end(key)
        while len(self._kept) > PAIRS_KEPT:
            self._kept.popitem(last=False)
        async with lock:
            absent = [code for code in subheadings if code not in found.of]
            for start in range(0, len(absent), tariff.BATCH):  # what was answered stays
                asked = absent[start : start + tariff.BATCH]
                requests = [
                    QuoteRequest.model_construct(
                        importer=pair.importer,
                        exporter=pair.exporter,
                        product=code,
                        nomenclature=pair.nomenclature,
                        on=pair.on,
                    )
                    for code in asked
                ]
                answers = await tariff.quotes(client, requests, publication)
                for code, answer in zip(asked, answers, strict=True):
                    found.add(code, answer)
        return found


@asynccontextmanager
async def keeping(app: FastAPI) -> AsyncIterator[None]:
    """Give the application the preferences that it keeps."""
    app.state.preferences = Kept()
    yield


async def _kept(request: Request) -> Kept:
    found: Kept = request.app.state.preferences
    return found


KeptPreferences = Annotated[Kept, Depends(_kept)]
