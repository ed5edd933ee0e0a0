"""The tab Ask: one field, the answer with its proof, and what was asked before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from kb.render.html.asking import examples, following, history, notice
from kb.render.html.element import NOTHING, element
from kb.store.judgements import Verdict
from kb.surfaces.web import answering, choosing
from kb.surfaces.web.parts import html
from kb.surfaces.web.visit import Visit
from kb.surfaces.web.words_ask import EXAMPLES, WORDS

if TYPE_CHECKING:
    from kb.surfaces.web.answering import Told
    from kb.surfaces.web.choosing import Choice
    from kb.surfaces.web.room import Room

AT_A_TIME = 4
"""Questions of one page that are answered side by side; others wait in line."""

LINE, FETCHING = "ask", "fetch"
"""The lines that questions and documents wait in: nobody's question waits for a document."""

BEGINS = "(...given) => { window.desk.begins(); return given; }"
ENDS = "() => window.desk.ends()"


@dataclass(frozen=True, slots=True)
class Places:
    """What of the tab changes with a question."""

    outcome: gr.HTML
    said: gr.HTML
    follow: gr.HTML
    earlier: gr.HTML
    begin: gr.HTML
    judging: gr.Column
    question: gr.Textbox
    visit: gr.State

    def all(self) -> list[gr.HTML | gr.Column | gr.Textbox | gr.State]:
        """Return them in the order in which `_told` gives their values."""
        return [
            self.outcome,
            self.said,
            self.follow,
            self.earlier,
            self.begin,
            self.judging,
            self.question,
            self.visit,
        ]


def build(room: Room) -> None:
    """Fill the tab."""
    words = WORDS[room.language]
    visit = gr.State(Visit())
    with gr.Column(elem_id="asking"):
        follow = html(elem_id="follow")
        with gr.Row(elem_id="field"):
            question = gr.Textbox(
                label=words["question"], info=words["hint"], lines=1, max_lines=6, scale=1, elem_id="question"
            )
            button = gr.Button(words["ask"], variant="primary", scale=0, elem_id="ask")
        choice = choosing.build(room)
    said = html(_said(""), elem_id="said")
    outcome = html(elem_id="outcome")
    with gr.Column(visible=False, elem_id="judge") as judging:
        _judging(room, visit)
    begin = html(examples(EXAMPLES[room.language], words), elem_id="begin")
    earlier = html(elem_id="earlier")
    places = Places(outcome, said, follow, earlier, begin, judging, question, visit)
    _asking(room, places, button, choice)
    _fetching(room, places)


def _asking(room: Room, places: Places, button: gr.Button, choice: Choice) -> None:
    """What is asked by the field, and by the buttons that stand in our HTML."""

    def ask(asked: str, languages: list[str], documents: list[str], was: Visit) -> list[object]:
        told = answering.ask(room, asked, languages, documents, was)
        return _told(room, told, asked if told.is_wrong else "")

    def choose(languages: list[str], documents: list[str], was: Visit, event: gr.EventData) -> list[object]:
        does, value = str(event.does), str(event.value)
        if does == "ask":
            return _told(room, answering.ask(room, value, languages, documents, was.anew()), "")
        if does == "show":
            return _told(room, answering.show(room, value, was), "")
        filled = value if does == "edit" else gr.skip()
        return [gr.skip(), gr.skip(), *_around(room, was.anew()), gr.skip(), filled, was.anew()]

    gr.on(
        [places.question.submit, button.click],
        ask,
        [places.question, *choice.fields(), places.visit],
        places.all(),
        js=BEGINS,
        concurrency_id=LINE,
        concurrency_limit=AT_A_TIME,
        show_progress="hidden",
        api_visibility="private",
    ).then(None, js=ENDS)
    gr.on(
        [place.click for place in (places.outcome, places.begin, places.earlier, places.follow)],
        choose,
        [*choice.fields(), places.visit],
        places.all(),
        js=BEGINS,
        concurrency_id=LINE,
        concurrency_limit=AT_A_TIME,
        show_progress="hidden",
        api_visibility="private",
    ).then(None, js=ENDS)


def _fetching(room: Room, places: Places) -> None:
    """What a document that is cited but not loaded is fetched by; then the question is asked again."""

    def fetch(was: Visit, event: gr.EventData) -> Iterator[list[object]]:
        busy = notice(WORDS[room.language]["fetching"])
        yield [str(busy), *[gr.skip()] * 5, gr.skip(), was]
        yield _told(room, answering.fetch(room, str(event.value), was), "")

    places.outcome.fetch(
        fetch,
        [places.visit],
        places.all(),
        js=BEGINS,
        concurrency_id=FETCHING,
        concurrency_limit=1,
        show_progress="hidden",
        api_visibility="private",
    ).then(None, js=ENDS)


def _judging(room: Room, visit: gr.State) -> None:
    """Was it useful, and why (not)."""
    words = WORDS[room.language]
    judged = html(element("p", words["judge"], class_="label"), elem_id="judged")
    comment = gr.Textbox(label=words["comment"], lines=1, max_lines=4, elem_id="comment")
    with gr.Row(elem_id="verdict"):
        up = gr.Button(words["up"], size="sm", scale=0)
        down = gr.Button(words["down"], size="sm", scale=0)

    def verdict(given: Verdict, said: str, was: Visit) -> tuple[str, str]:
        told = answering.judge(room, was.shown or "", given, said)
        return str(told), ""

    for button, given in ((up, "up"), (down, "down")):
        button.click(
            verdict,
            [gr.State(given), comment, visit],
            [judged, comment],
            show_progress="hidden",
            api_visibility="private",
        )


def _told(room: Room, told: Told, asked: str) -> list[object]:
    is_outcome = not told.is_wrong
    around = _around(room, told.visit)
    return [str(told.page), _said(told.said), *around, gr.Column(visible=is_outcome), asked, told.visit]


def _around(room: Room, visit: Visit) -> list[str]:
    """What the next question goes on from, what was asked before, and the examples until something was."""
    words = WORDS[room.language]
    shown = NOTHING if visit.asked else examples(EXAMPLES[room.language], words)
    return [str(following(visit.context, words)), str(history(visit.earlier, words)), str(shown)]


def _said(text: str) -> str:
    return str(element("p", text, role="status", class_="only-heard"))
