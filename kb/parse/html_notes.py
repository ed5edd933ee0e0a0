"""Which anchors of a page are the marks of notes, and where the notes are.

A mark and its note point at each other: that, and not the look of a number, makes a note. Where the
number comes a second time, the later note stays what it looks like, a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kb.parse.markup import Element

NUMBER = re.compile(r"\s*[(\[]?\s*(\d{1,3})\s*[)\]]?\s*")
HOLDERS = frozenset({"p", "dd", "li", "div", "aside", "td", "blockquote"})
"""What a note is written in."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The anchors that are marks, and the elements that hold notes, each with its number."""

    marks: Mapping[Element, int]
    holders: Mapping[Element, int]


def find_notes(root: Element) -> Notes:
    """Return the notes of a page."""
    parents = {child: element for element in root.descendants() for child in element.elements()}
    named = _named(root)
    marks: dict[Element, int] = {}
    holders: dict[Element, int] = {}
    for anchor in root.descendants():
        number = NUMBER.fullmatch(anchor.text()) if anchor.tag == "a" else None
        if number is None or anchor in marks:
            continue
        label = _note_of(anchor, parents, named)
        if label is None or int(number[1]) in marks.values():
            continue
        marks[anchor] = int(number[1])
        holders[_holder(label, parents)] = int(number[1])
    return Notes(marks, holders)


def _named(root: Element) -> dict[str, tuple[int, Element]]:
    """Return each element that can be pointed at, with its position in the page."""
    named: dict[str, tuple[int, Element]] = {}
    for position, element in enumerate(root.descendants()):
        for name in (element.get("id"), element.get("name")):
            if name:
                named.setdefault(name, (position, element))
    return named


def _note_of(
    mark: Element, parents: Mapping[Element, Element], named: Mapping[str, tuple[int, Element]]
) -> Element | None:
    """Return the anchor in the note that points back at a mark, or at what the mark alone stands in."""
    target = named.get(mark.get("href").rpartition("#")[2])
    if target is None:
        return None
    outer = parents.get(mark, mark)
    names = [n for n in (mark.get("id"), mark.get("name"), outer.get("id")) if n in named]
    if not names or named[names[0]][0] >= target[0]:
        return None
    return next((back for back in _anchors(target[1]) if back.get("href").rpartition("#")[2] in names), None)


def _anchors(element: Element) -> Iterator[Element]:
    return (inner for inner in element.descendants() if inner.tag == "a")


def _holder(label: Element, parents: Mapping[Element, Element]) -> Element:
    """Return the element that a note fills: the widest one that begins with its number and has no other."""
    holder = label
    while holder.tag not in HOLDERS and holder in parents:
        holder = parents[holder]
    while holder in parents and _begins_with(parents[holder], label):
        holder = parents[holder]
    return holder


def _begins_with(element: Element, label: Element) -> bool:
    if element.tag not in HOLDERS:
        return False
    if any(anchor is not label and NUMBER.fullmatch(anchor.text()) for anchor in _anchors(element)):
        return False
    return not element.text().partition(label.text())[0].strip()
