"""The facts of the gold questions stand in both languages, in each place that should hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.places import places
from eval.questions import gold_questions, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb import KnowledgeBase

    Texts = dict[str, dict[str, str]]

LANGUAGES = ("nl", "en")
TOGETHER = "needs all places together"
"""The note of a question whose places answer it only side by side."""


@pytest.fixture(scope="module")
def texts(desk: KnowledgeBase) -> Texts:
    """What stands in each place, by language and anchor, as facts are looked for in it."""
    every = places(desk)
    return {
        language: {place.anchor: plain(place.texts[language]) for place in every} for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_stands_in_the_places_in_each_language(texts: Texts, language: str) -> None:
    for row in gold_questions():
        held = " ".join(texts[language][place] for place in row.places)
        assert _without(row.facts, held) == [], row.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_place_alone_has_every_fact_unless_the_note_says_otherwise(texts: Texts, language: str) -> None:
    for row in gold_questions(split="development"):
        for place in row.places if row.note != TOGETHER else ():
            assert _without(row.facts, texts[language][place]) == [], (row.id, place)


def test_words_that_are_forbidden_stand_somewhere_in_the_texts(texts: Texts) -> None:
    everything = " ".join(text for of in texts.values() for text in of.values())
    for row in gold_questions():
        assert _without([(words,) for words in row.forbidden], everything) == [], row.id


def _without(facts: Sequence[Sequence[str]], text: str) -> list[Sequence[str]]:
    """Return the facts of which no way to say them stands in a text."""
    return [ways for ways in facts if not any(plain(way) in text for way in ways)]
