"""A regular expression that is compiled when it is first matched: a grammar takes longer than a look-up."""

from __future__ import annotations

import re
import sys
from functools import cached_property


class Pattern:
    """What `re.compile` returns, later.

    >>> Pattern("[a-z]").match("2b", 1)[0]
    'b'
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern, self._flags)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match at `start`."""
        return self._compiled.match(text, start)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Match all from `start` to `end`."""
        return self._compiled.fullmatch(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Find the first match from `start` to `end`."""
        return self._compiled.search(text, start, end)
