"""Loads the embedded sample over HTTP, as any partner would load its own data."""

import asyncio
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx

from local.folder import Refusal

AHEAD = 4
POLL_SECONDS = 0.1
STATED = ("source", "licence", "cite_as", "year", "url", "retrieved_on")


@dataclass(frozen=True)
class Entry:
    """One file of the sample: a release of one slice of a dataset."""

    part: str
    service: str
    dataset: str
    file: Path
    sha256: str
    stated: Mapping[str, str]
    slice: Mapping[str, str] = field(default_factory=dict)

    @property
    def cut(self) -> str:
        """The slice as text: `source=BACI,year=2023`."""
        return ",".join(f"{name}={value}" for name, value in self.slice.items())

    @property
    def title(self) -> str:
        return f"{self.service} {self.dataset}" + (f" [{self.cut}]" if self.slice else "")


def manifest(part: str | None = None) -> list[Entry]:
    """The sample's entries in loading order; `part` is all, open or none (ESLABON_SAMPLE)."""
    wanted = part or os.environ.get("ESLABON_SAMPLE", "all")
    if wanted not in ("all", "open", "none"):
        raise Refusal(f"ESLABON_SAMPLE es «{wanted}»; puede ser all, open o none.")
    listed = Path(str(files("sample"))) / "manifest.json"
    if wanted == "none" or not listed.exists():
        return []
    return [
        entry
        for entry in _entries(json.loads(listed.read_text("utf-8")), listed.parent)
        if wanted == "all" or entry.part == "open"
    ]


def _entries(raw: Sequence[Mapping[str, Any]], folder: Path) -> Iterator[Entry]:
    for row in raw:
        yield Entry(
            part=row["part"],
            service=row["service"],
            dataset=row["dataset"],
            file=folder / row["file"],
            sha256=row["sha256"],
            slice={name: str(value) for name, value in row["slice"].items()},
            stated={name: str(row[name]) for name in STATED if row.get(name) is not None},
        )


async def load(
    entries: Sequence[Entry],
    urls: Mapping[str, str],
    key: str,
    loaded: Callable[[Entry], None] = lambda _: None,
) -> list[str]:
    """Uploads the entries that are not already current, and waits for their jobs.

    Several uploads wait in the queue at a time, so that the worker is never idle. Calls `loaded`
    after each entry; returns one line per entry that was refused, with the job's reason.
    """
    faults: list[str] = []
    async with httpx.AsyncClient(
        headers={"Authorization": f"Bearer {key}"}, timeout=60, trust_env=False
    ) as http:
        current = await _current_hashes(http, entries, urls)
        waiting: list[tuple[Entry, str]] = []
        for entry in entries:
            if entry.sha256 in current[(entry.service, entry.dataset)]:
                loaded(entry)
                continue
            if len(waiting) == AHEAD:
                faults += await _finished(http, *waiting.pop(0), loaded)
            waiting.append((entry, await _uploaded(http, entry, urls[entry.service])))
        for sent in waiting:
            faults += await _finished(http, *sent, loaded)
    return faults


async def _current_hashes(
    http: httpx.AsyncClient, entries: Sequence[Entry], urls: Mapping[str, str]
) -> dict[tuple[str, str], set[str]]:
    """The sha256 of the files behind the current releases of each dataset."""
    datasets = list(dict.fromkeys((entry.service, entry.dataset) for entry in entries))
    answers = (_hashes(http, urls[service], dataset) for service, dataset in datasets)
    return dict(zip(datasets, await asyncio.gather(*answers), strict=True))


async def _hashes(http: httpx.AsyncClient, service_url: str, dataset: str) -> set[str]:
    url: str | None = f"{service_url}/v1/datasets/{dataset}/releases?limit=1000"
    hashes: set[str] = set()
    while url:
        answer = (await http.get(url)).raise_for_status()
        body = answer.json()
        hashes |= {
            item["sha256"]
            for item in body["items"]
            if item["published"] is not None and item["superseded"] is None
        }
        following = answer.links.get("next")
        url = str(answer.url.join(following["url"])) if following else None
    return hashes


async def _uploaded(http: httpx.AsyncClient, entry: Entry, url: str) -> str:
    """Sends one file; returns its job's address."""
    answer = await http.post(
        f"{url}/v1/datasets/{entry.dataset}/releases",
        params={**entry.stated, **({"slice": entry.cut} if entry.slice else {})},
        headers={"Content-Type": "text/csv"},
        content=entry.file.read_bytes(),
    )
    if answer.status_code != 202:
        raise Refusal(f"{entry.title}: {answer.status_code} {answer.text[:500]}")
    return str(answer.url.join(answer.headers["Location"]))


async def _finished(
    http: httpx.AsyncClient, entry: Entry, job_url: str, loaded: Callable[[Entry], None]
) -> list[str]:
    """Waits for one job; returns its fault, if any."""
    while True:
        job = (await http.get(job_url)).raise_for_status().json()
        if job["state"] in ("done", "failed"):
            break
        await asyncio.sleep(POLL_SECONDS)
    loaded(entry)
    return [] if job["state"] == "done" else [f"{entry.title}: {job.get('reason')} ({job_url})"]
