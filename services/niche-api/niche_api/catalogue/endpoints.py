"""HTTP of the catalogue of Amazon products that tariffs name."""

from collections.abc import Sequence
from typing import Annotated

from eslabon.contracts.catalogue import CatalogueItem, Naming, StatedRate
from eslabon.contracts.codes import CountryInput
from eslabon.contracts.envelope import Lang, Missing, Page, Reason
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api.catalogue.duties import Levied, levied
from niche_api.catalogue.repository import ENTRIES, Entry, folded
from niche_api.chains import telling
from niche_api.chains.asking import known_country
from niche_api.peers import ToTariff

router = APIRouter(prefix="/v1", tags=["catalogue"], responses=RESPONSES, route_class=ReadingRoute)


def _item(entry: Entry, duties: Levied, snapshot: Snapshot) -> CatalogueItem:
    row, lang = entry.row, Lang(snapshot.lang)
    why = duties.missing.get(entry.key) or (duties.why if row["code"] else None)
    if row["code"] is None:
        note = telling.said(row, "note", lang)
        why = Missing(what="code", reason=Reason.NOT_IDENTIFIED, detail=note)
    stated = None
    if row["stated_rate_percent"] is not None:
        stated = StatedRate.assembled(
            rate_percent=row["stated_rate_percent"],
            kind=row["stated_kind"],
            year=row["stated_year"],
        )
    return CatalogueItem.assembled(
        product=row["product"],
        name=row[f"name_{lang.value}"],
        chain=row["chain"],
        species=row["species"],
        country=row["country"],
        nomenclature=row["nomenclature"],
        code=row["code"],
        text=row["text"],
        naming=Naming(row["naming"]) if row["naming"] else None,
        stated=stated,
        duty=duties.duties.get(entry.key),
        missing=why,
        note=telling.said(row, "note", lang),
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )


def _nothing(snapshot: Snapshot, entries: Sequence[Entry]) -> Missing:
    lang = Lang(snapshot.lang)
    if not entries:
        said = texts(
            "No hay catálogo cargado: envíe el conjunto catalogue.",
            "Não há catálogo carregado: envie o conjunto catalogue.",
            "No catalogue is loaded: send dataset catalogue.",
        )
        return Missing(what="catalogue", reason=Reason.NOT_LOADED, detail=said[lang])
    count = len({entry.row["product"] for entry in entries})
    said = texts(
        f"Ninguno de los {count} productos del catálogo responde a lo que se pide; busque en todo "
        "el arancel con /v1/search de tariff-api.",
        f"Nenhum dos {count} produtos do catálogo responde ao que se pede; busque em toda a tarifa "
        "com /v1/search de tariff-api.",
        f"None of the {count} products of the catalogue answers what is asked; search the whole "
        "tariff with /v1/search of tariff-api.",
    )
    return Missing(what="catalogue", reason=Reason.NOT_IDENTIFIED, detail=said[lang])


@router.get("/catalogue", response_model=Page[CatalogueItem], responses=formats.RESPONSES)
async def catalogue(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    to_tariff: ToTariff,
    q: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=100,
            pattern=r"\w",
            description="Beginnings of words of a name, a species or the text of the line, in any "
            "language; accents do not count.",
            examples=["camu"],
        ),
    ] = None,
    country: Annotated[
        CountryInput | None, Query(description="Tariff of this country.", examples=["PER"])
    ] = None,
    duties: Annotated[
        bool, Query(description="false: without asking tariff-api for duties.")
    ] = True,
) -> Response:
    """List tariff lines that name products of Amazon biodiversity, with the duty on each.

    The duty is that of every origin without preference, on the last day that the tariff covers.
    """
    lang = Lang(snapshot.lang)
    everything = await ENTRIES.at(snapshot)
    asked = None if country is None else known_country(country, "/query/country")
    words = folded(q).split() if q else []
    found = sorted(
        (
            entry
            for entry in everything
            if asked in (None, entry.row["country"]) and entry.says(words)
        ),
        key=lambda entry: entry.key,
    )
    missing = [] if found else [_nothing(snapshot, everything)]

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, CatalogueItem]]:
        rest = [entry for entry in found if after is None or entry.key > after][:limit]
        known = await levied(to_tariff, rest, lang) if duties else Levied()
        if duties:
            to_tariff.hold(response, lang, answered=known.why is None)
        return [(entry.key, _item(entry, known, snapshot)) for entry in rest]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        CatalogueItem,
        provenance=telling.sources(snapshot, [entry.row for entry in found]),
        missing=missing,
    )
