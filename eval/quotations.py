"""Is a quotation what it says: do its words stand in the file, in the section, note and page it names.

Checked without the desk's own check: the words are read from the file itself at the characters that the
locator names, and the place is that of the passage with this anchor. A file that is not plain text is read
as the desk extracted it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb import Answer, KnowledgeBase

PLAIN = (".md", ".txt")
SPACE = re.compile(r"\s+")

NUMBER_LENGTH = 12
"""Characters before a note in which its printed number stands: "25 " or "[^25]: "."""

Fields = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether the words stand where the locator says, and whether that is the place it names."""

    verbatim: bool
    right_locator: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage: what its locators say, where it stands in its source, and from where on which page it is."""

    fields: Fields
    span: tuple[int, int]
    text: str
    pages: tuple[tuple[int, str | None], ...]

    def page_of(self, quote: str) -> str | None:
        begun = self.text.find(quote)
        return next((label for position, label in reversed(self.pages) if position <= begun), None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files that plain texts were read from, and the places of the passages by their keys."""

    files: Mapping[tuple[str, str], str]
    places: Mapping[str, _Place]

    @classmethod
    def of(cls, desk: KnowledgeBase) -> Shelf:
        """Read what a knowledge base was made from."""
        files = {
            (stored.expression.id, stored.expression.language): Path(stored.origin.path).read_text("utf-8")
            for stored in desk.status().documents
            if stored.origin.path.endswith(PLAIN)
        }
        places = {}
        for passage in desk.passages():
            place, pieces = passage.place, passage.mapped.segments
            places[passage.key] = _Place(
                (place.section, place.heading, place.paragraph, place.point, place.footnote),
                (pieces[0].source.start, pieces[-1].source.end),
                passage.text,
                tuple((turn.position, turn.label) for turn in passage.page_turns),
            )
        return cls(files, places)

    def judged(self, answer: Answer) -> list[Judged]:
        """Judge the quotations of an answer, in their order."""
        return [self._judged(answer, number) for number in range(len(answer.citations))]

    def _judged(self, answer: Answer, number: int) -> Judged:
        citation = answer.citations[number]
        document, locator = citation.document, citation.locator
        text = self.files.get((document.id, document.language), citation.source.source)
        words = "".join(text[start:end] for start, end in locator.spans)
        place = self.places.get(f"{document.id}.{document.language}#{locator.anchor}")
        fields = (locator.section, locator.heading, locator.paragraph, locator.point, locator.footnote)
        # A heading or a lead-in is quoted and is no passage that is searched: only its words are checked.
        right = place is None or (
            fields == place.fields
            and place.span[0] <= locator.span[0] <= locator.span[1] <= place.span[1]
            and (not place.pages or locator.page == place.page_of(citation.quote))
            and (locator.footnote is None or _numbered(text, place.span[0], locator.footnote))
        )
        return Judged(_same(words, citation.quote), right)


def _numbered(text: str, start: int, number: int) -> bool:
    """Tell whether the number of a note is printed before it."""
    return re.search(rf"\b{number}\W*$", text[max(start - NUMBER_LENGTH, 0) : start]) is not None


def _same(words: str, quote: str) -> bool:
    """Tell whether two texts differ in white space and in how a raised TM is written, and no more."""
    return _without_space(words) == _without_space(quote) and bool(quote.strip())


def _without_space(text: str) -> str:
    return SPACE.sub("", text).replace("™", "TM")
