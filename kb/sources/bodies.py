"""Whether what came is the document that was asked for: its kind, its length, its language.

A body that fails is refused with the reason, and never kept: a page about an error, half a file or
the text in another language would be quoted as if it were the document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kb import language as languages_of
from kb.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_LENGTH = 600
"""Bytes; what is shorter was a message in every case seen, the shortest corrigendum is longer."""

HEAD = 2_048
"""Bytes within which a file says what it is."""

TAIL = 2_048
"""Bytes within which a whole file ends."""


class Format(StrEnum):
    """The formats in which documents are fetched; the value is the suffix of the file."""

    XHTML = "xhtml"
    HTML = "html"
    PDF = "pdf"


MEDIA_TYPES = {
    "application/xhtml+xml": Format.XHTML,
    "text/html": Format.HTML,
    "application/pdf": Format.PDF,
}


MARKS = {Format.XHTML: (b"<html",), Format.HTML: (b"<html", b"<body", b"<div", b"<p")}
"""What stands near the beginning of a page; the oldest pages leave out what a browser adds."""


@dataclass(frozen=True, slots=True)
class Body:
    """A whole file of a known kind."""

    format: Format
    content: bytes


def checked(content: bytes, media_type: str) -> Body:
    """Return the body of an answer that is a whole file of a known kind, or raise `RefusedError`."""
    kind = MEDIA_TYPES.get(media_type.partition(";")[0].strip().lower())
    if kind is None:
        raise RefusedError(f"what came is of the kind {media_type or '(none)'}, not a document")
    if len(content) < LEAST_LENGTH:
        raise RefusedError(f"what came has only {len(content)} bytes, which is no document")
    fault = _fault(kind, content)
    if fault:
        raise RefusedError(fault)
    return Body(kind, content)


TextOf = Callable[[Body], str]
"""Reads the text of a body, "" where it cannot; reading documents is the work of a layer above."""


def language_of(bodies: Sequence[Body], asked: str, text_of: TextOf) -> str | None:
    """Return the language of a document, None where nothing tells; raise when it is not the one asked for.

    All parts are looked at together: an annex of names and figures alone says nothing.
    """
    text = " ".join(text_of(body) for body in bodies)
    detected = languages_of.of_document(text)
    if detected not in {asked, None}:
        raise RefusedError(f"the text that came is in another language ({detected} instead of {asked})")
    return detected


def _fault(kind: Format, content: bytes) -> str | None:
    """Return what shows that a body is not a whole file of its kind."""
    head, tail = content[:HEAD], content[-TAIL:]
    if kind is Format.PDF:
        if b"%PDF-" not in head[:1_024]:
            return "what came says that it is a PDF and is not"
        return None if b"%%EOF" in tail else "the PDF that came breaks off before its end"
    if not any(mark in head.lower() for mark in MARKS[kind]):
        return f"what came says that it is {kind.upper()} and is not"
    if kind is Format.XHTML and b"</html>" not in tail.lower():
        return "the page that came breaks off before its end"
    return None
