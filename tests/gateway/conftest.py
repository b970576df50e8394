"""The gateway by itself: its services are not there."""

from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

import pytest
from gateway import media
from gateway.app import create_app
from httpx import ASGITransport, AsyncClient, Response
from servicekit.settings import Settings

NOBODY = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""
