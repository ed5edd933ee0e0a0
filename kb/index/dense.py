"""The nearest passages by meaning: the one file that knows Chroma.

One collection a language and encoder, because a metadata filter costs more than a search. Chroma is given
vectors only: it never computes one, and its telemetry is off. It cannot see what another process has
written to its folder; the folder of a generation never changes, so it need not.
"""

from __future__ import annotations

import threading
from itertools import islice
from typing import TYPE_CHECKING, Literal

import numpy as np

from kb.errors import IndexMismatchError
from kb.index.candidate import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from numpy.typing import NDArray

    from kb.encoder import Encoder
    from kb.passages import Passage

SPACE: Literal["cosine"] = "cosine"
EXACT = 1_000
"""Of so many passages at most each is compared. Among 60,000 vectors Chroma takes 27 ms to hand out 500 and
370 ms to hand out 5,000; to search and pass over all others takes it 75 ms for 3, and 27 ms for 5,000 when it
has been asked for 35 ms which of them it holds."""

ENCODED_AT_ONCE = 2_000
"""Passages that are encoded and stored together; fewer than Chroma takes in one call (5,461)."""

NAME_DIGITS = 16
"""How much of an encoder's fingerprint stands in the name of a collection."""

_opening = threading.Lock()
"""Held while a client is made: Chroma notes it in a table of the process, which every opening here clears."""


class DenseIndex:
    """The collections of a folder, by language."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        from chromadb.errors import ChromaError  # noqa: PLC0415 - over a second to import

        try:
            found = _client(folder).list_collections()
        except ChromaError as error:
            raise IndexMismatchError(f"{folder} is damaged; run kb verify --repair") from error
        self._collections = {
            name.removesuffix(_suffix(encoder)): _checked(collection)
            for collection in found
            if (name := collection.name).endswith(_suffix(encoder))
        }

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages indexed."""
        return tuple(sorted(self._collections))

    def size(self, language: str) -> int:
        """Return the number of passages indexed in a language."""
        collection = self._collections.get(language)
        return collection.count() if collection else 0

    def search(
        self, vector: NDArray[np.float32], language: str, limit: int, among: Sequence[int] | None = None
    ) -> list[Candidate]:
        """Return the passages in a language nearest to a unit vector, with their cosine, best first.

        `among` are the keys of the only passages that count. A zero vector, which is what a text without
        words has, is near to nothing.
        """
        collection = self._collections.get(language)
        if collection is None or not vector.any():
            return []
        ids = None if among is None else _held(collection, among)
        if ids is not None and len(ids) <= EXACT:
            return _compared(vector, collection, ids)[:limit]
        found = collection.query(
            query_embeddings=vector[np.newaxis], n_results=limit, ids=ids, include=["distances"]
        )
        distances = found["distances"] or [[]]
        return [
            Candidate(int(key), 1.0 - float(distance))
            for key, distance in zip(found["ids"][0], distances[0], strict=True)
        ]


def write_dense(folder: Path, passages: Iterable[tuple[int, Passage]], encoder: Encoder) -> None:
    """Encode passages and store their vectors in the collections of a new folder."""
    from chromadb.api.collection_configuration import (  # noqa: PLC0415 - over a second to import
        CreateCollectionConfiguration,
        CreateHNSWConfiguration,
    )

    client = _client(folder)
    collections: dict[str, Collection] = {}
    waiting = iter(passages)
    while batch := list(islice(waiting, ENCODED_AT_ONCE)):
        vectors = encoder.encode([_meaning(passage) for _, passage in batch])
        for language in sorted({passage.expression.language for _, passage in batch}):
            if language not in collections:
                collections[language] = client.create_collection(
                    f"{language}{_suffix(encoder)}",
                    configuration=CreateCollectionConfiguration(hnsw=CreateHNSWConfiguration(space=SPACE)),
                    embedding_function=None,
                )
            rows = [n for n, (_, p) in enumerate(batch) if p.expression.language == language]
            collections[language].upsert(
                ids=[str(batch[row][0]) for row in rows], embeddings=list(vectors[rows])
            )


def _held(collection: Collection, among: Sequence[int]) -> list[str]:
    """Return the ids of these passages that are indexed; Chroma fails when it is to search among others."""
    ids = [str(key) for key in among]
    return collection.get(ids=ids, include=[])["ids"] if ids else []  # it would take none for all


def _compared(vector: NDArray[np.float32], collection: Collection, ids: list[str]) -> list[Candidate]:
    """Return the passages of these ids with their cosine to a unit vector, best first.

    Their vectors have length 1 too, as an encoder gives them.
    """
    if not ids:
        return []
    held = collection.get(ids=ids, include=["embeddings"])
    cosines = np.asarray(held["embeddings"], np.float32) @ vector
    found = (Candidate(int(key), float(cosine)) for key, cosine in zip(held["ids"], cosines, strict=True))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.key))


def _meaning(passage: Passage) -> str:
    """A passage is read with what it completes: an item with its lead-in, a note with its sentence."""
    return f"{passage.beside} {passage.text}"


def _suffix(encoder: Encoder) -> str:
    return f"-{encoder.fingerprint[:NAME_DIGITS]}"


def _client(folder: Path) -> ClientAPI:
    import chromadb  # noqa: PLC0415 - over a second to import
    from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415 - the same
    from chromadb.config import Settings  # noqa: PLC0415 - the same

    with _opening:
        SharedSystemClient.clear_system_cache()  # it would hand out what it once read from this path
        return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _checked(collection: Collection) -> Collection:
    """Refuse a collection in another space, which Chroma would silently search in its own way."""
    configured = collection.configuration.get("hnsw") or {}
    if configured.get("space") != SPACE:
        raise IndexMismatchError(
            f"collection {collection.name} is not in {SPACE} space; run kb verify --repair"
        )
    return collection
