"""What is asked of origin, checked: countries, day, product, and the rules that hold for it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from eslabon.contracts.envelope import Lang, Missing, Reason
from eslabon.contracts.nomenclature import Correlation, CorrelationKind
from eslabon.contracts.origin import OriginRule, OriginRuleSet
from eslabon.contracts.quotes import QuoteProduct
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.agreements.lookup import meant
from tariff_api.agreements.registry import REGISTRY
from tariff_api.faults import (
    Fault,
    country,
    refused,
    same_country,
    too_broad,
    unknown_code,
    unknown_nomenclature,
)
from tariff_api.nomenclature import correlation
from tariff_api.nomenclature import repository as nomenclatures
from tariff_api.nomenclature.language import UNSAID, Wording
from tariff_api.nomenclature.products import not_loaded, products
from tariff_api.origin import phrasing, repository
from tariff_api.origin.applicable import REGIMES, Applied, Regime, applicable
from tariff_api.origin.facts import beginning, inside
from tariff_api.quotes.asking import FEWEST_DIGITS, latest_hs
from tariff_api.quotes.product import quoted
from tariff_api.quotes.reference import REFERENCE, CountryRow, NomenclatureRow, Reference

UNSTATED = texts(
    "La fuente de {regime} no dice de qué revisión del Sistema Armonizado son sus códigos: se "
    "compara el código tal como se escribe en {nomenclature}.",
    "A fonte de {regime} não diz de que revisão do Sistema Harmonizado são seus códigos: "
    "compara-se o código tal como se escreve em {nomenclature}.",
    "The source of {regime} does not say which revision of the Harmonized System its codes are of: "
    "the code is compared as it is written in {nomenclature}.",
)
UNCORRELATED = texts(
    "{regime} está escrito en {nomenclature}; su correspondencia con {source} no está cargada o no "
    "contiene el código.",
    "{regime} está escrito em {nomenclature}; sua correspondência com {source} não está carregada "
    "ou não contém o código.",
    "{regime} is written in {nomenclature}; its correlation with {source} is not loaded or lacks "
    "the code.",
)
INEXACT = texts(
    "El código de {source} corresponde en {nomenclature} a {codes}: no es una equivalencia exacta.",
    "O código de {source} corresponde em {nomenclature} a {codes}: não é uma equivalência exata.",
    "The code of {source} corresponds in {nomenclature} to {codes}: not an exact equivalence.",
)
NO_RULE = texts(
    "{regime} no tiene cargada ninguna regla para {code}.",
    "{regime} não tem carregada nenhuma regra para {code}.",
    "{regime} has no rule loaded for {code}.",
)


@dataclass(frozen=True, slots=True)
class Ask:
    """A product, a pair and a day; `pointer` is where they stand in the request."""

    importer: str
    exporter: str
    product: str
    nomenclature: str | None
    agreement: str | None
    on: date
    pointer: str


@dataclass(slots=True)
class Looked:
    """A regime that may serve the pair, and its sets of rules for the product."""

    applied: Applied
    codes: list[str] = field(default_factory=list)
    correlations: list[Correlation] = field(default_factory=list)
    rule_sets: list[OriginRuleSet] = field(default_factory=list)
    table: correlation.Table | None = None
    """Correlation into the regime's nomenclature, where the product's is of another revision."""

    def followed(self, code: str) -> str:
        """Return a code in the regime's nomenclature: what all its counterparts begin with."""
        if self.table is None:
            return code
        return beginning([row.to_code for row in self.table.below(code[:6])])

    @property
    def regime(self) -> Regime:
        """The regime."""
        return self.applied.regime


@dataclass(slots=True)
class Found:
    """Where an ask is answered from."""

    reference: Reference
    importer: CountryRow
    exporter: CountryRow
    product: QuoteProduct
    looked: list[Looked]
    missing: list[Missing]


async def found(snapshot: Snapshot, ask: Ask) -> Found:
    """Return the regimes and rules for an ask.

    Raises
    ------
    ProblemError
        A country, nomenclature, code or agreement is not known; one problem for all.
    """
    reference = await REFERENCE.at(snapshot)
    importer = country(reference, ask.importer, f"{ask.pointer}/importer")
    exporter = country(reference, ask.exporter, f"{ask.pointer}/exporter")
    asked = reference.nomenclatures.get(ask.nomenclature) if ask.nomenclature else None
    agreement = await _agreement(snapshot, ask)
    faults = [one for one in (importer, exporter, agreement) if isinstance(one, Fault)]
    if ask.nomenclature and asked is None:
        pointer = f"{ask.pointer}/nomenclature"
        faults.append(unknown_nomenclature(ask.nomenclature, reference.nomenclatures, pointer))
    if len(ask.product) < FEWEST_DIGITS:
        faults.append(too_broad(ask.product, f"{ask.pointer}/product"))
    if importer is exporter and isinstance(importer, CountryRow):
        faults.append(same_country(importer.iso3, f"{ask.pointer}/exporter"))
    if faults or not isinstance(importer, CountryRow) or not isinstance(exporter, CountryRow):
        raise refused(faults)
    source = asked or _tariff(reference, importer.iso3, ask.on)
    product, missing = await _product(snapshot, reference, source, ask)
    applied, gaps = applicable(
        reference,
        await REGIMES.at(snapshot),
        importer,
        exporter,
        ask.on,
        None if isinstance(agreement, Fault) else agreement,
        snapshot.lang,
    )
    looked = [Looked(one) for one in applied]
    for one in looked:
        missing += await _codes(snapshot, one, product)
    await _read(snapshot, looked, exporter.iso3)
    for one in looked:
        if one.codes and not one.rule_sets:
            detail = NO_RULE[snapshot.lang].format(regime=one.regime.name, code=product.code)
            missing.append(Missing(what=one.regime.name, reason=Reason.NOT_LOADED, detail=detail))
    return Found(reference, importer, exporter, product, looked, [*missing, *gaps])


async def _agreement(snapshot: Snapshot, ask: Ask) -> str | Fault | None:
    """Return the code of the agreement asked for."""
    if ask.agreement is None:
        return None
    found = meant(await REGISTRY.at(snapshot), ask.agreement, f"{ask.pointer}/agreement")
    return found if isinstance(found, Fault) else found.plain.code


def _tariff(reference: Reference, importer: str, on: date) -> NomenclatureRow | None:
    """Return the nomenclature of the importer's tariff of the day, else the latest of the HS."""
    edition = reference.tariff(importer, on)
    used = reference.nomenclatures.get(edition.nomenclature) if edition else None
    return used or latest_hs(reference)


async def _product(
    snapshot: Snapshot, reference: Reference, source: NomenclatureRow | None, ask: Ask
) -> tuple[QuoteProduct, list[Missing]]:
    if source is None:
        return quoted("", None, ask.product, UNSAID), []
    code = ask.product[:6] if source.kind == "HS" else ask.product
    harmonised = reference.nomenclatures.get(source.hs_revision)
    held = await products(snapshot, source, harmonised, [code])
    if held:
        said = Wording(held[0].description, held[0].path)
        return quoted(source.name, source.hs_revision, code, said), []
    if source.codes is None:
        detail = not_loaded(source.name)[snapshot.lang]
        gap = Missing(what=source.name, reason=Reason.NOT_LOADED, detail=detail)
        return quoted(source.name, source.hs_revision, code, UNSAID), [gap]
    releases = {row.codes: row.name for row in reference.nomenclatures.values() if row.codes}
    elsewhere = await nomenclatures.places(snapshot, list(releases), [ask.product])
    names = sorted(releases[release] for release, _ in elsewhere)
    pointer = f"{ask.pointer}/product"
    raise refused([unknown_code(ask.product, source.name, pointer, names)])


async def _codes(snapshot: Snapshot, looked: Looked, product: QuoteProduct) -> list[Missing]:
    """Find the codes of the product in a regime's nomenclature; return what that leaves open."""
    regime, lang = looked.regime, snapshot.lang
    names = {
        "regime": regime.name,
        "nomenclature": regime.nomenclature or product.nomenclature,
        "source": product.hs_revision,
    }
    if regime.rules is None or regime.nomenclature == product.nomenclature:
        looked.codes = [product.code]
        return []
    looked.codes = [product.code[:6]]
    if regime.nomenclature is None:
        detail = UNSTATED[lang].format(**names)
        return [Missing(what=regime.name, reason=Reason.NOT_REPORTED, detail=detail)]
    if regime.nomenclature == product.hs_revision:
        return []
    table = await correlation.table(snapshot, product.hs_revision or "", regime.nomenclature)
    looked.table = table
    looked.correlations = table.below(product.code[:6])
    looked.codes = sorted({row.to_code for row in looked.correlations})
    if not looked.codes:
        detail = UNCORRELATED[lang].format(**names)
        return [Missing(what=regime.name, reason=Reason.NOT_LOADED, detail=detail)]
    if all(row.kind is CorrelationKind.EXACT for row in looked.correlations):
        return []
    detail = INEXACT[lang].format(codes=", ".join(looked.codes), **names)
    return [Missing(what=regime.name, reason=Reason.AMBIGUOUS_CODE, detail=detail)]


async def _read(snapshot: Snapshot, looked: Sequence[Looked], exporter: str) -> None:
    """Read the rules of all regimes in one statement."""
    asked = [
        (one.regime.rules, code)
        for one in looked
        for code in one.codes
        if one.regime.rules is not None
    ]
    if not asked:
        return
    by_release: defaultdict[int, dict[str, list[OriginRule]]] = defaultdict(dict)
    names = {one.regime.rules: one.regime for one in looked}
    for row in await repository.holding(snapshot, asked):
        regime = names[row["release_id"]]
        if _this_way(row["applies_to"], regime.row["country"], exporter):
            rule = phrasing.rule(row, regime.name, regime.limit(exporter), snapshot.lang)
            by_release[row["release_id"]].setdefault(rule.rule_set, []).append(rule)
    for one in looked:
        sets = by_release.get(one.regime.rules, {}) if one.regime.rules is not None else {}
        one.rule_sets = [_set(rules, one.codes, snapshot.lang) for rules in sets.values()]


def _this_way(applies_to: str, country: str | None, exporter: str) -> bool:
    """Tell whether a rule is for this direction of the publishing country's trade."""
    if country is None or applies_to == "BOTH":
        return True
    return (applies_to == "EXPORT") == (country == exporter)


def _set(rules: Sequence[OriginRule], codes: Sequence[str], lang: Lang) -> OriginRuleSet:
    first = rules[0]
    span = (first.code_from, first.code_to)
    # A rule for the other direction that stood last leaves an operator with nothing to join.
    last = rules[-1].model_copy(update={"operator": None})
    whole = [*rules[:-1], last]
    return OriginRuleSet.assembled(
        rule_set=first.rule_set,
        code_from=first.code_from,
        code_to=first.code_to,
        partial=first.partial,
        subdivision=first.subdivision,
        covers_code=all(inside(code, span) for code in codes),
        to_check=phrasing.to_check(whole, lang),
        rules=whole,
    )
