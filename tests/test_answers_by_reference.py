"""Questions about notes and instruments: through the register, with what became of them, or not loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb import Abstention, Answer
from kb.answer import Reason

if TYPE_CHECKING:
    from kb import KnowledgeBase


@pytest.mark.parametrize(
    ("question", "footnote", "instrument"),
    [
        pytest.param("Waarnaar verwijst voetnoot 29?", 29, "comnat:COM:2007:860", id="a note by its number"),
        pytest.param("What does footnote 25 refer to?", 25, "act:reg:2006:1082", id="in English"),
        pytest.param(
            "Where are the State aid rules for innovation clusters published?",
            11,
            "oj:C:2006:323:1",
            id="where it is published",
        ),
        pytest.param(
            "Which communication is about lead markets?", 29, "comnat:COM:2007:860", id="by its subject"
        ),
        pytest.param("Op welke verordening steunt de EGTS?", 25, "act:reg:2006:1082", id="by its other name"),
        pytest.param("Waar wordt COM(2006) 502 aangehaald?", 1, "comnat:COM:2006:502", id="by its number"),
    ],
)
def test_the_note_that_cites_an_instrument_answers(
    desk: KnowledgeBase, question: str, footnote: int, instrument: str
) -> None:
    outcome = desk.ask(question)
    assert isinstance(outcome, Answer), outcome.message
    citation = next(c for c in outcome.citations if c.locator.footnote == footnote)
    named = [reference for reference in citation.references if reference.instrument == instrument]
    assert named
    for reference in citation.references:
        start, end = reference.span
        assert citation.quote[start:end] == reference.verbatim


def test_a_quotation_says_what_became_of_what_it_cites(desk: KnowledgeBase) -> None:
    outcome = desk.ask("Waarnaar verwijst voetnoot 11?")
    assert isinstance(outcome, Answer)
    framework = next(r for c in outcome.citations for r in c.references if r.key == "oj:C:2006:323:1")
    assert framework.pinpoint == {"point": "5.8"}
    assert [(event.event, event.since) for event in framework.history] == [
        ("replaced", "2014-07-01"),
        ("replaced", "2022-10-19"),
    ]


@pytest.mark.parametrize(
    ("question", "instrument", "named"),
    [
        pytest.param(
            "Wat staat er in SEC(2008) 2637 over financiering?",
            "comnat:SEC:2008:2637",
            "SEC(2008) 2637 (aangehaald in voetnoot 5, 7 en 23)",
            id="Dutch",
        ),
        pytest.param(
            "What does Regulation (EC) No 1082/2006 say about liability?",
            "act:reg:2006:1082",
            "Regulation (EC) No 1082/2006 (cited in footnote 25)",
            id="English",
        ),
    ],
)
def test_what_is_cited_but_not_loaded_is_not_answered_from_its_citation(
    desk: KnowledgeBase, question: str, instrument: str, named: str
) -> None:
    outcome = desk.ask(question)
    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.DOCUMENT_NOT_LOADED
    assert [missing.key for missing in outcome.cited_but_not_loaded] == [instrument]
    assert named in outcome.message


def test_an_abstention_names_the_documents_that_the_nearest_passages_cite(desk: KnowledgeBase) -> None:
    outcome = desk.ask("How many clusters are there in Belgium?")
    assert isinstance(outcome, Abstention)
    near = {reference.instrument for hit in outcome.nearest for reference in hit.references}
    assert {missing.key for missing in outcome.cited_but_not_loaded} <= near
    assert all(not missing.loaded for missing in outcome.cited_but_not_loaded)


def test_status_lists_what_is_cited_but_not_loaded(desk: KnowledgeBase) -> None:
    missing = {instrument.key for instrument in desk.status().cited_but_not_loaded}
    assert "comnat:SEC:2008:2637" in missing
    assert "comnat:COM:2008:652" not in missing
    assert not any(key.startswith("url:") for key in missing)
