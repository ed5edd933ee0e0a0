"""The desk: one knowledge base in a data folder, which is asked, looked up in, and stocked."""

from kb.desk.asking import MAX_QUESTION_LENGTH, goes_on
from kb.desk.knowledge_base import KnowledgeBase

__all__ = ["MAX_QUESTION_LENGTH", "KnowledgeBase", "goes_on"]
