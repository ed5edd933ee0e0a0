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


def recipe_of(file: SourceFile, content: bytes, declared_language: str | None) -> str:
    """Return what shapes a document besides its content: the reader, and what is declared about it.

    A file whose content and recipe are the same need not be read again.
    """
    declared = json.dumps([file.identity and asdict(file.identity), declared_language, CUT])
    return f"{reader_of(file.name, content).fingerprint} {hashlib.sha256(declared.encode()).hexdigest()[:12]}"


def version_of(content: bytes) -> str:
    """Return the digest that identifies a file's content."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
