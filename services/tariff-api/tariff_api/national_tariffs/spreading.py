"""What a national tariff fills: its nomenclature, its codes with their texts, and its duties."""

from collections.abc import Mapping

from servicekit.releases.dataset import Spread

from tariff_api.duties.tables import DUTIES
from tariff_api.nomenclature.tables import CODES, NOMENCLATURES

NAME = """(select (parts->>'importer') || (parts->>'edition')
    from tariff.release where id = :release)"""
HARMONISED = """(select r.id from tariff.release r
    where r.dataset = 'codes' and r.published is not null and r.superseded is null
        and r.slice = 'nomenclature=' || (select max(hs_revision)
            from tariff.national_tariffs where release_id = :release))"""
"""The current codes of the revision that the file declares."""
COUNTRIES = """(select id from tariff.release where dataset = 'countries'
    and published is not null and superseded is null)"""


def nomenclature(parts: Mapping[str, str]) -> str:
    """Return the name of a tariff's nomenclature: `GTM2025`."""
    return f"{parts['importer']}{parts['edition']}"


_NOMENCLATURE = f"""
    select {NAME} as nomenclature,
        'Arancel nacional: ' || coalesce(c.name_es, e.importer) || ', ' || e.edition as title_es,
        'Tarifa nacional: ' || coalesce(c.name_pt, e.importer) || ', ' || e.edition as title_pt,
        'National tariff: ' || coalesce(c.name_en, e.importer) || ', ' || e.edition as title_en,
        'NATIONAL' as kind, t.hs_revision, e.importer as country, t.line_digits,
        t.valid_from, t.valid_to
    from (select parts->>'importer' as importer, parts->>'edition' as edition
        from tariff.release where id = :release) as e
    cross join (select max(hs_revision) as hs_revision, max(length(code)) as line_digits,
            min(in_force_from) as valid_from, max(in_force_to) as valid_to
        from tariff.national_tariffs where release_id = :release) as t
    left join tariff.countries c on c.release_id = {COUNTRIES} and c.iso3 = e.importer"""

# Chapters and headings that the file leaves out come from the Harmonized System; subheadings too
# where it has no row of six digits at all (else it writes them as it wants them). A heading or
# subheading all of whose codes hang from one of zeros (0409.00, 0205.00.00.00) needs no row: that
# code is all of it.
_CODES = f"""
    with named as (
        select code, max(text_es) as text_es, max(text_pt) as text_pt, max(text_en) as text_en,
            bool_or(is_dutiable) as is_dutiable
        from tariff.national_tariffs where release_id = :release group by code
    ), harmonised as materialized (
        select code, text_es, text_pt, text_en, section
        from tariff.codes where release_id = {HARMONISED}
    ), above as (
        select left(n.code, size) as code, size,
            starts_with(max(n.code), min(n.code))
                and substr(min(n.code), size + 1) ~ '^0+$' as is_whole
        from named n join (values (2), (4), (6)) as sizes (size) on length(n.code) > size
        group by 1, 2
    ), filled as (
        select h.code, h.text_es, h.text_pt, h.text_en, false as is_dutiable
        from above a join harmonised h using (code)
        where not a.is_whole and not exists (select from named n where n.code = a.code)
            and (a.size < 6 or not exists (select from named n where length(n.code) = 6))
    ), spelt as (
        select n.code, coalesce(n.text_es, h.text_es) as text_es,
            coalesce(n.text_pt, h.text_pt) as text_pt, coalesce(n.text_en, h.text_en) as text_en,
            n.is_dutiable
        from named n
        left join above a on a.code = left(n.code, 6) and a.size = 6
        left join harmonised h on coalesce(n.text_es, n.text_pt, n.text_en) is null
            and h.code = left(n.code, 6)
            and (length(n.code) <= 6 or a.is_whole and substr(n.code, 7) ~ '^0+$')
        union all select * from filled
    ), placed as (
        select c.code, max(p.code) as parent
        from spelt c join (values (2), (4), (6), (8), (10)) as sizes (size)
            on size < length(c.code)
        join spelt p on p.code = left(c.code, size)
        group by c.code
    ), divided as (
        select distinct left(code, size) as code
        from named join (values (2), (4), (6), (8), (10)) as sizes (size) on size < length(code)
    )
    select c.code, p.parent,
        d.code is null and (length(c.code) > 6 or c.is_dutiable) as is_line,
        c.text_es, c.text_pt, c.text_en, h.section
    from spelt c
    left join placed p on p.code = c.code
    left join divided d on d.code = c.code
    left join harmonised h on h.code = left(c.code, 2)"""

_SAID = [
    column.name
    for column in DUTIES.columns
    if column.name in ("rate_percent", "expression", "legal_base", "season_from", "season_to")
]
_DUTIES = f"""
    select {NAME} as nomenclature, code, {", ".join(_SAID)},
        coalesce(rate_text, expression, trim_scale(rate_percent)::text || ' %') as rate_text,
        in_force_from as valid_from, in_force_to as valid_to, in_force_stated as dates_stated,
        seen_on as observed_on
    from tariff.national_tariffs where release_id = :release and is_dutiable"""

SPREADS = (
    # One nomenclature in a slice: the next edition of the same source leaves it in place.
    Spread(NOMENCLATURES, lambda parts: {"source": nomenclature(parts)}, _NOMENCLATURE),
    Spread(CODES, lambda parts: {"nomenclature": nomenclature(parts)}, _CODES),
    Spread(DUTIES, dict, _DUTIES),
)
