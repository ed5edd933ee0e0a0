"""Which texts a question is put to: those in some languages, those of some documents; folded until wanted.

What can be chosen, and what the page says is loaded, is brought up to date when the texts have changed: the
script of the page asks for it, after texts were added or removed here, and after an answer from others than
the page knows of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr

from kb.render.html.asking import documents_to_choose, finding, languages_to_choose
from kb.render.html.frame import texts_loaded
from kb.surfaces.web.words import WORDS as WORDS_AROUND
from kb.surfaces.web.words_ask import WORDS

if TYPE_CHECKING:
    from kb.surfaces.web.room import Room

RENEWED = """window.desk.renews = () => trigger("renew");
watch("value", () => {
  const shown = document.querySelector(".foot .texts-loaded"), now = element.querySelector(".texts-loaded");
  if (shown && now) shown.replaceWith(now.cloneNode(true));
});"""
"""What the server says is loaded takes the place of what stands in the footer, which is none of Gradio's."""

FINDS = """element.addEventListener("input", (event) => {
  const wanted = event.target.value.toLowerCase().split(/\\s+/);
  for (const line of document.querySelectorAll("#documents label")) {
    const said = line.textContent.toLowerCase();
    line.hidden = !line.querySelector(":checked") && !wanted.every((part) => said.includes(part));
  }
});"""
"""What is chosen stays in sight."""

SEEN_AT_ONCE = 8
"""Among more documents one can be looked for."""

CHANGED = "() => window.desk.renews()"
"""The script that runs when texts were added or removed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The fields: the languages of the texts, and the documents."""

    languages: gr.CheckboxGroup
    documents: gr.CheckboxGroup

    def fields(self) -> list[gr.CheckboxGroup]:
        """Return both, in this order."""
        return [self.languages, self.documents]


def build(room: Room) -> Choice:
    """Make the fields; there is nothing to choose where there is one language, or one document."""
    words = WORDS[room.language]
    with gr.Accordion(words["options"], open=False, visible=False, elem_id="options") as options:
        languages = gr.CheckboxGroup(label=words["within"], info=words["within_hint"], elem_id="within")
        documents = gr.CheckboxGroup(
            label=words["documents"], info=words["documents_hint"], elem_id="documents"
        )
        find = gr.HTML(str(finding(words)), js_on_load=FINDS, elem_id="find-document", visible=False)
    loaded = gr.HTML(elem_id="renewed", js_on_load=RENEWED)
    for listen in (partial(gr.on, None), loaded.renew):
        listen(
            partial(offered, room),
            [languages, documents],
            [options, languages, documents, find, loaded],
            show_progress="hidden",
            api_visibility="private",
        )
    return Choice(languages, documents)


def offered(
    room: Room, languages: Sequence[str], documents: Sequence[str]
) -> tuple[gr.Accordion, gr.CheckboxGroup, gr.CheckboxGroup, gr.HTML, str]:
    """Return what can be chosen now, with what was chosen of it, and what is loaded."""
    stored = room.desk.documents()
    spoken, works = languages_to_choose(stored, room.language), documents_to_choose(stored, room.language)
    return (
        gr.Accordion(visible=len(spoken) > 1 or len(works) > 1),
        gr.CheckboxGroup(choices=spoken, value=_still(languages, spoken), visible=len(spoken) > 1),
        gr.CheckboxGroup(choices=works, value=_still(documents, works), visible=len(works) > 1),
        gr.HTML(visible=len(works) > SEEN_AT_ONCE),
        str(texts_loaded(WORDS_AROUND[room.language], stored, room.language)),
    )


def _still(chosen: Sequence[str], offered: Sequence[tuple[str, str]]) -> list[str]:
    known = {value for _, value in offered}
    return [value for value in chosen if value in known]
