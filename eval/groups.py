"""Rows that are reported together: languages, texts searched and halves are never pooled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.run_file import Row


class Group(NamedTuple):
    """Questions of one language and one half, asked of the same texts."""

    language: str
    searched: tuple[str, ...] | None
    split: str

    @property
    def languages(self) -> str:
        """The language pair: "nl in all", "en in nl"."""
        return f"{self.language} in {','.join(self.searched) if self.searched else 'all'}"

    @property
    def name(self) -> str:
        """The language pair and the half."""
        return f"{self.languages}, {self.split}"


def groups_of(rows: Iterable[Row]) -> dict[Group, list[Row]]:
    """Return rows by group, in the order in which the groups first come."""
    groups: dict[Group, list[Row]] = {}
    for row in rows:
        groups.setdefault(Group(row.language, row.searched, row.split), []).append(row)
    return groups
