"""What generated sentences are held against: figures, negations, places of quotations, forms of replies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kb.answer.figures import figures, offered
from kb.answer.generate.lookup import find
from kb.answer.generate.prompt import LONGEST_MATERIAL, Prompt
from kb.answer.generate.reply import Claim, Claimed, read_reply
from kb.answer.generate.support import Fault, malformed
from kb.answer.verify import Departure, Words, departure, negations
from kb.passages import passages_of
from kb.text import MappedText, Span

if TYPE_CHECKING:
    from kb.document import Document
    from kb.passages import Passage


def passage_saying(communication: Document, text: str) -> Passage:
    some = next(passages_of(communication))
    return replace(some, mapped=MappedText.clean(text, [Span(0, len(text))], []))


@pytest.mark.parametrize(
    ("nl", "en", "expected"),
    [
        pytest.param("38%", "38 per cent", {"38%"}, id="percent"),
        pytest.param("86 miljard euro", "EUR 86 billion", {"86e9", "EUR"}, id="scale and currency"),
        pytest.param("2 000 of 2.000", "2,000 or 2 000", {"2000"}, id="thousands"),
        pytest.param("5,8 procent", "5.8 percent", {"5.8%"}, id="decimals"),
        pytest.param("op 6 oktober 2006", "on October 6, 2006", {"6.10.2006"}, id="date"),
        pytest.param("op 06.10.2006", "on 6 October 2006", {"6.10.2006"}, id="date in figures"),
        pytest.param("in mei 1999", "in May 1999", {".5.1999"}, id="month"),
        pytest.param("op 1 mei", "it may on 1 May", {"1.5."}, id="day"),
        pytest.param("de periode 2007–2013", "the period 2007-2013", {"2007-2013"}, id="period"),
        pytest.param("negen strategische", "nine strategic", {"9"}, id="number word"),
        pytest.param("drie miljoen", "three million", {"3e6"}, id="number word with scale"),
        pytest.param("de derde pijler", "the third pillar", {"3."}, id="ordinal"),
        pytest.param("de jaren 90", "the 1990s", {"90s"}, id="decade"),
        pytest.param("de helft", "half of it", {"1/2"}, id="fraction"),
        pytest.param("COM(2006) 502", "COM(2006)502", {"com(2006)502"}, id="document"),
        pytest.param("nr. 1082/2006", "No 1082/2006", {"1082/2006"}, id="act"),
        pytest.param("ten minste een", "a one-off", set(), id="no figure"),
    ],
)
def test_a_figure_is_the_same_in_every_language(nl: str, en: str, expected: set[str]) -> None:
    assert figures(nl, "nl") == figures(en, "en") == expected


def test_a_date_offers_its_parts_and_a_period_does_not() -> None:
    assert offered("op 6 oktober 2006", "nl") == {"6.10.2006", "6.10.", ".10.2006", "2006"}
    assert offered("2007-2013", "nl") == {"2007-2013"}


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        pytest.param("Dit geldt niet voor geen enkele staat.", "nl", 2, id="nl"),
        pytest.param("It does not apply, nor can it; it won't.", "en", 3, id="en"),
        pytest.param("Regulation (EC) No 1082/2006 applies.", "en", 0, id="number sign"),
        pytest.param("Das ist nicht so, und keine Frage.", "de", 2, id="de"),
        pytest.param("Ce n'est pas vrai.", "fr", 1, id="fr"),
    ],
)
def test_negations_are_counted(text: str, language: str, count: int) -> None:
    assert negations(Words(text, language)) == count


@pytest.mark.parametrize(
    ("said", "cited", "fault"),
    [
        pytest.param("Het telt 47 bedrijven.", "It has 47 firms.", None, id="same"),
        pytest.param("Het telt 48 bedrijven.", "It has 47 firms.", Departure.FIGURES, id="figure"),
        pytest.param("Het telt er niet 47.", "It has 47 firms.", Departure.NEGATION, id="denies"),
        pytest.param("Het telt er 47.", "It does not have 47 firms.", Departure.NEGATION, id="affirms"),
    ],
)
def test_a_sentence_may_not_depart_from_the_original(said: str, cited: str, fault: Departure | None) -> None:
    assert departure(Words(said, "nl"), [Words(cited, "en")]) is fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("Het geldt in de EU.", None, id="sentence"),
        pytest.param('"Het geldt in de EU."', None, id="in quotation marks"),
        pytest.param("Het geldt in de EU", Fault.INCOMPLETE, id="no full stop"),
        pytest.param("Het geldt in de.", Fault.INCOMPLETE, id="left open"),
        pytest.param("Het geldt in de EU,", Fault.INCOMPLETE, id="comma"),
        pytest.param("38%.", Fault.INCOMPLETE, id="no word"),
        pytest.param("It is so in the EU.", Fault.LANGUAGE, id="other language"),
    ],
)
def test_a_sentence_is_whole_and_in_the_language_asked(text: str, fault: Fault | None) -> None:
    assert malformed(Words(text, "nl")) is fault


TEXT = (
    'Naar "schatting" telt het\u00a02 000 clusters, goed voor 38%. '
    "Uniformiteit lijkt hier niet wenselijk. Zo is het."
)


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        pytest.param("Uniformiteit lijkt hier niet wenselijk.", 1, id="verbatim"),
        pytest.param("Uniformiteit  lijkt\nhier", 1, id="white space"),
        pytest.param("Naar “schatting” telt het 2\u00a0000", 1, id="quotation marks"),
        pytest.param("„Uniformiteit lijkt hier”", 1, id="in quotation marks"),
        pytest.param("goed voor 38%. Uniformiteit lijkt", 2, id="two sentences"),
        pytest.param("uniformiteit lijkt hier", 0, id="other capital"),
        pytest.param("Uniformiteit lijkt niet wenselijk", 0, id="word left out"),
        pytest.param("000 clusters, goed voor", 0, id="figure cut"),
        pytest.param("formiteit lijkt hier", 0, id="word cut"),
        pytest.param("wenselijk", 1, id="one word"),
        pytest.param("Zo is het", 0, id="too short to be found"),
        pytest.param(".*", 0, id="pattern"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_words_are_found_as_they_stand_or_not_at_all(
    communication: Document, words: str, sentences: int
) -> None:
    found = find(words, passage_saying(communication, TEXT))
    assert (len(found.sentences) if found else 0) == sentences


KEY, WORDS = "1f2e3d4c", "so it is"


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("SENTENCE: It is so.\nQUOTE 1f2e3d4c: so it is", id="as asked"),
        pytest.param("**Sentence 1:** It is so.\n- **Quote** [1F2E3D4C]: so it is", id="markup"),
        pytest.param("1. ZIN: It is so.\n   CITAAT <<1f2e3d4c>>: so\n   it is", id="Dutch and wrapped"),
        pytest.param(
            "<think>SENTENCE: no</think>\n```\nSENTENCE: It is so [1].\nQUOTE 1f2e3d4c: so it is\n```",
            id="thoughts",
        ),
        pytest.param("SENTENCE: It is\u202e so.\x07\n\nQUOTE 1f2e3d4c: so it is", id="hidden characters"),
    ],
)
def test_a_reply_is_read_tolerantly(reply: str) -> None:
    assert read_reply(reply) == [Claim("It is so.", (Claimed(KEY, WORDS),))]


def test_what_has_not_the_form_is_a_claim_without_a_quotation() -> None:
    assert read_reply("It is so.\n\nQUOTE k: so\n\nSENTENCE: Yes.") == [
        Claim("It is so.", ()),
        Claim("Yes.", ()),
    ]
    assert read_reply("  \n") == [Claim("")]


def test_passages_beyond_the_window_are_not_shown(communication: Document) -> None:
    long = passage_saying(communication, "a" * (LONGEST_MATERIAL // 2))
    prompt = Prompt.about("Wat?", "nl", [long, long, long])
    assert len(prompt.passages) == 2
    assert len(prompt.user) < LONGEST_MATERIAL + 200
