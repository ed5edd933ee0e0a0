"""A real `kb serve` process on a free port of this machine, and its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
MOST_SECONDS = 120.0
"""How long a test waits for a server before it gives up; no measure of speed."""

KB_SERVE = ("-m", "kb", "serve")

LOOSE = {"KB_RATE": "0"}
"""Tests ask more often than people do."""


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server process, and where it is: without the path that a proxy would put before."""

    process: subprocess.Popen[str]
    url: str

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Ask the process to stop; return its code, and what it wrote on standard error after its address."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=MOST_SECONDS)
        return self.process.returncode, errors


@contextmanager
def running_server(
    home: Path, *options: str, door: Sequence[str] = KB_SERVE, ready: bool = True, **variables: str
) -> Iterator[RunningServer]:
    """Run `kb serve` with options and `KB_…` variables until the block ends; wait until it can answer."""
    process = subprocess.Popen(
        [sys.executable, *door, "--home", str(home), "--port", "0", *options],
        cwd=ROOT,
        env={**os.environ, **LOOSE, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        server = RunningServer(process, _address(process))
        _wait(server, ready)
        yield server
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if "http://" in line:
            return f"http://{line.split('http://')[1].split('/')[0]}"
    raise AssertionError("".join(said))


def _wait(server: RunningServer, ready: bool) -> None:
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until and server.process.poll() is None:
        try:
            health = httpx.get(f"{server.url}/api/v1/health", timeout=MOST_SECONDS).json()
        except httpx.TransportError:
            health = {}
        if health.get("ready") or (health.get("alive") and not ready):
            return
        time.sleep(0.05)
    raise AssertionError("the server did not come up")
