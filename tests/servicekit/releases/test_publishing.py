"""What readers see while releases come and go: one publication per answer, and the way back."""

import threading
from typing import Any

import asyncpg
import httpx
import pytest
from servicekit.releases import retention
from servicekit.settings import Settings

from tests.servicekit.releases import toy
from tests.servicekit.releases.platform import HEADER, Partner, duties, flows, wholes

ROWS = 400


class Reader(threading.Thread):
    """Reads a dataset again and again until it is told to stop."""

    def __init__(self, partner: Partner) -> None:
        super().__init__()
        self.address = partner.address
        self.stopping = threading.Event()
        self.seen: list[tuple[int, frozenset[str]]] = []
        self.fault: Exception | None = None

    def run(self) -> None:
        """Read: the publication told and the different rates in one answer."""
        try:
            with httpx.Client(base_url=self.address, timeout=30) as http:
                while not self.stopping.is_set():
                    text = http.get("/v1/datasets/duties/rows", params={"slice": "importer=SEEN"})
                    rows = text.raise_for_status().text.splitlines()[1:]
                    self.seen.append((len(rows), frozenset(row.split(",")[2] for row in rows)))
        except Exception as error:
            self.fault = error


def test_a_reader_sees_one_publication_per_answer_during_twenty_publishes(
    partner: Partner,
) -> None:
    partner.send(duties(ROWS, 1), cut="importer=SEEN")
    partner.rows(cut="importer=SEEN")  # the service has been told
    reader = Reader(partner)
    reader.start()
    for rate in range(2, 22):
        assert partner.send(duties(ROWS, rate), cut="importer=SEEN")["state"] == "done"
    partner.rows(cut="importer=SEEN")
    reader.stopping.set()
    reader.join()
    assert reader.fault is None
    assert {rows for rows, _ in reader.seen} == {ROWS}
    assert {len(rates) for _, rates in reader.seen} == {1}
    told = [int(next(iter(rates))) for _, rates in reader.seen]
    assert told == sorted(told)
    assert len(set(told)) > 3


def test_an_earlier_publication_stays_readable_and_may_be_published_again(
    partner: Partner,
) -> None:
    cut = "importer=BACK"
    first = partner.send(duties(2, 1), cut=cut)
    second = partner.send(duties(2, 2), cut=cut)
    assert partner.rows(cut=cut, publication=first["publication"]) == duties(2, 1)
    again = partner.http.post(f"/v1/datasets/duties/releases/{first['release']}/publish").json()
    assert again["published"] > second["publication"]
    assert again["superseded"] is None
    assert partner.rows(cut=cut) == duties(2, 1)
    assert partner.rows(cut=cut, publication=first["publication"]) == duties(2, 1)
    assert partner.rows(cut=cut, publication=second["publication"]) == duties(2, 2)
    once_more = partner.http.post(f"/v1/datasets/duties/releases/{first['release']}/publish").json()
    assert once_more["published"] == again["published"]
    assert partner.http.post("/v1/datasets/duties/releases/999999/publish").status_code == 404
    other = f"/v1/datasets/flows/releases/{first['release']}/publish"
    assert partner.http.post(other).status_code == 404


def test_slices_are_replaced_one_by_one(partner: Partner) -> None:
    partner.send(duties(1, 1), cut="importer=ONE")
    partner.send(duties(1, 2), cut="importer=TWO")
    partner.send(duties(1, 3), cut="importer=ONE")
    every = partner.rows(cut=None)
    assert every.startswith("importer," + HEADER)
    assert "ONE,00000000,A,3," in every
    assert "ONE,00000000,A,1," not in every
    assert "TWO,00000000,A,2," in every


def test_uploads_of_one_slice_are_published_in_the_order_they_came(partner: Partner) -> None:
    cut = "source=ORDER,year=2020"
    sent = [partner.post(flows(rows, rows), "flows", cut) for rows in (30_000, 5, 10_000, 1)]
    published = [partner.outcome(one.headers["Location"])["publication"] for one in sent]
    assert published == sorted(published)
    assert partner.rows("flows", cut).count("\n") == 2


def test_what_is_compared_with_another_dataset_waits_for_its_earlier_uploads(
    partner: Partner,
) -> None:
    sent = [
        partner.post(flows(30_000, 1), "flows", "source=COMPARED,year=2020"),
        partner.post(wholes(1), "wholes", "importer=COMPARES"),
    ]
    published = [partner.outcome(one.headers["Location"])["publication"] for one in sent]
    assert published == sorted(published)


async def _sweep(settings: Settings, kept: int) -> list[int]:
    assert settings.database_url is not None
    connection = await asyncpg.connect(settings.database_url)
    try:
        await connection.execute(
            "update toy.release set superseded_at = now() - interval '25 hours'"
            " where superseded is not null"
        )
        return await retention.sweep(connection, toy.TOY, kept, settings.uploads)
    finally:
        await connection.close()


@pytest.mark.parametrize(
    ("dataset", "cut", "make"),
    [("duties", "importer=OLD", duties), ("flows", "source=OLD,year=1999", flows)],
)
async def test_retention_drops_what_was_superseded_long_ago(
    partner: Partner, toy_settings: Settings, dataset: str, cut: str, make: Any
) -> None:
    jobs = [partner.send(make(3, value), dataset, cut) for value in range(1, 6)]
    dropped = await _sweep(toy_settings, 3)
    assert {job["release"] for job in jobs[:2]} <= set(dropped)
    assert not {job["release"] for job in jobs[2:]} & set(dropped)
    old, kept = jobs[0], jobs[2]
    answer = partner.http.get(
        f"/v1/datasets/{dataset}/rows", params={"slice": cut, "publication": old["publication"]}
    )
    release = next(
        one
        for one in partner.http.get(f"/v1/datasets/{dataset}/releases?limit=1000").json()["items"]
        if one["id"] == old["release"]
    )
    assert answer.status_code == 410
    assert release["state"] == "dropped"
    assert release["sha256"] in answer.json()["detail"]
    gone = partner.http.post(f"/v1/datasets/{dataset}/releases/{old['release']}/publish")
    assert gone.status_code == 410
    assert release["sha256"] in gone.json()["detail"]
    assert partner.rows(dataset, cut, publication=kept["publication"]).count("\n") == 4
    assert await _sweep(toy_settings, 3) == []


PARTS = {"duties": "importer=ALL", "flows": "source=ALL,year=2020"}


def _brought(partner: Partner, job: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the releases that a job's release brought."""
    return [
        one
        for dataset in PARTS
        for one in partner.http.get(f"/v1/datasets/{dataset}/releases?limit=1000").json()["items"]
        if one["parent"] == job["release"]
    ]


async def test_what_a_release_brought_is_published_and_dropped_with_it(
    partner: Partner, toy_settings: Settings
) -> None:
    jobs = [partner.send(wholes(3, rate), "wholes", "importer=ALL") for rate in (1, 2, 3)]
    for job in jobs:
        assert {one["published"] for one in _brought(partner, job)} == {job["publication"]}
        assert {one["dataset"] for one in _brought(partner, job)} == set(PARTS)
    assert {one["superseded"] for one in _brought(partner, jobs[1])} == {jobs[2]["publication"]}

    back = partner.http.post(f"/v1/datasets/wholes/releases/{jobs[1]['release']}/publish").json()
    assert {one["published"] for one in _brought(partner, jobs[1])} == {back["published"]}
    for dataset, cut in PARTS.items():
        rows = partner.rows(dataset, cut).splitlines()[1:]
        assert [row.split(",")[2 if dataset == "duties" else 4] for row in rows] == ["2"] * 3
    for job in jobs:
        told = partner.rows("duties", PARTS["duties"], publication=job["publication"])
        assert len({row.split(",")[2] for row in told.splitlines()[1:]}) == 1

    dropped = await _sweep(toy_settings, 2)
    assert jobs[0]["release"] in dropped
    assert {one["id"] for one in _brought(partner, jobs[0])} <= set(dropped)
    assert {one["state"] for one in _brought(partner, jobs[0])} == {"dropped"}
    assert {one["state"] for one in _brought(partner, jobs[1])} == {"published"}
    assert {one["state"] for one in _brought(partner, jobs[2])} == {"superseded"}


async def test_retention_keeps_a_whole_family_for_a_release_built_from_one_of_it(
    partner: Partner, toy_settings: Settings
) -> None:
    first, *_ = [partner.send(wholes(1, rate), "wholes", "importer=FAMILY") for rate in (1, 2)]
    child = _brought(partner, first)[0]
    derived = partner.send(duties(1, 9), cut="importer=BUILT")
    assert toy_settings.database_url is not None
    connection = await asyncpg.connect(toy_settings.database_url)
    await connection.execute(
        """update toy.release set inputs = jsonb_build_array(jsonb_build_object(
            'service', 'toy', 'dataset', 'duties', 'release', $1::int)) where id = $2""",
        child["id"],
        derived["release"],
    )
    assert not {first["release"], child["id"]} & set(await _sweep(toy_settings, 1))
    await connection.execute("update toy.release set inputs = null")
    await connection.close()
    assert {first["release"], child["id"]} <= set(await _sweep(toy_settings, 1))


async def test_retention_keeps_what_a_living_derived_release_was_built_from(
    partner: Partner, toy_settings: Settings
) -> None:
    cut = "importer=INPUT"
    first, *_ = [partner.send(duties(1, rate), cut=cut) for rate in (1, 2)]
    derived = partner.send(duties(1, 9), cut="importer=DERIVED")
    assert toy_settings.database_url is not None
    connection = await asyncpg.connect(toy_settings.database_url)
    await connection.execute(
        """update toy.release set inputs = jsonb_build_array(jsonb_build_object(
            'service', 'toy', 'dataset', 'duties', 'release', $1::int)) where id = $2""",
        first["release"],
        derived["release"],
    )
    assert first["release"] not in await _sweep(toy_settings, 1)
    await connection.execute("update toy.release set inputs = null")
    await connection.close()
    assert first["release"] in await _sweep(toy_settings, 1)
