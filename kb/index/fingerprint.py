"""What an index was made from and by which rules: another fingerprint is another index."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from kb.analysis.stems import STEMMER_VERSION
from kb.analysis.terms import ANALYSIS_VERSION

INDEX_VERSION = 2
"""Raised when the layout of an index changes."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The generation of the store, the encoder, and the versions of all that shapes an index."""

    generation: int
    encoder: str
    analysis: str = ANALYSIS_VERSION
    stemmer: str = STEMMER_VERSION
    index: int = INDEX_VERSION

    def parts(self) -> dict[str, object]:
        """Return the parts by name."""
        return asdict(self)

    @property
    def name(self) -> str:
        """A short name, fit for a folder: "7-3f2a9c10"."""
        digest = hashlib.sha256(json.dumps(self.parts(), sort_keys=True).encode()).hexdigest()
        return f"{self.generation}-{digest[:8]}"
