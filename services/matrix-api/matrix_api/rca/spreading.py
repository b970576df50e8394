"""Revealed comparative advantage, computed from the totals of a release (DOMAIN 4.1)."""

from collections.abc import Mapping

from servicekit.releases.dataset import Spread

from matrix_api.rca.tables import RCA
from matrix_api.totals.names import TOTAL, WORLD


def _rca(totals: str) -> str:
    """Return SQL of Balassa's index (DOMAIN 4.1) from the release of totals that `totals` names.

    The world is the source's own row, else the sum of all areas.
    """
    return f"""
    with exported as materialized (
        select area, nomenclature, product, exports_usd::double precision as usd
        from matrix.totals where release_id = ({totals}) and exports_usd is not null
    ), world as (
        select product, coalesce(max(usd) filter (where area = '{WORLD}'),
            sum(usd) filter (where area <> '{WORLD}')) as usd
        from exported group by product
    )
    select one.area, one.nomenclature, one.product,
        (one.usd / whole.usd) / (world.usd / world_whole.usd) as rca
    from exported one
    join exported whole on whole.area = one.area and whole.product = '{TOTAL}'
    join world on world.product = one.product
    join world world_whole on world_whole.product = '{TOTAL}'
    where one.area <> '{WORLD}' and one.product <> '{TOTAL}'
        and one.usd > 0 and whole.usd > 0 and world.usd > 0"""


def _same(parts: Mapping[str, str]) -> Mapping[str, str]:
    return parts


RCA_OF_TOTALS = Spread(RCA, _same, _rca("select :release"))
RCA_OF_FLOWS = Spread(
    RCA,
    _same,
    _rca("select id from matrix.release where parent_id = :release and dataset = 'totals'"),
)
