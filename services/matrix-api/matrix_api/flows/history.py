"""The history of a pair: one row for each year asked for, with what each figure may mean."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter
from eslabon.contracts.matrix import HistoryYear, Reported, Reporter
from servicekit.releases.dataset import texts

from matrix_api.flows import gaps, sides
from matrix_api.flows.asked import Product
from matrix_api.flows.loaded import SOURCES, Edition
from matrix_api.flows.measures import growth, measured, ratio
from matrix_api.flows.repository import Amounts
from matrix_api.flows.traded import NOTHING, Traded

_SUMMARY = texts(
    "Valor, en dólares corrientes, de lo que el importador compró al exportador, y su parte en "
    "las compras del importador a todo origen. Cero: el país y el producto están en la fuente y el "
    "par no tiene fila (BACI solo lista flujos positivos). Sin cargar: la fuente, el producto o el "
    "país no están en los datos de ese año. Si la fuente trae lo que declara cada parte, la cifra "
    "es la de una sola (`side_preference`) y nunca se suman; FOB salvo que declaren las partes.",
    "Valor, em dólares correntes, do que o importador comprou do exportador, e sua parte nas "
    "compras do importador de toda origem. Zero: o país e o produto estão na fonte e o par não tem "
    "linha (a BACI só lista fluxos positivos). Não carregado: a fonte, o produto ou o país não "
    "estão nos dados desse ano. Se a fonte traz o que declara cada parte, o número é o de uma só "
    "(`side_preference`) e nunca se somam; FOB salvo que declarem as partes.",
    "Value, in current dollars, of what the importer bought from the exporter, and its share of "
    "the importer's purchases from everywhere. Zero: country and product are in the source and the "
    "pair has no row (BACI lists positive flows only). Not loaded: the source, the product or the "
    "country is absent from that year's data. Where the source holds what each side reports, the "
    "figure is that of one side (`side_preference`) and they are never added up; FOB unless sides "
    "report it.",
)
_NOTHING = Amounts(Decimal(0), Decimal(0), None, None)
_UNKNOWN = Amounts(None, None, None, None)


@cache
def methodology(one_figure: bool, lang: Lang) -> Methodology:
    """Return how a history is made, of editions with one figure of each flow or some by sides."""
    return Methodology(
        id="trade-history",
        version="2",
        summary=_SUMMARY[lang],
        parameters=[
            Parameter(name="source_preference", value=",".join(SOURCES), assumed=True),
            sides.parameter(),
            Parameter(name="pair_without_row", value="zero", assumed=True),
            sides.valuation(one_figure),
        ],
    )


def _gap(year: int, missing: Missing) -> HistoryYear:
    return HistoryYear.assembled(
        year=year,
        value_usd=None,
        importer_total_usd=None,
        share=None,
        growth=None,
        **measured(_UNKNOWN),
        reported_by=None,
        reported=[],
        importer_to_exporter=None,
        provenance=None,
        missing=missing,
    )


def _loaded(
    edition: Edition,
    importer: str,
    exporter: str,
    purchases: Traded,
    reports: Mapping[Reporter, Amounts],
    before: Decimal | None,
) -> HistoryYear:
    traded = purchases.partners.get(exporter, _NOTHING)
    by_importer, by_exporter = (
        reports[side].value_usd if side in reports else None
        for side in (Reporter.IMPORTER, Reporter.EXPORTER)
    )
    return HistoryYear.assembled(
        year=edition.year,
        value_usd=traded.value_usd,
        importer_total_usd=purchases.total_usd,
        share=ratio(traded.value_usd, purchases.total_usd),
        growth=growth(before, traded.value_usd),
        **measured(traded),
        reported_by=edition.side(importer),
        reported=[
            Reported.assembled(reported_by=side, **amounts._asdict())
            for side, amounts in sorted(reports.items())
        ],
        importer_to_exporter=ratio(by_importer, by_exporter),
        provenance=edition.release.provenance(),
        missing=None,
    )


def years(
    asked: Sequence[int],
    editions: Mapping[int, Edition],
    purchases: Mapping[int, Traded],
    reports: Mapping[int, Mapping[Reporter, Amounts]],
    product: Product,
    importer: str,
    exporter: str,
    lang: Lang,
) -> list[HistoryYear]:
    """Return a row for each year of `asked`; `purchases` and `reports` are by release id."""
    found: list[HistoryYear] = []
    before: Decimal | None = None
    for year in asked:
        edition = editions.get(year)
        if edition is None:
            missing = gaps.years_not_loaded([year], list(editions.values()), lang)
            found.append(_gap(year, missing))
        elif why := gaps.of_edition(
            edition, product, {"importer": importer, "exporter": exporter}, lang
        ):
            found.append(_gap(year, why[0]))
        else:
            id_ = edition.release.id
            bought, reported = purchases.get(id_, NOTHING), reports.get(id_, {})
            found.append(_loaded(edition, importer, exporter, bought, reported, before))
        before = found[-1].value_usd
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
