"""The way to tariff-api: duties, preferences and memberships are asked of it."""

from typing import Annotated

from eslabon.client.batches import BATCH, quotes
from fastapi import Depends
from servicekit.peers import Peer, reaching, way_to

__all__ = ["BATCH", "REACHING", "ToTariff", "quotes"]

REACHING = reaching("tariff")
ToTariff = Annotated[Peer, Depends(way_to("tariff"))]
