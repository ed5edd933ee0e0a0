"""An exported answer is checked months later: what was changed is found, each for its own reason."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from kb.errors import UsageError
from kb.render.contract import ask_result
from kb.render.export import dossier, export
from kb.render.shape import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb import KnowledgeBase
    from kb.answer.audit import Check

Exported = dict[str, Any]

NUMBER = "Hoeveel procent van de Europese actieve bevolking werkt in clusters?"
NOTE = "What does footnote 25 say?"
NOWHERE = "Hoeveel clusters zijn er in Nederland?"
QUESTIONS = (NUMBER, NOTE, NOWHERE, "Wat zal de Commissie volgens de bijlage doen?", "Was ist ein Cluster?")


@pytest.fixture(scope="module")
def exports(desk: KnowledgeBase) -> dict[str, Exported]:
    return {question: exported(desk, question) for question in QUESTIONS}


def exported(desk: KnowledgeBase, question: str) -> Exported:
    shape: Exported = json.loads(export(dossier(desk, desk.ask(question)), ".json"))
    return shape


def wrong(checks: tuple[Check, ...]) -> dict[str, str]:
    return {check.name: check.detail for check in checks if not check.ok}


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_export_is_accepted_and_so_is_what_is_printed(
    desk: KnowledgeBase, exports: dict[str, Exported], question: str
) -> None:
    checks = desk.check_quotes(exports[question])
    assert not wrong(checks)
    assert [check.name for check in checks][-2:] == ["collection", "seal"]
    printed = json.loads(to_json(ask_result(desk.ask(question))))
    plain = desk.check_quotes(printed)
    assert not wrong(plain)
    assert {check.name for check in plain} <= {check.name for check in checks} - {"collection", "seal"}


def test_another_layout_of_the_same_json_is_the_same_answer(
    desk: KnowledgeBase, exports: dict[str, Exported]
) -> None:
    shuffled = dict(reversed(exports[NUMBER].items())) | {"timings_ms": exports[NUMBER]["timings_ms"]}
    shuffled["audit"] = dict(reversed(shuffled["audit"].items()))
    assert not wrong(desk.check_quotes(json.loads(json.dumps(shuffled, indent=4))))


CITED = "[1] com-2008-652.nl#1/p2"
NOTED = "[1] com-2008-652.nl#n25"
NEAREST = "passage 1 com-2008-652.nl#1/p2"


def put(*path: str | int, value: object) -> Callable[[Exported], None]:
    """Return a change that puts a value somewhere."""

    def change(export: Exported) -> None:
        part: Any = export
        for step in path[:-1]:
            part = part[step]
        assert part[path[-1]] != value
        part[path[-1]] = value

    return change


def swap(*path: str | int, old: str, new: str) -> Callable[[Exported], None]:
    """Return a change that writes other words somewhere."""

    def change(export: Exported) -> None:
        part: Any = export
        for step in path[:-1]:
            part = part[step]
        assert old in part[path[-1]]
        part[path[-1]] = part[path[-1]].replace(old, new)

    return change


FIRST = ("citations", 0)


@pytest.mark.parametrize(
    ("question", "change", "name", "detail"),
    [
        pytest.param(
            NUMBER,
            swap(*FIRST, "quote", old="38%", new="39%"),
            CITED,
            'the text does not say this in 1/p2: it has "38%" where the export has "39%"',
            id="digit-of-the-quotation",
        ),
        pytest.param(
            NUMBER,
            swap(*FIRST, "quote", old="schatting is", new="schatting is niet"),
            CITED,
            'it has nothing where the export has "niet"',
            id="negation-added",
        ),
        pytest.param(
            NUMBER,
            put(*FIRST, "quote", value="Clusters zijn altijd goed voor iedereen."),
            CITED,
            "the text does not say this in 1/p2",
            id="other-words",
        ),
        pytest.param(
            NUMBER, put(*FIRST, "quote", value=""), CITED, "the text does not say this in 1/p2", id="no-words"
        ),
        pytest.param(
            NUMBER,
            swap("sentences", 0, "text", old="38%", new="83%"),
            "sentence 1",
            "it is not the quotation under it",
            id="digit-of-the-sentence",
        ),
        pytest.param(
            NUMBER,
            swap("answer", old="38%", new="83%"),
            "answer",
            "its text is not that of its sentences",
            id="digit-of-the-answer",
        ),
        pytest.param(
            NUMBER,
            put(*FIRST, "locator", "page", value="4"),
            CITED,
            "the page is 3, the export says 4",
            id="page",
        ),
        pytest.param(
            NUMBER,
            put(*FIRST, "locator", "section", value="2"),
            CITED,
            "the section is 1, the export says 2",
            id="section",
        ),
        pytest.param(
            NUMBER,
            put(*FIRST, "locator", "anchor", value="1/p3"),
            "[1] com-2008-652.nl#1/p3",
            "the text does not say this in 1/p3, but in 1/p2",
            id="place",
        ),
        pytest.param(
            NUMBER,
            put(*FIRST, "locator", "anchor", value="9.9/p1"),
            "[1] com-2008-652.nl#9.9/p1",
            "not say this in 9.9/p1, but in 1/p2",
            id="no-such-place",
        ),
        pytest.param(
            NUMBER,
            put(*FIRST, "locator", "span", value=[1, 2]),
            CITED,
            "the range of characters is",
            id="characters",
        ),
        pytest.param(
            NOTE,
            put(*FIRST, "locator", "footnote", value=26),
            NOTED,
            "the note is 25, the export says 26",
            id="note",
        ),
        pytest.param(
            NOTE,
            swap("sentences", 0, "text", old="1082/2006", new="1082/2007"),
            "sentence 1",
            "its quotations do not carry its figures",
            id="digit-of-a-translation",
        ),
        pytest.param(
            NOTE,
            swap("sentences", 0, "text", old="See", new="Compare"),
            "sentence 1",
            "the working translation does not say this in this place",
            id="word-of-a-translation",
        ),
        pytest.param(
            NOTE,
            swap(*FIRST, "parallel", 0, "text", old="1082/2006", new="1082/2007"),
            NOTED,
            "the parallel text (en) does not stand in n25",
            id="digit-of-a-parallel-text",
        ),
        pytest.param(
            NUMBER,
            swap(*FIRST, "house_style", old="blz. 3", new="blz. 4"),
            CITED,
            'it is cited as "COM(2008) 652, punt 1, blz. 3", not "COM(2008) 652, punt 1, blz. 4"',
            id="citation-to-paste",
        ),
        pytest.param(
            NOTE,
            swap("audit", "citations", 0, "cite_as", "nl", old="25", new="24"),
            NOTED,
            'not "COM(2008) 652, voetnoot 24, blz. 7"',
            id="citation-to-paste-in-the-other-language",
        ),
        pytest.param(
            NUMBER,
            put(*FIRST, "url", value="https://example.test/"),
            CITED,
            "its address is https://eur-lex.europa.eu/",
            id="address",
        ),
        pytest.param(
            NUMBER,
            swap("audit", "citations", 0, "passage", old="2 000 statistisch", new="3 000 statistisch"),
            CITED,
            "the passage around it does not stand in 1/p2",
            id="passage-around",
        ),
        pytest.param(
            NUMBER,
            put("audit", "citations", 0, "quote_span", value=[0, 5]),
            CITED,
            "the passage around it does not hold it where the export says",
            id="place-in-the-passage",
        ),
        pytest.param(
            NUMBER,
            put(*FIRST, "document", "date", value="2026-10-17"),
            "com-2008-652.nl",
            "its date is 2008-10-17, the export says 2026-10-17",
            id="date",
        ),
        pytest.param(
            NUMBER,
            put(*FIRST, "document", "authority", value="working translation"),
            "com-2008-652.nl",
            "its authority is authentic, the export says working translation",
            id="authority",
        ),
        pytest.param(
            NUMBER,
            put("audit", "texts", 0, "licence", value="CC0"),
            "com-2008-652.nl",
            "the export says CC0",
            id="licence",
        ),
        pytest.param(
            NUMBER,
            put("sentences", 0, "markers", value=[7]),
            "sentence 1",
            "there is no quotation under one of its markers",
            id="marker",
        ),
        pytest.param(
            NUMBER,
            put("citations", value=[]),
            "answer",
            "an answer needs a quotation under each of its sentences",
            id="no-quotations",
        ),
        pytest.param(
            NUMBER,
            put("outcome", value="abstention"),
            "abstention",
            "an abstention holds no answer",
            id="answer-as-abstention",
        ),
        pytest.param(
            NOWHERE,
            swap("abstention", "nearest", 0, "text", old="38%", new="39%"),
            NEAREST,
            'it has "38%" where the export has "39%"',
            id="digit-of-a-nearest-passage",
        ),
        pytest.param(
            NOWHERE,
            put("abstention", "message", value="Er zijn er 47."),
            "seal",
            "the file was changed after it was made",
            id="message-of-an-abstention",
        ),
        pytest.param(
            NUMBER,
            put("question", value="Hoeveel procent werkt er niet?"),
            "seal",
            "the file was changed after it was made",
            id="question",
        ),
        pytest.param(
            NUMBER,
            put("audit", "considered", 0, "score", value=0.99),
            "seal",
            "the file was changed after it was made",
            id="score",
        ),
    ],
)
def test_what_was_changed_is_found(
    desk: KnowledgeBase,
    exports: dict[str, Exported],
    question: str,
    change: Callable[[Exported], None],
    name: str,
    detail: str,
) -> None:
    tampered = copy.deepcopy(exports[question])
    change(tampered)
    found = wrong(desk.check_quotes(tampered))
    assert detail in found[name]
    assert "seal" in found


def test_a_sentence_in_other_words_may_not_bring_figures(
    desk: KnowledgeBase, exports: dict[str, Exported]
) -> None:
    worded = copy.deepcopy(exports[NUMBER])
    del worded["audit"]
    for text, fault in (
        ("Van hen werkte 38% in clusters.", None),
        (
            "In 2008 werkte 38% in clusters.",
            "its quotations do not carry its figures: In 2008 werkte 38% in clusters.",
        ),
        (
            "Van hen werkte geen 38% in clusters.",
            "its quotations do not carry its negation: Van hen werkte geen 38% in clusters.",
        ),
    ):
        worded["sentences"] = [{"text": text, "markers": [1], "support": "generated"}]
        worded["answer"] = f"{text} [1]"
        assert wrong(desk.check_quotes(worded)).get("sentence 1") == fault


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(put("citations", value="x"), "citations", id="no-list"),
        pytest.param(put(*FIRST, "document", "id", value=["x"]), r"citations\.0\.document\.id", id="no-text"),
        pytest.param(put(*FIRST, "locator", value=None), r"citations\.0\.locator", id="no-locator"),
        pytest.param(put("outcome", value="maybe"), "outcome", id="no-outcome"),
        pytest.param(put("audit", "seal", value=None), r"audit\.seal", id="no-seal"),
    ],
)
def test_what_is_no_export_is_refused(
    desk: KnowledgeBase, exports: dict[str, Exported], change: Callable[[Exported], None], place: str
) -> None:
    mangled = copy.deepcopy(exports[NUMBER])
    change(mangled)
    with pytest.raises(UsageError, match=rf"this is no exported answer: {place}"):
        desk.check_quotes(mangled)
