"""The policy desk: questions about EU cluster policy, answered with proof or not at all.

Everything public is reached from here; importing the package loads nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.answer import Abstention, Answer
    from kb.answer.generate import load_llm
    from kb.citations import find_references
    from kb.desk import KnowledgeBase
    from kb.encoder import load_encoder
    from kb.errors import KnowledgeBaseError
    from kb.settings import Settings

_HOMES = {
    "Abstention": "kb.answer",
    "Answer": "kb.answer",
    "KnowledgeBase": "kb.desk",
    "KnowledgeBaseError": "kb.errors",
    "find_references": "kb.citations",
    "load_encoder": "kb.encoder",
    "load_llm": "kb.answer.generate",
    "Settings": "kb.settings",
}

__all__ = [
    "Abstention",
    "Answer",
    "KnowledgeBase",
    "KnowledgeBaseError",
    "Settings",
    "find_references",
    "load_encoder",
    "load_llm",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
