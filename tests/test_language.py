"""Which language a question or a text is in."""

from __future__ import annotations

import pytest

from eval.questions import gold_questions
from kb import language
from kb.errors import UsageError
from tests.languages import specimens


@pytest.mark.parametrize(
    ("question", "code"),
    [
        pytest.param("Wat is een cluster?", "nl", id="dutch"),
        pytest.param("What is a cluster?", "en", id="english"),
        pytest.param("Was ist ein Cluster?", "de", id="german"),
        pytest.param("Qu'est-ce qu'un cluster ?", "fr", id="french"),
        pytest.param("¿Qué es un clúster?", "es", id="spanish"),
        pytest.param("O que é um aglomerado?", "pt", id="portuguese"),
        pytest.param('Wat houdt "Regions for Economic Change" in?', "nl", id="an-english-name-quoted"),
        pytest.param("Wat is het Lead Market Initiative for Europe?", "nl", id="an-english-name"),
        pytest.param("voetnoot 25", "nl", id="dutch-note"),
        pytest.param("footnote 25", "en", id="english-note"),
        pytest.param("percentage workforce in clusters", "en", id="english-keywords"),
        pytest.param("aandeel beroepsbevolking clusters", "nl", id="dutch-keywords"),
        pytest.param("COM(2006) 502", "nl", id="nothing-to-tell-by"),
        pytest.param("1082/2006", "nl", id="figures-alone"),
    ],
)
def test_the_language_of_a_question(question: str, code: str) -> None:
    assert language.of_question(question) == code


def test_the_languages_of_the_gold_questions_are_told() -> None:
    questions = gold_questions()
    right = sum(language.of_question(q.question) == q.language for q in questions)
    assert right / len(questions) >= 0.97


def test_the_answer_does_not_depend_on_what_was_asked_before() -> None:
    first = [language.of_question(q.question) for q in gold_questions("en")]
    again = [language.of_question(q.question) for q in reversed(gold_questions("en"))]
    assert first == again[::-1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("De Commissie steunt clusters in de lidstaten en in de regio's.", "nl"),
        ("The Commission supports clusters in the Member States and regions.", "en"),
        ("Die Kommission unterstützt Cluster in den Mitgliedstaaten und Regionen.", "de"),
        ("La Commission soutient les grappes dans les États membres et les régions.", "fr"),
        ("La Comisión apoya las agrupaciones en los Estados miembros y en las regiones.", "es"),
        ("A Comissão apoia os polos nos Estados-Membros e nas regiões.", "pt"),
        ("12 345", None),
    ],
)
def test_the_language_of_a_document(text: str, code: str | None) -> None:
    assert language.of_document(text) == code


def test_an_unknown_language_is_refused_with_the_list() -> None:
    assert language.known(" NL ") == "nl"
    with pytest.raises(UsageError, match="choose one of nl, en"):
        language.known("xx")


@pytest.mark.parametrize("kind", ["question", "passage"])
def test_short_texts_in_six_languages_are_told(kind: str) -> None:
    """`python -m tests.languages` prints the table."""
    some = [specimen for specimen in specimens() if specimen.kind == kind]

    assert len(some) == 60
    assert sum(specimen.told == specimen.language for specimen in some) >= 58
