"""What flows are added up to when a release of them is loaded.

Nothing is added up twice: of a release that holds the reports of several sides, exports are those
that exporters report and imports those that importers do; a figure made of both reports is both.
Whether the sum of those that report is the world, `wholeness` tells.
"""

from collections.abc import Mapping

from servicekit.releases.dataset import Spread

from matrix_api.totals.names import ONE_FIGURE, TOTAL, WORLD
from matrix_api.totals.tables import TOTALS

_TOTALS = f"""
    with sold as (
        select exporter as area, product, sum(value_usd) as usd
        from matrix.flows where release_id = :release
            and ({ONE_FIGURE} or reported_by = 'EXPORTER')
        group by 1, 2
    ), bought as (
        select importer as area, product, sum(value_usd) as usd
        from matrix.flows where release_id = :release
            and ({ONE_FIGURE} or reported_by = 'IMPORTER')
        group by 1, 2
    ), subheadings as materialized (
        select area, product, sold.usd as exports, bought.usd as imports
        from sold full join bought using (area, product)
    ), headings as materialized (
        select area, left(product, 4) as product, sum(exports) as exports, sum(imports) as imports
        from subheadings group by 1, 2
    ), chapters as materialized (
        select area, left(product, 2) as product, sum(exports) as exports, sum(imports) as imports
        from headings group by 1, 2
    ), summed as (
        select * from subheadings union all select * from headings union all select * from chapters
        union all
        select area, '{TOTAL}', sum(exports), sum(imports) from chapters group by area
    ), everywhere as (
        select area, product, exports, imports from summed
        union all
        select '{WORLD}', product, sum(exports), sum(imports) from summed group by product
    )
    select area, (select nomenclature from matrix.flows where release_id = :release limit 1)
        as nomenclature, product, exports as exports_usd, imports as imports_usd
    from everywhere order by area, product"""


def _same(parts: Mapping[str, str]) -> Mapping[str, str]:
    return parts


TOTALS_OF_FLOWS = Spread(TOTALS, _same, _TOTALS)
