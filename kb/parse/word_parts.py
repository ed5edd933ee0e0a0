"""The parts of a DOCX beside its text: what its styles mean, how it counts, where its notes are.

ISO/IEC 29500, part 1, chapter 17. Only local names are looked at: the transitional and the strict form
of the standard differ in their name spaces and in nothing that matters here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

DEEPEST_STYLE = 20
"""Styles rest on one another; a longer chain is a circle."""

TITLE_STYLES = frozenset({"title", "titel", "titre", "título"})
CONTENTS_STYLE = "toc "
BULLET = "•"
ROMAN_DIGITS = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LAST_LETTER = 26


def tag(element: Element) -> str:
    """Return the local name of an element; empty for a comment."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def children(element: Element | None) -> Iterator[Element]:
    """Iterate over the elements directly below one."""
    return iter(() if element is None else element)


def first(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of local names, None when there is none."""
    for name in path:
        element = next((child for child in children(element) if tag(child) == name), None)
    return element


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its local name."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def value(element: Element | None, *path: str) -> str | None:
    """Return the `val` of the first element down a path."""
    return attribute(first(element, *path), "val")


def _is_on(element: Element | None) -> bool:
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph's style says: level of heading (0: none), and its numbering."""

    heading: int = 0
    is_contents: bool = False
    list: str | None = None
    depth: int = 0


class Styles:
    """The styles of a document, and the language that it is in where nothing else is said."""

    def __init__(self, root: Element) -> None:
        self._styles = {attribute(e, "styleId"): e for e in children(root) if tag(e) == "style"}
        self._default_style = next(
            (
                key
                for key, e in self._styles.items()
                if attribute(e, "default") in {"1", "true"} and attribute(e, "type") == "paragraph"
            ),
            None,
        )
        self._language = value(root, "docDefaults", "rPrDefault", "rPr", "lang") or ""

    def of(self, properties: Element | None) -> Style:
        """Return what the style of a paragraph and the paragraph itself say."""
        chain = list(self._chain(value(properties, "pStyle") or self._default_style))
        layers = [properties, *(first(style, "pPr") for style in chain)]
        names = [(value(style, "name") or "").lower() for style in chain]
        level = next((v for v in (value(layer, "outlineLvl") for layer in layers) if v is not None), None)
        heading = int(level) + 2 if level is not None and level.isdigit() and int(level) < 9 else 0
        if any(name in TITLE_STYLES for name in names[:1]):
            heading = 1
        numbers = [first(layer, "numPr") for layer in layers]
        of_list = next((v for v in (value(n, "numId") for n in numbers) if v is not None), None)
        depth = next((v for v in (value(n, "ilvl") for n in numbers) if v is not None), "0")
        return Style(
            heading,
            any(name.startswith(CONTENTS_STYLE) for name in names),
            of_list,
            int(depth) if depth.isdigit() else 0,
        )

    def is_hidden(self, properties: Element | None) -> bool:
        """Tell whether a run is not shown."""
        return _is_on(first(properties, "vanish"))

    def language(self, properties: Element | None) -> str:
        """Return the language tag of a run."""
        return value(properties, "lang") or self._language

    def _chain(self, style: str | None) -> Iterator[Element]:
        for _ in range(DEEPEST_STYLE):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value(element, "basedOn")


class Numbering:
    """Counts the items of lists and the numbers of headings, as a word processor does."""

    def __init__(self, root: Element) -> None:
        self._abstract = {attribute(e, "abstractNumId"): e for e in children(root) if tag(e) == "abstractNum"}
        self._lists = {
            attribute(e, "numId"): value(e, "abstractNumId") for e in children(root) if tag(e) == "num"
        }
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def label(self, properties: Element | None, style: Style) -> str:
        """Return the number or bullet that stands before a paragraph, with a space; empty for none."""
        del properties
        key = self._lists.get(style.list)
        levels = {attribute(e, "ilvl"): e for e in children(self._abstract.get(key)) if tag(e) == "lvl"}
        level = levels.get(str(style.depth))
        if key is None or level is None:
            return ""
        counts = self._counts[key]
        start = int(value(level, "start") or 1)
        counts[style.depth] = counts.get(style.depth, start - 1) + 1
        for deeper in [depth for depth in counts if depth > style.depth]:
            del counts[deeper]
        return self._printed(levels, style, counts)

    def _printed(self, levels: dict[str | None, Element], style: Style, counts: dict[int, int]) -> str:
        level = levels[str(style.depth)]
        form = value(level, "numFmt")
        if form == "bullet":
            return "" if style.heading else f"{BULLET} "
        if form == "none":
            return ""
        if not style.heading:
            return f"{_counted(counts[style.depth], form)}) "
        printed = value(level, "lvlText") or ""
        for depth, count in counts.items():
            printed = printed.replace(
                f"%{depth + 1}", _counted(count, value(levels.get(str(depth)), "numFmt"))
            )
        return f"{printed} " if printed else ""


def _counted(count: int, form: str | None) -> str:
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

    Footnotes and endnotes are counted apart where they are printed; a document that has both keeps the
    numbers of its footnotes, and its endnotes count on.
    """

    def __init__(self, footnotes: Element, endnotes: Element) -> None:
        self._bodies = {
            (kind, attribute(note, "id")): note
            for kind, root in (("footnoteReference", footnotes), ("endnoteReference", endnotes))
            for note in children(root)
            if attribute(note, "type") in {None, "normal"}
        }
        self._footnotes = sum(kind == "footnoteReference" for kind, _ in self._bodies)
        self._numbers: dict[tuple[str, str | None], int] = {}

    def number(self, kind: str, key: str | None) -> int | None:
        """Return the number of the note that a reference names, None when there is no such note."""
        if (kind, key) not in self._bodies:
            return None
        before = self._footnotes if kind == "endnoteReference" else 0
        counted = sum(known == kind for known, _ in self._numbers)
        return self._numbers.setdefault((kind, key), before + counted + 1)

    def referred(self) -> Iterator[tuple[int, Iterator[Element]]]:
        """Iterate over the notes that the text refers to, by number, with their paragraphs."""
        for name, number in sorted(self._numbers.items(), key=lambda item: item[1]):
            yield number, children(self._bodies[name])
