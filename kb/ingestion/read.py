"""One file into one document: decoded, identified, parsed, structured."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from kb import language
from kb.analysis import fold
from kb.document import BlockKind, Expression
from kb.errors import SourceError
from kb.parse.footnotes import with_marks
from kb.parse.markdown import read_markdown
from kb.parse.plain import read_plain
from kb.sources.manifest import Identity
from kb.structure import build_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.document import Document
    from kb.ingestion.files import SourceFile
    from kb.parse.pages import PagedText


@dataclass(frozen=True, slots=True)
class Reader:
    """How a kind of file becomes pages. The version is raised whenever it reads differently."""

    name: str
    version: int
    read: Callable[[str], PagedText]

    @property
    def fingerprint(self) -> str:
        """The reader and its version: "plain/1"."""
        return f"{self.name}/{self.version}"


PLAIN = Reader("plain", 2, lambda source: with_marks(read_plain(source)))
MARKDOWN = Reader("markdown", 1, read_markdown)
READERS = {".txt": PLAIN, ".text": PLAIN, ".md": MARKDOWN, ".markdown": MARKDOWN}
"""Suffix of a file → what reads it."""

WINDOWS_ENCODING = "cp1252"
"""What Dutch and English text files of older Windows programs are written in."""

LANGUAGE_SUFFIX = re.compile(r"[._-](nl|en|de|fr)$", re.IGNORECASE)
"""The language at the end of a file's name: "advies.nl.txt", "opinion_en.txt"."""


def reader_of(file: SourceFile) -> Reader:
    """Return what reads a file, or raise `SourceError` when nothing does."""
    suffix = file.path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise SourceError(
            f"{file.name}: cannot read files of the kind {suffix or '(no suffix)'}; save it as plain "
            f"text ({', '.join(READERS)})"
        )
    return reader


def content_of(file: SourceFile) -> bytes:
    """Return the bytes of a file, or raise `SourceError` with the reason."""
    if file.name != str(file.path.relative_to(file.root)) and file.path != file.root:
        raise SourceError(f"{file.name}: its name is not UTF-8; rename it")
    try:
        return file.path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"{file.name}: the manifest names it, but there is no such file") from error
    except OSError as error:
        raise SourceError(
            f"{file.name}: cannot be read ({error.strerror}); change its permissions"
        ) from error


def recipe_of(file: SourceFile, declared_language: str | None) -> str:
    """Return what shapes a document besides its content: the reader, and what is declared about it.

    A file whose content and recipe are the same need not be read again.
    """
    declared = json.dumps([file.identity and asdict(file.identity), declared_language])
    return f"{reader_of(file).fingerprint} {hashlib.sha256(declared.encode()).hexdigest()[:12]}"


def version_of(content: bytes) -> str:
    """Return the digest that identifies a file's content."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def read_document(file: SourceFile, content: bytes, declared_language: str | None) -> Document:
    """Return the document in a file; the language given wins over what is declared or detected."""
    source = _decoded(file, content)
    if not source.strip():
        raise SourceError(f"{file.name}: there is no text in it")
    paged = reader_of(file).read(source)
    identity = file.identity or Identity(work=_slug(file))
    expression = Expression(
        id=identity.work,
        reference=identity.reference,
        title=identity.title or LANGUAGE_SUFFIX.sub("", file.path.stem),
        celex=identity.celex,
        language=_language(file, identity, declared_language, source),
        authority=identity.authority,
        date=identity.date,
        version=version_of(content),
    )
    document = build_document(expression, paged)
    if not document.blocks:
        raise SourceError(f"{file.name}: there is no text in it")
    if identity.title is not None:
        return document
    return replace(document, expression=replace(expression, title=_title(document)))


def _decoded(file: SourceFile, content: bytes) -> str:
    if b"\0" in content:
        raise SourceError(f"{file.name}: is not plain text; save it as text (UTF-8) and try again")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(WINDOWS_ENCODING, errors="replace")


def _language(file: SourceFile, identity: Identity, given: str | None, source: str) -> str:
    named = LANGUAGE_SUFFIX.search(file.path.stem)
    found = given or identity.language or (named and named[1].lower()) or language.of_document(source)
    if found is None:
        raise SourceError(f"{file.name}: its language cannot be told; name it with --lang")
    return str(found)


def _slug(file: SourceFile) -> str:
    stem = LANGUAGE_SUFFIX.sub("", file.path.stem)
    return re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-") or "document"


def _title(document: Document) -> str:
    lines = [block.text.text for block in document.blocks if block.kind is BlockKind.TITLE]
    return " ".join(lines) or document.expression.title
