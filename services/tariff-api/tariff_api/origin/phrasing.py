"""Rules of origin in words: what a rule asks for, and what a set of them does."""

from collections.abc import Mapping, Sequence
from typing import Any

from eslabon.contracts.envelope import Lang
from eslabon.contracts.origin import Operator, OriginRule, RuleClass

from tariff_api.origin.facts import ranges
from tariff_api.origin.repository import listed
from tariff_api.origin.wording import RULES, codes, percent


def _spans(joined: object, lang: Lang) -> str:
    """Return codes and ranges of codes as people read them."""
    spans = ranges(str(joined) if joined else None)
    return codes([first if first == last else f"{first}–{last}" for first, last in spans], lang)


def _asked(row: Mapping[str, Any], lang: Lang) -> str | None:
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
        if row["threshold_percent"] is None:
            return RULES["REGIME_LIMIT"][lang]
        if not row["threshold_percent"] and materials:
            return RULES["NONE_OF"][lang].format(materials=materials)
        of = RULES["OF"][lang].format(materials=materials) if materials else ""
        limit = percent(row["threshold_percent"], lang)
        return RULES[row["threshold_basis"]][lang].format(of=of, limit=limit)
    said = RULES[kind.value][lang]
    if row["barred"]:
        said += RULES["BARRED"][lang].format(barred=_spans(row["barred"], lang))
    if row["allowance_percent"] is not None:
        said += RULES["ALLOWED"][lang].format(allowance=percent(row["allowance_percent"], lang))
    return said


def _bare(text: str) -> str:
    return text.strip().rstrip(".;,").strip()


def rule(row: Mapping[str, Any], regime: str, lang: Lang) -> OriginRule:
    """Return a row as a rule, said in the language where its class says it all."""
    own = row["text_es"] if lang is Lang.ES else row["text_en"] if lang is Lang.EN else None
    text = own or row["text_es"] or row["text_en"]
    said = (own if row["text_es"] else None) or _asked(row, lang) or text or ""
    return OriginRule.model_construct(
        regime=regime,
        rule_set=row["rule_set"],
        rule=row["rule"],
        code_from=row["code_from"],
        code_to=row["code_to"],
        nomenclature=row["nomenclature"],
        partial=row["partial"],
        subdivision=row["subdivision"],
        rule_class=RuleClass(row["rule_class"]),
        materials=listed(row["materials"]),
        barred=listed(row["barred"]),
        threshold_percent=row["threshold_percent"],
        threshold_basis=row["threshold_basis"],
        allowance_percent=row["allowance_percent"],
        operator=row["operator"],
        said=_bare(said),
        text=text,
        footnotes=row["footnotes"],
        applies_to=row["applies_to"],
        source=row["source"],
    )


def to_check(rules: Sequence[OriginRule], lang: Lang) -> str:
    """Return the rules of a set as one sentence."""
    said = ""
    for one in rules:
        said += _first_small(one.said)
        if one.operator:
            said += RULES[Operator(one.operator).value][lang]
    return RULES["TO_CHECK"][lang].format(rules=said)


def _first_small(said: str) -> str:
    return said[:1].lower() + said[1:]
