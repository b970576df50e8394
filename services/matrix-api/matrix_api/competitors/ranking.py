"""The ranking of a market's suppliers: shares, unit values and growth."""

from collections.abc import Sequence
from decimal import Decimal

from eslabon.contracts.envelope import Lang, Methodology, Parameter
from eslabon.contracts.matrix import Competitor
from servicekit.releases.dataset import texts

from matrix_api.competitors.repository import SupplierRow
from matrix_api.flows.history import ratio
from matrix_api.flows.loaded import SOURCES

_SUMMARY = texts(
    "Proveedores de un producto a un mercado, de mayor a menor valor FOB; la parte es sobre las "
    "compras a todo origen. Crecimiento: tasa anual compuesta desde el primer año cargado de la "
    "misma fuente; sin valor si solo hay un año o el proveedor no vendía. Valor unitario: valor "
    "entre peso, sin valor si a alguna fila le falta el peso.",
    "Fornecedores de um produto a um mercado, do maior ao menor valor FOB; a parte é sobre as "
    "compras de toda origem. Crescimento: taxa anual composta desde o primeiro ano carregado da "
    "mesma fonte; sem valor se só há um ano ou o fornecedor não vendia. Valor unitário: valor "
    "sobre peso, sem valor se falta o peso em alguma linha.",
    "Suppliers of a product to a market by FOB value; shares are of purchases from everywhere. "
    "Growth: compound yearly rate since the first loaded year of the same source; null where only "
    "one year is loaded or the supplier did not sell. Unit value: value over weight, null where a "
    "row has no weight.",
)


def methodology(first_year: int | None, lang: Lang) -> Methodology:
    """Return how a ranking is made; `first_year` is the year growth is counted from."""
    since = "" if first_year is None else str(first_year)
    return Methodology(
        id="competitors",
        version="1",
        summary=_SUMMARY[lang],
        parameters=[
            Parameter(name="source_preference", value=",".join(SOURCES), assumed=True),
            Parameter(name="growth_since", value=since, assumed=True),
            Parameter(name="valuation", value="FOB", assumed=False),
        ],
    )


def growth(first: Decimal | None, last: Decimal, years: int) -> float | None:
    """Return the compound growth per year (0.05 is five percent); null without a start."""
    if not first or first <= 0 or years < 1:
        return None
    return float((float(last) / float(first)) ** (1 / years) - 1)


def ranking(rows: Sequence[SupplierRow], years: int) -> list[Competitor]:
    """Return the suppliers in order; `years` lie between the first year loaded and this one."""
    return [
        Competitor(
            rank=rank,
            exporter=row.exporter,
            value_usd=row.value_usd,
            share=float(row.value_usd / row.total_usd) if row.total_usd else 0.0,
            weight_kg=row.weight_kg,
            unit_value_usd_per_kg=ratio(row.value_usd, row.weight_kg),
            growth_per_year=growth(row.first_value_usd, row.value_usd, years),
        )
        for rank, row in enumerate(rows, start=1)
    ]
