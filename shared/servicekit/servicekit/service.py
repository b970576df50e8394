"""What a service declares of itself; the application is assembled from it."""

from dataclasses import dataclass

from fastapi import APIRouter
from sqlalchemy import MetaData

from servicekit.app import Lifespan
from servicekit.releases.builds import Build
from servicekit.releases.dataset import Dataset, Texts
from servicekit.warming import Warm


@dataclass(frozen=True, eq=False)
class Service:
    """A service: its schema is named as it is, its role `eslabon_` and its name."""

    name: str
    title: str
    description: Texts
    metadata: MetaData
    datasets: tuple[Dataset, ...]
    routers: tuple[APIRouter, ...]
    warm: tuple[Warm, ...] = ()
    """Build what is kept in memory of a publication, before a request needs it."""

    lifespans: tuple[Lifespan, ...] = ()
    """Open what the application holds besides its database, and close it at the end."""

    builds: tuple[Build, ...] = ()
    """What the worker makes of releases, in this order."""

    own_formats: tuple[str, ...] = ()
    """Beginnings of the paths that answer in media types of their own."""

    def builds_dataset(self, dataset: Dataset) -> bool:
        """Tell whether the worker makes a dataset, so that it takes no uploads."""
        return any(dataset in build.datasets for build in self.builds)

    def dataset(self, name: str) -> Dataset | None:
        """Return the dataset of this name, or None."""
        return next((dataset for dataset in self.datasets if dataset.name == name), None)
