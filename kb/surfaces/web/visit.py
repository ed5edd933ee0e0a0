"""What is remembered of one visit, in the session of the browser tab and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace

REMEMBERED = 20
"""Questions shown as asked earlier."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The questions of a visit with the tokens of their outcomes, and what the next one goes on from.

    `shown` is the token of the outcome that is on the page.
    """

    asked: tuple[tuple[str, str], ...] = ()
    context: str | None = None
    shown: str | None = None

    def with_outcome(self, token: str, question: str, read_as: str | None) -> Visit:
        """Return the visit after a question; the next one may go on from it, as it was read."""
        return Visit((*self.asked, (token, question))[-REMEMBERED:], read_as or question, token)

    def anew(self) -> Visit:
        """Return the visit with nothing to go on from."""
        return replace(self, context=None)

    def looking_at(self, token: str, question: str) -> Visit:
        """Return the visit with an earlier outcome on the page."""
        return replace(self, context=question, shown=token)

    @property
    def earlier(self) -> tuple[tuple[str, str], ...]:
        """The questions asked before the one that is shown."""
        return tuple(each for each in self.asked if each[0] != self.shown)
