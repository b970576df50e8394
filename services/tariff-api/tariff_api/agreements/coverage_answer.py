"""Coverage of an agreement as it is answered: over which edition, how counted, what is missing."""

import asyncio
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import asyncpg
from eslabon.contracts.agreements import AgreementCoverage, CoverageBasis
from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from servicekit.language import Texts, texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.agreements import repository
from tariff_api.agreements.coverage import Figures, Group, figures, told
from tariff_api.quotes.answer import WHOLE_TARIFF_SHARE
from tariff_api.quotes.editions import Edition
from tariff_api.quotes.facts import WORLD, Pair, plain, rounded
from tariff_api.quotes.reference import Reference

_SUMMARY = texts(
    "Alcance: líneas con margen mayor que cero en porcentaje de las líneas contadas. Profundidad: "
    "media simple de los márgenes, en porcentaje del derecho de nación más favorecida. Solo "
    "cuentan las filas que la fuente atribuye al acuerdo o que solo él puede dar.",
    "Alcance: linhas com margem maior que zero em porcentagem das linhas contadas. Profundidade: "
    "média simples das margens, em porcentagem do direito de nação mais favorecida. Só contam as "
    "linhas que a fonte atribui ao acordo ou que só ele pode dar.",
    "Scope: lines with a margin above zero in percent of the lines counted. Depth: simple mean of "
    "the margins, in percent of the MFN duty. Only rows count that the source attributes to the "
    "agreement or that it alone can give.",
)
_TRADE = texts(
    "Las importaciones línea por línea no están cargadas: la profundidad ponderada por comercio "
    "no se puede calcular.",
    "As importações linha por linha não estão carregadas: a profundidade ponderada por comércio "
    "não pode ser calculada.",
    "Imports line by line are not loaded: depth weighted by trade cannot be computed.",
)
_NO_DUTIES = texts(
    "No hay arancel de {granter} cargado para el {on}.",
    "Não há tarifa de {granter} carregada para {on}.",
    "No tariff of {granter} is loaded for {on}.",
)
_PARTIAL = texts(
    "El arancel cargado de {granter} es parcial: {loaded} de {total} subpartidas; ninguna cifra "
    "es del universo.",
    "A tarifa carregada de {granter} é parcial: {loaded} de {total} subposições; nenhum número é "
    "do universo.",
    "The loaded tariff of {granter} is partial: {loaded} of {total} subheadings; no figure is of "
    "the universe.",
)
_NO_PREFERENCES = texts(
    "No hay preferencias de {granter} cargadas para el {on} que hablen de {agreement} y se puedan "
    "unir a su arancel.",
    "Não há preferências de {granter} carregadas para {on} que falem do {agreement} e se possam "
    "unir à sua tarifa.",
    "No preferences of {granter} are loaded for {on} that speak of {agreement} and can be joined "
    "to its tariff.",
)
_NOT_IN_FORCE = texts(
    "{agreement} no obliga a {granter} con {beneficiary} el {on}.",
    "{agreement} não obriga {granter} com {beneficiary} em {on}.",
    "{agreement} does not bind {granter} toward {beneficiary} on {on}.",
)
_EXTRACT = texts(
    "Las cifras son de un extracto: {total} de {tariff} líneas del arancel, en {chapters} "
    "capítulos; ninguna es del universo.",
    "Os números são de um extrato: {total} de {tariff} linhas da tarifa, em {chapters} capítulos; "
    "nenhum é do universo.",
    "The figures are of an extract: {total} of {tariff} lines of the tariff, in {chapters} "
    "chapters; none is of the universe.",
)
_LIST = texts(
    "La fuente lista preferencias y no dice qué queda fuera: las líneas que no lista cuentan como "
    "no cubiertas.",
    "A fonte lista preferências e não diz o que fica fora: as linhas que não lista contam como "
    "não cobertas.",
    "The source lists preferences and does not say what is outside: lines it does not list count "
    "as not covered.",
)
_APART = texts(
    "{lines} líneas tienen un derecho reducido que {agreement} u otro acuerdo puede dar: no se "
    "cuentan como cubiertas.",
    "{lines} linhas têm um direito reduzido que {agreement} ou outro acordo pode dar: não contam "
    "como cobertas.",
    "{lines} lines have a reduced duty that {agreement} or another agreement may give: they are "
    "not counted as covered.",
)
_NO_EXCEPTIONS = texts(
    "La lista de excepciones no está cargada.",
    "A lista de exceções não está carregada.",
    "The list of exceptions is not loaded.",
)


def last_day(reference: Reference, granter: str) -> date | None:
    """Return the last day that both duties and preferences of a market cover, as loaded."""
    duties = reference.duties.get(granter, ())
    days = [
        min(duty.valid_to, preference.valid_to)
        for duty in duties
        for preference in reference.preferences.get(granter, ())
        if duty.valid_from <= preference.valid_to and preference.valid_from <= duty.valid_to
    ]
    return max(days or [duty.valid_to for duty in duties], default=None)


async def coverage(
    snapshot: Snapshot,
    reference: Reference,
    agreement: str,
    granter: str,
    beneficiary: str,
    on: date,
) -> AgreementCoverage:
    """Return scope and depth of an agreement for a granter, a beneficiary and a day."""
    pair = reference.pair(granter, beneficiary, on)
    in_force = any(one.code == agreement for one in pair.agreements)
    tariff = reference.tariff(granter, on)
    counted: list[tuple[Edition, Figures]] = []
    if tariff is not None:
        counted = await _counted(snapshot, reference, tariff, agreement, pair, on)
    # Who lists preferences and has none of this agreement has not said that it covers nothing.
    counted = [
        one for one in counted if one[1].speaks or one[1].basis is CoverageBasis.STATED_LINES
    ]
    chosen = max(counted, key=_rank, default=None)
    partial = tariff is not None and _is_partial(tariff)
    names = {"agreement": agreement, "granter": granter, "beneficiary": beneficiary, "on": on}
    gaps: list[tuple[str, Reason, Texts, dict[str, object]]] = []
    if not in_force:
        gaps.append(("in_force", Reason.NO_AGREEMENT, _NOT_IN_FORCE, {}))
    if tariff is None:
        gaps.append(("duties", Reason.NOT_LOADED, _NO_DUTIES, {}))
    elif partial:
        counts: dict[str, object] = {
            "loaded": tariff.coverage.subheadings_loaded,
            "total": tariff.coverage.subheadings_total,
        }
        gaps.append(("duties", Reason.NOT_LOADED, _PARTIAL, counts))
    if chosen is None:
        gaps.append(("preferences", Reason.NOT_LOADED, _NO_PREFERENCES, {}))
    else:
        gaps += _of_figures(chosen[1])
    gaps.append(("depth_trade_percent", Reason.NOT_LOADED, _TRADE, {}))
    releases = [one.release for one in (tariff, chosen and chosen[0]) if one]
    releases += [release.id for release in snapshot.releases("agreement_entries")]
    return AgreementCoverage(
        agreement=agreement,
        granter=granter,
        beneficiary=beneficiary,
        on=on,
        in_force=in_force,
        nomenclature=tariff.nomenclature if tariff else None,
        subheadings_loaded=tariff.coverage.subheadings_loaded if tariff else None,
        subheadings_total=tariff.coverage.subheadings_total if tariff else None,
        **_fields(chosen[1] if chosen else None, partial),
        depth_trade_percent=None,
        methodology=_methodology(snapshot.lang, chosen[1] if chosen else None),
        provenance=[reference.provenances[release] for release in releases],
        missing=[
            Missing(
                what=what,
                reason=reason,
                detail=said[snapshot.lang].format(**{**names, **more}),
            )
            for what, reason, said, more in gaps
        ],
    )


def _rank(one: tuple[Edition, Figures]) -> tuple[bool, bool, date, int]:
    """Prefer an edition that speaks of the agreement, that lists it, that was seen last."""
    edition, sums = one
    lists = sums.basis is CoverageBasis.WHOLE_TARIFF
    return sums.speaks, lists, edition.observed_on, edition.release


async def _counted(
    snapshot: Snapshot,
    reference: Reference,
    tariff: Edition,
    agreement: str,
    pair: Pair,
    on: date,
) -> list[tuple[Edition, Figures]]:
    """Return the sums over each edition of preferences of the day that joins the tariff."""
    mine = reference.nomenclatures.get(tariff.nomenclature)
    if mine is None or mine.codes is None:
        return []
    found = []
    for schedule in reference.schedules(pair.importer, on):
        edition = schedule.edition
        if not edition.covers(on) or not {None, agreement} & schedule.agreements:
            continue
        other = reference.nomenclatures.get(edition.nomenclature)
        revision = other.hs_revision if other else edition.nomenclature
        if revision != mine.hs_revision:
            continue
        rows = await repository.counted_lines(
            snapshot,
            codes=mine.codes,
            duties=tariff.release,
            preferences=edition.release,
            digits=12 if edition.nomenclature == tariff.nomenclature else 6,
            reached=sorted({WORLD, pair.exporter, *pair.groups}),
            on=on,
        )
        # Rows are told by thousands of lines and decided in Python: the loop stays free.
        sums = await asyncio.to_thread(_summed, rows, agreement, pair)
        sums.states_exceptions |= agreement in edition.excepted
        found.append((edition, sums))
    return found


def _summed(rows: Sequence[asyncpg.Record], agreement: str, pair: Pair) -> Figures:
    groups = (
        Group(
            row["chapter"],
            row["rate_percent"],
            tuple(told(text) for text in row["told"] or ()),
            row["lines"],
        )
        for row in rows
    )
    return figures(groups, agreement, pair)


def _of_figures(sums: Figures) -> list[tuple[str, Reason, Texts, dict[str, object]]]:
    gaps: list[tuple[str, Reason, Texts, dict[str, object]]] = []
    if sums.total < sums.tariff:
        counts = {"total": sums.total, "tariff": sums.tariff, "chapters": len(sums.chapters)}
        gaps.append(("lines_total", Reason.NOT_LOADED, _EXTRACT, {**counts}))
    elif sums.basis is CoverageBasis.WHOLE_TARIFF:
        gaps.append(("lines_total", Reason.NOT_ASSESSED, _LIST, {}))
    apart = _whole(sums.ambiguous + sums.margin_match)
    if apart:
        gaps.append(("lines_covered", Reason.NOT_IDENTIFIED, _APART, {"lines": apart}))
    if not sums.states_exceptions:
        gaps.append(("exceptions", Reason.NOT_LOADED, _NO_EXCEPTIONS, {}))
    return gaps


def _whole(lines: Fraction) -> int:
    return int(lines + Fraction(1, 2))


def _percent(part: Fraction, whole: Fraction | int) -> Decimal | None:
    if not whole:
        return None
    share = Fraction(100) * part / whole
    return plain(rounded(Decimal(share.numerator) / Decimal(share.denominator), 2))


def _is_partial(tariff: Edition) -> bool:
    loaded, total = tariff.coverage.subheadings_loaded, tariff.coverage.subheadings_total
    return loaded is not None and total is not None and loaded < WHOLE_TARIFF_SHARE * total


def _fields(sums: Figures | None, partial: bool) -> dict[str, object]:
    if sums is None:
        none = dict.fromkeys(
            name
            for name in AgreementCoverage.model_fields
            if name.startswith(("lines_", "coverage_", "full_", "depth_simple"))
            or name in ("quota_lines", "exceptions")
        )
        return {**none, "basis": None, "is_extract": partial, "chapters": []}
    dutiable = sums.total - sums.free_for_all - sums.duty_unknown
    mean = sums.margins / sums.margin_known / 100 if sums.margin_known else Fraction(0)
    return {
        "basis": sums.basis,
        "is_extract": partial or sums.total < sums.tariff,
        "lines_tariff": sums.tariff,
        "lines_total": sums.total,
        "chapters": sorted(sums.chapters),
        "lines_free_for_all": sums.free_for_all,
        "lines_duty_unknown": sums.duty_unknown,
        "lines_covered": _whole(sums.covered),
        "lines_full_margin": _whole(sums.full),
        "lines_margin_unknown": _whole(sums.covered - sums.margin_known),
        "lines_ambiguous": _whole(sums.ambiguous),
        "lines_margin_match": _whole(sums.margin_match),
        "lines_conditional": _whole(sums.conditional),
        "quota_lines": _whole(sums.with_quota),
        "exceptions": sums.excepted if sums.states_exceptions else None,
        "coverage_percent": _percent(sums.covered, sums.total),
        "coverage_of_dutiable_percent": _percent(sums.covered_dutiable, dutiable),
        "depth_simple_percent": _percent(mean, 1) if sums.margin_known else None,
        "full_free_percent": _percent(sums.full, sums.total),
    }


def _methodology(lang: Lang, sums: Figures | None) -> Methodology:
    parameters = [
        Parameter(name="attribution", value="STATED, SOLE_AGREEMENT", assumed=True),
        Parameter(name="weights", value="one per national line", assumed=False),
    ]
    if sums is not None:
        parameters.append(Parameter(name="basis", value=sums.basis, assumed=True))
    return Methodology(
        id="agreement-coverage", version="1", summary=_SUMMARY[lang], parameters=parameters
    )
