"""How many norms bite on each of some subheadings, over HTTP."""

from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day
from eslabon.contracts.envelope import Missing, Reason
from eslabon.contracts.norms import NormCount, NormCounts
from fastapi import APIRouter, Query
from pydantic import StringConstraints
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from tariff_api.faults import country, known, refused, unknown_nomenclature
from tariff_api.norms.held import HELD
from tariff_api.norms.measuring import reached
from tariff_api.norms.wording import listed, said
from tariff_api.quotes.reference import REFERENCE
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["norms"], responses=RESPONSES, route_class=ReadingRoute)

MOST_PRODUCTS = 500

Subheading = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


@router.get("/norms/counts")
async def count_norms(
    snapshot: Reading,
    importer: Annotated[CountryInput, Query(description="Market.", examples=["BOL"])],
    product: Annotated[
        list[Subheading],
        Query(
            min_length=1,
            max_length=MOST_PRODUCTS,
            description="Subheadings of six digits, repeated.",
            examples=[["010121"]],
        ),
    ],
    nomenclature: Annotated[
        str,
        Query(
            pattern=r"^HS[0-9]{4}$",
            description="Edition of the Harmonized System of the subheadings.",
            examples=["HS2022"],
        ),
    ],
    on: Annotated[
        Day | None,
        Query(description="Day on which norms are counted; today when left out."),
    ] = None,
) -> NormCounts:
    """How many norms of a market bite on imports of each subheading, whatever the origin."""
    reference = await REFERENCE.at(snapshot)
    found = known(country(reference, importer, "/query/importer"))
    if nomenclature not in reference.nomenclatures:
        loaded = reference.nomenclatures
        raise refused([unknown_nomenclature(nomenclature, loaded, "/query/nomenclature")])
    lang, day = snapshot.lang, on or today()
    held = await HELD.at(snapshot, found.iso3)
    asked = list(dict.fromkeys(product))
    spoken_of = frozenset(held.all_chapters)
    others = [code for code in asked if not held.has_all_goods and code[:2] not in spoken_of]
    reach = await reached(
        snapshot, reference, held, day, nomenclature, [one for one in asked if one not in others]
    )
    bites = reach.of_class(None).on
    unknown = asked if reach.not_followed else others

    def gap(what: str, key: str, **values: object) -> Missing:
        detail = said(key, country=found.names[lang], **values)[lang]
        return Missing(what=what, reason=Reason.NOT_LOADED, detail=detail)

    missing: list[Missing] = []
    if not held.releases:
        with_norms = sorted({one.parts["importer"] for one in snapshot.releases("norms")})
        missing.append(gap("norms", "no_norms", others=listed(with_norms)))
    elif others:
        chapters = listed(held.all_chapters)
        missing.append(gap("norms", "other_chapters", chapters=chapters, code=listed(others)))
    missing += [
        gap(one, "codes_skipped", nomenclature=one, to=nomenclature)
        for one in sorted(reach.not_followed)
    ]
    return NormCounts(
        importer=found.iso3,
        nomenclature=nomenclature,
        on=day,
        counts=[
            NormCount(product=code, norms=None if code in unknown else bites.get(code, 0))
            for code in asked
        ],
        missing=missing,
        provenance=[snapshot.release(id_).provenance() for id_ in held.releases],
    )
