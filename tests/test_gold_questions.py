"""The file of gold questions keeps its rules, and every fault in such a file is told by its line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eval.faults import faults
from eval.places import TextOfPlace, places, with_words
from eval.questions import GOLD

if TYPE_CHECKING:
    from kb import KnowledgeBase

PLACES = (
    TextOfPlace("1/p3", {"nl": "goed voor 25% van het\nCohesiefonds", "en": "25% of the Cohesion Fund"}),
    TextOfPlace("n9", {"nl": "Zie het werkdocument", "en": "See the working document"}),
)

ANSWERED = {
    "id": "q301-nl",
    "pair": "q301",
    "language": "nl",
    "split": "development",
    "kind": "number",
    "style": "plain",
    "question": "Welk deel van het Cohesiefonds?",
    "context": None,
    "outcome": "answer",
    "places": ["1/p3"],
    "related": ["n9"],
    "facts": [["25%", "25 per cent"]],
    "forbidden": ["38%"],
    "note": None,
}
REFUSED = ANSWERED | {
    "id": "a301-nl",
    "pair": "a301",
    "question": "Welk deel gaat naar Nederland?",
    "outcome": "abstention",
    "places": [],
    "facts": [],
    "note": "no country is named",
}


def pair(row: dict[str, object], english: dict[str, object] | None = None, **changed: object) -> list[str]:
    """The lines of a pair, both changed; `english` changes the second alone."""
    dutch = row | changed
    other = dutch | {"id": f"{dutch['pair']}-en", "language": "en", "question": f"{dutch['question']} (en)"}
    return [json.dumps(dutch), json.dumps(other | (english or {}))]


def told(lines: list[str]) -> list[str]:
    return [str(fault) for fault in faults(lines, PLACES)]


@pytest.mark.parametrize("row", [pytest.param(ANSWERED, id="answered"), pytest.param(REFUSED, id="refused")])
def test_a_good_pair_has_no_fault(row: dict[str, object]) -> None:
    assert told([*pair(row), ""]) == []


def test_the_gold_questions_have_no_fault(desk: KnowledgeBase) -> None:
    assert [str(f) for f in faults(GOLD.read_text("utf-8").splitlines(), places(desk))] == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["", '{"id": "q1" "pair": "q1"}'],
            ["line 2: is no JSON object: Expecting ',' delimiter at character 13; look there for"],
            id="comma",
        ),
        pytest.param(
            pair(ANSWERED, kind="amount"), ["line 1: q301-nl: the kind 'amount' is not known"], id="kind"
        ),
        pytest.param(pair(ANSWERED, style="terse"), ["line 1: q301-nl: the style 'terse'"], id="style"),
        pytest.param(pair(ANSWERED, note=3), ["line 1: 'note': Input should be a valid string"], id="type"),
        pytest.param(pair(ANSWERED, notes=""), ["line 1: has a field 'notes' that is not known"], id="field"),
        pytest.param(pair(ANSWERED, pair="x1"), ["line 1: q301-nl: the id must be x1-nl"], id="id"),
        pytest.param(pair(ANSWERED, question=" "), ["line 1: q301-nl: the question is empty"], id="empty"),
        pytest.param(
            pair(ANSWERED, context="En?"), ["line 1: q301-nl: a question with the style"], id="context"
        ),
        pytest.param(
            pair(ANSWERED, style="follow_up"), ["line 1: q301-nl: a question with"], id="no context"
        ),
        pytest.param(
            pair(ANSWERED, places=[]), ["line 1: q301-nl: a question to answer needs"], id="no place"
        ),
        pytest.param(pair(ANSWERED, facts=[]), ["line 1: q301-nl: a question to answer needs"], id="no fact"),
        pytest.param(
            pair(ANSWERED, facts=[["25%", ""]]), ["line 1: q301-nl: a fact is a list"], id="empty way"
        ),
        pytest.param(
            pair(ANSWERED, related=["1/p3"]), ["line 1: q301-nl: 1/p3 is one of the places"], id="both"
        ),
        pytest.param(
            pair(ANSWERED, related=["9/p9"]), ["line 1: q301-nl: there is no place '9/p9'"], id="anchor"
        ),
        pytest.param(
            pair(ANSWERED, facts=[["26%"]]),
            ["line 1: q301-nl: none of ['26%'] stands word for word in 1/p3"],
            id="fact elsewhere",
        ),
        pytest.param(
            pair(ANSWERED, forbidden=["COHESIEFONDS"]),
            ["line 1: q301-nl: 'COHESIEFONDS' is forbidden, but stands"],
            id="forbidden in place",
        ),
        pytest.param(pair(REFUSED, places=["n9"]), ["line 1: a301-nl: a question to abstain"], id="place"),
        pytest.param(pair(REFUSED, facts=[["3"]]), ["line 1: a301-nl: a question to abstain"], id="fact"),
        pytest.param(pair(REFUSED, note=" "), ["line 1: a301-nl: a question to abstain"], id="no note"),
        pytest.param(
            pair(ANSWERED)[:1], ["line 1: q301: the question in en of this pair"], id="one language"
        ),
        pytest.param(
            [*pair(ANSWERED), pair(ANSWERED)[0].replace("Welk", "Wat voor")],
            ["line 3: q301: there are 2 questions in nl"],
            id="three",
        ),
        pytest.param(
            pair(ANSWERED, {"split": "held"}),
            ["line 2: q301: split differs between the questions"],
            id="half",
        ),
        pytest.param(
            pair(ANSWERED, {"facts": [["25%"], ["Cohesion Fund"]]}),
            ["line 2: q301: one question of this pair has more facts"],
            id="facts",
        ),
        pytest.param(
            [*pair(ANSWERED), *pair(ANSWERED, pair="q302", id="q302-nl")],
            ["line 3: q302-nl: asks the same as q301-nl on line 1", "line 4: q302-en: asks the same as"],
            id="twice",
        ),
    ],
)
def test_a_fault_is_told_by_its_line(lines: list[str], expected: list[str]) -> None:
    said = told(lines)
    for start in expected:
        assert any(message.startswith(start) for message in said), said


def test_a_missing_field_is_named() -> None:
    (line, _) = pair(ANSWERED)
    without = json.dumps({name: value for name, value in json.loads(line).items() if name != "forbidden"})
    assert told([without])[0].startswith("line 1: has no 'forbidden': every row has every field")


def test_places_are_found_by_their_words_in_any_language(desk: KnowledgeBase) -> None:
    every = places(desk)
    found = {
        place.anchor
        for words in ("erkend beroepskwalificatie", "professional qualification")
        for place in with_words(every, words)
    }
    assert found == {"3.3/p2"}
    assert {"annex/p1", "annex/p1.1", "n25"} <= {place.anchor for place in every}
