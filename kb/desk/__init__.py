"""The desk: one knowledge base in a data folder, which is asked, looked up in, and stocked.

What is public is loaded when it is first used: to read files in needs nothing of what answers questions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.desk.asking import MAX_QUESTION_LENGTH, goes_on
    from kb.desk.knowledge_base import KnowledgeBase

_HOMES = {
    "MAX_QUESTION_LENGTH": "kb.desk.asking",
    "KnowledgeBase": "kb.desk.knowledge_base",
    "goes_on": "kb.desk.asking",
}

__all__ = ["MAX_QUESTION_LENGTH", "KnowledgeBase", "goes_on"]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
