"""The text of a document: headings, lists, notes that are linked both ways, references, printed page numbers.

Every passage has an id made of its anchor, so that the source of an answer can lead to it. Where the mark of
a note or a new page stands inside a reference, the reference goes on behind it: a link never holds another.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from kb.document import BlockKind
from kb.render.html.element import Html, element, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kb.desk.reading import Opened, OpenedBlock
    from kb.document import Expression, NoteMark
    from kb.passages import PageTurn
    from kb.register import ShownReference

FIRST_HEADING, DEEPEST = 3, 2
"""The level of a heading in the page, and how many levels lie under it."""

DRAWN = "pdf"
"""The reader whose files have pages that can be shown as they are printed."""


def place_id(anchor: str) -> str:
    """Return the id of a passage on the page.

    >>> place_id("3.1/p4")
    'text-3.1/p4'
    """
    return f"text-{anchor}"


def depth(section: str | None) -> int:
    """Return how deep a numbered section lies.

    >>> depth("3"), depth("3.1"), depth("INLEIDING"), depth(None)
    (0, 1, 0, 0)
    """
    if section is None or not section[:1].isdigit():
        return 0
    return min(section.strip(".").count("."), DEEPEST)


def document_text(opened: Opened, words: Mapping[str, str]) -> Html:
    """Return the text of a document, its notes last."""
    expression = opened.document.expression
    notes = [block for block in opened.blocks if block.passage.kind is BlockKind.NOTE]
    body = [block for block in opened.blocks if block.passage.kind is not BlockKind.NOTE]
    page = _Page(words, expression, opened.document.origin.recipe.startswith(DRAWN), _new_pages(body, notes))
    return element(
        "div", *_body(body, page), *_notes(notes, body, page), class_="text", lang=expression.language
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What is shown around the text: words, and where a page begins that the block before was not on."""

    words: Mapping[str, str]
    expression: Expression
    is_drawn: bool
    turns: Mapping[int, Sequence[PageTurn]]


def _new_pages(*runs: Iterable[OpenedBlock]) -> dict[int, list[PageTurn]]:
    """Return the turns of each passage to another page than the one before it, by its ordinal."""
    new: dict[int, list[PageTurn]] = {}
    for run in runs:
        last: int | None = None
        for block in run:
            for turn in block.passage.page_turns:
                if turn.index != last:
                    new.setdefault(block.passage.ordinal, []).append(turn)
                last = turn.index
    return new


def _body(body: Sequence[OpenedBlock], page: _Page) -> Iterator[Html]:
    numbered = _numbered_articles(body)
    for is_item, together in groupby(body, key=lambda block: block.passage.kind is BlockKind.ITEM):
        if is_item:
            yield element("ul", *(_item(block, page) for block in together))
        else:
            yield from (_block(block, numbered, page) for block in together)


def _block(block: OpenedBlock, numbered: frozenset[str], page: _Page) -> Html:
    place, said = block.passage.place, _text(block, page)
    name = place_id(place.anchor)
    if block.passage.kind is BlockKind.HEADING:
        return element(f"h{FIRST_HEADING + depth(place.section)}", said, id=name)
    if block.passage.kind is BlockKind.TITLE:
        return element("p", said, id=name, class_="title-line")
    number = place.paragraph if place.section in numbered else None
    return element("p", element("span", f"{number}. ", class_="point") if number else None, said, id=name)


def _numbered_articles(body: Sequence[OpenedBlock]) -> frozenset[str]:
    """The articles of an act that have more than one paragraph, which go by their numbers."""
    places = [block.passage.place for block in body if block.passage.place.anchor.startswith("art")]
    return frozenset(place.section for place in places if place.section and (place.paragraph or 0) > 1)


def _item(block: OpenedBlock, page: _Page) -> Html:
    place = block.passage.place
    point = place.point or ""
    return element(
        "li",
        element("span", f"{point.rpartition('.')[2]} ", class_="point") if point else None,
        _text(block, page),
        id=place_id(place.anchor),
        class_=f"deep-{min(point.count('.'), DEEPEST)}",
    )


def _notes(notes: Sequence[OpenedBlock], body: Sequence[OpenedBlock], page: _Page) -> Iterator[Html]:
    if not notes:
        return
    marked = frozenset(mark.note for block in body for mark in block.passage.marks)
    yield element("h3", page.words["notes_heading"], lang=page.words["spoken"], id=place_id("notes"))
    yield element("ol", *(_note(note, marked, page) for note in notes), class_="notes")


def _note(note: OpenedBlock, marked: frozenset[str], page: _Page) -> Html:
    number, anchor = note.passage.place.footnote or 0, note.passage.place.anchor
    back = page.words["to_mark"].format(number=number)
    label = (
        element("a", str(number), href=f"#{_mark_id(anchor)}", aria_label=back, class_="number")
        if anchor in marked
        else element("span", str(number), class_="number")
    )
    return element("li", label, element("p", _text(note, page)), id=place_id(anchor))


def _text(block: OpenedBlock, page: _Page) -> Html:
    """The text of a block with its references as links, and its marks and new pages in their places."""
    passage, turns = block.passage, page.turns.get(block.passage.ordinal, ())
    references = _apart(block.references)
    stops = {0, *(at for reference in references for at in reference.span)}
    stops |= {mark.position for mark in passage.marks} | {turn.position for turn in turns}
    ordered = sorted(stops)
    parts: list[Html] = []
    for start, end in zip(ordered, [*ordered[1:], len(passage.text)], strict=True):
        parts += [_mark(mark, page.words) for mark in passage.marks if mark.position == start]
        parts += [_new_page(turn, page) for turn in turns if turn.position == start]
        inside = next((r for r in references if r.span[0] <= start < r.span[1]), None)
        parts.append(_piece(passage.text[start:end], inside, page.words))
    return joined(parts)


def _apart(references: Sequence[ShownReference]) -> list[ShownReference]:
    """The references in order; of two that overlap the first."""
    kept: list[ShownReference] = []
    for reference in sorted(references, key=lambda reference: reference.span):
        if not kept or reference.span[0] >= kept[-1].span[1]:
            kept.append(reference)
    return kept


def _piece(text: str, reference: ShownReference | None, words: Mapping[str, str]) -> Html:
    """A stretch of text; in a reference it leads to the web, and the page's script to the register."""
    if reference is None or not text:
        return joined((text,))
    return element(
        "a",
        text,
        href=reference.url or "#",
        target="_blank" if reference.url else None,
        rel="noreferrer",
        data_look=reference.instrument,
        title=words["look_up"].format(name=reference.celex or reference.verbatim),
    )


def _mark(mark: NoteMark, words: Mapping[str, str]) -> Html:
    said, there = words["to_note"].format(number=mark.number), f"#{place_id(mark.note)}"
    link = element("a", str(mark.number), href=there, id=_mark_id(mark.note), aria_label=said)
    return element("sup", link)


def _mark_id(note: str) -> str:
    return f"mark-{note}"


def _new_page(turn: PageTurn, page: _Page) -> Html:
    """The number of the page that begins here, which leads to its picture where there is one."""
    label = turn.label or str(turn.index + 1)
    if not page.is_drawn:
        return element(
            "span", label, class_="page", role="note", aria_label=page.words["page_here"].format(page=label)
        )
    return element(
        "a",
        label,
        href=picture_of(page.expression, turn.index),
        target="_blank",
        class_="page",
        aria_label=page.words["page_picture"].format(page=label),
    )


def picture_of(expression: Expression, index: int) -> str:
    """Return the address of the picture of a page."""
    work = f"{quote(expression.id, safe='')}/{quote(expression.language, safe='')}"
    return f"/api/v1/documents/{work}/pages/{index}.png"
