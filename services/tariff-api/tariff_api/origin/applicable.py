"""Which regimes of origin may serve a pair of countries on a day, and which are not loaded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from eslabon.contracts.envelope import Lang, Missing, Reason
from eslabon.contracts.origin import OriginRegime, RegimeBasis, ThresholdBasis
from servicekit.per_release import PerRelease
from servicekit.releases.dataset import Texts, texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.cells import values_in
from tariff_api.origin import repository
from tariff_api.origin.facts import Limit
from tariff_api.quotes.facts import plain
from tariff_api.quotes.reference import CountryRow, Reference

FAMILIES = {"ALADI": ("AAP.", "AR.")}
"""Beginnings of the codes of a scheme's agreements."""

OWN_RULES = texts(
    "{agreement} tiene reglas de origen propias, que no están cargadas.",
    "{agreement} tem regras de origem próprias, que não estão carregadas.",
    "{agreement} has rules of origin of its own, which are not loaded.",
)
UNSTATED = texts(
    "Las reglas de origen de {agreement} no están cargadas, y ninguna fuente a mano dice si usa el "
    "régimen general {regime}, que se muestra aparte.",
    "As regras de origem de {agreement} não estão carregadas, e nenhuma fonte à mão diz se usa o "
    "regime geral {regime}, que se mostra à parte.",
    "The rules of origin of {agreement} are not loaded, and no source at hand says whether it uses "
    "the general regime {regime}, which is shown apart.",
)
NOT_LOADED = texts(
    "Las reglas de origen de {agreement} no están cargadas.",
    "As regras de origem de {agreement} não estão carregadas.",
    "The rules of origin of {agreement} are not loaded.",
)
OTHER_TRADE = texts(
    "Las reglas cargadas de {agreement} ({regime}) son para otro comercio u otras fechas.",
    "As regras carregadas de {agreement} ({regime}) são para outro comércio ou outras datas.",
    "The loaded rules of {agreement} ({regime}) are for other trade or other dates.",
)
SPECIFIC = texts(
    "Los requisitos específicos de {regime} no están cargados y prevalecen sobre la regla general.",
    "Os requisitos específicos de {regime} não estão carregados e prevalecem sobre a regra geral.",
    "The specific requirements of {regime} are not loaded, and they override the general rule.",
)
NONE_IN_FORCE = texts(
    "No hay registrado ningún acuerdo en vigor ese día por el que {importer} dé preferencias a "
    "{exporter}: no hay regla de origen preferencial que cumplir.",
    "Não há registrado nenhum acordo em vigor nesse dia pelo qual {importer} dê preferências a "
    "{exporter}: não há regra de origem preferencial a cumprir.",
    "No agreement is registered as in force on that day by which {importer} grants preferences to "
    "{exporter}: there is no preferential rule of origin to meet.",
)
NOT_THIS_ONE = texts(
    "{agreement} no está en vigor ese día entre {importer} y {exporter}.",
    "{agreement} não está em vigor nesse dia entre {importer} e {exporter}.",
    "{agreement} is not in force on that day between {importer} and {exporter}.",
)


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime, the release of its rules and the nomenclature they are written in."""

    name: str
    row: Mapping[str, Any]
    agreements: frozenset[str]
    agreements_except: frozenset[str]
    release: int
    rules: int | None
    nomenclature: str | None

    def contract(self, lang: Lang) -> OriginRegime:
        """Return it as it leaves."""
        return OriginRegime.model_validate(repository.regime_fields(self.row, lang))

    def limit(self, exporter: str | None = None) -> Limit | None:
        """Return its value limit, for an exporter if one is given; None where it has none."""
        percent: Decimal | None = self.row["value_limit_percent"]
        milder: Decimal | None = self.row["value_limit_milder_percent"]
        if milder is not None and exporter in values_in(self.row["milder_for"]):
            percent = milder
        if percent is None:
            return None
        return Limit(plain(percent), ThresholdBasis(self.row["value_limit_basis"]))

    def tolerance(self) -> Limit | None:
        """Return its tolerance of materials without the change of code; None where not known."""
        if self.row["tolerance_percent"] is None:
            return None
        basis = self.row["value_limit_basis"] or ThresholdBasis.OVER_EX_WORKS
        return Limit(plain(self.row["tolerance_percent"]), ThresholdBasis(basis))

    def serves(self, importer: str, exporter: str, on: date) -> bool:
        """Tell whether its days and the country that publishes it let it serve a pair."""
        first, last, country = (self.row[name] for name in ("valid_from", "valid_to", "country"))
        return (
            (first is None or first <= on)
            and (last is None or on <= last)
            and (country is None or country in (importer, exporter))
        )


@dataclass(frozen=True, slots=True)
class Applied:
    """A regime that may serve the pair, and for which agreements."""

    regime: Regime
    basis: RegimeBasis
    agreement: str | None
    serves: tuple[str, ...]


async def _regimes(snapshot: Snapshot, _: str) -> tuple[Regime, ...]:
    written = {
        row["release_id"]: row["nomenclature"] for row in await repository.nomenclatures(snapshot)
    }
    found: list[Regime] = []
    for row in await repository.all_regimes(snapshot):
        rules = next(iter(snapshot.ids("origin_rules", regime=row["regime"])), None)
        found.append(
            Regime(
                name=row["regime"],
                row=dict(row),
                agreements=frozenset(values_in(row["agreements"])),
                agreements_except=frozenset(values_in(row["agreements_except"])),
                release=row["release_id"],
                rules=rules,
                nomenclature=written.get(rules) if rules is not None else None,
            )
        )
    return tuple(found)


REGIMES = PerRelease(("origin_regimes", "origin_rules"), _regimes)


def applicable(
    reference: Reference,
    regimes: Iterable[Regime],
    importer: CountryRow,
    exporter: CountryRow,
    on: date,
    agreement: str | None,
    lang: Lang,
) -> tuple[list[Applied], list[Missing]]:
    """Return the regimes that may serve the pair (for one agreement, if given), and the gaps."""
    known = tuple(regimes)
    pair = reference.pair(importer.iso3, exporter.iso3, on)
    in_force = [one.code for one in pair.agreements if agreement in (None, one.code)]
    names = {"importer": importer.names[lang], "exporter": exporter.names[lang]}
    if not in_force:
        said = NOT_THIS_ONE if agreement else NONE_IN_FORCE
        detail = said[lang].format(agreement=_spelt(reference, agreement or "", lang), **names)
        return [], [
            Missing(what=agreement or "agreements", reason=Reason.NO_AGREEMENT, detail=detail)
        ]
    found: list[Applied] = []
    missing: list[Missing] = []
    without: list[str] = []
    for code in in_force:
        own = [regime for regime in known if code in regime.agreements]
        serving = [one for one in own if one.serves(importer.iso3, exporter.iso3, on)]
        found += [Applied(one, RegimeBasis.AGREEMENT, code, (code,)) for one in serving]
        if serving:
            continue
        if own:
            missing.append(_gap(reference, code, OTHER_TRADE, own[0].name, lang))
        else:
            without.append(code)
    general = list(_general(reference, known, importer, exporter, on, without))
    found += general
    missing += [_unloaded(reference, known, general, code, lang) for code in without]
    missing += [
        Missing(
            what=one.regime.name,
            reason=Reason.NOT_LOADED,
            detail=SPECIFIC[lang].format(regime=one.regime.name),
        )
        for one in general
    ]
    return found, missing


def _general(
    reference: Reference,
    regimes: Iterable[Regime],
    importer: CountryRow,
    exporter: CountryRow,
    on: date,
    agreements: Iterable[str],
) -> Iterable[Applied]:
    """Yield the general regimes of schemes that both countries are members of."""
    shared = reference.groups(importer.iso3, on) & reference.groups(exporter.iso3, on)
    for regime in regimes:
        scheme = regime.row["general_of"]
        if scheme not in shared or not regime.serves(importer.iso3, exporter.iso3, on):
            continue
        serves = tuple(
            code
            for code in agreements
            if code.startswith(FAMILIES.get(scheme, ())) and code not in regime.agreements_except
        )
        if serves:
            yield Applied(regime, RegimeBasis.GENERAL, None, serves)


def _unloaded(
    reference: Reference,
    regimes: Iterable[Regime],
    general: Iterable[Applied],
    code: str,
    lang: Lang,
) -> Missing:
    for one in general:
        if code in one.serves:
            return _gap(reference, code, UNSTATED, one.regime.name, lang)
    own = any(code in regime.agreements_except for regime in regimes)
    return _gap(reference, code, OWN_RULES if own else NOT_LOADED, "", lang)


def _gap(reference: Reference, code: str, said: Texts, regime: str, lang: Lang) -> Missing:
    detail = said[lang].format(agreement=_spelt(reference, code, lang), regime=regime)
    return Missing(what=code, reason=Reason.NOT_LOADED, detail=detail)


def _spelt(reference: Reference, code: str, lang: Lang) -> str:
    return reference.spelt_out[lang].get(code, code)
