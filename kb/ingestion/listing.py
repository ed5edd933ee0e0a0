"""What the store lists, kept at hand while an ingestion goes through its files.

Asking the store anew for each file would take time that grows with the square of their number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.document import Expression
    from kb.store import Origin

Key = tuple[str, str]
"""A work and a language: what names an expression."""


def key_of(expression: Expression) -> Key:
    """Return what names an expression."""
    return expression.id, expression.language


@dataclass(frozen=True, slots=True)
class Listed:
    """A stored expression and the file it was read from."""

    expression: Expression
    origin: Origin

    @property
    def key(self) -> Key:
        """What names the expression."""
        return key_of(self.expression)


class Listing:
    """The stored expressions, by name and by the path of their file."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        self._by_key: dict[Key, Listed] = {}
        self._by_path: dict[str, dict[Key, Listed]] = {}
        for document in listed:
            self.put(document)

    def __iter__(self) -> Iterator[Listed]:
        return iter(tuple(self._by_key.values()))

    def of(self, key: tuple[str, str | None] | None) -> Listed | None:
        """Return the stored expression of this name, None when there is none."""
        return self._by_key.get((key[0], key[1])) if key and key[1] else None

    def from_path(self, path: str) -> tuple[Listed, ...]:
        """Return the expressions that were read from a file: one for each language in it."""
        return tuple(self._by_path.get(path, {}).values())

    def put(self, document: Listed) -> None:
        """Note that an expression is stored, in place of its earlier version."""
        self.remove(document.key)
        self._by_key[document.key] = document
        self._by_path.setdefault(document.origin.path, {})[document.key] = document

    def remove(self, key: Key) -> None:
        """Note that an expression is no longer stored."""
        gone = self._by_key.pop(key, None)
        if gone is not None:
            del self._by_path[gone.origin.path][key]


def in_languages(origin: Origin, languages: Sequence[str]) -> Origin:
    """Return the origin of what a file holds; that of several languages says in its recipe which they are.

    So it is noticed when one of them is not stored: removed alone, or given way to another file.
    """
    if len(languages) == 1:
        return origin
    return replace(origin, recipe=f"{origin.recipe} {'+'.join(sorted(languages))}")


def holds_all(stored: Sequence[Listed], origin: Origin, version: str) -> bool:
    """Tell whether all that a file holds is stored, as it was read from this origin and this version."""
    if not stored or any(document.expression.version != version for document in stored):
        return False
    whole = in_languages(origin, [document.expression.language for document in stored])
    return all(document.origin == whole for document in stored)
