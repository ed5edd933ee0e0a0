"""The outcomes given of late, so that one can be shown again, exported or judged as it was read.

Asking again would be another answer when texts have come in between, or when a language model words it. Who
holds an outcome holds a token that nobody can guess. The oldest are forgotten, and each is kept as bytes
without the text of its file, which its quotations were checked against when they were made: memory must stay
steady however long the desk is open. Bytes can be passed on to a process that answers.
"""

from __future__ import annotations

import copyreg
import pickle
import secrets
import threading
from collections import OrderedDict
from io import BytesIO
from typing import TYPE_CHECKING

from kb.answer.quote import Quote

if TYPE_CHECKING:
    from kb.answer import Abstention, Answer
    from kb.passages import Passage
    from kb.text import Span

KEPT = 500
"""Outcomes: a working day of a small office, in a few megabytes."""

TOKEN_BYTES = 18


def packed(outcome: Answer | Abstention) -> bytes:
    """Return an outcome as bytes."""
    written = BytesIO()
    _Packing(written, pickle.HIGHEST_PROTOCOL).dump(outcome)
    return written.getvalue()


def unpacked(content: bytes) -> Answer | Abstention:
    """Return the outcome that `packed` made bytes of; its quotations have no source any more."""
    outcome: Answer | Abstention = pickle.loads(content)  # noqa: S301 - bytes of this program, never of others
    return outcome


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class Outcomes:
    """Packed outcomes by token; safe to share between threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._outcomes: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, token: str, content: bytes) -> None:
        """Keep an outcome under a new token."""
        with self._lock:
            self._outcomes[token] = content
            while len(self._outcomes) > self._kept:
                self._outcomes.popitem(last=False)

    def of(self, token: str) -> bytes | None:
        """Return the outcome of a token; None where it was forgotten, or never was."""
        with self._lock:
            return self._outcomes.get(token)


def _sourceless(passage: Passage, span: Span) -> Quote:
    """Return a quotation as it was checked when it was made, without what it was checked against."""
    quote = Quote.__new__(Quote)
    for name, value in (("passage", passage), ("span", span), ("source", "")):
        object.__setattr__(quote, name, value)
    return quote


class _Packing(pickle.Pickler):
    dispatch_table = {  # noqa: RUF012 - pickle's own table, of the class
        **copyreg.dispatch_table,
        Quote: lambda quote: (_sourceless, (quote.passage, quote.span)),
    }
