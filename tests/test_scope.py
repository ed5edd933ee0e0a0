"""A question put to chosen documents: only they are searched, however many others there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kb import Abstention, Answer, KnowledgeBase
from kb.errors import UsageError
from kb.ingestion.removal import NAMED
from kb.render.contract import ask_result
from kb.render.export import dossier, export
from kb.render.shape import to_json
from kb.retrieve.candidates import SCORED
from tests.command_line import assert_one_line, kb, printed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = """
[[work]]
id = "bomen"
kind = "communication"
reference = "COM(2007) 101"
date = 2007-03-01
[work.title]
nl = "Over het planten van oude bomen: een proef"
[[work.expression]]
language = "nl"
file = "bomen.nl.txt"
authority = "authentic"

[[work]]
id = "bossen"
kind = "communication"
reference = "COM(2009) 303"
date = 2009-05-06
[work.title]
nl = "Over het kappen van jonge bossen: een verslag"
[[work.expression]]
language = "nl"
file = "bossen.nl.txt"
authority = "authentic"
"""
BOMEN = """1. DOEL

De gemeente plant elk jaar twaalf eiken langs de vaart.

Onder boomkring wordt verstaan een ring in het hout van een boom.
"""
BOSSEN = """1. DOEL

De provincie kapt elk jaar negen beuken in het bos.

2. GELD

Het fonds betaalt zeven miljoen euro voor het bos.
"""
NOTA = """1. DOEL

De subsidie voor windmolens in de regio bedraagt vijf miljoen euro en loopt tot 2031.
"""
SUBSIDY = "Hoeveel euro subsidie is er voor clusters in de regio?"
TREES = "Hoeveel eiken plant de gemeente langs de vaart?"
CROWD, PARAGRAPHS = 12, 60
"""Documents that all meet a question better than the small one, with more passages than are scored."""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("crowded")
    for number in range(CROWD):
        said = (
            f"In regio {number} is er subsidie voor clusters: {amount} euro in de regio."
            for amount in range(1_000 * (number + 1), 1_000 * (number + 1) + PARAGRAPHS)
        )
        (folder / f"regeling-{number}.nl.txt").write_text("\n\n".join(("1. DOEL", *said, "")), "utf-8")
    (folder / "nota.nl.txt").write_text(NOTA, "utf-8")
    (folder / "bomen.nl.txt").write_text(BOMEN, "utf-8")
    (folder / "bossen.nl.txt").write_text(BOSSEN, "utf-8")
    (folder / "manifest.toml").write_text(MANIFEST, "utf-8")
    with KnowledgeBase.open(tmp_path_factory.mktemp("home")) as desk:
        assert not desk.ingest([folder]).failed
        yield desk


def shape_of(outcome: Answer | Abstention) -> dict[str, Any]:
    shape: dict[str, Any] = json.loads(to_json(ask_result(outcome)))
    return shape


def test_a_small_document_is_found_among_many_that_meet_the_question_better(crowded: KnowledgeBase) -> None:
    assert CROWD * PARAGRAPHS > SCORED
    assert "nota" not in {hit.document.id for hit in crowded.search(SUBSIDY, k=10 * SCORED)}
    (hit,) = [hit for hit in crowded.search(SUBSIDY, documents=["nota"]) if hit.locator.section == "1"]
    assert hit.text.startswith("De subsidie voor windmolens")


@pytest.mark.parametrize(
    "question",
    [
        SUBSIDY, TREES, "Wat staat er in punt 1?", "Wat is een boomkring?",
        "Wat is het verschil tussen een boomkring en subsidie?",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "chosen", [("nota",), ("bomen", "bossen"), ("regeling-3", "nota"), ("bossen", "bossen")]
)
def test_nothing_else_is_found_shown_or_quoted(
    crowded: KnowledgeBase, question: str, chosen: tuple[str, ...]
) -> None:
    hits = crowded.search(question, k=1_000, documents=chosen)
    outcome = crowded.ask(question, documents=chosen)
    quoted = outcome.citations if isinstance(outcome, Answer) else outcome.nearest
    assert hits
    assert {each.document.id for each in (*hits, *quoted)} <= set(chosen)
    assert {hit.document.id for hit in crowded.record(outcome).considered} <= set(chosen)


def test_to_choose_all_documents_is_to_choose_none(desk: KnowledgeBase) -> None:
    everything = list(dict.fromkeys(stored.expression.id for stored in desk.status().documents))
    for question in ("Wat is een cluster?", "What does footnote 25 say?", "kmo's in clusters"):
        assert desk.search(question, documents=everything) == desk.search(question)


def test_scores_do_not_depend_on_what_was_chosen(crowded: KnowledgeBase) -> None:
    alone, beside = (crowded.search(TREES, documents=chosen)[0] for chosen in (["bomen"], ["bomen", "nota"]))
    assert alone == beside


def test_an_answer_comes_from_the_document_chosen(crowded: KnowledgeBase) -> None:
    outcome = crowded.ask(TREES, documents=["bomen"])
    assert isinstance(outcome, Answer)
    assert outcome.citations[0].quote == "De gemeente plant elk jaar twaalf eiken langs de vaart."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param(TREES, "Alleen hierin is gezocht: nota; COM(2009) 303.", id="nl"),
        pytest.param(
            "How many oaks does the municipality plant along the canal?",
            "Only this was searched: nota; COM(2009) 303.",
            id="en",
        ),
    ],
)
def test_an_abstention_says_what_was_searched(crowded: KnowledgeBase, question: str, said: str) -> None:
    outcome = crowded.ask(question, documents=["nota", "bossen"])
    assert isinstance(outcome, Abstention)
    assert said in outcome.message


def test_words_are_missing_that_the_documents_chosen_lack(crowded: KnowledgeBase) -> None:
    lacking = [crowded.ask(TREES, documents=[work]) for work in ("nota", "bossen")]
    assert all(isinstance(outcome, Abstention) and "eiken" in outcome.unmatched for outcome in lacking)


@pytest.mark.parametrize(
    ("question", "chosen", "said"),
    [
        pytest.param("Van wanneer is deze mededeling?", ["bomen"], "COM(2007) 101 is van 1.3.2007", id="one"),
        pytest.param("Van wanneer is dit document?", ["bossen"], "COM(2009) 303 is van 6.5.2009", id="other"),
        pytest.param("Welk nummer heeft zij?", ["bossen"], "COM(2009) 303", id="pointed-at"),
    ],
)
def test_the_document_itself_is_the_one_chosen(
    crowded: KnowledgeBase, question: str, chosen: list[str], said: str
) -> None:
    outcome = crowded.ask(question, documents=chosen)
    assert isinstance(outcome, Answer)
    assert said in outcome.text
    assert {citation.document.id for citation in outcome.citations} == set(chosen)


def test_a_follow_up_is_put_to_the_same_document(crowded: KnowledgeBase) -> None:
    outcome = crowded.ask("En hoeveel beuken?", context=TREES, documents=["bossen"])
    assert {hit.document.id for hit in crowded.record(outcome).considered} == {"bossen"}


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        pytest.param([], "no document is chosen", id="none"),
        pytest.param(
            ["bomen", "regeling-99"], "no document 'regeling-99' is stored: of 15 the nearest", id="many"
        ),
    ],
)
def test_what_is_not_there_cannot_be_chosen(crowded: KnowledgeBase, chosen: list[str], said: str) -> None:
    for way in (crowded.ask, crowded.search):
        with pytest.raises(UsageError, match=said) as refused:
            way(TREES, documents=chosen)
        assert str(refused.value).count("regeling-") in {0, 1 + NAMED}


def test_of_few_documents_all_are_named(desk: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match=r"no document 'x' is stored: choose one of com-2008-652$"):
        desk.ask("Wat is een cluster?", documents=["x"])


@pytest.mark.parametrize("question", [TREES, SUBSIDY])
def test_what_is_kept_says_what_was_searched(crowded: KnowledgeBase, question: str) -> None:
    chosen = ["nota", "bomen"]
    outcome = crowded.ask(question, languages=["nl"], documents=chosen)
    made = dossier(crowded, outcome)
    kept = json.loads(export(made, ".json"))
    assert kept["searched_documents"] == kept["audit"]["searched_documents"] == chosen
    assert kept["searched"] == kept["audit"]["searched"] == ["nl"]
    assert "alleen nota; COM(2007) 101, in het Nederlands" in export(made, ".md").decode("utf-8")
    assert all(check.ok for check in crowded.check_quotes(kept))


def test_an_export_of_another_document_than_was_searched_is_found_out(crowded: KnowledgeBase) -> None:
    shape = shape_of(crowded.ask(TREES)) | {"searched_documents": ["nota"]}
    (wrong,) = [check for check in crowded.check_quotes(shape) if not check.ok]
    assert wrong.detail == "bomen is none of the documents that it says were searched"


def test_an_export_without_the_choice_is_still_accepted(crowded: KnowledgeBase) -> None:
    shape = shape_of(crowded.ask(TREES))
    assert shape.pop("searched_documents") is None
    assert all(check.ok for check in crowded.check_quotes(shape))


def test_the_command_line_takes_documents(crowded: KnowledgeBase, tmp_path: Path) -> None:
    home, kept = crowded.settings.home, tmp_path / "kept.json"
    told = printed(
        "--home", home, "ask", TREES, "--document", "nota", "--document", "bomen", "--json", "--export", kept
    )
    assert told["searched_documents"] == ["nota", "bomen"]
    assert told["citations"][0]["document"]["id"] == "bomen"
    assert kb("--home", home, "verify", kept).returncode == 0
    shown = kb("--home", home, "ask", TREES, "--document", "bomen").stdout
    assert shown.startswith("Doorzocht: alleen COM(2007) 101\nDe gemeente plant")
    found = printed("--home", home, "search", SUBSIDY, "--document", "nota", "--json")
    assert {hit["document"]["id"] for hit in found["hits"]} == {"nota"}
    assert_one_line(kb("--home", home, "ask", TREES, "--document", "noot"), "'noot'", "nota")


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_row_of_a_batch_may_choose_its_own(crowded: KnowledgeBase, command: str) -> None:
    rows = (
        {"question": TREES},
        {"question": TREES, "documents": ["bossen"]},
        {"question": TREES, "documents": ["x"]},
    )
    stdin = "\n".join(map(json.dumps, rows))
    done = kb("--home", crowded.settings.home, command, "--document", "bomen", "--batch", "-", stdin=stdin)
    first, second, third = map(json.loads, done.stdout.splitlines())
    where = "hits" if command == "search" else "citations"
    assert {each["document"]["id"] for each in first[where]} == {"bomen"}
    nearest = second["hits"] if command == "search" else second["abstention"]["nearest"]
    assert {each["document"]["id"] for each in nearest} == {"bossen"}
    assert "no document 'x'" in third["error"]
