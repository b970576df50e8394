"""The way to tariff-api: duties, preferences and memberships are asked of it over HTTP."""

from typing import Annotated

from fastapi import Depends
from servicekit import peers
from servicekit.peers import Tariff, missing

__all__ = ["Tariff", "ToTariff", "missing", "reaching"]

reaching = peers.reaching(Tariff)
ToTariff = Annotated[Tariff, Depends(peers.way_to(Tariff))]
