"""One work in two languages: the translation is aligned with the original and never passes for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kb import Answer
from kb.analysis import sentences
from kb.answer import Support
from kb.document import Authority, BlockKind
from kb.ingestion.content import content_of
from kb.ingestion.files import source_files
from kb.ingestion.read import read_document
from tests.conftest import ROOT

if TYPE_CHECKING:
    from kb import KnowledgeBase
    from kb.document import Block, Document
    from tests.conftest import Outcomes

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
SHARE = re.compile(r"\d+(?= ?%)")
ADDRESS = re.compile(r"(?:https?|htpp)://[^\s]+|www\.[^\s]+")


@pytest.fixture(scope="module")
def translation() -> Document:
    (file,) = source_files(ROOT / "corpus" / "com-2008-652.en.md")
    return read_document(file, content_of(file), None)


@pytest.fixture(scope="module")
def pairs(communication: Document, translation: Document) -> list[tuple[Block, Block]]:
    return list(zip(communication.blocks, translation.blocks, strict=True))


def test_the_translation_says_what_it_is(translation: Document) -> None:
    assert translation.expression.authority is Authority.WORKING_TRANSLATION
    assert translation.expression.language == "en"
    assert translation.unlocated_notes == ()


def test_every_place_stands_in_both(pairs: list[tuple[Block, Block]]) -> None:
    for dutch, english in pairs:
        assert (dutch.kind, dutch.place.anchor) == (english.kind, english.place.anchor)
        assert (dutch.place.paragraph, dutch.place.point) == (english.place.paragraph, english.place.point)


def test_every_sentence_stands_in_both(pairs: list[tuple[Block, Block]]) -> None:
    for dutch, english in pairs:
        counts = [len(list(sentences(block.text.text))) for block in (dutch, english)]
        assert counts[0] == counts[1], dutch.place.anchor


def test_every_note_hangs_on_the_same_sentence(pairs: list[tuple[Block, Block]]) -> None:
    for dutch, english in pairs:
        hung = [
            {
                (mark.number, number)
                for mark in block.marks
                for number, span in enumerate(sentences(block.text.text))
                if span.start < mark.position <= span.end
            }
            for block in (dutch, english)
        ]
        assert hung[0] == hung[1], dutch.place.anchor


@pytest.mark.parametrize("pattern", [YEAR, SHARE], ids=["years", "percentages"])
def test_figures_are_the_same(pairs: list[tuple[Block, Block]], pattern: re.Pattern[str]) -> None:
    for dutch, english in pairs:
        found = [sorted(pattern.findall(block.text.text)) for block in (dutch, english)]
        assert found[0] == found[1], dutch.place.anchor


def test_addresses_are_the_same(pairs: list[tuple[Block, Block]]) -> None:
    for dutch, english in pairs:
        if dutch.kind is BlockKind.NOTE:
            found = [[a.rstrip(".") for a in ADDRESS.findall(block.text.text)] for block in (dutch, english)]
            assert found[0] == found[1], dutch.place.anchor


def test_an_english_answer_shows_the_translation_and_quotes_the_original(desk: KnowledgeBase) -> None:
    answer = desk.ask("What is a cluster?")
    assert isinstance(answer, Answer)
    first, citation = answer.sentences[0], answer.citations[0]
    assert first.support is Support.TRANSLATED
    assert first.text.startswith("A cluster can be broadly defined")
    assert citation.quote.startswith("Een cluster kan in ruime zin worden gedefinieerd")
    assert citation.document.authority is Authority.AUTHENTIC
    assert (citation.locator.anchor, citation.locator.page) == ("intro/p3", "2")
    assert [(p.language, p.authority, p.text) for p in citation.parallel] == [
        ("en", Authority.WORKING_TRANSLATION, first.text)
    ]


def test_a_dutch_answer_quotes_the_original_itself(
    outcomes: Outcomes,
) -> None:
    answers = outcomes["nl"].values()
    supports = {s.support for a in answers if isinstance(a, Answer) for s in a.sentences}
    assert supports == {Support.QUOTED}


def test_every_english_answer_rests_on_the_original(
    outcomes: Outcomes,
) -> None:
    answers = outcomes["en"].values()
    citations = [c for a in answers if isinstance(a, Answer) for c in a.citations]
    assert citations
    assert {c.document.authority for c in citations} == {Authority.AUTHENTIC}


def test_without_the_translation_an_english_question_is_answered_in_dutch(desk: KnowledgeBase) -> None:
    answer = desk.ask("What is a cluster?", languages=["nl"])
    assert isinstance(answer, Answer)
    assert {s.support for s in answer.sentences} == {Support.QUOTED}
    assert answer.citations[0].locator.anchor == "intro/p3"
    assert answer.citations[0].parallel == ()


def test_a_place_is_one_hit_with_two_texts(desk: KnowledgeBase) -> None:
    hits = desk.search("workforce employed in clusters", k=10)
    anchors = [hit.locator.anchor for hit in hits]
    assert len(set(anchors)) == len(anchors)
    best = hits[0]
    assert (best.locator.anchor, best.locator.page, best.document.language) == ("1/p2", "3", "en")
    assert [p.language for p in best.parallel] == ["nl"]
    assert [hit.document.language for hit in desk.search("workforce", languages=["nl"])] == ["nl"] * 10
