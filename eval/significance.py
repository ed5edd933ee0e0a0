"""Does a measure differ between two runs by more than chance: each group of questions by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eval.groups import Group, groups_of
from eval.intervals import by_pair, chance_of
from eval.scores import MEASURES, parts_of, twins, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.run_file import RunFile

SAME = 5e-5
"""Shares that differ by less are the same as they are printed."""


class Difference(NamedTuple):
    """A measure of a group in both runs; `chance` is the p-value of the paired randomisation test."""

    group: Group
    measure: str
    before: float
    after: float
    chance: float


def differences(before: RunFile, after: RunFile) -> Iterator[Difference]:
    """Iterate over the measures that differ, over the questions that both runs have as they are."""
    old, new = before.by_key, after.by_key
    keys = [key for key, row in old.items() if key in new and new[key].gold == row.gold]
    sides = [[run[key] for key in keys] for run in (old, new)]
    known = [twins(rows) for rows in sides]
    for group, rows in groups_of(sides[0]).items():
        both = (rows, [new[row.key] for row in rows])
        for measure in MEASURES:
            parts = [parts_of(measure, some, by) for some, by in zip(both, known, strict=True)]
            one, other = (value(part for _, part in each) for each in parts)
            if one is None or other is None or abs(one - other) < SAME:
                continue
            chance = chance_of(by_pair(parts[0]), by_pair(parts[1]))
            if chance is not None:
                yield Difference(group, measure.name, one, other, chance)
