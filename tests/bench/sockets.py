"""A small load generator over raw sockets, for machines without wrk: same input, same output.

Run as a program; see `tests.bench.traffic` for what it reads from the environment.
"""

import asyncio
import json
import os
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit


def _requests(host: str) -> list[bytes]:
    path = os.environ.get("BENCH_PATH")
    lines = Path(os.environ["BENCH_LINES"]).read_text(encoding="utf-8").splitlines()
    head = f"Host: {host}\r\n" + "".join(
        f"{line}\r\n" for line in os.environ.get("BENCH_HEADERS", "").splitlines()
    )
    if path is None:
        return [f"GET {line} HTTP/1.1\r\n{head}\r\n".encode() for line in lines]
    bodies = [line.encode() for line in lines]
    return [
        f"POST {path} HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        for body in bodies
    ]


class Connection(asyncio.Protocol):
    """One connection that asks, waits for the whole answer, and asks again until `stop`."""

    def __init__(self, requests: list[bytes], first: int, stop: float, fault: bytes | None) -> None:
        self.requests, self.at, self.stop, self.fault = requests, first, stop, fault
        self.milliseconds: list[float] = []
        self.faults = 0
        self.ended = asyncio.get_running_loop().create_future()
        self.buffer = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ended.done():
            self.faults += 1
            self.ended.set_result(None)

    def _ask(self) -> None:
        self.asked = time.perf_counter()
        if self.asked >= self.stop:
            self.ended.set_result(None)
            self.transport.close()
            return
        self.transport.write(self.requests[self.at % len(self.requests)])
        self.at += 1

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        fields = bytes(self.buffer[:head]).lower()
        length = fields.find(b"content-length:")
        if length >= 0:
            if len(self.buffer) < head + 4 + int(fields[length + 15 :].split(b"\r", 1)[0]):
                return
        elif not self.buffer.endswith(b"0\r\n\r\n"):
            return
        self.milliseconds.append((time.perf_counter() - self.asked) * 1e3)
        if fields[9:10] != b"2" or (self.fault and self.fault in self.buffer):
            self.faults += 1
        self.buffer.clear()
        self._ask()


async def _traffic(url: str, connections: int, seconds: float) -> None:
    where = urlsplit(url)
    requests = _requests(where.netloc)
    fault = os.environ.get("BENCH_FAULT")
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    step = len(requests) // connections

    async def opened(number: int) -> Connection:
        client = Connection(
            requests, number * step, began + seconds, fault.encode() if fault else None
        )
        await loop.create_connection(lambda: client, where.hostname or "", where.port or 80)
        return client

    clients = [await opened(number) for number in range(connections)]
    await asyncio.gather(*(one.ended for one in clients))
    took = time.perf_counter() - began
    times = [value for one in clients for value in one.milliseconds]
    cuts = statistics.quantiles(times, n=100)
    print(
        json.dumps(
            {
                "requests": len(times),
                "seconds": took,
                "p50_ms": cuts[49],
                "p99_ms": cuts[98],
                "faults": sum(one.faults for one in clients),
            }
        )
    )


if __name__ == "__main__":
    asyncio.run(_traffic(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
