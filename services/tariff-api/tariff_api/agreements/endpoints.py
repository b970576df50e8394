"""The registry of agreements over HTTP."""

from typing import Annotated

from eslabon.contracts.agreements import (
    Agreement,
    AgreementCoverage,
    AgreementDetail,
    RegistrySummary,
)
from eslabon.contracts.codes import AgreementName, CountryInput, Day
from eslabon.contracts.envelope import Missing, Page, Reason
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit.formats import MEDIA_TYPES, RESPONSES, in_memory, listing
from servicekit.language import texts
from servicekit.negotiation import PAGE, Format, best_media_type
from servicekit.paging import (
    DEFAULT_LIMIT,
    CursorText,
    Limit,
    next_cursor,
    paging,
)
from servicekit.problems import ProblemError
from servicekit.reading import Reading
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from tariff_api.agreements.coverage_answer import coverage, last_day
from tariff_api.agreements.fiche import detail
from tariff_api.agreements.lookup import meant
from tariff_api.agreements.naming import folded
from tariff_api.agreements.page import (
    AgreementScope,
    AgreementStatus,
    FicheFormat,
    Pages,
    RegistryFormat,
    fiche_page,
    list_page,
)
from tariff_api.agreements.registry import REGISTRY, Fiche, Registry, Sought
from tariff_api.agreements.summary import REPORTED_FICHES, summary
from tariff_api.faults import Fault, country, known, refused
from tariff_api.quotes.reference import REFERENCE
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["agreements"], route_class=ReadingRoute)

Code = Annotated[AgreementName, Path()]

_PAGE = {PAGE: {"schema": {"type": "string"}}}
_LISTED = {**RESPONSES, 200: {"content": {**RESPONSES[200]["content"], **_PAGE}}}


@router.get("/agreements", response_model=Page[Agreement], responses=_LISTED)
async def list_agreements(
    request: Request,
    response: Response,
    snapshot: Reading,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
    format: Annotated[
        RegistryFormat | None,
        Query(
            description="Format of the answer; the best of `Accept` when left out.",
            examples=[RegistryFormat.JSON],
        ),
    ] = None,
    country: Annotated[CountryInput | None, Query(description="Party.", examples=["BRA"])] = None,
    partner: Annotated[
        CountryInput | None, Query(description="Another party.", examples=["PER"])
    ] = None,
    status: Annotated[
        AgreementStatus | None,
        Query(description="Status.", examples=["IN_FORCE"]),
    ] = None,
    kind: Annotated[
        str | None,
        Query(pattern="^[A-Z0-9.]{2,20}$", description="Family.", examples=["AAP.CE"]),
    ] = None,
    scope: Annotated[
        AgreementScope | None,
        Query(description="Scope.", examples=["PARTIAL"]),
    ] = None,
    has_preferences: Annotated[
        bool | None,
        Query(description="Known to grant tariff preferences, or known not to.", examples=[True]),
    ] = None,
    on: Annotated[
        Day | None,
        Query(
            description="Only those in force on the day; between the two, where a pair is given.",
            examples=["2021-06-01"],
        ),
    ] = None,
    q: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=100,
            description="Words of the code, of a name, of the title or of a party's name.",
            examples=["alianza del pacifico"],
        ),
    ] = None,
) -> Response:
    """Agreements of the registry, by code; of one party, or of a pair."""
    registry = await REGISTRY.at(snapshot)
    sought = Sought(
        country=await _iso3(snapshot, country, "/query/country"),
        partner=await _iso3(snapshot, partner, "/query/partner"),
        status=status,
        kind=kind,
        scope=scope,
        has_preferences=has_preferences,
        on=on,
        q=q,
    )
    lang = snapshot.lang
    found = [
        fiche.agreement[lang] for fiche in registry.fiches.values() if sought.takes(fiche, lang)
    ]
    nothing = _nothing(snapshot, registry)
    of_data = None if format is None or format is RegistryFormat.HTML else Format(format)
    asked = await paging(request, limit, cursor, of_data)
    fetch = in_memory(found, lambda one: (one.code,), lambda one: one)
    if format is RegistryFormat.HTML or (format is None and _wants_page(request, *MEDIA_TYPES)):
        rest = await fetch(asked.after, asked.limit + 1)
        shown = rest[: asked.limit]
        last = shown[-1][0] if len(rest) > asked.limit else None
        return list_page(
            Pages(request, lang),
            [one for _, one in shown],
            total=len(found),
            following=next_cursor(request, snapshot.published.n, last) if last else None,
            sought=sought,
            countries=await _choices(snapshot, registry),
            counted=_counted(snapshot, registry, REPORTED_FICHES),
            nothing=nothing.detail,
            lang=lang,
        )
    return await listing(
        request,
        response,
        snapshot,
        asked,
        fetch,
        Agreement,
        provenance=[release.provenance() for release in snapshot.releases("agreements")],
        missing=[] if found else [nothing],
    )


def _wants_page(request: Request, *data: str) -> bool:
    return best_media_type(request.headers.get("accept", ""), (*data, PAGE)) == PAGE


async def _choices(snapshot: Snapshot, registry: Registry) -> dict[str, str]:
    """Return names of the region's parties, by code."""
    known = (await REFERENCE.at(snapshot)).countries
    parties = {party.country for fiche in registry.fiches.values() for party in fiche.plain.parties}
    named = {
        code: known[code].names[snapshot.lang]
        for code in parties
        if code in known and known[code].in_latin_america
    }
    return dict(sorted(named.items(), key=lambda one: folded(one[1])))


def _nothing(snapshot: Snapshot, registry: Registry) -> Missing:
    count = len(registry.fiches)
    reason = Reason.NO_AGREEMENT if count else Reason.NOT_LOADED
    detail = texts(
        f"Ninguno de los {count} acuerdos cargados cumple lo pedido; quite condiciones.",
        f"Nenhum dos {count} acordos carregados cumpre o pedido; retire condições.",
        f"None of the {count} loaded agreements meets what is asked; leave conditions out.",
    )
    return Missing(what="agreements", reason=reason, detail=detail[snapshot.lang])


async def _iso3(snapshot: Snapshot, code: str | None, pointer: str) -> str | None:
    if code is None:
        return None
    found = known(country(await REFERENCE.at(snapshot), code, pointer))
    return found.iso3


@router.get("/agreements/summary")
async def read_summary(
    snapshot: Reading,
    reported: Annotated[
        int,
        Query(
            ge=1,
            le=1000,
            description="Number of fiches to compare with; what the report counts when left out.",
            examples=[REPORTED_FICHES],
        ),
    ] = REPORTED_FICHES,
) -> RegistrySummary:
    """How many agreements are loaded, of how many fiches that ALADI counts."""
    return _counted(snapshot, await REGISTRY.at(snapshot), reported)


def _counted(snapshot: Snapshot, registry: Registry, reported: int) -> RegistrySummary:
    provenance = [release.provenance() for release in snapshot.releases("agreements")]
    agreements = [fiche.agreement[snapshot.lang] for fiche in registry.fiches.values()]
    return summary(agreements, reported, snapshot.lang, provenance)


@router.get(
    "/agreements/{code}", response_model=AgreementDetail, responses={200: {"content": _PAGE}}
)
async def read_agreement(
    request: Request,
    snapshot: Reading,
    code: Code,
    format: Annotated[
        FicheFormat | None,
        Query(description="Data or a page; the best of `Accept` when left out."),
    ] = None,
) -> AgreementDetail | Response:
    """The fiche of one agreement."""
    registry = await REGISTRY.at(snapshot)
    fiche = detail(snapshot, registry, _named(registry, code))
    page = FicheFormat.HTML if _wants_page(request, "application/json") else FicheFormat.JSON
    if (format or page) is FicheFormat.JSON:
        return fiche
    reference = await REFERENCE.at(snapshot)
    known = reference.countries

    def name(country: str) -> str:
        return known[country].names[snapshot.lang] if country in known else country

    return fiche_page(Pages(request, snapshot.lang), fiche, name, reference.preferences)


@router.get("/agreements/{code}/coverage")
async def read_coverage(
    snapshot: Reading,
    code: Code,
    granter: Annotated[
        CountryInput, Query(description="Country that grants the preferences.", examples=["BRA"])
    ],
    beneficiary: Annotated[
        CountryInput, Query(description="Country that receives them.", examples=["PER"])
    ],
    on: Annotated[
        Day | None,
        Query(
            description="Day asked about; the last one loaded for the granter when left out.",
            examples=["2021-06-01"],
        ),
    ] = None,
) -> AgreementCoverage:
    """Scope and depth of an agreement for a granter, a beneficiary and a day, as far as loaded."""
    fiche = _named(await REGISTRY.at(snapshot), code)
    reference = await REFERENCE.at(snapshot)
    found = [
        country(reference, granter, "/query/granter"),
        country(reference, beneficiary, "/query/beneficiary"),
    ]
    faults = [one for one in found if isinstance(one, Fault)]
    if faults:
        raise refused(faults)
    granting, receiving = (one.iso3 for one in found if not isinstance(one, Fault))
    _check_pair(fiche, granting, receiving)
    day = on or last_day(reference, granting) or today()
    return await coverage(snapshot, reference, fiche.plain.code, granting, receiving, day)


def _named(registry: Registry, code: str) -> Fiche:
    found = known(meant(registry, code, "/path/code"))
    return found


def _check_pair(fiche: Fiche, granter: str, beneficiary: str) -> None:
    code = fiche.plain.code
    if granter == beneficiary:
        said = texts(
            f"{granter} no se otorga preferencias; cambie `beneficiary` o `granter`.",
            f"{granter} não se outorga preferências; troque `beneficiary` ou `granter`.",
            f"{granter} grants itself no preferences; change `beneficiary` or `granter`.",
        )
        pointer = "/query/beneficiary"
        raise ProblemError(422, "same_country", said, errors=[(pointer, said, "same_country")])
    outside = [one for one in (granter, beneficiary) if not fiche.has_party(one)]
    if outside and fiche.plain.parties:
        parties = ", ".join(party.country for party in fiche.plain.parties)
        names = ", ".join(outside)
        said = texts(
            f"{names} no es parte de {code}; lo son {parties}.",
            f"{names} não é parte de {code}; são {parties}.",
            f"{names} is no party to {code}; its parties are {parties}.",
        )
        pointer = "/query/granter" if granter in outside else "/query/beneficiary"
        raise ProblemError(422, "not_a_party", said, errors=[(pointer, said, "not_a_party")])
