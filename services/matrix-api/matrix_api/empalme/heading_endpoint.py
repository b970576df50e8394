"""HTTP of one heading of a matrix: from the index down to importers and national lines."""

from typing import Annotated

from eslabon.contracts.codes import Day, ProductCode
from eslabon.contracts.empalme import EmpalmeHeading
from fastapi import APIRouter, Path, Query, Response
from servicekit.naming import ToNames
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.competitors.duties import Quoted, quoted
from matrix_api.empalme import asked, behind, methodology
from matrix_api.empalme.asked import EditionName, ExporterPath, GroupScheme, IncludePartial
from matrix_api.empalme.meant import meant, side
from matrix_api.empalme.rows import written
from matrix_api.empalme.subheadings import subheadings
from matrix_api.flows.asked import country, needs_duties
from matrix_api.headings.facts import HS_SECTION, known_scheme
from matrix_api.tariff import ToTariff

HeadingPath = Annotated[
    ProductCode,
    Path(
        description="Heading: four digits.",
        examples=["8503"],
        json_schema_extra={"pattern": r"^\s*[0-9]{2}[.\s]?[0-9]{2}\s*$"},
    ),
]
"""A code of another length is refused with what to ask instead."""

router = APIRouter(prefix="/v1", tags=["empalme"], responses=RESPONSES, route_class=ReadingRoute)


@router.get("/empalme/{exporter}/{heading}")
async def empalme_of_heading(
    response: Response,
    snapshot: Reading,
    naming: ToNames,
    to_tariff: ToTariff,
    exporter: ExporterPath,
    heading: HeadingPath,
    edition: EditionName = None,
    include_partial: IncludePartial = False,
    group_scheme: GroupScheme = HS_SECTION,
    duties: Annotated[
        bool,
        Query(
            description="Ask tariff-api what the exporter pays in each market, line by line. Off "
            "when left out: the answer then is kept."
        ),
    ] = False,
    on: Annotated[
        Day | None,
        Query(
            description="With `duties`: the day; the last one that each tariff covers if left out."
        ),
    ] = None,
) -> EmpalmeHeading:
    """One heading of a member: its index in both variants, and what each importer buys of it."""
    lang = snapshot.lang
    seller = country(exporter, "exporter", place="path")
    wanted = asked.heading(heading)
    if not duties:
        needs_duties({"on": on})
    scheme = known_scheme(snapshot, group_scheme)
    chosen = await meant(
        snapshot, edition, include_partial, lambda matrix: matrix.is_computed(seller)
    )
    matrix = chosen.matrix
    if matrix is not None:
        asked.member(matrix.edition, seller, "exporter", "path")
    one = await side(snapshot, naming, chosen, seller, scheme)
    missing = list(one.missing)
    found = None if matrix is None else matrix.exporters.get(seller)
    said = None if matrix is None else written(matrix, seller)
    row, demands, below = None, [], []
    if matrix is not None and found is not None and said is not None:
        place = asked.place(matrix.edition, matrix.panel.headings, wanted)
        if found.chosen[place]:
            row = said.reader(None, one.facts, one.names, lang)(place)
        else:
            missing.append(behind.not_selected(found, wanted, lang))
        answered = Quoted()
        if duties:
            pairs = [(importer.code, seller, wanted) for importer in found.importers]
            answered = await quoted(to_tariff, pairs, found.nomenclature, on, lang)
            missing += answered.missing
            to_tariff.hold(response, lang, answered=not answered.missing)
        demands = behind.importers(matrix, found, place, answered, lang)
        below = await subheadings(snapshot, matrix, found, wanted)
        if not below:
            missing.append(behind.no_subheadings(wanted, lang))
    naming.hold(response, snapshot.lang, one.names)
    return EmpalmeHeading.assembled(
        heading=wanted,
        description=one.names.of(wanted, lang),
        basis=one.basis,
        row=row,
        importers=demands,
        subheadings=below,
        missing=missing,
        methodology=methodology.of_empalme(None, scheme, chosen.edition, lang),
        provenance=list(one.provenance),
    )
