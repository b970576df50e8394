"""Decisions written as contracts in one language; what was written once is written no more."""

from collections.abc import Sequence

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter
from eslabon.contracts.expressions import DutyType
from eslabon.contracts.quotes import (
    Candidate,
    CandidateKind,
    Charge,
    Consignment,
    DutyStep,
    QuoteProduct,
)

from tariff_api.duties.expression import Levy
from tariff_api.duties.term import digits
from tariff_api.nomenclature.language import Wording
from tariff_api.quotes.asking import Ask
from tariff_api.quotes.charging import Charged
from tariff_api.quotes.completeness import Gap
from tariff_api.quotes.option import Option
from tariff_api.quotes.product import quoted
from tariff_api.quotes.reference import Reference
from tariff_api.quotes.wording import MFN_NAMES, SENTENCES, UNKNOWN_DUTY, UNNAMED


class Writer:
    """Writes the parts of quotes of one request."""

    def __init__(self, reference: Reference, lang: Lang) -> None:
        self._lang = lang
        self._reference = reference
        self._names = reference.spelt_out[lang]
        self._candidates: dict[int, tuple[Option, Candidate]] = {}
        self._charges: dict[int, tuple[Charged, Charge]] = {}
        self._gaps: dict[int, tuple[Gap, Missing]] = {}
        self._methodologies: dict[tuple[tuple[str, str, bool], ...], Methodology] = {}

    def candidate(self, option: Option | None) -> Candidate | None:
        """Return an option as a contract; the same one for the same object."""
        if option is None:
            return None
        # The option is kept with it: its id cannot be given to another meanwhile.
        found = self._candidates.get(id(option))
        if found is None:
            found = self._candidates[id(option)] = option, self._written(option)
        return found[1]

    def candidates(self, options: Sequence[Option]) -> list[Candidate]:
        """Return options as contracts, in their order."""
        return [one for option in options if (one := self.candidate(option))]

    def charges(self, charges: Sequence[Charged]) -> list[Charge]:
        """Return charges as contracts."""
        return [self._charge(one) for one in charges]

    def _charge(self, one: Charged) -> Charge:
        found = self._charges.get(id(one))
        if found is None:
            row, levy = one.charge, one.levy
            charge = Charge.assembled(
                charge=row.charge,
                name=row.name(self._lang),
                kind=row.kind,
                rate_text=row.rate.text(self._lang),
                base=row.base,
                base_usd=one.base_usd,
                amount_usd=one.amount_usd,
                steps=_steps(levy),
                legal_base=row.legal_base,
                verified=row.verified,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                provenance=self._reference.provenances[row.release],
            )
            found = self._charges[id(one)] = one, charge
        return found[1]

    def missing(self, gaps: Sequence[Gap]) -> list[Missing]:
        """Return gaps as contracts."""
        return [self._gap(gap) for gap in gaps]

    def _gap(self, gap: Gap) -> Missing:
        found = self._gaps.get(id(gap))
        if found is None:
            missing = Missing.assembled(
                what=gap.what,
                reason=gap.reason,
                detail=f"{gap.detail.text(self._lang, self._names)}.",
            )
            found = self._gaps[id(gap)] = gap, missing
        return found[1]

    def product(self, nomenclature: str, code: str, said: Wording) -> QuoteProduct:
        """Return a code as a quote names it."""
        row = self._reference.nomenclatures.get(nomenclature)
        return quoted(nomenclature, row.hs_revision if row else None, code, said)

    def consignment(self, ask: Ask) -> Consignment | None:
        """Return the goods asked about; None where nothing is said of them."""
        if ask.customs_value_usd is None and ask.quantity is None and ask.weight_kg is None:
            return None
        return Consignment.assembled(
            customs_value_usd=ask.customs_value_usd,
            quantity=ask.quantity,
            unit=ask.unit,
            weight_kg=ask.weight_kg,
        )

    def methodology(
        self, parameters: tuple[tuple[str, str, bool], ...], summary: str
    ) -> Methodology:
        """Return how quotes are made, with the choices made for this one."""
        found = self._methodologies.get(parameters)
        if found is None:
            found = self._methodologies[parameters] = Methodology.assembled(
                id="quote",
                version="2",
                summary=summary,
                parameters=[
                    Parameter.assembled(name=name, value=value, assumed=assumed)
                    for name, value, assumed in parameters
                ],
            )
        return found

    def _written(self, option: Option) -> Candidate:
        levy = option.levy
        return Candidate.assembled(
            kind=option.kind,
            agreement=option.attributed.agreement,
            attribution=option.attributed.attribution,
            agreement_candidates=list(option.attributed.candidates),
            margin_percent=option.margin_percent,
            duty_type=_duty_type(option),
            expression=option.expression.text() if option.expression else None,
            applied_percent=option.applied_percent,
            applied_text=self._rate(option),
            duty_value_usd=levy.amount_usd if levy else None,
            steps=_steps(levy),
            quota=option.quota,
            season="/".join(option.season) if option.season else None,
            observation=option.observation,
            correlation=option.correlation,
            legal_base=option.legal_base,
            conditional=option.condition is not None,
            status=option.status,
            why=self._why(option),
            is_best=option.is_best,
            valid_from=option.valid_from,
            valid_to=option.valid_to,
            observed_on=option.observed_on,
            provenance=self._reference.provenances[option.release],
        )

    def _rate(self, option: Option) -> str:
        if option.expression is not None:
            return option.expression.text(self._lang)
        if option.applied_percent is None:
            return UNKNOWN_DUTY[self._lang]
        high = digits(option.applied_percent, self._lang)
        if option.lowest_percent is None or option.lowest_percent == option.applied_percent:
            return f"{high} %"
        return f"{digits(option.lowest_percent, self._lang)}–{high} %"

    def _why(self, option: Option) -> str:
        said = option.why.text(self._lang, self._names)
        for note in option.notes:
            said += f"; {note.text(self._lang, self._names)}"
        better = option.beaten_by
        if better is not None:
            equal = (
                better.applied_percent == option.applied_percent
                and better.expression == option.expression
            )
            said += SENTENCES["equal" if equal else "beaten"][self._lang].format(
                name=self._name(better), rate=self._rate(better)
            )
        return f"{said}."

    def _name(self, option: Option) -> str:
        if option.kind is CandidateKind.MFN:
            return MFN_NAMES[self._lang]
        return option.attributed.agreement or UNNAMED[self._lang]


def _steps(levy: Levy | None) -> list[DutyStep]:
    return [
        DutyStep.assembled(formula=step.formula, amount_usd=step.amount_usd)
        for step in (levy.steps if levy else ())
    ]


def _duty_type(option: Option) -> DutyType | None:
    if option.expression is not None:
        return option.expression.duty_type
    return None if option.applied_percent is None else DutyType.AD_VALOREM
