"""Splits of trade written as contracts."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from eslabon.contracts.negotiated import (
    AgreementPart,
    NegotiatedSplit,
    PairPart,
    ProductPart,
    TradeClass,
)

from matrix_api.negotiated.split import Cents, Split


def usd(cents: int) -> Decimal:
    """Return cents as dollars, without cents where there are none."""
    return Decimal(cents) / 100 if cents % 100 else Decimal(cents // 100)


def _class(part: Cents, whole: Split) -> TradeClass:
    share = whole.of_total(part)
    return TradeClass(
        usd=usd(part.estimate),
        lower_usd=usd(part.lower),
        upper_usd=usd(part.upper),
        share=share.estimate,
        lower_share=share.lower,
        upper_share=share.upper,
    )


def split(of: Split) -> NegotiatedSplit:
    """Return a split as a contract."""
    dutiable = of.of_dutiable()
    return NegotiatedSplit(
        total_usd=usd(of.total),
        covered=_class(of.covered, of),
        mfn_zero=_class(of.mfn_zero, of),
        not_covered=_class(of.not_covered, of),
        unassessed_usd=usd(of.unassessed),
        share_of_dutiable=dutiable.estimate,
        lower_share_of_dutiable=dutiable.lower,
        upper_share_of_dutiable=dutiable.upper,
        subheadings=of.subheadings,
        partly_covered=of.partly_covered,
    )


def agreements(of: Split) -> list[AgreementPart]:
    """Return what each agreement covers, largest first."""
    order = sorted(of.by_grant.items(), key=lambda one: (-one[1].estimate, str(one[0])))
    return [
        AgreementPart(
            agreement=grant.agreement,
            agreement_candidates=list(grant.candidates),
            covered=_class(cents, of),
        )
        for grant, cents in order
    ]


def products(parts: Mapping[str, Split]) -> list[ProductPart]:
    """Return splits by product, in the order of codes."""
    return [ProductPart(product=code, split=split(parts[code])) for code in sorted(parts)]


def pairs(parts: Iterable[tuple[tuple[str, str], Split]]) -> list[PairPart]:
    """Return splits by pair, in the order given."""
    return [
        PairPart(importer=importer, exporter=exporter, split=split(part))
        for (importer, exporter), part in parts
    ]
