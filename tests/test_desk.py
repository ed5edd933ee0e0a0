"""The knowledge base over time: other processes, other settings, several threads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kb import Abstention, Answer, KnowledgeBase, Settings
from kb.ingestion.content import content_of
from kb.ingestion.files import source_files
from kb.ingestion.read import read_document
from kb.store import Origin, Store
from kb.store.lock import only_one
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


HYDROGEN = "Hoeveel bedrijven telt de waterstofvallei van Groningen?"


def note_on_hydrogen(folder: Path) -> Path:
    note = folder / "nota.nl.txt"
    note.write_text("1. DOEL\n\nDe waterstofvallei van Groningen telt 47 bedrijven.\n", "utf-8")
    return note


def test_a_running_desk_sees_what_another_process_ingests(home: Path, tmp_path: Path) -> None:
    note = note_on_hydrogen(tmp_path)
    with KnowledgeBase.open(home) as desk:
        desk.ingest()
        before = desk.ask(HYDROGEN)
        assert isinstance(before, Abstention)
        subprocess.run(
            [sys.executable, "-m", "kb", "--home", str(home), "ingest", str(note)], cwd=ROOT, check=True
        )
        after = desk.ask(HYDROGEN)
        assert isinstance(after, Answer)
        assert after.citations[0].quote == "De waterstofvallei van Groningen telt 47 bedrijven."
        assert after.citations[0].document.id == "nota"
        assert after.asked.generation == before.asked.generation + 1


def test_questions_are_answered_while_the_indexes_of_new_texts_are_not_there_yet(
    home: Path, tmp_path: Path
) -> None:
    with KnowledgeBase.open(home) as desk:
        desk.ingest()
        before = desk.ask("Wat is een cluster?")
        with only_one(home), Store.create(home) as store:
            note = note_on_hydrogen(tmp_path)
            file = next(source_files(note))
            store.put(
                read_document(file, content_of(file), None), Origin(str(note), str(note), "r", None, None)
            )
            during = desk.ask("Wat is een cluster?")
            assert isinstance(during, Answer)
            assert during.asked.generation == before.asked.generation + 1
            assert isinstance(desk.ask(HYDROGEN), Abstention)
            with KnowledgeBase.open(home) as another:
                assert isinstance(another.ask("Wat is een cluster?"), Answer)
        assert isinstance(desk.ask(HYDROGEN), Answer)


def test_questions_are_answered_while_another_thread_reads_texts_in(home: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(60):
        (texts / f"nota-{number}.nl.txt").write_text(
            f"1. DOEL\n\nDe regio met nummer {number} telt {number + 100} bedrijven in de bouw.\n", "utf-8"
        )
    note_on_hydrogen(texts)
    with KnowledgeBase.open(home) as desk, ThreadPoolExecutor(max_workers=1) as thread:
        desk.ingest()
        first = desk.status().generation
        reading = thread.submit(desk.ingest, [texts])
        generations = []
        while not reading.done():
            outcome = desk.ask("Wat is een cluster?")
            assert isinstance(outcome, Answer)
            generations.append(outcome.asked.generation)
        assert reading.result().failed == ()
        assert any(first < seen < first + 61 for seen in generations)
        assert isinstance(desk.ask(HYDROGEN), Answer)


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
