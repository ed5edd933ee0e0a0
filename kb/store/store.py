"""The one file that knows SQLite's statements.

A document is written whole or not at all: one transaction replaces its old version, and readers see
the old one until then. Every transaction that changes something raises the generation, by which a
running desk and the indexes notice. The journal is a rollback journal, so that a folder which may
only be read can still be asked.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from kb.citations.references import VERSION as RULES_VERSION
from kb.document import BlockKind
from kb.errors import HomeError
from kb.passages import SEARCHED
from kb.store.connection import (
    connect,
    finish_interrupted_write,
    prepare,
    reason,
    refuse_other_schema,
    schema_version,
)
from kb.store.mentions import read_mentions, write_mentions
from kb.store.prepared import Prepared, prepared, references_in
from kb.store.rows import (
    EXPRESSION_COLUMNS,
    expression_from,
    origin_from,
    passage_from,
)
from kb.store.stored import StoredDocument
from kb.store.writing import delete_expression, write_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from kb.document import Document, Expression
    from kb.passages import Passage
    from kb.store.mentions import StoredMention
    from kb.store.stored import Origin

Value = TypeVar("Value")

STORE_NAME = "store.sqlite3"

SEARCHED_KINDS = ", ".join(f"'{kind.value}'" for kind in sorted(SEARCHED))
KEPT_PASSAGES = 10_000
"""Passages whose rows are kept decoded: more than many questions look at."""

PARAMETERS_AT_ONCE = 500
"""SQLite's historical limit is 999 parameters a statement."""


class Store:
    """Documents and passages; a context manager that closes its connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: dict[int, Passage] = {}
        self._kept_generation = -1

    @classmethod
    def create(cls, home: Path) -> Store:
        """Open the store of a data folder for writing, making both where they are missing."""
        path = home / STORE_NAME
        try:
            home.mkdir(parents=True, exist_ok=True)
            connection = connect(f"{path.as_uri()}?mode=rwc")
            prepare(connection, path)
            store = cls(connection)
            store._find_references_anew()
        except (OSError, sqlite3.OperationalError) as error:
            raise HomeError(
                f"cannot write to the data folder {home} ({reason(error)}); choose another with "
                "--home or KB_HOME, or change its permissions"
            ) from error
        return store

    @classmethod
    def read(cls, home: Path) -> Store | None:
        """Open the store of a data folder for reading; None when there is none yet."""
        path = home / STORE_NAME
        try:
            if not path.is_file():
                return None
            finish_interrupted_write(path)
            connection = connect(f"{path.as_uri()}?mode=ro")
            refuse_other_schema(connection, path)
            if schema_version(connection) == 0:
                connection.close()
                return None
        except (OSError, sqlite3.OperationalError) as error:
            raise HomeError(
                f"cannot read {path} ({reason(error)}); change its permissions or choose another "
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
        self.put_prepared([prepared(document)], origin)

    def put_prepared(
        self, ready: Sequence[Prepared], origin: Origin, instead_of: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Store the documents of a file in place of their earlier versions, and of others that it held."""
        written = {(each.expression.id, each.expression.language) for each in ready}
        with self._change() as connection:
            for work, language in written.union(instead_of):
                delete_expression(connection, work, language)
            for each in ready:
                write_document(connection, each, origin)

    def remove(self, work: str, language: str) -> None:
        """Remove an expression, in one transaction."""
        self.remove_all([(work, language)])

    def remove_all(self, expressions: Iterable[tuple[str, str]]) -> None:
        """Remove expressions, each a work and a language, in one transaction."""
        with self._change() as connection:
            for work, language in expressions:
                delete_expression(connection, work, language)

    def is_empty(self) -> bool:
        """Tell whether no document is stored."""
        return self._connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None

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
                origin_from(row),
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
        for some in _batches(keys):
            found |= self._select(f"p.key IN ({_marks(some)})", some)
        return found

    def keys_in(self, works: Sequence[str], language: str) -> tuple[int, ...]:
        """Return the keys of the searched passages of these works in a language, in their order."""
        found: list[int] = []
        for some in _batches(works):
            rows = self._connection.execute(
                f"""SELECT p.key FROM passages p JOIN documents d ON p.document = d.key
                    WHERE d.language = ? AND d.id IN ({_marks(some)}) AND p.kind IN ({SEARCHED_KINDS})
                    ORDER BY p.key""",  # noqa: S608 - constants and marks only
                (language, *some),
            )
            found += (row["key"] for row in rows)
        return tuple(sorted(found))

    def passages_named(
        self, notes: Sequence[str], sections: Sequence[str], language: str
    ) -> dict[int, Passage]:
        """Return the searched passages in a language with these anchors, or in sections with these.

        A note whose number begins again ("n1-2") is found by that of the first ("n1").
        """
        if not notes and not sections:
            return {}
        within = (*(f"{note}-*" for note in notes), *(f"{section}/*" for section in sections))
        return self._select(
            f"""d.language = ? AND p.kind IN ({SEARCHED_KINDS})
                AND (p.anchor IN ({_marks((*notes, *sections))})
                     OR {" OR ".join(["p.anchor GLOB ?"] * len(within))})""",
            (language, *notes, *sections, *within),
        )

    def notes_of(self, work: str, language: str, anchors: Sequence[str]) -> tuple[Passage, ...]:
        """Return the footnotes of an expression that have these anchors, in order."""
        if not anchors:
            return ()
        found = self._select(
            f"d.id = ? AND d.language = ? AND p.kind = 'note' AND p.anchor IN ({_marks(anchors)})",
            (work, language, *anchors),
        )
        return tuple(found.values())

    def parallels(self, passage: Passage) -> tuple[Passage, ...]:
        """Return the same place in the other languages of its work, authentic ones first."""
        expression = passage.expression
        found = self._select(
            "d.id = ? AND d.language != ? AND p.anchor = ?",
            (expression.id, expression.language, passage.place.anchor),
        )
        return tuple(sorted(found.values(), key=lambda p: str(p.expression.authority)))

    def in_language(self, passages: Iterable[Passage], language: str) -> dict[int, Passage]:
        """Return the places of these passages as they stand in another language of their works."""
        anchors: dict[str, set[str]] = {}
        for passage in passages:
            anchors.setdefault(passage.expression.id, set()).add(passage.place.anchor)
        found: dict[int, Passage] = {}
        for work, places in anchors.items():
            for some in _batches(sorted(places)):
                found |= self._select(
                    f"d.id = ? AND d.language = ? AND p.anchor IN ({_marks(some)})",
                    (work, language, *some),
                )
        return found

    def list_around(self, item: Passage) -> tuple[Passage, ...]:
        """Return the list that an item belongs to, its lead-in first.

        A paragraph of an act may hold two lists: the next lead-in begins another.
        """
        place, expression = item.place, item.expression
        found = self._select(
            """d.id = ? AND d.language = ? AND p.kind IN ('lead_in', 'item')
               AND p.section IS ? AND p.paragraph IS ?""",
            (expression.id, expression.language, place.section, place.paragraph),
        )
        leads = [p.ordinal for p in found.values() if p.kind is BlockKind.LEAD_IN]
        begin = max((lead for lead in leads if lead <= item.ordinal), default=0)
        end = min((lead for lead in leads if lead > item.ordinal), default=None)
        return tuple(p for p in found.values() if begin <= p.ordinal and (end is None or p.ordinal < end))

    def neighbours(self, passage: Passage, reach: int) -> tuple[Passage, ...]:
        """Return the passages of an expression that stand at most so many places before or after one."""
        expression, at = passage.expression, passage.ordinal
        found = self._select(
            "d.id = ? AND d.language = ? AND p.ordinal BETWEEN ? AND ?",
            (expression.id, expression.language, at - reach, at + reach),
        )
        return tuple(found.values())

    def title_of(self, expression: Expression) -> tuple[Passage, ...]:
        """Return the lines of an expression's title, in order."""
        found = self._select(
            "d.id = ? AND d.language = ? AND p.kind = 'title'", (expression.id, expression.language)
        )
        return tuple(found.values())

    def expression_passages(self, work: str, language: str) -> tuple[Passage, ...]:
        """Return all passages of an expression in order, headings and lead-ins among them."""
        return tuple(self._select("d.id = ? AND d.language = ?", (work, language)).values())

    def mentions(self) -> tuple[StoredMention, ...]:
        """Return every reference in the stored texts, by work, language and reading order."""
        return tuple(read_mentions(self._connection))

    def mentions_of(self, work: str, language: str) -> tuple[StoredMention, ...]:
        """Return every reference in an expression, in reading order."""
        return tuple(read_mentions(self._connection, "d.id = ? AND d.language = ?", (work, language)))

    def mentions_in(self, passage: Passage) -> tuple[StoredMention, ...]:
        """Return the references in a passage, in order."""
        expression = passage.expression
        return tuple(
            read_mentions(
                self._connection,
                "d.id = ? AND d.language = ? AND m.ordinal = ?",
                (expression.id, expression.language, passage.ordinal),
            )
        )

    def faults(self) -> list[str]:
        """Return what SQLite itself finds wrong with the file; nothing when it is sound."""
        rows = self._connection.execute("PRAGMA integrity_check").fetchall()
        return [str(row[0]) for row in rows if row[0] != "ok"]

    def _find_references_anew(self) -> None:
        """Find all references again when other rules found those that are stored.

        The texts do not change by it, so the generation stays and with it the indexes.
        """
        connection = self._connection
        if connection.execute("SELECT citations FROM state").fetchone()[0] == RULES_VERSION:
            return
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM mentions")
            for row in connection.execute("SELECT key, id, language, source FROM documents").fetchall():
                passages = self.expression_passages(row["id"], row["language"])
                write_mentions(connection, row["key"], passages, references_in(passages), row["source"])
            connection.execute("UPDATE state SET citations = ?", (RULES_VERSION,))

    def _select(self, condition: str, values: Sequence[object]) -> dict[int, Passage]:
        rows = self._connection.execute(
            f"""SELECT p.* FROM passages p JOIN documents d ON p.document = d.key
                WHERE {condition} ORDER BY d.key, p.ordinal""",  # noqa: S608 - our own conditions
            values,
        ).fetchall()
        generation = self.generation()
        if generation != self._kept_generation or len(self._kept) > KEPT_PASSAGES:
            self._kept, self._kept_generation = {}, generation
        return {row["key"]: self._passage(row) for row in rows}

    def _passage(self, row: sqlite3.Row) -> Passage:
        """Return the passage of a row, decoded once in a generation; keys are used again in another."""
        key = int(row["key"])
        if key not in self._kept:
            self._kept[key] = passage_from(row, self._expressions()[row["document"]])
        return self._kept[key]

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
                f"cannot write to the store ({reason(error)}); nothing was changed: free the disk or "
                "the lock and try again"
            ) from error


def _batches(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    return (values[at : at + PARAMETERS_AT_ONCE] for at in range(0, len(values), PARAMETERS_AT_ONCE))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
