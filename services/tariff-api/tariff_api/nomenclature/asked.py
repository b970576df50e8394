"""The nomenclature that a request names."""

from typing import Annotated

from eslabon.contracts.codes import NomenclatureId
from fastapi import Path
from servicekit.releases.snapshot import Snapshot

from tariff_api.faults import refused, unknown_nomenclature
from tariff_api.quotes.reference import REFERENCE, NomenclatureRow

NomenclaturePath = Annotated[
    NomenclatureId, Path(description="Nomenclature and edition.", examples=["HS2022"])
]


async def known_nomenclature(snapshot: Snapshot, name: str, pointer: str) -> NomenclatureRow:
    """Return a nomenclature by its name.

    Raises
    ------
    ProblemError
        404 naming those that are loaded.
    """
    reference = await REFERENCE.at(snapshot)
    found = reference.nomenclatures.get(name)
    if found is None:
        raise refused([unknown_nomenclature(name, reference.nomenclatures, pointer)])
    return found
