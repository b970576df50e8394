"""Revealed comparative advantage, computed from the totals of a release (DOMAIN 4.1)."""

from collections.abc import Mapping

from servicekit.releases.dataset import Spread

from matrix_api.rca.tables import RCA
from matrix_api.totals.names import TOTAL, WORLD


def _rca(totals: str) -> str:
    """Return SQL of Balassa's index (DOMAIN 4.1) from the release of totals that `totals` names."""
    exported = f"""select area, nomenclature, product, exports_usd::double precision as usd
        from matrix.totals where release_id = ({totals}) and exports_usd > 0"""
    return f"""
    select one.area, one.nomenclature, one.product,
        (one.usd / whole.usd) / (world.usd / world_whole.usd) as rca
    from ({exported} and area <> '{WORLD}' and product <> '{TOTAL}') one
    join ({exported} and product = '{TOTAL}') whole on whole.area = one.area
    join ({exported} and area = '{WORLD}') world on world.product = one.product
    cross join ({exported} and area = '{WORLD}' and product = '{TOTAL}') world_whole"""


def _same(parts: Mapping[str, str]) -> Mapping[str, str]:
    return parts


RCA_OF_TOTALS = Spread(RCA, _same, _rca("select :release"))
RCA_OF_FLOWS = Spread(
    RCA,
    _same,
    _rca("select id from matrix.release where parent_id = :release and dataset = 'totals'"),
)
