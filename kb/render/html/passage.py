"""A passage with what is quoted of it highlighted, and the marks of its notes in their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.render.html.element import Html, element, joined
from kb.render.html.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.document import Expression, NoteMark
    from kb.passages import Passage
    from kb.text import Span

Quoted = tuple["Span", str | None]
"""A span of the passage that is highlighted, and the id that a link leads to."""


def highlighted(passage: Passage, quoted: Iterable[Quoted]) -> Html:
    """Return the text of a passage, its spans highlighted.

    Of two that overlap, the later begins where the first ends.
    """
    parts: list[Html] = []
    at = 0
    for span, name in sorted(quoted, key=lambda each: each[0].start):
        begin = max(span.start, at)
        if begin >= span.end:
            continue
        parts.append(_text(passage, at, begin))
        parts.append(element("mark", _text(passage, begin, span.end, closing=True), id=name, tabindex=-1))
        at = span.end
    parts.append(_text(passage, at, len(passage.text), closing=True))
    return joined(parts)


def read_button(document: Expression, anchor: str, language: str) -> Html:
    """Return the button that opens a document at a place, in the tab Documents."""
    return element(
        "button",
        WORDS[language]["read_here"],
        type="button",
        class_="plain",
        data_read=document.id,
        data_in=document.language,
        data_at=anchor,
    )


def plain(passage: Passage) -> Html:
    """Return the text of a passage with the marks of its notes."""
    return _text(passage, 0, len(passage.text), closing=True)


def _text(passage: Passage, start: int, end: int, *, closing: bool = False) -> Html:
    """A stretch of the text; a mark at its very end belongs to it only when it is `closing`."""
    marks = [m for m in passage.marks if start < m.position < end or (closing and m.position == end)]
    return joined(_pieces(passage.text, start, end, marks))


def _pieces(text: str, start: int, end: int, marks: Sequence[NoteMark]) -> Iterator[Html | str]:
    at = start
    for mark in sorted(marks, key=lambda m: m.position):
        yield text[at : mark.position]
        yield element("sup", str(mark.number))
        at = mark.position
    yield text[at:end]
