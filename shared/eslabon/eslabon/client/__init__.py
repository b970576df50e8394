"""The typed client: one class per service over a transport of the caller's choice."""

from eslabon.client.matrix import MatrixClient
from eslabon.client.niche import NicheClient
from eslabon.client.service import ServiceClient
from eslabon.client.tariff import TariffClient
from eslabon.client.transport import Answer, HttpxTransport, ServiceError, Transport

__all__ = [
    "Answer",
    "HttpxTransport",
    "MatrixClient",
    "NicheClient",
    "ServiceClient",
    "ServiceError",
    "TariffClient",
    "Transport",
]
