"""The indexes of a data folder: opened where they belong to the texts in force, else built from the store.

An index is a copy: what is missing, damaged or of another generation or encoder is never asked, but
made anew.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kb.errors import HomeError, IndexMismatchError
from kb.index.fingerprint import Fingerprint
from kb.index.generations import are_complete, build_indexes, earlier_indexes, open_indexes
from kb.store.lock import is_held, only_one

if TYPE_CHECKING:
    from pathlib import Path

    from kb.encoder import Encoder
    from kb.index.generations import Indexes
    from kb.store import Store


class IndexKeeper:
    """Opens and builds the indexes of one data folder for one encoder."""

    def __init__(self, home: Path, encoder: Encoder) -> None:
        self._home = home
        self._encoder = encoder

    def opened(self, generation: int) -> Indexes:
        """Open the indexes of a generation, or raise `IndexMismatchError`."""
        return open_indexes(self._home, self._fingerprint(generation), self._encoder)

    def name(self, generation: int) -> str:
        """Return the name of what the indexes of a generation are made from and by which rules."""
        return self._fingerprint(generation).name

    def are_due(self, generation: int) -> bool:
        """Tell whether the indexes of a generation are there, or nobody is writing who will make them."""
        return are_complete(self._home, self._fingerprint(generation)) or not is_held(self._home)

    def fresh(self, store: Store, generation: int) -> Indexes:
        """Open the indexes of a generation; where they are missing, build those of the store's state.

        While somebody is writing, which ends with the indexes, those of an earlier generation serve.
        """
        with suppress(IndexMismatchError):
            return self.opened(generation)
        if not self.are_due(generation):
            earlier = earlier_indexes(self._home, self._fingerprint(generation), self._encoder)
            if earlier is not None:
                return earlier
        try:
            with only_one(self._home):
                return self.current(store)
        except HomeError as error:
            raise HomeError(
                f"the indexes in {self._home} must be rebuilt, and the folder cannot be written to; run "
                "kb verify --repair as a user who may"
            ) from error

    def current(self, store: Store) -> Indexes:
        """Open the indexes of the store's present state, built anew unless they are there."""
        try:
            return self.opened(store.generation())
        except IndexMismatchError:
            return self.built(store)

    def ensure(self, store: Store) -> None:
        """Build the indexes of the store's present state unless they are there; they are not opened."""
        if not are_complete(self._home, self._fingerprint(store.generation())):
            self.built(store)

    def built(self, store: Store) -> Indexes:
        """Build the indexes of the store's present state."""
        fingerprint = self._fingerprint(store.generation())
        return build_indexes(self._home, fingerprint, self._encoder, store.passages)

    def _fingerprint(self, generation: int) -> Fingerprint:
        return Fingerprint(generation, self._encoder.fingerprint)
