"""Tables in Markdown, as the README and pull requests show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def table_of(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Return a table; each cell becomes one line, and nothing in it is taken for markup of the table.

    >>> print(table_of(("a", "b"), [("1", "x | y")]))
    | a | b |
    | --- | --- |
    | 1 | x \| y |
    """
    rule = ["---"] * len(heads)
    return "\n".join(_row(cells) for cells in (heads, rule, *rows))


def _row(cells: Iterable[str]) -> str:
    escaped = (" ".join(cell.split()).replace("\\", "\\\\").replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
