"""How results look on a terminal."""

from __future__ import annotations

from rich.console import Console

MARKER = "bold cyan"
QUOTED = "bold not dim"
AROUND = "dim"
QUOTE_BEGINS, QUOTE_ENDS = "▸", "◂"
"""Around a quotation in its passage, so that it is seen without colours too."""

INDENT = (0, 0, 0, 4)


def console() -> Console:
    """Return the console for results: standard output, without invented highlighting."""
    return Console(highlight=False, soft_wrap=False)
