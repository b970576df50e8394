"""HTTP of the Matrices de Empalme: editions, the rows of all members, those of one."""

from collections.abc import Callable, Sequence

from eslabon.contracts.empalme import EmpalmeEdition, EmpalmePage, EmpalmeRow, EmpalmeRowsPage
from eslabon.contracts.envelope import Page
from fastapi import APIRouter, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.naming import ToNames
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.empalme import asked, methodology
from matrix_api.empalme.asked import (
    EditionName,
    ExporterPath,
    GroupName,
    GroupScheme,
    IncludePartial,
    OneImporter,
    UseName,
    Variant,
)
from matrix_api.empalme.editions import editions
from matrix_api.empalme.kept import matrix_of
from matrix_api.empalme.meant import described, meant, side
from matrix_api.empalme.rows import written
from matrix_api.flows.asked import country
from matrix_api.headings.facts import HS_SECTION, known_group, known_scheme

router = APIRouter(prefix="/v1", tags=["empalme"], responses=RESPONSES, route_class=ReadingRoute)

Places = Sequence[tuple[Callable[[int], EmpalmeRow], int]]
"""Rows to list: what makes one, and its place."""


@router.get("/empalme", response_model=Page[EmpalmeEdition], responses=formats.RESPONSES)
async def empalme_editions(
    request: Request, response: Response, snapshot: Reading, paging: Paging
) -> Response:
    """List the editions of the Matrices de Empalme, with what each member's index lacks."""
    found = await editions(snapshot)

    matrices = [await matrix_of(snapshot, edition) for edition in found]
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            matrices,
            lambda matrix: (matrix.edition.name,),
            lambda matrix: described(matrix, snapshot.lang),
        ),
        EmpalmeEdition,
        provenance=[edition.release.provenance() for edition in found],
        missing=[] if found else (await meant(snapshot, None, False)).missing,
    )


@router.get("/empalme/rows", response_model=EmpalmeRowsPage, responses=formats.RESPONSES)
async def empalme_rows(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    naming: ToNames,
    edition: EditionName = None,
    include_partial: IncludePartial = False,
    variant: Variant = None,
    importer: OneImporter = None,
    group: GroupName = None,
    group_scheme: GroupScheme = HS_SECTION,
    end_use: UseName = None,
) -> Response:
    """The rows of every member of an edition in one list: by exporter, best first.

    Ranks and indices compare headings of one exporter, never exporters.
    """
    buyer = None if importer is None else country(importer, "importer")
    ordered_by = asked.variant(variant, None, buyer)
    scheme = known_scheme(snapshot, group_scheme)
    chosen = await meant(snapshot, edition, include_partial)
    matrix, listed, sides = chosen.matrix, [], []
    if matrix is not None:
        if buyer is not None:
            asked.member(matrix.edition, buyer, "importer")
        for code in matrix.gaps:
            if code == buyer:
                continue
            one = await side(snapshot, naming, chosen, code, scheme)
            sides.append(one)
            said = written(matrix, code)
            if said is not None:
                row = said.reader(buyer, one.facts, one.names, snapshot.lang)
                places = said.market(ordered_by, buyer).order
                wanted = known_group(one.facts, group)
                headings = matrix.panel.headings
                places = asked.matching(places, headings, one.facts, wanted, end_use)
                listed += [(row, place) for place in places]
    naming.hold(response, snapshot.lang, *(one.names for one in sides))
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        _fetching(listed),
        EmpalmeRow,
        provenance=list(dict.fromkeys(one for of in sides for one in of.provenance)),
        missing=list(dict.fromkeys(one for of in sides for one in of.missing)) or chosen.missing,
        page=EmpalmeRowsPage,
        variant=ordered_by,
        importer=buyer,
        edition=None if matrix is None else described(matrix, snapshot.lang),
        methodology=methodology.of_empalme(ordered_by, scheme, chosen.edition, snapshot.lang),
    )


@router.get("/empalme/{exporter}", response_model=EmpalmePage, responses=formats.RESPONSES)
async def empalme_of_exporter(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    naming: ToNames,
    exporter: ExporterPath,
    edition: EditionName = None,
    include_partial: IncludePartial = False,
    variant: Variant = None,
    importer: OneImporter = None,
    group: GroupName = None,
    group_scheme: GroupScheme = HS_SECTION,
    end_use: UseName = None,
) -> Response:
    """The headings with which a member best meets the unmet demand of the others, best first."""
    seller = country(exporter, "exporter", place="path")
    buyer = None if importer is None else country(importer, "importer")
    ordered_by = asked.variant(variant, seller, buyer)
    scheme = known_scheme(snapshot, group_scheme)
    chosen = await meant(
        snapshot, edition, include_partial, lambda matrix: matrix.is_computed(seller)
    )
    matrix, said = chosen.matrix, None
    if matrix is not None:
        asked.member(matrix.edition, seller, "exporter", "path")
        if buyer is not None:
            asked.member(matrix.edition, buyer, "importer")
        said = written(matrix, seller)
    one = await side(snapshot, naming, chosen, seller, scheme)
    wanted = known_group(one.facts, group)
    listed: Places = []
    if matrix is not None and said is not None:
        row = said.reader(buyer, one.facts, one.names, snapshot.lang)
        places = asked.matching(
            said.market(ordered_by, buyer).order, matrix.panel.headings, one.facts, wanted, end_use
        )
        listed = [(row, place) for place in places]
    naming.hold(response, snapshot.lang, one.names)
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        _fetching(listed),
        EmpalmeRow,
        provenance=one.provenance,
        missing=one.missing,
        page=EmpalmePage,
        exporter=seller,
        variant=ordered_by,
        importer=buyer,
        basis=one.basis,
        selected_headings=None if said is None else said.selected,
        dropped_headings=None if said is None else said.dropped,
        methodology=methodology.of_empalme(ordered_by, scheme, chosen.edition, snapshot.lang),
    )


def _fetching(listed: Places) -> formats.Fetch[EmpalmeRow]:
    """Return what makes the rows of a page, and no other; keys are places in the list."""

    async def fetch(after: Key | None, limit: int) -> Sequence[tuple[Key, EmpalmeRow]]:
        start = 0 if after is None else int(after[0] or 0) + 1
        page = listed[start : start + limit]
        return [((at,), row(place)) for at, (row, place) in enumerate(page, start)]

    return fetch
