"""Pages into a document: headings, paragraphs, lists, notes and annexes, each with its place."""

from kb.structure.build import build_document

__all__ = ["build_document"]
