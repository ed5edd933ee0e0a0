"""What was measured beside what it may be at most: the speeds that the project holds itself to.

Most are ratios of two figures of one run. Where a limit is in milliseconds or megabytes, the share of it
that is used is what can be compared between machines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Held:
    """A figure, its unit ("times", "ms"), and the most that it may be."""

    what: str
    measured: float
    most: float
    unit: str

    @property
    def share(self) -> float:
        """How much of the limit is used; over 1 it is broken."""
        return self.measured / self.most


def table(figures: Iterable[Held]) -> Table:
    """Return figures beside their limits."""
    drawn = Table("", "measured", "at most", "of the limit", "")
    for each in figures:
        drawn.add_row(
            each.what,
            f"{each.measured:,.2f} {each.unit}",
            f"{each.most:,.4g} {each.unit}",
            f"{each.share:.2f}",
            "kept" if each.share <= 1 else "BROKEN",
        )
    return drawn
