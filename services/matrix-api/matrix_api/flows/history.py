"""The history of a pair: one row for each year asked for, with what each figure may mean."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter
from eslabon.contracts.matrix import HistoryYear
from servicekit.releases.dataset import texts

from matrix_api.flows import gaps
from matrix_api.flows.asked import Product
from matrix_api.flows.loaded import SOURCES, Edition
from matrix_api.flows.repository import PairRow

_SUMMARY = texts(
    "Valor FOB, en dólares corrientes, de lo que el importador compró al exportador, y su parte en "
    "las compras del importador a todo origen. Cero: el país y el producto están en la fuente y el "
    "par no tiene fila (BACI solo lista flujos positivos). Sin cargar: la fuente, el producto o el "
    "país no están en los datos de ese año.",
    "Valor FOB, em dólares correntes, do que o importador comprou do exportador, e sua parte nas "
    "compras do importador de toda origem. Zero: o país e o produto estão na fonte e o par não tem "
    "linha (a BACI só lista fluxos positivos). Não carregado: a fonte, o produto ou o país não "
    "estão nos dados desse ano.",
    "FOB value, in current dollars, of what the importer bought from the exporter, and its share "
    "of the importer's purchases from everywhere. Zero: country and product are in the source and "
    "the pair has no row (BACI lists positive flows only). Not loaded: the source, the product or "
    "the country is absent from that year's data.",
)


def methodology(lang: Lang) -> Methodology:
    """Return how a history is made."""
    return Methodology(
        id="trade-history",
        version="1",
        summary=_SUMMARY[lang],
        parameters=[
            Parameter(name="source_preference", value=",".join(SOURCES), assumed=True),
            Parameter(name="pair_without_row", value="zero", assumed=True),
            Parameter(name="valuation", value="FOB", assumed=False),
        ],
    )


def ratio(part: Decimal | None, whole: Decimal | None) -> float | None:
    """Return part over whole; null where either is missing or the whole is zero."""
    return None if part is None or not whole else float(part / whole)


def _gap(year: int, missing: Missing) -> HistoryYear:
    return HistoryYear(
        year=year,
        value_usd=None,
        importer_total_usd=None,
        share=None,
        weight_kg=None,
        unit_value_usd_per_kg=None,
        provenance=None,
        missing=missing,
    )


def _loaded(edition: Edition, row: PairRow | None) -> HistoryYear:
    zero = Decimal(0)
    traded = row is not None and row.value_usd is not None
    value = row.value_usd if row is not None and row.value_usd is not None else zero
    total = row.importer_total_usd if row is not None else zero
    weight = row.weight_kg if row is not None and traded else zero
    return HistoryYear(
        year=edition.year,
        value_usd=value,
        importer_total_usd=total,
        share=ratio(value, total),
        weight_kg=weight,
        unit_value_usd_per_kg=ratio(value, weight),
        provenance=edition.release.provenance(),
        missing=None,
    )


def years(
    asked: Sequence[int],
    editions: Mapping[int, Edition],
    rows: Mapping[int, PairRow],
    product: Product,
    importer: str,
    exporter: str,
    lang: Lang,
) -> list[HistoryYear]:
    """Return a row for each year of `asked`; `rows` are by release id."""
    found = []
    for year in asked:
        edition = editions.get(year)
        if edition is None:
            missing = gaps.years_not_loaded([year], list(editions.values()), lang)
            found.append(_gap(year, missing))
            continue
        why = gaps.of_edition(edition, product, {"importer": importer, "exporter": exporter}, lang)
        if why:
            found.append(_gap(year, why[0]))
        else:
            found.append(_loaded(edition, rows.get(edition.release.id)))
    return found


def missing(
    asked: Sequence[int], editions: Mapping[int, Edition], product: Product, lang: Lang
) -> list[Missing]:
    """Return what holds for the whole history: years without data, and a sum that is partial."""
    absent = [year for year in asked if year not in editions]
    loaded = [editions[year] for year in asked if year in editions]
    found = []
    if absent or not asked:
        found.append(gaps.years_not_loaded(absent, list(editions.values()), lang))
    found += gaps.partial_sum(product, loaded, lang)
    return found
