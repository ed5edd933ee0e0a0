"""The truth: documents and passages in one SQLite file, from which every index can be rebuilt."""

from kb.store.store import STORE_NAME, Store
from kb.store.stored import Origin, StoredDocument

__all__ = ["STORE_NAME", "Origin", "Store", "StoredDocument"]
