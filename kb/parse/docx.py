"""DOCX into paged text: headings by their style, lists by their numbering, real footnotes.

A DOCX has no pages: they come into being where it is printed. What Word counts itself, the numbers of
headings, items and notes, is counted here in the same way. Deleted and hidden text is left out.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.parse.declared import declared_language, declared_title
from kb.parse.markup import parse_xml
from kb.parse.pages import (
    CELL_SEPARATOR,
    Declared,
    Line,
    LocatedMark,
    NoteLines,
    PagedText,
    PageLines,
)
from kb.parse.signatures import MAIN_PART
from kb.parse.word_parts import ENDNOTE, FOOTNOTE, Notes, Numbering, Styles, first
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.parse.markup import Element

MAX_PART = 64 * 2**20
"""How many bytes a part may unpack to; the text of a thousand pages is some 20 MB of XML."""

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What unpacking a damaged package raises; a password is a RuntimeError."""

LEFT_OUT = frozenset(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "footnoteRef", "endnoteRef"}
)
"""What is deleted, moved away, there a second time for older programs, or a property."""


def read_docx(content: bytes, name: str) -> PagedText:
    """Read a DOCX, or raise `SourceError` with the reason why it cannot be read."""
    package = _Package(content, name)
    body = package.part(MAIN_PART, needed=True)
    reader = _Reader(
        Styles(package.part("word/styles.xml")),
        Numbering(package.part("word/numbering.xml")),
        Notes(package.part("word/footnotes.xml"), package.part("word/endnotes.xml")),
    )
    blocks = list(reader.blocks(body.elements()))
    notes = [(number, list(reader.blocks(note.elements()))) for number, note in reader.notes.referred()]
    properties = package.part("docProps/core.xml")
    declared = Declared(
        language=declared_language(reader.languages.most_common(1)[0][0] if reader.languages else None),
        title=declared_title(next((e.text() for e in properties.elements() if e.tag == "title"), None)),
    )
    return _Writer().paged(blocks, notes, declared)


class _Package:
    """The parts of the file, unpacked within limits and parsed without what XML can hide."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        if not content.strip():
            raise SourceError("{file}: there is no text in it; see whether it is the right file", file=name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except DAMAGE as error:
            raise SourceError(
                "{file}: is not a DOCX, or is cut off ({error}); open it in a word processor and save it as "
                "DOCX, without a password",
                file=name,
                error=error,
            ) from error

    def part(self, part: str, *, needed: bool = False) -> Element:
        """Return the root of a part; an empty one for a part that is not there."""
        return parse_xml(self._unpacked(part, needed=needed), f"{self.name} ({part})")

    def _unpacked(self, part: str, *, needed: bool) -> bytes:
        try:
            with self._zip.open(part) as stream:
                data = stream.read(MAX_PART + 1)
        except KeyError as error:
            if needed:
                raise SourceError(
                    "{file}: holds no text document; save it as DOCX", file=self.name
                ) from error
            return b"<none/>"
        except DAMAGE as error:
            raise SourceError(
                "{file}: its part {part} is damaged ({error}); save it anew",
                file=self.name,
                part=part,
                error=error,
            ) from error
        if len(data) > MAX_PART:
            raise SourceError(
                "{file}: its part {part} unpacks to more than {most} MB; it is not read, save it anew",
                file=self.name,
                part=part,
                most=MAX_PART // 2**20,
            )
        return data


@dataclass
class _Block:
    """A paragraph or a row of a table: its text, its marks, and what it is."""

    text: str = ""
    marks: list[tuple[int, Span]] = field(default_factory=list)
    heading: int = 0
    is_contents: bool = False
    languages: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        """Add text; white space is one space, and none stands at the start."""
        for character in text:
            if not character.isspace():
                self.text += character
            elif self.text and not self.text.endswith(" "):
                self.text += " "

    def mark(self, number: int) -> None:
        """Add the mark of a note."""
        start = len(self.text)
        self.text += str(number)
        self.marks.append((number, Span(start, len(self.text))))

    def append(self, other: _Block, separator: str) -> None:
        """Add another block behind a separator."""
        if self.text and other.text:
            self.text = self.text.rstrip() + separator
        self.marks += [(number, span.shifted(len(self.text))) for number, span in other.marks]
        self.text += other.text
        self.languages += other.languages

    def language(self) -> str | None:
        """Return the language that most of the text is said to be in."""
        return declared_language(self.languages.most_common(1)[0][0]) if self.languages else None


class _Reader:
    """Walks through the body in its order; numbers headings, items and notes as it meets them."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Notes) -> None:
        self.styles = styles
        self.numbering = numbering
        self.notes = notes
        self.languages: Counter[str] = Counter()

    def blocks(self, elements: Iterable[Element]) -> Iterator[_Block]:
        """Iterate over the paragraphs and rows among elements, and inside what only wraps them."""
        for element in elements:
            kind = element.tag
            if kind == "p":
                yield from self._paragraph(element)
            elif kind == "tbl":
                yield from (self._row(row) for row in element.elements() if row.tag == "tr")
            elif kind not in LEFT_OUT:
                yield from self.blocks(element.elements())

    def _paragraph(self, element: Element) -> Iterator[_Block]:
        properties = first(element, "pPr")
        style = self.styles.of(properties)
        block = _Block(heading=style.heading, is_contents=style.is_contents)
        block.add(self.numbering.label(style))
        floating: list[Element] = []
        self._inline(element, block, floating)
        yield block
        for box in floating:
            yield from self.blocks(box.elements())

    def _row(self, row: Element) -> _Block:
        joined = _Block()
        for cell in (element for element in row.elements() if element.tag == "tc"):
            of_cell = _Block()
            for block in self.blocks(cell.elements()):
                of_cell.append(block, " ")
            joined.append(of_cell, CELL_SEPARATOR)
        return joined

    def _inline(self, element: Element, block: _Block, floating: list[Element]) -> None:
        for child in element.elements():
            kind = child.tag
            if kind == "txbxContent":
                floating.append(child)
            elif kind == "r":
                self._run(child, block, floating)
            elif kind not in LEFT_OUT:
                self._inline(child, block, floating)

    def _run(self, run: Element, block: _Block, floating: list[Element]) -> None:
        properties = first(run, "rPr")
        if self.styles.is_hidden(properties):
            return
        before = len(block.text)
        for child in run.elements():
            kind = child.tag
            if kind in {FOOTNOTE, ENDNOTE}:
                number = self.notes.number(kind, child.get("id"))
                if number is not None:
                    block.mark(number)
            elif kind == "AlternateContent" or kind in {"drawing", "pict", "object"}:
                self._inline(child, block, floating)
            else:
                block.add(_characters(kind, child))
        language = self.styles.language(properties)
        self.languages[language] += len(block.text) - before
        block.languages[language] += len(block.text) - before


def _characters(kind: str, element: Element) -> str:
    if kind == "t":
        return element.text()
    return {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}.get(kind, "")


class _Writer:
    """Writes the source and remembers where everything stands in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[LocatedMark] = []

    def paged(
        self, blocks: Iterable[_Block], notes: Iterable[tuple[int, list[_Block]]], declared: Declared
    ) -> PagedText:
        """Write all blocks, a blank line behind each, then the notes."""
        body: list[Line] = []
        contents: list[Line] = []
        for block in blocks:
            if block.is_contents:
                contents.append(self._line(block))
            elif block.text.strip():
                line = replace(self._line(block), heading=block.heading, language=block.language())
                body += [line, self._line(_Block())]
        of_notes = tuple(
            NoteLines(number, tuple(self._line(block, located=False) for block in of_note))
            for number, of_note in notes
            if of_note
        )
        page = PageLines(0, None, tuple(body), of_notes, tuple(contents))
        pages = (page,) if self._parts else ()
        return PagedText(
            "".join(self._parts), pages, paginated=False, marks=tuple(self._marks), declared=declared
        )

    def _line(self, block: _Block, *, located: bool = True) -> Line:
        start = self._length
        if located:
            self._marks += [LocatedMark(number, span.shifted(start)) for number, span in block.marks]
        self._parts += [block.text, "\n"]
        self._length += len(block.text) + 1
        return Line(Span(start, self._length))
