"""Asks the teacher, all-MiniLM-L6-v2, for the vectors of all English training texts, once.

The slow part of training, so its result is kept on disk under a name that says of which texts and
which teacher it is. Only this file knows sentence-transformers, and only training needs it.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Protocol

import numpy as np

from kb.errors import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

TEACHER_NAME = "all-MiniLM-L6-v2"
TEACHER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LONGEST_TEXT = 128  # word pieces; longer sentences are rare in the parallel text

TEXTS_AT_ONCE = 10_000
PRINCIPAL_SAMPLE = 40_000  # texts that the main directions are computed from


class Teacher(Protocol):
    """Whatever gives an English text a vector of length 1."""

    @property
    def name(self) -> str:
        """Names the cache of its vectors."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text."""


class MiniLM:
    """The teacher, from a folder in the layout of sentence-transformers; opens no connection."""

    name = TEACHER_NAME

    def __init__(self, folder: Path) -> None:
        check_teacher(folder)
        os.environ["HF_HUB_OFFLINE"] = "1"  # read when the library is imported
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - optional extra

        self._model = SentenceTransformer(str(folder), device="cpu")
        self._model.max_seq_length = LONGEST_TEXT

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length 1 a text."""
        rows = self._model.encode(
            list(texts), batch_size=128, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(rows, np.float32)


def check_teacher(folder: Path) -> None:
    """Raise unless the folder's weights are the teacher's, byte for byte."""
    path = folder / "model.safetensors"
    found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no such file"
    if found != TEACHER_SHA256:
        raise EncoderError(
            f"{path}: {found}, expected sha256 {TEACHER_SHA256}; "
            f"point --teacher at the folder of {TEACHER_NAME}"
        )


def teach(texts: Sequence[str], teacher: Teacher, cache: Path) -> NDArray[np.float32]:
    """Return the teacher's vector of each text, from the cache where it has them."""
    path = cache / f"{teacher.name}-{_digest(texts)}.npy"
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        parts = [
            teacher.encode(texts[start : start + TEXTS_AT_ONCE]).astype(np.float16)
            for start in range(0, len(texts), TEXTS_AT_ONCE)
        ]
        unfinished = path.with_suffix(".part.npy")
        np.save(unfinished, np.concatenate(parts))
        unfinished.replace(path)
    return np.asarray(np.load(path), np.float32)


def keep_main_directions(vectors: NDArray[np.float32], dimensions: int) -> NDArray[np.float32]:
    """Turn the vectors onto their main directions, keep the first ones, and make rows length 1."""
    sample = np.random.default_rng(0).permutation(len(vectors))[:PRINCIPAL_SAMPLE]
    directions = np.linalg.svd(vectors[sample], full_matrices=False)[2][:dimensions]
    kept = vectors @ directions.T
    return np.asarray(kept / np.linalg.norm(kept, axis=1, keepdims=True), np.float32)


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
