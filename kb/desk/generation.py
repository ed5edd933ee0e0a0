"""One generation of the texts, open for questions.

While somebody is writing, the texts have moved on and their indexes have not: then the earlier indexes
serve on, so that nobody waits for an ingestion. What has been replaced meanwhile is found when the new
indexes are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.answer.respond import Respondent
from kb.desk.asking import scope_of
from kb.encoder import built_in
from kb.retrieve.retriever import Retriever

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.answer.generate import Support
    from kb.encoder import Encoder
    from kb.index.generations import Indexes
    from kb.retrieve.scope import Scope
    from kb.settings import Settings
    from kb.store import Store


@dataclass(frozen=True, slots=True)
class Generation:
    """Everything that belongs to one generation of the store; `indexes` may be those of an earlier one."""

    number: int
    indexes: Indexes
    retriever: Retriever
    respondent: Respondent

    @classmethod
    def of(
        cls, store: Store, number: int, indexes: Indexes, encoder: Encoder, settings: Settings
    ) -> Generation:
        """Open a generation of a store over indexes."""
        retriever = Retriever(store, indexes, encoder, built_in(), settings.scores)
        return cls(
            number,
            indexes,
            retriever,
            Respondent(store, retriever, abstains=settings.abstains),
        )

    def scope(self, languages: tuple[str, ...] | None, documents: Sequence[str] | None) -> Scope:
        """Return the scope of these languages and works, None for all; each work must be loaded."""
        return scope_of(languages, documents, lambda: self.respondent.works)

    @property
    def support(self) -> Support:
        """What compares the sentences of a language model with their quotations."""
        from kb.answer.generate import Support  # noqa: PLC0415 - most answers have no model

        return Support(self.retriever.weights, built_in())

    @property
    def is_current(self) -> bool:
        """Whether the indexes are those of this generation."""
        return self.indexes.generation == self.number
