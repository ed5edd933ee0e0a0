"""The gold cases of references: sound in themselves, and found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from eval.references import (
    Compared,
    KeysOfNote,
    celex_accuracy,
    compared,
    gold_cases,
    keys_of_notes,
    pinpoint_accuracy,
    precision,
    recall,
)
from kb.citations import Celex

if TYPE_CHECKING:
    from pathlib import Path

HOLDS = 0.99
LANGUAGES = ("nl", "en", "fr", "de")


@pytest.fixture(scope="module")
def rows() -> list[Compared]:
    return [compared(case) for case in gold_cases()]


def test_there_are_enough_cases_in_each_language_and_enough_with_nothing_to_find() -> None:
    cases = gold_cases()
    assert len(cases) >= 250
    assert sum(not case.references for case in cases) >= 60
    assert set(Counter(case.language for case in cases)) == set(LANGUAGES)
    assert min(Counter(case.language for case in cases).values()) >= 100


def test_no_case_stands_there_twice() -> None:
    cases = gold_cases()
    assert len({case.id for case in cases}) == len(cases)
    assert len({case.text for case in cases}) == len(cases)


def test_every_reference_of_a_case_stands_in_its_text_in_order() -> None:
    for case in gold_cases():
        end = 0
        for reference in case.references:
            start = case.text.find(reference.verbatim, end)
            assert start >= 0, case.id
            end = start + len(reference.verbatim)
            assert reference.celex is None or Celex.parse(reference.celex) is not None, case.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_precision_and_recall_hold_in_each_language(rows: list[Compared], language: str) -> None:
    of_language = [row for row in rows if row.case.language == language]
    assert precision(of_language) >= HOLDS
    assert recall(of_language) >= HOLDS
    assert celex_accuracy(of_language) >= HOLDS
    assert pinpoint_accuracy(of_language) >= HOLDS


def test_nothing_is_found_where_there_is_nothing(rows: list[Compared]) -> None:
    assert [row.case.id for row in rows if not row.case.references and row.false] == []


def test_a_miss_and_a_false_find_count() -> None:
    case = next(case for case in gold_cases() if len(case.references) == 1)
    right = compared(case)
    missed = Compared(case, (), case.references, ())
    false = Compared(case, right.matched, (), case.references)

    assert (precision([right]), recall([right])) == (1.0, 1.0)
    assert (precision([right, false]), recall([right, missed])) == (2 / 3, 1 / 2)
    assert (precision([missed]), recall([false])) == (1.0, 1.0)


def test_the_notes_of_a_document_are_read_and_compared(tmp_path: Path) -> None:
    document = tmp_path / "stuk.md"
    document.write_text(
        "# Stuk\n\nEen zin.[^1] Nog een.[^2]\n\n[^1]: Richtlijn 2004/18/EG en COM(2006) 502.\n[^2]: Niets.\n",
        "utf-8",
    )
    notes = tmp_path / "notes.json"
    notes.write_text(
        '{"document": "Stuk", "language": "nl", "notes": {"1": ["act:dir:2004:18"], "2": ["x"]}}', "utf-8"
    )

    found = keys_of_notes(document, notes, tmp_path / "home")

    assert found == [
        KeysOfNote(1, ("act:dir:2004:18",), ("act:dir:2004:18", "comnat:COM:2006:502")),
        KeysOfNote(2, ("x",), ()),
    ]
    assert [row.right for row in found] == [1, 0]
