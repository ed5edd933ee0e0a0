"""Writing an expression into the tables, and taking it out of them; the transaction is the store's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kb.store.mentions import write_mentions
from kb.store.rows import EXPRESSION_COLUMNS, PASSAGE_COLUMNS, expression_values, passage_values

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from kb.store.prepared import Prepared
    from kb.store.stored import Origin

DOCUMENT_COLUMNS = (
    "path", "root", "recipe", "origin", "licence", "source", "pages", "unlocated",
    "facts",
)  # fmt: skip


def write_document(connection: sqlite3.Connection, ready: Prepared, origin: Origin) -> None:
    """Write a document with its passages and references."""
    key = connection.execute(
        _insert("documents", (*EXPRESSION_COLUMNS, *DOCUMENT_COLUMNS)),
        (
            *expression_values(ready.expression),
            origin.path,
            origin.root,
            origin.recipe,
            origin.source,
            origin.licence,
            ready.source,
            ready.pages,
            json.dumps(ready.unlocated_notes),
            origin.facts.to_json(),
        ),
    ).lastrowid
    connection.executemany(
        _insert("passages", ("document", *PASSAGE_COLUMNS)),
        ((key, *passage_values(passage)) for passage in ready.passages),
    )
    write_mentions(connection, int(key or 0), ready.passages, ready.references, ready.source)


def delete_expression(connection: sqlite3.Connection, work: str, language: str) -> None:
    """Delete an expression, and with it all that it holds."""
    connection.execute("DELETE FROM documents WHERE id = ? AND language = ?", (work, language))


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - constants only
