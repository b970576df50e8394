"""Stand-ins for the services, and a program that supervises them until it is ended."""

import json
import socket
import subprocess
import sys
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from local.folder import DataFolder
from local.identity import identity
from local.postgres import EmbeddedPostgres
from local.processes import Child, Processes


class Alive(BaseHTTPRequestHandler):
    """Answers 200 to everything."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"alive")


def answer(port: int) -> None:
    """Serve on a port until a signal ends it."""
    server = HTTPServer(("127.0.0.1", port), Alive)
    print(f"alive at {port}")
    server.serve_forever()


def served(name: str, port: int) -> Child:
    """A stand-in service."""
    return Child(name, partial(answer, port), f"http://127.0.0.1:{port}/healthz")


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def supervise(folder: DataFolder, *ports: int) -> subprocess.Popen[bytes]:
    """Starts the stand-in supervisor in a process of its own."""
    return subprocess.Popen([sys.executable, __file__, str(folder.path), *map(str, ports)])


def main() -> None:
    """`stand_in.py FOLDER PORT…`: a database and services; writes `pids.json` when all answer."""
    folder = DataFolder.at(Path(sys.argv[1]))
    with folder.hold():
        postgres = EmbeddedPostgres(folder)
        postgres.start()
        assert postgres.process is not None
        processes = Processes(folder, print)
        for port in sys.argv[2:]:
            processes.start(served(f"service-{port}", int(port)))
        processes.wait_until_ready()
        children = {
            name: [found.pid, found.started] for name, found in processes.identities().items()
        }
        server = identity(postgres.process.pid)
        assert server is not None
        children["postgres"] = [server.pid, server.started]
        pids = folder.path / "pids.json"
        pids.with_suffix(".new").write_text(json.dumps(children), "utf-8")
        pids.with_suffix(".new").rename(pids)
        while True:
            processes.revive()
            time.sleep(0.05)


if __name__ == "__main__":
    main()
