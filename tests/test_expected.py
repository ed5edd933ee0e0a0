"""Whether evidence holds what a question asks for: the law of counted things, on the real texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.answer import Abstention, Answer

if TYPE_CHECKING:
    from kb import KnowledgeBase


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        pytest.param("Hoeveel clusters vond het European Cluster Observatory?", True, id="counted"),
        pytest.param("Hoeveel bedrijven zijn er in de clusters in Europa?", False, id="counts another thing"),
        pytest.param("How many clusters did the European Cluster Observatory find?", True, id="in English"),
        pytest.param("How many researchers work in clusters?", False, id="a percentage is no count"),
        pytest.param("Wat kost het European Cluster Observatory?", False, id="no euro beside it"),
        pytest.param("Wat is het telefoonnummer van het Enterprise Europe Network?", False, id="telephone"),
        pytest.param("Wat is Europe INNOVA?", True, id="a name needs no definition"),
    ],
)
def test_a_figure_is_given_only_for_what_it_counts(
    desk: KnowledgeBase, question: str, answered: bool
) -> None:
    assert isinstance(desk.ask(question), Answer if answered else Abstention)


def test_a_comparison_tells_what_each_of_the_two_is(desk: KnowledgeBase) -> None:
    outcome = desk.ask("Wat is het verschil tussen een cluster en een clusterorganisatie?")
    assert isinstance(outcome, Answer)
    quoted = {citation.locator.anchor for citation in outcome.citations}
    assert {"intro/p3", "3.3/p1"} <= quoted
