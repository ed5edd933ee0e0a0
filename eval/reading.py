"""Is a document read as a person reads it: headings, marks of notes, pages and paragraphs against gold.

What was read is seen through the passages of the knowledge base, as a user sees it: an entry counts when all
of it is right, a note for instance with its number, the section of its mark and the printed page of that.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb import KnowledgeBase

GOLD = Path(__file__).parent / "gold" / "reading.toml"
DOCUMENTS = Path(__file__).parent / "gold" / "documents"

Aspect = Literal["headings", "notes", "pages", "paragraphs"]
ASPECTS: tuple[Aspect, ...] = ("headings", "notes", "pages", "paragraphs")
COLUMNS = ("document", "language", *(f"{aspect} {share}" for aspect in ASPECTS for share in ("P", "R")))


class GoldReading(BaseModel):
    """What a reader sees in one expression; the head of the file explains the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    language: str
    pages: tuple[str, ...]
    openings: tuple[str, ...]
    headings: tuple[tuple[str, str], ...]
    notes: tuple[tuple[int, str, str], ...]
    paragraphs: dict[str, int] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_page_opens(self) -> GoldReading:
        if len(self.pages) != len(self.openings):
            raise ValueError(
                f"{len(self.pages)} pages, but {len(self.openings)} openings: write one for each"
            )
        return self

    def seen(self, aspect: Aspect) -> Counter[str]:
        """Return the entries of one aspect, as they are compared."""
        entries: dict[Aspect, Iterable[str]] = {
            "headings": (f"{number} {words}" for number, words in self.headings),
            "notes": (f"note {number} in {section} on page {page}" for number, section, page in self.notes),
            "pages": (f"page {page}: {words}" for page, words in zip(self.pages, self.openings, strict=True)),
            "paragraphs": Counter(self.paragraphs).elements(),
        }
        return Counter(entries[aspect])


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a passage of the text shows.

    `marks` are numbers with the printed pages of the marks, `turns` the index, the printed number and the
    first words of each page that it is on.
    """

    document: str
    language: str
    section: str | None
    heading: str | None
    marks: tuple[tuple[int, str], ...]
    turns: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """One aspect of a document: what is there, and what was read."""

    document: str
    language: str
    aspect: Aspect
    there: Counter[str]
    found: Counter[str]

    @property
    def precision(self) -> float:
        """The share of what was read that is there; 1 when nothing was read."""
        return _share((self.there & self.found).total(), self.found.total())

    @property
    def recall(self) -> float:
        """The share of what is there that was read; 1 when nothing is there."""
        return _share((self.there & self.found).total(), self.there.total())


def gold_readings(path: Path = GOLD) -> list[GoldReading]:
    """Return what a reader sees in each document."""
    return TypeAdapter(list[GoldReading]).validate_python(tomllib.loads(path.read_text("utf-8"))["document"])


def compared(desk: KnowledgeBase, gold: Iterable[GoldReading]) -> list[Read]:
    """Set what a knowledge base read of each document beside what is there."""
    passages = list(_seen(desk))
    rows = []
    for reading in gold:
        own = [p for p in passages if (p.document, p.language) == (reading.document, reading.language)]
        found = _found(own, reading.openings)
        rows += [
            Read(reading.document, reading.language, aspect, reading.seen(aspect), found[aspect])
            for aspect in ASPECTS
        ]
    return rows


def table(rows: Sequence[Read]) -> Table:
    """Return precision and recall of each aspect by document."""
    drawn = Table(*COLUMNS)
    for document, language in dict.fromkeys((row.document, row.language) for row in rows):
        own = {row.aspect: row for row in rows if (row.document, row.language) == (document, language)}
        shares = [f"{share:.3f}" for a in ASPECTS for share in (own[a].precision, own[a].recall)]
        drawn.add_row(document, language, *shares)
    return drawn


def failures(rows: Iterable[Read]) -> Text:
    """Return what was missed and what was read that is not there, one entry a line."""
    return Text("\n").join(Text(line) for row in rows for line in _wrong(row))


def _seen(desk: KnowledgeBase) -> Iterator[_Seen]:
    """Iterate over the passages that are no notes."""
    for passage in desk.passages():
        if passage.place.footnote is None:
            turns = [(turn.position, turn.index, turn.label or "") for turn in passage.page_turns]
            yield _Seen(
                passage.expression.id,
                passage.expression.language,
                passage.place.section,
                passage.place.heading,
                tuple((mark.number, _page(turns, mark.position)) for mark in passage.marks),
                tuple((index, label, passage.text[at:].lstrip()) for at, index, label in turns),
            )


def _page(turns: Iterable[tuple[int, int, str]], position: int) -> str:
    labels = [label for at, _, label in turns if at <= position]
    return labels[-1] if labels else ""


def _found(passages: Sequence[_Seen], openings: Sequence[str]) -> dict[Aspect, Counter[str]]:
    headings = (f"{p.section} {p.heading}" for p in passages if p.section is not None)
    return {
        "headings": Counter(dict.fromkeys(headings, 1)),
        "notes": Counter(
            f"note {number} in {p.section} on page {page}" for p in passages for number, page in p.marks
        ),
        "pages": Counter(_pages(passages, openings)),
        "paragraphs": Counter(p.section or "" for p in passages),
    }


def _pages(passages: Iterable[_Seen], openings: Sequence[str]) -> Iterator[str]:
    """Iterate over the pages by number and first words, as many of these as the gold gives."""
    begun: set[int] = set()
    for index, label, words in (turn for passage in passages for turn in passage.turns):
        if index not in begun:
            begun.add(index)
            expected = openings[index] if index < len(openings) else ""
            yield f"page {label}: {words[: len(expected)]}"


def _wrong(row: Read) -> Iterator[str]:
    where = f"{row.document} {row.language} {row.aspect}"
    for entry in (row.there - row.found).elements():
        yield f"{where}: missed {entry!r}"
    for entry in (row.found - row.there).elements():
        yield f"{where}: false {entry!r}"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
