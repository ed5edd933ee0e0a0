"""What is to be fetched: a work by its CELEX number, and what is known of it already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class WorkToFetch:
    """A work to fetch; `id` is what it will be called in the knowledge base.

    `label` is how it is shown to people; `titles` are by language.
    """

    celex: str
    id: str
    label: str
    reference: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    date: str | None = None
    certainty: str | None = None

    def title(self, language: str) -> str | None:
        """Return the title in a language, or in whichever there is."""
        return self.titles.get(language) or next(iter(self.titles.values()), None)
