"""How sure a figure is, and whether two figures differ: by resampling questions, with fixed seeds.

A pair of questions, the same one in two languages, is drawn whole: its two rows are not independent. The
interval is the percentile bootstrap of a share. Two runs are compared by a paired randomisation test: if
the change did nothing, each pair's results could as well have come from the other run.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from eval.scores import Part

RESAMPLES = 2_000
SHUFFLES = 5_000
SEED = 652
LEVEL = 0.95


class Interval(NamedTuple):
    """From where to where a figure lies with 95 % confidence."""

    low: float
    high: float


def by_pair(parts: Iterable[tuple[str, Part]]) -> dict[str, tuple[float, float]]:
    """Return what each pair of questions gained, and what there was to gain."""
    summed: dict[str, tuple[float, float]] = {}
    for pair, part in parts:
        gained, of = summed.get(pair, (0.0, 0.0))
        summed[pair] = (gained + part.gained, of + part.of)
    return summed


def interval(pairs: Mapping[str, tuple[float, float]]) -> Interval | None:
    """Return the 95 % interval of a share; None where there was nothing to gain."""
    gained, of = _columns(pairs)
    if not of.sum():
        return None
    drawn = _draws(len(of))
    whole = drawn @ of
    shares = (drawn @ gained)[whole > 0] / whole[whole > 0]
    low, high = np.quantile(shares, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))


def chance_of(
    before: Mapping[str, tuple[float, float]], after: Mapping[str, tuple[float, float]]
) -> float | None:
    """Return how likely so large a difference is if the runs are equal; None where nothing is in both.

    The two-sided p-value of the paired randomisation test over `SHUFFLES` random exchanges.
    """
    both = sorted(before.keys() & after.keys())
    one, other = (_columns({pair: side[pair] for pair in both}) for side in (before, after))
    if not one[1].sum() or not other[1].sum():
        return None
    seen = abs(other[0].sum() / other[1].sum() - one[0].sum() / one[1].sum())
    swapped = _exchanges(len(both))
    sums = [
        (swapped @ (there - here) + here.sum(), swapped @ (here - there) + there.sum())
        for here, there in zip(one, other, strict=True)
    ]
    with np.errstate(invalid="ignore", divide="ignore"):
        differences = np.abs(sums[0][1] / sums[1][1] - sums[0][0] / sums[1][0])
    at_least = int((differences >= seen - 1e-12).sum())
    return (at_least + 1) / (SHUFFLES + 1)


@cache
def _draws(pairs: int) -> NDArray[np.float64]:
    """How often each pair is drawn, one resample a row."""
    chance = np.random.default_rng(SEED)
    return chance.multinomial(pairs, np.full(pairs, 1 / pairs), size=RESAMPLES).astype(float)


@cache
def _exchanges(pairs: int) -> NDArray[np.float64]:
    """Which pairs are exchanged between the runs, one shuffle a row."""
    return np.random.default_rng(SEED).integers(0, 2, size=(SHUFFLES, pairs)).astype(float)


def _columns(pairs: Mapping[str, tuple[float, float]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    both = np.array([pairs[pair] for pair in sorted(pairs)], dtype=float).reshape(-1, 2)
    return both[:, 0], both[:, 1]
