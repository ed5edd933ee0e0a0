"""With the network cable unplugged: no attempt to reach anything, in any command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WATCHED = """
import sys

NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"}

def watch(event, arguments):
    if event in NETWORK and not (event == "socket.bind" and arguments[1] == ("::1", 0)):
        sys.stderr.write(f"NETWORK {event} {arguments!r}\\n")
        raise OSError("no network in this test")

sys.addaudithook(watch)
from kb.surfaces.cli import main
main(sys.argv[1:])
"""
"""One thing is no attempt: urllib3, which LlamaIndex brings, binds a socket to this machine's own address
when it is imported, to see whether there is IPv6. Nothing is sent and nobody can connect to it."""


def watched(home: Path, *arguments: str, code: str = WATCHED) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, "--home", str(home), *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_no_command_attempts_to_reach_anything(tmp_path: Path) -> None:
    for arguments in (
        ["ingest"],
        ["ask", "Wat is een cluster?"],
        ["ask", "What is a cluster?", "--json"],
        ["ask", "What is a cluster?", "--export", str(tmp_path / "answer.docx")],
        ["search", "workforce in clusters", "--explain"],
        ["status"],
        ["verify"],
        ["verify", "--repair"],
    ):
        done = watched(tmp_path, *arguments)
        assert done.returncode == 0, done.stderr
        assert "NETWORK" not in done.stderr


@pytest.mark.parametrize(
    "attempt", ["socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo('a', 1)"]
)
def test_the_watch_sees_an_attempt(tmp_path: Path, attempt: str) -> None:
    code = WATCHED.replace("from kb.surfaces.cli import main", f"import socket\n{attempt}")
    done = watched(tmp_path, "status", code=code)
    assert done.returncode != 0
    assert "NETWORK socket." in done.stderr


def test_fetching_reaches_out_to_the_publications_office_and_to_nothing_else(tmp_path: Path) -> None:
    done = watched(tmp_path, "fetch", "com-2008-652")
    attempts = [line for line in done.stderr.splitlines() if line.startswith("NETWORK")]

    assert done.returncode == 1
    assert len(attempts) == 1
    assert "publications.europa.eu" in attempts[0]
    assert "publications.europa.eu cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
