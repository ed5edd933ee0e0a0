"""What is fitted to the gold questions: the folds, what is seen, and the weights of the softmax."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from eval import evidence
from eval.folds import FOLDS, fold_of
from eval.questions import gold_questions
from eval.softmax import RIDGE, Weighed, report, softmax
from kb.answer.evidence import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb import KnowledgeBase

TRUE = np.array([3.0, -1.0])
"""The weights by which the sentences of `drawn` are chosen."""


def weighed(traits: Sequence[Sequence[float]], right: Sequence[bool], fold: int = 0) -> Weighed:
    return Weighed(("cover", "length"), np.array(traits), np.array(right), fold, "all texts")


def drawn(questions: int) -> list[Weighed]:
    """Questions of six sentences, of which one is right, drawn with the likelihood that `TRUE` gives it."""
    random = np.random.default_rng(7)
    asked = []
    for at in range(questions):
        traits = random.normal(size=(6, 2))
        powers = np.exp(traits @ TRUE)
        right = np.arange(6) == random.choice(6, p=powers / powers.sum())
        asked.append(weighed(traits.tolist(), right.tolist(), at % FOLDS))
    return asked


def gain(seen: Sequence[Weighed], weights: NDArray[np.float64]) -> float:
    """What a fit makes as large as it can, written out."""
    spread = np.concatenate([each.traits for each in seen]).std(axis=0)
    likely = (
        np.exp(each.traits[each.right] @ weights).sum() / np.exp(each.traits @ weights).sum() for each in seen
    )
    return sum(map(math.log, likely)) - RIDGE / 2 * float(((weights * spread) ** 2).sum())


def test_weights_are_those_by_which_the_sentences_were_chosen() -> None:
    assert softmax(drawn(2_000)) == pytest.approx(TRUE, abs=0.2)


def test_no_weights_near_the_fitted_ones_are_better() -> None:
    seen = drawn(60)
    two_right = seen[0].right | (np.arange(6) < 2)
    seen[0] = weighed(seen[0].traits.tolist(), two_right.tolist())
    fitted = softmax(seen)
    for step in (0.01, -0.01):
        for changed in np.eye(2) * step:
            assert gain(seen, fitted + changed) < gain(seen, fitted)


def test_a_question_without_a_right_sentence_counts_as_missed_and_tells_nothing_of_the_weights() -> None:
    seen = drawn(40)
    missed = weighed([[9.0, 0.0], [0.0, 9.0]], [False, False])
    assert softmax([*seen, missed]) == pytest.approx(softmax(seen))
    assert next(report([*seen, missed], "sentence")).startswith("41 asked, for 0.976 a right")


def test_figures_count_where_the_right_sentence_comes() -> None:
    first, second, fourth = (
        weighed(np.eye(4, 2).tolist(), [at == place for at in range(4)], place) for place in (0, 1, 3)
    )
    lines = list(report([first, second, fourth], "sentence"))
    assert lines[1] == "as the desk has them, all texts: first 0.333, among the first 3 0.667"


def test_the_languages_of_a_pair_are_in_one_fold_and_every_fold_has_some() -> None:
    folds = {question.pair: fold_of(question.pair) for question in gold_questions()}
    assert set(folds.values()) == set(range(FOLDS))


def test_what_is_seen_is_what_the_desk_weighs(desk: KnowledgeBase) -> None:
    asked = [q for q in gold_questions("nl", "development") if q.outcome == "answer" and q.facts][:4]
    seen = evidence.observed(desk, asked)
    assert len(seen) == 3 * len(asked)
    assert [each.texts for each in seen] == [evidence.EVERYWHERE, None, evidence.ACROSS] * len(asked)
    first = seen[0]
    logits = first.traits @ np.array(WEIGHTS)
    assert first.names == WEIGHTS._fields
    assert list(logits) == sorted(logits, reverse=True)
    pieces = desk.evidence(asked[0].question, language="nl")
    powers = np.exp(logits)
    assert [piece.score for piece in pieces] == pytest.approx(powers / powers.sum())
    in_place = [piece.passage.place.anchor in asked[0].places for piece in pieces]
    assert first.right.any()
    assert all(there for there, right in zip(in_place, first.right, strict=True) if right)


def test_nothing_is_weighed_for_a_question_that_names_its_place(desk: KnowledgeBase) -> None:
    assert desk.evidence("Vat hoofdstuk 3.2 samen") == []
