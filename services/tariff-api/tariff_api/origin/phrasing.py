"""Rules of origin in words: what a rule asks for, and what a set of them does."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from eslabon.contracts.envelope import Direction, Lang
from eslabon.contracts.origin import Operator, OriginRule, RuleClass, ThresholdBasis

from tariff_api.cells import values_in
from tariff_api.origin.facts import Limit, ranges
from tariff_api.origin.wording import RULES, codes, percent, span
from tariff_api.quotes.facts import plain


def _spans(joined: object, lang: Lang) -> str:
    """Return codes and ranges of codes as people read them."""
    spans = ranges(str(joined) if joined else None)
    return codes([span(first, last, lang) for first, last in spans], lang)


def _asked(row: Mapping[str, Any], of_regime: Limit | None, lang: Lang) -> str | None:
    """Return what a structured rule asks for; None where only its text says it."""
    kind = RuleClass(row["rule_class"])
    if kind in (RuleClass.PSR, RuleClass.TEXT):
        return None
    materials = _spans(row["materials"], lang)
    if kind is RuleClass.WO:
        key = "WO" if materials else "WHOLE"
        return RULES[key][lang].format(materials=materials)
    if kind is RuleClass.AH:
        return RULES["AH"][lang]
    if kind is RuleClass.VA:
        limit = own_limit(row) or of_regime
        if limit is None:
            return RULES["REGIME_LIMIT"][lang]
        if not limit.percent and materials:
            return RULES["NONE_OF"][lang].format(materials=materials)
        of = RULES["OF"][lang].format(materials=materials) if materials else ""
        return RULES[limit.basis.value][lang].format(of=of, limit=percent(limit.percent, lang))
    said = RULES[kind.value][lang]
    if row["barred"]:
        said += RULES["BARRED"][lang].format(barred=_spans(row["barred"], lang))
    if row["allowance_percent"] is not None:
        said += RULES["ALLOWED"][lang].format(allowance=percent(row["allowance_percent"], lang))
    return said


def _bare(text: str) -> str:
    return text.strip().rstrip(".;,").strip()


def own_limit(row: Mapping[str, Any]) -> Limit | None:
    """Return the limit that a rule states itself."""
    if row["threshold_percent"] is None or row["threshold_basis"] is None:
        return None
    return Limit(plain(row["threshold_percent"]), ThresholdBasis(row["threshold_basis"]))


def _plain(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain(value)


def rule(row: Mapping[str, Any], regime: str, of_regime: Limit | None, lang: Lang) -> OriginRule:
    """Return a row as a rule, said in the language where its class says it all.

    `of_regime` is the limit of its regime, for a value rule that states none.
    """
    own = row["text_es"] if lang is Lang.ES else row["text_en"] if lang is Lang.EN else None
    text = own or row["text_es"] or row["text_en"]
    limit = own_limit(row)
    if limit is None and row["rule_class"] == RuleClass.VA:
        limit = of_regime
    said = (own if row["text_es"] else None) or _asked(row, of_regime, lang) or text or ""
    return OriginRule.assembled(
        regime=regime,
        rule_set=row["rule_set"],
        rule=row["rule"],
        code_from=row["code_from"],
        code_to=row["code_to"],
        nomenclature=row["nomenclature"],
        partial=row["partial"],
        subdivision=row["subdivision"],
        rule_class=RuleClass(row["rule_class"]),
        materials=values_in(row["materials"]),
        barred=values_in(row["barred"]),
        threshold_percent=limit.percent if limit else None,
        threshold_basis=limit.basis if limit else None,
        allowance_percent=_plain(row["allowance_percent"]),
        operator=Operator(row["operator"]) if row["operator"] else None,
        said=_bare(said),
        text=text,
        footnotes=row["footnotes"],
        applies_to=Direction(row["applies_to"]),
        source=row["source"],
    )


def to_check(rules: Sequence[OriginRule], lang: Lang) -> str:
    """Return the rules of a set as one sentence."""
    said = ""
    for one in rules:
        said += _first_small(one.said)
        if one.operator:
            said += RULES[one.operator.value][lang]
    return RULES["TO_CHECK"][lang].format(rules=said)


def _first_small(said: str) -> str:
    return said[:1].lower() + said[1:]
