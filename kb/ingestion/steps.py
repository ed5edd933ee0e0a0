"""The steps that take time and that a hostile file could break, and where they are done.

The pipeline runs them one after another; what does each is one of these: this process, or the one that reads
files (`reading_process`), which is limited and may die. On a cluster it is the process of a worker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.citations import Reference
    from kb.ingestion.files import SourceFile
    from kb.passages import Passage
    from kb.store.prepared import Prepared

    References = Sequence[tuple[Reference, ...]]


class Steps(Protocol):
    """What does the steps; either raises `SourceError` for a file that it cannot do."""

    def read(self, file: SourceFile, language: str | None) -> Sequence[Prepared]:
        """Return the documents in a file, cut into passages; the user may have said the language of it."""

    def find_references(self, file: str, passages: Sequence[Passage]) -> References:
        """Return the references in each passage of a document in a file of this name."""


class Here:
    """The steps, done in this process; what does them is loaded when the first file comes."""

    def read(self, file: SourceFile, language: str | None) -> Sequence[Prepared]:
        """Return the documents in a file, cut into passages."""
        from kb.ingestion.read import cut_file  # noqa: PLC0415 - all readers, which an unchanged file needs not

        return cut_file(file, language)

    def find_references(self, file: str, passages: Sequence[Passage]) -> References:  # noqa: ARG002 - the protocol's
        """Return the references in each passage of a document."""
        from kb.store.prepared import references_in  # noqa: PLC0415 - the same

        return references_in(passages)


HERE = Here()
