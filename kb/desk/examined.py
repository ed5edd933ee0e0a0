"""A question with everything that came of it, retrieved once: what evaluation looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.answer import Answer, Reason
from kb.answer.abstain import likelihood

if TYPE_CHECKING:
    from kb.answer import Abstention
    from kb.answer.abstain import Signs
    from kb.retrieve import Hit


@dataclass(frozen=True, slots=True)
class Examined:
    """An outcome, the passages ranked for its question, and how likely it was found that they answer it.

    `confidence` is None where no likelihood was weighed: a rule answered or refused.
    """

    outcome: Answer | Abstention
    hits: tuple[Hit, ...]
    confidence: float | None


def confidence_in(outcome: Answer | Abstention, seen: Signs | None) -> float | None:
    """Return the likelihood by which an outcome was decided; None where it was not decided by one."""
    if isinstance(outcome, Answer):
        weighed = not outcome.is_declared
    else:
        weighed = outcome.reason is Reason.NOT_IN_TEXTS
    return round(likelihood(seen), 4) if seen is not None and weighed else None
