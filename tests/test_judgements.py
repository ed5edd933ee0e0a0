"""Thumbs: whole lines that are only added, a limit on age and length, and an end to all of them."""

from __future__ import annotations

import json
import resource
import stat
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb.errors import KnowledgeBaseError, UsageError
from kb.render.contract import ask_result
from kb.render.judging import judge
from kb.render.shape import to_json
from kb.store.judgements import FOR_EVER, LONGEST_COMMENT, Judgement, Judgements

if TYPE_CHECKING:
    from kb import KnowledgeBase

ROOT = Path(__file__).parent.parent
KEYS = [
    "schema", "id", "at", "verdict", "comment", "question", "language", "context", "searched",
    "searched_documents", "result",
]  # fmt: skip
MANY = 40

WRITER = """
import sys
from pathlib import Path
from tests.test_judgements import judgement
from kb.store.judgements import Judgements

for number in range(int(sys.argv[2])):
    Judgements(Path(sys.argv[1]), 365).add(judgement(comment=f"{sys.argv[3]} {number} " + "é" * 500))
"""


def judgement(comment: str = "", days_ago: float = 0) -> Judgement:
    at = datetime.now().astimezone() - timedelta(days=days_ago)
    return Judgement("up", comment, "Wat is een cluster?", "nl", None, None, {"answer": "…"}, at=at)


def comments(kept: Judgements) -> list[object]:
    return [line["comment"] for line in kept.lines()]


def test_a_verdict_is_kept_with_the_whole_answer(desk: KnowledgeBase) -> None:
    outcome = desk.ask(
        "Wat is een cluster?", languages=["nl"], documents=["com-2008-652"], context="Wat is clusterbeleid?"
    )
    made = judge(desk, outcome, "down", "te\nlang: “ë”")

    line = next(line for line in desk.judgements.lines() if line["id"] == made.id)
    assert list(line) == KEYS
    assert line["result"] == json.loads(to_json(ask_result(outcome)))
    assert {key: line[key] for key in ("schema", "verdict", "comment", "question", "language")} == {
        "schema": 1,
        "verdict": "down",
        "comment": "te\nlang: “ë”",
        "question": "Wat is een cluster?",
        "language": "nl",
    }
    assert (line["context"], line["searched"]) == ("Wat is clusterbeleid?", ["nl"])
    assert line["searched_documents"] == ["com-2008-652"]
    assert datetime.fromisoformat(str(line["at"])).tzinfo is not None


def test_only_the_user_of_the_server_may_read_them(home: Path) -> None:
    Judgements(home, FOR_EVER).add(judgement())
    assert stat.S_IMODE((home / "judgements.jsonl").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        pytest.param(365, ["young", "new"], id="a year"),
        pytest.param(1, ["new"], id="a day"),
        pytest.param(FOR_EVER, ["old", "young", "new"], id="for ever"),
    ],
)
def test_the_old_ones_are_dropped_when_a_new_one_comes(home: Path, days: int, kept: list[str]) -> None:
    for comment, days_ago in (("old", 400), ("young", 100)):
        Judgements(home, FOR_EVER).add(judgement(comment, days_ago))
    Judgements(home, days).add(judgement("new"))
    assert comments(Judgements(home, days)) == kept


def test_the_old_ones_are_dropped_without_a_new_one(home: Path) -> None:
    Judgements(home, 10).drop_old()
    assert not home.exists()
    Judgements(home, FOR_EVER).add(judgement("old", 11))
    Judgements(home, 10).drop_old()
    assert comments(Judgements(home, 10)) == []


def test_all_can_be_erased(home: Path) -> None:
    kept = Judgements(home, FOR_EVER)
    assert kept.erase() == 0
    for number in range(3):
        kept.add(judgement(str(number)))
    assert kept.erase() == 3
    assert list(kept.lines()) == []
    assert not (home / "judgements.jsonl").exists()


@pytest.mark.parametrize(
    ("verdict", "comment", "said"),
    [
        pytest.param("sideways", "", "choose up or down", id="verdict"),
        pytest.param("up", "x" * (LONGEST_COMMENT + 1), "at most 2000", id="comment"),
    ],
)
def test_what_is_no_judgement_is_refused(verdict: str, comment: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Judgement(verdict, comment, "", "nl", None, None, {})  # type: ignore[arg-type] # that is the test


def test_a_line_that_somebody_damaged_is_passed_over_and_kept(home: Path) -> None:
    kept = Judgements(home, 365)
    kept.add(judgement("one"))
    with (home / "judgements.jsonl").open("a") as file:
        file.write("[1]\nnot JSON\n")
    kept.add(judgement("two"))
    assert comments(kept) == ["one", "two"]
    assert "not JSON\n" in (home / "judgements.jsonl").read_text("utf-8")


def test_processes_that_write_at_once_mix_no_lines(home: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(home), str(MANY), name], cwd=ROOT)
        for name in ("a", "b", "c")
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    lines = (home / "judgements.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 3 * MANY
    assert all(list(json.loads(line)) == KEYS for line in lines)


def test_a_full_disk_leaves_what_was_there(home: Path) -> None:
    kept = Judgements(home, FOR_EVER)
    kept.add(judgement("one"))
    before = (home / "judgements.jsonl").read_bytes()
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 10, unlimited[1]))
    try:
        with pytest.raises(KnowledgeBaseError):
            kept.add(judgement("two"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert (home / "judgements.jsonl").read_bytes() == before
