"""Paths into the files to read, each with what is declared about it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.sources.manifest import MANIFEST_NAME, Identity, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: its absolute path, its name relative to the path given, and that path."""

    path: Path
    name: str
    root: Path
    identity: Identity | None


def source_files(root: Path) -> Iterator[SourceFile]:
    """Iterate over the files that a path names: itself, or all below it but the hidden ones.

    Raises `SourceError` for a path that does not exist, and `ManifestError` for a faulty manifest. A
    file that a manifest declares and that is missing is yielded, so that it is reported.
    """
    root = root.absolute()
    if not root.exists():
        raise SourceError(f"{root}: no such file or folder; check the spelling")
    if root.is_file():
        yield SourceFile(root, root.name, root, read_manifest(root.parent).get(root))
        return
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith("."))
        here = root.__class__(folder)
        declared = read_manifest(here)
        present = {here / name for name in names if not name.startswith(".")} - {here / MANIFEST_NAME}
        for path in sorted(present | set(declared)):
            yield SourceFile(path, str(path.relative_to(root)), root, declared.get(path))
