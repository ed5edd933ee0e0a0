"""Which reader reads a file: its first bytes say what it is, its name only where they do not.

A reader turns the bytes of a file into pages; the file's name is there for its messages. A file whose
bytes belong to another kind than its name says is read as what it is: "advies.txt" that begins with
"%PDF-" is a PDF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.parse.docx import is_docx, read_docx
from kb.parse.footnotes import with_marks
from kb.parse.formex import read_formex
from kb.parse.html import read_html
from kb.parse.markdown import read_markdown
from kb.parse.pdf import is_pdf, read_pdf
from kb.parse.plain import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.parse.pages import PagedText

HEAD_OF_FILE = 4_096
PROLOGUE = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
"""What may stand before the first element: a byte order mark, a declaration, comments."""

HTML_OPENING = re.compile(PROLOGUE + rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
FORMEX_OPENING = re.compile(PROLOGUE + rb"<(?:ACT|CONS\.ACT|ANNEX|CONS\.ANNEX|GENERAL|AGR)\b", re.DOTALL)

WINDOWS_ENCODING = "cp1252"
"""What Dutch and English text files of older Windows programs are written in."""


def _nothing(_content: bytes) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Reader:
    """How a kind of file becomes pages.

    `read` takes the content and the name of a file, and raises `SourceError` for one that it cannot
    read. `recognises` tells from the content that a file is of this kind whatever its name; a kind
    without a signature recognises nothing. The version is raised whenever it reads differently.
    """

    name: str
    version: int
    read: Callable[[bytes, str], PagedText]
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool] = _nothing

    @property
    def fingerprint(self) -> str:
        """The reader and its version: "plain/1"."""
        return f"{self.name}/{self.version}"


def decoded(content: bytes, name: str) -> str:
    """Return the text of a plain text file, or raise `SourceError` when it is none."""
    if b"\0" in content:
        raise SourceError(f"{name}: is not plain text; save it as text (UTF-8) and try again")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(WINDOWS_ENCODING, errors="replace")


def _read_plain(content: bytes, name: str) -> PagedText:
    return with_marks(read_plain(decoded(content, name)))


def _read_markdown(content: bytes, name: str) -> PagedText:
    return read_markdown(decoded(content, name))


def _is_html(content: bytes) -> bool:
    return HTML_OPENING.match(content[:HEAD_OF_FILE]) is not None


def _is_formex(content: bytes) -> bool:
    return FORMEX_OPENING.match(content[:HEAD_OF_FILE]) is not None


READERS = (
    Reader("pdf", 2, read_pdf, (".pdf",), is_pdf),
    Reader("docx", 1, read_docx, (".docx", ".docm"), is_docx),
    Reader("formex", 1, read_formex, (".xml", ".fmx", ".fmx4"), _is_formex),
    Reader("html", 1, read_html, (".html", ".htm", ".xhtml"), _is_html),
    Reader("plain", 3, _read_plain, (".txt", ".text")),
    Reader("markdown", 2, _read_markdown, (".md", ".markdown")),
)
"""All readers; the first that recognises a file reads it."""

SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes)


def reader_of(name: str, content: bytes) -> Reader:
    """Return what reads a file, or raise `SourceError` when nothing does."""
    suffix = PurePath(name).suffix.lower()
    by_content = (reader for reader in READERS if reader.recognises(content))
    by_name = (reader for reader in READERS if suffix in reader.suffixes)
    reader = next(by_content, None) or next(by_name, None)
    if reader is None:
        readable = ", ".join(suffix for reader in READERS for suffix in reader.suffixes)
        raise SourceError(
            f"{name}: cannot read files of the kind {suffix or '(no suffix)'}; save it as one of {readable}"
        )
    return reader
