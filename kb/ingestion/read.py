"""One file into its document, or one for each language in it: read, identified, structured."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from kb import language
from kb.analysis import fold
from kb.document import BlockKind, Expression
from kb.errors import SourceError
from kb.ingestion.by_language import by_language
from kb.ingestion.content import content_of, version_of
from kb.ingestion.parallel import with_own_places
from kb.ingestion.readers import SUFFIXES, reader_of
from kb.sources.manifest import Identity
from kb.store.prepared import cut
from kb.structure.build import build_document

if TYPE_CHECKING:
    from kb.document import Document
    from kb.ingestion.files import SourceFile
    from kb.parse.pages import PagedText
    from kb.store.prepared import Prepared

LANGUAGE_SUFFIX = re.compile(rf"[._-]({'|'.join(language.READ)})$", re.IGNORECASE)
"""The language at the end of a file's name: "advies.nl.txt", "opinion_en.txt"."""

MIN_TELLING_LENGTH = 400
"""A text of fewer characters, some five lines, says less of its language than what its file declares."""


def cut_file(file: SourceFile, declared_language: str | None) -> tuple[Prepared, ...]:
    """Return the documents that a file holds, cut into passages: one for each language in it."""
    return tuple(map(cut, read_documents(file, content_of(file), declared_language)))


def read_document(file: SourceFile, content: bytes, declared_language: str | None) -> Document:
    """Return the document in a file, or the first one where it holds several."""
    return read_documents(file, content, declared_language)[0]


def read_documents(file: SourceFile, content: bytes, declared_language: str | None) -> tuple[Document, ...]:
    """Return the documents in a file: one for each language that its sections are in.

    A file whose language is given, declared in a manifest or part of its name is in that language as a whole.
    """
    paged = reader_of(file.name, content).read(content, file.name)
    if not paged.source.strip():
        raise SourceError("{file}: there is no text in it; see whether it is the right file", file=file.name)
    identity = file.identity or Identity(work=_slug(file))
    known = declared_language or identity.language or _named_language(file)
    if known is None:
        built = [
            _document(file, identity, language_of_part, part, content)
            for language_of_part, part in by_language(paged)
        ]
        documents = with_own_places([document for document in built if document.blocks])
        if documents:
            return documents
    found = known or _believed(paged.declared.language, paged.source)
    if found is None:
        raise SourceError(
            "{file}: its language cannot be told; say which it is (on the command line with --lang)",
            file=file.name,
        )
    document = _document(file, identity, found, paged, content)
    if not document.blocks:
        raise SourceError("{file}: there is no text in it; see whether it is the right file", file=file.name)
    return (document,)


def _document(
    file: SourceFile, identity: Identity, language_of_text: str, paged: PagedText, content: bytes
) -> Document:
    expression = Expression(
        id=identity.work,
        reference=identity.reference,
        title=identity.title or paged.declared.title or LANGUAGE_SUFFIX.sub("", stem_of(file.path.name)),
        celex=identity.celex,
        language=language_of_text,
        authority=identity.authority,
        date=identity.date,
        version=version_of(content),
    )
    document = build_document(expression, paged)
    if identity.title is not None:
        return document
    return replace(document, expression=replace(expression, title=_title(document)))


def _named_language(file: SourceFile) -> str | None:
    """Return the language that the name of a file ends in: "advies.nl.txt"."""
    named = LANGUAGE_SUFFIX.search(stem_of(file.path.name))
    return named[1].lower() if named else None


def _believed(declared: str | None, text: str) -> str | None:
    """Weigh what a file says of its language against its text.

    What is declared is often the setting of the program that wrote the file, so a text that is long
    enough is believed before it; a language that detection does not know can only be declared.
    """
    if declared is not None and (declared not in language.READ or len(text) < MIN_TELLING_LENGTH):
        return declared
    return language.of_document(text) or declared


def stem_of(name: str) -> str:
    """Return a file's name without the suffixes that say what kind of file it is.

    >>> stem_of("32016R0679.en.fmx.xml")
    '32016R0679.en'
    """
    stem = PurePath(name).stem
    return stem_of(stem) if PurePath(stem).suffix.lower() in SUFFIXES else stem


def _slug(file: SourceFile) -> str:
    stem = LANGUAGE_SUFFIX.sub("", stem_of(file.path.name))
    return re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-") or "document"


def _title(document: Document) -> str:
    lines = [block.text.text for block in document.blocks if block.kind is BlockKind.TITLE]
    return " ".join(lines) or document.expression.title
