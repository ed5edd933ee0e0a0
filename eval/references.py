"""Does `find_references` find what a reader finds: precision and recall over the gold cases.

A reference counts when its words and its key are right; whether CELEX number and pinpoint are right is
counted apart, among those that count. A gold case says what a reader finds, see `gold/references.md`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter
from rich.table import Table
from rich.text import Text

from kb import KnowledgeBase, find_references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

GOLD = Path(__file__).parent / "gold" / "references.jsonl"
COLUMNS = (
    "language",
    "cases",
    "to find nothing in",
    "references",
    "precision",
    "recall",
    "CELEX",
    "pinpoint",
)


class GoldReference(BaseModel):
    """A mention as a reader sees it; with `card`, only a card can know the CELEX number."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verbatim: str
    key: str
    celex: str | None
    pinpoint: dict[str, str] | None
    card: bool = False


class GoldCase(BaseModel):
    """A text, and what is found in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    language: Literal["nl", "en", "fr", "de"]
    topic: str
    text: str
    references: tuple[GoldReference, ...]


class NotesOfDocument(BaseModel):
    """The keys that the notes of a document name, by the printed number of the note."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: str
    language: str
    notes: dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """A case beside what was found in it; `matched` are pairs of what was to be found and what was."""

    case: GoldCase
    matched: tuple[tuple[GoldReference, GoldReference], ...]
    missed: tuple[GoldReference, ...]
    false: tuple[GoldReference, ...]


@dataclass(frozen=True, slots=True)
class KeysOfNote:
    """The keys that a note names, beside those that were found in it."""

    number: int
    expected: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def right(self) -> int:
        """Return how many keys were found that are in the note."""
        return (Counter(self.expected) & Counter(self.found)).total()


def gold_cases(path: Path = GOLD) -> list[GoldCase]:
    """Return the gold cases."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    return TypeAdapter(list[GoldCase]).validate_json("[" + ",".join(lines) + "]")


def compared(case: GoldCase) -> Compared:
    """Find the references in a case's text and set them beside those of the reader."""
    expected = list(case.references)
    matched: list[tuple[GoldReference, GoldReference]] = []
    false: list[GoldReference] = []
    for reference in find_references(case.text, language=case.language):
        found = GoldReference(
            verbatim=reference.verbatim,
            key=reference.key,
            celex=reference.celex,
            pinpoint=reference.pinpoint.named() if reference.pinpoint else None,
        )
        meant = next((e for e in expected if (e.verbatim, e.key) == (found.verbatim, found.key)), None)
        if meant is None:
            false.append(found)
        else:
            expected.remove(meant)
            matched.append((meant, found))
    return Compared(case, tuple(matched), tuple(expected), tuple(false))


def precision(rows: Sequence[Compared]) -> float:
    """Return the share of what was found that is right; 1 when nothing was found."""
    right = sum(len(row.matched) for row in rows)
    return _share(right, right + sum(len(row.false) for row in rows))


def recall(rows: Sequence[Compared]) -> float:
    """Return the share of what was to be found that was found; 1 when there is nothing."""
    right = sum(len(row.matched) for row in rows)
    return _share(right, right + sum(len(row.missed) for row in rows))


def celex_accuracy(rows: Sequence[Compared]) -> float:
    """Return the share of right references with the right CELEX number, where a rule gives one."""
    return _agreement(rows, lambda meant, found: meant.card or meant.celex == found.celex)


def pinpoint_accuracy(rows: Sequence[Compared]) -> float:
    """Return the share of right references with the right pinpoint, or rightly without."""
    return _agreement(rows, lambda meant, found: meant.pinpoint == found.pinpoint)


def table(rows: Sequence[Compared]) -> Table:
    """Return the measures by language and in all."""
    drawn = Table(*COLUMNS)
    languages = sorted({row.case.language for row in rows})
    groups: list[tuple[str, Sequence[Compared]]] = [
        (language, [row for row in rows if row.case.language == language]) for language in languages
    ]
    for name, group in [*groups, ("all", rows)]:
        drawn.add_row(
            name,
            str(len(group)),
            str(sum(not row.case.references for row in group)),
            str(sum(len(row.case.references) for row in group)),
            *(f"{m(group):.4f}" for m in (precision, recall, celex_accuracy, pinpoint_accuracy)),
        )
    return drawn


def failures(rows: Sequence[Compared]) -> Text:
    """Return what was missed, what was found that is not there, and what is wrong about the rest."""
    return Text("\n").join(Text(line) for row in rows for line in _wrong(row))


def keys_of_notes(document: Path, notes: Path, home: Path) -> list[KeysOfNote]:
    """Read a document into an empty data folder and set the keys in its notes beside a list of them."""
    gold = NotesOfDocument.model_validate_json(notes.read_text("utf-8"))
    with KnowledgeBase.open(home) as desk:
        desk.ingest([document], language=gold.language)
        texts = {p.place.footnote: p.text for p in desk.passages() if p.place.footnote is not None}
    return [
        KeysOfNote(
            number, keys, tuple(r.key for r in find_references(texts.get(number, ""), language=gold.language))
        )
        for number, keys in gold.notes.items()
    ]


def notes_table(rows: Sequence[KeysOfNote]) -> Table:
    """Return precision and recall over the keys of a document's notes."""
    right = sum(row.right for row in rows)
    drawn = Table("notes", "keys", "precision", "recall")
    drawn.add_row(
        str(len(rows)),
        str(sum(len(row.expected) for row in rows)),
        f"{_share(right, sum(len(row.found) for row in rows)):.4f}",
        f"{_share(right, sum(len(row.expected) for row in rows)):.4f}",
    )
    return drawn


def notes_failures(rows: Sequence[KeysOfNote]) -> Text:
    """Return the keys that were missed or wrongly found, one note a line."""
    wrong = (
        (row, Counter(row.expected) - Counter(row.found), Counter(row.found) - Counter(row.expected))
        for row in rows
    )
    return Text("\n").join(
        Text(f"note {row.number}: missed {sorted(missed)}, false {sorted(false)}")
        for row, missed, false in wrong
        if missed or false
    )


def _wrong(row: Compared) -> Iterator[str]:
    where = f"{row.case.id} {row.case.language} {row.case.topic}"
    for reference in row.missed:
        yield f"{where}: missed {reference.verbatim!r} {reference.key} in {row.case.text!r}"
    for reference in row.false:
        yield f"{where}: false {reference.verbatim!r} {reference.key} in {row.case.text!r}"
    for meant, found in row.matched:
        if meant.pinpoint != found.pinpoint:
            yield f"{where}: {meant.key} pinpoint {_shown(found.pinpoint)}, not {_shown(meant.pinpoint)}"
        if not meant.card and meant.celex != found.celex:
            yield f"{where}: {meant.key} CELEX {found.celex}, not {meant.celex}"


def _shown(pinpoint: Mapping[str, str] | None) -> str:
    return ", ".join(f"{part} {value}" for part, value in (pinpoint or {}).items()) or "none"


def _agreement(rows: Sequence[Compared], agree: Callable[[GoldReference, GoldReference], bool]) -> float:
    pairs = [pair for row in rows for pair in row.matched]
    return _share(sum(agree(*pair) for pair in pairs), len(pairs))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
