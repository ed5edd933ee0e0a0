"""Runs into what a report tells: figures with intervals, the curve of abstaining, times, history, failures.

Languages, halves and the texts searched are never pooled, except by kind, where the halves are too small
apart. Of the held half only counts are listed: who reads its questions one by one fits the program to them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from eval.figures import Figure, last_of, median_of
from eval.groups import Group, groups_of
from eval.scores import MEASURES, abstention_curve, twins, value
from eval.tables import went_wrong

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from eval.run_file import ReferenceFigures, Row, RunFile
    from eval.scores import Point

KEY_MEASURES = (
    "nDCG@10",
    "R@5",
    "RR",
    "facts recall",
    "citation recall",
    "quote precision",
    "abstention precision",
    "abstention recall",
    "abstention F1",
    "parity",
)
"""The measures of the table of key figures, in its order; `eval.scores` defines them."""

GOALS = {
    "nDCG@10": 0.85,
    "facts recall": 0.92,
    "quote precision": 1.0,
    "abstention F1": 0.90,
    "parity": 0.90,
}
"""What the held half is to reach, over all texts; nobody wants a mean of them."""

ACROSS_GOALS = {"nDCG@10": 0.80}
GOAL_ACROSS = ("en", ("nl",))
"""What it is to reach across languages, and where: with English questions over the Dutch text alone."""

KIND_MEASURES = ("nDCG@10", "facts recall", "abstention F1")
HISTORY_MEASURES = ("nDCG@10", "facts recall", "abstention F1")

THRESHOLDS = tuple(n / 40 for n in range(1, 40))
"""Confidences below which the curve of abstaining is drawn: close enough to look like one."""

Why = Literal["answered", "abstained", "facts", "found late"]


@dataclass(frozen=True, slots=True)
class Column:
    """The key figures of one group of questions; a measure is missing where nothing was to gain."""

    group: Group
    to_answer: int
    to_abstain: int
    figures: Mapping[str, Figure]
    median_ms: float
    last_ms: float

    @property
    def is_timed(self) -> bool:
        """Whether the run has times; a compact one has none."""
        return self.last_ms > 0


@dataclass(frozen=True, slots=True)
class Goal:
    """What a measure is to reach at least, and whether the held half does; None where it has no figure."""

    least: float
    reached: bool | None


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Some measures of a kind of question in a language, both halves together, over all texts."""

    language: str
    kind: str
    questions: int
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Curve:
    """How abstaining below other confidences would do in a language, and how it did."""

    language: str
    points: tuple[Point, ...]
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Failure:
    """A question of the development half that went wrong, and why it is listed."""

    row: Row
    why: Why


@dataclass(frozen=True, slots=True)
class Past:
    """A run of the history: when it was, from which program, and its measures by group."""

    at: datetime
    program: str
    commit: str | None
    figures: Mapping[Group, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told of the newest of some runs, and its history.

    `columns` are over all texts, `across` over those in the other language than the question's. `held_wrong`
    counts by language what went wrong in the held half; `times` are missing where a compact run has none.
    """

    run: RunFile
    columns: tuple[Column, ...]
    across: tuple[Column, ...]
    kinds: tuple[KindFigures, ...]
    curves: tuple[Curve, ...]
    times: Mapping[str, tuple[float, ...]]
    history: tuple[Past, ...]
    failures: tuple[Failure, ...]
    held_wrong: Mapping[str, int]
    references: tuple[ReferenceFigures, ...]


def reported(runs: Sequence[RunFile]) -> Report:
    """Return what is told of some runs, of which the newest is reported."""
    ordered = sorted(runs, key=lambda run: run.timing.at)
    run = ordered[-1]
    whole = [row for row in run.rows if row.searched is None]
    wrong = [row for row in whole if went_wrong(row)]
    held = Counter(row.language for row in wrong if row.split == "held")
    return Report(
        run=run,
        columns=tuple(_columns(whole)),
        across=tuple(_columns([row for row in run.rows if row.searched is not None])),
        kinds=tuple(_kinds(whole)),
        curves=tuple(_curve(language, rows) for language, rows in _by_language(whole).items()),
        times={
            language: tuple(r.ms for r in rows)
            for language, rows in _by_language(whole).items()
            if _timed(rows)
        },
        history=tuple(_past(past) for past in ordered),
        failures=tuple(Failure(row, _why(row)) for row in wrong if row.split == "development"),
        held_wrong={language: held[language] for language in _by_language(whole)},
        references=run.references,
    )


def goal_of(name: str, columns: Sequence[Column]) -> Goal | None:
    """Return the goal of a measure of these groups, all over all texts or all across languages."""
    across = all(column.group.searched is not None for column in columns)
    least = (ACROSS_GOALS if across else GOALS).get(name)
    if least is None:
        return None
    held = [
        column.figures[name].value >= least
        for column in columns
        if column.group.split == "held"
        and name in column.figures
        and (not across or (column.group.language, column.group.searched) == GOAL_ACROSS)
    ]
    return Goal(least, all(held) if held else None)


def _columns(rows: Sequence[Row]) -> Iterable[Column]:
    known = twins(rows)
    for group, some in sorted(groups_of(rows).items(), key=lambda each: _order(each[0])):
        expected = Counter(row.expected.outcome for row in some)
        yield Column(
            group,
            expected["answer"],
            expected["abstention"],
            _figures(KEY_MEASURES, some, known),
            median_of(some),
            last_of(some),
        )


def _timed(rows: Sequence[Row]) -> bool:
    return any(row.ms for row in rows)


def _order(group: Group) -> tuple[bool, bool]:
    """Dutch questions first, and of them the development half."""
    return group.language != "nl", group.split != "development"


def _by_language(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {"nl": [], "en": []}
    for row in rows:
        found[row.language].append(row)
    return {language: some for language, some in found.items() if some}


def _kinds(rows: Sequence[Row]) -> Iterable[KindFigures]:
    for language, spoken in _by_language(rows).items():
        for kind in sorted({row.kind for row in spoken}):
            some = [row for row in spoken if row.kind == kind]
            yield KindFigures(language, kind, len(some), _figures(KIND_MEASURES, some, {}))


def _figures(
    names: Sequence[str],
    rows: Sequence[Row],
    known: dict[tuple[str, str, tuple[str, ...] | None], Row],
) -> dict[str, Figure]:
    measures = {measure.name: measure for measure in MEASURES}
    found = {name: Figure.of(measures[name], rows, known) for name in names}
    return {name: figure for name, figure in found.items() if figure is not None}


def _curve(language: str, rows: Sequence[Row]) -> Curve:
    refused = sum(row.outcome == "abstention" for row in rows)
    due = sum(row.expected.outcome == "abstention" for row in rows)
    right = sum(row.outcome == row.expected.outcome == "abstention" for row in rows)
    return Curve(
        language,
        tuple(abstention_curve(rows, THRESHOLDS)),
        right / refused if refused else 1.0,
        right / max(due, 1),
    )


def _past(run: RunFile) -> Past:
    whole = [row for row in run.rows if row.searched is None]
    measures = [measure for measure in MEASURES if measure.name in HISTORY_MEASURES]
    figures = {
        group: {
            measure.name: share
            for measure in measures
            if (share := value(measure.part(row, None) for row in rows)) is not None
        }
        for group, rows in groups_of(whole).items()
    }
    return Past(run.timing.at, run.program, run.commit, figures)


def _why(row: Row) -> Why:
    if row.expected.outcome == "abstention":
        return "answered"
    if row.outcome == "abstention":
        return "abstained"
    return "facts" if row.measures.facts_missed else "found late"
