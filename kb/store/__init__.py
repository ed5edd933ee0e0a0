"""The truth: documents and passages in one SQLite file, from which every index can be rebuilt."""

from kb.store.store import Store
from kb.store.stored import Origin, StoredDocument

__all__ = ["Origin", "Store", "StoredDocument"]
