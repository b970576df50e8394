"""The sample of figures and facts: what is in it, where it comes from and where its files are."""

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

__all__ = ["Entry", "Part", "entries"]

Part = Literal["all", "open", "none"]


@dataclass(frozen=True)
class Entry:
    """One slice of a dataset, in the order in which the manifest loads them.

    `slice` names the columns that are not in the rows; `path` is a gzip-compressed csv with
    exactly the dataset's columns; `sha256` is that of the compressed file. `note` says what
    the figures leave out. `noncommercial` entries may not be used commercially."""

    part: Literal["open", "noncommercial"]
    service: str
    dataset: str
    slice: dict[str, str]
    file: str
    rows: int
    sha256: str
    source: str
    licence: str
    cite_as: str
    year: int
    url: str
    retrieved_on: str
    note: str

    @property
    def path(self) -> Path:
        """The entry's file on disk."""
        return Path(str(files(__name__).joinpath(self.file)))

    @property
    def cut(self) -> str:
        """The slice as text: `source=BACI,year=2023`."""
        return ",".join(f"{name}={value}" for name, value in self.slice.items())

    @property
    def title(self) -> str:
        """The entry as people read it."""
        return f"{self.service} {self.dataset}" + (f" [{self.cut}]" if self.slice else "")


def entries(part: Part = "all") -> list[Entry]:
    """Entries of the sample: all of them, the freely usable ones, or none."""
    if part == "none":
        return []
    text = files(__name__).joinpath("manifest.json").read_text(encoding="utf-8")
    listed = [Entry(**entry) for entry in json.loads(text)]
    return [entry for entry in listed if part == "all" or entry.part == part]
