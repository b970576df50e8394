"""What each child runs, and the libraries that their parent imports once for all of them."""

import gc
from collections.abc import Sequence
from functools import partial
from importlib import import_module

from local.processes import Child

FACTORIES = {
    "gateway": "gateway.app:create_app",
    "tariff": "tariff_api.app:create_app",
    "matrix": "matrix_api.app:create_app",
    "niche": "niche_api.app:create_app",
}
SHARED_BY_ALL = ("uvicorn", "uvicorn.lifespan.on", "servicekit.app", "eslabon.client")
SHARED_BY_SERVICES = (
    "asyncpg",
    "servicekit.releases.endpoints",
    "servicekit.caching",
    "tariff_api.app",
    "matrix_api.app",
    "niche_api.app",
)
"""Not what one child alone needs: the graph's libraries, or the worker's, which start threads."""


def addresses(first_port: int) -> dict[str, str]:
    """The services' addresses: the gateway at the first port, the others after it."""
    return {name: f"http://127.0.0.1:{first_port + at}" for at, name in enumerate(FACTORIES)}


def services(first_port: int) -> list[Child]:
    """Four services, each a process of its own; the gateway first."""
    return [
        Child(
            name,
            partial(serve, FACTORIES[name], int(address.rpartition(":")[2])),
            f"{address}/healthz",
        )
        for name, address in addresses(first_port).items()
    ]


def worker() -> Child:
    """One worker for the queues of all services."""
    return Child("worker", work)


def preload(modules: Sequence[str]) -> None:
    """Imports modules that the children to come share, memory included.

    A child that dies comes back with this code: new code is taken up by the next `eslabon up`
    after an `eslabon down`, by all children together.
    """
    gc.disable()  # imports make little garbage and many objects to look through
    for module in modules:
        import_module(module)
    gc.enable()
    gc.freeze()  # the collector then writes on no page that parent and children share


def serve(factory: str, port: int) -> None:
    """Serves one application on the loopback until a signal asks to end."""
    import uvicorn

    preload([factory.partition(":")[0]])
    uvicorn.run(
        factory,
        factory=True,
        host="127.0.0.1",
        port=port,
        timeout_graceful_shutdown=5,
        access_log=False,
    )


def work() -> None:
    """Carries out the jobs of every service until a signal asks to end."""
    from servicekit.commands import worker as run_worker

    run_worker(["tariff", "matrix", "niche"])
