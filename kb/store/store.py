"""The one file that knows SQLite's statements.

A document is written whole or not at all: one transaction replaces its old version, and readers see
the old one until then. Every transaction that changes something raises the generation, by which a
running desk and the indexes notice. The journal is a rollback journal, so that a folder which may
only be read can still be asked.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from kb.errors import HomeError
from kb.passages import SEARCHED, passages_of
from kb.store.rows import (
    EXPRESSION_COLUMNS,
    PASSAGE_COLUMNS,
    expression_from,
    expression_values,
    page_count,
    passage_from,
    passage_values,
)
from kb.store.schema import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from kb.document import Document, Expression
    from kb.passages import Passage

STORE_NAME = "store.sqlite3"
BUSY_SECONDS = 30.0
"""How long a statement waits for another process's transaction; each is one document long."""

SEARCHED_KINDS = ", ".join(f"'{kind.value}'" for kind in sorted(SEARCHED))
PARAMETERS_AT_ONCE = 500
"""SQLite's historical limit is 999 parameters a statement."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which file a document was read from, and by what recipe; `root` is the path that was ingested.

    `source` is the address it was published at; it and `licence` are None where nobody declared them.
    """

    path: str
    root: str
    recipe: str
    source: str | None
    licence: str | None

    @property
    def name(self) -> str:
        """The file, relative to the path that was ingested."""
        return (
            PurePath(self.path).name
            if self.path == self.root
            else str(PurePath(self.path).relative_to(self.root))
        )


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the store lists it, without its text."""

    expression: Expression
    origin: Origin
    pages: int | None
    passages: int
    footnotes: int


class Store:
    """Documents and passages; a context manager that closes its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def create(cls, home: Path) -> Store:
        """Open the store of a data folder for writing, making both where they are missing."""
        path = home / STORE_NAME
        try:
            home.mkdir(parents=True, exist_ok=True)
            connection = _connect(f"{path.as_uri()}?mode=rwc")
            _prepare(connection, path)
        except (OSError, sqlite3.OperationalError) as error:
            raise HomeError(
                f"cannot write to the data folder {home} ({_reason(error)}); choose another with "
                "--home or KB_HOME, or change its permissions"
            ) from error
        return cls(connection)

    @classmethod
    def read(cls, home: Path) -> Store | None:
        """Open the store of a data folder for reading; None when there is none yet."""
        path = home / STORE_NAME
        try:
            if not path.is_file():
                return None
            _finish_interrupted_write(path)
            connection = _connect(f"{path.as_uri()}?mode=ro")
            _refuse_other_schema(connection, path)
            if _schema_version(connection) == 0:
                connection.close()
                return None
        except (OSError, sqlite3.OperationalError) as error:
            raise HomeError(
                f"cannot read {path} ({_reason(error)}); change its permissions or choose another "
                "data folder with --home"
            ) from error
        return cls(connection)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[int]:
        """Read one generation, whatever other processes write meanwhile; yields its number."""
        self._connection.execute("BEGIN")
        try:
            yield self.generation()
        finally:
            self._connection.execute("COMMIT")

    def generation(self) -> int:
        """Return the number of the last change; 0 when nothing was ever stored."""
        return int(self._connection.execute("SELECT generation FROM state").fetchone()[0])

    def put(self, document: Document, origin: Origin) -> None:
        """Store a document in place of its earlier version, in one transaction."""
        expression = document.expression
        with self._change() as connection:
            _delete(connection, expression.id, expression.language)
            key = connection.execute(
                _insert("documents", (*EXPRESSION_COLUMNS, *_DOCUMENT_COLUMNS)),
                (
                    *expression_values(expression),
                    origin.path,
                    origin.root,
                    origin.recipe,
                    origin.source,
                    origin.licence,
                    document.source,
                    page_count(document),
                    json.dumps(document.unlocated_notes),
                ),
            ).lastrowid
            connection.executemany(
                _insert("passages", ("document", *PASSAGE_COLUMNS)),
                ((key, *passage_values(passage)) for passage in passages_of(document)),
            )

    def remove(self, work: str, language: str) -> None:
        """Remove an expression, in one transaction."""
        with self._change() as connection:
            _delete(connection, work, language)

    def documents(self) -> tuple[StoredDocument, ...]:
        """Return what is stored, by work and language."""
        rows = self._connection.execute(
            f"""SELECT d.*,
                   (SELECT count(*) FROM passages p
                    WHERE p.document = d.key AND p.kind IN ({SEARCHED_KINDS})) AS passages,
                   (SELECT count(*) FROM passages p
                    WHERE p.document = d.key AND p.kind = 'note') AS footnotes
                FROM documents d ORDER BY d.id, d.language"""  # noqa: S608 - constants only
        )
        return tuple(
            StoredDocument(
                expression_from(row),
                Origin(row["path"], row["root"], row["recipe"], row["origin"], row["licence"]),
                row["pages"],
                row["passages"],
                row["footnotes"],
            )
            for row in rows
        )

    def source(self, work: str, language: str) -> str | None:
        """Return the extracted text in which an expression's spans count, None when not stored."""
        row = self._connection.execute(
            "SELECT source FROM documents WHERE id = ? AND language = ?", (work, language)
        ).fetchone()
        return None if row is None else str(row["source"])

    def passages(self) -> Iterator[tuple[int, Passage]]:
        """Iterate over the searched passages with their keys, by work, language and order."""
        expressions = self._expressions()
        rows = self._connection.execute(
            f"SELECT * FROM passages WHERE kind IN ({SEARCHED_KINDS}) ORDER BY document, ordinal"  # noqa: S608 - constants only
        )
        return ((row["key"], passage_from(row, expressions[row["document"]])) for row in rows)

    def passages_by_key(self, keys: Sequence[int]) -> dict[int, Passage]:
        """Return the passages that have these keys; a key without a passage is left out."""
        found: dict[int, Passage] = {}
        for start in range(0, len(keys), PARAMETERS_AT_ONCE):
            some = list(keys[start : start + PARAMETERS_AT_ONCE])
            found |= self._select(f"p.key IN ({_marks(some)})", some)
        return found

    def passages_named(
        self, notes: Sequence[int], sections: Sequence[str], language: str
    ) -> dict[int, Passage]:
        """Return the searched passages in a language that are these notes or stand in these sections."""
        if not notes and not sections:
            return {}
        return self._select(
            f"""d.language = ? AND p.kind IN ({SEARCHED_KINDS})
                AND (p.kind = 'note' AND p.footnote IN ({_marks(notes)})
                     OR p.kind != 'note' AND p.section IN ({_marks(sections)}))""",
            (language, *notes, *sections),
        )

    def notes_of(self, work: str, language: str, numbers: Sequence[int]) -> tuple[Passage, ...]:
        """Return the footnotes of an expression that have these numbers, in order."""
        if not numbers:
            return ()
        found = self._select(
            f"d.id = ? AND d.language = ? AND p.kind = 'note' AND p.footnote IN ({_marks(numbers)})",
            (work, language, *numbers),
        )
        return tuple(found.values())

    def list_around(self, item: Passage) -> tuple[Passage, ...]:
        """Return the list that an item belongs to, its lead-in first."""
        place, expression = item.place, item.expression
        found = self._select(
            """d.id = ? AND d.language = ? AND p.kind IN ('lead_in', 'item')
               AND p.section IS ? AND p.paragraph IS ?""",
            (expression.id, expression.language, place.section, place.paragraph),
        )
        return tuple(found.values())

    def expression_passages(self, work: str, language: str) -> tuple[Passage, ...]:
        """Return all passages of an expression in order, headings and lead-ins among them."""
        return tuple(self._select("d.id = ? AND d.language = ?", (work, language)).values())

    def faults(self) -> list[str]:
        """Return what SQLite itself finds wrong with the file; nothing when it is sound."""
        rows = self._connection.execute("PRAGMA integrity_check").fetchall()
        return [str(row[0]) for row in rows if row[0] != "ok"]

    def _select(self, condition: str, values: Sequence[object]) -> dict[int, Passage]:
        rows = self._connection.execute(
            f"""SELECT p.* FROM passages p JOIN documents d ON p.document = d.key
                WHERE {condition} ORDER BY d.key, p.ordinal""",  # noqa: S608 - our own conditions
            values,
        ).fetchall()
        expressions = self._expressions()
        return {row["key"]: passage_from(row, expressions[row["document"]]) for row in rows}

    def _expressions(self) -> Mapping[int, Expression]:
        columns = ", ".join(EXPRESSION_COLUMNS)
        rows = self._connection.execute(f"SELECT key, {columns} FROM documents")  # noqa: S608 - constants only
        return {row["key"]: expression_from(row) for row in rows}

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("UPDATE state SET generation = generation + 1")
        except sqlite3.OperationalError as error:
            raise HomeError(
                f"cannot write to the store ({_reason(error)}); nothing was changed: free the disk or "
                "the lock and try again"
            ) from error


_DOCUMENT_COLUMNS = (
    "path", "root", "recipe", "origin", "licence", "source", "pages", "unlocated",
)  # fmt: skip


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _finish_interrupted_write(path: Path) -> None:
    """Roll back what a killed process left half-written; reading alone may not."""
    journal = path.with_name(f"{path.name}-journal")
    if journal.is_file() and journal.stat().st_size and os.access(path, os.W_OK):
        connection = _connect(f"{path.as_uri()}?mode=rw")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError:
            return  # the reader that follows says what is wrong
        finally:
            connection.close()


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    _refuse_other_schema(connection, path)
    if _schema_version(connection) == SCHEMA_VERSION:
        return
    connection.executescript(f"BEGIN IMMEDIATE;\n{TABLES}\nPRAGMA user_version = {SCHEMA_VERSION};\nCOMMIT;")


def _refuse_other_schema(connection: sqlite3.Connection, path: Path) -> None:
    try:
        found = _schema_version(connection)
    except sqlite3.DatabaseError as error:
        raise HomeError(
            f"{path} is damaged or not a store of this program ({_reason(error)}); move it away and "
            "run kb ingest again"
        ) from error
    if found > SCHEMA_VERSION:
        raise HomeError(
            f"{path} was written by a newer version (schema {found}, this one knows {SCHEMA_VERSION}); "
            "upgrade this program, or choose another data folder with --home"
        )


def _schema_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({_marks(columns)})"  # noqa: S608 - constants only


def _delete(connection: sqlite3.Connection, work: str, language: str) -> None:
    connection.execute("DELETE FROM documents WHERE id = ? AND language = ?", (work, language))


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
