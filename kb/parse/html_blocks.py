"""The elements of a page into blocks: which text belongs together, and what the page says it is.

Scripts, styles, forms, navigation and what is hidden are left out. A row of a table is one block, its
cells set apart; the Official Journal, which sets every numbered point as a table of one row, means an
item by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.parse.declared import declared_language
from kb.parse.extract import BREAK, NO_FORM, Form, Run
from kb.parse.html_classes import CLASSES, CONTAINERS, MASTHEAD, NUMBER_SPAN, OFFICIAL_JOURNAL
from kb.parse.markup import COMMENT, INSTRUCTION
from kb.parse.pages import CELL_SEPARATOR, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.parse.html_notes import Notes
    from kb.parse.markup import Element

LEFT_OUT = frozenset(
    "script style head noscript template iframe object svg img nav footer form button select "
    "input textarea audio video canvas".split()
) | {COMMENT, INSTRUCTION}

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure h1 h2 h3 "
    "h4 h5 h6 header hr html li main ol p pre section table td th tr txt_te ul".split()
)
HEADING = re.compile(r"h([1-6])")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
POINT = re.compile(r"\s*(?:\(?(?:[a-z]{1,2}|[ivxl]{1,6}|\d{1,3}[a-z]?)[).]|[–—•·-])\s*", re.IGNORECASE)
"""What stands alone in the first cell of a numbered row: "(12)", "(a)", "—", "1."."""

CELL_END = Run(CELL_SEPARATOR)
MOST_PARTS_OF_A_CELL = 3
"""A cell that holds more paragraphs than this is no cell: the table only lays out the page."""

FREE = frozenset({Role.ITEM, Role.RECITAL})
"""What may have paragraphs inside."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it is written out: a paragraph of note `note`, of the masthead, or of the body."""

    runs: tuple[Run, ...]
    form: Form = NO_FORM
    note: int | None = None
    masthead: bool = False

    def text(self) -> str:
        """Return the text as it stands in the page."""
        return "".join(run.text for run in self.runs)


def classes(element: Element) -> list[str]:
    """Return the classes of an element; those of the Official Journal by their older names."""
    written = element.get("class")
    return [name.removeprefix(OFFICIAL_JOURNAL) for name in written.split()] if written else []


class Blocks:
    """Walks through a page and collects its blocks."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._runs: list[Run] = []
        self._note: int | None = None
        self.drafts: list[Draft] = []

    def take(self, root: Element) -> list[Draft]:
        """Return the blocks of an element, in order."""
        self._inside(root, NO_FORM)
        self._flush(NO_FORM)
        return self.drafts

    def _inside(self, element: Element, form: Form) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._runs.append(Run(child))
            elif child in self._notes.marks:
                self._runs.append(Run(child.text(), self._notes.marks[child]))
            elif child.tag == "br":
                self._runs.append(BREAK)
            elif not _is_left_out(child):
                self._child(child, form)

    def _child(self, child: Element, form: Form) -> None:
        if child.tag not in BLOCKS and child not in self._notes.holders:
            self._inside(child, form)
            if NUMBER_SPAN.intersection(classes(child)):
                self._runs.append(Run(" "))
            return
        inner = _spoken(_form(child, form), child, form)
        if form.role in FREE and child.tag in ("p", "div") and inner.role in (None, Role.TEXT, form.role):
            self._runs.append(BREAK)
            self._inside(child, form)
            self._runs.append(BREAK)
            return
        self._flush(form)
        if child in self._notes.holders:
            self._take_note(child)
        elif child.tag == "table":
            self._table(child, inner)
        else:
            self._inside(child, inner)
            self._flush(inner)

    def _take_note(self, holder: Element) -> None:
        outer, self._note = self._note, self._notes.holders[holder]
        self._inside(holder, NO_FORM)
        self._flush(NO_FORM)
        self._note = outer

    def _table(self, table: Element, form: Form) -> None:
        for row in _rows(table):
            cells = [cell for cell in row.elements() if cell.tag in ("td", "th")]
            if any(MASTHEAD.intersection(classes(inner)) for inner in row.descendants()):
                self._row(cells, form, masthead=True)
            elif _is_numbered(cells):
                self._numbered(cells, form)
            elif any(_lays_out(cell) for cell in cells):
                for cell in cells:
                    self._inside(cell, form)
                    self._flush(form)
            else:
                self._row(cells, replace(form, role=form.role or Role.TEXT), masthead=False)

    def _numbered(self, cells: list[Element], form: Form) -> None:
        is_recital = form.role is Role.RECITAL and not form.depth
        role = Role.RECITAL if is_recital else Role.ITEM
        inner = Form(role, depth=form.depth + 1, language=form.language)
        self._runs.append(Run(cells[0].text().strip() + " "))
        for cell in cells[1:]:
            self._item(cell, inner)

    def _item(self, cell: Element, inner: Form) -> None:
        self._inside(cell, inner)
        self._flush(inner)

    def _row(self, cells: list[Element], form: Form, *, masthead: bool) -> None:
        printed = [cell for cell in cells if cell.text().strip()]
        for cell in printed:
            if cell is not printed[0]:
                self._runs.append(CELL_END)
            self._runs += _in_one_line(self._cell(cell))
        self._flush(form, masthead=masthead)

    def _cell(self, cell: Element) -> list[Run]:
        """Return the text of a cell, its paragraphs and marks of notes in one."""
        walk = Blocks(self._notes)
        return [run for draft in walk.take(cell) for run in (*draft.runs, BREAK)]

    def _flush(self, form: Form, *, masthead: bool = False) -> None:
        runs, self._runs = _without_break_after_number(self._runs), []
        if any(run.text.strip() for run in runs):
            self.drafts.append(Draft(runs, form, self._note, masthead))


def _is_left_out(element: Element) -> bool:
    return (
        element.tag in LEFT_OUT
        or "hidden" in element.attributes
        or HIDDEN.search(element.get("style").lower()) is not None
    )


def _form(element: Element, outer: Form) -> Form:
    """Return what an element says of itself, or what it stands in says of it."""
    for name in classes(element):
        if name in CLASSES:
            return _inherited(CLASSES[name], outer)
    heading = HEADING.fullmatch(element.tag)
    if heading:
        return Form(heading=int(heading[1]))
    if element.tag == "li":
        return Form(Role.ITEM, depth=outer.depth + 1)
    container = CONTAINERS.get(element.get("id").partition("_")[0]) if element.tag == "div" else None
    return Form(container) if container else outer


def _spoken(own: Form, element: Element, outer: Form) -> Form:
    """A block is in the language that it declares, or that what it stands in declares."""
    said = declared_language(element.get("lang")) or outer.language
    return own if own.language == said else replace(own, language=said)


def _inherited(own: Form, outer: Form) -> Form:
    """A plain paragraph is what it stands in; anything else is what it says."""
    return outer if own.role is Role.TEXT and outer.role is not None else own


def _rows(table: Element) -> Iterator[Element]:
    """Iterate over the rows of a table, those of tables inside its cells not among them."""
    for child in table.elements():
        if child.tag in ("tr", "caption"):
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _rows(child)


def _is_numbered(cells: list[Element]) -> bool:
    return len(cells) > 1 and POINT.fullmatch(cells[0].text()) is not None and not cells[0].text().isspace()


def _lays_out(cell: Element) -> bool:
    inner = list(cell.descendants())[1:]
    return any(e.tag == "table" for e in inner) or sum(e.tag == "p" for e in inner) > MOST_PARTS_OF_A_CELL


def _in_one_line(runs: list[Run]) -> list[Run]:
    return [Run(" ") if run is BREAK else run for run in runs]


def _without_break_after_number(runs: list[Run]) -> tuple[Run, ...]:
    """Keep a number and the first paragraph of its cell in one line."""
    printed = [run for run in runs if run is BREAK or run.text.strip()]
    if len(printed) > 1 and printed[1] is BREAK and POINT.fullmatch(printed[0].text):
        at = next(i for i, run in enumerate(runs) if run is BREAK)
        return (*runs[:at], *runs[at + 1 :])
    return tuple(runs)
