"""What changes a data folder: reading files in, fetching works, removing texts, rebuilding the indexes.

Each holds the folder's lock for as long as it works, and a connection of its own: questions are
answered meanwhile, from what was there before.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kb import language as languages_of
from kb.errors import NothingIngestedError
from kb.ingestion import ingest
from kb.ingestion.fetching import FetchReport, by_hand, fetch_works, fetched_folder
from kb.ingestion.reading_process import ReadingProcess
from kb.ingestion.removal import Removed, remove
from kb.ingestion.uploads import HandedIn, Uploads, accept
from kb.ingestion.works import works_to_fetch
from kb.register import Register
from kb.sources.manifest import fetchable_works
from kb.store import Store
from kb.store.lock import only_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.index.keeper import IndexKeeper
    from kb.ingestion import IngestionReport, Progress
    from kb.settings import Settings
    from kb.sources.works import WorkToFetch


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
            if store.documents():
                self._indexes.ensure(store)
        return removed

    def fetch(
        self,
        works: Sequence[str],
        languages: Sequence[str],
        base_url: str | None,
        *,
        footnotes: bool,
        progress: Progress | None,
    ) -> FetchReport:
        """Fetch works from the Publications Office, and ingest what was fetched."""
        settings = self._settings
        codes = [languages_of.known(code, languages_of.READ) for code in dict.fromkeys(languages)]
        came = fetch_works(settings, self._works(works, footnotes=footnotes), codes, base_url, progress)
        folder = fetched_folder(settings)
        report = self.ingest([folder], None, prune=False, progress=progress) if folder else None
        return FetchReport(came, by_hand(settings, came), report)

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
            if store.documents():
                self._indexes.ensure(store)
        finally:
            self.reading = None
        return report

    def _works(self, words: Sequence[str], *, footnotes: bool) -> list[WorkToFetch]:
        """Return the works to fetch: those named, those that notes cite, or all that can be."""
        store = Store.read(self._settings.home)
        with nullcontext() if store is None else store:
            register = Register((), ()) if store is None else Register.of_store(store)
        return works_to_fetch(words, fetchable_works(self._settings.corpus), register, footnotes=footnotes)


def _readable(language: str | None) -> str | None:
    return None if language is None else languages_of.known(language, languages_of.READ)


def nothing_in(settings: Settings) -> NothingIngestedError:
    """Return the error that says that a data folder holds nothing yet, and what to do."""
    return NothingIngestedError(f"nothing has been ingested into {settings.home} yet; run kb ingest first")
