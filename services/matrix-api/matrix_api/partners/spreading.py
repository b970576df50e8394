"""What flows are added up to by pair when a release of them is loaded."""

from collections.abc import Mapping

from servicekit.releases.dataset import Spread

from matrix_api.partners.tables import PARTNERS
from matrix_api.totals.names import ONE_FIGURE

_PARTNERS = f"""
    select exporter, importer,
        (select nomenclature from matrix.flows where release_id = :release limit 1) as nomenclature,
        sum(value_usd) filter (where {ONE_FIGURE} or reported_by = 'EXPORTER') as exports_usd,
        sum(value_usd) filter (where {ONE_FIGURE} or reported_by = 'IMPORTER') as imports_usd
    from matrix.flows where release_id = :release
    group by exporter, importer"""


def _same(parts: Mapping[str, str]) -> Mapping[str, str]:
    return parts


PARTNERS_OF_FLOWS = Spread(PARTNERS, _same, _PARTNERS)
