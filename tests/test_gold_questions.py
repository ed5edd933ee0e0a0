"""The gold questions are sound in themselves: whole pairs, places that exist, facts that stand in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from eval.questions import GoldQuestion, gold_questions

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from kb import KnowledgeBase

    Texts = dict[str, dict[str, str]]

LANGUAGES = ("nl", "en")
TOGETHER = "needs all places together"
OWN_FIELDS = {"id", "language", "question", "context"}
"""What the two rows of a pair do not share."""


@pytest.fixture(scope="module")
def texts(desk: KnowledgeBase) -> Texts:
    """The cleaned texts of the communication, by language and anchor."""
    found: Texts = {language: {} for language in LANGUAGES}
    for passage in desk.passages():
        found[passage.expression.language][passage.place.anchor] = _plain(passage.text)
    return found


def test_no_question_stands_there_twice() -> None:
    rows = gold_questions()
    assert _twice(row.id for row in rows) == []
    assert _twice((row.language, row.context, _plain(row.question)) for row in rows) == []


def test_every_pair_is_one_question_in_both_languages() -> None:
    pairs: dict[str, list[GoldQuestion]] = defaultdict(list)
    for row in gold_questions():
        pairs[row.pair].append(row)
    for pair, rows in pairs.items():
        assert [row.id for row in rows] == [f"{pair}-{language}" for language in LANGUAGES]
        assert [row.language for row in rows] == list(LANGUAGES)
        dutch, english = (row.model_dump(exclude=OWN_FIELDS) for row in rows)
        assert dutch == english, pair
        assert (rows[0].context is None) == (rows[1].context is None), pair


def test_every_question_is_asked_in_words_without_space_around_them() -> None:
    for row in gold_questions():
        assert row.question, row.id
        assert row.question == row.question.strip(), row.id
        assert row.context is None or row.context == row.context.strip() != "", row.id


def test_a_question_to_answer_has_a_place_and_a_fact() -> None:
    for row in gold_questions():
        if row.outcome == "answer":
            assert row.places, row.id
            assert row.facts, row.id
            assert all(ways and all(ways) for ways in row.facts), row.id


def test_a_question_to_abstain_from_says_why_and_expects_nothing() -> None:
    for row in gold_questions():
        if row.outcome == "abstention":
            assert row.note, row.id
            assert (row.places, row.facts) == ((), ()), row.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_is_a_passage_or_a_lead_in(texts: Texts, language: str) -> None:
    anchors = texts[language].keys()
    for row in gold_questions():
        assert set(row.places) <= anchors, row.id
        assert not set(row.places) & set(row.related), row.id
        for place in row.related:
            assert place in anchors or any(anchor.startswith(f"{place}.") for anchor in anchors), row.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_stands_in_the_places(texts: Texts, language: str) -> None:
    for row in gold_questions():
        held = [texts[language][place] for place in row.places]
        whole = " ".join(held)
        assert all(_any_stands(ways, whole) for ways in row.facts), row.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_place_alone_holds_the_facts_unless_the_note_says_otherwise(texts: Texts, language: str) -> None:
    for row in gold_questions(split="development"):
        for place in row.places if row.note != TOGETHER else ():
            assert all(_any_stands(ways, texts[language][place]) for ways in row.facts), (row.id, place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_right_answer_may_not_say_stands_elsewhere(texts: Texts, language: str) -> None:
    everything = " ".join(" ".join(of.values()) for of in texts.values())
    for row in gold_questions():
        held = " ".join(texts[language][place] for place in row.places)
        for wrong in row.forbidden:
            assert _plain(wrong) not in held, row.id
            assert _plain(wrong) in everything, row.id


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()


def _any_stands(ways: tuple[str, ...], text: str) -> bool:
    return any(_plain(way) in text for way in ways)


def _twice(values: Iterable[Hashable]) -> list[Hashable]:
    return [value for value, times in Counter(values).items() if times > 1]
