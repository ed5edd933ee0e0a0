"""What is stored, read back: documents, passages, instruments, the state and whether it is sound.

A library keeps one connection to the store of its data folder, opens it when it is first needed, and is
safe to share between threads.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from kb.answer.audit import audit
from kb.answer.recheck import recheck
from kb.desk.reading import opened, stored_in
from kb.desk.stocking import nothing_in
from kb.encoder import BUILT_IN, load_encoder
from kb.index.keeper import IndexKeeper
from kb.ingestion.original import original_of
from kb.register import Register
from kb.register.in_context import in_context
from kb.register.status import Status
from kb.settings import Settings
from kb.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from kb.answer.audit import Check
    from kb.desk.reading import Opened
    from kb.ingestion.original import Original
    from kb.passages import Passage
    from kb.register import InContext, Instrument
    from kb.store import StoredDocument

MENTIONS = 200
"""How many mentions of an instrument are shown in context: more than anybody reads on one page."""


class Library:
    """The texts of a data folder; a context manager."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._encoder = load_encoder(settings.encoder or BUILT_IN)
        self._indexes = IndexKeeper(settings.home, self._encoder)
        self._store: Store | None = None
        self._lock = threading.RLock()

    @classmethod
    def open(cls, home: Path | str | None = None, settings: Settings | None = None) -> Self:
        """Open the knowledge base of a data folder; nothing is created before something is ingested."""
        return cls(settings or Settings.from_environment(home))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = None

    def look_up(self, query: str | None = None) -> list[Instrument]:
        """Return the instruments that the texts cite, or those that a query means, best first.

        Args:
            query: A number in any spelling, a CELEX number, a footnote ("voetnoot 25"), words of the title,
                or an address; None for all.
        """
        with self._lock, self._reading().snapshot():
            register = self._register()
            return list(register.instruments() if query is None else register.look_up(query))

    def document(self, document: str, language: str) -> Opened:
        """Return a document as it is read: all that stands in it, in order.

        Raises:
            UsageError: There is no such document.
        """
        with self._lock, self._reading().snapshot():
            return opened(self._reading(), document, language)

    def original(self, document: str, language: str) -> Original:
        """Return the file that a document was read from.

        Raises:
            SourceError: It is not there any more, or was changed since.
            UsageError: There is no such document.
        """
        with self._lock, self._reading().snapshot():
            stored = stored_in(self._reading(), document, language)
        return original_of(stored)

    def mentions_of(self, key: str, most: int = MENTIONS) -> list[InContext]:
        """Return the passages of the first `most` places that mention the instrument of a key, in order."""
        with self._lock, self._reading().snapshot():
            return list(in_context(self._register().mentions_of(key)[:most], self._reading()))

    def passages(self) -> Iterator[Passage]:
        """Iterate over all passages that are searched."""
        with self._lock, self._reading().snapshot():
            yield from [passage for _, passage in self._reading().passages()]

    def documents(self) -> tuple[StoredDocument, ...]:
        """Return the documents that are stored; `status` says what they cite, too, and takes longer."""
        with self._lock:
            store = self._stored()
            return () if store is None else store.documents()

    def status(self) -> Status:
        """Return what is stored."""
        with self._lock:
            store = self._stored()
            if store is None:
                return Status((), 0, self._encoder.name, self._indexes.name(0))
            with store.snapshot() as generation:
                missing = self._register().cited_but_not_loaded()
                named = self._indexes.name(generation)
                return Status(store.documents(), generation, self._encoder.name, named, missing)

    def verify(self) -> tuple[Check, ...]:
        """Check that the store is sound, that every passage reads as its file, and the indexes."""
        with self._lock, self._reading().snapshot() as generation:
            store = self._reading()
            return audit(store, lambda: self._indexes.opened(generation))

    def check_quotes(self, exported: Mapping[str, object]) -> tuple[Check, ...]:
        """Check an answer or an abstention that was exported as JSON against the texts."""
        with self._lock, self._reading().snapshot():
            return recheck(self._reading(), exported)

    def _register(self) -> Register:
        """Return the register of the generation that is being read; call it inside a snapshot."""
        return Register.of_store(self._reading())

    def _stored(self) -> Store | None:
        if self._store is None:
            self._store = Store.read(self.settings.home)
        return self._store

    def _reading(self) -> Store:
        store = self._stored()
        if store is None:
            raise nothing_in(self.settings)
        return store
