"""What fitting shares: of which texts each question is asked, and how the questions are cross-validated.

Both languages of a pair are in one fold, so that a question is never judged by its own translation.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.questions import GoldQuestion

FOLDS = 8
TEXTS = (None, ("nl",), ("en",))
"""The languages of the texts that each question is asked of; None for all."""


def label(question: GoldQuestion, texts: Sequence[str] | None) -> str | None:
    """Return what the texts searched are called; None for those in the language of the question alone."""
    if texts is None:
        return "all texts"
    return None if question.language in texts else "the other language alone"


def fold_of(pair: str) -> int:
    """Return the fold of a pair, the same for ever.

    >>> fold_of("q001") == fold_of("q001")
    True
    """
    return zlib.crc32(pair.encode()) % FOLDS
