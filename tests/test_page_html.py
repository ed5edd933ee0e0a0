"""What the web page shows, made by pure functions: nothing in it is markup but what we made."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import Abstention, Answer, KnowledgeBase
from kb.desk.kept import Outcomes, new_token, packed, unpacked
from kb.render.contract import ask_result
from kb.render.html.asking import examples, following, history, notice
from kb.render.html.element import Html, element, joined
from kb.render.html.outcome import Shown, announced, copy_text, outcome_shown
from kb.render.html.words import WORDS as OUTCOME_WORDS
from kb.surfaces.web import words_ask, words_documents, words_references
from kb.surfaces.web.visit import REMEMBERED, Visit
from kb.surfaces.web.words import WORDS

HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(1)</script>&amp;'</q>"
OURS = frozenset(
    "a article blockquote button dd details div dl dt figcaption figure h2 h3 h4 h5 header img li mark ol p "
    "q section span summary sup table tbody td th thead tr ul".split()
)
"""The elements that an outcome is made of."""


QUESTIONS = (
    "Wat is een cluster?",
    "What will the Commission do for SMEs in clusters?",
    "Welke verordening regelt de Europese groepering voor territoriale samenwerking?",
    "What percentage of the European workforce is employed in clusters?",
    "Van wanneer is deze mededeling en aan wie is zij gericht?",
    "voetnoot 25",
)
"""Quoted and translated sentences, notes, several quotations of one passage, and the manifest."""


@pytest.fixture(scope="module")
def answers(desk: KnowledgeBase) -> list[Answer]:
    asked = [desk.ask(question) for question in QUESTIONS]
    return [outcome for outcome in asked if isinstance(outcome, Answer)]


class Seen(HTMLParser):
    """The elements, attributes and text of HTML; an element that is not closed in order is a fault."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs
        if tag not in {"img", "br", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def shown(desk: KnowledgeBase, outcome: Answer | Abstention, language: str) -> Seen:
    around = desk.surroundings(outcome) if isinstance(outcome, Answer) else {}
    html = str(outcome_shown(Shown(outcome, desk.record(outcome), around, "token"), language))
    seen = Seen(html)
    assert seen.open == []
    return seen


@given(st.text())
@settings(max_examples=200)
def test_a_text_is_only_ever_a_text(text: str) -> None:
    seen = Seen(str(element("p", text, title=text)))
    assert seen.names == ["p"]
    assert [name for name, _ in seen.attributes] == ["title"]
    kept = re.sub(r"[\r\n]+", "\n", seen.words)
    assert len(kept) <= len(text)
    assert Seen(str(joined([text, text]))).names == []


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        pytest.param("https://eur-lex.europa.eu/x?a=1&b=2", True, id="web"),
        pytest.param("../answers/nl/x.md", True, id="this_site"),
        pytest.param("#quote-1", True, id="this_page"),
        pytest.param("javascript:alert(1)", False, id="script"),
        pytest.param(" JavaScript:alert(1)", False, id="script_after_a_space"),
        pytest.param("data:text/html,<script>", False, id="data"),
    ],
)
def test_a_link_leads_to_the_web_or_into_the_desk(address: str, is_kept: bool) -> None:
    assert Seen(str(element("a", "x", href=address))).attributes == ([("href", address)] if is_kept else [])


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("question", ["Wat is een cluster?", "Wat is het budget voor clusters in 2021-2027?"])
def test_an_outcome_is_whole_html_with_its_own_elements_only(
    desk: KnowledgeBase, question: str, language: str
) -> None:
    seen = shown(desk, desk.ask(question), language)
    assert set(seen.names) <= OURS
    ids = [value for name, value in seen.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {f"#{name}" for name in ids} >= {
        v for n, v in seen.attributes if n == "href" and v and v[0] == "#"
    }


def test_an_answer_shows_its_quotations_marked(desk: KnowledgeBase, answers: list[Answer]) -> None:
    for answer in answers:
        around = desk.surroundings(answer)
        html = str(outcome_shown(Shown(answer, desk.record(answer), around, "token"), "nl"))
        for citation in answer.citations:
            marked = re.search(rf'<mark id="quote-{citation.marker}".*?</mark>', html)
            assert marked, citation.quote
            words = Seen(re.sub(r"<sup>\d+</sup>", "", marked[0])).words
            assert words == citation.quote


def test_hostile_words_stay_words(desk: KnowledgeBase) -> None:
    answer = desk.ask("Wat is een cluster?")
    assert isinstance(answer, Answer)
    asked = replace(answer.asked, question=HOSTILE, context=HOSTILE, read_as=HOSTILE)
    refused = desk.ask("Wat is het budget voor clusters in 2021-2027?")
    assert isinstance(refused, Abstention)
    hit = replace(
        refused.nearest[0], text=HOSTILE, document=replace(refused.nearest[0].document, title=HOSTILE)
    )
    for outcome in (
        replace(answer, asked=asked, remarks=(HOSTILE,)),
        replace(refused, asked=asked, message=HOSTILE, unmatched=(HOSTILE,), nearest=(hit,)),
    ):
        seen = shown(desk, outcome, "nl")
        assert "img" not in seen.names
        assert "script" not in seen.names
        assert not [name for name, _ in seen.attributes if name.startswith("on")]
        assert HOSTILE in seen.words


def test_what_stands_around_the_field_is_escaped() -> None:
    words = words_ask.WORDS["nl"]
    for made in (
        examples([HOSTILE], words),
        following(HOSTILE, words),
        history([("token", HOSTILE)], words),
        notice(HOSTILE, wrong=True),
    ):
        assert "script" not in Seen(str(made)).names
        assert HOSTILE in Seen(str(made)).words


def test_the_page_of_a_pdf_is_shown_and_of_no_other_file(desk: KnowledgeBase) -> None:
    answer = desk.ask("Wat is een cluster?")
    assert isinstance(answer, Answer)
    around = desk.surroundings(answer)
    as_pdf = {key: replace(stands, reader="pdf/4") for key, stands in around.items()}
    pictures = {
        name: re.findall(
            r'<img src="([^"?]*)',
            str(outcome_shown(Shown(answer, desk.record(answer), stands, "token"), "nl")),
        )
        for name, stands in (("text", around), ("pdf", as_pdf))
    }
    assert pictures["text"] == []
    assert pictures["pdf"][0] == "../api/v1/documents/com-2008-652/nl/pages/0.png"


def test_neighbours_stand_in_the_same_section(desk: KnowledgeBase, answers: list[Answer]) -> None:
    for answer in answers:
        passages = {c.source.passage.key: c.source.passage for c in answer.citations}
        for key, stands in desk.surroundings(answer).items():
            quoted = passages[key]
            for near in (*stands.before, *stands.after):
                assert near.place.section == quoted.place.section
                assert abs(near.ordinal - quoted.ordinal) == 1
            assert {p.place.anchor for p in stands.parallels} <= {quoted.place.anchor}


def test_what_is_announced_and_copied_names_the_sources(desk: KnowledgeBase) -> None:
    answer = desk.ask("Hoeveel procent van de Europese actieve bevolking werkt in clusters?")
    assert announced(answer, "nl") == "Antwoord met 1 bron."
    assert copy_text(answer, "nl").endswith("[1]\n\n[1] COM(2008) 652, punt 1, blz. 3")


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(WORDS, id="frame"),
        pytest.param(OUTCOME_WORDS, id="outcome"),
        pytest.param(words_ask.WORDS, id="ask"),
        pytest.param(words_documents.WORDS, id="documents"),
        pytest.param(words_references.WORDS, id="references"),
    ],
)
def test_every_word_is_there_in_both_languages(table: dict[str, dict[str, object]]) -> None:
    assert set(table) == {"nl", "en"}
    assert set(table["nl"]) == set(table["en"])
    assert not [key for key, said in table["nl"].items() if not said]


def test_only_the_last_outcomes_are_kept(desk: KnowledgeBase) -> None:
    outcome = packed(desk.ask("Wat is een cluster?"))
    kept = Outcomes(kept=2)
    first, *others = (new_token() for _ in range(3))
    for token in (first, *others):
        kept.keep(token, outcome)
    assert kept.of(first) is None
    assert [kept.of(token) for token in others] == [outcome, outcome]
    assert len({first, *others}) == 3


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Wat is een cluster?", id="answer"),
        pytest.param("Wat zegt de tekst over zeehonden op Mars?", id="abstention"),
    ],
)
def test_an_outcome_is_kept_as_it_was_given_without_the_text_of_its_file(
    desk: KnowledgeBase, communication_source: str, question: str
) -> None:
    outcome = desk.ask(question)
    kept = packed(outcome)
    again = unpacked(kept)
    assert ask_result(again) == ask_result(outcome)
    assert shown_of(desk, again) == shown_of(desk, outcome)
    assert len(kept) < len(communication_source)


def shown_of(desk: KnowledgeBase, outcome: Answer | Abstention) -> Html:
    around = desk.surroundings(outcome) if isinstance(outcome, Answer) else {}
    return outcome_shown(Shown(outcome, desk.record(outcome), around, "t"), "nl")


def test_a_visit_remembers_its_last_questions() -> None:
    visit = Visit()
    for number in range(REMEMBERED + 5):
        visit = visit.with_outcome(f"t{number}", f"q{number}", None)
    assert len(visit.asked) == REMEMBERED
    assert visit.context == f"q{REMEMBERED + 4}"
    assert ("t24", "q24") not in visit.earlier
    assert visit.anew().context is None
