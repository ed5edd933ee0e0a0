"""The outcomes given of late, so that one can be shown again, exported or judged.

A browser holds no outcome, but a token that nobody can guess. The oldest are forgotten: an outcome holds
its quotations with their passages, and memory must stay steady however long the desk is open.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.answer import Abstention, Answer

KEPT = 500
"""Outcomes: a working day of a small office, in a few megabytes."""

TOKEN_BYTES = 18


class Outcomes:
    """Outcomes by token; safe to share between threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._outcomes: OrderedDict[str, Answer | Abstention] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, outcome: Answer | Abstention) -> str:
        """Keep an outcome and return its token."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._lock:
            self._outcomes[token] = outcome
            while len(self._outcomes) > self._kept:
                self._outcomes.popitem(last=False)
        return token

    def of(self, token: str) -> Answer | Abstention | None:
        """Return the outcome of a token; None where it was forgotten, or never was."""
        with self._lock:
            return self._outcomes.get(token)
