"""The references that the stored texts hold: found when a document is stored, kept beside its passages.

They follow from the passages and from the rules of `kb.citations`. So when those rules change they are
found anew, all at once, the next time the store is opened for writing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from kb.citations import Certainty, Kind, Pinpoint, Reference, is_address
from kb.document import Locator
from kb.store.rows import EXPRESSION_COLUMNS, expression_from
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from sqlite3 import Connection, Row

    from kb.document import Expression
    from kb.passages import Passage


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A reference where it stands: its span counts in the text of the passage `ordinal`.

    `as_printed` is a web address as the file has it, line breaks and misprints included, and `repaired` the
    one that works; None for what is no address.
    """

    document: Expression
    ordinal: int
    locator: Locator
    reference: Reference
    as_printed: str | None
    repaired: str | None


COLUMNS = (
    "document", "ordinal", "span_start", "span_end", "verbatim", "key", "instrument", "kind", "number",
    "certainty", "reason", "pinpoint", "footnote", "url", "is_address", "as_printed", "locator",
)  # fmt: skip


def write_mentions(
    connection: Connection,
    document: int,
    passages: Sequence[Passage],
    references: Sequence[Sequence[Reference]],
    source: str,
) -> None:
    """Store the references that were found in each passage of a document."""
    connection.executemany(
        f"INSERT INTO mentions ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})",  # noqa: S608 - constants only
        (
            _values(document, passage, reference, source)
            for passage, in_passage in zip(passages, references, strict=True)
            for reference in in_passage
        ),
    )


def read_mentions(
    connection: Connection, condition: str = "TRUE", values: Sequence[object] = ()
) -> Iterator[StoredMention]:
    """Iterate over the references that meet a condition on `mentions m` and `documents d`, in order."""
    columns = ", ".join(f"d.{column} AS {column}" for column in EXPRESSION_COLUMNS)
    rows = connection.execute(
        f"""SELECT m.*, {columns} FROM mentions m JOIN documents d ON m.document = d.key
            WHERE {condition} ORDER BY d.id, d.language DESC, m.ordinal, m.span_start""",  # noqa: S608 - our own conditions
        values,
    )
    return (_mention(row) for row in rows)


def _values(document: int, passage: Passage, reference: Reference, source: str) -> tuple[object, ...]:
    locator = passage.locate(reference.span)
    printed = is_address(reference.verbatim)
    start, end = locator.span
    return (
        document,
        passage.ordinal,
        reference.span.start,
        reference.span.end,
        reference.verbatim,
        reference.key,
        reference.instrument,
        reference.kind.value,
        reference.celex,
        reference.certainty.value,
        reference.reason,
        json.dumps(reference.pinpoint.named()) if reference.pinpoint else None,
        reference.footnote,
        reference.url,
        printed,
        source[start:end] if printed else None,
        json.dumps(asdict(locator)),
    )


def _mention(row: Row) -> StoredMention:
    pinpoint = row["pinpoint"]
    located = json.loads(row["locator"])
    spans = tuple((start, end) for start, end in located.pop("spans"))
    start, end = located.pop("span")
    return StoredMention(
        document=expression_from(row),
        ordinal=row["ordinal"],
        locator=Locator(span=(start, end), spans=spans, **located),
        reference=Reference(
            verbatim=row["verbatim"],
            span=Span(row["span_start"], row["span_end"]),
            key=row["key"],
            instrument=row["instrument"],
            kind=Kind(row["kind"]),
            celex=row["number"],
            certainty=Certainty(row["certainty"]),
            reason=row["reason"],
            pinpoint=Pinpoint(**json.loads(pinpoint)) if pinpoint else None,
            footnote=row["footnote"],
            url=row["url"],
        ),
        as_printed=row["as_printed"],
        repaired=row["url"] if row["is_address"] else None,
    )
