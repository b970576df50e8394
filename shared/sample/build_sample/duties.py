"""Duties on national lines, and the rates inside MERCOSUR that Uruguay prints beside them."""

from build_sample.editions import Edition
from build_sample.rates import rate
from build_sample.tables import Table
from build_sample.tariffs import Tariff


def table(edition: Edition, dataset: str, rows: list[dict[str, str]], note: str) -> Table:
    """Rows of an edition as a table of a dataset."""
    return Table(
        service="tariff",
        dataset=dataset,
        slice=edition.slice,
        rows=rows,
        source=edition.publisher,
        licence=edition.licence,
        cite_as=edition.publisher,
        year=int(edition.edition[:4]),
        url=edition.url,
        retrieved_on="2026-11-24",
        note=note,
    )


def duties(tariff: Tariff, edition: Edition) -> Table:
    """The most-favoured-nation duty on every national line."""
    rows = [
        {
            "nomenclature": edition.nomenclature,
            "code": duty.code,
            "rate_percent": rate(duty.printed),
            "rate_text": duty.printed,
            **edition.dates,
            "legal_base": edition.legal_base,
        }
        for duty in tariff.duties
    ]
    return table(edition, "duties", rows, edition.note)


def within_mercosur(tariff: Tariff, edition: Edition) -> Table:
    """The rate on goods of MERCOSUR, line by line, under AAP.CE 18."""
    rows = []
    for duty in tariff.within:
        percent = rate(duty.printed)
        rows.append(
            {
                "nomenclature": edition.nomenclature,
                "code": duty.code,
                "beneficiary": "MERCOSUR",
                "agreement": "AAP.CE 18",
                "rate_percent": percent,
                "rate_min_percent": percent,
                "rate_max_percent": percent,
                "lines_covered": "1",
                "lines_total": "1",
                **edition.dates,
            }
        )
    note = "Intra-zone column. Lines without a printed rate have no row. " + edition.note
    return table(edition, "preferences", rows, note)
