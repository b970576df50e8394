"""What a service declares of datasets that it makes itself, of releases of its own or of peers."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eslabon.client.transport import Transport
from eslabon.contracts.envelope import Provenance

from servicekit.releases.dataset import Dataset
from servicekit.releases.snapshot import Snapshot

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Input:
    """A current release that something is built of."""

    service: str
    release: Provenance

    @property
    def parts(self) -> dict[str, str]:
        """The parts of its slice."""
        return dict(pair.split("=", 1) for pair in self.release.slice.split(",") if pair)

    def told(self) -> dict[str, Any]:
        """Return it as releases store what they are built of."""
        return {
            "service": self.service,
            "dataset": self.release.dataset,
            "slice": self.release.slice,
            "release": self.release.release,
        }


@dataclass(frozen=True)
class Target:
    """One slice to build, and the releases it is built of."""

    parts: Mapping[str, str]
    inputs: tuple[Input, ...]


@dataclass(frozen=True)
class Materials:
    """Where inputs are read: each service as of one publication."""

    own: Snapshot
    peers: Mapping[str, Transport]
    publications: Mapping[str, int]
    """Number of the publication to ask each peer about."""


Made = Mapping[str, "pl.DataFrame"]
"""Rows by the names of datasets: typed columns as the dataset declares them, none of them nan."""


@dataclass(frozen=True, eq=False)
class Build:
    """Datasets that the worker makes, all of one slice together, and publishes in one transaction.

    `reads` names the services whose releases are read: peers, or the service itself, so that one
    build can follow another. `targets` says of their current releases what can be built. A slice is
    built again when its inputs or `method` (name, version and parameters of what is done) change.
    `make` raises RefusedError where the data do not determine a result: what is current stays, and
    the same inputs are not tried again.
    """

    reads: tuple[str, ...]
    datasets: tuple[Dataset, ...]
    method: str
    targets: Callable[[Sequence[Input]], Iterable[Target]]
    make: Callable[[Materials, Target], Awaitable[Made]]

    @property
    def lead(self) -> Dataset:
        """The dataset whose release brings those of the others."""
        return self.datasets[0]

    def told(self, target: Target) -> list[dict[str, Any]]:
        """Return what a release of this target stores of how it was built."""
        return [*(one.told() for one in target.inputs), {"method": self.method}]
