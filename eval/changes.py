"""Two runs into what was gained and what was lost, question by question.

A change counts where a result crosses from right to wrong or back: the outcome, a fact that the quotations
hold, a right place among the first hits, a quotation in a right place, a quotation that is not what it says,
a fact that must not come up. A rank that moves within the first hits is counted and no loss: any change of
a weight moves some. Questions that only one run has, or that were edited between the runs, are listed and
are neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eval.run_file import ReferenceFigures, Row, RunFile

FIRST_HITS = 3
"""A right place among so many hits is found well: what stands lower is rarely read."""

EXACT = 5e-5
"""Shares of references are kept with four decimals."""

MeasureName = Literal[
    "outcome", "facts", "rank", "citation", "quotes", "forbidden", "precision", "recall", "celex", "pinpoint"
]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for the better or the worse, and how; the rows are None where references are found."""

    key: str
    measure: MeasureName
    what: str
    before: Row | None = None
    after: Row | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one run gained and lost against another; `higher` and `lower` count ranks that moved at all."""

    gains: tuple[Change, ...]
    losses: tuple[Change, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[str, ...]
    higher: int
    lower: int


def changes(before: RunFile, after: RunFile) -> Changes:
    """Return what changed from one run to another."""
    old, new = before.by_key, after.by_key
    both = [(row, new[key]) for key, row in old.items() if key in new]
    comparable = [(one, other) for one, other in both if one.gold == other.gold]
    ranks = [(_rank(one), _rank(other)) for one, other in comparable if one.expected.outcome == "answer"]
    references = list(_references(before, after))
    return Changes(
        gains=(
            *(gain for one, other in comparable for gain in _worse(other, one, one, other)),
            *(gain for gain, is_gain in references if is_gain),
        ),
        losses=(
            *(loss for one, other in comparable for loss in _worse(one, other, one, other)),
            *(loss for loss, is_gain in references if not is_gain),
        ),
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        edited=tuple(one.key for one, other in both if one.gold != other.gold),
        higher=sum(other < one for one, other in ranks),
        lower=sum(other > one for one, other in ranks),
    )


def falls_short(run: RunFile, key: str, measure: MeasureName) -> bool:
    """Tell whether a run is wrong in a measure of a question, or of references ("references in de")."""
    row = run.by_key.get(key)
    if row is not None:
        return bool(_WRONG[measure](row)) if measure in _WRONG else False
    figures = {f"references in {of.language}": of for of in run.references}.get(key)
    return figures is not None and _SHARES[measure](figures) < 1 - EXACT if measure in _SHARES else False


def _worse(better: Row, worse: Row, before: Row, after: Row) -> Iterator[Change]:
    """Iterate over that in which one row is worse than another of the same question.

    Called the one way it gives the losses, the other way the gains.
    """
    if better.is_right and not worse.is_right:
        yield Change(before.key, "outcome", f"{before.outcome} → {after.outcome}", before, after)
    elif lost := _lost(better, worse):
        sign = "lost" if better is before else "gained"
        yield Change(before.key, "facts", f"{sign}: {', '.join(lost)}", before, after)
    elif better.measures.cited_right and not worse.measures.cited_right:
        yield Change(before.key, "citation", "a quotation in a right place", before, after)
    if _is_low(worse) and not _is_low(better) and better.expected.outcome == "answer":
        moved = f"{_shown(before)} → {_shown(after)}"
        yield Change(before.key, "rank", f"first right hit {moved}", before, after)
    if worse.measures.wrong_quotes and not better.measures.wrong_quotes:
        how_many = f"{before.measures.wrong_quotes} → {after.measures.wrong_quotes}"
        yield Change(before.key, "quotes", f"quotations that are not so {how_many}", before, after)
    came_up = {*worse.measures.forbidden_found} - {*better.measures.forbidden_found}
    if came_up:
        yield Change(before.key, "forbidden", ", ".join(sorted(came_up)), before, after)


def _lost(better: Row, worse: Row) -> list[str]:
    return [fact for fact in better.measures.facts_found if fact in worse.measures.facts_missed]


def _references(before: RunFile, after: RunFile) -> Iterator[tuple[Change, bool]]:
    """Iterate over the shares that changed, and whether each grew."""
    old = {of.language: of for of in before.references}
    for now in after.references:
        then = old.get(now.language)
        for name, share in _SHARES.items() if then is not None else ():
            difference = share(now) - share(then) if then is not None else 0.0
            if then is not None and abs(difference) > EXACT:
                what = f"{share(then):.4f} → {share(now):.4f}"
                yield Change(f"references in {now.language}", name, what), difference > 0


def _rank(row: Row) -> float:
    return row.measures.rank or float("inf")


def _is_low(row: Row) -> bool:
    return _rank(row) > FIRST_HITS


def _shown(row: Row) -> str:
    return "none" if row.measures.rank is None else str(row.measures.rank)


_WRONG: dict[MeasureName, Callable[[Row], object]] = {
    "outcome": lambda row: not row.is_right,
    "facts": lambda row: row.measures.facts_missed,
    "rank": _is_low,
    "citation": lambda row: not row.measures.cited_right,
    "quotes": lambda row: row.measures.wrong_quotes,
    "forbidden": lambda row: row.measures.forbidden_found,
}
_SHARES: dict[MeasureName, Callable[[ReferenceFigures], float]] = {
    "precision": lambda of: of.precision,
    "recall": lambda of: of.recall,
    "celex": lambda of: of.celex,
    "pinpoint": lambda of: of.pinpoint,
}
