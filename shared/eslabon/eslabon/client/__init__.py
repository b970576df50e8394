"""The typed client: one class per service over a transport of the caller's choice."""

from eslabon.client.transport import Answer, HttpxTransport, ServiceError, Transport

__all__ = ["Answer", "HttpxTransport", "ServiceError", "Transport"]
