"""The laws of answering, held over every gold question, and the answers that must be right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kb import Abstention, Answer
from kb.answer import Sentence, Support
from kb.answer.house_style import house_style
from kb.answer.quote import Quote
from kb.answer.unmet import unmet_remark
from kb.answer.verify import same_words
from kb.document import Expression
from kb.errors import UnverifiedQuoteError, UsageError
from kb.passages import passages_of
from kb.render.contract import ask_result
from kb.render.shape import to_json
from kb.text import Span

if TYPE_CHECKING:
    from kb import KnowledgeBase
    from kb.document import Document
    from tests.conftest import Outcomes


def answered(desk: KnowledgeBase, question: str) -> Answer:
    outcome = desk.ask(question)
    assert isinstance(outcome, Answer), f"abstained: {outcome.message}"
    return outcome


def test_every_quotation_is_in_the_text_and_leads_back_to_its_pieces(
    outcomes: Outcomes, communication: Document
) -> None:
    by_anchor = {block.place.anchor: block.text.text for block in communication.blocks}
    answers = [outcome for outcome in outcomes["nl"].values() if isinstance(outcome, Answer)]
    assert len(answers) > len(outcomes["nl"]) / 3
    for answer in answers:
        for citation in answer.citations:
            locator = citation.locator
            assert citation.quote in by_anchor[locator.anchor]
            pieces = "".join(communication.source[start:end] for start, end in locator.spans)
            assert same_words(pieces, citation.quote)
            assert locator.span == (locator.spans[0][0], locator.spans[-1][1])
            assert locator.page is not None
        for sentence in answer.sentences:
            assert sentence.support is Support.QUOTED
            assert any(sentence.text == c.quote for c in answer.citations if c.marker in sentence.markers)


def test_answers_are_short_and_in_reading_order(outcomes: Outcomes) -> None:
    for outcome in outcomes["nl"].values():
        if isinstance(outcome, Answer):
            quotes = [c.source for c in outcome.citations]
            assert len({(q.passage.key, q.span) for q in quotes}) == len(quotes)
            body = [q.passage.ordinal for q in quotes if q.passage.place.footnote is None]
            assert body == sorted(body)


@pytest.mark.parametrize(
    ("question", "words", "anchor", "page"),
    [
        pytest.param(
            "Hoeveel procent van de Europese actieve bevolking werkt in clusters?",
            "38%",
            "1/p2",
            "3",
            id="number",
        ),
        pytest.param("Wat is een cluster?", "gedefinieerd als een groep", "intro/p3", "2", id="definition"),
        pytest.param(
            "Welke verordening regelt de Europese groepering voor territoriale samenwerking?",
            "Verordening (EG) nr. 1082/2006",
            "n25",
            "7",
            id="reference",
        ),
        pytest.param("Wat staat er in voetnoot 14?", "COM(2007) 161", "n14", "4", id="named-note"),
        pytest.param(
            "Wanneer werd het European Cluster Memorandum gelanceerd?",
            "januari 2008",
            "intro/p2",
            "2",
            id="date",
        ),
    ],
)
def test_answer(desk: KnowledgeBase, question: str, words: str, anchor: str, page: str) -> None:
    citations = answered(desk, question).citations
    assert any(words in c.quote and c.locator.anchor == anchor and c.locator.page == page for c in citations)


def test_the_notes_that_hang_on_a_quotation_come_with_it(desk: KnowledgeBase) -> None:
    citations = answered(desk, "Wat is een cluster?").citations
    assert [c.locator.footnote for c in citations] == [None, 5]
    assert "SEC(2008) 2637" in citations[1].quote


def test_a_list_is_quoted_whole_with_its_lead_in(desk: KnowledgeBase) -> None:
    citations = answered(desk, "Wat zal de Commissie volgens de bijlage doen?").citations
    anchors = [c.locator.anchor for c in citations]
    assert anchors == ["annex/p1", *(f"annex/p1.{number}" for number in range(1, 8))]


def test_a_section_is_summed_up_by_the_first_sentences_of_its_paragraphs(desk: KnowledgeBase) -> None:
    body = [c for c in answered(desk, "Vat hoofdstuk 3.2 samen").citations if c.locator.footnote is None]
    assert [c.locator.anchor for c in body] == ["3.2/p1", "3.2/p2", "3.2/p3", "3.2/p4"]
    assert body[3].quote.startswith("Het Europees Jaar van creativiteit en innovatie 2009")


def test_all_the_notes_that_are_named_are_quoted_whole(desk: KnowledgeBase) -> None:
    citations = answered(desk, "Wat zeggen voetnoot 2 en voetnoot 24?").citations
    assert [c.locator.footnote for c in citations] == [2, 24]


@pytest.mark.parametrize(
    ("question", "reason", "unmatched"),
    [
        pytest.param("Hoeveel clusters zijn er in Nederland?", "not_in_texts", "Nederland", id="country"),
        pytest.param("Wat is de hoofdstad van Frankrijk?", "not_in_texts", "hoofdstad", id="other-subject"),
        pytest.param(
            "Hoeveel euro is uitgetrokken voor innovatie in 2021-2027?",
            "not_in_texts",
            "2021-2027",
            id="other-years",
        ),
        pytest.param("Wat staat er in voetnoot 99?", "not_in_texts", "voetnoot 99", id="no-such-note"),
        pytest.param("Wat is dat?", "unclear_question", None, id="no-content"),
        pytest.param("Was ist ein Cluster?", "unsupported_language", None, id="german"),
    ],
)
def test_abstention(desk: KnowledgeBase, question: str, reason: str, unmatched: str | None) -> None:
    outcome = desk.ask(question)
    assert isinstance(outcome, Abstention)
    assert outcome.reason == reason
    assert unmatched is None or unmatched in outcome.unmatched
    assert outcome.message


@pytest.mark.parametrize(
    ("question", "there"),
    [
        pytest.param(
            "How many jobs will the pilot initiative create by 2020?", {"jobs", "pilot"}, id="English"
        ),
        pytest.param("Hoeveel banen levert het proefinitiatief op in 2020?", {"proefinitiatief"}, id="Dutch"),
    ],
)
def test_no_word_that_stands_in_the_texts_is_said_to_be_missing(
    desk: KnowledgeBase, question: str, there: set[str]
) -> None:
    outcome = desk.ask(question)
    assert isinstance(outcome, Abstention)
    assert "2020" in outcome.unmatched
    assert not there & set(outcome.unmatched)


@pytest.mark.parametrize(
    ("question", "unmet"),
    [
        pytest.param("Welke boete staat er op te laat rapporteren over clusterbeleid?", "boete", id="noun"),
        pytest.param("Wie betaalt het European Cluster Observatory?", "betaalt", id="verb"),
        pytest.param("Wat doet het European Cluster Observatory?", None, id="everything is met"),
        pytest.param("Op welke webpagina staat meer over Europe INNOVA?", None, id="what it is found in"),
        pytest.param("Wat staat er in voetnoot 25?", None, id="the place is named"),
    ],
)
def test_an_answer_tells_which_telling_words_of_the_question_its_passages_lack(
    desk: KnowledgeBase, question: str, unmet: str | None
) -> None:
    remarks = answered(desk, question).remarks
    assert remarks == unmet_remark([unmet] if unmet else [], "nl")
    assert unmet is None or unmet in remarks[0]


def test_a_name_that_none_of_the_passages_has_is_decisive(desk: KnowledgeBase) -> None:
    question = "Welke rol krijgt {} bij de samenwerking tussen clusters in de Europese Unie?"
    assert isinstance(desk.ask(question.format("het European Cluster Observatory")), Answer)
    outcome = desk.ask(question.format("Duitsland"))
    assert isinstance(outcome, Abstention)
    assert outcome.unmatched == ("Duitsland",)


def test_an_answer_without_a_quotation_cannot_be_built(desk: KnowledgeBase) -> None:
    answer = answered(desk, "Wat is een cluster?")
    with pytest.raises(UnverifiedQuoteError):
        Answer(answer.asked, (), ())
    with pytest.raises(UnverifiedQuoteError):
        Answer(answer.asked, (Sentence("Zo is het.", (), Support.QUOTED),), answer.citations)
    with pytest.raises(UnverifiedQuoteError):
        Answer(answer.asked, (Sentence("Zo is het.", (9,), Support.QUOTED),), answer.citations)


def test_a_quotation_that_its_file_does_not_hold_cannot_be_built(communication: Document) -> None:
    passage = next(p for p in passages_of(communication) if p.place.anchor == "intro/p3")
    span = Span(0, 20)
    assert Quote(passage, span, communication.source).text == "Een cluster kan in r"
    with pytest.raises(UnverifiedQuoteError):
        Quote(passage, span, communication.source.replace("Een cluster kan", "Geen cluster kan"))
    with pytest.raises(UnverifiedQuoteError):
        Quote(passage, Span(3, 3), communication.source)


def test_house_style(communication: Document) -> None:
    written = {
        p.place.anchor: house_style(p.expression, p.locate(Span(0, len(p.text))), "nl")
        for p in passages_of(communication)
    }
    assert written["3.1/p1"] == "COM(2008) 652, punt 3.1, blz. 6"
    assert written["1/p4"] == "COM(2008) 652, punt 1, blz. 3-4"
    assert written["intro/p1"] == "COM(2008) 652, INLEIDING, blz. 2"
    assert written["n25"] == "COM(2008) 652, voetnoot 25, blz. 7"
    assert written["annex/p2.3"] == "COM(2008) 652, Bijlage, alinea 2, punt 3, blz. 11"


def test_a_document_without_a_number_is_cited_by_its_title(communication: Document) -> None:
    passage = next(p for p in passages_of(communication) if p.place.anchor == "intro/p1")
    plain = Expression("nota", None, "Nota", None, "nl", None, None, "sha256:0")
    locator = passage.locate(Span(0, 5))
    assert house_style(plain, locator, "en") == "Nota, INLEIDING, p. 2"


@pytest.mark.parametrize(
    "question",
    [pytest.param(" \n ", id="empty"), pytest.param("x" * 2001, id="too-long")],
)
def test_a_question_that_is_none(desk: KnowledgeBase, question: str) -> None:
    with pytest.raises(UsageError):
        desk.ask(question)


def test_an_exported_answer_is_checked_against_the_texts(desk: KnowledgeBase) -> None:
    exported = json.loads(to_json(ask_result(desk.ask("Wat is een cluster?"))))
    assert all(check.ok for check in desk.check_quotes(exported))
    exported["citations"][0]["quote"] = exported["citations"][0]["quote"].replace("kan", "kan niet")
    exported["citations"][1]["document"]["id"] = "com-1999-1"
    assert [check.ok for check in desk.check_quotes(exported)[:2]] == [False, False]
    with pytest.raises(UsageError):
        desk.check_quotes({"answer": "ja"})
    exported["citations"][0]["document"]["id"] = ["com-2008-652"]
    with pytest.raises(UsageError, match=r"citations\.0\.document\.id"):
        desk.check_quotes(exported)
