"""Trade within the region, added up by heading when flows are loaded."""

from collections.abc import Mapping

from eslabon.contracts.iso3166 import LATIN_AMERICA
from servicekit.releases.dataset import Spread

from matrix_api.regional.tables import REGIONAL_FLOWS
from matrix_api.totals.names import ONE_FIGURE

_LATIN_AMERICA = ", ".join(f"'{code}'" for code in sorted(LATIN_AMERICA))
_REGIONAL = f"""
    select exporter, importer, min(nomenclature) as nomenclature, left(product, 4) as heading,
        sum(value_usd) as value_usd
    from matrix.flows where release_id = :release
        and ({ONE_FIGURE} or reported_by = 'IMPORTER')
        and exporter in ({_LATIN_AMERICA}) and importer in ({_LATIN_AMERICA})
    group by 1, 2, 4"""


def _same(parts: Mapping[str, str]) -> Mapping[str, str]:
    return parts


REGIONAL_OF_FLOWS = Spread(REGIONAL_FLOWS, _same, _REGIONAL)
