"""HTTP of revealed comparative advantage: stored for one year, computed for several or a scheme."""

from collections.abc import Sequence

from eslabon.contracts.envelope import Page
from eslabon.contracts.indicators import Advantage
from fastapi import APIRouter, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.snapshot import Current, Snapshot
from servicekit.routing import ReadingRoute

from matrix_api.rca import computing, repository
from matrix_api.rca.advantage import is_present, symmetric
from matrix_api.rca.methodology import methodology
from matrix_api.rca.repository import Row
from matrix_api.tariff import ToTariff
from matrix_api.totals import repository as totals
from matrix_api.totals.asked import LevelAsked, OfYears, ProductAsked
from matrix_api.totals.products import Products, products
from matrix_api.totals.question import ExporterAsked, MembersOn, Question, question, too_much

router = APIRouter(prefix="/v1", tags=["advantage"], responses=RESPONSES, route_class=ReadingRoute)


@router.get("/rca", response_model=Page[Advantage], responses=formats.RESPONSES)
async def list_advantage(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    tariff: ToTariff,
    wanted: OfYears,
    exporter: ExporterAsked | None = None,
    product: ProductAsked | None = None,
    level: LevelAsked | None = None,
    members_on: MembersOn = None,
) -> Response:
    """List the revealed advantage of exporters in the products they export, by both.

    The mean of several years, and a scheme or region as one exporter, take an exporter or a
    product: the rest is one year of countries.
    """
    asked = products(product, level)
    if wanted.is_span and exporter is None and product is None:
        raise too_much("exporter", "product")
    found = await question(
        snapshot, response, tariff, wanted, {"exporter": exporter}, members_on, level=asked.digits
    )
    stored = _stored(snapshot, found)
    computed = [] if stored or not found.is_answered else await _computed(snapshot, found, asked)

    async def fetch(after: Key | None, limit: int) -> Sequence[tuple[Key, Advantage]]:
        if not found.is_answered:
            return []
        behind = None if after is None else (str(after[0]), str(after[1]))
        if stored is None:
            later = [row for row in computed if behind is None or row[:2] > behind]
            return _answers(later[:limit], found)
        who = found.traders.get("exporter")
        rows = await repository.page(
            snapshot,
            found.basis.releases[0],
            stored.id,
            who.code if who else None,
            asked,
            behind,
            limit,
        )
        return _answers(rows, found)

    used = [stored.provenance()] if stored else found.provenance
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Advantage,
        provenance=used,
        missing=found.missing,
        methodology=methodology(found.basis.years, found.parameters, snapshot.lang),
    )


def _stored(snapshot: Snapshot, found: Question) -> Current | None:
    """Return the release of stored advantage that answers, None where it has to be computed."""
    who = found.traders.get("exporter")
    if len(found.basis.editions) != 1 or (who and not who.is_country):
        return None
    parts = found.basis.editions[0].release.parts
    return next(iter(snapshot.releases("rca", **parts)), None)


async def _computed(snapshot: Snapshot, found: Question, asked: Products) -> list[Row]:
    releases, years = found.basis.releases, len(found.basis.years)
    who = found.traders.get("exporter")
    if who is None:
        return computing.rows(await totals.everywhere(snapshot, releases, asked), years)
    sums = await totals.together(snapshot, releases, who.members, asked.digits)
    rows = computing.rows(sums, years, who.code)
    return [row for row in rows if row.product.startswith(asked.prefix)]


def _answers(rows: Sequence[Row], found: Question) -> list[tuple[Key, Advantage]]:
    first, last = found.years
    nomenclature, source = found.basis.nomenclature, found.basis.source
    return [
        (
            (row.exporter, row.product),
            Advantage.assembled(
                exporter=row.exporter,
                year_from=first,
                year_to=last,
                nomenclature=nomenclature,
                product=row.product,
                exports_usd=row.exports,
                rca=row.rca,
                rca_symmetric=None if row.rca is None else symmetric(row.rca),
                is_present=is_present(row.rca),
                world_share=float(row.exports) / float(row.world),
                balance_usd=None if row.imports is None else row.exports - row.imports,
                source=source,
            ),
        )
        for row in rows
    ]
