"""Children are kept alive, and never outlive the process that started them."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from local.folder import DataFolder, Refusal
from local.identity import Identity, identity, is_alive, stop
from local.processes import Child, Processes
from local.watchdog import Watchdog

from tests.local.stand_in import free_ports, served, supervise


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_children_and_database_die_with_a_killed_supervisor_and_the_next_one_starts(
    used_folder: DataFolder,
) -> None:
    ports = free_ports(2)
    pids = used_folder.path / "pids.json"
    for _ in range(2):
        supervisor = supervise(used_folder, *ports)
        wait_for(pids.exists)
        children = [Identity(*found) for found in json.loads(pids.read_text()).values()]
        assert len(children) == 3
        assert all(is_alive(child) for child in children)
        supervisor.kill()
        wait_for(lambda found=children: not any(is_alive(child) for child in found))
        supervisor.wait()
        pids.unlink()
    assert not used_folder.is_held()


def test_a_child_that_dies_is_started_again_and_its_last_words_are_shown(
    folder: DataFolder,
) -> None:
    said: list[str] = []
    (port,) = free_ports(1)
    processes = Processes(folder, said.append)
    processes.start(served("service", port))
    try:
        processes.wait_until_ready()
        first = processes.identities()["service"]
        os.kill(first.pid, signal.SIGKILL)

        def again() -> bool:
            processes.revive()
            return processes.identities().get("service", first) != first

        wait_for(again)
        processes.wait_until_ready()
        wait_for(lambda: answers(port))
        assert "SIGKILL" in said[0]
        assert f"alive at {port}" in said[0]
    finally:
        processes.stop()
    assert processes.identities() == {}


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_a_child_that_never_starts_is_an_error_with_its_last_lines(folder: DataFolder) -> None:
    processes = Processes(folder, lambda _: None)
    processes.start(Child("broken", partial(sys.exit, "no such table"), "http://127.0.0.1:9/"))
    try:
        with pytest.raises(Refusal, match="no such table"):
            processes.wait_until_ready()
    finally:
        processes.stop()


def test_a_child_that_ignores_the_request_to_end_is_ended_anyway(folder: DataFolder) -> None:
    def deaf() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print("deaf", flush=True)
        time.sleep(600)

    processes = Processes(folder, lambda _: None)
    processes.start(Child("deaf", deaf))
    wait_for(lambda: "deaf" in folder.log_tail("deaf"))
    child = processes.identities()["deaf"]
    processes.stop(patience_seconds=0.2)
    assert not is_alive(child)


def test_a_child_has_its_own_settings_folder_log_group_and_dice(folder: DataFolder) -> None:
    def tell() -> None:
        told = {
            "setting": os.environ["ESLABON_TOLD"],
            "folder": str(Path.cwd()),
            "group": os.getpgrp() == os.getpid(),
            "name": sys.argv,
            "dice": random.getrandbits(64),
        }
        print(json.dumps(told))
        print("last words", file=sys.stderr)

    processes = Processes(folder, lambda _: None)
    processes.environment = {"ESLABON_TOLD": "yes"}
    for name in ("one", "two"):
        processes.start(Child(name, tell))
    wait_for(lambda: not processes.identities())
    logs = [folder.log_tail(name).splitlines() for name in ("one", "two")]
    one, two = (json.loads(log[0]) for log in logs)
    assert logs[0][1] == "last words"
    assert one.pop("dice") != two.pop("dice")
    assert one.pop("name") == ["eslabon", "one"]
    assert one == {"setting": "yes", "folder": str(folder.path), "group": True}
    assert "ESLABON_TOLD" not in os.environ
    processes.stop()


def test_a_child_does_not_hold_the_folder_after_its_parent(folder: DataFolder) -> None:
    processes = Processes(folder, lambda _: None)
    with folder.hold():
        processes.start(Child("sleeping", partial(time.sleep, 600)))
        wait_for(lambda: (folder.logs / "sleeping.log").exists())
    try:
        assert not folder.is_held()
    finally:
        processes.stop()


def test_the_libraries_that_children_share_start_no_thread() -> None:
    program = (
        "import threading\n"
        "from pathlib import Path\n"
        "from local.programs import SHARED_BY_ALL, SHARED_BY_SERVICES, preload\n"
        "preload((*SHARED_BY_ALL, *SHARED_BY_SERVICES))\n"
        "tasks = Path('/proc/self/task')\n"
        "print(len(list(tasks.iterdir())) if tasks.exists() else threading.active_count())\n"
    )
    run = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True)
    assert run.stdout == "1\n", run.stderr


def test_the_watchdog_ends_what_it_watches_when_its_owner_is_killed() -> None:
    program = (
        "import signal, subprocess, sys, time\n"
        "from local.identity import identity\n"
        "from local.watchdog import Watchdog\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "found = identity(child.pid)\n"
        "Watchdog().watch(found, signal.SIGTERM)\n"
        "print(found.pid, found.started, sep='\\t', flush=True)\n"
        "time.sleep(600)\n"
    )
    owner = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    pid, started = owner.stdout.readline().rstrip("\n").split("\t")
    child = Identity(int(pid), started)
    assert is_alive(child)
    owner.kill()
    owner.communicate()
    wait_for(lambda: not is_alive(child))


def test_a_dismissed_watchdog_harms_nobody() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    found = identity(child.pid)
    assert found is not None
    watchdog = Watchdog()
    watchdog.watch(found, signal.SIGTERM)
    watchdog.dismiss()
    assert is_alive(found)
    child.communicate(b"\n")
    assert child.returncode == 0


def test_a_reused_pid_is_never_ended() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    impostor = Identity(child.pid, "another moment")
    assert stop(impostor, (signal.SIGKILL, 1))
    assert child.poll() is None
    child.communicate(b"\n")


def test_a_zombie_is_not_alive() -> None:
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    wait_for(lambda: identity(child.pid) is None)
    child.wait()
