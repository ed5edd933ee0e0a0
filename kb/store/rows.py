"""Passages to rows and back, without loss."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kb.document import Authority, BlockKind, Expression, NoteMark, Place
from kb.passages import PageTurn, Passage
from kb.sources.facts import Facts
from kb.store.stored import Origin
from kb.text import MappedText, Segment, Span

if TYPE_CHECKING:
    from sqlite3 import Row

    from kb.document import Document

EXPRESSION_COLUMNS = (
    "id", "language", "reference", "title", "celex", "authority", "date", "version",
)  # fmt: skip
PASSAGE_COLUMNS = (
    "ordinal", "kind", "anchor", "section", "heading", "paragraph", "point", "footnote",
    "text", "segments", "marks", "page_turns", "context",
    "carrier", "cited_names",
)  # fmt: skip


def expression_values(expression: Expression) -> tuple[object, ...]:
    """Return an expression's values in the order of `EXPRESSION_COLUMNS`."""
    return tuple(getattr(expression, column) for column in EXPRESSION_COLUMNS)


def expression_from(row: Row) -> Expression:
    """Return the expression that a row of documents holds."""
    values = {column: row[column] for column in EXPRESSION_COLUMNS}
    authority = values.pop("authority")
    return Expression(authority=Authority(authority) if authority else None, **values)


def origin_from(row: Row) -> Origin:
    """Return where the document of a row was read from, and what is declared about it."""
    facts = Facts.from_json(row["facts"])
    return Origin(row["path"], row["root"], row["recipe"], row["origin"], row["licence"], facts)


def passage_values(passage: Passage) -> tuple[object, ...]:
    """Return a passage's values in the order of `PASSAGE_COLUMNS`."""
    place = passage.place
    return (
        passage.ordinal,
        passage.kind.value,
        place.anchor,
        place.section,
        place.heading,
        place.paragraph,
        place.point,
        place.footnote,
        passage.text,
        json.dumps([_flat(segment) for segment in passage.mapped.segments]),
        json.dumps([[mark.number, mark.position, mark.note] for mark in passage.marks]),
        json.dumps([[turn.position, turn.index, turn.label] for turn in passage.page_turns]),
        passage.context,
        passage.carrier,
        passage.cited_names,
    )


def passage_from(row: Row, expression: Expression) -> Passage:
    """Return the passage that a row of passages holds."""
    segments = tuple(
        Segment(Span(start, end), Span(source, source_end), copied=bool(copied))
        for start, end, source, source_end, copied in json.loads(row["segments"])
    )
    place = Place(
        row["anchor"],
        row["section"],
        row["heading"],
        row["paragraph"],
        row["point"],
        row["footnote"],
    )
    return Passage(
        expression=expression,
        ordinal=row["ordinal"],
        kind=BlockKind(row["kind"]),
        place=place,
        mapped=MappedText(row["text"], segments),
        marks=tuple(_mark(*mark) for mark in json.loads(row["marks"])),
        page_turns=tuple(PageTurn(*turn) for turn in json.loads(row["page_turns"])),
        context=row["context"],
        carrier=row["carrier"],
        cited_names=row["cited_names"],
    )


def page_count(document: Document) -> int | None:
    """Return the number of pages, None where the source has none."""
    return len(document.pages) or None


def _mark(number: int, position: int, note: str | None = None) -> NoteMark:
    """Return a mark; in an older row it does not say which note is its own, and a number was enough."""
    return NoteMark(number, position, note or f"n{number}")


def _flat(segment: Segment) -> list[int]:
    span, source = segment.span, segment.source
    return [span.start, span.end, source.start, source.end, int(segment.copied)]
