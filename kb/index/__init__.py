"""Derived indexes: each can be thrown away and rebuilt from the store."""
