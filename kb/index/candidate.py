"""What both indexes return."""

from __future__ import annotations

from typing import NamedTuple


class Candidate(NamedTuple):
    """A passage that may answer a question: its key in the store, and its score in one index."""

    key: int
    score: float
