"""Texts of the Harmonized System in each language, held in memory for each publication.

National tariffs have texts in one language; every quote may need those of the six digits.
"""

from collections.abc import Mapping

from eslabon.contracts.envelope import Lang
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import repository
from tariff_api.nomenclature.language import Wording

Texts = Mapping[Lang, Mapping[str, Wording]]


async def _texts(snapshot: Snapshot, revision: str) -> Texts:
    releases = snapshot.ids("codes", nomenclature=revision)
    rows = await repository.all_codes(snapshot, releases[0]) if releases else []
    return {
        lang: {
            row["code"]: Wording(row[f"text_{lang}"], row[f"path_{lang}"])
            for row in rows
            if row[f"text_{lang}"]
        }
        for lang in Lang
    }


HARMONISED = PerRelease(("codes",), _texts, part="nomenclature")
"""By name of the revision; empty where its codes are not loaded."""
