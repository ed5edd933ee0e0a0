"""The pages of a PDF as pictures, for a program that reads letters off them.

`kb.render.page_drawing` draws pages for people, with a quotation boxed; here they are grey, unpacked and as
fine as such programs were taught on. pdfium runs in the process that reads files, within its limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.parse.page_progress import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

DOTS_PER_INCH, POINTS_PER_INCH = 300, 72
"""https://tesseract-ocr.github.io/tessdoc/ImproveQuality.html: at least 300."""

LONGEST_SIDE = 5_000
"""Pixels: an A4 page has 3,508 of them, a poster no more than this."""


def grey_pictures(content: bytes) -> Iterator[bytes]:
    """Iterate over the pages as pictures; raise `ValueError` for what cannot be drawn.

    Their form is https://netpbm.sourceforge.net/doc/pgm.html, which needs no packing.
    """
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - a library of 10 MB

    try:
        for page in counted(PdfDocument(content)):
            longest = max(page.get_width(), page.get_height(), 1.0)
            scale = min(DOTS_PER_INCH / POINTS_PER_INCH, LONGEST_SIDE / longest)
            bitmap = page.render(scale=scale, grayscale=True)
            rows, stride = bytes(bitmap.buffer), bitmap.stride
            lines = (rows[at : at + bitmap.width] for at in range(0, bitmap.height * stride, stride))
            yield b"".join((f"P5 {bitmap.width} {bitmap.height} 255\n".encode(), *lines))
    except PdfiumError as error:
        raise ValueError(f"its pages cannot be drawn: {error}") from error
