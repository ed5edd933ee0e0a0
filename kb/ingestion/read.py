"""One file into its document, or one for each language in it: read, identified, structured."""

from __future__ import annotations

import hashlib
import json
import re
import stat
from dataclasses import asdict, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from kb import language
from kb.analysis import fold
from kb.document import BlockKind, Expression
from kb.errors import SourceError
from kb.ingestion.by_language import by_language
from kb.ingestion.parallel import with_own_places
from kb.ingestion.readers import SUFFIXES, reader_of
from kb.sources.manifest import Identity
from kb.store.prepared import prepared
from kb.structure.build import build_document

if TYPE_CHECKING:
    from kb.document import Document
    from kb.ingestion.files import SourceFile
    from kb.parse.pages import PagedText
    from kb.store.prepared import Prepared

LANGUAGE_SUFFIX = re.compile(rf"[._-]({'|'.join(language.READ)})$", re.IGNORECASE)
"""The language at the end of a file's name: "advies.nl.txt", "opinion_en.txt"."""

MAX_FILE_BYTES = 256 * 2**20
"""A scan of a thousand pages has half as many."""

CUT = 1
"""The version of what cuts a file by its languages; raised whenever it cuts differently."""

MIN_TELLING_LENGTH = 400
"""A text of fewer characters, some five lines, says less of its language than what its file declares."""


def content_of(file: SourceFile) -> bytes:
    """Return the bytes of a file, or raise `SourceError` with the reason."""
    try:
        str(file.path).encode()
    except UnicodeEncodeError as error:
        raise SourceError(f"{file.name}: its name is not UTF-8; rename it") from error
    try:
        _refuse_what_is_no_file_here(file)
        return file.path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(_missing(file)) from error
    except OSError as error:
        raise SourceError(
            f"{file.name}: cannot be read ({error.strerror}); change its permissions"
        ) from error


def _refuse_what_is_no_file_here(file: SourceFile) -> None:
    """Refuse what would block, fill the memory, or bring in what lies outside the folder that was named."""
    status = file.path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(f"{file.name}: is a folder, where the manifest names a file; correct the manifest")
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{file.name}: is no file but a pipe or a device; take it out of the folder")
    if status.st_size > MAX_FILE_BYTES:
        raise SourceError(
            f"{file.name}: has {status.st_size // 2**20} MB, and {MAX_FILE_BYTES // 2**20} are read at most; "
            "split it, or take another format of it"
        )
    if file.path != file.root and not file.path.resolve().is_relative_to(file.root.resolve()):
        raise SourceError(
            f"{file.name}: is a link that leads out of the folder; put the file itself there, or name it"
        )


def _missing(file: SourceFile) -> str:
    if file.path.is_symlink():
        return f"{file.name}: is a link to a file that is not there; remove the link"
    return f"{file.name}: the manifest names it, but there is no such file"


def prepared_file(file: SourceFile, declared_language: str | None) -> tuple[Prepared, ...]:
    """Return the documents that a file holds, ready to be stored: one for each language in it."""
    return tuple(map(prepared, read_documents(file, content_of(file), declared_language)))


def recipe_of(file: SourceFile, content: bytes, declared_language: str | None) -> str:
    """Return what shapes a document besides its content: the reader, and what is declared about it.

    A file whose content and recipe are the same need not be read again.
    """
    declared = json.dumps([file.identity and asdict(file.identity), declared_language, CUT])
    return f"{reader_of(file.name, content).fingerprint} {hashlib.sha256(declared.encode()).hexdigest()[:12]}"


def version_of(content: bytes) -> str:
    """Return the digest that identifies a file's content."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def read_document(file: SourceFile, content: bytes, declared_language: str | None) -> Document:
    """Return the document in a file, or the first one where it holds several."""
    return read_documents(file, content, declared_language)[0]


def read_documents(file: SourceFile, content: bytes, declared_language: str | None) -> tuple[Document, ...]:
    """Return the documents in a file: one for each language that its sections are in.

    A file whose language is given, declared in a manifest or part of its name is in that language as a whole.
    """
    paged = reader_of(file.name, content).read(content, file.name)
    if not paged.source.strip():
        raise SourceError(f"{file.name}: there is no text in it")
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
        raise SourceError(f"{file.name}: its language cannot be told; name it with --lang")
    document = _document(file, identity, found, paged, content)
    if not document.blocks:
        raise SourceError(f"{file.name}: there is no text in it")
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
