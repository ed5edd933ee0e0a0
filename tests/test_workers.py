"""Those who answer: real processes that come when they are needed, die, are replaced, and end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb import KnowledgeBase
from kb.desk.kept import unpacked
from kb.errors import UsageError, WorkerError
from kb.render import tasks
from kb.render.contract import ask_result
from kb.workers import Workers
from tests import worker_tasks as work
from tests.running_server import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

DIFFERS = {"timings_ms": None}
QUESTION = "Wat is een cluster?"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A desk without texts: its processes start quickly."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("empty")) as opened:
        yield opened


@pytest.fixture(scope="module")
def workers(empty: KnowledgeBase) -> Iterator[Workers]:
    with Workers(empty, 2) as opened:
        yield opened


def test_what_a_process_answers_is_what_the_desk_answers(desk: KnowledgeBase) -> None:
    with Workers(desk, 2) as workers:
        given = workers.do(tasks.given, tasks.Question(QUESTION), "token")
        assert workers.generation is not None
        page = workers.do(tasks.shown_again, given.kept, "token", "nl")
        here = workers.here(tasks.given, tasks.Question(QUESTION), "token")
        assert page == workers.here(tasks.shown_again, given.kept, "token", "nl")
    assert json.loads(given.json) | DIFFERS == json.loads(here.json) | DIFFERS
    citations = [ask_result(unpacked(each.kept)).citations for each in (given, here)]
    assert citations[0] == citations[1] != ()


def test_nobody_comes_before_somebody_is_needed(empty: KnowledgeBase, tmp_path: Path) -> None:
    with Workers(empty, 2) as few:
        assert few.processes == ()
        assert {few.do(work.who) for _ in range(3)} == set(few.processes)
        assert len(few.processes) == 1
        found: list[int] = []
        both = [
            threading.Thread(target=lambda: found.append(few.do(work.who_meets, str(tmp_path), 2)))
            for _ in range(2)
        ]
        for each in both:
            each.start()
        for each in both:
            each.join()
        assert set(found) == set(few.processes)
        assert len(few.processes) == 2
        assert os.getpid() not in found


def test_one_alone_is_this_process(empty: KnowledgeBase) -> None:
    with Workers(empty) as alone:
        assert alone.do(work.who) == os.getpid()
        assert alone.processes == ()


def test_a_process_that_dies_is_replaced_and_its_question_asked_again(
    workers: Workers, tmp_path: Path
) -> None:
    before = workers.do(work.who)
    after = workers.do(work.die_once, str(tmp_path / "died"))
    assert (tmp_path / "died").exists()
    assert after in workers.processes
    assert before not in workers.processes


def test_a_question_that_ends_whoever_answers_it_is_given_up(workers: Workers) -> None:
    with pytest.raises(WorkerError, match="broke off over this question, and another one too"):
        workers.do(work.die)
    assert workers.do(work.who) in workers.processes


@pytest.mark.parametrize("most", [pytest.param(1, id="this process"), pytest.param(2, id="another")])
def test_what_goes_wrong_in_a_process_is_told(empty: KnowledgeBase, workers: Workers, most: int) -> None:
    asked = workers if most > 1 else Workers(empty)
    with pytest.raises(UsageError, match="write something else"):
        asked.do(work.refuse)
    with pytest.raises(RuntimeError, match="in stumble"):
        asked.do(work.stumble)
    with pytest.raises(UsageError, match="the question is empty"):
        asked.do(tasks.given, tasks.Question(" "), "token")


def test_what_is_printed_is_no_reply(workers: Workers, capfd: pytest.CaptureFixture[str]) -> None:
    assert workers.do(work.print_something) == "reply"
    assert capfd.readouterr().out == ""


def test_new_texts_are_noticed(home: Path, tmp_path: Path) -> None:
    (tmp_path / "een.nl.txt").write_text("De oesterkweek in Zeeland is een cluster.", "utf-8")
    (tmp_path / "twee.nl.txt").write_text("De bollenteelt in Lisse is een cluster.", "utf-8")
    with KnowledgeBase.open(home) as desk, Workers(desk, 2) as workers:
        desk.ingest([tmp_path / "een.nl.txt"])
        workers.do(tasks.found, tasks.Question("bollenteelt", "nl"), 1)
        assert workers.generation == 1
        desk.ingest([tmp_path / "twee.nl.txt"])
        assert "Lisse" in workers.do(tasks.found, tasks.Question("bollenteelt", "nl"), 1)
        assert workers.generation == 2


def test_where_no_process_starts_this_one_answers(
    empty: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    with Workers(empty, 2) as workers:
        assert [workers.do(work.who) for _ in range(2)] == [os.getpid()] * 2
    assert "No such file" in caplog.text


ASKING = """
import sys
from kb import KnowledgeBase
from kb.workers import Workers
from tests import worker_tasks as work
from tests.running_server import ROOT

workers = Workers(KnowledgeBase.open(sys.argv[1]), 2)
print(workers.do(work.who), flush=True)
workers.do(work.who_meets, sys.argv[2], 99)
"""


def test_whoever_is_killed_leaves_no_process(home: Path, tmp_path: Path) -> None:
    (tmp_path / "meeting").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", ASKING, str(home), str(tmp_path / "meeting")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as asking:
        assert asking.stdout is not None
        answering = Path(f"/proc/{int(asking.stdout.readline())}")
        while not any((tmp_path / "meeting").iterdir()):
            time.sleep(0.01)  # until it is busy: it waits for others, who do not come
        assert answering.exists()
        asking.kill()
    until = time.monotonic() + work.PATIENCE / 2
    while answering.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert not answering.exists()


def test_once_closed_nothing_is_done(empty: KnowledgeBase) -> None:
    for most in (1, 2):
        workers = Workers(empty, most)
        workers.close()
        with pytest.raises(WorkerError, match="closed"):
            workers.do(work.who)


def test_closing_breaks_off_what_is_being_done(empty: KnowledgeBase, tmp_path: Path) -> None:
    told: list[str] = []

    def wait() -> None:
        try:
            workers.do(work.who_meets, str(tmp_path), 99)
        except WorkerError as error:
            told.append(str(error))

    with Workers(empty, 2) as workers:
        waiting = [threading.Thread(target=wait) for _ in range(4)]
        for each in waiting:
            each.start()
        while not any(tmp_path.iterdir()):
            time.sleep(0.01)
    for each in waiting:
        each.join(60)
    assert told == ["the desk is being closed"] * 4
