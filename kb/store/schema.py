"""The tables of the store. Raise `SCHEMA_VERSION` with every change, and say how to migrate."""

from __future__ import annotations

SCHEMA_VERSION = 2

TABLES = """
CREATE TABLE state (
    generation INTEGER NOT NULL
);
INSERT INTO state VALUES (0);

CREATE TABLE documents (
    key        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    language   TEXT NOT NULL,
    reference  TEXT,
    title      TEXT NOT NULL,
    celex      TEXT,
    authority  TEXT,
    date       TEXT,
    version    TEXT NOT NULL,
    path       TEXT NOT NULL,
    root       TEXT NOT NULL,
    recipe     TEXT NOT NULL,
    origin     TEXT,
    licence    TEXT,
    source     TEXT NOT NULL,
    pages      INTEGER,
    unlocated  TEXT NOT NULL,
    UNIQUE (id, language)
);

CREATE TABLE passages (
    key        INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    anchor     TEXT NOT NULL,
    section    TEXT,
    heading    TEXT,
    paragraph  INTEGER,
    point      TEXT,
    footnote   INTEGER,
    text       TEXT NOT NULL,
    segments   TEXT NOT NULL,
    marks      TEXT NOT NULL,
    page_turns TEXT NOT NULL,
    context    TEXT NOT NULL,
    carrier    TEXT NOT NULL,
    UNIQUE (document, ordinal)
);
CREATE INDEX passages_by_anchor ON passages (document, anchor);
"""

MENTIONS = """
CREATE TABLE mentions (
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal    INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    verbatim   TEXT NOT NULL,
    key        TEXT NOT NULL,
    instrument TEXT NOT NULL,
    kind       TEXT NOT NULL,
    number     TEXT,
    certainty  TEXT NOT NULL,
    reason     TEXT NOT NULL,
    pinpoint   TEXT,
    footnote   INTEGER,
    url        TEXT,
    is_address INTEGER NOT NULL,
    as_printed TEXT,
    locator    TEXT NOT NULL
);
CREATE INDEX mentions_by_passage ON mentions (document, ordinal);
ALTER TABLE state ADD COLUMN citations INTEGER NOT NULL DEFAULT 0;
ALTER TABLE passages ADD COLUMN cited_names TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN facts TEXT;
"""
"""What schema 2 added: the references found, the rules that found them, the names that notes go by, and what
a manifest declares about a document."""

MIGRATIONS = {0: TABLES + MENTIONS, 1: MENTIONS}
"""Schema that a file has (0: none yet) → what makes it the present one."""
