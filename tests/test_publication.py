"""Questions about a document itself: which they are, what is told, and what is not known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kb import Abstention, Answer, KnowledgeBase
from kb.answer import Reason, Support
from kb.answer.particulars import Particular, asked_of_document
from kb.document import BlockKind
from kb.render.contract import ask_result
from kb.render.dossier import dossier
from kb.render.export import export
from kb.render.shape import to_json
from kb.sources.facts import Facts
from kb.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

P = Particular

DATE = "De mededeling COM(2008) 652 is van 17.10.2008."
FOR = (
    "gericht aan de Raad, het Europees Parlement, het Europees Economisch en Sociaal Comité en "
    "het Comité van de Regio's."
)

MANIFEST = """
[[work]]
id = "stuk-een"
kind = "communication"
reference = "COM(2007) 101"
celex = "52007DC0101"
certainty = "certain"
date = 2007-03-01
[work.title]
nl = "Over het planten van oude bomen: een proef"
[work.author]
nl = "de Commissie"
[[work.expression]]
language = "nl"
file = "een.nl.md"
authority = "authentic"

[[work]]
id = "stuk-twee"
kind = "staff_working_document"
reference = "SEC(2007) 202"
date = 2007-04-02
[work.title]
nl = "Cijfers over bomen"
[[work.expression]]
language = "nl"
file = "twee.nl.md"
authority = "authentic"
"""


def answered(desk: KnowledgeBase, question: str, **options: str) -> Answer:
    outcome = desk.ask(question, **options)
    assert isinstance(outcome, Answer), f"abstained: {outcome.message}"
    return outcome


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        pytest.param("Van wanneer is deze mededeling?", (P.DATE,), id="nl-date"),
        pytest.param("Kunt u zeggen van wanneer deze mededeling is?", (P.DATE,), id="nl-courteous"),
        pytest.param("datum mededeling", (P.DATE,), id="nl-telegram-date"),
        pytest.param("Hoe oud is dit document?", (P.DATE,), id="nl-age"),
        pytest.param(
            "Wanneer verscheen de mededeling van de Commissie?", (P.DATE,), id="nl-of-the-commission"
        ),
        pytest.param("Wie heeft dit document opgesteld?", (P.AUTHOR,), id="nl-author"),
        pytest.param("Van wanneer en van wie is dit?", (P.DATE, P.AUTHOR), id="nl-two-of-one"),
        pytest.param(
            "Aan wie is zij gericht en van wanneer is deze mededeling?", (P.DATE, P.ADDRESSEES), id="nl-two"
        ),
        pytest.param("geadresseerden mededeling", (P.ADDRESSEES,), id="nl-telegram-addressees"),
        pytest.param("Welk nummer heeft de mededeling?", (P.NUMBER,), id="nl-number"),
        pytest.param("celexnummer", (P.CELEX,), id="nl-telegram-celex"),
        pytest.param("In welke talen is de tekst geladen?", (P.LANGUAGES,), id="nl-languages"),
        pytest.param("From when is this and who wrote it?", (P.DATE, P.AUTHOR), id="en-two"),
        pytest.param("When was the communication published?", (P.DATE,), id="en-date"),
        pytest.param("date of the communication", (P.DATE,), id="en-telegram-date"),
        pytest.param("What is its number?", (P.NUMBER,), id="en-its-number"),
        pytest.param("To whom is the communication addressed?", (P.ADDRESSEES,), id="en-addressees"),
        pytest.param("Who is this communication addressed to?", (P.ADDRESSEES,), id="en-addressed-to"),
        pytest.param("What is the CELEX number?", (P.CELEX,), id="en-celex"),
        pytest.param("Which languages are loaded?", (P.LANGUAGES,), id="en-languages"),
    ],
)
def test_is_about_the_document(question: str, asked: tuple[Particular, ...]) -> None:
    found = asked_of_document(question)
    assert found is not None
    assert found.particulars == asked


@pytest.mark.parametrize(
    "question",
    [
        "Wanneer werd de EU opgericht?",
        "Wie schreef het European Cluster Memorandum?",
        "Welke commissaris ondertekende de mededeling?",
        "Wat vraagt de mededeling aan clusterorganisaties?",
        "Welke mededeling gaat over onderzoekers?",
        "Van welke datum is Verordening (EG) nr. 1082/2006?",
        "Aan wie is de campagne gericht?",
        "Hoeveel talen zijn er in de EU?",
        "Van wanneer is deze mededeling en wat staat er in?",
        "Wat is de datum?",
        "When was the Observatory launched?",
        "What is the date of the memorandum?",
        "number of researchers in the EU",
        "when",
        "",
    ],
)
def test_is_about_something_else(question: str) -> None:
    assert asked_of_document(question) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param(
            "Van wanneer is deze mededeling en aan wie is zij gericht?",
            (DATE, f"De mededeling is {FOR}"),
            id="nl-date-and-addressees",
        ),
        pytest.param(
            "From when is this and who wrote it?",
            (
                "The communication COM(2008) 652 is dated 17.10.2008.",
                "The author of the communication is: Commission of the European Communities.",
            ),
            id="en-date-and-author",
        ),
        pytest.param(
            "Welk nummer heeft de mededeling?",
            ("Het nummer van de mededeling is COM(2008) 652.",),
            id="nl-number",
        ),
        pytest.param(
            "What is the CELEX number?",
            (
                "The CELEX number of the communication COM(2008) 652 is 52008DC0652 (formed by a fixed rule "
                "from the number of the document).",
            ),
            id="en-celex",
        ),
        pytest.param(
            "In welke talen is de tekst geladen?",
            (
                "De tekst van de mededeling COM(2008) 652 is geladen in het Nederlands (authentieke tekst) "
                "en het Engels (werkvertaling).",
            ),
            id="nl-languages",
        ),
        pytest.param("Wat is de datum van COM(2008) 652?", (DATE,), id="by-number"),
        pytest.param("Van wanneer is 52008DC0652?", (DATE,), id="by-celex"),
        pytest.param(
            "Wat is de datum van “Naar clusters van wereldklasse in de Europese Unie”?",
            (DATE,),
            id="by-title",
        ),
        pytest.param("Van waneer is deze mededeling?", (DATE,), id="misspelt"),
    ],
)
def test_is_told_from_the_manifest_under_the_title(
    desk: KnowledgeBase, question: str, told: tuple[str, ...]
) -> None:
    answer = answered(desk, question)
    assert tuple(sentence.text for sentence in answer.sentences) == told
    assert {sentence.support for sentence in answer.sentences} == {Support.MANIFEST}
    assert {citation.source.passage.kind for citation in answer.citations} == {BlockKind.TITLE}
    assert [citation.document.language for citation in answer.citations] == ["nl", "nl"]
    assert answer.remarks == ()


@pytest.mark.parametrize(
    "question",
    [
        "Wanneer werd de EU opgericht?",
        "Wie schreef het European Cluster Memorandum?",
        "Van welke datum is de verordening?",
        "Who wrote this regulation?",
    ],
)
def test_near_misses_are_not_told(desk: KnowledgeBase, question: str) -> None:
    outcome = desk.ask(question)
    sentences = outcome.sentences if isinstance(outcome, Answer) else ()
    assert all(sentence.support is not Support.MANIFEST for sentence in sentences)


def test_what_only_points_is_about_the_document_of_the_question_before(desk: KnowledgeBase) -> None:
    before = "Van wanneer is deze mededeling?"
    answer = answered(desk, "En aan wie is zij gericht?", context=before)
    assert answer.sentences[0].text == f"De mededeling COM(2008) 652 is {FOR}"
    other = desk.ask("En van wanneer is die?", context="Welke mededeling gaat over leidende markten?")
    assert not isinstance(other, Answer) or not other.is_declared


def test_an_export_holds_and_an_altered_fact_does_not(desk: KnowledgeBase) -> None:
    made = dossier(desk, answered(desk, "Van wanneer is deze mededeling?"))
    assert "Volgens het manifest" in export(made, ".md").decode()
    exported = json.loads(export(made, ".json"))
    assert all(check.ok for check in desk.check_quotes(exported))
    altered = json.loads(json.dumps(exported).replace(DATE, DATE.replace("is van", "is niet van")))
    wrong = [check for check in desk.check_quotes(altered) if not check.ok]
    assert "sentence 1" in [check.name for check in wrong]


def test_a_model_is_not_asked_to_word_it(desk: KnowledgeBase) -> None:
    answer = answered(desk, "Van wanneer is deze mededeling?", llm="none")
    assert answer.is_declared
    assert not answered(desk, "Wat is een cluster?").is_declared


@pytest.fixture
def several(tmp_path: Path) -> Iterator[KnowledgeBase]:
    folder = tmp_path / "stukken"
    folder.mkdir()
    (folder / "manifest.toml").write_text(MANIFEST, "utf-8")
    (folder / "een.nl.md").write_text("# Over het planten van oude bomen\n\nEen boom staat stil.\n", "utf-8")
    (folder / "twee.nl.md").write_text("Er zijn drie bomen geteld in het hele land.\n", "utf-8")
    with KnowledgeBase.open(tmp_path / "home") as desk:
        desk.ingest([folder])
        yield desk


def test_each_of_several_is_told(several: KnowledgeBase) -> None:
    answer = answered(several, "Wat is de datum van het document?")
    assert [sentence.text for sentence in answer.sentences] == [
        "De mededeling COM(2007) 101 is van 1.3.2007.",
        "Het werkdocument SEC(2007) 202 is van 2.4.2007.",
    ]
    assert [citation.document.id for citation in answer.citations] == ["stuk-een", "stuk-twee"]
    assert [sentence.markers for sentence in answer.sentences] == [(1,), (2,)]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Wat is de datum van het werkdocument?", id="by-kind"),
        pytest.param("Wat is de datum van SEC(2007) 202?", id="by-number"),
        pytest.param("Van wanneer is Cijfers over bomen?", id="by-title"),
    ],
)
def test_the_one_that_is_named_is_told(several: KnowledgeBase, question: str) -> None:
    assert [citation.document.id for citation in answered(several, question).citations] == ["stuk-twee"]


def test_what_nobody_declared_is_said_not_to_be_known(several: KnowledgeBase) -> None:
    answer = answered(several, "Van wanneer is SEC(2007) 202 en wie heeft het geschreven?")
    assert [sentence.text for sentence in answer.sentences] == [
        "Het werkdocument SEC(2007) 202 is van 2.4.2007."
    ]
    assert answer.remarks == ("Niet bekend van het werkdocument SEC(2007) 202: de auteur.",)
    assert ask_result(answer).remarks == answer.remarks
    assert answer.remarks[0] in export(dossier(several, answer), ".md").decode()
    assert isinstance(several.ask("Aan wie is SEC(2007) 202 gericht?"), Abstention)


def test_of_more_than_four_one_must_be_named(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"stuk-{number}.nl.txt").write_text(f"Er staan {number} bomen in dit park.\n", "utf-8")
    with KnowledgeBase.open(tmp_path / "home") as desk:
        desk.ingest([tmp_path / f"stuk-{number}.nl.txt" for number in range(5)])
        outcome = desk.ask("In welke talen is de tekst geladen?")
    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.UNCLEAR_QUESTION
    assert "5 documenten" in outcome.message


def test_the_store_keeps_what_is_declared(several: KnowledgeBase) -> None:
    store = Store.read(several.settings.home)
    assert store is not None
    with store:
        facts = [document.origin.facts for document in store.documents()]
    assert facts == [
        Facts("communication", "certain", {"nl": "de Commissie"}),
        Facts("staff_working_document"),
    ]


@pytest.mark.parametrize(
    ("question", "remark"),
    [
        pytest.param(
            "voetnoot 25 en voetnoot 99", "Een voetnoot 99 is er niet in de geraadpleegde teksten.", id="nl"
        ),
        pytest.param(
            "footnote 25 and footnote 99", "There is no footnote 99 in the texts consulted.", id="en"
        ),
    ],
)
def test_a_note_that_is_not_there_is_remarked(desk: KnowledgeBase, question: str, remark: str) -> None:
    answer = answered(desk, question)
    assert [citation.locator.footnote for citation in answer.citations] == [25]
    assert answer.remarks == (remark,)
    assert json.loads(to_json(ask_result(answer)))["remarks"] == [remark]
    assert answered(desk, "Wat staat er in voetnoot 25?").remarks == ()
