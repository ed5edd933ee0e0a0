"""The tab Documents: what is loaded, adding to it, reading it, and taking out of it.

Two pieces of HTML stand under each other: how documents are added with how far that is, and the shelf, which
shows the list or one document. Their script sends files and says what was chosen. Adding has a line of its
own, in which nobody waits who asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from kb import language as languages_of
from kb.errors import KnowledgeBaseError
from kb.ingestion.readers import SUFFIXES
from kb.render.html.adding import AUTO, Limits, adding, failure, progressing
from kb.render.html.element import NOTHING, Html, element, joined
from kb.render.html.fetched import fetched
from kb.render.html.reader import reader
from kb.render.html.shelf import removed, shelf
from kb.surfaces.web.choosing import CHANGED
from kb.surfaces.web.stocking import Watched, handed_in, outcomes, taking_in
from kb.surfaces.web.words_documents import WORDS
from kb.surfaces.web.words_references import WORDS as WORDS_OF_FETCHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.surfaces.web.room import Room

SCRIPT = (Path(__file__).parent / "documents.js").read_text("utf-8")

READERS = 8
"""Requests for the list or a document that may be under way at once."""

LINE = "stocking"
"""The line for whatever writes: one at a time, and apart from the questions."""

Pieces = tuple[str, str | dict[str, object]]
"""How far adding is, and the shelf, which may stay as it is."""


def build(room: Room) -> None:
    """Fill the tab."""
    words, settings = WORDS[room.language], room.desk.settings
    limits = Limits(settings.upload_size, settings.upload_files)
    gr.HTML(
        str(adding(limits, SUFFIXES, languages_of.READ, words, room.language)),
        elem_id="adding",
        js_on_load=None,
    )
    under_way = gr.HTML(elem_id="under-way", js_on_load=None)
    shown = gr.HTML(elem_id="shelf", js_on_load=SCRIPT)

    def read(event: gr.EventData) -> str:
        return opened(room, str(event.document), str(event.spoken))

    def back() -> str:
        return listed(room)

    def remove(event: gr.EventData) -> Pieces:
        return "", taken_out(room, str(event.document), str(event.spoken))

    def take_in(event: gr.EventData) -> Iterator[Pieces]:
        yield from taken_in(room, event.files, str(event.spoken))

    def bring(event: gr.EventData) -> Iterator[Pieces]:
        yield from brought(room, str(event.work), event.languages)

    gr.on(None, partial(listed, room), None, shown, show_progress="hidden", concurrency_limit=READERS)
    for listen, function in ((shown.read, read), (shown.back, back)):
        listen(
            function, None, shown, show_progress="hidden", concurrency_limit=READERS, api_visibility="private"
        )
    for listen, changes in ((shown.remove, remove), (shown.hand_in, take_in), (shown.bring, bring)):
        listen(
            changes, None, [under_way, shown], show_progress="hidden", concurrency_id=LINE,
            concurrency_limit=1, api_visibility="private",
        ).then(None, js=CHANGED)  # fmt: skip


def listed(room: Room, said: Html = NOTHING) -> str:
    """Return the list of documents, under what has just been said."""
    documents = room.desk.documents()
    return str(joined((said, shelf(documents, WORDS[room.language], room.language))))


def opened(room: Room, document: str, spoken: str) -> str:
    """Return a document to be read."""
    words = WORDS[room.language]
    try:
        return str(reader(room.desk.document(document, spoken), words, room.language))
    except KnowledgeBaseError as error:
        return listed(room, failure(str(error), words))


def taken_out(room: Room, document: str, spoken: str) -> str:
    """Remove a text and return the list."""
    words = WORDS[room.language]
    try:
        return listed(room, removed(room.desk.remove(document, spoken), words))
    except KnowledgeBaseError as error:
        return listed(room, failure(str(error), words))


def taken_in(room: Room, files: Sequence[dict[str, str]], spoken: str) -> Iterator[Pieces]:
    """Read files in; say how far each is, then what came of each."""
    words = WORDS[room.language]
    try:
        given = handed_in(files)
        steps = taking_in(room.desk, given, None if spoken == AUTO else spoken)
        while True:
            try:
                yield str(progressing(next(steps), words)), gr.skip()
            except StopIteration as end:
                yield str(progressing(outcomes(given, end.value), words)), listed(room)
                return
    except KnowledgeBaseError as error:
        yield str(failure(str(error), words)), listed(room)


def brought(room: Room, work: str, languages: Sequence[str]) -> Iterator[Pieces]:
    """Fetch a work in languages; say how far it is, then what came of each language."""
    words = WORDS[room.language]
    if not work.strip() or not languages:
        yield str(element("p", words["number_missing"], class_="notice wrong", role="alert")), gr.skip()
        return
    yield str(_asking(work, 0, None, words)), gr.skip()
    watched = Watched(
        lambda progress: room.desk.fetch(
            [work], languages=[str(code) for code in languages], progress=progress
        )
    )
    for done, total, name in watched.steps():
        yield str(_asking(name, done, total, words)), gr.skip()
    try:
        came = fetched(
            watched.result(), WORDS_OF_FETCHING[room.language] | {"by_hand": words["by_hand"]}, room.language
        )
    except KnowledgeBaseError as error:
        came = failure(str(error), words)
    yield str(came), listed(room)


def _asking(name: str, done: int, total: int | None, words: Mapping[str, str]) -> Html:
    return element(
        "section",
        element("p", words["asking"], role="status", class_="summed"),
        element(
            "ul",
            element(
                "li",
                element("span", name, class_="name"),
                element("progress", value=total and done, max=total),
            ),
        ),
        class_="progressing",
    )
