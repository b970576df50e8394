"""The matrix of the sample, served over HTTP."""

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
import sample
from niche_api.app import create_app
from niche_api.cooperation.book import DATASETS
from servicekit.settings import Settings

from tests.niche_api.conftest import Serve
from tests.niche_api.loading import File, loaded

NAMES = {dataset.name for dataset in DATASETS}


def of_sample() -> list[File]:
    """Return the files of the sample on the matrix."""
    return [
        (entry.dataset, entry.slice, gzip.decompress(entry.path.read_bytes()))
        for entry in sample.entries("open")
        if entry.dataset in NAMES
    ]


@pytest.fixture(scope="module")
def address(module_database: str, serve: Serve, tmp_path_factory: Any) -> Iterator[str]:
    """Address of a niche-api with the matrix of the sample."""
    loaded(module_database, of_sample())
    settings = Settings(database_url=module_database, uploads=tmp_path_factory.mktemp("up"))
    with serve(create_app(settings)) as url:
        yield url
