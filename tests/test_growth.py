"""A question does not work harder among more passages, and what growth is held to is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval import growth
from eval.growth import Taken
from eval.questions import gold_questions
from eval.spent import Spent
from kb import KnowledgeBase
from kb.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WORDS = [word for question in gold_questions("en") for word in question.question.split()]

STEPS_AT_ONCE = 10
"""So many steps of SQLite are counted as one: a question takes some thousands."""

FEW, MANY = 100, 1_000
SAME = 1.5
"""How many times as many steps ten times as many passages may take: an index is a little deeper. A scan would
take nearly ten times as many."""


class Counted:
    """Counts the steps of SQLite."""

    def __init__(self) -> None:
        self.steps = 0

    def __call__(self) -> int:
        self.steps += 1
        return 0


def steps_of(home: Path, made: Path, questions: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many steps of SQLite some questions take, asked warm."""
    counted = Counted()
    opened = Store.__init__

    def counting(self: Store, connection: object) -> None:
        opened(self, connection)
        connection.set_progress_handler(counted, STEPS_AT_ONCE)

    with KnowledgeBase.open(home) as desk:
        desk.ingest([made], language="en")
        monkeypatch.setattr(Store, "__init__", counting)
        for question in questions:
            desk.ask(question)
        counted.steps = 0
        for question in questions:
            desk.ask(question)
    return counted.steps


def test_ten_times_as_many_passages_are_no_more_work_for_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [question.question for question in gold_questions("en", "development")[:5]]
    steps = []
    for count in (FEW, MANY):
        made = tmp_path / f"made-{count}"
        growth.make_passages(made, WORDS, count)
        with monkeypatch.context() as patched:
            steps.append(steps_of(tmp_path / f"home-{count}", made, questions, patched))
    assert 0 < steps[1] < SAME * steps[0]


@pytest.mark.parametrize(
    ("rows", "shares"),
    [
        pytest.param([(10_000, 10.0), (1_000_000, 200.0)], [1.0, 200 / 60], id="a hundred times as many"),
        pytest.param([(10_000, 10.0), (100_000, 30.0)], [3 / 20**0.5, 0.5], id="ten times as many"),
        pytest.param([(1_000, 10.0)], [], id="nothing to compare"),
    ],
)
def test_growth_is_held_to_a_power_and_to_a_time(rows: list[tuple[int, float]], shares: list[float]) -> None:
    taken = [Taken(passages, question, Spent(1.0, 1.0)) for passages, question in rows]
    assert [each.share for each in growth.held(taken)] == pytest.approx(shares)
