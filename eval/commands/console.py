"""Where the commands print: as wide as their tables, also where no terminal is."""

from __future__ import annotations

from rich.console import Console

WIDE = 200


def wide() -> Console:
    """Return a console that does not break the lines of a table."""
    return Console(width=WIDE, highlight=False)
