"""Tariff quotas read on public pages."""

import re
import unicodedata
from pathlib import Path

from build_sample.rates import decimal
from build_sample.tables import Table, csv_rows

INSTRUMENTS = {  # as the source names it: short name, agreement of the registry, period
    "UE–MERCOSUR": ("ue-mercosur", "", ""),
    "OMC Rectificación Técnica (RD)": ("omc-dom", "", ""),
    "Contingente por desabastecimiento (GTM) 2022": ("gtm-2022", "", "2022"),
    "Contingente por desabastecimiento (GTM) AM 022-2023": ("gtm-am-022-2023", "", ""),
    "Contingente por desabastecimiento (GTM) AM 057-2023": ("gtm-am-057-2023", "", ""),
    "AAP.CE 6 (XV Protocolo)": ("aap-ce-6", "AAP.CE 6", ""),
}
YEARLY = "/año"


def _slug(text: str) -> str:
    ascii_ = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_))


def _quota(row: dict[str, str]) -> dict[str, str]:
    name, agreement, period = INSTRUMENTS[row["instrument"]]
    unit = row["unit"]
    return {
        "quota": f"{name}-{_slug(row['product_es'])}",
        "agreement": agreement,
        "importer": row["importer"],
        "beneficiary": "WLD" if row["exporter"] == "all" else row["exporter"],
        "product_es": row["product_es"],
        "volume": decimal(row["volume"]) if row["volume"] else "",
        "unit": unit.removesuffix(YEARLY),
        "period": "año" if unit.endswith(YEARLY) else period,
        "in_quota_rate_percent": decimal(row["in_quota_rate_pct"])
        if row["in_quota_rate_pct"]
        else "",
        "out_of_quota_rate_percent": decimal(row["out_of_quota_rate_pct"])
        if row["out_of_quota_rate_pct"]
        else "",
        "administrator": "país exportador" if "exporting country" in row["note"] else "",
        "reference": row["source"],
        "note": "; ".join(filter(None, [row["instrument"], row["note"]])),
    }


def quotas(source: Path) -> Table:
    """Quotas with their source; none has a balance."""
    rows = csv_rows(source / "facts-trade-integration" / "tariff_quotas_sample.csv")
    return Table(
        service="tariff",
        dataset="quotas",
        slice={"source": "ESLABON"},
        rows=[_quota(row) for row in rows],
        source="Public pages, the address is in each row",
        licence="Facts",
        cite_as="Pages named per row",
        year=2026,
        url="https://www.agrodigital.com/?p=461516",
        retrieved_on="2026-11-24",
        note="An empty cell was not found. No page gives codes or a balance: the status of every "
        "quota is UNKNOWN. That of peaches names Argentina and Mexico on both sides.",
    )
