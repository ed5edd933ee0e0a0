"""The tab References: what the texts cite, each instrument in full, and the references in any text.

One piece of HTML shows the list or one instrument of it; its script sorts, and asks for what is chosen.
Nothing is kept between two requests but what stands in the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from kb import language as languages_of
from kb.answer.house_style import called
from kb.citations import Part, find_in_parts
from kb.errors import KnowledgeBaseError, NothingIngestedError
from kb.render.bibliography import FORMATS
from kb.render.html.adding import failure
from kb.render.html.element import NOTHING, Html, element, joined
from kb.render.html.fetched import fetched
from kb.render.html.instrument import instrument_page
from kb.render.html.pasted import pasted_text
from kb.render.html.register_table import meanings, register_table
from kb.surfaces.web.choosing import CHANGED
from kb.surfaces.web.documents import LINE
from kb.surfaces.web.words_references import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.register import Instrument
    from kb.surfaces.web.room import Room

SCRIPT = (Path(__file__).parent / "references.js").read_text("utf-8")
FOCUS = "watch('value', () => element.querySelector('[data-focus]')?.focus())"

ALL, LOADED, MISSING = "all", "loaded", "missing"
AUTO = "auto"
TEXT_LANGUAGES = ("nl", "en", "fr", "de")
"""The languages whose references are read."""

MOST_CHARACTERS = 200_000
"""Of a pasted text: a hundred pages, whose references are found in half a second."""

READERS = 8
"""Requests for the list or an instrument that may be under way at once."""

FILE_NAMES = {"csv": "references.csv", "bibtex": "references.bib", "csl": "references.json"}


def build(room: Room) -> None:
    """Fill the tab."""
    words = WORDS[room.language]
    with gr.Tabs(elem_id="reference-tabs", elem_classes="lesser"):
        with gr.Tab(words["cited_tab"], id="cited"):
            _register(room)
        with gr.Tab(words["own_heading"], id="own"):
            _own_text(room)


def _register(room: Room) -> None:
    words = WORDS[room.language]
    gr.HTML(str(element("p", words["intro"], class_="intro")))
    query = gr.Textbox("", label=words["search"], info=words["search_hint"], lines=1)
    show = gr.Radio(
        [(words[f"show_{name}"], name) for name in (ALL, LOADED, MISSING)], value=ALL, label=words["show"]
    )
    register = gr.HTML(js_on_load=SCRIPT, server_functions=[_saving(room)], elem_id="register")
    asked = [query, show]
    # At first, and whenever what is asked for changes.
    gr.on(
        None,
        partial(listed, room),
        asked,
        register,
        show_progress="hidden",
        trigger_mode="always_last",
        concurrency_limit=READERS,
        api_visibility="private",
    )

    def opened(event: gr.EventData) -> str:
        return shown(room, str(event.key))

    def returned(query: str, show: str, event: gr.EventData) -> str:
        return listed(room, query, show, str(event.key))

    def brought(event: gr.EventData) -> Iterator[str]:
        yield from fetching(room, str(event.key))

    for listen, function, given in ((register.open, opened, None), (register.back, returned, asked)):
        listen(
            function, given, register, show_progress="hidden", concurrency_limit=READERS,
            api_visibility="private",
        )  # fmt: skip
    register.fetch(
        brought, None, register, show_progress="hidden", concurrency_id=LINE, concurrency_limit=1,
        api_visibility="private",
    ).then(None, js=CHANGED)  # fmt: skip


def _own_text(room: Room) -> None:
    words = WORDS[room.language]
    gr.HTML(str(element("p", words["own_intro"], class_="intro")))
    text = gr.Textbox("", label=words["own_text"], lines=8, max_lines=20)
    language = gr.Radio(
        [(words["auto"], AUTO), *((called(code, room.language), code) for code in TEXT_LANGUAGES)],
        value=AUTO,
        label=words["own_language"],
        info=words["own_language_hint"],
    )
    find = gr.Button(words["own_find"], variant="primary", elem_classes="narrow")
    result = gr.HTML(js_on_load=FOCUS, elem_id="own-result")
    find.click(
        partial(found, room), [text, language], result, show_progress="minimal", concurrency_limit=READERS,
        api_visibility="private",
    )  # fmt: skip


def listed(room: Room, query: str, show: str, focused: str | None = None) -> str:
    """Return the list of what a search finds; `focused` is the instrument that a reader comes back from."""
    words = WORDS[room.language]

    def page() -> Html:
        instruments = _found(room, query, show)
        table = register_table(instruments, words, room.language, focused)
        return joined((table, _saves(words, query, show) if instruments else NOTHING, meanings(words)))

    return _said(page, words)


def shown(room: Room, key: str, said: Html = NOTHING) -> str:
    """Return one instrument in full, with what has just been said of it."""
    words = WORDS[room.language]
    return _said(lambda: _instrument(room, key, said), words)


def fetching(room: Room, key: str) -> Iterator[str]:
    """Fetch the text of an instrument; say first that it takes a while, and then what came of it."""
    words = WORDS[room.language]
    yield shown(room, key, _notice(words["fetching"]))
    try:
        report = room.desk.fetch([_named(room, key)])
    except KnowledgeBaseError as error:
        yield shown(room, key, failure(str(error), words))
    else:
        yield shown(room, key, fetched(report, words, room.language))


def found(room: Room, text: str, language: str) -> str:
    """Return a pasted text with its references."""
    words = WORDS[room.language]
    if not text.strip():
        return str(_notice(words["own_empty"]))
    if len(text) > MOST_CHARACTERS:
        return str(_notice(words["own_long"].format(most=MOST_CHARACTERS)))
    spoken = (
        languages_of.of_document(text) if language == AUTO else languages_of.known(language, TEXT_LANGUAGES)
    )
    return str(pasted_text(text, find_in_parts([Part(text)], language=spoken)[0], words, room.language))


def _found(room: Room, query: str, show: str) -> list[Instrument]:
    """Return what a search means; while it is being typed, also what holds its words' beginnings."""
    everything = room.desk.look_up()
    if query.strip():
        meant = room.desk.look_up(query)
        keys = {instrument.key for instrument in meant}
        everything = [*meant, *(i for i in everything if i.key not in keys and _holds(i, query))]
    return [i for i in everything if show == ALL or i.loaded is (show == LOADED)]


def _holds(instrument: Instrument, query: str) -> bool:
    held = " ".join((*instrument.title.values(), instrument.key, instrument.celex or "")).casefold()
    return all(word in held for word in query.casefold().split())


def _instrument(room: Room, key: str, said: Html) -> Html:
    words = WORDS[room.language]
    instrument = next(iter(room.desk.look_up(key)), None)
    if instrument is None:
        return _notice(words["none_found"])
    seen = room.desk.mentions_of(instrument.key)
    return instrument_page(instrument, seen, words, room.language, said)


def _named(room: Room, key: str) -> str:
    """Return the name by which a work is fetched."""
    return next((i.celex for i in room.desk.look_up(key) if i.celex), key)


def _saving(room: Room) -> Callable[[dict[str, str]], dict[str, str]]:
    def save(asked: dict[str, str]) -> dict[str, str]:
        form = asked["form"]
        instruments = _found(room, asked["query"], asked["show"])
        return {"name": FILE_NAMES[form], "content": FORMATS[form](instruments)}

    return save


def _saves(words: Mapping[str, str], query: str, show: str) -> Html:
    buttons = (
        element(
            "button", words[f"save_{form}"], type="button", data_save=form, data_query=query, data_show=show
        )
        for form in FORMATS
    )
    return element("p", element("span", f"{words['save']}: "), *buttons, class_="saves")


def _said(page: Callable[[], Html], words: Mapping[str, str]) -> str:
    """Return a page, or the words for what stands in its way."""
    try:
        return str(page())
    except NothingIngestedError:
        return str(_notice(words["empty"]))
    except KnowledgeBaseError as error:
        return str(failure(str(error), words))


def _notice(words: str) -> Html:
    return element("p", words, class_="notice", role="status", tabindex="-1", data_focus=True)
