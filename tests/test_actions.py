"""What somebody does, will do or must do is answered by the list that begins with that, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb import Answer, KnowledgeBase
from kb.retrieve.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = """# Rules on labels

## 1. Aim

The Office supports the holders in many ways. The holders are the backbone of the market, as the Office says.

The measures that holders take are told by the Office in a report on measures.

## 2. Tasks

The Office shall:

- help holders to find buyers;
- keep a register.

The Office calls on the Member States to:

- report to it;
- pay a fee.

The Chair shall have the following tasks:

- to convene;
- to preside.
"""


@pytest.mark.parametrize(
    ("question", "is_led_in"),
    [
        pytest.param("Welke maatregelen neemt de Commissie?", True, id="measures, Dutch"),
        pytest.param("What measures is the Commission taking?", True, id="measures, English"),
        pytest.param("Welke stappen zullen de lidstaten ondernemen?", True, id="steps"),
        pytest.param("wat gaat de commissie doen", True, id="telegram"),
        pytest.param("What must each supervisory authority do?", True, id="must"),
        pytest.param("What are the tasks of the Chair?", True, id="tasks"),
        pytest.param("Wat zijn de taken van de voorzitter?", True, id="tasks, Dutch"),
        pytest.param("Welke maatregelen neemt de Commissie voor kmo's?", False, id="for whom"),
        pytest.param("What will the Commission do about trade barriers?", False, id="about what"),
        pytest.param("What does the Commission want to improve?", False, id="something else"),
    ],
)
def test_who_asks_only_what_somebody_does(question: str, is_led_in: bool) -> None:
    assert kind_of(question).led_in == is_led_in


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("labels")
    (folder / "labels.md").write_text(LABELS, "utf-8")
    with KnowledgeBase.open(folder / "home") as opened:
        opened.ingest([folder / "labels.md"])
        yield opened


OF_THE_OFFICE = ["The Office shall:", "help holders to find buyers;", "keep a register."]
OF_THE_STATES = ["The Office calls on the Member States to:", "report to it;", "pay a fee."]
OF_THE_CHAIR = ["The Chair shall have the following tasks:", "to convene;", "to preside."]


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        pytest.param("What will the Office do?", OF_THE_OFFICE, id="shall"),
        pytest.param("What measures is the Office taking?", OF_THE_OFFICE, id="measures"),
        pytest.param("What must the Member States do?", OF_THE_STATES, id="called on by another"),
        pytest.param("What are the tasks of the Chair?", OF_THE_CHAIR, id="tasks"),
        pytest.param("Wat moeten de lidstaten doen?", OF_THE_STATES, id="asked in Dutch"),
    ],
)
def test_the_list_of_what_somebody_does_is_quoted_whole(
    labels: KnowledgeBase, question: str, quotes: list[str]
) -> None:
    outcome = labels.ask(question)
    assert isinstance(outcome, Answer), outcome.message
    assert [citation.quote for citation in outcome.citations] == quotes


def test_the_communication_says_what_the_commission_will_do(desk: KnowledgeBase) -> None:
    for question in ("Welke maatregelen neemt de Commissie?", "What measures is the Commission taking?"):
        outcome = desk.ask(question)
        assert isinstance(outcome, Answer), outcome.message
        anchors = [citation.locator.anchor for citation in outcome.citations]
        assert anchors == ["annex/p1", *(f"annex/p1.{number}" for number in range(1, 8))]
