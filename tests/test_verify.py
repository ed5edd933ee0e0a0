"""The last step: what is not verbatim, says more than its quotations or is cited wrongly is no answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kb import Answer
from kb.answer import Sentence, Support
from kb.answer.quote import Quote
from kb.answer.verify import Departure, Words, departure, occurrences
from kb.errors import UnverifiedQuoteError
from kb.passages import passages_of
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb import KnowledgeBase
    from kb.document import Document
    from tests.conftest import Outcomes

SHARE = "Hoeveel procent van de Europese actieve bevolking werkt in clusters?"


@pytest.fixture(scope="module")
def share(desk: KnowledgeBase) -> Answer:
    outcome = desk.ask(SHARE)
    assert isinstance(outcome, Answer)
    return outcome


@pytest.fixture(scope="module")
def translated(desk: KnowledgeBase) -> Answer:
    outcome = desk.ask("What share of the European active population is employed in clusters?")
    assert isinstance(outcome, Answer)
    assert outcome.sentences[0].support is Support.TRANSLATED
    return outcome


def worded(text: str, support: Support) -> Callable[[Answer], Answer]:
    return lambda answer: replace(answer, sentences=(Sentence(text, (1,), support),))


def saying(text: Callable[[str], str]) -> Callable[[Answer], Answer]:
    def changed(answer: Answer) -> Answer:
        said = (Sentence(text(s.text), s.markers, s.support) for s in answer.sentences)
        return replace(answer, sentences=tuple(said))

    return changed


def cited(**fields: str | None) -> Callable[[Answer], Answer]:
    def changed(answer: Answer) -> Answer:
        first, *others = answer.citations
        return replace(answer, citations=(replace(first, **fields), *others))

    return changed


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda a: replace(a, sentences=()), id="no sentence"),
        pytest.param(lambda a: replace(a, citations=()), id="no quotation"),
        pytest.param(lambda a: replace(a, citations=a.citations * 2), id="a marker twice"),
        pytest.param(
            lambda a: replace(a, sentences=(Sentence("Zo is het.", (), Support.QUOTED),)), id="no marker"
        ),
        pytest.param(
            lambda a: replace(a, sentences=(Sentence("Zo is het.", (9,), Support.GENERATED),)),
            id="a marker of nothing",
        ),
        pytest.param(saying(lambda text: text.replace("38%", "83%")), id="another figure"),
        pytest.param(saying(lambda text: text.replace("38%", "38 %")), id="white space inside a figure"),
        pytest.param(saying(lambda text: text.removesuffix(".")), id="a full stop less"),
        pytest.param(saying(lambda text: f"{text} {text}"), id="said twice"),
        pytest.param(worded("In 2009 gold dit voor 38%.", Support.GENERATED), id="generated, a year"),
        pytest.param(worded("Het gaat niet om 38%.", Support.GENERATED), id="generated, a negation"),
        pytest.param(worded("De mededeling is van 18.10.2008.", Support.MANIFEST), id="declared, a date"),
        pytest.param(cited(house_style="COM(2008) 652, punt 1, blz. 4"), id="another page"),
        pytest.param(cited(house_style="COM(2008) 652, punt 2, blz. 3"), id="another section"),
        pytest.param(cited(house_style="COM(2008) 652, voetnoot 1, blz. 3"), id="a note for the text"),
        pytest.param(cited(url=None), id="no address"),
        pytest.param(cited(url="https://eur-lex.europa.eu/"), id="another address"),
    ],
)
def test_an_answer_that_is_not_verified_cannot_be_built(
    share: Answer, change: Callable[[Answer], Answer]
) -> None:
    with pytest.raises(UnverifiedQuoteError):
        change(share)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("38%", "48%", id="figure"),
        pytest.param(" is employed", " is not employed", id="negation"),
        pytest.param("It is estimated", "In 2007 it was estimated", id="year"),
    ],
)
def test_a_translation_may_not_depart_from_its_original(translated: Answer, before: str, after: str) -> None:
    assert before in translated.text
    with pytest.raises(UnverifiedQuoteError):
        saying(lambda text: text.replace(before, after))(translated)


def test_white_space_and_the_shape_of_quotation_marks_may_differ(share: Answer) -> None:
    assert saying(lambda text: text.replace(" ", "\u00a0\n"))(share).citations == share.citations
    assert [s.of('de "groep" is') for s in occurrences("„groep”  is", 'de "groep" is')] == ['"groep" is']
    assert list(occurrences("aa", "aaa")) == [Span(0, 2), Span(1, 3)]
    assert not list(occurrences(" ", "a b"))


def test_every_translation_of_the_corpus_carries_the_figures_and_negations_of_its_original(
    outcomes: Outcomes,
) -> None:
    answers = [outcome for outcome in outcomes["en"].values() if isinstance(outcome, Answer)]
    sentences = [sentence for answer in answers for sentence in answer.sentences]
    assert {sentence.support for sentence in sentences} <= {Support.TRANSLATED, Support.MANIFEST}


@pytest.mark.parametrize(
    ("said", "quoted", "departed"),
    [
        pytest.param("sinds de jaren 90", "since the 1990s", None, id="decade"),
        pytest.param("sinds de jaren 80", "since the 1990s", Departure.FIGURES, id="another decade"),
        pytest.param("op 17.10.2008", "on 17 October 2008", None, id="date"),
        pytest.param("op 17.10.2008", "in October 2008", Departure.FIGURES, id="a day more"),
        pytest.param("in 2008", "on 17 October 2008", None, id="a day less"),
        pytest.param("in 2007", "in 2007-2013", Departure.FIGURES, id="a year of a period"),
        pytest.param("geen enkele", "none of them", None, id="negation"),
        pytest.param("alle", "none of them", Departure.NEGATION, id="negation lost"),
    ],
)
def test_figures_dates_and_negations(said: str, quoted: str, departed: Departure | None) -> None:
    assert departure(Words(said, "nl"), [Words(quoted, "en")]) is departed


def test_each_character_of_a_quotation_must_stand_in_its_file(communication: Document) -> None:
    passage = next(p for p in passages_of(communication) if p.place.anchor == "1/p2")
    span = Span(0, len(passage.text))
    first = passage.mapped.source_spans(span)[0]
    source = communication.source
    assert Quote(passage, span, source).locator.anchor == "1/p2"
    for at in range(first.start, first.end):
        if not source[at].isspace():
            with pytest.raises(UnverifiedQuoteError):
                Quote(passage, span, f"{source[:at]}¤{source[at + 1 :]}")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(
            "Welke verordening regelt de Europese groepering?", id="a number is written another way"
        ),
        pytest.param("Ontbreekt het Europa aan clusters?", id="something is denied"),
    ],
)
def test_a_sentence_in_the_language_of_the_texts_searched_is_read_in_that_language(
    desk: KnowledgeBase, question: str
) -> None:
    answer = desk.ask(question, language="nl", languages=["en"])
    assert isinstance(answer, Answer)
    assert all(sentence.support is Support.TRANSLATED for sentence in answer.sentences)
