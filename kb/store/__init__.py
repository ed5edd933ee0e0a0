"""The truth: documents and passages in one SQLite file, from which every index can be rebuilt."""

from kb.store.store import Store, StoredDocument

__all__ = ["Store", "StoredDocument"]
