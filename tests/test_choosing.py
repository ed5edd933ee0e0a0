"""The choice of documents on the page: what is offered, what stays chosen, what is said of it afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html

from kb import KnowledgeBase, Settings
from kb.answer.record import collection_of
from kb.desk.kept import Outcomes, new_token, packed, unpacked
from kb.document import Expression
from kb.render.html.asking import documents_to_choose, finding, languages_to_choose
from kb.render.html.frame import LISTED, footer, preparing, texts_loaded
from kb.render.html.outcome import Shown, outcome_shown
from kb.render.html.words import WORDS as OUTCOME_WORDS
from kb.store import Origin, StoredDocument
from kb.surfaces.web import answering, words, words_ask
from kb.surfaces.web.choosing import SEEN_AT_ONCE, offered
from kb.surfaces.web.room import Room
from kb.surfaces.web.visit import Visit
from kb.workers import Workers
from tests.replica.server import Replica

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kb.answer import Abstention, Answer
    from kb.ingestion.fetching import FetchReport

HOSTILE = "<script>alert(1)</script> & <b>titel</b>"
QUESTION = "Wat is een cluster?"


def stored(work: str, language: str, title: str, reference: str | None = None) -> StoredDocument:
    expression = Expression(work, reference, title, None, language, None, None, f"sha256:{work}{language}")
    return StoredDocument(expression, Origin("/x", "/x", "plain/1", None, None), None, 1, 0)


SHELF = (
    stored("com", "en", "Towards clusters", "COM(2008) 652"),
    stored("com", "nl", "Naar clusters", "COM(2008) 652"),
    stored("nota", "nl", "Nota"),
    stored("nummer", "fr", "COM(2006) 1", "COM(2006) 1"),
    stored("vreemd", "de", HOSTILE),
)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param(
            "nl",
            [
                (f"{HOSTILE} (de)", "vreemd"),
                ("COM(2006) 1 (fr)", "nummer"),
                ("COM(2008) 652 – Naar clusters (en, nl)", "com"),
                ("Nota (nl)", "nota"),
            ],
            id="nl",
        ),
        pytest.param(
            "en",
            [
                (f"{HOSTILE} (de)", "vreemd"),
                ("COM(2006) 1 (fr)", "nummer"),
                ("COM(2008) 652 – Towards clusters (en, nl)", "com"),
                ("Nota (nl)", "nota"),
            ],
            id="en",
        ),
    ],
)
def test_each_work_is_offered_once_by_name_with_its_languages(
    language: str, expected: list[tuple[str, str]]
) -> None:
    assert documents_to_choose(SHELF, language) == expected
    assert [code for _, code in languages_to_choose(SHELF, language)] == ["en", "nl", "fr", "de"]


def test_the_footer_says_what_is_loaded_and_tells_when_that_has_changed() -> None:
    around = words.WORDS["nl"]
    whole = html.fragment_fromstring(str(footer(around, SHELF, ["Privé"], "nl")))
    (shown,) = whole.xpath("//div[@class='texts-loaded']")
    assert html.tostring(shown, with_tail=False, encoding="unicode") == html.tostring(
        html.fragment_fromstring(str(texts_loaded(around, SHELF, "nl"))), encoding="unicode"
    )
    assert [" ".join(item.text_content().split()) for item in shown.xpath(".//li")] == [
        "COM(2008) 652 – Engels, Nederlands", "Nota – Nederlands", "COM(2006) 1 – Frans",
        f"{HOSTILE} – Duits",
    ]  # fmt: skip
    assert shown.get("data-collection") == collection_of(SHELF).digest != collection_of(SHELF[1:]).digest


@pytest.mark.parametrize("works", [0, LISTED, LISTED + 3])
def test_the_footer_names_a_few_works(works: int) -> None:
    shelf = [stored(f"stuk-{number}", "nl", f"Stuk {number}") for number in range(works)]
    shown = html.fragment_fromstring(str(texts_loaded(words.WORDS["nl"], shelf, "nl")))
    assert len(shown.xpath(".//li")) == (min(works, LISTED) + (works > LISTED))
    assert ("en nog 3" in shown.text_content()) == (works > LISTED)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_waits_and_what_is_looked_for_is_named(language: str) -> None:
    waiting = html.fragment_fromstring(str(preparing(words.WORDS[language])))
    assert "hidden" in waiting.attrib
    assert waiting.xpath("./progress/@aria-label") == [words.WORDS[language]["preparing_label"]]
    field = html.fragment_fromstring(str(finding(words_ask.WORDS[language])))
    assert (field.tag, field.xpath("./input/@type")) == ("label", ["search"])


def room_of(desk: KnowledgeBase) -> Room:
    return Room(desk, "nl", Outcomes(), Workers(desk))


@pytest.mark.parametrize(
    ("works", "languages", "seen"),
    [
        pytest.param(0, 0, (False, False, False, False), id="nothing loaded"),
        pytest.param(1, 1, (False, False, False, False), id="one text"),
        pytest.param(1, 2, (True, True, False, False), id="one document in two languages"),
        pytest.param(2, 1, (True, False, True, False), id="two documents"),
        pytest.param(SEEN_AT_ONCE + 1, 2, (True, True, True, True), id="many"),
    ],
)
def test_there_is_a_choice_where_there_is_something_to_choose(
    tmp_path: Path, works: int, languages: int, seen: tuple[bool, ...]
) -> None:
    class Shelf(KnowledgeBase):
        def documents(self) -> tuple[StoredDocument, ...]:
            return tuple(
                stored(f"stuk-{n}", code, f"Stuk {n}")
                for n in range(works)
                for code in ("nl", "en")[:languages]
            )

    with Shelf.open(tmp_path) as desk:
        *fields, footers = offered(room_of(desk), ["en", "fr"], ["stuk-1", "weg"])
    assert tuple(field.visible for field in fields) == seen
    assert fields[1].value == (["en"] if languages > 1 else [])
    assert fields[2].value == (["stuk-1"] if works > 1 else [])
    assert collection_of([]).digest in footers or works


def page_of(desk: KnowledgeBase, outcome: Answer | Abstention) -> str:
    around = desk.surroundings(outcome) if hasattr(outcome, "citations") else {}
    return str(outcome_shown(Shown(outcome, desk.record(outcome), around, "token"), "nl"))


def test_an_answer_to_a_restricted_question_says_so(desk: KnowledgeBase) -> None:
    everything, restricted = (
        desk.ask(QUESTION),
        desk.ask(QUESTION, documents=["com-2008-652"], languages=["nl"]),
    )
    assert "Doorzocht" not in page_of(desk, everything)
    assert "Doorzocht: alleen COM(2008) 652, in het Nederlands" in page_of(desk, restricted)
    assert desk.record(restricted).collection.digest in page_of(desk, restricted)


def test_an_abstention_says_that_a_choice_was_made(desk: KnowledgeBase) -> None:
    said = OUTCOME_WORDS["nl"]["try_all"]
    question = "Hoeveel clusters zijn er in Nederland?"
    assert said not in page_of(desk, desk.ask(question))
    assert said in page_of(desk, desk.ask(question, documents=["com-2008-652"]))


def test_what_is_asked_on_the_page_is_restricted(desk: KnowledgeBase) -> None:
    room = room_of(desk)
    told = answering.ask(room, QUESTION, ["nl"], ["com-2008-652"], Visit())
    kept = room.outcomes.of(told.visit.shown or "")
    assert kept is not None
    searched = unpacked(kept).asked.searched
    assert (searched.languages, searched.works) == (("nl",), ("com-2008-652",))
    assert answering.ask(room, QUESTION, [], ["weg"], Visit()).is_wrong


class Replicated(KnowledgeBase):
    """A desk whose Publications Office is the replica."""

    office = ""

    def fetch(self, works: object = (), **options: object) -> FetchReport:
        """Fetch from there."""
        return super().fetch(works, **{**options, "base_url": self.office})  # type: ignore[arg-type]  # as given


@pytest.fixture
def replicated(home: Path) -> Iterator[Replicated]:
    with Replica() as replica, Replicated.open(settings=Settings(home=home, fetch_interval=0.0)) as desk:
        desk.office = replica.url
        desk.ingest()
        yield desk


def test_a_document_fetched_for_a_question_is_searched_beside_those_chosen(replicated: Replicated) -> None:
    room, token = room_of(replicated), new_token()
    asked = replicated.ask("Wat zegt SEC(2008) 2637 over Terneuzen?", documents=["com-2008-652"])
    room.outcomes.keep(token, packed(asked))
    told = answering.fetch(room, "52008SC2637", replace(Visit(), shown=token))
    kept = room.outcomes.of(told.visit.shown or "")
    assert kept is not None
    works = unpacked(kept).asked.searched.works
    assert works is not None
    assert set(works) >= {"com-2008-652", "sec-2008-2637"}
