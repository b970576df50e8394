"""Rules of origin over HTTP: regimes, their rules, the rule to check, the check."""

from typing import Annotated

from eslabon.contracts.codes import (
    AgreementName,
    CountryInput,
    Day,
    NomenclatureId,
    ProductCode,
    QuotedCode,
)
from eslabon.contracts.envelope import Missing, Page, Reason
from eslabon.contracts.origin import (
    OriginCheck,
    OriginCheckRequest,
    OriginRegime,
    OriginRule,
    OriginRules,
)
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, listing
from servicekit.paging import Paging
from servicekit.problems import ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from tariff_api.origin import answer, inspection, phrasing, repository
from tariff_api.origin.applicable import REGIMES
from tariff_api.origin.asking import Ask
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["origin"], route_class=ReadingRoute)

EMPTY = texts(
    "No hay reglas de origen cargadas.",
    "Não há regras de origem carregadas.",
    "No rules of origin are loaded.",
)


@router.get("/origin-rules")
async def read_origin_rules(
    snapshot: Reading,
    importer: Annotated[CountryInput, Query(examples=["GBR"])],
    exporter: Annotated[CountryInput, Query(examples=["CHL"])],
    product: Annotated[QuotedCode, Query(examples=["180632"])],
    nomenclature: Annotated[
        NomenclatureId | None,
        Query(
            description="Nomenclature of `product`; the importer's tariff of the day when left "
            "out, else the latest Harmonized System."
        ),
    ] = None,
    agreement: Annotated[
        AgreementName | None,
        Query(
            description="Only this agreement, by its code or a name that people type.",
            examples=["OMC 1099"],
        ),
    ] = None,
    on: Annotated[
        Day | None,
        Query(description="Day asked about; today when left out.", examples=["2024-06-01"]),
    ] = None,
) -> OriginRules:
    """The rules of origin to check for a product, under each agreement in force."""
    ask = Ask(importer, exporter, product, nomenclature, agreement, on or today(), "/query")
    return await answer.rules(snapshot, ask)


@router.post("/origin-checks")
async def check_origin(snapshot: Reading, goods: OriginCheckRequest) -> OriginCheck:
    """Whether goods made of the materials given count as originating, step by step."""
    ask = Ask(
        goods.importer,
        goods.exporter,
        goods.product,
        goods.nomenclature,
        goods.agreement,
        goods.on or today(),
        "",
    )
    return await inspection.check(snapshot, goods, ask)


@router.get("/origin-regimes", response_model=Page[OriginRegime], responses=RESPONSES)
async def list_origin_regimes(
    request: Request, response: Response, snapshot: Reading, paging: Paging
) -> Response:
    """Regimes of origin, by name."""

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, OriginRegime]]:
        rows = await repository.regimes_after(snapshot, after, limit)
        return [
            (
                (row["regime"],),
                OriginRegime.model_validate(repository.regime_fields(row, snapshot.lang)),
            )
            for row in rows
        ]

    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        OriginRegime,
        provenance=[release.provenance() for release in snapshot.releases("origin_regimes")],
        missing=[] if snapshot.releases("origin_regimes") else [_empty(snapshot)],
    )


@router.get("/origin-regimes/{regime}/rules", response_model=Page[OriginRule], responses=RESPONSES)
async def list_origin_rules(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    regime: Annotated[
        str,
        Path(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$", description="Regime.", examples=["uk-chile"]),
    ],
    product: Annotated[
        ProductCode | None,
        Query(description="Only sets whose range holds something of this code."),
    ] = None,
) -> Response:
    """Rules of a regime, by range of codes, set and order."""
    held = next((one for one in await REGIMES.at(snapshot) if one.name == regime), None)
    if held is None:
        raise await _unknown(snapshot, regime)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, OriginRule]]:
        if held.rules is None:
            return []
        rows = await repository.rules_after(snapshot, held.rules, product, after, limit)
        return [
            (
                (row["code_from"], row["rule_set"], row["rule"]),
                phrasing.rule(row, held.name, held.limit(), snapshot.lang),
            )
            for row in rows
        ]

    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        OriginRule,
        provenance=[
            release.provenance() for release in snapshot.releases("origin_rules", regime=regime)
        ],
        missing=[] if held.rules is not None else [_empty(snapshot)],
    )


def _empty(snapshot: Snapshot) -> Missing:
    return Missing(what="origin_rules", reason=Reason.NOT_LOADED, detail=EMPTY[snapshot.lang])


async def _unknown(snapshot: Snapshot, regime: str) -> ProblemError:
    names = ", ".join(one.name for one in await REGIMES.at(snapshot)) or "—"
    detail = texts(
        f"«{regime}» no es un régimen de origen cargado; los que hay: {names}.",
        f"«{regime}» não é um regime de origem carregado; os que há: {names}.",
        f"“{regime}” is not a loaded regime of origin; those there are: {names}.",
    )
    return ProblemError(
        404, "unknown_regime", detail, errors=[("/path/regime", detail, "unknown_regime")]
    )
