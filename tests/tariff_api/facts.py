"""Facts that quotes are decided from, as a test states them."""

from datetime import date
from decimal import Decimal

from eslabon.contracts.quotes import CandidateKind
from tariff_api.duties.expression import Consignment, parsed
from tariff_api.quotas.quota import QuotaRow
from tariff_api.quotes.facts import Duty, InForce, Line, Pair, Preference
from tariff_api.quotes.option import Option
from tariff_api.quotes.quote import Decision, decision

FIRST = date(2020, 1, 1)
ON = date(2021, 6, 1)
OPEN_ENDED = None
CE = "AAP.CE 58"


def duty(rate: str | None = None, expression: str | None = None) -> Duty:
    return Duty(
        Decimal(rate) if rate is not None else None,
        rate or expression or "",
        None,
        FIRST,
        date(2030, 1, 1),
        FIRST,
        1,
        parsed(expression) if expression else None,
    )


def grant(agreement: str | None = CE, **changes: object) -> Preference:
    """A preference of Mexico on its line, valid from 2020 on; 28 % off unless said otherwise."""
    known: dict[str, object] = {
        "beneficiary": "MEX",
        "agreement": agreement,
        "rate_percent": None,
        "rate_min_percent": None,
        "rate_max_percent": None,
        "lines_covered": None,
        "lines_total": None,
        "valid_from": FIRST,
        "valid_to": OPEN_ENDED,
        "observed_on": FIRST,
        "release": 2,
        "code": "08012200",
    }
    terms = {"rate_percent", "expression", "exception", "margin_percent"}
    known |= {} if terms & changes.keys() else {"margin_percent": Decimal(28)}
    return Preference(**{**known, **changes})  # type: ignore[arg-type]


def exception(agreement: str = CE, **changes: object) -> Preference:
    return grant(agreement, beneficiary="WLD", exception=True, release=3, **changes)


def pair(*codes: str, cell: int | None = None, on: date = ON, **changes: object) -> Pair:
    known: dict[str, object] = {
        "importer": "BRA",
        "exporter": "MEX",
        "agreements": tuple(InForce(code, True, True) for code in codes),
        "groups": frozenset({"ALADI"}),
        "par_cell": None if cell is None else Decimal(cell),
        "par_release": None if cell is None else 4,
        "par_row": frozenset(),
        "outside_aladi": False,
        "on": on,
    }
    return Pair(**{**known, **changes})  # type: ignore[arg-type]


def decided(
    pair_: Pair,
    duty_: Duty | None,
    *rows: Preference,
    lists: frozenset[str] = frozenset(),
    consignment: Consignment | None = None,
) -> Decision:
    return decision(pair_, Line(duty_, rows, lists), consignment)


def preferred(found: Decision) -> Option:
    return next(one for one in found.options if one.kind is CandidateKind.PREFERENCE)


def quota_row(out: str | None = None) -> QuotaRow:
    named: dict[str, object] = dict.fromkeys(QuotaRow.__slots__)
    named |= {"quota": "q", "importers": (), "beneficiaries": (), "codes": (), "release": 5}
    named["out_of_quota_rate_percent"] = None if out is None else Decimal(out)
    return QuotaRow(**named)  # type: ignore[arg-type]
