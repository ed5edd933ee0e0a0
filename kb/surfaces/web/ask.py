"""The tab Ask: one field, the answer with its proof, and what was asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from kb.answer.house_style import called
from kb.render.html.asking import examples, following, history
from kb.render.html.element import NOTHING, element
from kb.surfaces.web import answering
from kb.surfaces.web.parts import html
from kb.surfaces.web.visit import Visit
from kb.surfaces.web.words_ask import EXAMPLES, WORDS

if TYPE_CHECKING:
    from kb.surfaces.web.answering import Told
    from kb.surfaces.web.room import Room

AT_A_TIME = 4
"""Questions of this page that are answered side by side; others wait in line."""

LINE = "ask"
"""The line that questions wait in: it is not that of reading texts in."""

BEGINS = "(...given) => { window.desk.begins(); return given; }"
ENDS = "() => window.desk.ends()"


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
        with gr.Accordion(words["options"], open=False, elem_id="options"):
            within = gr.CheckboxGroup(
                _languages(room), label=words["within"], info=words["within_hint"], elem_id="within"
            )
    said = html(_said(""), elem_id="said")
    outcome = html(elem_id="outcome")
    begin = html(examples(EXAMPLES[room.language], words), elem_id="begin")
    earlier = html(elem_id="earlier")

    shown = [outcome, said, follow, earlier, begin, question, visit]

    def ask(asked: str, languages: list[str], was: Visit) -> list[object]:
        told = answering.ask(room, asked, languages, was)
        return _told(room, told, asked if told.is_wrong else "")

    def choose(languages: list[str], was: Visit, event: gr.EventData) -> list[object]:
        does, value = str(event.does), str(event.value)
        match does:
            case "ask":
                return _told(room, answering.ask(room, value, languages, was.anew()), "")
            case "show":
                return _told(room, answering.show(room, value, was), "")
            case "edit":
                return [*[gr.skip()] * 5, value, was]
            case _:
                return [gr.skip(), gr.skip(), *_around(room, was.anew()), gr.skip(), was.anew()]

    gr.on(
        [question.submit, button.click],
        ask,
        [question, within, visit],
        shown,
        js=BEGINS,
        concurrency_id=LINE,
        concurrency_limit=AT_A_TIME,
        show_progress="hidden",
        api_visibility="private",
    ).then(None, js=ENDS)
    gr.on(
        [place.click for place in (outcome, begin, earlier, follow)],
        choose,
        [within, visit],
        shown,
        js=BEGINS,
        concurrency_id=LINE,
        concurrency_limit=AT_A_TIME,
        show_progress="hidden",
        api_visibility="private",
    ).then(None, js=ENDS)


def _told(room: Room, told: Told, asked: str) -> list[object]:
    return [str(told.page), _said(told.said), *_around(room, told.visit), asked, told.visit]


def _around(room: Room, visit: Visit) -> list[str]:
    """What the next question goes on from, what was asked before, and the examples until something was."""
    words = WORDS[room.language]
    shown = NOTHING if visit.asked else examples(EXAMPLES[room.language], words)
    return [str(following(visit.context, words)), str(history(visit.earlier, words)), str(shown)]


def _said(text: str) -> str:
    return str(element("p", text, role="status", class_="only-heard"))


def _languages(room: Room) -> list[tuple[str, str]]:
    spoken = dict.fromkeys(stored.expression.language for stored in room.desk.status().documents)
    return [(called(code, room.language).capitalize(), code) for code in spoken]
