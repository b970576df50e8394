"""Whether goods meet a rule of origin: pure, exact, three-valued.

A material of uncertain origin is taken both ways; a rule is decided only where both agree. So more
non-originating value never turns FAIL into PASS. Limits are inclusive.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from eslabon.contracts.origin import Outcome, RuleClass, ThresholdBasis

from tariff_api.origin.facts import (
    Goods,
    Limit,
    Part,
    Range,
    Rule,
    Standing,
    alternatives,
    inside,
    touches,
)

HUNDRED = Decimal(100)
DIGITS = {RuleClass.CC: 2, RuleClass.CTH: 4, RuleClass.CTSH: 6}
_ORDER = (Outcome.FAIL, Outcome.UNDETERMINED, Outcome.PASS)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule comes to and why: the name of the sentence and the codes that decide it."""

    rule: Rule
    outcome: Outcome
    reason: str
    materials: tuple[str, ...] = ()
    share_percent: Decimal | None = None
    share_percent_upper: Decimal | None = None
    limit_percent: Decimal | None = None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sum:
    """The least and the most a group of materials may be worth; no most where a value lacks."""

    least: Decimal
    most: Decimal | None
    codes: tuple[str, ...]


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return what conditions that must all hold come to; PASS where there is none."""
    return min(outcomes, key=_ORDER.index, default=Outcome.PASS)


def best(outcomes: Iterable[Outcome]) -> Outcome:
    """Return what alternatives come to; FAIL where there is none."""
    return max(outcomes, key=_ORDER.index, default=Outcome.FAIL)


def agreed(outcomes: Sequence[Outcome]) -> Outcome:
    """Return what all say; UNDETERMINED where they differ or there is none."""
    return outcomes[0] if len(set(outcomes)) == 1 else Outcome.UNDETERMINED


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return a share in percent, rounded half up to four decimals; None of nothing."""
    if not whole:
        return None
    return (HUNDRED * part / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP).normalize() + 0


def exclusively_originating(goods: Goods) -> bool:
    """Tell whether the materials are known and all of them count as originating."""
    return bool(goods.parts) and all(
        part.standing is Standing.ORIGINATING for part in goods.parts or ()
    )


def checked(
    rules: Sequence[Rule],
    goods: Goods,
    tolerance: Limit | None,
    fulfilled: Mapping[int, bool] | None = None,
) -> tuple[Outcome, list[Finding]]:
    """Return what a set of rules comes to, and each rule's finding, in their order.

    `tolerance` is the regime's own for materials without the change of code, None where it is not
    known; `fulfilled` is the caller's word on rules that only a text states.
    """
    findings = {rule.number: _finding(rule, goods, tolerance, fulfilled or {}) for rule in rules}
    outcome = best(
        worst(findings[rule.number].outcome for rule in group) for group in alternatives(rules)
    )
    return outcome, [findings[rule.number] for rule in rules]


def _finding(
    rule: Rule, goods: Goods, tolerance: Limit | None, fulfilled: Mapping[int, bool]
) -> Finding:
    if rule.rule_class in (RuleClass.PSR, RuleClass.TEXT):
        met = fulfilled.get(rule.number)
        if met is None:
            return Finding(rule, Outcome.UNDETERMINED, "text")
        return Finding(rule, Outcome.PASS if met else Outcome.FAIL, "met" if met else "not_met")
    if rule.rule_class is RuleClass.WO and not rule.materials:
        return _whole(rule, goods)
    if goods.parts is None:
        return Finding(rule, Outcome.UNDETERMINED, "no_materials", lacking=("materials",))
    if rule.rule_class is RuleClass.AH:
        return Finding(rule, Outcome.PASS, "any_heading")
    if rule.rule_class is RuleClass.WO:
        return _wholly_obtained(rule, goods.parts)
    if rule.rule_class is RuleClass.VA:
        return _value(rule, goods, goods.parts)
    return _shift(rule, goods, goods.parts, tolerance)


def _whole(rule: Rule, goods: Goods) -> Finding:
    """The goods themselves wholly obtained, or made of originating materials alone."""
    foreign = _codes(p for p in goods.parts or () if p.standing is Standing.NON_ORIGINATING)
    if goods.wholly_obtained or exclusively_originating(goods):
        return Finding(rule, Outcome.PASS, "whole_pass")
    if goods.wholly_obtained is False or foreign:
        return Finding(rule, Outcome.FAIL, "whole_fail", foreign)
    return Finding(rule, Outcome.UNDETERMINED, "whole_unknown", lacking=("wholly_obtained",))


def _wholly_obtained(rule: Rule, parts: Sequence[Part]) -> Finding:
    fail: list[Part] = []
    doubt: list[Part] = []
    for part in parts:
        if not any(touches(part.code, span) for span in rule.materials):
            continue
        surely = any(inside(part.code, span) for span in rule.materials)
        if part.standing is Standing.NON_ORIGINATING or part.wholly_obtained is False:
            (fail if surely else doubt).append(part)
        elif not (part.standing is Standing.ORIGINATING and part.wholly_obtained):
            doubt.append(part)
    if fail:
        return Finding(rule, Outcome.FAIL, "materials_not_obtained", _codes(fail))
    if doubt:
        lacking = ("materials.wholly_obtained",)
        return Finding(
            rule,
            Outcome.UNDETERMINED,
            "materials_unknown",
            _codes(doubt),
            None,
            None,
            None,
            lacking,
        )
    return Finding(rule, Outcome.PASS, "materials_obtained")


def _value(rule: Rule, goods: Goods, parts: Sequence[Part]) -> Finding:
    limit = rule.limit
    if limit is None:
        return Finding(rule, Outcome.UNDETERMINED, "no_limit")
    about = _Matching(parts, rule.materials)
    if limit.basis is ThresholdBasis.BUILD_UP:
        return _at_least(rule, limit, about.worth(Standing.ORIGINATING), goods)
    foreign = about.worth(Standing.NON_ORIGINATING)
    if limit.basis is ThresholdBasis.OVER_ORIGINATING:
        own = about.worth(Standing.ORIGINATING)
        return _compared(rule, limit.percent, foreign, own.least, own.most, "originating")
    price = _price(goods, limit.basis)
    if limit.basis is ThresholdBasis.BUILD_DOWN:
        found = _compared(rule, HUNDRED - limit.percent, foreign, price, price, "price")
        return replace(
            found,
            reason=f"content_{found.outcome.value.lower()}",
            limit_percent=limit.percent,
            share_percent=_rest(found.share_percent_upper or found.share_percent),
            share_percent_upper=_rest(found.share_percent) if found.share_percent_upper else None,
        )
    return _compared(rule, limit.percent, foreign, price, price, "price")


def _rest(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else HUNDRED - percent


def _price(goods: Goods, basis: ThresholdBasis) -> Decimal | None:
    if basis is ThresholdBasis.OVER_EX_WORKS:
        return goods.ex_works_usd
    return goods.fob_usd


def _price_field(basis: ThresholdBasis) -> str:
    return "ex_works_usd" if basis is ThresholdBasis.OVER_EX_WORKS else "fob_usd"


def _at_least(rule: Rule, limit: Limit, own: _Sum, goods: Goods) -> Finding:
    price = goods.fob_usd
    if price is None:
        return Finding(
            rule, Outcome.UNDETERMINED, "lacking", limit_percent=limit.percent, lacking=("fob_usd",)
        )
    if own.least * HUNDRED >= limit.percent * price:
        outcome = Outcome.PASS
    elif own.most is not None and own.most * HUNDRED < limit.percent * price:
        outcome = Outcome.FAIL
    else:
        outcome = Outcome.UNDETERMINED
    return Finding(
        rule,
        outcome,
        f"content_{outcome.value.lower()}",
        own.codes,
        *_shares(own, price),
        limit.percent,
    )


def _compared(
    rule: Rule,
    percent: Decimal,
    foreign: _Sum,
    least: Decimal | None,
    most: Decimal | None,
    whole: str,
) -> Finding:
    """Compare a sum with `percent` of a whole that lies between `least` and `most`."""
    basis = rule.limit.basis if rule.limit else ThresholdBasis.OVER_EX_WORKS
    if not foreign.codes:
        return Finding(rule, Outcome.PASS, "no_foreign", limit_percent=percent)
    if whole == "price" and least is None and percent:
        return Finding(
            rule,
            Outcome.UNDETERMINED,
            "lacking",
            foreign.codes,
            limit_percent=percent,
            lacking=(_price_field(basis),),
        )
    low, high = (least or Decimal(0)) * percent, None if most is None else most * percent
    if not percent:
        low = high = Decimal(0)
    if foreign.most is not None and foreign.most * HUNDRED <= low:
        outcome = Outcome.PASS
    elif high is not None and foreign.least * HUNDRED > high:
        outcome = Outcome.FAIL
    else:
        outcome = Outcome.UNDETERMINED
    shares = _shares(foreign, least) if least is not None and least == most else (None, None)
    lacking = ("materials.value_usd",) if foreign.most is None else ()
    return Finding(
        rule,
        outcome,
        f"share_{outcome.value.lower()}",
        foreign.codes,
        *shares,
        percent,
        lacking if outcome is Outcome.UNDETERMINED else (),
    )


def _shares(found: _Sum, whole: Decimal) -> tuple[Decimal | None, Decimal | None]:
    least = share(found.least, whole)
    most = None if found.most is None else share(found.most, whole)
    return least, None if most == least else most


def _shift(rule: Rule, goods: Goods, parts: Sequence[Part], tolerance: Limit | None) -> Finding:
    digits = DIGITS[rule.rule_class]
    sure: list[Part] = []
    doubt: list[Part] = []
    for part in parts:
        if part.standing is Standing.ORIGINATING:
            continue
        kept = _keeps(rule, goods.code, part.code, digits)
        if kept is None or (kept and part.standing is Standing.UNCERTAIN):
            doubt.append(part)
        elif kept:
            sure.append(part)
    if not sure and not doubt:
        return Finding(rule, Outcome.PASS, "shift_pass")
    if rule.allowance_percent is not None:
        limit: Limit | None = Limit(rule.allowance_percent, ThresholdBasis.OVER_EX_WORKS)
    else:
        limit = tolerance
    codes = _codes([*sure, *doubt])
    if limit is None:
        reason = "tolerance_unknown" if sure else "shift_unknown"
        return Finding(rule, Outcome.UNDETERMINED, reason, codes)
    if not limit.percent:
        outcome = Outcome.FAIL if sure else Outcome.UNDETERMINED
        return Finding(rule, outcome, f"shift_{'fail' if sure else 'unknown'}", codes)
    price = _price(goods, limit.basis)
    found = _compared(
        replace(rule, limit=limit), limit.percent, _sum(sure, doubt), price, price, "price"
    )
    reason = found.reason.replace("share", "allowance")
    return replace(found, rule=rule, reason=reason)


def _keeps(rule: Rule, product: str, material: str, digits: int) -> bool | None:
    """Tell whether a material keeps the goods' code or is barred; None where it is too short."""
    if any(inside(material, span) for span in rule.barred):
        return True
    compared = min(digits, len(product), len(material))
    if product[:compared] == material[:compared]:
        return True if compared == digits else None
    return None if any(touches(material, span) for span in rule.barred) else False


class _Matching:
    """Materials that a rule is about, surely or perhaps."""

    def __init__(self, parts: Sequence[Part], spans: Sequence[Range]) -> None:
        self._sure = [p for p in parts if not spans or any(inside(p.code, s) for s in spans)]
        self._perhaps = [
            p for p in parts if p not in self._sure and any(touches(p.code, s) for s in spans)
        ]

    def worth(self, standing: Standing) -> _Sum:
        """Return what those of a standing are worth; uncertain ones may belong to it."""
        sure = [part for part in self._sure if part.standing is standing]
        perhaps = [part for part in self._perhaps if part.standing is standing]
        perhaps += [
            part for part in (*self._sure, *self._perhaps) if part.standing is Standing.UNCERTAIN
        ]
        return _sum(sure, perhaps)


def _sum(sure: Sequence[Part], perhaps: Sequence[Part]) -> _Sum:
    least = sum((part.value_usd or Decimal(0) for part in sure), Decimal(0))
    every = [*sure, *perhaps]
    most = (
        None
        if any(part.value_usd is None for part in every)
        else sum((part.value_usd or Decimal(0) for part in every), Decimal(0))
    )
    return _Sum(least, most, _codes(every))


def _codes(parts: Iterable[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.code for part in parts))
