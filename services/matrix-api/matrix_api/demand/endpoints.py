"""HTTP of a member's demand: what it buys outside the region, and who could supply it."""

from collections.abc import Sequence
from typing import Annotated

from eslabon.contracts.codes import Day, Year
from eslabon.contracts.empalme import DemandPage, DemandRow
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.language import texts
from servicekit.naming import ToNames
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.competitors.duties import Quoted, quoted
from matrix_api.demand.kept import demand_of
from matrix_api.demand.rows import Rows
from matrix_api.empalme import asked, methodology
from matrix_api.empalme.asked import (
    EditionName,
    GroupName,
    GroupScheme,
    ImporterPath,
    IncludePartial,
    UseName,
)
from matrix_api.empalme.meant import meant
from matrix_api.flows.asked import country, needs_duties, refusal
from matrix_api.headings.facts import HS_SECTION, facts, known_group, known_scheme
from matrix_api.tariff import ToTariff

MOST_QUOTES = 1_000
"""Duties asked for in one answer."""

router = APIRouter(prefix="/v1", tags=["empalme"], responses=RESPONSES, route_class=ReadingRoute)


@router.get("/demand/{importer}", response_model=DemandPage, responses=formats.RESPONSES)
async def demand_of_importer(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    naming: ToNames,
    to_tariff: ToTariff,
    importer: ImporterPath,
    edition: EditionName = None,
    include_partial: IncludePartial = False,
    year: Annotated[
        Year | None,
        Query(description="One year of the edition; the mean of its years when left out."),
    ] = None,
    group: GroupName = None,
    group_scheme: GroupScheme = HS_SECTION,
    end_use: UseName = None,
    duties: Annotated[
        bool,
        Query(
            description="Ask tariff-api what each able member pays; json only. Off when left out: "
            "the answer then is kept."
        ),
    ] = False,
    on: Annotated[
        Day | None,
        Query(description="With `duties`: the day; the last one that the tariff covers if not."),
    ] = None,
) -> Response:
    """What a member buys outside the region, most first, and the members able to supply it."""
    lang = snapshot.lang
    buyer = country(importer, "importer", place="path")
    if not duties:
        needs_duties({"on": on})
    elif formats.asked_media_type(request, paging.format) != "application/json":
        raise _duties_in_json()
    scheme = known_scheme(snapshot, group_scheme)
    chosen = await meant(
        snapshot, edition, include_partial, lambda matrix: matrix.has_imports(buyer)
    )
    matrix = chosen.matrix
    missing, provenance = list(chosen.missing), []
    places: Sequence[int] = ()
    basis, rows = None, None
    if matrix is not None:
        member = asked.member(matrix.edition, buyer, "importer", "path")
        found = demand_of(matrix, member, year)
        known = await facts(snapshot, scheme, found.nomenclature)
        names = await naming.headings(snapshot, found.nomenclature)
        rows = Rows(matrix.edition.name, buyer, matrix.panel.headings, found, known, names, lang)
        places = asked.matching(
            found.order, matrix.panel.headings, known, known_group(known, group), end_use
        )
        basis = matrix.edition.basis(member, found.years, found.nomenclature, lang)
        missing += [gap.told(lang) for gap in found.gaps]
        missing += [*known.missing(lang), *names.missing]
        provenance = [one.provenance() for one in matrix.releases(buyer, found.years)]
        provenance += known.provenance
        naming.hold(response, snapshot.lang, names)

    async def fetch(after: Key | None, limit: int) -> Sequence[tuple[Key, DemandRow]]:
        start = 0 if after is None else int(after[0] or 0) + 1
        page = places[start : start + limit]
        if rows is None:
            return []
        said = Quoted()
        if duties and basis is not None and basis.nomenclature is not None:
            pairs = rows.pairs(page[: paging.limit])
            if len(pairs) > MOST_QUOTES:
                raise _too_many_duties(len(pairs), paging.limit)
            said = await quoted(to_tariff, pairs, basis.nomenclature, on, lang)
            missing.extend(said.missing)
            to_tariff.hold(response, lang, answered=not said.missing)
        return [((at,), rows.at(place, said)) for at, place in enumerate(page, start)]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        DemandRow,
        provenance=provenance,
        missing=missing,
        page=DemandPage,
        importer=buyer,
        basis=basis,
        methodology=methodology.of_demand(chosen.edition, scheme, lang),
    )


def _duties_in_json() -> Exception:
    return refusal(
        "duties",
        "duties_in_json",
        texts(
            "duties=true solo va en json, por páginas: quite `format`, o quite `duties`.",
            "duties=true só vai em json, por páginas: retire `format`, ou retire `duties`.",
            "duties=true goes in json only, by pages: leave `format` out, or leave `duties` out.",
        ),
    )


def _too_many_duties(pairs: int, limit: int) -> Exception:
    least = max(1, limit * MOST_QUOTES // pairs)
    return refusal(
        "limit",
        "too_many_duties",
        texts(
            f"Esta página pide {pairs} aranceles; caben {MOST_QUOTES}: baje `limit` a {least}.",
            f"Esta página pede {pairs} tarifas; cabem {MOST_QUOTES}: baixe `limit` a {least}.",
            f"This page asks for {pairs} duties; {MOST_QUOTES} fit: lower `limit` to {least}.",
        ),
    )
