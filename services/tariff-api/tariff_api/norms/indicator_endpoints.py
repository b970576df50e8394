"""Indicators of the norms of a market over HTTP."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day, Year
from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter, Reason
from eslabon.contracts.norms import NormClassKind, NormIndicator, NormIndicators
from fastapi import APIRouter, Query, Request, Response
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.settings import Settings

from tariff_api.norms import classes, repository
from tariff_api.norms.classes import TREES, Tree
from tariff_api.norms.endpoints import MastCode
from tariff_api.norms.held import HELD, Held
from tariff_api.norms.imports import Imports, NoAnswerError, imports
from tariff_api.norms.indicators import Indicators, indicators
from tariff_api.norms.measuring import Reached, reached
from tariff_api.norms.wording import listed, said
from tariff_api.quotes.asking import Fault, country, refused
from tariff_api.quotes.reference import REFERENCE, CountryRow, Reference

router = APIRouter(prefix="/v1", tags=["norms"], responses=RESPONSES)

_UNKNOWN = Indicators(0, None, None, None)
_SUMMARY = texts(
    "Con N normas y V dólares importados en cada subpartida, M = 1 si se importó y D = 1 si hay "
    "alguna norma: frecuencia = 100·Σ D·M / Σ M, cobertura = 100·Σ D·V / Σ V, prevalencia = "
    "Σ N·M / Σ M. Solo cuentan las subpartidas con comercio cargado.",
    "Com N normas e V dólares importados em cada subposição, M = 1 se foi importada e D = 1 se há "
    "alguma norma: frequência = 100·Σ D·M / Σ M, cobertura = 100·Σ D·V / Σ V, prevalência = "
    "Σ N·M / Σ M. Só contam as subposições com comércio carregado.",
    "With N norms and V dollars imported on each subheading, M = 1 where it was imported and D = 1 "
    "where any norm bites: frequency = 100·Σ D·M / Σ M, coverage = 100·Σ D·V / Σ V, prevalence = "
    "Σ N·M / Σ M. Only subheadings whose trade is loaded count.",
)
_ASSUMED = {
    "line": "HS subheading, six digits",
    "subheadings_partly_affected": "counted as affected",
    "norms_on_some_origins": "counted",
    "norms_without_dates": "counted as in force",
    "norms_unverified": "counted, and their number stated",
}
ALL = texts("Todas las normas", "Todas as normas", "All norms")


@router.get("/norms/indicators")
async def norm_indicators(
    request: Request,
    response: Response,
    snapshot: Reading,
    importer: Annotated[CountryInput, Query(description="Market.", examples=["BOL"])],
    chapter: Annotated[
        list[MastCode] | None,
        Query(
            max_length=50,
            description="Chapters or classes of MAST, repeated; all chapters on imports when left "
            "out.",
            examples=[["A"]],
        ),
    ] = None,
    year: Annotated[
        Year | None,
        Query(description="Year of the imports; the last one loaded when left out."),
    ] = None,
    on: Annotated[
        Day | None,
        Query(
            description="Day on which norms are counted; today when left out.",
            examples=["2026-06-30"],
        ),
    ] = None,
) -> NormIndicators:
    """Frequency, coverage and prevalence of a market's norms, for all of them and by chapter.

    Imports are asked of matrix-api; where it does not answer the figures are null and say so.
    """
    lang = snapshot.lang
    reference = await REFERENCE.at(snapshot)
    market = country(reference, importer, "/query/importer")
    if isinstance(market, Fault):
        raise refused([market])
    day = on or datetime.now(UTC).date()
    tree = classes.latest(await TREES.at(snapshot))
    asked = list(dict.fromkeys(chapter)) if chapter else _of_imports(tree)
    _check_of_imports(tree, asked)
    settings: Settings = request.app.state.settings
    held = await HELD.at(snapshot, market.iso3)
    missing: list[Missing] = []
    bought: Imports | None = None
    try:
        bought = await imports(settings, market.iso3, year, lang)
    except NoAnswerError:
        missing.append(_missing("imports", Reason.SERVICE_UNAVAILABLE, lang, "no_answer"))
    # The answer depends on matrix-api's data as well: this publication alone does not name it.
    kept = f"public, max-age={settings.cache_max_age_seconds}"
    response.headers["Cache-Control"] = kept if bought else "no-store"
    response.headers["Content-Language"] = lang.value
    total = await _subheadings(snapshot, reference, bought)
    missing += _gaps(snapshot, market, held, bought, year, total)
    rows = await repository.bites(snapshot, held.releases, day)
    # Without a year the norms are counted all the same, against no subheading.
    edition = bought.nomenclature if bought and bought.nomenclature else ""
    values = bought.values if bought else {}
    reach = await reached(snapshot, reference, rows, edition, values)
    if edition:
        missing += [
            _missing(
                name,
                Reason.NOT_LOADED,
                lang,
                "codes_skipped",
                country=market.names[lang],
                nomenclature=name,
                to=edition,
            )
            for name in sorted(reach.not_followed)
        ]
    imported = {code: value for code, value in values.items() if value > 0}
    releases = [snapshot.release(id_).provenance() for id_ in held.releases]
    return NormIndicators(
        importer=market.iso3,
        on=day,
        year=bought.year if bought else None,
        nomenclature=edition or None,
        subheadings_total=total,
        subheadings_loaded=len(values) if edition else None,
        subheadings_imported=len(imported) if edition else None,
        imports_usd=sum(imported.values()) if edition else None,
        indicators=_indicators(reach, bought, held, tree, asked, lang),
        missing=missing,
        provenance=[*releases, *(bought.provenance if bought else ())],
        methodology=Methodology(
            id="norm-indicators",
            version="1",
            summary=_SUMMARY[lang],
            parameters=[
                Parameter(name=name, value=value, assumed=True) for name, value in _ASSUMED.items()
            ],
        ),
    )


def _missing(what: str, reason: Reason, lang: Lang, key: str, **values: object) -> Missing:
    return Missing(what=what, reason=reason, detail=said(key, **values)[lang])


def _of_imports(tree: Tree | None) -> list[str]:
    if tree is None:
        return []
    return [
        code
        for code in classes.chapters(tree)
        if tree.rows[code]["kind"] != NormClassKind.EXPORT.value
    ]


def _check_of_imports(tree: Tree | None, asked: Sequence[str]) -> None:
    """Refuse chapters of measures on exports: they bite on no import."""
    exports = [
        code
        for code in asked
        if tree and code[0] in tree.rows and tree.rows[code[0]]["kind"] == NormClassKind.EXPORT
    ]
    if not exports:
        return
    names = listed(exports)
    detail = texts(
        f"{names} es de medidas a la exportación y los indicadores son de importaciones; quítelo.",
        f"{names} é de medidas à exportação e os indicadores são de importações; retire-o.",
        f"{names} is of measures on exports and the indicators are of imports; leave it out.",
    )
    raise ProblemError(
        422, "chapter_of_exports", detail, errors=[("/query/chapter", detail, "chapter_of_exports")]
    )


async def _subheadings(
    snapshot: Snapshot, reference: Reference, bought: Imports | None
) -> int | None:
    """Return how many subheadings the edition of the imports has, where its codes are loaded."""
    name = bought.nomenclature if bought else None
    found = reference.nomenclatures.get(name) if name else None
    if found is None or found.codes is None:
        return None
    return await repository.subheadings(snapshot, found.codes)


def _gaps(
    snapshot: Snapshot,
    market: CountryRow,
    held: Held,
    bought: Imports | None,
    year: int | None,
    total: int | None,
) -> list[Missing]:
    lang = snapshot.lang
    name = market.names[lang]
    missing = []
    if not held.releases:
        others = listed(sorted({one.parts["importer"] for one in snapshot.releases("norms")}))
        missing.append(
            _missing("norms", Reason.NOT_LOADED, lang, "no_norms", country=name, others=others)
        )
    elif not held.has_all_goods:
        missing.append(
            _missing(
                "norms",
                Reason.NOT_LOADED,
                lang,
                "chapters_only",
                country=name,
                chapters=listed(held.all_chapters),
            )
        )
    if bought is None:
        return missing
    if not bought.values:
        of_year = f" ({year})" if year else ""
        missing.append(
            _missing(
                "imports",
                Reason.NOT_LOADED,
                lang,
                "no_imports",
                country=name,
                year=of_year,
                detail=bought.why_none or "—",
            )
        )
        return missing
    if not any(bought.values.values()):
        missing.append(
            _missing(
                "imports",
                Reason.NOT_REPORTED,
                lang,
                "nothing_imported",
                country=name,
                year=bought.year,
                count=len(bought.values),
            )
        )
    if total is None or len(bought.values) < total:
        missing.append(
            _missing(
                "subheadings",
                Reason.NOT_LOADED,
                lang,
                "part_of_trade",
                loaded=len(bought.values),
                total="—" if total is None else total,
                nomenclature=bought.nomenclature,
            )
        )
    return missing


def _indicators(
    reach: Reached,
    bought: Imports | None,
    held: Held,
    tree: Tree | None,
    asked: Sequence[str],
    lang: Lang,
) -> list[NormIndicator]:
    """Return the indicators of all norms and of each chapter; null where either side is missing."""
    found = []
    for class_ in (None, *asked):
        counted = reach.of_class(class_)
        known = bought is not None and bool(bought.values) and bool(held.releases)
        known = known and not reach.not_followed
        figures = indicators(counted.on, bought.values) if known and bought else _UNKNOWN
        found.append(
            NormIndicator(
                chapter=class_,
                title=ALL[lang]
                if class_ is None
                else (tree.title(class_, lang) if tree else None) or class_,
                norms=len(counted.norms),
                norms_unverified=len(counted.unverified),
                subheadings_affected=figures.affected if known else None,
                frequency_percent=figures.frequency_percent,
                coverage_percent=figures.coverage_percent,
                prevalence=figures.prevalence,
            )
        )
    return found
