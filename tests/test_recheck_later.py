"""An exported answer months later: its file was replaced, or is gone; and every answer is accepted today."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kb import KnowledgeBase
from kb.render.contract import ask_result
from kb.render.shape import to_json
from tests.test_recheck import NUMBER, Exported, exported, wrong

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Outcomes


def test_every_answer_and_every_abstention_is_accepted(desk: KnowledgeBase, outcomes: Outcomes) -> None:
    for by_question in outcomes.values():
        for question, outcome in by_question.items():
            checks = desk.check_quotes(json.loads(to_json(ask_result(outcome))))
            assert not wrong(checks), question


TEXT = "1. DOEL\n\n{before}De waterstofvallei van Groningen telt {count} bedrijven.\n"
VALLEY = "Hoeveel bedrijven telt de waterstofvallei van Groningen?"


@pytest.fixture
def valley(home: Path, tmp_path: Path) -> tuple[Path, Path, Exported]:
    """A home with one note, the note, and an answer from it."""
    note = tmp_path / "plank" / "nota.nl.txt"
    note.parent.mkdir()
    note.write_text(TEXT.format(before="", count=47), "utf-8")
    with KnowledgeBase.open(home) as desk:
        desk.ingest([note.parent])
        return home, note, exported(desk, VALLEY)


def test_a_newer_file_in_which_the_words_still_stand(valley: tuple[Path, Path, Exported]) -> None:
    home, note, kept = valley
    note.write_text(TEXT.format(before="Eerst dit.\n\n", count=47), "utf-8")
    with KnowledgeBase.open(home) as desk:
        desk.ingest([note.parent])
        checks = {check.name: check for check in desk.check_quotes(kept)}
    assert all(check.ok for check in checks.values())
    cited = checks["[1] nota.nl#1/p1"].detail
    assert cited.startswith("verbatim in the text as it is now: the paragraph is 2, was 1; the place is 1/p2")
    assert checks["nota.nl"].detail.startswith("the file has changed since: sha256:")
    assert checks["collection"].detail == "other texts than then"


def test_a_newer_file_in_which_the_words_stand_no_more(valley: tuple[Path, Path, Exported]) -> None:
    home, note, kept = valley
    note.write_text(TEXT.format(before="", count=48), "utf-8")
    with KnowledgeBase.open(home) as desk:
        desk.ingest([note.parent])
        assert wrong(desk.check_quotes(kept)) == {
            "[1] nota.nl#1/p1": "the text as it is now does not say this"
        }


def test_a_document_that_is_not_loaded_any_more(valley: tuple[Path, Path, Exported]) -> None:
    home, note, kept = valley
    with KnowledgeBase.open(home) as desk:
        desk.ingest()
        note.unlink()
        desk.ingest([note.parent], prune=True)
        found = wrong(desk.check_quotes(kept))
    assert found["[1] nota.nl#1/p1"] == "this document is not loaded; ingest it, then verify again"
    assert found["nota.nl"] == "not loaded"


def test_a_file_that_is_read_in_another_way_since(desk: KnowledgeBase) -> None:
    kept = exported(desk, NUMBER)
    kept["audit"]["texts"][0]["reader"] = "plain/1"
    kept["citations"][0]["locator"]["page_index"] = 9
    checks = {check.name: check for check in desk.check_quotes(kept)}
    assert [name for name, check in checks.items() if not check.ok] == ["seal"]
    assert checks["[1] com-2008-652.nl#1/p2"].detail.endswith("the page index is 1, was 9")
    assert checks["com-2008-652.nl"].detail == "the same file, read in another way"


MANIFEST = """
[[work]]
id = "vallei"
date = 2024-05-01
[work.title]
nl = "De waterstofvallei"
[[work.expression]]
language = "nl"
file = "vallei.nl.txt"
authority = "authentic"
[[work.expression]]
language = "en"
file = "vallei.en.txt"
authority = "{authority}"
"""


def test_a_working_translation_that_the_official_text_replaced(home: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "plank"
    shelf.mkdir()
    manifest, english = shelf / "manifest.toml", shelf / "vallei.en.txt"
    manifest.write_text(MANIFEST.format(authority="working translation"), "utf-8")
    (shelf / "vallei.nl.txt").write_text(TEXT.format(before="", count=47), "utf-8")
    english.write_text("1. AIM\n\nThe hydrogen valley of Groningen has 47 companies.\n", "utf-8")
    with KnowledgeBase.open(home) as desk:
        desk.ingest([shelf])
        question = "How many companies does the hydrogen valley of Groningen have?"
        kept, printed = exported(desk, question), json.loads(to_json(ask_result(desk.ask(question))))
        assert kept["sentences"][0]["support"] == "translated"
        manifest.write_text(MANIFEST.format(authority="authentic"), "utf-8")
        english.write_text("1. AIM\n\nGroningen's hydrogen valley counts 47 firms.\n", "utf-8")
        desk.ingest([shelf])
        checks = {check.name: check for check in desk.check_quotes(kept)}
        assert all(check.ok for check in checks.values())
        gone = "the working translation it shows has been replaced since"
        assert checks["sentence 1"].detail == gone
        assert checks["[1] vallei.nl#1/p1"].detail == "verbatim, in its place"
        assert wrong(desk.check_quotes(printed)) == {"sentence 1": gone}
        kept["sentences"][0]["text"] = kept["sentences"][0]["text"].replace("47", "48")
        assert {"sentence 1", "answer", "seal"} <= set(wrong(desk.check_quotes(kept)))
