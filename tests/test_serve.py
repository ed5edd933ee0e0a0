"""`kb serve` as a process: its start, its doors, who may come in, its end; asking while texts are read in."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import uvicorn

from eval import load
from kb import KnowledgeBase
from kb.desk.kept import Outcomes
from kb.errors import HomeError
from kb.surfaces.api import ApiLimits, api
from kb.surfaces.server.port import DEFAULT_PORT, PORTS_TRIED, listening
from kb.workers import Workers
from tests.running_server import MOST_SECONDS, ROOT, running_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.running_server import RunningServer

QUESTION = {"question": "Wat is een cluster?"}
HTML = {"accept": "text/html,*/*"}


def kb(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kb", *arguments],
        cwd=ROOT,
        input=typed,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# --- from an empty data folder to a stop ---------------------------------------------------------------


def test_a_first_start_may_be_stopped_and_the_next_one_answers(home: Path, tmp_path: Path) -> None:
    with running_server(home, ready=False) as stopped:
        early = httpx.post(f"{stopped.url}/api/v1/ask", json=QUESTION)
        assert stopped.stop() == (0, "")
    assert early.status_code == 409
    assert early.headers["retry-after"]
    assert "reading its texts" in early.json()["error"]

    with (
        running_server(home, door=("ui.py",)) as server,
        httpx.Client(base_url=f"{server.url}/api/v1", timeout=MOST_SECONDS) as client,
    ):
        first = client.post("/ask", json=QUESTION).json()
        assert first["outcome"] == "answer"
        assert first["generation"] == 2

        (tmp_path / "twee.nl.txt").write_text("De oesterkweek in Zeeland is een cluster.", "utf-8")
        ingested = kb("ingest", "--home", str(home), str(tmp_path / "twee.nl.txt"))
        assert ingested.returncode == 0, ingested.stderr
        found = client.get("/search", params={"query": "oesterkweek in Zeeland"}).json()
        assert "oesterkweek" in found["hits"][0]["text"]
        assert client.get("/health").json()["generation"] == 3

        assert asked_while_stopping(server) == {200}
        _, errors = server.process.communicate(timeout=MOST_SECONDS)
        assert (server.process.returncode, errors) == (0, "")


def asked_while_stopping(server: RunningServer) -> set[int]:
    """Ask some questions, and ask the server to stop while they are being answered; return their statuses."""
    statuses: list[int] = []

    def ask() -> None:
        try:
            answered = httpx.post(f"{server.url}/api/v1/ask", json=QUESTION, timeout=MOST_SECONDS)
            statuses.append(answered.status_code)
        except (httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError):
            pass  # came after the door was shut, or stood before it then

    users = [threading.Thread(target=ask) for _ in range(12)]
    for user in users:
        user.start()
    while not statuses:
        time.sleep(0.001)
    server.process.send_signal(signal.SIGINT)
    for user in users:
        user.join()
    return set(statuses)


# --- the processes that answer --------------------------------------------------------------------------


def test_a_stop_does_not_wait_for_a_page_that_is_open_and_leaves_no_process(desk: KnowledgeBase) -> None:
    with (
        running_server(desk.settings.home, KB_WORKERS="2") as server,
        httpx.stream("GET", f"{server.url}/nl/gradio_api/heartbeat/a") as page,
    ):
        answering = at_once(server, 8)
        assert next(page.iter_lines())
        assert len(answering) == 2
        assert server.stop() == (0, "")  # a page that is waited for is complained of
        assert not [process for process in answering if Path(f"/proc/{process}").exists()]


def at_once(server: RunningServer, users: int) -> list[int]:
    """Have users ask at once, and until a second process has come; return the processes that answer."""
    served = load.Server(int(server.url.rsplit(":", 1)[1]), server.process.pid)
    until = time.monotonic() + MOST_SECONDS
    while len(served.children()) < 2 and time.monotonic() < until:
        met = load.together(served, [QUESTION["question"]], users, seconds=0.5, pause=0)
        assert met.errors == ()
    return served.children()


# --- what stands at which path ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "led_to"),
    [
        pytest.param({"accept-language": "en-GB,en;q=0.9,nl;q=0.8"}, "/en/", id="english first"),
        pytest.param({"accept-language": "fr,de;q=0.9,en;q=0.2,nl;q=0.1"}, "/en/", id="english of the two"),
        pytest.param({"accept-language": "nl-BE"}, "/nl/", id="dutch"),
        pytest.param({"accept-language": "fr;q=x,;;,en;q=0"}, "/nl/", id="neither, badly written"),
        pytest.param({}, "/nl/", id="nothing said"),
        pytest.param({"accept-language": "nl", "cookie": "kb_language=en"}, "/en/", id="chosen before"),
        pytest.param({"accept-language": "en", "cookie": "kb_language=//x"}, "/en/", id="a cookie of others"),
    ],
)
def test_the_front_door_leads_to_a_language(
    server: RunningServer, headers: dict[str, str], led_to: str
) -> None:
    answered = httpx.get(f"{server.url}/", headers={"accept-language": "", **headers})
    assert (answered.status_code, answered.headers["location"]) == (303, led_to)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_page_says_its_language_and_is_remembered(server: RunningServer, language: str) -> None:
    page = httpx.get(f"{server.url}/{language}/", headers=HTML)
    assert page.status_code == 200
    assert f'lang="{language}"' in page.text
    assert page.headers["set-cookie"].startswith(f"kb_language={language};")


@pytest.mark.parametrize("path", ["/", "/nl/", "/en/config", "/api/v1/health", "/nothing", "/api/v1/nothing"])
def test_every_response_carries_the_headers_that_protect(server: RunningServer, path: str) -> None:
    headers = httpx.get(f"{server.url}{path}").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers
    assert ("no-store" in headers.get("cache-control", "")) or not path.startswith("/api")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/nl/gradio_api/file=pyproject.toml", id="working directory"),
        pytest.param(f"/nl/gradio_api/file={ROOT / 'pyproject.toml'}", id="absolute"),
        pytest.param("/nl/gradio_api/file=/etc/passwd", id="system"),
        pytest.param("/nl/gradio_api/file=..%2f..%2fetc/passwd", id="upwards"),
        pytest.param("/nl/gradio_api/file=http://127.0.0.1:9/x", id="another address"),
        pytest.param("/nl/gradio_api/file=HTTPS%3a//127.0.0.1:9/x", id="another address, disguised"),
        pytest.param("/en/gradio_api/proxy=http://127.0.0.1:9/x", id="proxy"),
    ],
)
def test_no_file_of_the_machine_and_no_other_address_is_served(server: RunningServer, path: str) -> None:
    answered = httpx.get(f"{server.url}{path}")
    assert answered.status_code in {403, 404}
    assert "policy-desk" not in answered.text
    assert "root:" not in answered.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="a program"),
        pytest.param({"host": "localhost:1"}, 200, id="another name of this machine"),
        pytest.param({"host": "desk.example"}, 400, id="a name that leads here"),
        pytest.param({"host": "[::1"}, 400, id="no name"),
        pytest.param({"origin": "http://evil.example"}, 403, id="another site"),
        pytest.param({"origin": "http://127.0.0.1:1"}, 403, id="another program's page"),
        pytest.param({"origin": "null"}, 403, id="a sandboxed page"),
        pytest.param({"sec-fetch-site": "cross-site"}, 403, id="another site, by the browser's word"),
        pytest.param({"sec-fetch-site": "same-origin"}, 200, id="our page"),
    ],
)
def test_a_page_of_another_site_cannot_ask(
    server: RunningServer, headers: dict[str, str], status: int
) -> None:
    answered = httpx.post(f"{server.url}/api/v1/ask", json=QUESTION, headers=headers, timeout=60)
    assert answered.status_code == status, answered.text


def test_our_own_page_can_ask(server: RunningServer) -> None:
    answered = httpx.post(f"{server.url}/api/v1/ask", json=QUESTION, headers={"origin": server.url})
    assert answered.status_code == 200


# --- where it listens ------------------------------------------------------------------------------------


def test_the_network_is_let_in_only_by_name_or_on_purpose(home: Path) -> None:
    everywhere = "0.0.0.0"  # noqa: S104 - which is refused
    done = kb("serve", "--home", str(home), "--host", everywhere, "--port", "0")
    assert done.returncode == 2
    assert "kb user NAME" in done.stderr
    assert "--without-login" in done.stderr
    assert not home.exists()


def test_the_next_free_port_is_taken_unless_one_was_asked_for() -> None:
    with listening("127.0.0.1", None) as first, listening("127.0.0.1", None) as second:
        ports = [bound.getsockname()[1] for bound in (first, second)]
        assert DEFAULT_PORT <= ports[0] < ports[1] < DEFAULT_PORT + PORTS_TRIED
        with pytest.raises(HomeError, match=rf"127\.0\.0\.1:{ports[1]} .* choose another with --port"):
            listening("127.0.0.1", ports[1])


# --- many at once ----------------------------------------------------------------------------------------


@contextmanager
def serving_here(desk: KnowledgeBase) -> Iterator[str]:
    """Serve the API of a desk of this process, in a thread."""
    app = api(desk, Workers(desk), Outcomes(), ApiLimits(waiting=9, rate=0), lambda: False)
    with listening("127.0.0.1", 0) as bound:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, args=([bound],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def test_questions_are_answered_while_texts_are_read_in(home: Path, tmp_path: Path) -> None:
    """The reading waits in its middle for answers: if they waited for it as well, neither would end."""
    folder = tmp_path / "stukken"
    folder.mkdir()
    for number in range(3):
        text = f"Stuk {number}.\n\nDe oesterkweek {number} is een cluster."
        (folder / f"stuk-{number}.nl.txt").write_text(text, "utf-8")
    with KnowledgeBase.open(home) as desk, serving_here(desk) as url:
        desk.ingest()
        answered, seen, readings = threading.Event(), [], []

        def told(done: int, total: int, name: str) -> None:
            seen.append((done, total, name))
            if done == 1 and not answered.wait(MOST_SECONDS):
                raise TimeoutError

        reading = threading.Thread(target=desk.ingest, args=([folder],), kwargs={"progress": told})
        reading.start()
        while len(seen) < 2:
            time.sleep(0.01)
        for _ in range(3):
            asked = httpx.post(f"{url}/ask", json=QUESTION, timeout=MOST_SECONDS)
            assert asked.json()["outcome"] == "answer"
            readings.append(httpx.get(f"{url}/health").json()["reading"])
        answered.set()
        reading.join()
        found = httpx.get(f"{url}/search", params={"query": "oesterkweek 2"}, timeout=60).json()

    assert readings == [{"done": 1, "total": 3}] * 3
    assert "oesterkweek 2" in found["hits"][0]["text"]


def test_many_users_at_once_are_all_answered_in_steady_memory(server: RunningServer) -> None:
    """A few seconds of `python -m eval load`."""
    served = load.Server(int(server.url.rsplit(":", 1)[1]), server.process.pid)
    questions = ["Wat is een cluster?", "What is a cluster?", "Welke rol spelen regio's?", "Who pays for it?"]
    load.together(served, questions, users=20, seconds=5, pause=0)  # so many start all the processes
    met = load.together(served, questions, users=20, seconds=3, pause=0)

    assert met.errors == ()
    assert len(met.milliseconds) >= 20
    before, _, after = met.megabytes
    assert after - before < 100
