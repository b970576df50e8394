"""Notifications of norms to the World Trade Organization over HTTP."""

from typing import Annotated, Any

from eslabon.contracts.codes import CountryInput, Day, ProductCode
from eslabon.contracts.envelope import Missing, Page, Reason
from eslabon.contracts.norms import Notification, NotificationArea
from fastapi import APIRouter, Query, Request, Response
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, listing
from servicekit.paging import Paging
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from tariff_api.cells import values_in
from tariff_api.faults import Fault, country, refused
from tariff_api.norms import register_repository as repository
from tariff_api.norms.matching import spans
from tariff_api.norms.wording import listed, said
from tariff_api.quotes.reference import REFERENCE, CountryRow

router = APIRouter(prefix="/v1", tags=["norms"], route_class=ReadingRoute)

UNDATED = "0001-01-01"


@router.get("/notifications", response_model=Page[Notification], responses=RESPONSES)
async def list_notifications(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    member: Annotated[
        CountryInput | None,
        Query(description="Member that notified; all when left out.", examples=["PER"]),
    ] = None,
    area: Annotated[
        NotificationArea | None,
        Query(description="SPS or TBT; both when left out.", examples=["SPS"]),
    ] = None,
    product: Annotated[
        ProductCode | None,
        Query(
            description="Code of the Harmonized System, or the beginning of several, compared "
            "without regard to its edition, which notifications do not state.",
            examples=["2710"],
        ),
    ] = None,
    from_: Annotated[
        Day | None, Query(alias="from", description="First day.", examples=["2010-01-01"])
    ] = None,
    to: Annotated[Day | None, Query(description="Last day.", examples=["2019-12-31"])] = None,
) -> Response:
    """Sanitary, phytosanitary and technical norms as notified, newest first."""
    reference = await REFERENCE.at(snapshot)
    owner = country(reference, member, "/query/member") if member else None
    faults = [owner] if isinstance(owner, Fault) else []
    if from_ and to and from_ > to:
        faults.append(_reversed())
    if faults or isinstance(owner, Fault):
        raise refused(faults)
    loaded = {row["member"]: row for row in await repository.notified(snapshot)}
    missing = _gaps(snapshot, loaded, owner, product)
    absent = owner is not None and owner.iso3 not in loaded

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Notification]]:
        rows = await repository.notifications_after(
            snapshot,
            None if product is None else spans("", [product[:6]]),
            (str(after[0]), str(after[1]), int(after[2] or 0)) if after else None,
            limit,
            member=owner.iso3 if owner else None,
            area=area.value if area else None,
            first=from_,
            last=to,
        )
        if not rows and after is None and not absent:
            count = sum(row["notifications"] for row in loaded.values())
            detail = said("nothing_notified", count=count)[snapshot.lang]
            missing.append(
                Missing(what="notifications", reason=Reason.NOT_IDENTIFIED, detail=detail)
            )
        return [(_key(row), _notification(row, snapshot)) for row in rows]

    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Notification,
        provenance=[release.provenance() for release in snapshot.releases("notifications")],
        missing=missing,
    )


def _reversed() -> Fault:
    return Fault(
        422,
        "days_reversed",
        "/query/from",
        texts(
            "`from` es posterior a `to`: inviértalos.",
            "`from` é posterior a `to`: inverta-os.",
            "`from` is after `to`: swap them.",
        ),
    )


def _gaps(
    snapshot: Snapshot, loaded: dict[str, Any], owner: CountryRow | None, product: str | None
) -> list[Missing]:
    lang = snapshot.lang
    missing = []
    if owner is not None and owner.iso3 not in loaded:
        detail = said("no_notifications", country=owner.names[lang], others=listed(list(loaded)))
        missing.append(Missing(what="notifications", reason=Reason.NOT_LOADED, detail=detail[lang]))
    asked = [row for row in loaded.values() if owner is None or row["member"] == owner.iso3]
    without = sum(row["without_codes"] for row in asked)
    if product is not None and without:
        detail = said("without_codes", count=without)
        missing.append(Missing(what="codes", reason=Reason.NOT_REPORTED, detail=detail[lang]))
    return missing


def _key(row: Any) -> Key:
    day = row["notified_on"]
    return day.isoformat() if day else UNDATED, row["symbol"], row["release_id"]


def _notification(row: Any, snapshot: Snapshot) -> Notification:
    return Notification(
        symbol=row["symbol"],
        area=NotificationArea(row["area"]),
        member=row["member"],
        agency=row["agency"],
        notified_on=row["notified_on"],
        kind=row["kind"],
        product_es=row["product_es"],
        codes=values_in(row["codes"]),
        ics=row["ics"],
        objective_es=row["objective_es"],
        comments_until=row["comments_until"],
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )
