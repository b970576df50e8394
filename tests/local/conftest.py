"""Data folders under paths as people have them, taken away with all they started."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from local.folder import DataFolder
from local.postgres import EmbeddedPostgres


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    made = DataFolder.at(tmp_path / "Año nuevo" / ("carpeta larga " * 8).strip())
    yield made
    discard(made)


@pytest.fixture
def other_folder(tmp_path: Path) -> Iterator[DataFolder]:
    made = DataFolder.at(tmp_path / "otra")
    yield made
    discard(made)


def discard(folder: DataFolder) -> None:
    """Ends whatever still runs in a folder and removes what it keeps outside."""
    home = EmbeddedPostgres(folder)
    home.end_leftovers()
    shutil.rmtree(home.home.path)
