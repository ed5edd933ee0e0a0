"""Draws a page of a PDF with a quotation boxed, by pypdfium2 (which `kb.parse.page_pictures` knows, too).

It runs in a process of its own (see `page_image`), which is given one file and ends: pdfium is written in
C++, may be used by one thread at a time, and is given the bytes of strangers. What is asked and what came of
it are a line of JSON each, with the bytes of the file or of the picture behind it.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from kb.memory_limit import limit_memory
from kb.render.quote_on_page import Boxed, Standing, standing_of_quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from pypdfium2 import PdfPage, PdfTextPage
    from pypdfium2.raw import FPDF_PAGEOBJECT

DOTS_PER_INCH, POINTS_PER_INCH = 130, 72
LONGEST_SIDE = 2_000
"""Pixels: an A4 page has 1,520 of them, a poster no more than this."""

MAX_CHARACTERS = 60_000
"""On one page, for finding the quotation; the densest page of the Official Journal has some 9,000."""

PASSWORD_NEEDED = 4
"""pdfium's FPDF_ERR_PASSWORD."""

FILL, LINE, OPAQUE = (255, 228, 110), (178, 74, 0), 255
LINE_WIDTH = 1.2
PADDING = 2.0
"""Points between the words and the line around them."""

SAME_LINE = 0.5
"""Two boxes that share more than this part of the lower one's height are on one line."""

WORD_GAP = 4.0
"""In heights of a line: what stands further to the right is another column."""

LINE_GAP = 1.2
"""In heights of a line: what begins further down is another block."""

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
COMPRESSION = 6


class Trouble(StrEnum):
    """Why there is no picture."""

    DAMAGED = "damaged"
    PASSWORD = "password"  # noqa: S105 - what is missing, not what it is
    NO_SUCH_PAGE = "no such page"
    OUT_OF_MEMORY = "out of memory"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page to draw, and what to box on it; `memory` is how many bytes this may take."""

    index: int
    quote: str
    around: str
    memory: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of it: trouble, or the size of the picture that follows."""

    trouble: Trouble | None = None
    width: int = 0
    height: int = 0
    boxed: Boxed = Boxed.NOTHING_ASKED


class Box(NamedTuple):
    """A rectangle on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def union(self, other: Box) -> Box:
        """Return the rectangle around both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def padded(self, by: float) -> Box:
        """Return the rectangle with so much around it."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    @property
    def height(self) -> float:
        """Its height."""
        return self.top - self.bottom


def main() -> None:
    """Draw the page that standard input asks for."""
    wanted = Wanted(**json.loads(sys.stdin.buffer.readline()))
    limit_memory(wanted.memory)
    try:
        drawn, picture = draw(sys.stdin.buffer.read(), wanted)
    except MemoryError:
        drawn, picture = Drawn(Trouble.OUT_OF_MEMORY), b""
    _say(sys.stdout.buffer, drawn, picture)


def _say(results: BinaryIO, drawn: Drawn, picture: bytes) -> None:
    results.write(json.dumps(asdict(drawn)).encode() + b"\n" + picture)


def draw(content: bytes, wanted: Wanted) -> tuple[Drawn, bytes]:
    """Return what came of drawing a page, and the picture as PNG."""
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - a library of 10 MB

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        return Drawn(Trouble.PASSWORD if error.err_code == PASSWORD_NEEDED else Trouble.DAMAGED), b""
    if not 0 <= wanted.index < len(document):
        return Drawn(Trouble.NO_SUCH_PAGE), b""
    try:
        page = document[wanted.index]
        text = page.get_textpage()
        standing = _standing(text, wanted)
        for block in blocks_of(lines_of([_box(text, position) for position in standing.positions])):
            _draw_block(page, block)
        return _picture(page, standing.boxed)
    except PdfiumError:
        return Drawn(Trouble.DAMAGED), b""


def _standing(text: PdfTextPage, wanted: Wanted) -> Standing:
    from pypdfium2 import raw  # noqa: PLC0415 - a library of 10 MB

    count = min(text.count_chars(), MAX_CHARACTERS)
    characters = [chr(raw.FPDFText_GetUnicode(text, position)) for position in range(count)]
    return standing_of_quote(characters, wanted.quote, wanted.around)


def _box(text: PdfTextPage, position: int) -> Box:
    return Box(*text.get_charbox(position, loose=True))


def lines_of(characters: Sequence[Box]) -> list[Box]:
    """Return a box for each line that the characters fill, in reading order."""
    lines: list[Box] = []
    for box in characters:
        if lines and _goes_on(lines[-1], box):
            lines[-1] = lines[-1].union(box)
        else:
            lines.append(box)
    return lines


def _goes_on(line: Box, box: Box) -> bool:
    shared = min(line.top, box.top) - max(line.bottom, box.bottom)
    gap = max(box.left - line.right, line.left - box.right)
    return shared > SAME_LINE * min(line.height, box.height) and gap < WORD_GAP * line.height


def blocks_of(lines: Sequence[Box]) -> list[list[Box]]:
    """Return the lines that stand under one another, together."""
    blocks: list[list[Box]] = []
    for line in lines:
        if blocks and _under(blocks[-1][-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _under(above: Box, line: Box) -> bool:
    side_by_side = min(above.right, line.right) - max(above.left, line.left)
    return side_by_side > -WORD_GAP * line.height and 0 <= above.top - line.top < (
        above.height + LINE_GAP * line.height
    )


def _draw_block(page: PdfPage, lines: Sequence[Box]) -> None:
    """Tint each line, as a marker pen does, and draw one box around them.

    What is added to the page in memory is turned and cropped with it by pdfium.
    """
    around = lines[0]
    for line in lines:
        _tint(page, line)
        around = around.union(line)
    _outline(page, around.padded(PADDING))


def _tint(page: PdfPage, box: Box) -> None:
    from pypdfium2 import raw  # noqa: PLC0415 - a library of 10 MB

    rectangle = _rectangle(box)
    raw.FPDFPageObj_SetFillColor(rectangle, *FILL, OPAQUE)
    raw.FPDFPageObj_SetBlendMode(rectangle, b"Multiply")
    raw.FPDFPath_SetDrawMode(rectangle, raw.FPDF_FILLMODE_WINDING, False)
    raw.FPDFPage_InsertObject(page, rectangle)


def _outline(page: PdfPage, box: Box) -> None:
    from pypdfium2 import raw  # noqa: PLC0415 - a library of 10 MB

    rectangle = _rectangle(box)
    raw.FPDFPageObj_SetStrokeColor(rectangle, *LINE, OPAQUE)
    raw.FPDFPageObj_SetStrokeWidth(rectangle, LINE_WIDTH)
    raw.FPDFPath_SetDrawMode(rectangle, raw.FPDF_FILLMODE_NONE, True)
    raw.FPDFPage_InsertObject(page, rectangle)


def _rectangle(box: Box) -> FPDF_PAGEOBJECT:
    from pypdfium2 import raw  # noqa: PLC0415 - a library of 10 MB

    return raw.FPDFPageObj_CreateNewRect(box.left, box.bottom, box.right - box.left, box.height)


def _picture(page: PdfPage, boxed: Boxed) -> tuple[Drawn, bytes]:
    longest = max(page.get_width(), page.get_height(), 1.0)
    scale = min(DOTS_PER_INCH / POINTS_PER_INCH, LONGEST_SIDE / longest)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    width, height = bitmap.width, bitmap.height
    rows = bytes(bitmap.buffer)
    lines = (rows[at : at + width * 3] for at in range(0, height * bitmap.stride, bitmap.stride))
    return Drawn(None, width, height, boxed), b"".join(png(width, height, lines))


def png(width: int, height: int, rows: Iterator[bytes]) -> Iterator[bytes]:
    """Iterate over the parts of a PNG of three bytes a pixel: https://www.w3.org/TR/png-3/."""
    unfiltered = b"".join(b"\0" + row for row in rows)
    yield PNG_SIGNATURE
    yield _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    yield _chunk(b"IDAT", zlib.compress(unfiltered, COMPRESSION))
    yield _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
