"""The answers that were given last, so that one of them can be exported or judged as it was read.

Asking again would be another answer when texts have come in between, or when a language model words it. They
are kept in memory alone, under names that cannot be guessed, and forgotten when newer ones come.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from http import HTTPStatus
from typing import TYPE_CHECKING

from kb.surfaces.api.errors import RefusedRequestError

if TYPE_CHECKING:
    from kb.answer import Abstention, Answer

REMEMBERED = 200
NAME_BYTES = 12


class GivenAnswers:
    """The last answers, by name."""

    def __init__(self) -> None:
        self._outcomes: OrderedDict[str, Answer | Abstention] = OrderedDict()
        self._lock = threading.Lock()

    def remember(self, outcome: Answer | Abstention) -> str:
        """Return the name under which an outcome is found for a while."""
        name = secrets.token_urlsafe(NAME_BYTES)
        with self._lock:
            self._outcomes[name] = outcome
            if len(self._outcomes) > REMEMBERED:
                self._outcomes.popitem(last=False)
        return name

    def named(self, name: str) -> Answer | Abstention:
        """Return the outcome of a name, or refuse one that is not known any more."""
        with self._lock:
            outcome = self._outcomes.get(name)
        if outcome is None:
            raise RefusedRequestError(
                HTTPStatus.NOT_FOUND,
                f"no answer is known as {name!r}; the last {REMEMBERED} are kept",
                "ask the question again, and use the id of that answer",
                where="id",
            )
        return outcome
