"""How long a ministry's whole tariff takes: `python -m tests.bench.national_tariff [lines]`.

Runs the service, its worker and the command line on a database of its own, and prints seconds.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from servicekit import migrations

from tests.conftest import database, own_server, served
from tests.tariff_api import made_tariff
from tests.tariff_api.conftest import filled
from tests.tariff_api.ministry import CUT, KEY, Ministry, running
from tests.tariff_api.test_national_tariffs import fill

STATED = ("--source", "SAT", "--licence", "public", "--cite-as", "SAT, arancel")


@contextmanager
def server() -> Iterator[str]:
    """Yield a PostgreSQL server: the one given, else one of its own."""
    given = os.environ.get("ESLABON_TEST_DATABASE_URL")
    if given:
        yield given
        return
    with own_server() as url:
        yield url


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the block took."""
    began = time.perf_counter()
    yield
    print(f"{time.perf_counter() - began:8.2f} s  {what}", flush=True)


def sync(ministry: Ministry, file: Path) -> None:
    """Send a file as a ministry does."""
    command = [str(Path(sys.executable).with_name("eslabon")), "sync", "tariff"]
    address = str(ministry.http.base_url)
    subprocess.run(
        [*command, "national_tariffs", str(file), *STATED, "--slice", CUT],
        check=True,
        env={**os.environ, "ESLABON_TARIFF_URL": address, "ESLABON_KEY": KEY},
    )


def main(lines: int) -> None:
    """Load a tariff of `lines` lines twice, asking of it each time."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(database(stack.enter_context(server())))
        migrations.upgrade(url)
        filled(url, fill)
        ministry = stack.enter_context(running(url, folder, served))
        few = made_tariff.written(list(made_tariff.lines(20)))
        ministry.send(few, "source=SAT,importer=HND,edition=2025")  # the worker is up
        for turn in (0, 1):
            file = folder / "guatemala.csv"
            made = list(made_tariff.lines(lines, turn=turn))
            file.write_bytes(made_tariff.written(made))
            with timed(f"eslabon sync of {lines} lines, published"):
                sync(ministry, file)
            code = made[0]["code"]
            asked = {"importer": "GTM", "exporter": "MEX", "product": code}
            at = {"publication": ministry.release("national_tariffs", CUT)["published"]}
            with timed("first quote"):
                ministry.ask("/v1/quotes", at, **asked)
            with timed("first code of the tree"):
                ministry.ask(f"/v1/nomenclatures/GTM2025/codes/{code[:4]}", at)
            with timed("first search"):
                ministry.ask("/v1/search", at, q="caballos", nomenclature="GTM2025")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
