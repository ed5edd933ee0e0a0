"""The ingestion of paths: what is new or changed is read and stored, the rest is left alone.

What is new goes through the steps of LlamaIndex's pipeline, which is loaded only then. Each file is one
transaction, with all the documents in it; a file that cannot be read is reported and the others go on. One
ingestion at a time works on a data folder: a second one waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.errors import KnowledgeBaseError, SourceError
from kb.ingestion.content import content_of, recipe_of, version_of
from kb.ingestion.files import SourceFile, printable, source_files
from kb.ingestion.listing import Key, Listed, Listing, holds_all, in_languages, key_of
from kb.ingestion.standing import Standing, standing_of
from kb.ingestion.steps import HERE
from kb.parse.page_progress import listening
from kb.sources.facts import Facts
from kb.store import Origin, Store
from kb.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kb.document import Expression
    from kb.ingestion.steps import Steps

Progress = Callable[[int, int, str], None]
"""Told the number of files done, their total, and the name of the one that is next, or a page of it."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file, and the expression that it holds."""

    file: str
    document: str
    language: str


@dataclass(frozen=True, slots=True)
class NotIngested:
    """A file that could not be read, and why: in English, and mostly a `Message`."""

    file: str
    error: str


@dataclass(frozen=True, slots=True)
class IngestionReport:
    """What happened to each file, and the generation of the store afterwards."""

    added: tuple[Ingested, ...]
    changed: tuple[Ingested, ...]
    unchanged: tuple[Ingested, ...]
    removed: tuple[Ingested, ...]
    failed: tuple[NotIngested, ...]
    generation: int


@dataclass(frozen=True, slots=True)
class _Shelves:
    """Where one ingestion puts what it reads, and what does the reading."""

    store: Store
    listing: Listing
    language: str | None
    steps: Steps

    def read(self, file: SourceFile) -> Sequence[Prepared]:
        from kb.ingestion.pipeline import read_through  # noqa: PLC0415 - takes seconds: only when a file is new

        return read_through(file, self.language, self.steps)

    def put(self, ready: Sequence[Prepared], origin: Origin, instead_of: Sequence[Key]) -> None:
        self.store.put_prepared(ready, origin, instead_of)
        for key in instead_of:
            self.listing.remove(key)
        for each in ready:
            self.listing.put(Listed(each.expression, origin))

    def remove(self, listed: Listed) -> None:
        self.store.remove(*listed.key)
        self.listing.remove(listed.key)


@dataclass
class _Tally:
    added: list[Ingested] = field(default_factory=list)
    changed: list[Ingested] = field(default_factory=list)
    unchanged: list[Ingested] = field(default_factory=list)
    removed: list[Ingested] = field(default_factory=list)
    failed: list[NotIngested] = field(default_factory=list)
    claimed: dict[tuple[str, str], SourceFile] = field(default_factory=dict)


def ingest(
    store: Store,
    paths: Sequence[Path],
    language: str | None = None,
    steps: Steps = HERE,
    *,
    prune: bool = False,
    progress: Progress | None = None,
) -> IngestionReport:
    """Bring the store up to date with the files at `paths`.

    Args:
        store: The store, open for writing.
        paths: Files and folders.
        language: The language of all files; None to find it out for each.
        steps: What reads the files and finds the references in them; this process unless it is another.
        prune: Whether to remove documents that were read from these paths and are gone from them.
        progress: Told before each file is read, and before each of its pages.
    """
    tally = _Tally()
    files, unreadable = _files(paths, tally)
    shelves = _Shelves(
        store, Listing(Listed(d.expression, d.origin) for d in store.documents()), language, steps
    )
    for done, file in enumerate(files):
        try:
            with _shown(progress, done, len(files), file.name):
                _take(shelves, file, tally)
        except SourceError as error:
            tally.failed.append(NotIngested(file.name, error.message))
    if prune:
        _prune(shelves, {file.path for file in files}, set(paths) - unreadable, tally)
    return IngestionReport(
        tuple(tally.added),
        tuple(tally.changed),
        tuple(tally.unchanged),
        tuple(tally.removed),
        tuple(tally.failed),
        store.generation(),
    )


def _files(paths: Sequence[Path], tally: _Tally) -> tuple[list[SourceFile], set[Path]]:
    """Return each file once, and the paths that could not be looked into."""
    files: dict[Path, SourceFile] = {}
    unreadable: set[Path] = set()
    for path in paths:
        try:
            for file in source_files(path):
                files.setdefault(file.path, file)
        except KnowledgeBaseError as error:
            unreadable.add(path)
            said = error.message if isinstance(error, SourceError) else str(error)
            tally.failed.append(NotIngested(printable(str(path)), said))
    return list(files.values()), unreadable


@contextmanager
def _shown(progress: Progress | None, done: int, total: int, name: str) -> Iterator[None]:
    """Show which file is read, and which page of it."""
    if progress is None:
        yield
        return
    progress(done, total, name)
    with listening(lambda page, pages: progress(done, total, f"{name}, page {page} of {pages}")):
        yield


def _take(shelves: _Shelves, file: SourceFile, tally: _Tally) -> None:
    outranking = _outranking(_declared_key(file, shelves.language), file, shelves.listing)
    if outranking is not None:
        tally.unchanged.append(_claim(file, outranking.expression, tally))
        return
    content = content_of(file)
    origin = Origin(
        path=str(file.path),
        root=str(file.root),
        recipe=recipe_of(file, content, shelves.language),
        source=file.identity.source if file.identity else None,
        licence=file.identity.licence if file.identity else None,
        facts=file.identity.facts if file.identity else Facts(),
    )
    of_this_file = shelves.listing.from_path(origin.path)
    if holds_all(of_this_file, origin, version_of(content)):
        tally.unchanged += [_claim(file, same.expression, tally) for same in of_this_file]
        return
    read = shelves.read(file)
    named = {key_of(each.expression): _claim(file, each.expression, tally) for each in read}
    ready = [each for each in read if _outranking(key_of(each.expression), file, shelves.listing) is None]
    stored = {key_of(each.expression): named.pop(key_of(each.expression)) for each in ready}
    tally.unchanged += named.values()
    if not ready:
        return
    known = [key for key in stored if of_this_file or shelves.listing.of(key)]
    shelves.put(
        ready, in_languages(origin, [e.expression.language for e in read]), [d.key for d in of_this_file]
    )
    tally.changed += [ingested for key, ingested in stored.items() if key in known]
    tally.added += [ingested for key, ingested in stored.items() if key not in known]


def _declared_key(file: SourceFile, language: str | None) -> tuple[str, str | None] | None:
    """Return the expression that a file is declared to hold, None when only reading it can tell."""
    return None if file.identity is None else (file.identity.work, language or file.identity.language)


def _outranking(key: tuple[str, str | None] | None, file: SourceFile, listing: Listing) -> Listed | None:
    """Return the document that is stored of an expression from a file which stands before this one."""
    stored = listing.of(key)
    if stored is None or stored.origin.path == str(file.path):
        return None
    before = standing_of(stored.origin.path, stored.expression.authority)
    return stored if before > _standing(file) else None


def _standing(file: SourceFile) -> Standing:
    return standing_of(file.path, file.identity.authority if file.identity else None)


def _claim(file: SourceFile, expression: Expression, tally: _Tally) -> Ingested:
    """Note that this file holds an expression; of two that do, one must stand before the other."""
    key = key_of(expression)
    other = tally.claimed.get(key)
    if other is not None and _standing(other) == _standing(file):
        raise SourceError(
            "{file}: holds the same document in the same language as {other}, to judge by their names; keep "
            "one of them, or rename one (or give it another id in a manifest.toml)",
            file=file.name,
            other=other.name,
        )
    if other is None or _standing(other) < _standing(file):
        tally.claimed[key] = file
    return Ingested(file.name, *key)


def _prune(shelves: _Shelves, present: set[Path], paths: set[Path], tally: _Tally) -> None:
    roots = {str(path.absolute()) for path in paths}
    kept = {str(path) for path in present}
    for stored in shelves.listing:
        if stored.origin.root in roots and stored.origin.path not in kept:
            shelves.remove(stored)
            tally.removed.append(Ingested(printable(stored.origin.name), *stored.key))
