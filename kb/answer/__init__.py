"""Passages into an answer made of verified quotations, or into an abstention.

Here stand the two outcomes, loaded when they are first used: a look-up writes its places as an answer does
(`house_style`) and gives none. Who answers imports `respond`, which loads NumPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.answer.results import (
        Abstention,
        Answer,
        Citation,
        GenerationReport,
        Reason,
        Sentence,
        Timings,
    )
    from kb.answer.verify import Support

_HOMES = {
    "Abstention": "kb.answer.results",
    "Answer": "kb.answer.results",
    "Citation": "kb.answer.results",
    "GenerationReport": "kb.answer.results",
    "Reason": "kb.answer.results",
    "Sentence": "kb.answer.results",
    "Support": "kb.answer.verify",
    "Timings": "kb.answer.results",
}

__all__ = [
    "Abstention",
    "Answer",
    "Citation",
    "GenerationReport",
    "Reason",
    "Sentence",
    "Support",
    "Timings",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
