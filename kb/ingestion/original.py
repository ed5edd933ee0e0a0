"""The file that a document was read from, as long as it is still that file.

What is shown of a file beside a quotation must be what was read: a file that was changed, moved or taken
away since is refused, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.ingestion.content import content_of, version_of
from kb.ingestion.files import SourceFile, printable

if TYPE_CHECKING:
    from kb.store import StoredDocument


@dataclass(frozen=True, slots=True)
class Original:
    """The name and the bytes of the file that a document was read from."""

    name: str
    content: bytes


def original_of(stored: StoredDocument) -> Original:
    """Return the file of a document; raise `SourceError` where it is gone or is another one by now."""
    origin = stored.origin
    name = printable(origin.name)
    path = Path(origin.path)
    if not path.exists():
        raise SourceError(
            "{file}: the file that was ingested is not at its place any more; put it back to see its pages",
            file=name,
        )
    content = content_of(SourceFile(path, name, Path(origin.root), None))
    if version_of(content) != stored.expression.version:
        raise SourceError("{file}: the file was changed since it was ingested; ingest it again", file=name)
    return Original(name, content)
