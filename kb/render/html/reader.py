"""A document opened to be read: its title, what is known of it, its contents and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.answer.house_style import called
from kb.document import BlockKind
from kb.render.html.document_facts import facts
from kb.render.html.document_text import depth, document_text, place_id
from kb.render.html.element import NOTHING, Html, element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.desk.reading import Opened

SHORT_CONTENTS = 30
"""Headings that are shown at once."""


def reader(opened: Opened, words: Mapping[str, str], language: str) -> Html:
    """Return a document to be read."""
    expression = opened.document.expression
    others = (code for code in opened.languages if code != expression.language)
    return element(
        "article",
        element(
            "p",
            element("button", words["back"], type="button", data_back=True),
            *(_other(expression.id, code, words, language) for code in others),
            class_="ways",
        ),
        element("h2", expression.title, lang=expression.language, tabindex="-1", data_focus=True),
        element("div", facts(opened.document, words, language), _contents(opened, words), class_="beside"),
        document_text(opened, words),
        class_="reader",
    )


def _other(work: str, code: str, words: Mapping[str, str], language: str) -> Html:
    said = words["read_in"].format(language=called(code, language))
    return element("button", said, type="button", data_open=work, data_in=code)


def _contents(opened: Opened, words: Mapping[str, str]) -> Html:
    """The headings as links; closed at first where they are many, as in a regulation."""
    headings = [block.passage for block in opened.blocks if block.passage.kind is BlockKind.HEADING]
    if not headings:
        return NOTHING
    listed = (
        element(
            "li",
            element("a", heading.text, href=f"#{place_id(heading.place.anchor)}"),
            class_=f"deep-{depth(heading.place.section)}",
        )
        for heading in headings
    )
    return element(
        "nav",
        element(
            "details",
            element("summary", words["contents"]),
            element("ul", *listed, lang=opened.document.expression.language),
            open=len(headings) <= SHORT_CONTENTS,
        ),
        aria_label=words["contents"],
        class_="contents",
    )
