"""What is told of some questions: a measure with its interval, and times."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.intervals import by_pair, interval
from eval.scores import parts_of, value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.run_file import Row
    from eval.scores import Measure


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of some questions, with its 95 % interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(
        cls, measure: Measure, rows: Sequence[Row], known: dict[tuple[str, str, tuple[str, ...] | None], Row]
    ) -> Figure | None:
        """Return a measure of some rows, None where there was nothing to gain.

        `known` holds the rows among which each finds its twin in the other language.
        """
        parts = parts_of(measure, rows, known)
        share, sure = value(part for _, part in parts), interval(by_pair(parts))
        return None if share is None or sure is None else cls(share, sure.low, sure.high)


def median_of(rows: Sequence[Row]) -> float:
    """Return the median milliseconds of a question."""
    return statistics.median(row.ms for row in rows)


def last_of(rows: Sequence[Row]) -> float:
    """Return the 95th percentile of the milliseconds of a question."""
    times = [row.ms for row in rows]
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
