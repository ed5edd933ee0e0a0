"""What changes a data folder: reading files in, removing texts, rebuilding the indexes.

Each holds the folder's lock for as long as it works, and a connection of its own: questions are
answered meanwhile, from what was there before. A command that only reads files in opens nothing else.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kb import language as languages_of
from kb.encoder import BUILT_IN, load_encoder
from kb.errors import NothingIngestedError
from kb.index.keeper import IndexKeeper
from kb.ingestion import ingest
from kb.ingestion.reading_process import ReadingProcess
from kb.ingestion.removal import Removed, remove
from kb.ingestion.uploads import HandedIn, Uploads, accept
from kb.settings import Settings
from kb.store import Store
from kb.store.lock import only_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingestion import IngestionReport, Progress


@dataclass(frozen=True, slots=True)
class Reading:
    """What is being read in: `done` of `total` files, and the name of the one in hand or a page of it."""

    done: int
    total: int
    name: str


class Stock:
    """The texts of one data folder, as they are changed; `indexes` are brought to each new state.

    `reading` is what this process is reading in, None while it is not.
    """

    def __init__(self, settings: Settings, indexes: IndexKeeper) -> None:
        self._settings = settings
        self._indexes = indexes
        self.reading: Reading | None = None
        self._uploads = Uploads(settings.home)

    @classmethod
    def open(cls, home: Path | None = None) -> Stock:
        """Open the texts of a data folder, with the settings in force."""
        settings = Settings.from_environment(home)
        return cls(settings, IndexKeeper(settings.home, load_encoder(settings.encoder or BUILT_IN)))

    def ingest(
        self,
        paths: Sequence[Path | str] | None,
        language: str | None,
        *,
        prune: bool,
        progress: Progress | None,
    ) -> IngestionReport:
        """Read files and folders into the store; the corpus of the installation when none is given."""
        language = _readable(language)
        chosen = [Path(path) for path in paths] if paths else [self._settings.corpus]
        with self._writing() as store:
            return self._read_in(store, chosen, language, prune=prune, progress=progress)

    def take_in(
        self, files: Sequence[HandedIn], language: str | None, progress: Progress | None
    ) -> IngestionReport:
        """Keep files that were handed in and read them into the store; what was refused is not kept."""
        language = _readable(language)
        accepted, refused = accept(files, self._settings)
        with self._writing() as store:
            paths = [self._uploads.keep(file) for file in accepted]
            try:
                report = self._read_in(store, paths, language, prune=False, progress=progress)
            finally:
                self._uploads.sweep(d.origin.path for d in store.documents())
        return replace(report, failed=(*refused, *report.failed))

    def remove(self, work: str, language: str | None) -> tuple[Removed, ...]:
        """Remove a work in a language, or in all of them."""
        store = Store.read(self._settings.home)
        if store is None:
            raise nothing_in(self._settings)
        store.close()
        with self._writing() as store:
            removed = remove(store, self._uploads, work, language)
            if not store.is_empty():
                self._indexes.ensure(store)
        return removed

    def repair(self) -> None:
        """Rebuild the indexes from the store."""
        with only_one(self._settings.home):
            store = Store.read(self._settings.home)
            if store is None:
                raise nothing_in(self._settings)
            with store, store.snapshot():
                self._indexes.built(store)

    @contextmanager
    def _writing(self) -> Iterator[Store]:
        with only_one(self._settings.home), Store.create(self._settings.home) as store:
            yield store

    def _read_in(
        self,
        store: Store,
        paths: Sequence[Path],
        language: str | None,
        *,
        prune: bool,
        progress: Progress | None,
    ) -> IngestionReport:
        def told(done: int, total: int, name: str) -> None:
            self.reading = Reading(done, total, name)
            if progress is not None:
                progress(done, total, name)

        try:
            with ReadingProcess(self._settings) as process:
                report = ingest(store, paths, language, process, prune=prune, progress=told)
            if not store.is_empty():
                self._indexes.ensure(store)
        finally:
            self.reading = None
        return report


def _readable(language: str | None) -> str | None:
    return None if language is None else languages_of.known(language, languages_of.READ)


def nothing_in(settings: Settings) -> NothingIngestedError:
    """Return the error that says that a data folder holds nothing yet, and what to do."""
    return NothingIngestedError(f"nothing has been ingested into {settings.home} yet; run kb ingest first")
