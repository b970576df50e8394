"""Changes of a market's duties and preferences over HTTP, as a list and as a feed."""

from collections.abc import Sequence
from typing import Annotated, Any

from eslabon.contracts.changes import Change, ChangeKind, ChangeSide, Measure
from eslabon.contracts.codes import CountryInput, ProductCode
from eslabon.contracts.envelope import Missing, Page, Provenance
from fastapi import APIRouter, Query, Request, Response
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, listing
from servicekit.paging import Paging
from servicekit.problems import ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from tariff_api.changes import comparison, repository
from tariff_api.changes.comparison import Comparison
from tariff_api.changes.feed import FEED_RESPONSES, feed
from tariff_api.changes.repository import KEY, SHOWN
from tariff_api.duties.repository import upper
from tariff_api.faults import country, known
from tariff_api.nomenclature.harmonised import HARMONISED
from tariff_api.nomenclature.repository import said
from tariff_api.quotes.facts import plain
from tariff_api.quotes.reference import REFERENCE

router = APIRouter(prefix="/v1", tags=["changes"], route_class=ReadingRoute)

Market = Annotated[CountryInput, Query(description="Market.", examples=["URY"])]
ReleaseId = Annotated[int | None, Query(ge=1, le=2**31 - 1, examples=[1])]
EditionName = Annotated[
    str | None, Query(max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", examples=["2024-04"])
]


@router.get("/changes", response_model=Page[Change], responses=RESPONSES)
async def list_changes(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    importer: Market,
    product: Annotated[
        ProductCode | None,
        Query(description="Code, or the beginning of several; all when left out."),
    ] = None,
    kind: Annotated[
        ChangeKind | None, Query(description="Only these changes; all when left out.")
    ] = None,
    measure: Annotated[
        Measure | None, Query(description="Duties or preferences; both when left out.")
    ] = None,
    since: Annotated[
        ReleaseId, Query(description="Release of duties or preferences to compare with.")
    ] = None,
    to: Annotated[
        ReleaseId,
        Query(description="Release that is compared; with `since`, the current when left out."),
    ] = None,
    since_edition: Annotated[
        EditionName,
        Query(description="Edition to compare with; the one before when left out."),
    ] = None,
    to_edition: Annotated[
        EditionName, Query(description="Edition that is compared; the latest when left out.")
    ] = None,
) -> Response:
    """What changed in a market's duties and preferences, code by code.

    Between two editions of the market (the two latest when nothing is said) or two releases.
    """
    iso3 = await _market(snapshot, importer)
    _check_asked(since, to, since_edition, to_edition)
    missing: list[Missing] = []
    if since is not None:
        found = await comparison.of_releases(snapshot, iso3, since, to)
    else:
        found, missing = await comparison.of_editions(snapshot, iso3, since_edition, to_edition)
    found = [one for one in found if measure in (None, one.measure)]
    low = product or ""

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Change]]:
        place = dict(zip(KEY, after or (None,) * len(KEY), strict=True))
        rows: list[tuple[Comparison, Any]] = []
        for one in found:
            values = one.values(low, upper(low))
            values |= {f"after_{name}": value for name, value in place.items()}
            kinds = None if kind is None else [kind.value]
            some = await repository.changes(
                snapshot, one.measure, **values, kinds=kinds, limit=limit
            )
            rows += [(one, row) for row in some]
        rows.sort(key=lambda pair: _key(pair[1]))
        return await _changes(snapshot, iso3, rows[:limit])

    said_of = {
        one.what: one for pair in found if (one := comparison.unbridged(pair, snapshot.lang))
    }
    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Change,
        provenance=[side.provenance for one in found for side in (one.since, one.to)],
        missing=[*missing, *said_of.values()],
    )


@router.get("/changes/feed.json", response_model=None, responses=FEED_RESPONSES)
async def changes_feed(request: Request, snapshot: Reading, importer: Market) -> Response:
    """Publications that changed a market's duties or preferences, as a JSON Feed 1.1.

    Asked again with its ETag it answers 304 until something is published.
    """
    iso3 = await _market(snapshot, importer)
    settings = request.app.state.settings
    made = await feed(snapshot, iso3, settings.public_url or settings.tariff_url)
    content = made.model_dump_json(by_alias=True)
    return Response(content, media_type="application/feed+json")


async def _market(snapshot: Snapshot, importer: str) -> str:
    market = known(country(await REFERENCE.at(snapshot), importer, "/query/importer"))
    return market.iso3


def _check_asked(
    since: int | None, to: int | None, since_edition: str | None, to_edition: str | None
) -> None:
    """Refuse a question of releases and editions at once, or of `to` alone."""
    by_release = since is not None or to is not None
    if (by_release and (since_edition or to_edition)) or (to is not None and since is None):
        detail = texts(
            "Compare versiones (`since` y, si quiere, `to`) o ediciones (`since_edition`,"
            " `to_edition`): no ambas, y `to` solo con `since`.",
            "Compare versões (`since` e, se quiser, `to`) ou edições (`since_edition`,"
            " `to_edition`): não ambas, e `to` só com `since`.",
            "Compare releases (`since` and, optionally, `to`) or editions (`since_edition`,"
            " `to_edition`): not both, and `to` only with `since`.",
        )
        errors = [("/query/since" if since is None else "/query/since_edition", detail, "clash")]
        raise ProblemError(422, "two_comparisons", detail, errors=errors)


def _key(row: Any) -> tuple[Any, ...]:
    return tuple(row[name] for name in KEY)


async def _changes(
    snapshot: Snapshot, importer: str, rows: Sequence[tuple[Comparison, Any]]
) -> list[tuple[Key, Change]]:
    """Return rows as changes, with the texts of their codes and their counterparts."""
    descriptions = await _descriptions(snapshot, rows)
    found: list[tuple[Key, Change]] = []
    for one, row in rows:
        others = (
            await comparison.counterparts(snapshot, one.bridge, row["code"], row["is_new"])
            if one.bridge and row["kind"] == ChangeKind.RENUMBERED
            else []
        )
        change = Change(
            importer=importer,
            measure=row["measure"],
            kind=row["kind"],
            code=row["code"],
            description=descriptions.get((_nomenclature(row), row["code"])),
            beneficiary=row["beneficiary"] or None,
            agreement=row["agreement"] or None,
            changed=[] if row["is_new"] or row["is_gone"] else row["changed"],
            before=None if row["is_new"] else _side(row, "before", one.since.provenance),
            after=None if row["is_gone"] else _side(row, "after", one.to.provenance),
            counterparts=others,
        )
        found.append((_key(row), change))
    return found


def _nomenclature(row: Any) -> str:
    name: str = row["before_nomenclature" if row["is_gone"] else "after_nomenclature"]
    return name


def _side(row: Any, side: str, provenance: Provenance) -> ChangeSide:
    values = {name: row[f"{side}_{name}"] for name in SHOWN}
    for name in values:
        if name.endswith("_percent") and values[name] is not None:
            values[name] = plain(values[name])
    return ChangeSide(**values, provenance=provenance)


async def _descriptions(
    snapshot: Snapshot, rows: Sequence[tuple[Comparison, Any]]
) -> dict[tuple[str, str], str]:
    """Return what codes are called, by nomenclature and code."""
    known = (await REFERENCE.at(snapshot)).nomenclatures
    asked = {(_nomenclature(row), row["code"]) for _, row in rows}
    of_release = {
        release: name
        for name in {name for name, _ in asked}
        for release in snapshot.ids("codes", nomenclature=name)
    }
    releases = {name: release for release, name in of_release.items()}
    wanted = [(releases[name], code) for name, code in asked if name in releases]
    found: dict[tuple[str, str], str] = {}
    for row in await repository.texts(snapshot, wanted) if wanted else []:
        name = of_release[row["release"]]
        revision = known[name].hs_revision if name in known else ""
        harmonised = (await HARMONISED.at(snapshot, revision))[snapshot.lang]
        found[name, row["code"]] = said(row, snapshot.lang, harmonised).description
    return found
