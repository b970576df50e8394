"""Loads the embedded sample over HTTP, as any partner would load its own data."""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from typing import cast, get_args

import httpx
from sample import Entry, Part, entries

from local.folder import Refusal

AHEAD = 4
POLL_SECONDS = 0.1
STATED = ("source", "licence", "cite_as", "year", "url", "retrieved_on")


Slice = tuple[str, str, frozenset[str]]
"""Service, dataset and the parts of the slice."""


def wanted_entries() -> list[Entry]:
    """The entries of the part that ESLABON_SAMPLE asks for, in loading order."""
    wanted = os.environ.get("ESLABON_SAMPLE", "all")
    if wanted not in get_args(Part):
        raise Refusal(f"ESLABON_SAMPLE es «{wanted}»; puede ser {', '.join(get_args(Part))}.")
    return entries(cast(Part, wanted))


async def load(
    chosen: Sequence[Entry],
    urls: Mapping[str, str],
    key: str,
    loaded: Callable[[Entry], None] = lambda _: None,
) -> list[str]:
    """Uploads the entries whose slices are empty, and waits for their jobs.

    A slice that holds a release is left as it is: it may be newer than the sample.

    Several uploads wait in the queue at a time, so that the worker is never idle. Calls `loaded`
    after each entry; returns one line per entry that was refused, with the job's reason.
    """
    faults: list[str] = []
    async with httpx.AsyncClient(
        headers={"Authorization": f"Bearer {key}"},
        timeout=60,
        trust_env=False,
        verify=False,  # plain HTTP on this machine: reading the authorities would take longer
    ) as http:
        present = await _loaded_slices(http, {entry.service for entry in chosen}, urls)
        waiting: list[tuple[Entry, str]] = []
        for entry in chosen:
            if (entry.service, entry.dataset, _parts(entry.cut)) in present:
                loaded(entry)
                continue
            if len(waiting) == AHEAD:
                faults += await _finished(http, *waiting.pop(0), loaded)
            waiting.append((entry, await _uploaded(http, entry, urls[entry.service])))
        for sent in waiting:
            faults += await _finished(http, *sent, loaded)
    return faults


async def _loaded_slices(
    http: httpx.AsyncClient, services: set[str], urls: Mapping[str, str]
) -> set[Slice]:
    """The slices that have a current release, whoever sent it."""
    found: set[Slice] = set()
    for service in services:
        answer = await http.get(f"{urls[service]}/v1/datasets", params={"limit": 1000})
        for dataset in answer.raise_for_status().json()["items"]:
            found |= {
                (service, dataset["name"], _parts(release["slice"]))
                for release in dataset["current"]
            }
    return found


def _parts(cut: str) -> frozenset[str]:
    return frozenset(cut.split(","))


async def _uploaded(http: httpx.AsyncClient, entry: Entry, url: str) -> str:
    """Sends one file; returns its job's address."""
    answer = await http.post(
        f"{url}/v1/datasets/{entry.dataset}/releases",
        params={
            **{name: str(getattr(entry, name)) for name in STATED},
            **({"slice": entry.cut} if entry.slice else {}),
        },
        headers={"Content-Type": "text/csv"},
        content=entry.path.read_bytes(),
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
