"""What flows are added up to by pair when a release of them is loaded."""

from collections.abc import Mapping

from servicekit.releases.dataset import Spread

from matrix_api.partners.tables import PARTNERS
from matrix_api.totals.names import ONE_FIGURE

# Millions of flows are added up once, by who reports them; then the few sums by side.
_PARTNERS = f"""
    with reported as materialized (
        select exporter, importer, reported_by, sum(value_usd) as usd
        from matrix.flows where release_id = :release
        group by exporter, importer, reported_by
    )
    select exporter, importer,
        (select nomenclature from matrix.flows where release_id = :release limit 1) as nomenclature,
        sum(usd) filter (where {ONE_FIGURE} or reported_by = 'EXPORTER') as exports_usd,
        sum(usd) filter (where {ONE_FIGURE} or reported_by = 'IMPORTER') as imports_usd
    from reported group by exporter, importer"""


def _same(parts: Mapping[str, str]) -> Mapping[str, str]:
    return parts


PARTNERS_OF_FLOWS = Spread(PARTNERS, _same, _PARTNERS)
