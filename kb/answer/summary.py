"""A section that is summed up: the first sentence of each of its paragraphs, its lists whole.

The first sentence says what a paragraph is about. A long section is summed up as far as can be read, to the
end of a paragraph or a list, and how much of it follows is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from kb.analysis import sentences
from kb.answer.extract import Extract
from kb.document import BlockKind
from kb.retrieve.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.document import Expression
    from kb.retrieve.query import Query
    from kb.store import Store

LONGEST_SUMMARY = 16
"""After so many extracts no other paragraph and no other list is begun."""

FOLLOW = {
    "nl": {
        1: "Van wat is samengevat, volgt nog één alinea of lijst, die hier niet is aangehaald.",
        2: "Van wat is samengevat, volgen nog {number} alinea's of lijsten, die hier niet zijn aangehaald.",
    },
    "en": {
        1: "One more paragraph or list of what is summed up follows, which is not quoted here.",
        2: "{number} more paragraphs or lists of what is summed up follow, which are not quoted here.",
    },
}
"""What is said of the rest, by whether it is one or more."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is quoted of a section, in reading order, and how many paragraphs and lists of it follow."""

    extracts: tuple[Extract, ...]
    follow: int

    def remarks(self, language: str) -> tuple[str, ...]:
        """Say how much is left out; nothing where nothing is."""
        return (FOLLOW[language][min(self.follow, 2)].format(number=self.follow),) if self.follow else ()


NO_SUMMARY = Summary((), 0)


def summary_of(query: Query, expression: Expression, store: Store) -> Summary:
    """Return the summary of the sections that a question wants summed up; an empty one for any other."""
    if query.kind.kind is not Kind.SUMMARY or query.notes or not query.sections:
        return NO_SUMMARY
    units = list(_units(query.sections, expression, store))
    before = accumulate((len(unit) for unit in units), initial=0)
    begun = [unit for unit, quoted in zip(units, before, strict=False) if quoted < LONGEST_SUMMARY]
    return Summary(tuple(extract for unit in begun for extract in unit), len(units) - len(begun))


def _units(sections: Sequence[str], expression: Expression, store: Store) -> Iterator[list[Extract]]:
    """Iterate over what is quoted of each paragraph and each list of sections, in reading order."""
    found = store.passages_named((), sections, expression.language).values()
    own = (passage for passage in found if passage.expression.id == expression.id)
    listed: set[int] = set()
    for passage in sorted(own, key=lambda passage: passage.ordinal):
        if passage.ordinal in listed:
            continue
        if passage.kind is BlockKind.ITEM:
            items = store.list_around(passage)
            listed.update(item.ordinal for item in items)
            yield [Extract.whole(item) for item in items]
        else:
            yield [Extract.of(passage, span) for span in list(sentences(passage.text))[:1]]
