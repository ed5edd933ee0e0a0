"""Paths into the files to read, each with what is declared about it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.sources.manifest import MANIFEST_NAME, PROVENANCE_SUFFIX, Identity, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

BESIDE = (".", "~$")
"""How the names of hidden files begin, and of what Word puts beside a document that is open."""

OF_WINDOWS = frozenset({"desktop.ini", "thumbs.db"})
"""What Windows puts into folders by itself."""

CONTROL_PICTURES = {code: code + 0x2400 for code in range(0x20)} | {0x7F: 0x2421}
"""What stands for a control character: https://www.unicode.org/charts/PDF/U2400.pdf"""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: its absolute path, its name relative to the path given, and that path."""

    path: Path
    name: str
    root: Path
    identity: Identity | None


def source_files(root: Path) -> Iterator[SourceFile]:
    """Iterate over the files that a path names: itself, or all below it but the hidden ones.

    Raises `SourceError` for a path that does not exist and for a folder that cannot be listed, because its
    documents must not pass for gone; and `ManifestError` for a faulty manifest. A
    file that a manifest declares and that is missing is yielded, so that it is reported. What a manifest
    says of a file in a folder below wins over a manifest there.
    """
    root = root.absolute()
    if not root.exists():
        raise SourceError("{file}: no such file or folder; check the spelling", file=root)
    if root.is_file():
        yield SourceFile(root, printable(root.name), root, read_manifest(root.parent).get(root))
        return
    declared: dict[Path, Identity] = {}
    present: set[Path] = set()
    for folder, below, names in os.walk(root, onerror=_refuse):
        below[:] = [name for name in below if not name.startswith(".")]
        here = Path(folder)
        declared = read_manifest(here) | declared
        present |= {here / name for name in names if _may_be_a_document(name)}
    for path in sorted(present | set(declared), key=lambda path: (path.parent, path.name)):
        yield SourceFile(path, printable(str(path.relative_to(root))), root, declared.get(path))


def _may_be_a_document(name: str) -> bool:
    beside = name.startswith(BESIDE) or name.lower() in OF_WINDOWS
    return not beside and name != MANIFEST_NAME and not name.endswith(PROVENANCE_SUFFIX)


def _refuse(error: OSError) -> None:
    name = printable(str(error.filename))
    raise SourceError(
        "{file}: the folder cannot be listed ({error}); change its permissions",
        file=name,
        error=error.strerror,
    ) from error


def printable(name: str) -> str:
    r"""Return a file's name as text on one line.

    Bytes that are not UTF-8 become a question mark, a line break and its like the sign for it.

    >>> printable("een\ntwee.txt")
    'een␊twee.txt'
    """
    return os.fsencode(name).decode("utf-8", "replace").translate(CONTROL_PICTURES)
