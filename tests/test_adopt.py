"""What users disliked becomes a pair of gold questions, by options or on a terminal; else nothing changes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from eval.__main__ import app
from eval.adoption import Candidate, Verdict, candidates, pair
from eval.questions import gold_questions

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).parent.parent
GOOD = [
    "--outcome",
    "answer",
    "--translation",
    "Roughly how many?",
    "--place",
    "1/p2",
    "--fact",
    "2 000|2000",
]


def judgement(name: str, question: str, verdict: str = "down", **changed: object) -> dict[str, object]:
    result = {
        "answer": "Rond de 2 000. [1]",
        "citations": [{"locator": {"anchor": "1/p2"}}, {"locator": {"anchor": "1/p2"}}],
        "abstention": None,
    }
    whole = {
        "schema": 1,
        "id": name,
        "at": "2026-11-20T10:00:00+01:00",
        "verdict": verdict,
        "comment": "te lang",
        "question": question,
        "language": "nl",
        "context": None,
        "searched": None,
        "result": result,
    }
    return whole | changed


REFUSED = {
    "answer": None,
    "citations": [],
    "abstention": {"message": "Staat er niet.", "nearest": [{"locator": {"anchor": "3.3/p3"}}]},
}
JUDGED = (
    judgement("aa11", "Hoeveel ongeveer?"),
    judgement("aa22", "Wat kost het label?", result=REFUSED),
    judgement("bb33", "En waar?", context="Hoeveel ongeveer?"),
    judgement("cc44", "Wie?", verdict="up"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    lines = [*(json.dumps(line) for line in JUDGED), '{"verdict": "down"}', "no json"]
    (tmp_path / "judgements.jsonl").write_text("\n".join(lines) + "\n")
    return tmp_path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of gold questions of one pair."""
    lines = (ROOT / "eval" / "gold" / "questions.jsonl").read_text("utf-8").splitlines(keepends=True)
    copied = tmp_path / "questions.jsonl"
    copied.write_text("".join(lines[:2]), "utf-8")
    return copied


def adopted(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["adopt", *arguments], env={"KB_HOME": str(home), "COLUMNS": "200"})


def test_candidates_are_what_was_disliked_and_is_not_asked_yet(home: Path, file: Path) -> None:
    said = adopted(home, "--file", str(file)).output
    assert [line.split()[0] for line in said.splitlines() if line[:1] in "abc"] == ["aa11", "aa22", "bb33"]
    assert "places: 1/p2\n" in said
    assert "the desk said: Staat er niet.\n    places: 3.3/p3\n" in said
    known = gold_questions(path=file)[0]
    assert candidates([judgement("x", f" {known.question.upper()} ")], [known]) == []


def test_an_answer_is_adopted_by_options(home: Path, file: Path) -> None:
    done = adopted(home, "aa11", "--file", str(file), *GOOD, "--kind", "number", "--forbidden", "25%")
    assert done.exit_code == 0, done.output
    dutch, english = gold_questions(path=file)[2:]
    assert (dutch.id, english.id) == ("q002-nl", "q002-en")
    assert (dutch.question, english.question) == ("Hoeveel ongeveer?", "Roughly how many?")
    assert dutch.model_copy(update={"id": "", "language": "", "question": ""}) == english.model_copy(
        update={"id": "", "language": "", "question": ""}
    )
    assert (dutch.split, dutch.kind, dutch.style) == ("development", "number", "plain")
    assert (dutch.places, dutch.facts, dutch.forbidden) == (("1/p2",), (("2 000", "2000"),), ("25%",))
    assert "python -m eval run --split development --failures" in done.output
    assert "aa11" not in adopted(home, "--file", str(file)).output


def verdict(**changed: object) -> Verdict:
    said = Verdict("Hoeveel?", "How many?", None, "answer", "fact", ("1/p2",), (("2 000",),), (), None)
    return replace(said, **changed)


def candidate(**changed: object) -> Candidate:
    return Candidate.model_validate(judgement("aa11", "Hoeveel ongeveer?", **changed))


def test_each_pair_has_the_next_number_of_its_letter() -> None:
    answered = pair(candidate(), verdict(), [])
    refused = pair(candidate(), verdict(outcome="abstention", places=(), facts=()), answered)
    again = pair(candidate(language="en"), verdict(), (*answered, *refused))
    assert [row.id for row in (*answered, *refused)] == ["q001-nl", "q001-en", "a001-nl", "a001-en"]
    assert [(row.id, row.question) for row in again] == [("q002-nl", "How many?"), ("q002-en", "Hoeveel?")]


def test_a_follow_up_keeps_the_question_before_it() -> None:
    rows = pair(candidate(context="Hoe dan?"), verdict(context_translation="How then?"), [])
    assert [(row.style, row.context) for row in rows] == [
        ("follow_up", "Hoe dan?"),
        ("follow_up", "How then?"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["aa11", *GOOD[:-1], "3 000"], 1, "none of ['3 000'] stands word for word", id="fact"),
        pytest.param(["aa", *GOOD], 1, "several candidates begin with 'aa'", id="two of that name"),
        pytest.param(["zz", *GOOD], 1, "no candidate begins with 'zz'", id="none of that name"),
        pytest.param(["aa11"], 2, "--outcome is needed", id="no outcome"),
        pytest.param(["aa11", "--outcome", "maybe"], 2, "'maybe': write answer or", id="which outcome"),
        pytest.param(["aa11", *GOOD[2:], "--outcome", "abstention"], 2, "--note is needed", id="no note"),
        pytest.param(
            ["aa11", *GOOD[:4], *GOOD[6:]], 2, "--place is needed", id="places are not taken unseen"
        ),
        pytest.param(["bb33", *GOOD], 2, "--context-translation is needed", id="no context"),
    ],
)
def test_nothing_is_written_that_is_not_right(
    arguments: list[str], code: int, said: str, home: Path, file: Path
) -> None:
    before = file.read_bytes()
    done = adopted(home, *arguments, "--file", str(file))
    assert done.exit_code == code
    assert said in done.output
    assert file.read_bytes() == before


def test_a_terminal_is_asked_what_no_option_says(home: Path, file: Path) -> None:
    answers = ["answer", "Roughly how many?", "", "2 000 | 2000", ""]
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "eval", "adopt", "aa11", "--file", str(file)],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        env={**os.environ, "KB_HOME": str(home)},
    )
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    said, _ = running.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 0, said
    row = gold_questions(path=file)[2]
    assert (row.places, row.facts) == (("1/p2",), (("2 000", "2000"),))
    assert b"the desk said: Rond de 2 000. [1]" in said
