"""Indicators as they are answered."""

from collections.abc import Sequence
from decimal import Decimal

from eslabon.contracts.envelope import Lang, Missing, Reason
from eslabon.contracts.indicators import Diversity, Herfindahl, Ubiquity
from servicekit.releases.dataset import texts

from matrix_api.indicators.measures import Concentrated
from matrix_api.indicators.repository import Counted
from matrix_api.rca.advantage import is_present
from matrix_api.rca.repository import Row
from matrix_api.totals.question import Question

POINTS = 10_000


def counted(rows: Sequence[Row], by: str) -> list[Counted]:
    """Return how often advantage is present in computed rows, by `exporter` or `product`."""
    present: dict[str, int] = {}
    traded: dict[str, int] = {}
    for row in rows:
        name = getattr(row, by)
        traded[name] = traded.get(name, 0) + 1
        present[name] = present.get(name, 0) + is_present(row.rca)
    return [Counted(name, present[name], traded[name]) for name in sorted(traded)]


def diversity(found: Question, digits: int, one: Counted) -> Diversity:
    """Return the diversity of an exporter."""
    first, last = found.years
    return Diversity(
        exporter=one.name,
        year_from=first,
        year_to=last,
        nomenclature=found.basis.nomenclature,
        level=digits,
        diversity=one.present,
        products=one.traded,
        source=found.basis.source,
    )


def ubiquity(found: Question, digits: int, one: Counted) -> Ubiquity:
    """Return the ubiquity of a product."""
    first, last = found.years
    return Ubiquity(
        product=one.name,
        year_from=first,
        year_to=last,
        nomenclature=found.basis.nomenclature,
        level=digits,
        ubiquity=one.present,
        exporters=one.traded,
        source=found.basis.source,
    )


def herfindahl(found: Concentrated | None) -> Herfindahl | None:
    """Return a concentration as it is answered."""
    if found is None:
        return None
    return Herfindahl(
        hhi=found.hhi, points=POINTS * found.hhi, normalised=found.normalised, n=found.n
    )


def floats(values: dict[str, Decimal]) -> dict[str, float]:
    """Return dollars as the numbers that indices are computed on."""
    return {name: float(value) for name, value in values.items()}


def no_imports(found: Question, lang: Lang) -> Missing:
    """Return that the totals used have no imports."""
    where = _where(found)
    detail = texts(
        f"{where} no trae importaciones por producto.",
        f"{where} não traz importações por produto.",
        f"{where} holds no imports by product.",
    )
    return Missing(what="imports", reason=Reason.NOT_LOADED, detail=detail[lang])


def no_partners(found: Question, lang: Lang) -> Missing:
    """Return that the sources used have no bilateral flows."""
    where = _where(found)
    detail = texts(
        f"{where} no trae el comercio entre pares de países.",
        f"{where} não traz o comércio entre pares de países.",
        f"{where} does not hold the trade of pairs of countries.",
    )
    return Missing(what="partners", reason=Reason.NOT_LOADED, detail=detail[lang])


def _where(found: Question) -> str:
    years = ", ".join(map(str, found.basis.years))
    return f"{found.basis.source} {years}"
