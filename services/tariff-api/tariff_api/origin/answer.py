"""Rules of origin as they leave: which rule to check, or what a check comes to."""

from collections.abc import Iterable
from decimal import Decimal

from eslabon.contracts.envelope import Methodology, Parameter, Provenance
from eslabon.contracts.origin import OriginRules, RegimeRules, ThresholdBasis
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.cells import values_in
from tariff_api.origin.applicable import Regime
from tariff_api.origin.asking import Ask, Looked, found
from tariff_api.quotes.facts import plain

SUMMARY = texts(
    "Por cada acuerdo en vigor entre los dos países ese día, las reglas cargadas cuyo tramo de "
    "códigos contiene el producto. Es la regla por verificar: solo la lista de materiales dice si "
    "la mercancía es originaria.",
    "Para cada acordo em vigor entre os dois países nesse dia, as regras carregadas cuja faixa de "
    "códigos contém o produto. É a regra a verificar: só a lista de matérias diz se a mercadoria é "
    "originária.",
    "For each agreement in force between the two countries on the day, the loaded rules whose "
    "range of codes holds the product. It is the rule to check: only the list of materials says "
    "whether the goods are originating.",
)
_ECHOED = (
    "value_limit_percent",
    "value_limit_milder_percent",
    "milder_for",
    "tolerance_percent",
    "excludes_minimal_operations",
    "direct_transport",
    "cumulation",
)
FORMULAS = {
    ThresholdBasis.BUILD_DOWN: "(fob_usd - non_originating_usd) / fob_usd",
    ThresholdBasis.BUILD_UP: "originating_usd / fob_usd",
}


async def rules(snapshot: Snapshot, ask: Ask) -> OriginRules:
    """Return the rules to check for an ask."""
    held = await found(snapshot, ask)
    return OriginRules.assembled(
        importer=held.importer.iso3,
        exporter=held.exporter.iso3,
        product=held.product,
        on=ask.on,
        regimes=[
            RegimeRules.assembled(
                agreement=one.applied.agreement,
                agreements_served=list(one.applied.serves),
                basis=one.applied.basis,
                regime=one.regime.contract(snapshot.lang),
                codes=one.codes,
                correlations=one.correlations,
                rule_sets=one.rule_sets,
            )
            for one in held.looked
        ],
        missing=held.missing,
        methodology=Methodology(
            id="origin_rules",
            version="1",
            summary=SUMMARY[snapshot.lang],
            parameters=parameters(held.looked),
        ),
        provenance=provenance(snapshot, held.looked),
    )


def parameters(looked: Iterable[Looked]) -> list[Parameter]:
    """Return the named choices behind an answer; those that no source states are assumed."""
    return [
        Parameter(
            name=f"{one.regime.name}.{name}",
            value=_written(one.regime, name),
            assumed=name in values_in(one.regime.row["assumed"]),
        )
        for one in looked
        for name in _ECHOED
        if one.regime.row[name] is not None
    ] + [
        Parameter(name=basis.value.lower(), value=FORMULAS[basis], assumed=True)
        for basis in sorted(_bases(looked) & set(FORMULAS))
    ]


def _bases(looked: Iterable[Looked]) -> set[ThresholdBasis]:
    return {
        ThresholdBasis(rule.threshold_basis)
        for one in looked
        for held in one.rule_sets
        for rule in held.rules
        if rule.threshold_basis
    }


def _written(regime: Regime, name: str) -> str:
    value = regime.row[name]
    if isinstance(value, Decimal):
        return f"{plain(value)}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def provenance(snapshot: Snapshot, looked: Iterable[Looked]) -> list[Provenance]:
    """Return the releases that the regimes and rules of an answer come from."""
    releases = {one.regime.release for one in looked}
    releases |= {one.regime.rules for one in looked if one.regime.rules is not None}
    return [snapshot.release(release).provenance() for release in sorted(releases)]
