"""What can be wrong with a check asked for, beyond what any product and pair can be."""

from datetime import date

from eslabon.contracts.origin import Material, OriginCheckRequest, RegimeChoice, RuleClass
from servicekit.releases.dataset import Texts, texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.faults import Fault, country, refused, unknown_code
from tariff_api.nomenclature import repository as nomenclatures
from tariff_api.origin.asking import Found, Looked
from tariff_api.quotes.reference import Reference


def known_countries(
    reference: Reference, request: OriginCheckRequest, on: date
) -> list[tuple[Material, str | None, frozenset[str]]] | None:
    """Return the materials with their country and its schemes on the day; None where none given.

    Raises
    ------
    ProblemError
        404 naming each origin that is no country.
    """
    if request.materials is None:
        return None
    faults: list[Fault] = []
    found: list[tuple[Material, str | None, frozenset[str]]] = []
    for number, material in enumerate(request.materials):
        if material.origin is None:
            found.append((material, None, frozenset()))
            continue
        row = country(reference, material.origin, f"/materials/{number}/origin")
        if isinstance(row, Fault):
            faults.append(row)
        else:
            found.append((material, row.iso3, reference.groups(row.iso3, on)))
    if faults:
        raise refused(faults)
    return found


async def check_codes(snapshot: Snapshot, request: OriginCheckRequest, held: Found) -> None:
    """Refuse materials whose six digits the product's revision of the Harmonized System has not.

    Raises
    ------
    ProblemError
        404 naming each of them.
    """
    revision = held.reference.nomenclatures.get(held.product.hs_revision or "")
    if revision is None or revision.codes is None or not request.materials:
        return
    asked = sorted({material.code[:6] for material in request.materials})
    known = {code for _, code in await nomenclatures.places(snapshot, [revision.codes], asked)}
    faults = [
        unknown_code(material.code[:6], revision.name, f"/materials/{number}/code", [])
        for number, material in enumerate(request.materials)
        if material.code[:6] not in known
    ]
    if faults:
        raise refused(faults)


def check_choices(request: OriginCheckRequest, held: Found) -> None:
    """Refuse a regime, set or rule that does not hold for the goods.

    Raises
    ------
    ProblemError
        404 naming those that do.
    """
    chosen = request.under
    if chosen is None:
        return
    looked = [one for one in held.looked if one.regime.name == chosen.regime]
    faults = _of_sets(chosen, looked) if looked else [_regimes(chosen.regime, held)]
    if faults:
        raise refused(faults)


def _regimes(asked: str, held: Found) -> Fault:
    known = ", ".join(sorted({one.regime.name for one in held.looked})) or "—"
    return Fault(
        404,
        "unknown_regime",
        "/under/regime",
        texts(
            f"«{asked}» no rige este par ese día; los que rigen: {known}.",
            f"«{asked}» não rege este par nesse dia; os que regem: {known}.",
            f"“{asked}” does not serve this pair on that day; those that do: {known}.",
        ),
    )


def _of_sets(chosen: RegimeChoice, looked: list[Looked]) -> list[Fault]:
    sets = {held.rule_set: held for one in looked for held in one.rule_sets}
    known = ", ".join(sorted(sets)) or "—"
    faults: list[Fault] = []
    if chosen.rule_set is not None and chosen.rule_set not in sets:
        said = _sets(chosen.rule_set, known)
        faults.append(Fault(404, "unknown_rule_set", "/under/rule_set", said))
    for number, one in enumerate(chosen.fulfilled):
        if one.rule_set not in sets:
            pointer = f"/under/fulfilled/{number}/rule_set"
            faults.append(Fault(404, "unknown_rule_set", pointer, _sets(one.rule_set, known)))
            continue
        texts_only = [
            rule.rule
            for rule in sets[one.rule_set].rules
            if rule.rule_class in (RuleClass.PSR, RuleClass.TEXT)
        ]
        if one.rule not in texts_only:
            pointer = f"/under/fulfilled/{number}/rule"
            faults.append(Fault(404, "unknown_rule", pointer, _rules(one.rule, texts_only)))
    return faults


def _sets(asked: str, known: str) -> Texts:
    return texts(
        f"«{asked}» no es un conjunto de reglas del producto; los que hay: {known}.",
        f"«{asked}» não é um conjunto de regras do produto; os que há: {known}.",
        f"“{asked}” is not a set of rules of the product; those there are: {known}.",
    )


def _rules(asked: int, known: list[int]) -> Texts:
    names = ", ".join(str(one) for one in known) or "—"
    return texts(
        f"La regla {asked} se decide con cifras o no existe; las que se declaran: {names}.",
        f"A regra {asked} se decide com números ou não existe; as que se declaram: {names}.",
        f"Rule {asked} is decided by figures or does not exist; those to be stated: {names}.",
    )
