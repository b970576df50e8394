"""What a file of totals leaves out is added up from what it gives; what it gives stays.

A file may hold rows of one level only. From the finest level up, headings are filled from
subheadings, chapters from headings and everything traded from chapters, for each area and for the
world where the file has it; then the world from the areas.
"""

from matrix_api.totals.names import TOTAL, WORLD

# What flows are added up to is whole: only an upload by itself is filled.
_UPLOADED = "exists (select from matrix.release where id = :release and parent_id is null)"


def _filled(area: str, product: str, of: str) -> str:
    """Return SQL that adds up the rows `of` by what replaces their area and product."""
    return f"""
    insert into matrix.totals (release_id, area, nomenclature, product, exports_usd, imports_usd)
    select :release, {area}, min(nomenclature), {product}, sum(exports_usd), sum(imports_usd)
    from matrix.totals where release_id = :release and {of} and {_UPLOADED}
    group by {", ".join(name for name in (area, product) if not name.startswith("'"))}
    on conflict do nothing"""


FILL = (
    _filled("area", "left(product, 4)", "length(product) = 6"),
    _filled("area", "left(product, 2)", "length(product) = 4"),
    _filled("area", f"'{TOTAL}'", "length(product) = 2"),
    _filled(f"'{WORLD}'", "product", f"area <> '{WORLD}'"),
)
"""Statements run in this order once the rows of a release are in."""
