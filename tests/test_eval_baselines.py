"""The baselines rank places of the same passages, and are measured as the desk is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.baselines import DEPTH, measured, plain_bm25
from eval.questions import gold_questions

if TYPE_CHECKING:
    from kb import KnowledgeBase

QUESTIONS = {question.id: question for question in gold_questions() if question.split == "development"}


def test_a_baseline_is_measured_over_all_questions() -> None:
    some = [QUESTIONS["q001-nl"], QUESTIONS["q003-nl"]]
    right = {question.id: [question.places[0]] for question in some}
    assert set(measured(lambda question: right[question.id], some).values()) == {1.0}
    half = measured(lambda _question: right["q001-nl"], some)
    assert (half["Success@3"], half["RR"]) == (0.5, 0.5)
    assert set(measured(lambda _question: [], some).values()) == {0.0}


@pytest.mark.parametrize(
    ("languages", "finds"),
    [
        pytest.param(("nl",), {"q003-nl": True, "q003-en": False}, id="Dutch texts"),
        pytest.param(("en",), {"q003-nl": False, "q003-en": True}, id="English texts"),
        pytest.param(None, {"q003-nl": True, "q003-en": True}, id="both"),
    ],
)
def test_plain_bm25_finds_the_words_of_a_language_in_its_texts_alone(
    desk: KnowledgeBase, languages: tuple[str, ...] | None, finds: dict[str, bool]
) -> None:
    words = {
        "q003-nl": QUESTIONS["q003-nl"].model_copy(update={"question": "lidstaten?"}),
        "q003-en": QUESTIONS["q003-en"].model_copy(update={"question": "employment?"}),
    }
    ranked = plain_bm25(desk, languages)
    assert {name: bool(ranked(question)) for name, question in words.items()} == finds


def test_a_place_found_in_two_languages_counts_once(desk: KnowledgeBase) -> None:
    found = plain_bm25(desk, None)(QUESTIONS["q001-nl"].model_copy(update={"question": "cluster (policy)"}))
    assert len(set(found)) == len(found) == DEPTH
