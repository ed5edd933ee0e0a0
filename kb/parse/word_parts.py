"""The parts of a DOCX beside its text: what its styles mean, how it counts, where its notes are.

ISO/IEC 29500, part 1, chapter 17, in its transitional and in its strict form.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.parse.markup import Element

DEEPEST_STYLE = 20
"""Styles rest on one another; a longer chain is a circle."""

TITLE_STYLES = frozenset({"title", "titel", "titre", "título"})
CONTENTS_STYLE = "toc "
FOOTNOTE, ENDNOTE = "footnoteReference", "endnoteReference"
BULLET = "•"
BODY_TEXT = "9"
"""The outline level of what is no heading."""

SWITCHED_OFF = frozenset({"0", "false", "off"})
ROMAN_DIGITS = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LAST_LETTER = 26


def first(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of names, None when there is none."""
    found = element
    for name in path:
        found = next((child for child in found.elements() if child.tag == name), None) if found else None
    return found


def value(element: Element | None, *path: str) -> str:
    """Return the `val` of the first element down a path, empty when there is none."""
    found = first(element, *path)
    return found.get("val") if found else ""


def _named(root: Element, tag: str, key: str) -> dict[str, Element]:
    return {element.get(key): element for element in root.elements() if element.tag == tag}


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's style says: level of heading (0: none), and its numbering."""

    heading: int = 0
    is_contents: bool = False
    list: str = ""
    depth: int = 0


class Styles:
    """The styles of a document, and the language that it is in where nothing else is said."""

    def __init__(self, root: Element) -> None:
        self._styles = _named(root, "style", "styleId")
        self._usual = next(
            (key for key, e in self._styles.items() if e.get("default") and e.get("type") == "paragraph"), ""
        )
        self._language = value(root, "docDefaults", "rPrDefault", "rPr", "lang")

    def of(self, properties: Element | None) -> Style:
        """Return what the style of a paragraph and the paragraph itself say."""
        chain = list(self._chain(value(properties, "pStyle") or self._usual))
        layers = [properties, *(first(style, "pPr") for style in chain)]
        names = [value(style, "name").lower() for style in chain]
        level = _inherited(layers, "outlineLvl")
        heading = int(level) + 2 if level.isdigit() and level != BODY_TEXT else 0
        depth = _inherited(layers, "numPr", "ilvl")
        return Style(
            1 if TITLE_STYLES.intersection(names[:1]) else heading,
            any(name.startswith(CONTENTS_STYLE) for name in names),
            _inherited(layers, "numPr", "numId"),
            int(depth) if depth.isdigit() else 0,
        )

    def is_hidden(self, properties: Element | None) -> bool:
        """Tell whether a run is not shown."""
        vanish = first(properties, "vanish")
        return vanish is not None and vanish.get("val") not in SWITCHED_OFF

    def language(self, properties: Element | None) -> str:
        """Return the language tag of a run."""
        return value(properties, "lang") or self._language

    def _chain(self, style: str) -> Iterator[Element]:
        for _ in range(DEEPEST_STYLE):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value(element, "basedOn")


def _inherited(layers: Sequence[Element | None], *path: str) -> str:
    return next((found for found in (value(layer, *path) for layer in layers) if found), "")


class Numbering:
    """Counts the items of lists and the numbers of headings, as a word processor does."""

    def __init__(self, root: Element) -> None:
        self._abstract = _named(root, "abstractNum", "abstractNumId")
        self._lists = {key: value(e, "abstractNumId") for key, e in _named(root, "num", "numId").items()}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def label(self, style: Style) -> str:
        """Return the number or bullet that stands before a paragraph, with a space; empty for none.

        An item of a list is labelled as structure knows items, "3) ", whatever sign stands behind its number.
        """
        key = self._lists.get(style.list, "")
        abstract = self._abstract.get(key)
        levels = _named(abstract, "lvl", "ilvl") if abstract else {}
        level = levels.get(str(style.depth))
        if level is None:
            return ""
        counts = self._counted(key, style.depth, value(level, "start"))
        form = value(level, "numFmt")
        if form in {"bullet", "none"}:
            return f"{BULLET} " if form == "bullet" and not style.heading else ""
        if not style.heading:
            return f"{_counted(counts[style.depth], form)}) "
        printed = value(level, "lvlText")
        for depth, count in counts.items():
            printed = printed.replace(
                f"%{depth + 1}", _counted(count, value(levels.get(str(depth)), "numFmt"))
            )
        return f"{printed} "

    def _counted(self, key: str, depth: int, start: str) -> dict[int, int]:
        """Count one on; a deeper level begins anew."""
        counts = self._counts[key]
        first_number = int(start) if start.isdigit() else 1
        counts[depth] = counts[depth] + 1 if depth in counts else first_number
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return counts


def _counted(count: int, form: str) -> str:
    """Return a number as a list counts it.

    >>> _counted(3, "lowerLetter"), _counted(4, "upperRoman"), _counted(12, "decimal")
    ('c', 'IV', '12')
    """
    if form in {"lowerLetter", "upperLetter"} and 1 <= count <= LAST_LETTER:
        letter = chr(ord("a") + count - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"}:
        numeral = ""
        for worth, sign in ROMAN_DIGITS:
            times, count = divmod(count, worth)
            numeral += sign * times
        return numeral if form == "lowerRoman" else numeral.upper()
    return str(count)


class Notes:
    """The notes of a document, numbered in the order in which the text refers to them.

    A document that has both keeps the numbers of its footnotes, and its endnotes count on.
    """

    def __init__(self, footnotes: Element, endnotes: Element) -> None:
        self._bodies = {
            (reference, note.get("id")): note
            for reference, root in ((FOOTNOTE, footnotes), (ENDNOTE, endnotes))
            for note in root.elements()
            if note.get("type") in {"", "normal"}
        }
        self._footnotes = sum(reference == FOOTNOTE for reference, _ in self._bodies)
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, reference: str, key: str) -> int | None:
        """Return the number of the note that a reference names, None when there is no such note."""
        if (reference, key) not in self._bodies:
            return None
        before = self._footnotes if reference == ENDNOTE else 0
        counted = sum(known == reference for known, _ in self._numbers)
        return self._numbers.setdefault((reference, key), before + counted + 1)

    def referred(self) -> list[tuple[int, Element]]:
        """Return the notes that the text refers to, by number."""
        return sorted(((n, self._bodies[name]) for name, n in self._numbers.items()), key=itemgetter(0))
