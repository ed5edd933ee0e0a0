"""What some work takes: by the clock, and of the processor, in this process and in those it runs."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and seconds of the processor."""

    clock: float
    processor: float


def spent(work: Callable[[], object]) -> Spent:
    """Do some work, and return what it took."""
    clock, here, others = time.perf_counter(), time.process_time(), _of_children()
    work()
    return Spent(time.perf_counter() - clock, time.process_time() - here + _of_children() - others)


def median(taken: Iterable[Spent]) -> Spent:
    """Return the median seconds by the clock, and those of the processor."""
    several = tuple(taken)
    return Spent(
        statistics.median(each.clock for each in several),
        statistics.median(each.processor for each in several),
    )


def _of_children() -> float:
    """Return the seconds that all processes took which this one ran, and which have ended."""
    times = os.times()
    return times.children_user + times.children_system
