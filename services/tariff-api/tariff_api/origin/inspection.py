"""Checks of goods as they leave: each applicable regime, step by step, with its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from eslabon.contracts.envelope import Methodology, Parameter
from eslabon.contracts.origin import (
    CheckStep,
    Material,
    OriginCheck,
    OriginCheckRequest,
    OriginRule,
    OriginRuleSet,
    Outcome,
    RegimeCheck,
    RuleSetCheck,
    StepKind,
    ThresholdBasis,
)
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.origin import saying
from tariff_api.origin.answer import parameters, provenance
from tariff_api.origin.asking import Ask, Found, Looked, found
from tariff_api.origin.checking import Finding, agreed, checked, exclusively_originating, worst
from tariff_api.origin.facts import Goods, Limit, Part, Rule, ranges
from tariff_api.origin.faults import check_choices, check_codes, known_countries
from tariff_api.origin.standing import Judged, judged

SUMMARY = texts(
    "Cada regla se decide con los códigos y valores de los materiales no originarios; los de "
    "origen incierto se cuentan de las dos maneras y solo se concluye si ambas coinciden. Los "
    "límites son inclusivos y las comparaciones, exactas. PASS vale para las reglas cargadas y lo "
    "que usted declara; no sustituye a la autoridad.",
    "Cada regra se decide com os códigos e valores das matérias não originárias; as de origem "
    "incerta se contam das duas maneiras e só se conclui se ambas coincidem. Os limites são "
    "inclusivos e as comparações, exatas. PASS vale para as regras carregadas e o que você "
    "declara; não substitui a autoridade.",
    "Each rule is decided from the codes and values of non-originating materials; those of "
    "uncertain origin are counted both ways, and only where both agree is anything concluded. "
    "Limits are inclusive and comparisons exact. PASS holds for the loaded rules and what you "
    "state; it does not stand in for the authority.",
)
_ASSUMED = (
    ("uncertain_materials", "both_ways"),
    ("exporter_materials", "originating"),
    ("exclusively_originating_materials", "pass"),
)


async def check(snapshot: Snapshot, request: OriginCheckRequest, ask: Ask) -> OriginCheck:
    """Return what goods come to under each regime that may serve them.

    Raises
    ------
    ProblemError
        Something asked is not known or contradicts the rest; one problem for all.
    """
    held = await found(snapshot, ask)
    materials = known_countries(held.reference, request, ask.on)
    await check_codes(snapshot, request, held)
    check_choices(request, held)
    chosen = request.under
    looked = [one for one in held.looked if chosen is None or one.regime.name == chosen.regime]
    inspector = _Inspector(snapshot, request, held)
    return OriginCheck.assembled(
        importer=held.importer.iso3,
        exporter=held.exporter.iso3,
        product=held.product,
        on=ask.on,
        regimes=[inspector.regime(one, materials) for one in looked],
        missing=held.missing,
        methodology=Methodology(
            id="origin_check",
            version="1",
            summary=SUMMARY[snapshot.lang],
            parameters=[
                *parameters(looked),
                *(Parameter(name=name, value=value, assumed=True) for name, value in _ASSUMED),
            ],
        ),
        provenance=provenance(snapshot, looked),
    )


class _Inspector:
    """Checks one request under one regime after another."""

    def __init__(self, snapshot: Snapshot, request: OriginCheckRequest, held: Found) -> None:
        self._lang = snapshot.lang
        self._request = request
        self._chosen = request.under
        self._held = held

    def regime(
        self,
        looked: Looked,
        materials: Sequence[tuple[Material, str | None, frozenset[str]]] | None,
    ) -> RegimeCheck:
        """Return what the goods come to under one regime."""
        ends = self._held.importer.iso3, self._held.exporter.iso3
        parts = None if materials is None else judged(materials, looked.regime, *ends)
        goods = Goods(
            code=looked.followed(self._held.product.code),
            parts=None if parts is None else tuple(_followed(looked, one) for one in parts),
            fob_usd=self._request.fob_usd,
            ex_works_usd=self._request.ex_works_usd,
            wholly_obtained=self._request.wholly_obtained,
        )
        obtained = self._obtained(goods)
        sets = [] if obtained else self._sets(looked, goods)
        rule = Outcome.PASS if obtained else agreed([one.outcome for one in sets])
        if len(sets) == 1 and self._unsure(looked):
            rule = Outcome.UNDETERMINED
        steps = [
            *self._minimal(looked, goods),
            *([obtained] if obtained else []),
            *self._cumulated(parts or []),
            *([] if obtained else [self._choice(looked, sets, rule)]),
            *self._conditions(looked),
        ]
        contract = looked.regime.contract(self._lang)
        outcome = worst([rule, *(step.outcome for step in steps)])
        return RegimeCheck.assembled(
            agreement=looked.applied.agreement,
            agreements_served=list(looked.applied.serves),
            basis=looked.applied.basis,
            regime=contract,
            outcome=outcome,
            said=saying.whole(
                outcome, contract.title, steps, sets, looked.applied.basis, self._lang
            ),
            rule_sets=sets,
            steps=steps,
        )

    def _unsure(self, looked: Looked) -> bool:
        """Tell whether the only set describes a part of the code that the caller did not choose."""
        only = looked.rule_sets
        return (
            (self._chosen is None or self._chosen.rule_set is None)
            and len(only) == 1
            and (only[0].partial or not only[0].covers_code)
        )

    def _step(
        self, kind: StepKind, outcome: Outcome, key: str, codes: Sequence[str] = ()
    ) -> CheckStep:
        return CheckStep.assembled(
            kind=kind,
            outcome=outcome,
            said=saying.step(key, codes, self._lang),
            rule_set=None,
            rule=None,
            materials=list(codes),
            share_percent=None,
            share_percent_upper=None,
            limit_percent=None,
        )

    def _obtained(self, goods: Goods) -> CheckStep | None:
        if goods.wholly_obtained:
            return self._step(StepKind.WHOLLY_OBTAINED, Outcome.PASS, "wholly_obtained")
        if exclusively_originating(goods):
            return self._step(StepKind.WHOLLY_OBTAINED, Outcome.PASS, "exclusively_originating")
        return None

    def _minimal(self, looked: Looked, goods: Goods) -> list[CheckStep]:
        if not looked.regime.row["excludes_minimal_operations"] or goods.wholly_obtained:
            return []
        return [
            self._said(
                StepKind.MINIMAL_OPERATIONS,
                self._request.only_minimal_operations,
                "minimal",
                good=False,
            )
        ]

    def _said(
        self, kind: StepKind, answer: bool | None, key: str, *, good: bool = True
    ) -> CheckStep:
        """Return the step of a condition that the caller states, or does not."""
        if answer is None:
            return self._step(kind, Outcome.UNDETERMINED, f"{key}_unknown")
        outcome = Outcome.PASS if answer is good else Outcome.FAIL
        return self._step(kind, outcome, f"{key}_{outcome.value.lower()}")

    def _cumulated(self, parts: Sequence[Judged]) -> list[CheckStep]:
        countries = sorted({one.by_cumulation for one in parts if one.by_cumulation})
        steps: list[CheckStep] = []
        for country in countries:
            codes = list(
                dict.fromkeys(one.part.code for one in parts if one.by_cumulation == country)
            )
            step = self._step(StepKind.CUMULATION, Outcome.PASS, "cumulated", codes)
            name = self._held.reference.countries[country].names[self._lang]
            steps.append(step.model_copy(update={"said": step.said.replace("{country}", name)}))
        return steps

    def _conditions(self, looked: Looked) -> list[CheckStep]:
        steps: list[CheckStep] = []
        if looked.regime.row["direct_transport"]:
            steps.append(
                self._said(StepKind.DIRECT_TRANSPORT, self._request.direct_transport, "transport")
            )
        if looked.regime.row["proof_es"] or looked.regime.row["proof_en"]:
            steps.append(self._said(StepKind.PROOF, self._request.certificate, "proof"))
        return steps

    def _choice(self, looked: Looked, sets: Sequence[RuleSetCheck], rule: Outcome) -> CheckStep:
        """Return the step that says how the sets come to one outcome."""
        if not sets:
            key = "no_rule"
        elif len(sets) == 1:
            key = "confirm_description" if self._unsure(looked) else f"set_{rule.value.lower()}"
        else:
            key = "sets_differ" if rule is Outcome.UNDETERMINED else f"sets_{rule.value.lower()}"
        step = self._step(StepKind.RULE_SET, rule, key)
        only = sets[0].rule_set if len(sets) == 1 else None
        return step.model_copy(update={"rule_set": only})

    def _sets(self, looked: Looked, goods: Goods) -> list[RuleSetCheck]:
        asked = self._chosen.rule_set if self._chosen else None
        chosen = [one for one in looked.rule_sets if asked in (None, one.rule_set)]
        return [self._set(looked, one, goods) for one in chosen]

    def _set(self, looked: Looked, held: OriginRuleSet, goods: Goods) -> RuleSetCheck:
        rules = [_rule(one) for one in held.rules]
        told = self._chosen.fulfilled if self._chosen else []
        fulfilled = {one.rule: one.met for one in told if one.rule_set == held.rule_set}
        outcome, findings = checked(rules, goods, looked.regime.tolerance(), fulfilled)
        by_number: Mapping[int, OriginRule] = {one.rule: one for one in held.rules}
        return RuleSetCheck.assembled(
            rule_set=held.rule_set,
            subdivision=held.subdivision,
            outcome=outcome,
            to_check=held.to_check,
            steps=[self._rule_step(one, by_number[one.rule.number]) for one in findings],
        )

    def _rule_step(self, finding: Finding, rule: OriginRule) -> CheckStep:
        return CheckStep.assembled(
            kind=StepKind.RULE,
            outcome=finding.outcome,
            said=saying.finding(finding, rule, self._lang),
            rule_set=rule.rule_set,
            rule=rule.rule,
            materials=list(finding.materials),
            share_percent=finding.share_percent,
            share_percent_upper=finding.share_percent_upper,
            limit_percent=finding.limit_percent,
        )


def _followed(looked: Looked, judged_: Judged) -> Part:
    return replace(judged_.part, code=looked.followed(judged_.part.code))


def _rule(rule: OriginRule) -> Rule:
    limit: Limit | None = None
    if rule.threshold_percent is not None and rule.threshold_basis is not None:
        limit = Limit(rule.threshold_percent, ThresholdBasis(rule.threshold_basis))
    return Rule(
        rule_set=rule.rule_set,
        number=rule.rule,
        rule_class=rule.rule_class,
        materials=ranges("|".join(rule.materials)),
        barred=ranges("|".join(rule.barred)),
        limit=limit,
        allowance_percent=rule.allowance_percent,
        operator=rule.operator,
    )
