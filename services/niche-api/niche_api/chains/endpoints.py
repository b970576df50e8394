"""HTTP of chains: the list, by product or in the report, and one chain."""

from collections.abc import Sequence
from typing import Annotated

from eslabon.contracts.codes import NomenclatureId, ProductCode
from eslabon.contracts.envelope import Lang, Missing, Page, Reason
from eslabon.contracts.niche import Chain
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api.chains import repository

router = APIRouter(prefix="/v1", tags=["chains"], responses=RESPONSES, route_class=ReadingRoute)

ChainId = Annotated[
    str,
    Path(
        pattern=r"^[a-z][a-z0-9-]{1,39}$",
        description="Identifier of the chain.",
        examples=["castana"],
    ),
]


def not_loaded(snapshot: Snapshot) -> list[Missing]:
    """Return the datasets of chains that hold nothing."""
    names = {
        "chains": texts(
            "No hay cadenas cargadas.", "Não há cadeias carregadas.", "No chains are loaded."
        ),
        "chain_names": texts(
            "No hay nombres de cadenas por país cargados.",
            "Não há nomes de cadeias por país carregados.",
            "No names of chains by country are loaded.",
        ),
        "chain_products": texts(
            "No hay códigos de cadenas cargados.",
            "Não há códigos de cadeias carregados.",
            "No codes of chains are loaded.",
        ),
    }
    return [
        Missing(what=name, reason=Reason.NOT_LOADED, detail=detail[Lang(snapshot.lang)])
        for name, detail in names.items()
        if not snapshot.ids(name)
    ]


def untraded(snapshot: Snapshot, count: int, code: str, nomenclature: str) -> Missing:
    """Return that none of the loaded chains is traded under a code."""
    detail = texts(
        f"Ninguna de las {count} cadenas cargadas se comercia con el código {code} de "
        f"{nomenclature}.",
        f"Nenhuma das {count} cadeias carregadas é comercializada sob o código {code} de "
        f"{nomenclature}.",
        f"None of the {count} chains loaded is traded under code {code} of {nomenclature}.",
    )
    reason = Reason.NOT_IDENTIFIED
    return Missing(what="chains", reason=reason, detail=detail[Lang(snapshot.lang)])


async def known_nomenclature(snapshot: Snapshot, asked: str) -> str:
    """Return the nomenclature; raise a problem where no code of a chain is in it."""
    loaded = await repository.nomenclatures(snapshot)
    if not loaded or asked in loaded:
        return asked
    names = ", ".join(loaded)
    detail = texts(
        f"Los códigos de las cadenas están en {names}; convierta el código de {asked} con "
        "/v1/correlations de tariff-api.",
        f"Os códigos das cadeias estão em {names}; converta o código de {asked} com "
        "/v1/correlations de tariff-api.",
        f"Codes of chains are in {names}; convert the {asked} code with /v1/correlations of "
        "tariff-api.",
    )
    kind = "nomenclature_not_loaded"
    raise ProblemError(422, kind, detail, errors=[("/query/nomenclature", detail, kind)])


@router.get("/chains", response_model=Page[Chain], responses=formats.RESPONSES)
async def chains(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    product: Annotated[
        ProductCode | None,
        Query(
            description="Only chains with a code that begins this one or that it begins.",
            examples=["080122"],
        ),
    ] = None,
    nomenclature: Annotated[
        NomenclatureId, Query(description="Nomenclature of `product`.", examples=["HS2022"])
    ] = "HS2022",
    in_report: Annotated[
        bool | None, Query(description="Only chains in the report of 2023, or only others.")
    ] = None,
) -> Response:
    """List productive chains with their names by country and the codes they are traded under.

    A code that is not EXACT holds other goods too: its trade is not the chain's trade.
    """
    by: dict[str, str | bool] = {}
    if product is not None:
        by = {"code": product, "nomenclature": await known_nomenclature(snapshot, nomenclature)}
    if in_report is not None:
        by["in_report"] = in_report
    missing = not_loaded(snapshot)

    async def fetch(after: Key | None, limit: int) -> Sequence[tuple[Key, Chain]]:
        start = {} if after is None else {"after": str(after[0])}
        found = await repository.found(snapshot, limit, **by, **start)
        if product is not None and in_report is None and not (found or after or missing):
            # An empty list must not be silent; `missing` is read after the rows.
            count = len(await repository.found(snapshot, 1000))
            missing.append(untraded(snapshot, count, product, nomenclature))
        return [((chain.id,), chain) for chain in found]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Chain,
        provenance=[release.provenance() for release in snapshot.published.releases],
        missing=missing,
    )


@router.get("/chains/{chain}")
async def one_chain(snapshot: Reading, chain: ChainId) -> Chain:
    """Return one chain."""
    found = await repository.found(snapshot, 1, chain=chain)
    if not found:
        detail = texts(
            f"No hay una cadena {chain}; /v1/chains lista las que hay.",
            f"Não há uma cadeia {chain}; /v1/chains lista as que existem.",
            f"There is no chain {chain}; /v1/chains lists those there are.",
        )
        raise ProblemError(
            404, "unknown_chain", detail, errors=[("/path/chain", detail, "unknown_chain")]
        )
    return found[0]
