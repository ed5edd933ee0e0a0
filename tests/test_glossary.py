"""The glossary: well formed, and what a term is also called."""

from __future__ import annotations

from collections import Counter

import pytest

from kb.analysis import analyzer
from kb.encoder.glossary import also_called, concepts, in_names, other_names


def test_the_glossary_is_well_formed() -> None:
    assert len(concepts()) >= 1_500
    for concept in concepts():
        for language in ("nl", "en"):
            names = concept.names[language]
            assert all(name == name.strip() != "" for name in names), concept
            assert max(Counter(names).values()) == 1, concept


@pytest.mark.parametrize(
    ("asked_in", "text", "language", "key"),
    [
        pytest.param("en", "FP7", "nl", "kp7", id="an abbreviation"),
        pytest.param("en", "SMEs", "nl", "mkb", id="SMEs"),
        pytest.param("nl", "EOR", "en", "era", id="research area"),
        pytest.param("en", "Member States", "nl", "lidstaat", id="two words, one compound"),
        pytest.param("en", "state aid rules", "nl", "staatssteun", id="within a question"),
    ],
)
def test_another_language_calls_it(asked_in: str, text: str, language: str, key: str) -> None:
    terms = list(analyzer(asked_in).terms(text))
    assert key in also_called(terms, asked_in, language)[0]


def test_a_name_of_several_words_is_not_looked_up_word_by_word() -> None:
    member, states = also_called(list(analyzer("en").terms("Member States")), "en", "nl")
    assert member == states


def test_what_a_question_names_is_shown_with_its_other_names() -> None:
    found = dict(other_names("Wat doet KP7 voor staatssteun?", "nl"))
    assert any("FP7" in names for names in found.values())
    assert "state aid" in found["staatssteun"]
    assert other_names("Waarom is dat zo?", "nl") == []


@pytest.mark.parametrize(
    ("asked_in", "question", "language", "text", "meets"),
    [
        pytest.param("en", "workforce", "nl", "de actieve bevolking in Europa", True, id="two words"),
        pytest.param(
            "nl", "EGTS", "nl", "een Europese groepering voor territoriale samenwerking", True, id="four"
        ),
        pytest.param("nl", "EGTS", "nl", "Europese samenwerking", False, id="some of its words are no name"),
    ],
)
def test_a_name_of_several_words_is_met_in_a_text(
    asked_in: str, question: str, language: str, text: str, meets: bool
) -> None:
    (keys,) = also_called(list(analyzer(asked_in).terms(question)), asked_in, language)
    held = [set(term.parts) for term in in_names(analyzer(language).terms(text), language)]
    assert any(keys & parts for parts in held) is meets
