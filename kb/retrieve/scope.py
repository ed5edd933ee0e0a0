"""Which of the texts a question is put to: those in some languages, those of some works, or all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class ChosenWork(NamedTuple):
    """A work that was chosen, and what it is called: its reference, else its title."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The languages and the works of the texts that are searched; None for all.

    >>> Scope(documents=(ChosenWork("nota", "Nota"),)).works
    ('nota',)
    """

    languages: tuple[str, ...] | None = None
    documents: tuple[ChosenWork, ...] | None = None

    @property
    def works(self) -> tuple[str, ...] | None:
        """The ids of the works chosen; None for all."""
        return None if self.documents is None else tuple(work.id for work in self.documents)

    @property
    def names(self) -> tuple[str, ...]:
        """What the works chosen are called; nothing for all."""
        return tuple(work.name for work in self.documents or ())

    def reads(self, language: str) -> bool:
        """Tell whether the texts in a language are searched."""
        return self.languages is None or language in self.languages

    def holds(self, work: str) -> bool:
        """Tell whether the texts of a work are searched."""
        return self.documents is None or work in (chosen.id for chosen in self.documents)


EVERYTHING = Scope()
