"""Whether what came is the document that was asked for: its kind, its length, its language.

A body that fails is refused with the reason, and never kept: a page about an error, half a file or
the text in another language would be quoted as if it were the document.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
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

ENOUGH_TO_TELL = 20_000
"""Characters of text from which the language is told."""

_UNSEEN = {"script", "style", "head"}


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


def language_of(bodies: Sequence[Body], asked: str) -> str | None:
    """Return the language of a document, None where nothing tells; raise when it is not the one asked for.

    All parts are looked at together: an annex of names and figures alone says nothing.
    """
    texts = [visible_text(body.content) for body in bodies if body.format is not Format.PDF]
    detected = languages_of.of_document(" ".join(texts)[:ENOUGH_TO_TELL])
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
    if b"<html" not in head.lower():
        return f"what came says that it is {kind.upper()} and is not"
    if kind is Format.XHTML and b"</html>" not in tail.lower():
        return "the page that came breaks off before its end"
    return None


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - theirs
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if self._unseen <= 0:
            self.pieces.append(data)


def visible_text(content: bytes) -> str:
    """Return the words of a page, enough to tell its language; reading it is another module's work."""
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", content[:HEAD], re.IGNORECASE)
    page = _Visible()
    page.feed(content.decode(_encoding(declared[1].decode("ascii") if declared else "utf-8"), "replace"))
    return " ".join(" ".join(page.pieces).split())


def _encoding(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"
