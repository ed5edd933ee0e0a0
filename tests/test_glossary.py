"""The glossary: well formed, and what a term is also called."""

from __future__ import annotations

from collections import Counter

import pytest

from kb.analysis import analyzer
from kb.encoder.glossary import also_called, concepts, in_names, other_names
from kb.retrieve.query import Query


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


def _meets(asked_in: str, asked: str, language: str, written: str) -> bool:
    names = also_called(list(analyzer(asked_in).terms(asked)), asked_in, language)
    held = in_names(analyzer(language).terms(written), language)
    return any(some & set(term.keys) for term in held for some in names)


@pytest.mark.parametrize(
    ("asked_in", "asked", "language", "written"),
    [
        pytest.param("nl", "vraagt", "nl", "verzoekt", id="nl-nl-to-ask"),
        pytest.param("nl", "geld", "nl", "middelen", id="nl-nl-money"),
        pytest.param("nl", "firma", "nl", "ondernemingen", id="nl-nl-firm"),
        pytest.param("nl", "betalen", "nl", "financieren", id="nl-nl-to-pay"),
        pytest.param("nl", "gevaar", "nl", "risico's", id="nl-nl-danger"),
        pytest.param("nl", "helpen", "nl", "ondersteunen", id="nl-nl-to-help"),
        pytest.param("nl", "vraagt", "en", "invites", id="nl-en-to-ask"),
        pytest.param("nl", "overeind houden", "en", "keeping alive", id="nl-en-to-keep-alive"),
        pytest.param("nl", "noodlijdend", "en", "ailing", id="nl-en-ailing"),
        pytest.param("nl", "verplicht", "en", "obligatory", id="nl-en-obligatory"),
        pytest.param("nl", "geldgebrek", "en", "underfunded", id="nl-en-lack-of-money"),
        pytest.param("nl", "eenvormig", "en", "homogeneous", id="nl-en-uniform"),
        pytest.param("en", "mandatory", "en", "obligatory", id="en-en-mandatory"),
        pytest.param("en", "ask", "en", "invites", id="en-en-to-ask"),
        pytest.param("en", "bail out", "en", "keeping alive", id="en-en-to-keep-alive"),
        pytest.param("en", "money", "en", "funding", id="en-en-money"),
        pytest.param("en", "allow", "en", "permitted", id="en-en-to-allow"),
        pytest.param("en", "mistakes", "en", "errors", id="en-en-mistakes"),
        pytest.param("en", "ask", "nl", "verzoekt", id="en-nl-to-ask"),
        pytest.param("en", "money", "nl", "middelen", id="en-nl-money"),
        pytest.param("en", "small businesses", "nl", "kmo's", id="en-nl-small-businesses"),
        pytest.param("en", "hurdles", "nl", "belemmeringen", id="en-nl-hurdles"),
        pytest.param("en", "abroad", "nl", "buitenland", id="en-nl-abroad"),
        pytest.param("en", "bail out", "nl", "redden", id="en-nl-to-rescue"),
    ],
)
def test_an_everyday_word_meets_the_word_of_the_texts(
    asked_in: str, asked: str, language: str, written: str
) -> None:
    assert _meets(asked_in, asked, language, written)


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        pytest.param(("toename", "afname"), ("growth", "decline"), id="more-or-less"),
        pytest.param(("bevorderen", "belemmeren"), ("promote", "hinder"), id="help-or-hinder"),
        pytest.param(("slagen", "mislukken"), ("success", "failure"), id="success-or-failure"),
        pytest.param(("toestaan", "verbieden"), ("allow", "prohibit"), id="may-or-may-not"),
        pytest.param(("verplicht", "vrijwillig"), ("mandatory", "voluntary"), id="must-or-may"),
        pytest.param(("starten", "beëindigen"), ("start", "end"), id="begin-or-end"),
        pytest.param(("toetreden", "uittreden"), ("join", "quit"), id="join-or-leave"),
        pytest.param(("oorzaak", "gevolg"), ("cause", "consequence"), id="cause-or-effect"),
        pytest.param(("tijdelijk", "blijvend"), ("temporary", "permanent"), id="for-now-or-for-good"),
        pytest.param(("sterk", "zwak"), ("strong", "weak"), id="strong-or-weak"),
        pytest.param(("eenvormig", "gevarieerd"), ("uniform", "diverse"), id="same-or-different"),
        pytest.param(("tekort", "overschot"), ("shortage", "surplus"), id="too-little-or-too-much"),
    ],
)
def test_what_is_opposite_does_not_meet(dutch: tuple[str, str], english: tuple[str, str]) -> None:
    sides = ({"nl": dutch[0], "en": english[0]}, {"nl": dutch[1], "en": english[1]})
    for one, other in (sides, sides[::-1]):
        assert not any(
            _meets(asked_in, one[asked_in], language, other[language])
            for asked_in in one
            for language in other
        )


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


def test_a_question_is_looked_up_as_its_own_language_analyses_it() -> None:
    query = Query("Wat is een clusterorganisatie?", "nl")
    (names,) = query.other_names(query.terms_in("en"), "en")
    parts = {
        part for term in in_names(analyzer("en").terms("cluster organisations"), "en") for part in term.parts
    }
    assert names & parts
