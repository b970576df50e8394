"""The manifest tells the truth about the files."""

import csv
import gzip
import hashlib
import os
from pathlib import Path

import pytest
from sample import entries

SOURCE = os.environ.get("ESLABON_DATA_SOURCE", "")


def test_every_file_has_the_checksum_and_the_rows_of_its_entry() -> None:
    for entry in entries():
        packed = entry.path.read_bytes()
        assert hashlib.sha256(packed).hexdigest() == entry.sha256, entry.file
        lines = gzip.decompress(packed).decode().splitlines()
        assert len(list(csv.reader(lines))) == entry.rows + 1, entry.file


def test_no_file_is_without_an_entry() -> None:
    package = Path(entries()[0].path).parents[1]
    on_disk = {path.relative_to(package).as_posix() for path in package.rglob("*.csv.gz")}
    assert on_disk == {entry.file for entry in entries()}


def test_every_entry_names_source_licence_and_citation() -> None:
    for entry in entries():
        assert all((entry.source, entry.licence, entry.cite_as, entry.url, entry.retrieved_on))


def test_the_open_part_is_all_that_is_open_and_none_is_nothing() -> None:
    assert {entry.part for entry in entries("open")} == {"open"}
    assert [entry for entry in entries() if entry.part == "open"] == entries("open")
    assert entries("none") == []


def test_a_slice_stands_once_and_the_sample_is_small() -> None:
    keys = [(entry.dataset, tuple(entry.slice.items())) for entry in entries()]
    assert len(keys) == len(set(keys))
    assert sum(entry.path.stat().st_size for entry in entries()) < 25_000_000


@pytest.mark.skipif(not Path(SOURCE).is_dir() or not SOURCE, reason="no source folder")
def test_building_again_gives_the_committed_figures(tmp_path: Path) -> None:
    from build_sample.__main__ import build

    build(Path(SOURCE), tmp_path)
    for entry in entries():
        again = gzip.decompress((tmp_path / entry.file).read_bytes())
        assert again == gzip.decompress(entry.path.read_bytes()), entry.file
