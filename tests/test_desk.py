"""The knowledge base over time: other processes, other settings, several threads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kb import Abstention, Answer, KnowledgeBase, Settings
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_a_running_desk_sees_what_another_process_ingests(home: Path, tmp_path: Path) -> None:
    note = tmp_path / "nota.nl.txt"
    note.write_text("1. DOEL\n\nDe waterstofvallei van Groningen telt 47 bedrijven.\n", "utf-8")
    question = "Hoeveel bedrijven telt de waterstofvallei van Groningen?"
    with KnowledgeBase.open(home) as desk:
        desk.ingest()
        before = desk.ask(question)
        assert isinstance(before, Abstention)
        subprocess.run(
            [sys.executable, "-m", "kb", "--home", str(home), "ingest", str(note)], cwd=ROOT, check=True
        )
        after = desk.ask(question)
        assert isinstance(after, Answer)
        assert after.citations[0].quote == "De waterstofvallei van Groningen telt 47 bedrijven."
        assert after.citations[0].document.id == "nota"
        assert after.asked.generation == before.asked.generation + 1


def test_questions_from_several_threads_are_answered_alike(desk: KnowledgeBase) -> None:
    questions = ["Wat is een cluster?", "What is a cluster?", "Wat staat er in voetnoot 14?"] * 4
    with ThreadPoolExecutor(max_workers=4) as threads:
        answers = list(threads.map(desk.ask, questions))
    assert all(isinstance(answer, Answer) for answer in answers)
    texts = [answer.text for answer in answers if isinstance(answer, Answer)]
    assert texts[:3] * 4 == texts


@pytest.mark.parametrize("score", ["lexical", "dense", "align"])
def test_each_score_can_search_alone(home: Path, score: str) -> None:
    with KnowledgeBase.open(settings=Settings(home=home, scores=frozenset({score}))) as desk:
        desk.ingest()
        anchors = [hit.locator.anchor for hit in desk.search("actieve bevolking in dienst van bedrijven")]
    assert "1/p2" in anchors[:3]


def test_abstaining_can_be_switched_off(home: Path) -> None:
    with KnowledgeBase.open(settings=Settings(home=home, abstains=False)) as desk:
        desk.ingest()
        assert isinstance(desk.ask("Hoeveel clusters zijn er in Nederland?"), Answer)


def test_a_desk_opens_again_after_closing(home: Path) -> None:
    desk = KnowledgeBase.open(home)
    desk.ingest()
    desk.close()
    assert isinstance(desk.ask("Wat is een cluster?"), Answer)
    desk.close()
