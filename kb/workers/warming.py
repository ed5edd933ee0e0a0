"""What is asked before anybody asks, so that whoever comes first does not wait until everything is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.desk import KnowledgeBase

WARMING_UP = (("Wat is een cluster?", "nl"), ("What is a cluster?", "en"))


def warmed_up(desk: KnowledgeBase, question: str, language: str) -> None:
    """Ask a question for the sake of what it loads."""
    desk.ask(question, language=language, llm="none")
