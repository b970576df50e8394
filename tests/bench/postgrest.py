"""PostgREST beside ours: it serves views of what our answers say, stored beforehand."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from tests.bench import installed
from tests.bench.processes import free_port, serving
from tests.bench.stack import Served, Stack


@contextmanager
def postgrest(stack: Stack) -> Iterator[Served]:
    """Serve the schema `bench` of a copy by PostgREST."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {
        "PGRST_DB_URI": stack.database_url,
        "PGRST_DB_SCHEMAS": "bench",
        "PGRST_DB_ANON_ROLE": urlsplit(stack.database_url).username or "",
        "PGRST_DB_POOL": "8",
        "PGRST_SERVER_HOST": "127.0.0.1",
        "PGRST_SERVER_PORT": str(port),
        "PGRST_LOG_LEVEL": "crit",
    }
    log = stack.logs / "bench-postgrest.log"
    with serving([str(installed.postgrest())], address, log, settings) as process:
        yield Served(address, process.pid)
