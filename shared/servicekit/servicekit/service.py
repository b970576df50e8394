"""What a service declares of itself; the application is assembled from it."""

from dataclasses import dataclass

from fastapi import APIRouter
from sqlalchemy import MetaData

from servicekit.releases.dataset import Dataset, Texts


@dataclass(frozen=True, eq=False)
class Service:
    """A service: its schema is named as it is, its role `eslabon_` and its name."""

    name: str
    title: str
    description: Texts
    metadata: MetaData
    datasets: tuple[Dataset, ...]
    routers: tuple[APIRouter, ...]

    def dataset(self, name: str) -> Dataset | None:
        """Return the dataset of this name, or None."""
        return next((dataset for dataset in self.datasets if dataset.name == name), None)
