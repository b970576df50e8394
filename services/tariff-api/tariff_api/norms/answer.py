"""The indicators of a market put together: what counts, the figures, and what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from eslabon.contracts.norms import NormIndicator, NormIndicators, NormScope
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.norms import repository
from tariff_api.norms.classes import Tree
from tariff_api.norms.held import Held
from tariff_api.norms.imports import Imports
from tariff_api.norms.indicators import Indicators, indicators
from tariff_api.norms.measuring import Reached, reached
from tariff_api.norms.wording import listed, said
from tariff_api.quotes.reference import CountryRow, Reference

_UNKNOWN = Indicators(0, None, None, None)
_SUMMARY = texts(
    "Con N normas y V dólares importados en cada subpartida, M = 1 si se importó y D = 1 si hay "
    "alguna norma: frecuencia = 100·Σ D·M / Σ M, cobertura = 100·Σ D·V / Σ V, prevalencia = "
    "Σ N·M / Σ M. Cuentan las subpartidas con comercio cargado y, con scope=LOADED, solo las de "
    "capítulos de los que habla alguna norma cargada.",
    "Com N normas e V dólares importados em cada subposição, M = 1 se foi importada e D = 1 se há "
    "alguma norma: frequência = 100·Σ D·M / Σ M, cobertura = 100·Σ D·V / Σ V, prevalência = "
    "Σ N·M / Σ M. Contam as subposições com comércio carregado e, com scope=LOADED, só as de "
    "capítulos de que fala alguma norma carregada.",
    "With N norms and V dollars imported on each subheading, M = 1 where it was imported and D = 1 "
    "where any norm bites: frequency = 100·Σ D·M / Σ M, coverage = 100·Σ D·V / Σ V, prevalence = "
    "Σ N·M / Σ M. Subheadings whose trade is loaded count and, with scope=LOADED, only those in "
    "chapters that a loaded norm speaks of.",
)
_ASSUMED = {
    "line": "HS subheading, six digits",
    "subheadings_partly_affected": "counted as affected",
    "norms_on_some_origins": "counted",
    "norms_without_dates": "counted as in force",
    "norms_unverified": "counted, and their number stated",
}
_ALL_NORMS = texts("Todas las normas", "Todas as normas", "All norms")


@dataclass(frozen=True, slots=True)
class Market:
    """The market whose norms are measured, and what is known of its norms and imports."""

    country: CountryRow
    held: Held
    bought: Imports | None
    """None where matrix-api did not answer."""
    year: int | None
    """Year asked for."""
    on: date
    scope: NormScope

    @property
    def edition(self) -> str | None:
        """Edition of the Harmonized System of the imports; None where there are none."""
        return self.bought.nomenclature if self.bought else None

    @property
    def is_limited(self) -> bool:
        """Tell whether the loaded norms speak of some chapters only."""
        return bool(self.held.releases) and not self.held.has_all_goods

    def values(self) -> dict[str, Decimal]:
        """Return the imports that count."""
        bought = self.bought.values if self.bought else {}
        if self.scope is NormScope.ALL or not self.is_limited:
            return bought
        chapters = frozenset(self.held.all_chapters)
        return {code: value for code, value in bought.items() if code[:2] in chapters}


async def answer(
    snapshot: Snapshot,
    reference: Reference,
    market: Market,
    tree: Tree | None,
    asked: Sequence[str],
) -> NormIndicators:
    """Return the indicators of all norms of a market, and of each class asked for."""
    lang = snapshot.lang
    values = market.values()
    reach = await reached(snapshot, reference, market.held, market.on, market.edition, values)
    total = await _subheadings(snapshot, reference, market.edition)
    imported = [value for value in values.values() if value > 0]
    at_hand = market.edition is not None
    bought = market.bought
    releases = [snapshot.release(id_).provenance() for id_ in market.held.releases]
    parameters = [Parameter(name="scope", value=market.scope.value, assumed=True)]
    parameters += [
        Parameter(name=name, value=said_, assumed=True) for name, said_ in _ASSUMED.items()
    ]
    return NormIndicators(
        importer=market.country.iso3,
        on=market.on,
        year=bought.year if bought else None,
        nomenclature=market.edition,
        subheadings_total=total,
        subheadings_loaded=len(bought.values) if bought and at_hand else None,
        scope=market.scope,
        subheadings_in_scope=len(values) if at_hand else None,
        subheadings_imported=len(imported) if at_hand else None,
        imports_usd=sum(imported, Decimal()) if at_hand else None,
        indicators=[
            _indicator(reach, market, values, tree, class_, lang) for class_ in (None, *asked)
        ],
        missing=list(_missing(snapshot, market, reach, total)),
        provenance=[*releases, *(bought.provenance if bought else ())],
        methodology=Methodology(
            id="norm-indicators", version="1", summary=_SUMMARY[lang], parameters=parameters
        ),
    )


async def _subheadings(snapshot: Snapshot, reference: Reference, edition: str | None) -> int | None:
    """Return how many subheadings an edition has, where its codes are loaded."""
    found = reference.nomenclatures.get(edition) if edition else None
    if found is None or found.codes is None:
        return None
    return await repository.subheadings(snapshot, found.codes)


def _indicator(
    reach: Reached,
    market: Market,
    values: dict[str, Decimal],
    tree: Tree | None,
    class_: str | None,
    lang: Lang,
) -> NormIndicator:
    """Return the indicators of a class; null where norms or imports are not known."""
    counted = reach.of_class(class_)
    known = bool(values) and bool(market.held.releases) and not reach.not_followed
    figures = indicators(counted.on, values) if known else _UNKNOWN
    title = tree.title(class_, lang) if tree else None
    return NormIndicator(
        chapter=class_,
        title=_ALL_NORMS[lang] if class_ is None else title or class_,
        norms=counted.norms,
        norms_unverified=counted.unverified,
        subheadings_affected=figures.affected if known else None,
        frequency_percent=figures.frequency_percent,
        coverage_percent=figures.coverage_percent,
        prevalence=figures.prevalence,
    )


def _missing(
    snapshot: Snapshot, market: Market, reach: Reached, total: int | None
) -> Iterator[Missing]:
    """Yield what keeps the figures from being of the whole market."""
    lang = snapshot.lang
    name = market.country.names[lang]

    def gap(what: str, reason: Reason, key: str, **values: object) -> Missing:
        return Missing(what=what, reason=reason, detail=said(key, country=name, **values)[lang])

    bought, held, values = market.bought, market.held, market.values()
    if not held.releases:
        others = sorted({one.parts["importer"] for one in snapshot.releases("norms")})
        yield gap("norms", Reason.NOT_LOADED, "no_norms", others=listed(others))
    elif market.is_limited:
        key = "scope_all" if market.scope is NormScope.ALL else "scope_loaded"
        chapters = listed(held.all_chapters)
        yield gap("norms", Reason.NOT_LOADED, key, chapters=chapters, count=len(values))
    if bought is None:
        yield gap("imports", Reason.SERVICE_UNAVAILABLE, "no_answer")
        return
    if not bought.values:
        of_year = f" ({market.year})" if market.year else ""
        detail = bought.why_none or "—"
        yield gap("imports", Reason.NOT_LOADED, "no_imports", year=of_year, detail=detail)
        return
    if values and not any(values.values()):
        yield gap(
            "imports",
            Reason.NOT_REPORTED,
            "nothing_imported",
            year=bought.year,
            count=len(values),
        )
    if total is None or len(bought.values) < total:
        yield gap(
            "subheadings",
            Reason.NOT_LOADED,
            "part_of_trade",
            loaded=len(bought.values),
            total="—" if total is None else total,
            nomenclature=market.edition,
        )
    for nomenclature in sorted(reach.not_followed):
        yield gap(
            nomenclature,
            Reason.NOT_LOADED,
            "codes_skipped",
            nomenclature=nomenclature,
            to=market.edition,
        )
