"""Tariff quotas over HTTP."""

from collections.abc import Sequence
from typing import Annotated

from eslabon.contracts.codes import AgreementName, ProductCode
from eslabon.contracts.envelope import Lang, Missing, Page, Provenance, Reason
from eslabon.contracts.quotas import Quota
from fastapi import APIRouter, Query, Request, Response
from servicekit.formats import RESPONSES, in_memory, listing
from servicekit.paging import Paging
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from tariff_api.agreements.lookup import meant
from tariff_api.agreements.registry import REGISTRY
from tariff_api.faults import Fault, refused
from tariff_api.quotas.quota import QuotaRow
from tariff_api.quotas.repository import QUOTAS
from tariff_api.quotes.facts import plain
from tariff_api.quotes.reference import REFERENCE, Reference
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["quotas"], route_class=ReadingRoute)

FIGURES = (
    "volume",
    "value_usd",
    "in_quota_rate_percent",
    "out_of_quota_rate_percent",
    "balance",
)
COMPUTED = (*FIGURES, "product", "importers", "beneficiaries", "codes", "provenance")


@router.get("/quotas", response_model=Page[Quota], responses=RESPONSES)
async def list_quotas(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    importer: Annotated[
        str | None,
        Query(
            pattern="^[A-Za-z][A-Za-z0-9_-]{1,29}$",
            description="Country (ISO 3166-1) or scheme that grants it; a country has the quotas "
            "of its schemes too.",
            examples=["DOM"],
        ),
    ] = None,
    beneficiary: Annotated[
        str | None,
        Query(
            pattern="^[A-Za-z][A-Za-z0-9_-]{1,29}$",
            description="Country (ISO 3166-1) or scheme whose goods may use it; a country has the "
            "quotas of its schemes and of every origin too.",
            examples=["PRY"],
        ),
    ] = None,
    agreement: Annotated[
        AgreementName | None,
        Query(
            description="Agreement that opens it, by its code or a name that people type.",
            examples=["AAP.CE 6"],
        ),
    ] = None,
    product: Annotated[
        ProductCode | None,
        Query(
            description="Code: quotas on it, on what it belongs to and on what lies below it. "
            "Quotas whose source names no codes are left out, and `meta.missing` says how many.",
            examples=["0409"],
        ),
    ] = None,
) -> Response:
    """Tariff quotas, by name; whether one has room is known only where a balance is loaded."""
    reference = await REFERENCE.at(snapshot)
    granter = _areas(reference, importer, "/query/importer")
    user = _areas(reference, beneficiary, "/query/beneficiary")
    registry = await REGISTRY.at(snapshot)
    opener = meant(registry, agreement, "/query/agreement") if agreement else None
    faults = [one for one in (granter, user, opener) if isinstance(one, Fault)]
    if isinstance(granter, Fault) or isinstance(user, Fault) or isinstance(opener, Fault):
        raise refused(faults)
    loaded = await QUOTAS.at(snapshot)
    asked = [
        quota
        for quota in loaded.values()
        if (granter is None or quota.granted_by(granter))
        and (user is None or quota.is_for(user))
        and (opener is None or registry.named(quota.agreement or "") is opener)
    ]
    found = [quota for quota in asked if product is None or quota.covers(product)]
    releases = sorted({one.release for one in found})
    return await listing(
        request,
        response,
        snapshot,
        paging,
        in_memory(
            found,
            lambda one: (one.quota,),
            lambda one: _row(one, snapshot.release(one.release).provenance()),
        ),
        Quota,
        provenance=[snapshot.release(release).provenance() for release in releases],
        missing=_missing(asked, found, product, len(loaded), snapshot.lang),
    )


def _row(quota: QuotaRow, provenance: Provenance) -> Quota:
    figures = {name: getattr(quota, name) for name in FIGURES}
    return Quota(
        **{name: getattr(quota, name) for name in Quota.model_fields if name not in COMPUTED},
        **{name: None if value is None else plain(value) for name, value in figures.items()},
        product=quota.product_es,
        importers=list(quota.importers),
        beneficiaries=list(quota.beneficiaries),
        codes=list(quota.codes),
        provenance=provenance,
    )


def _areas(reference: Reference, code: str | None, pointer: str) -> frozenset[str] | Fault | None:
    """Return a country with its schemes of today, or a scheme; a fault where it is neither."""
    if code is None:
        return None
    name = code.upper().replace("-", "_")
    now = today()
    if name in reference.countries:
        iso3 = reference.countries[name].iso3
        return frozenset({iso3}) | reference.groups(iso3, now)
    schemes = {span.name for spans in reference.memberships.values() for span in spans}
    if name in schemes:
        return frozenset({name})
    names = ", ".join(sorted(schemes)) or "—"
    return Fault(
        404,
        "unknown_country",
        pointer,
        texts(
            f"{name} no es un país (ISO 3166-1) ni un esquema; los esquemas son {names}.",
            f"{name} não é um país (ISO 3166-1) nem um esquema; os esquemas são {names}.",
            f"{name} is neither a country (ISO 3166-1) nor a scheme; the schemes are {names}.",
        ),
    )


def _missing(
    asked: Sequence[QuotaRow],
    found: Sequence[QuotaRow],
    product: str | None,
    loaded: int,
    lang: Lang,
) -> list[Missing]:
    uncoded = sum(not quota.codes for quota in asked) if product else 0
    if uncoded:
        detail = texts(
            f"{uncoded} cupos no traen códigos en su fuente y no se sabe si alcanzan {product}; "
            "véalos sin `product`.",
            f"{uncoded} cotas não trazem códigos em sua fonte e não se sabe se alcançam {product}; "
            "veja-as sem `product`.",
            f"{uncoded} quotas have no codes in their source, and whether they reach {product} is "
            "not known; see them without `product`.",
        )
        return [Missing(what="codes", reason=Reason.NOT_REPORTED, detail=detail[lang])]
    if found:
        return []
    detail = texts(
        f"Ninguno de los {loaded} cupos cargados responde a lo que se pide; no dice que no haya.",
        f"Nenhuma das {loaded} cotas carregadas responde ao que se pede; não diz que não haja.",
        f"None of the {loaded} quotas loaded answers what is asked; that does not say there is "
        "none.",
    )
    return [Missing(what="quotas", reason=Reason.NOT_LOADED, detail=detail[lang])]
