"""Formex 4 into text: the XML in which the Publications Office keeps the acts of the Official Journal.

Formex says what everything is, so nothing is guessed: recitals, articles, paragraphs, points and annexes
are declared as such, notes stand inside the sentence that they hang on, and an instruction turns the page.
Notes are written out at the foot of their page, as the Journal prints them: "(4) …".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.parse.extract import BREAK, NO_FORM, Extraction, Form, Run
from kb.parse.markup import COMMENT, INSTRUCTION, Element, parse_xml
from kb.parse.pages import CELL_SEPARATOR, Declared, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.parse.pages import PagedText

ROOTS = frozenset({"ACT", "CONS.ACT", "ANNEX", "CONS.ANNEX", "GENERAL", "DOC", "AGR", "LETTER", "PROT"})
"""What a file of Formex holds."""

LEFT_OUT = frozenset({"BIB.INSTANCE", "INFO.CONSLEG", "INFO.PROD", "FAM.COMP", "INCL.ELEMENT", "IE", COMMENT})
INLINE = frozenset(
    "HT DATE FT REF.DOC REF.DOC.OJ REF.DOC.SE REF.DOC.ECR REF.NP.ECR NO.DOC.TXT KEYWORD TERM LINK ADDR.S "
    "EXPR IND MARGIN QUOT.START QUOT.END".split()
)
NUMBERS = frozenset({"NO.PARAG", "NO.P"})

FORMS = {
    "PREAMBLE": Form(Role.PREAMBLE),
    "TI.ART": Form(Role.ARTICLE),
    "STI.ART": Form(Role.SUBTITLE),
    "ALINEA": Form(Role.TEXT),
    "FINAL": Form(Role.FINAL),
    "CONTENTS": Form(Role.TEXT),
}
"""Element → what stands in it."""

TITLES = {
    "ACT": (Form(Role.TITLE), Form(Role.TITLE)),
    "CONS.DOC": (Form(Role.TITLE), Form(Role.TITLE)),
    "DIVISION": (Form(Role.DIVISION), Form(Role.DIVISION)),
    "ANNEX": (Form(Role.ANNEX), Form(Role.SUBTITLE)),
    "CONS.ANNEX": (Form(Role.ANNEX), Form(Role.SUBTITLE)),
}
"""What an element's title is: its first line, and its further ones."""


def read_formex(content: bytes, name: str) -> PagedText:
    """Read a file of Formex; every character of what is extracted is in exactly one line."""
    root = parse_xml(content, name)
    if root.tag not in ROOTS:
        raise SourceError(
            "{file}: is XML, but not an act in Formex (its root is {root}); save the document as HTML",
            file=name,
            root=root.tag,
        )
    return _Walk(_text_of(root, "PAGE.FIRST") or None).read(root)


class _Walk:
    """Walks through an act; what has been met of the open block waits until the block ends."""

    def __init__(self, first_page: str | None) -> None:
        self._out = Extraction(first_page)
        self._runs: list[Run] = []
        self._number = ""
        self._first: Form | None = None
        self._is_cut = False
        self._last_note = 0
        self._notes: list[tuple[int, list[Run]]] = []
        self._paginated = False

    def read(self, root: Element) -> PagedText:
        self._inside(root, NO_FORM)
        self._flush(NO_FORM)
        self._write_notes()
        declared = Declared(_text_of(root, "LG.DOC").lower() or None, _title(root))
        return self._out.paged(declared, paginated=self._paginated)

    def _inside(self, element: Element, form: Form) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._runs.append(Run(child.upper() if element.get("TYPE") == "UC" else child))
            elif child.tag == INSTRUCTION:
                self._instruction(child, form)
            elif child.tag == "NOTE":
                self._note(child)
            elif child.tag in INLINE:
                self._inline(child, form)
            elif child.tag in NUMBERS:
                self._number = " ".join(child.text().split())
            elif child.tag not in LEFT_OUT:
                self._block(element, child, form)

    def _inline(self, element: Element, form: Form) -> None:
        if element.tag in ("QUOT.START", "QUOT.END"):
            self._runs.append(Run(chr(int(element.get("CODE") or "22", 16))))
        self._inside(element, form)

    def _block(self, outer: Element, element: Element, form: Form) -> None:
        if form.role in (Role.ITEM, Role.RECITAL) and element.tag in ("NP", "TXT", "P"):
            self._runs.append(BREAK)
            self._inside(element, form)
            self._runs.append(BREAK)
            return
        self._flush(form)
        if element.tag == "TITLE" and outer.tag in TITLES:
            self._first, inner = TITLES[outer.tag]
        elif element.tag == "ITEM":
            inner = Form(Role.ITEM, depth=form.depth + 1)
        elif element.tag == "CONSID":
            inner = Form(Role.RECITAL)
        elif element.tag == "PARAG":
            self._first, inner = Form(Role.PARAGRAPH), Form(Role.TEXT)
        elif element.tag == "ROW":
            self._row(element)
            return
        elif element.tag == "QUOT.S":
            self._quoted(element)
            return
        else:
            inner = FORMS.get(element.tag, form)
        self._inside(element, inner)
        self._flush(inner)
        self._first = None

    def _row(self, row: Element) -> None:
        """A row of a table is one block, its cells set apart."""
        cells = [_plain(cell) for cell in row.elements() if cell.tag == "CELL"]
        self._runs.append(Run(CELL_SEPARATOR.join(cell for cell in cells if cell)))
        self._flush(Form(Role.TEXT))

    def _quoted(self, element: Element) -> None:
        """What an act quotes of another one has no places in the act itself."""
        for inner in _leaves(element):
            self._runs.append(Run(_plain(inner)))
            self._flush(Form(Role.TEXT))

    def _instruction(self, element: Element, form: Form) -> None:
        if element.get("target") != "PAGE":
            return
        label = "".join(c for c in element.children if isinstance(c, str)).partition('"')[2].partition('"')[0]
        self._flush(form, goes_on=True)
        self._write_notes()
        self._out.turn_page(label or None)
        self._paginated = True

    def _note(self, note: Element) -> None:
        if not note.text().strip():
            return
        self._last_note += 1
        printed = f"({self._last_note})"
        runs = [Run(printed + " ")]
        for leaf in _leaves(note):
            runs += [Run(_plain(leaf)), BREAK]
        self._notes.append((self._last_note, runs))
        self._runs += [Run(" "), Run(printed, self._last_note)]

    def _write_notes(self) -> None:
        for number, runs in self._notes:
            self._out.note(number, runs)
        self._notes.clear()

    def _flush(self, form: Form, *, goes_on: bool = False) -> None:
        runs, self._runs = self._runs, []
        if not any(run.text.strip() for run in runs):
            self._is_cut = self._is_cut and goes_on
            return
        if self._number:
            runs = [Run(self._number + " "), *_without_break_before(runs)]
        shown = Form(Role.CONTINUED) if self._is_cut else self._first or form
        self._out.block(runs, shown, goes_on=goes_on)
        self._number, self._first, self._is_cut = "", None, goes_on


def _without_break_before(runs: list[Run]) -> list[Run]:
    """Return runs from the first text on, so that a number stands in its line."""
    first = next(at for at, run in enumerate(runs) if run is not BREAK and run.text.strip())
    return runs[first:]


def _leaves(element: Element) -> Iterator[Element]:
    """Iterate over the innermost blocks of an element, what is numbered as a whole; or over itself."""
    blocks = [e for e in element.elements() if e.tag not in INLINE | LEFT_OUT | {INSTRUCTION, "NOTE"}]
    if not blocks or any(isinstance(c, str) and c.strip() for c in element.children):
        yield element
        return
    for block in blocks:
        if block.tag in ("NP", "PARAG"):
            yield block
        else:
            yield from _leaves(block)


def _plain(element: Element) -> str:
    """Return the text of an element in one line, quotation marks where they stand, without notes."""
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child.upper() if element.get("TYPE") == "UC" else child)
        elif child.tag in ("QUOT.START", "QUOT.END"):
            parts.append(chr(int(child.get("CODE") or "22", 16)))
        elif child.tag not in LEFT_OUT | {INSTRUCTION, "NOTE"}:
            parts.append(_plain(child) if child.tag in INLINE else f" {_plain(child)} ")
    return " ".join("".join(parts).split())


def _text_of(root: Element, tag: str) -> str:
    found = next((element for element in root.descendants() if element.tag == tag), None)
    return found.text().strip() if found else ""


def _title(root: Element) -> str | None:
    title = next((element for element in root.descendants() if element.tag == "TITLE"), None)
    return _plain(title) or None if title else None
