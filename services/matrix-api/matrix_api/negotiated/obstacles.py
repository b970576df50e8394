"""Products whose preference an obstacle may keep from being of use: what the figures are for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from eslabon.client import TariffClient
from eslabon.contracts.envelope import Lang, Missing, Provenance, Reason
from eslabon.contracts.negotiated import Obstacle, Obstacles
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows import gaps, loaded
from matrix_api.flows.asked import Product
from matrix_api.flows.loaded import Edition
from matrix_api.negotiated import repository, wording
from matrix_api.negotiated.answer import EVERYTHING
from matrix_api.negotiated.covering import Covering, Kept, Pair, Preferences
from matrix_api.negotiated.repository import Chance
from matrix_api.tariff import BATCH
from matrix_api.totals import wholeness

LITTLE_SHARE = Decimal("0.05")
"""Up to which share of the importer's purchases the trade of a pair is little."""
RCA_THRESHOLD = 1.0
MOST_EXAMINED = 1000
"""Subheadings with most room for trade whose preferences are looked up at most."""


@dataclass(frozen=True)
class Question:
    """What is asked: one importer, one exporter, one year."""

    importer: str
    exporter: str
    product: Product | None
    nomenclature: str | None
    year: int | None
    editions: Mapping[int, Edition]
    """One edition for each year loaded."""
    on: date | None
    limit: int

    @property
    def edition(self) -> Edition | None:
        """The edition of the year, where it is loaded."""
        return None if self.year is None else self.editions.get(self.year)


@dataclass
class Found:
    """What is known of the answer so far."""

    missing: list[Missing]
    provenance: list[Provenance]
    obstacles: Sequence[Obstacle] = ()
    examined: int = 0
    on: date | None = None
    threshold: float | None = None
    """Advantage that was asked for; null where it is not known."""

    def answer(self, asked: Question, lang: Lang) -> Obstacles:
        """Return the answer."""
        edition = asked.edition
        return Obstacles(
            importer=asked.importer,
            exporter=asked.exporter,
            nomenclature=asked.nomenclature,
            product=asked.product.code if asked.product else None,
            year=asked.year,
            on=self.on,
            examined=self.examined,
            obstacles=list(self.obstacles),
            missing=self.missing,
            provenance=self.provenance,
            methodology=wording.obstacles(
                asked.on,
                LITTLE_SHARE,
                self.threshold,
                edition is None or not edition.held.main,
                lang,
            ),
        )


async def chances(snapshot: Snapshot, asked: Question, found: Found) -> list[Chance]:
    """Return the products with room for trade; note in `found` what is lacking."""
    lang, edition = snapshot.lang, asked.edition
    if edition is None:
        absent = [] if asked.year is None else [asked.year]
        found.missing.append(gaps.years_not_loaded(absent, list(asked.editions.values()), lang))
        return []
    countries = {"importer": asked.importer, "exporter": asked.exporter}
    found.missing += gaps.of_edition(edition, asked.product, countries, lang)
    derived = {
        dataset: next(iter(snapshot.ids(dataset, **edition.release.parts)), None)
        for dataset in ("totals", "rca")
    }
    if found.missing:
        return []
    extent = (await wholeness.extents(snapshot)).get(edition.release.slice)
    totals, rca = derived["totals"], derived["rca"]
    if extent is None or totals is None or rca is None:
        where = f"{edition.source} {edition.year}"
        found.missing.append(wording.no_totals(where, lang))
        return []
    found.provenance.append(edition.release.provenance())
    if wholeness.is_whole(extent):
        found.threshold = RCA_THRESHOLD
    else:
        partial = wholeness.partial(edition.release, extent, lang)
        found.missing.append(wording.without_advantage(partial, lang))
    return await repository.chances(
        snapshot,
        {"release": edition.release.id, "totals": totals, "rca": rca},
        asked.importer,
        asked.exporter,
        asked.product or EVERYTHING,
        loaded.main([edition], asked.importer),
        LITTLE_SHARE,
        found.threshold,
        MOST_EXAMINED,
    )


async def look_up(
    client: TariffClient,
    kept: Kept,
    asked: Question,
    open_: Sequence[Chance],
    found: Found,
    lang: Lang,
) -> None:
    """Add to `found` those of the chances that a preference covers, with their norms.

    Preferences are asked for in batches, until enough are covered.

    Raises
    ------
    ServiceError
        tariff-api does not answer.
    """
    publication = (await client.publication()).n
    nomenclature = asked.nomenclature or ""
    pair = Pair(asked.importer, asked.exporter, nomenclature, asked.on)
    covered: list[tuple[Chance, Covering]] = []
    doubts: Counter[Reason] = Counter()
    preferences = Preferences()
    for start in range(0, len(open_), BATCH):
        some = open_[start : start + BATCH]
        codes = [chance.product for chance in some]
        preferences = await kept.read(client, publication, pair, codes)
        found.examined += len(some)
        for chance in some:
            covering = preferences.of[chance.product]
            doubts.update([covering.why] if covering.why else [])
            if covering.lines.certain + covering.lines.doubtful:
                covered.append((chance, covering))
        if len(covered) >= asked.limit:
            break
    covered = covered[: asked.limit]
    found.on = preferences.on
    found.missing += _doubts(asked, preferences, doubts, found.examined, lang)
    found.provenance += [preferences.provenance[one] for one in sorted(preferences.provenance)]
    norms: Mapping[str, int | None] = {}
    if covered:
        products = [chance.product for chance, _ in covered]
        counts = await client.norm_counts(asked.importer, products, nomenclature)
        norms = {one.product: one.norms for one in counts.counts}
        found.missing += counts.missing
        found.provenance += counts.provenance
    found.obstacles = [
        _obstacle(rank, asked, found.on, chance, covering, norms.get(chance.product))
        for rank, (chance, covering) in enumerate(covered, start=1)
    ]


def _doubts(
    asked: Question, preferences: Preferences, doubts: Counter[Reason], examined: int, lang: Lang
) -> list[Missing]:
    """Return what the loaded preferences cannot tell of the products examined."""
    if preferences.on is None:
        return [wording.no_tariff(asked.importer, lang)]
    found = [wording.unlooked(why, count, examined, lang) for why, count in doubts.items()]
    if asked.year is not None and preferences.on.year != asked.year:
        found.append(wording.other_year(asked.year, [preferences.on], lang))
    return found


def _obstacle(
    rank: int,
    asked: Question,
    on: date | None,
    chance: Chance,
    covering: Covering,
    norms: int | None,
) -> Obstacle:
    lines, points = covering.lines, covering.points
    grants = [grant for grant, _ in (*lines.covered, *lines.conditional)]
    trade = {
        "importer": asked.importer,
        "exporter": asked.exporter,
        "product": chance.product,
        "nomenclature": asked.nomenclature or "",
    }
    return Obstacle(
        rank=rank,
        product=chance.product,
        importer_total_usd=chance.importer_total_usd,
        exporter_total_usd=chance.exporter_total_usd,
        bilateral_usd=chance.bilateral_usd,
        share=float(chance.bilateral_usd / chance.importer_total_usd),
        potential_usd=chance.potential_usd,
        rca=chance.rca,
        mfn_percent=points.mfn_percent,
        applied_percent=points.applied_percent,
        margin_points=points.margin,
        lines=lines.count,
        lines_covered=lines.certain + lines.doubtful,
        conditional=lines.doubtful > 0,
        agreements=sorted({code for one in grants for code in one.names}),
        norms=norms,
        norms_path=f"/v1/norms?{urlencode(trade)}",
        origin_rules_path=f"/v1/origin-rules?{urlencode({**trade, 'on': on})}",
    )
