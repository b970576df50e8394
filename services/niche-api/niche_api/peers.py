"""The ways to the services whose answers this one joins."""

from typing import Annotated

from fastapi import Depends
from servicekit.naming import naming
from servicekit.peers import Peer, reaching, way_to

REACHING = (reaching("tariff"), reaching("matrix"), naming)
ToTariff = Annotated[Peer, Depends(way_to("tariff"))]
ToMatrix = Annotated[Peer, Depends(way_to("matrix"))]
