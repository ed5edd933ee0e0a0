"""A follow-up that names a language: the same question, the same places, the answer in that language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb import Abstention, Answer
from kb.answer import Support
from kb.render.dossier import dossier
from kb.render.export import export

if TYPE_CHECKING:
    from kb import KnowledgeBase


def anchors(outcome: Answer | Abstention) -> set[str]:
    assert isinstance(outcome, Answer), f"abstained: {outcome.message}"
    return {citation.locator.anchor for citation in outcome.citations}


@pytest.mark.parametrize(
    ("before", "again", "spoken"),
    [
        pytest.param("Wat is een cluster?", "En in het Engels?", "en", id="definition"),
        pytest.param(
            "Hoeveel procent van de Europese actieve bevolking werkt in clusters?",
            "in English",
            "en",
            id="number",
        ),
        pytest.param("Waartoe nodigt de Commissie de lidstaten uit?", "Engels graag", "en", id="list"),
        pytest.param("Van wanneer is deze mededeling?", "En in het Engels?", "en", id="manifest"),
        pytest.param("What is a cluster?", "And in Dutch?", "nl", id="to Dutch"),
    ],
)
def test_the_same_is_answered_in_another_language(
    desk: KnowledgeBase, before: str, again: str, spoken: str
) -> None:
    outcome = desk.ask(again, context=before)
    assert anchors(outcome) == anchors(desk.ask(before))
    assert isinstance(outcome, Answer)
    assert outcome.asked.language == spoken
    assert outcome.asked.question == again
    assert outcome.asked.read_as == before
    if not outcome.is_declared:
        expected = Support.TRANSLATED if spoken == "en" else Support.QUOTED
        assert {sentence.support for sentence in outcome.sentences} == {expected}


def test_an_abstention_is_in_that_language_too(desk: KnowledgeBase) -> None:
    outcome = desk.ask("En in het Engels?", context="Wat is de hoofdstad van Frankrijk?")
    assert isinstance(outcome, Abstention)
    assert outcome.message.startswith("The texts consulted do not answer this.")


def test_it_is_exported_with_what_it_considered(desk: KnowledgeBase) -> None:
    made = dossier(desk, desk.ask("En in het Engels?", context="Wat is een cluster?"))
    plain = dossier(desk, desk.ask("Wat is een cluster?"))
    assert "Sources" in export(made, ".md").decode()
    assert [hit.locator.anchor for hit in made.record.considered] == [
        hit.locator.anchor for hit in plain.record.considered
    ]
