"""PDFs that the tests write themselves, operator by operator, so that they say exactly what is drawn."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import stringWidth

if TYPE_CHECKING:
    from collections.abc import Sequence

BODY, SMALL = 12, 8
LEFT, TOP, STEP = 70, 740, 14

FONTS = """<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>
/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>
/F3 << /Type /Font /Subtype /Type0 /BaseFont /Naamloos /Encoding /Identity-H /DescendantFonts
[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Naamloos /DW 500
/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >> >>"""


def text(content: str, x: float, y: float, size: float = BODY, font: str = "F1") -> str:
    """Return the operators that draw a line of text."""
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm {_string(content)} Tj ET"


def lines(*contents: str, x: float = LEFT, y: float = TOP, size: float = BODY, step: float = STEP) -> str:
    """Return the operators that draw lines one under the other; an empty one leaves a blank."""
    drawn = (text(c, x, y - n * step, size) for n, c in enumerate(contents) if c)
    return "\n".join(drawn)


def rule(x: float, end: float, y: float) -> str:
    """Return the operators that draw a thin line."""
    return f"{x} {y} {end - x} 0.5 re f"


def raised_by_rise(before: str, mark: str, after: str, y: float = TOP) -> str:
    return (
        f"BT /F1 12 Tf 1 0 0 1 {LEFT} {y} Tm {_string(before)} Tj "
        f"/F1 7 Tf 5 Ts {_string(mark)} Tj /F1 12 Tf 0 Ts {_string(after)} Tj ET"
    )


def raised_by_moving(before: str, mark: str, after: str, y: float = TOP) -> str:
    end = LEFT + width(before, 12)
    return "\n".join(
        (
            text(before, LEFT, y),
            f"BT /F1 7 Tf {end} {y + 5} Td {_string(mark)} Tj ET",
            f"BT /F1 12 Tf {end + width(mark, 7)} {y} Td {_string(after)} Tj ET",
        )
    )


def raised_by_matrix(before: str, mark: str, after: str, y: float = TOP) -> str:
    end = LEFT + width(before, 12)
    return (
        f"BT /F1 1 Tf 12 0 0 12 {LEFT} {y} Tm {_string(before)} Tj "
        f"7 0 0 7 {end} {y + 5} Tm {_string(mark)} Tj "
        f"12 0 0 12 {end + width(mark, 7)} {y} Tm {_string(after)} Tj ET"
    )


RAISED = {"rise": raised_by_rise, "own place": raised_by_moving, "scaled matrix": raised_by_matrix}


def width(content: str, size: float) -> float:
    """Return how wide Helvetica draws a text."""
    return float(stringWidth(content, "Helvetica", size))


def pdf(*pages: str, labels: str = "", page: str = "", count: int = 1, images: bool = False) -> bytes:
    """Return a PDF with these content streams; `count` names each page so many times in its tree.

    `labels` are entries of its catalogue, `page` entries of each page.
    """
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {labels} >>".encode(),
        f"<< /Type /Pages /Count {len(pages) * count} /Kids [{' '.join(_kids(pages) * count)}] >>".encode(),
        FONTS.encode(),
        _stream(
            b"\xff" * 8,
            "/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 1 /ColorSpace /DeviceGray",
        ),
    ]
    drawing = "/XObject << /Im1 4 0 R >>" if images else ""
    for number, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page {page} /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R "
            f"/Resources << /Font 3 0 R {drawing} >> >>".encode()
        )
        objects.append(_stream(content.encode("cp1252")))
    return _file(objects)


def _kids(pages: Sequence[str]) -> list[str]:
    return [f"{5 + 2 * number} 0 R" for number in range(len(pages))]


def _stream(data: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(data)
    return (
        f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
        + packed
        + b"\nendstream"
    )


def _file(objects: Sequence[bytes]) -> bytes:
    content = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        content
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} "
            f"/Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
        ).encode()
    )


def _string(content: str) -> str:
    escaped = content.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped})"
