"""The bytes of a file, and what tells whether it must be read again: no reader is loaded for that."""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import asdict
from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.ingestion.readers import reader_of

if TYPE_CHECKING:
    from kb.ingestion.files import SourceFile

MAX_FILE_BYTES = 256 * 2**20
"""A scan of a thousand pages has half as many."""

CUT = 1
"""The version of what cuts a file by its languages; raised whenever it cuts differently."""


def content_of(file: SourceFile) -> bytes:
    """Return the bytes of a file, or raise `SourceError` with the reason."""
    try:
        str(file.path).encode()
    except UnicodeEncodeError as error:
        raise SourceError("{file}: its name is not UTF-8; rename it", file=file.name) from error
    try:
        _refuse_what_is_no_file_here(file)
        return file.path.read_bytes()
    except FileNotFoundError as error:
        raise _missing(file) from error
    except OSError as error:
        raise SourceError(
            "{file}: cannot be read ({error}); change its permissions", file=file.name, error=error.strerror
        ) from error


def _refuse_what_is_no_file_here(file: SourceFile) -> None:
    """Refuse what would block, fill the memory, or bring in what lies outside the folder that was named."""
    status = file.path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(
            "{file}: is a folder, where the manifest names a file; correct the manifest", file=file.name
        )
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(
            "{file}: is no file but a pipe or a device; take it out of the folder", file=file.name
        )
    if status.st_size > MAX_FILE_BYTES:
        raise SourceError(
            "{file}: has {size} MB, and {most} are read at most; split it, or take another format of it",
            file=file.name,
            size=status.st_size // 2**20,
            most=MAX_FILE_BYTES // 2**20,
        )
    if file.path != file.root and not file.path.resolve().is_relative_to(file.root.resolve()):
        raise SourceError(
            "{file}: is a link that leads out of the folder; put the file itself there, or name it",
            file=file.name,
        )


def _missing(file: SourceFile) -> SourceError:
    if file.path.is_symlink():
        return SourceError("{file}: is a link to a file that is not there; remove the link", file=file.name)
    return SourceError("{file}: the manifest names it, but there is no such file", file=file.name)


def recipe_of(file: SourceFile, content: bytes, declared_language: str | None) -> str:
    """Return what shapes a document besides its content: the reader, and what is declared about it.

    A file whose content and recipe are the same need not be read again.
    """
    declared = json.dumps([file.identity and asdict(file.identity), declared_language, CUT])
    return f"{reader_of(file.name, content).fingerprint} {hashlib.sha256(declared.encode()).hexdigest()[:12]}"


def version_of(content: bytes) -> str:
    """Return the digest that identifies a file's content."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
