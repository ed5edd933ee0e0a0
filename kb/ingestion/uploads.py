"""Files that users hand to the desk: kept in the data folder under safe names, for as long as they are used.

Each stands in a folder that is named after its content, so that two files of one name never meet, and a
document's file stays the one that was read:

    uploads/9f86d081884c7d65/advies.nl.pdf

What a browser says a file is called is a stranger's text: only its last part counts, without what could mean
something to a system of files or deceive the eye.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kb.errors import HomeError, Message, UsageError
from kb.ingestion.ingest import NotIngested
from kb.ingestion.readers import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.settings import Settings

FOLDER = "uploads"
UNFINISHED = ".unfinished"

DIGEST_LENGTH = 16
"""Hexadecimal figures of the digest: two files of one name would have to agree in 64 bits."""

MAX_NAME_BYTES = 150
"""Of a name in UTF-8; the systems of files that are in use allow 255."""

NAMELESS = "document"
FORBIDDEN = re.compile(r'[<>:"|?*]')
"""What Windows does not allow in a name; slashes are separators everywhere here."""

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that are devices on Windows."""

INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that show nothing, or change how others are shown."""


def safe_name(said: str) -> str:
    r"""Return a name under which a file can be kept anywhere, as like what was said as can be.

    >>> safe_name("../../geheim/Notitie één.PDF"), safe_name("C:\\stukken\\nul.txt"), safe_name("..")
    ('Notitie één.PDF', '_nul.txt', 'document')
    """
    last = re.split(r"[/\\]", said)[-1]
    visible = "".join(
        c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in INVISIBLE
    )
    plain = " ".join(FORBIDDEN.sub("_", visible).split()).strip(". ")
    if RESERVED.match(plain):
        plain = f"_{plain}"
    stem, suffix = _parted(plain or NAMELESS)
    return _shortened(stem, MAX_NAME_BYTES - len(suffix.encode())) + suffix


def _parted(name: str) -> tuple[str, str]:
    """Return a name without and its suffix, which is kept however long the rest is."""
    suffix = PurePath(name).suffix
    return (name.removesuffix(suffix), suffix) if suffix.lower() in SUFFIXES else (name, "")


def _shortened(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore").rstrip(". ") or NAMELESS


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that was handed in: what it is said to be called, and where it lies for the moment."""

    name: str
    path: Path


def accept(
    files: Sequence[HandedIn], settings: Settings
) -> tuple[tuple[HandedIn, ...], tuple[NotIngested, ...]]:
    """Return the files that may be kept, and why the others may not.

    Raises:
        UsageError: There are too many of them.
    """
    if len(files) > settings.upload_files:
        raise UsageError(
            f"{len(files)} files were handed in, and {settings.upload_files} are read at once at most: hand "
            "in the others afterwards"
        )
    accepted: dict[str, HandedIn] = {}
    refused: list[NotIngested] = []
    for file in files:
        name = safe_name(file.name)
        size = file.path.stat().st_size
        if size > settings.upload_size:
            most = settings.upload_size // 2**20
            why = Message(
                "{file}: has {size} MB, and {most} MB are taken at most; split it",
                file=name,
                size=f"{size / 2**20:.1f}",
                most=most,
            )
        elif name in accepted:
            why = Message(
                "{file}: another file of this name was handed in with it; give one of them another name",
                file=name,
            )
        else:
            accepted[name] = file
            continue
        refused.append(NotIngested(name, why))
    return tuple(accepted.values()), tuple(refused)


class Uploads:
    """The folder of a data folder that holds what was handed in."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def keep(self, file: HandedIn) -> Path:
        """Keep a file and return where; whole or not at all, and the same file twice is one."""
        name = safe_name(file.name)
        try:
            content = file.path.read_bytes()
            place = self._folder / hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH] / name
            unfinished = place.with_name(f"{UNFINISHED}{os.getpid()}")
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(content)
            unfinished.replace(place)
        except OSError as error:
            raise HomeError(
                f"{name}: cannot be kept in {self._folder} ({error.strerror}); free the disk, or change the "
                "folder's permissions"
            ) from error
        return place

    def sweep(self, used: Iterable[str]) -> None:
        """Throw away what was handed in and belongs to none of the documents that are stored now."""
        kept = set(used)
        for file in list(self._folder.glob("*/*")):
            if str(file) not in kept:
                file.unlink(missing_ok=True)
        for folder in list(self._folder.glob("*")):
            with suppress(OSError):  # it still holds a file
                folder.rmdir()
