"""A small run over the real corpus: the same wherever it is asked, and quotations read again in the files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import pytest
from typer.testing import CliRunner

from eval import run_file, runs
from eval.__main__ import app
from eval.asking import Task, asked, digest
from eval.questions import gold_questions
from eval.quotations import Judged, Shelf
from eval.run_file import without_times
from eval.scores import without_hits
from eval.tables import table
from kb import Answer, KnowledgeBaseError
from kb.answer.abstain import LIKELY_ENOUGH
from kb.answer.house_style import house_style
from kb.answer.quote import Quote

if TYPE_CHECKING:
    from pathlib import Path

    from eval.run_file import RunFile
    from kb import KnowledgeBase
    from kb.answer import Citation

FEW = ("q001-nl", "q001-en", "q003-nl", "a001-nl")
RIGHT = Judged(verbatim=True, right_locator=True)


@pytest.fixture(scope="module")
def shelf(desk: KnowledgeBase) -> Shelf:
    return Shelf.of(desk)


@pytest.fixture(scope="module")
def tasks() -> list[Task]:
    return runs.both_ways([question for question in gold_questions() if question.id in FEW])


@pytest.fixture(scope="module")
def run(tasks: list[Task]) -> RunFile:
    """The tasks done by other processes, over a knowledge base of their own."""
    told: list[int] = []
    made = runs.evaluated(tasks, told.append)
    assert told[-1] == len(tasks)
    return made


def test_a_whole_run_asks_all_and_those_to_answer_across_languages(tasks: list[Task]) -> None:
    assert [(task.question.id, task.searched) for task in tasks] == [
        *((name, None) for name in FEW),
        ("q001-nl", ("en",)),
        ("q001-en", ("nl",)),
        ("q003-nl", ("en",)),
    ]


def test_two_runs_differ_in_times_only(
    run: RunFile, desk: KnowledgeBase, shelf: Shelf, tasks: list[Task]
) -> None:
    here = run.model_copy(update={"rows": tuple(asked(desk, shelf, tasks))})
    assert here != run
    assert without_times(here) == without_times(run)


def test_a_run_says_what_was_asked_and_of_what(run: RunFile, desk: KnowledgeBase) -> None:
    outcome = desk.ask("Wat is een cluster?")
    assert run.program == desk.record(outcome).program
    assert run.corpus == desk.record(outcome).collection.digest
    assert run.index == desk.status().index
    assert run.settings.scores == ("align", "dense", "kind", "lexical")
    assert [each.language for each in run.references] == ["nl", "en", "fr", "de"]


def test_a_row_says_what_came_back_and_what_it_is_worth(run: RunFile) -> None:
    row = run.by_key["q001-nl"]
    assert (row.outcome, row.measures.rank, row.measures.facts_missed) == ("answer", 1, ())
    assert row.hits[0].anchor == "intro/p3"
    assert row.measures.ranking["nDCG@10"] == 1.0
    assert row.citations[0].quote.startswith("Een cluster kan in ruime zin")
    assert (row.citations[0].section, row.citations[0].page) == ("INLEIDING", "2")
    assert row.ms > 0
    refused = run.by_key["a001-nl"]
    assert (refused.outcome, refused.reason, refused.citations) == ("abstention", "not_in_texts", ())
    assert refused.measures.ranking == {}
    assert refused.confidence is None  # a rule decides: no text has that country
    assert row.confidence is not None
    assert row.confidence >= LIKELY_ENOUGH


class _Failing:
    """A desk that cannot answer."""

    def examine(self, question: str, **_said: object) -> NoReturn:
        raise KnowledgeBaseError(f"not answered: {question}")


def test_a_question_that_ends_in_an_error_is_zero_and_listed(shelf: Shelf, tasks: list[Task]) -> None:
    rows = asked(_Failing(), shelf, [tasks[0], tasks[3]])
    assert [row.outcome for row in rows] == ["error", "error"]
    assert without_hits(rows) == rows
    assert (set(rows[0].measures.ranking.values()), rows[0].measures.facts_found) == ({0.0}, ())
    assert len(rows[0].measures.facts_missed) == 2
    assert not any(row.is_right for row in rows)


def test_an_edited_question_has_another_digest() -> None:
    question = gold_questions()[0]
    assert digest(question) == digest(question.model_copy())
    assert digest(question) != digest(question.model_copy(update={"related": ("n1",)}))


@pytest.fixture(scope="module")
def answer(desk: KnowledgeBase) -> Answer:
    given = desk.ask("Wat staat er in voetnoot 14?", language="nl")
    assert isinstance(given, Answer)
    return given


def test_every_quotation_is_judged_right(desk: KnowledgeBase, shelf: Shelf, answer: Answer) -> None:
    english = desk.ask("What is a cluster?", language="en")
    assert isinstance(english, Answer)
    for each in (answer, english):
        assert shelf.judged(each) == [RIGHT] * len(each.citations)


def _elsewhere(citation: Citation, **place: object) -> Citation:
    """The same words under another place's name."""
    passage = citation.source.passage
    moved = replace(passage, place=replace(passage.place, **place))
    quote = Quote(moved, citation.source.span, citation.source.source)
    cited_as = house_style(citation.document, quote.locator, "nl")
    return replace(citation, source=quote, house_style=cited_as)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param({"footnote": 15}, id="another note in the locator"),
        pytest.param({"section": "2"}, id="another section"),
        pytest.param({"anchor": "n15", "footnote": 15}, id="under the name of another note"),
        pytest.param({"anchor": "3.1/p4"}, id="under the name of a paragraph"),
    ],
)
def test_a_quotation_under_a_wrong_place_is_seen(
    shelf: Shelf, answer: Answer, place: dict[str, object]
) -> None:
    (citation,) = answer.citations
    wrong = replace(answer, citations=(_elsewhere(citation, **place),))
    assert shelf.judged(wrong) == [Judged(verbatim=True, right_locator=False)]


def test_a_note_under_a_number_that_is_not_printed_before_it_is_seen(shelf: Shelf, answer: Answer) -> None:
    """Also when the passages agree with the locator: the number is read in the file."""
    (citation,) = answer.citations
    key = "com-2008-652.nl#n14"
    place = replace(shelf.places[key], fields=(*shelf.places[key].fields[:-1], 15))
    renumbered = Shelf(shelf.files, {**shelf.places, key: place})
    wrong = replace(answer, citations=(_elsewhere(citation, footnote=15),))
    assert renumbered.judged(wrong) == [Judged(verbatim=True, right_locator=False)]


def test_a_quotation_altered_by_a_digit_is_seen(shelf: Shelf, answer: Answer) -> None:
    """The words are compared with the file, not with what the desk holds."""
    (citation,) = answer.citations
    file = shelf.files["com-2008-652", "nl"].replace("COM(2007) 161", "COM(2007) 162")
    altered = Shelf({("com-2008-652", "nl"): file}, shelf.places)
    assert "COM(2007) 161" in citation.quote
    assert altered.judged(answer) == [Judged(verbatim=False, right_locator=True)]


def test_a_quotation_on_another_page_is_seen(shelf: Shelf, answer: Answer) -> None:
    key = "com-2008-652.nl#n14"
    moved = replace(shelf.places[key], pages=((0, "5"),))
    assert Shelf(shelf.files, {**shelf.places, key: moved}).judged(answer)[0].right_locator is False


def test_tables_show_each_language_and_half_apart(run: RunFile) -> None:
    heads = [str(column.header) for column in table(run).columns]
    assert heads == [
        "",
        "nl in all\ndevelopment",
        "en in all\ndevelopment",
        "nl in en\ndevelopment",
        "en in nl\ndevelopment",
    ]


def test_the_command_writes_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: RunFile) -> None:
    monkeypatch.setattr(runs, "evaluated", lambda _tasks, _tell: run)
    written = tmp_path / "run.json"
    result = CliRunner().invoke(app, ["run", "--out", str(written), "--failures"])
    assert (result.exit_code, run_file.read(written)) == (0, run)
    assert "nDCG@10" in result.stdout
    wrong = CliRunner().invoke(app, ["run", "--lang", "fr"])
    assert wrong.exit_code == 2
