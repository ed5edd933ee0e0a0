"""What is to be fetched: a work by its CELEX number, and what is known of it already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.sources.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class WorkToFetch:
    """A work to fetch; `id` is what it will be called in the knowledge base.

    `label` is how it is shown to people; `titles` are by language, `facts` are
    what else a manifest declares.
    """

    celex: str
    id: str
    label: str
    reference: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    date: str | None = None
    certainty: str | None = None
    facts: Facts = field(default_factory=Facts)

    def title(self, language: str) -> str | None:
        """Return the title in a language, or in whichever there is."""
        return self.titles.get(language) or next(iter(self.titles.values()), None)
