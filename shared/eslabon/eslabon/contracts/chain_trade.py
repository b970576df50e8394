"""What niche-api joins of other services: what a chain's goods pay, and how its codes trade."""

from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.chains import Specificity
from eslabon.contracts.competitors import FacedDuty
from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance
from eslabon.contracts.norms import Norm


class MarketBasis(StrEnum):
    """Why these markets are shown."""

    ASKED = "ASKED"
    FLOWS = "FLOWS"
    """The largest buyers in the loaded flows of the chain's codes."""
    STATED_SHARES = "STATED_SHARES"
    """Flows are not loaded: the destinations that sources of the chain's figures state."""
    LOADED_TARIFFS = "LOADED_TARIFFS"
    """Neither is known: the markets whose tariff is loaded."""


class CodeTrade(Contract):
    """What a country exports under one code of a chain; not the chain's unless it is EXACT."""

    nomenclature: str
    code: str
    form: str
    specificity: Specificity
    warning: str | None
    """What else the code holds; null where it holds the chain's goods alone."""
    year: int | None
    exports_usd: Decimal | None
    """To the world; null where it is not loaded."""
    missing: list[Missing]


class MarketDuty(Contract):
    """What goods of one code pay in a market, and what is sold there under it."""

    code: str
    specificity: Specificity
    exports_usd: Decimal | None
    """What the country sold to the market under the code; null where it is not loaded."""
    year: int | None
    share: float | None
    """Share of the market in the exports of the code, 0 to 1."""
    mfn_lowest_percent: Decimal | None
    mfn_highest_percent: Decimal | None
    """The duty without preference, from the lowest to the highest of the lines; null where it is
    not loaded or not ad valorem."""
    duty: FacedDuty | None
    """The lowest duty, preferences considered; null where tariff-api says nothing."""
    missing: list[Missing]


class ChainMarket(Contract):
    """A market of a chain's goods."""

    importer: str
    stated_share_percent: Decimal | None
    """Share of the market in the country's exports of the chain, as a source states it."""
    duties: list[MarketDuty]
    norms: list[Norm]
    """Norms of both sides that bite on the codes, permits of CITES among them."""
    missing: list[Missing]


class ChainTrade(Contract):
    """A chain of a country in its markets: trade of its codes, duties, norms."""

    chain: str
    country: str
    markets_basis: MarketBasis
    exact_exports_usd: Decimal | None
    """Exports under the codes that hold the chain's goods alone; null where there is none, or it
    is not loaded. What SHARED and PROXY codes export is never added."""
    codes: list[CodeTrade]
    markets: list[ChainMarket]
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]
