"""Data folders under paths as people have them, taken away with all they started."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from local.folder import DataFolder
from local.postgres import EmbeddedPostgres


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    """A data folder that nothing was ever started in."""
    made = DataFolder.at(tmp_path / "Año nuevo" / ("carpeta larga " * 8).strip())
    yield made
    discard(made)


@pytest.fixture(scope="session")
def used_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataFolder]:
    """A data folder with a database that other tests have started and stopped before."""
    made = DataFolder.at(tmp_path_factory.mktemp("local") / "carpeta de ayer")
    yield made
    discard(made)


def discard(folder: DataFolder) -> None:
    """Ends whatever still runs in a folder and removes what it keeps outside."""
    if not (folder.path / "database.json").exists():
        return
    home = EmbeddedPostgres(folder)
    home.end_leftovers()
    shutil.rmtree(home.home.path)
