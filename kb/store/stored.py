"""A stored document as the store lists it, and the file that it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from kb.sources.facts import Facts

if TYPE_CHECKING:
    from kb.document import Expression


@dataclass(frozen=True, slots=True)
class Origin:
    """Which file a document was read from, and by what recipe; `root` is the path that was ingested.

    `source` is the address it was published at; it and `licence` are None where nobody declared them.
    `facts` are what is declared about the work.
    """

    path: str
    root: str
    recipe: str
    source: str | None
    licence: str | None
    facts: Facts = field(default_factory=Facts)

    @property
    def name(self) -> str:
        """The file, relative to the path that was ingested."""
        return (
            PurePath(self.path).name
            if self.path == self.root
            else str(PurePath(self.path).relative_to(self.root))
        )


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the store lists it, without its text."""

    expression: Expression
    origin: Origin
    pages: int | None
    passages: int
    footnotes: int
