"""Many users at once: how long each waits for an answer of a real server, beside one who is alone.

The server is a `kb serve` process as anyone starts it; only the limit on one client is off, since all users
here come from one address. What is compared are ratios of one run on one machine: everyone asks the same gold
questions, each in an order of their own, and the server keeps no answer to give again. Processor time is told
beside the time that users waited, because others who use the machine add to the one and hardly to the other.
An answer counts when it is one, or an abstention; everything else, a question that was told to come back
later included, is an error.
"""

from __future__ import annotations

import json
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED = 652
PATIENCE = 120.0
"""Seconds that a user waits for an answer, and that the server may take to come up."""

MEGABYTE_KB = 1024


@dataclass(frozen=True, slots=True)
class Server:
    """A server: its port on this machine, and its process."""

    port: int
    process: int

    def memory(self) -> int:
        """Return the megabytes that it and its processes hold; 0 where the system does not tell."""
        return sum(_held(process) for process in (self.process, *self.children())) // MEGABYTE_KB

    def processor(self) -> float:
        """Return the milliseconds of processor time that it and its processes took; 0 as for memory."""
        return sum(_took(process) for process in (self.process, *self.children()))

    def children(self) -> list[int]:
        """Return the ids of the processes that it has started and that answer for it."""
        found: list[int] = []
        for thread in Path(f"/proc/{self.process}/task").glob("*/children"):
            with suppress(OSError):  # the thread has ended
                found += [int(number) for number in thread.read_text("utf-8").split()]
        return found


@dataclass(frozen=True, slots=True)
class Load:
    """What users met: the milliseconds of each answer, the errors, and the memory before, between, after.

    `processor` is the time in milliseconds that the server took of all processors.
    """

    milliseconds: tuple[float, ...]
    errors: tuple[str, ...]
    megabytes: tuple[int, int, int]
    processor: float

    @property
    def median(self) -> float:
        """The median of the milliseconds."""
        return statistics.median(self.milliseconds)

    @property
    def late(self) -> float:
        """The 95th percentile of the milliseconds."""
        return statistics.quantiles(self.milliseconds, n=20)[-1]

    @property
    def processor_an_answer(self) -> float:
        """The milliseconds of processor time that an answer took."""
        return self.processor / len(self.milliseconds)


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """Run `kb serve` over a data folder until the block ends; an empty one reads the corpus first."""
    process = subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-m", "kb", "serve", "--home", str(home), "--port", "0"],
        env={**os.environ, "KB_RATE": "0"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        server = Server(_port(process), process.pid)
        until = time.monotonic() + PATIENCE
        while not _is_ready(server):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError("the server did not come up")
            time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        process.communicate()


def alone(server: Server, questions: Sequence[str]) -> Load:
    """Ask the questions one by one."""
    met = _Met()
    before, took = server.memory(), server.processor()
    user = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    for question in questions:
        _ask(user, question, met)
    user.close()
    return met.load((before, before, server.memory()), server.processor() - took)


def together(server: Server, questions: Sequence[str], users: int, seconds: float, pause: float) -> Load:
    """Have users ask for some seconds, each thinking for `pause` seconds on average between two questions."""
    met = _Met()
    before, took = server.memory(), server.processor()
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_use, args=(server, questions, number, until, pause, met))
        for number in range(users)
    ]
    for thread in threads:
        thread.start()
    time.sleep(seconds / 2)
    between = server.memory()
    for thread in threads:
        thread.join()
    return met.load((before, between, server.memory()), server.processor() - took)


def _held(process: int) -> int:
    """Return the kilobytes of memory of a process; what several share is counted once in all of them."""
    try:
        shares = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8")
    except OSError:
        return 0
    held = re.search(r"^Pss:\s+(\d+) kB", shares, re.MULTILINE)
    return int(held[1]) if held else 0


def _took(process: int) -> float:
    """Return the milliseconds of processor time of a process, by itself and in the system's service."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:13]) * 1000 / os.sysconf("SC_CLK_TCK")


def others() -> str:
    """Return on how many processors this ran, and how much others wanted of them."""
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} processors{load}"


class _Met:
    """What users meet, noted by all of them."""

    def __init__(self) -> None:
        self._milliseconds: list[float] = []
        self._errors: list[str] = []

    def answer(self, milliseconds: float) -> None:
        self._milliseconds.append(milliseconds)

    def error(self, said: str) -> None:
        self._errors.append(said)

    def load(self, megabytes: tuple[int, int, int], processor: float) -> Load:
        return Load(tuple(self._milliseconds), tuple(self._errors), megabytes, processor)


def _use(
    server: Server, questions: Sequence[str], number: int, until: float, pause: float, met: _Met
) -> None:
    chance = random.Random(SEED + number)  # noqa: S311 - the same questions in each run
    user = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    time.sleep(chance.uniform(0, pause))
    while time.monotonic() < until:
        _ask(user, chance.choice(questions), met)
        if pause:
            time.sleep(chance.expovariate(1 / pause))
    user.close()


def _ask(user: HTTPConnection, question: str, met: _Met) -> None:
    body = json.dumps({"question": question})
    begun = time.perf_counter()
    try:
        user.request("POST", "/api/v1/ask", body, {"Content-Type": "application/json"})
        response = user.getresponse()
        said = json.loads(response.read())
    except (OSError, HTTPException, ValueError) as error:
        user.close()
        met.error(repr(error))
        return
    if said.get("outcome") in {"answer", "abstention"}:
        met.answer((time.perf_counter() - begun) * 1000)
    else:
        met.error(f"{response.status} {said.get('error')}")


def _port(process: subprocess.Popen[str]) -> int:
    said = []
    for line in process.stderr or ():
        said.append(line)
        found = re.search(r"http://[^/]*:(\d+)/", line)
        if found:
            return int(found[1])
    raise RuntimeError(f"the server did not start: {''.join(said)}")


def _is_ready(server: Server) -> bool:
    asking = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    try:
        asking.request("GET", "/api/v1/health")
        return bool(json.loads(asking.getresponse().read())["ready"])
    except (OSError, HTTPException, ValueError):
        return False
    finally:
        asking.close()
