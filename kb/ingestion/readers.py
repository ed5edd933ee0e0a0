"""Which reader reads a file: its first bytes say what it is, its name only where they do not.

A reader turns the bytes of a file into pages; the file's name is there for its messages. A file whose
bytes belong to another kind than its name says is read as what it is: "advies.txt" that begins with
"%PDF-" is a PDF. No reader is loaded before there is a file to read: what is unchanged needs none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.parse.signatures import is_docx, is_formex, is_html, is_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.parse.pages import PagedText

WINDOWS_ENCODING = "cp1252"
"""What Dutch and English text files of older Windows programs are written in."""


def decoded(content: bytes, name: str) -> str:
    """Return the text of a plain text file, or raise `SourceError` when it is none."""
    if b"\0" in content:
        raise SourceError("{file}: is not plain text; save it as text (UTF-8) and try again", file=name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(WINDOWS_ENCODING, errors="replace")


def _pdf(content: bytes, name: str) -> PagedText:
    from kb.parse.pdf import read_pdf  # noqa: PLC0415 - only where there is one to read

    return read_pdf(content, name)


def _docx(content: bytes, name: str) -> PagedText:
    from kb.parse.docx import read_docx  # noqa: PLC0415 - the same

    return read_docx(content, name)


def _formex(content: bytes, name: str) -> PagedText:
    from kb.parse.formex import read_formex  # noqa: PLC0415 - the same

    return read_formex(content, name)


def _html(content: bytes, name: str) -> PagedText:
    from kb.parse.html import read_html  # noqa: PLC0415 - the same

    return read_html(content, name)


def _plain(content: bytes, name: str) -> PagedText:
    from kb.parse.footnotes import with_marks  # noqa: PLC0415 - the same
    from kb.parse.plain import read_plain  # noqa: PLC0415 - the same

    return with_marks(read_plain(decoded(content, name)))


def _markdown(content: bytes, name: str) -> PagedText:
    from kb.parse.markdown import read_markdown  # noqa: PLC0415 - the same

    return read_markdown(decoded(content, name))


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


READERS = (
    Reader("pdf", 3, _pdf, (".pdf",), is_pdf),
    Reader("docx", 1, _docx, (".docx", ".docm"), is_docx),
    Reader("formex", 1, _formex, (".xml", ".fmx", ".fmx4"), is_formex),
    Reader("html", 1, _html, (".html", ".htm", ".xhtml"), is_html),
    Reader("plain", 3, _plain, (".txt", ".text")),
    Reader("markdown", 2, _markdown, (".md", ".markdown")),
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
        if not suffix:
            raise SourceError(
                "{file}: its name does not say what kind of file it is; save it as PDF, as a Word document "
                "(.docx), as a web page (.html) or as plain text (.txt)",
                file=name,
            )
        raise SourceError(
            "{file}: cannot read files of the kind {suffix}; save it as PDF, as a Word document (.docx), "
            "as a web page (.html) or as plain text (.txt)",
            file=name,
            suffix=suffix,
        )
    return reader
