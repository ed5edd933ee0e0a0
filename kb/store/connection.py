"""Opening the store's file: which schema it has, and what a killed process left in it."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

from kb.errors import HomeError
from kb.store.schema import MIGRATIONS, SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

BUSY_SECONDS = 30.0
"""How long a statement waits for another process's transaction; each is one document long."""


def connect(uri: str) -> sqlite3.Connection:
    """Return a connection that reads rows by name and leaves transactions to us."""
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def finish_interrupted_write(path: Path) -> None:
    """Roll back what a killed process left half-written; reading alone may not."""
    journal = path.with_name(f"{path.name}-journal")
    if journal.is_file() and journal.stat().st_size and os.access(path, os.W_OK):
        connection = connect(f"{path.as_uri()}?mode=rw")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError:
            return  # the reader that follows says what is wrong
        finally:
            connection.close()


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new file, bring those of an older one up to date; refuse a newer one."""
    refuse_newer_schema(connection, path)
    found = schema_version(connection)
    if found == SCHEMA_VERSION:
        return
    steps = f"{MIGRATIONS[found]}\nPRAGMA user_version = {SCHEMA_VERSION};"
    connection.executescript(f"BEGIN IMMEDIATE;\n{steps}\nCOMMIT;")


def refuse_other_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `HomeError` for a file that cannot be read as it is: damaged, newer, or older."""
    refuse_newer_schema(connection, path)
    if 0 < schema_version(connection) < SCHEMA_VERSION:
        raise HomeError(
            f"{path} was written by an earlier version; run kb ingest once, and it is brought up to date"
        )


def refuse_newer_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `HomeError` for a file that is damaged or of a newer schema."""
    try:
        found = schema_version(connection)
    except sqlite3.DatabaseError as error:
        raise HomeError(
            f"{path} is damaged or not a store of this program ({reason(error)}); move it away and "
            "run kb ingest again"
        ) from error
    if found > SCHEMA_VERSION:
        raise HomeError(
            f"{path} was written by a newer version (schema {found}, this one knows {SCHEMA_VERSION}); "
            "upgrade this program, or choose another data folder with --home"
        )


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the version of the schema; 0 for a file without tables."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def reason(error: Exception) -> str:
    """Return what an error of the system or of SQLite says, without its number."""
    return str(getattr(error, "strerror", None) or error)
