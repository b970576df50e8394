"""`eslabon up` stands everything up, says what runs, and `eslabon down` takes all of it down."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from local.folder import DataFolder
from local.identity import Identity, is_alive

from tests.local.stand_in import free_ports

ESLABON = Path(sys.executable).with_name("eslabon")


def eslabon(folder: DataFolder, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("ESLABON_")
    }
    return subprocess.run(
        [ESLABON, *arguments, "--data", folder.path],
        env={**environment, "COLUMNS": "200", "ESLABON_SAMPLE": "none"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def four_free_ports() -> int:
    while True:
        (first,) = free_ports(1)
        try:
            for port in range(first, first + 4):
                socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return first


def test_up_answers_twice_runs_once_and_down_leaves_nothing(folder: DataFolder) -> None:
    first = four_free_ports()
    up = ("up", "--detach", "--ports", str(first))
    started = eslabon(folder, *up)
    assert started.returncode == 0, started.stdout
    state = json.loads((folder.path / "run.json").read_text())
    assert state["stage"] == "ready"
    assert set(state["children"]) == {"gateway", "tariff", "matrix", "niche", "worker", "postgres"}
    for port in range(first, first + 4):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            assert answer.status == 200

    again = eslabon(folder, *up)
    assert again.returncode == 0
    assert "Ya está en marcha" in again.stdout
    assert json.loads((folder.path / "run.json").read_text())["supervisor"] == state["supervisor"]

    assert eslabon(folder, "down").stdout.strip() == "Detenido."
    processes = [state["supervisor"], *state["children"].values()]
    assert not any(is_alive(Identity(*process)) for process in processes)
    assert eslabon(folder, "down").stdout.strip() == "No había nada en marcha."


def test_a_taken_port_is_named_with_the_way_out(folder: DataFolder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = eslabon(folder, "up", "--detach", "--ports", str(port))
    assert refused.returncode == 1
    assert f"El puerto {port} está ocupado" in refused.stdout
    assert "--ports" in refused.stdout
    assert not folder.is_held()


def test_a_server_that_cannot_be_reached_is_named_without_its_password(folder: DataFolder) -> None:
    (port,) = free_ports(1)
    environment = {
        **os.environ,
        "ESLABON_DATABASE_URL": f"postgresql://me:hidden@127.0.0.1:{port}/eslabon",
        "COLUMNS": "200",
    }
    first = four_free_ports()
    refused = subprocess.run(
        [ESLABON, "up", "--detach", "--ports", str(first), "--data", folder.path],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert refused.returncode == 1
    assert f"127.0.0.1:{port}/eslabon" in refused.stdout
    assert "hidden" not in refused.stdout
    assert json.loads((folder.path / "run.json").read_text())["children"] == {}
    socket.create_server(("127.0.0.1", first)).close()  # the gateway had begun before the refusal
