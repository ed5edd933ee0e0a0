"""A run into tables that a person reads: by question language and texts searched, by kind, by confidence.

Languages and halves are never pooled. Behind each figure stands its 95 % interval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from eval.figures import Figure, last_of, median_of
from eval.groups import groups_of
from eval.scores import MEASURES, abstention_curve, parts_of, twins, value, without_hits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.run_file import Row, RunFile

WELL_FOUND = 3
"""The right place among so many hits is found well."""

THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)

OF_KIND = ("nDCG@10", "R@5", "RR", "Success@3", "answered", "facts recall", "abstention F1")
"""The measures that are told by kind of question."""


def table(run: RunFile) -> Table:
    """Return the measures of each group, with their intervals."""
    groups = groups_of(run.rows)
    known = twins(run.rows)
    drawn = Table("", *(f"{group.languages}\n{group.split}" for group in groups))
    counts = [[row.expected.outcome for row in rows] for rows in groups.values()]
    drawn.add_row("to answer", *(str(each.count("answer")) for each in counts))
    drawn.add_row("to abstain from", *(str(each.count("abstention")) for each in counts))
    for measure in MEASURES:
        drawn.add_row(measure.name, *(_told(Figure.of(measure, rows, known)) for rows in groups.values()))
    drawn.add_row("ms, median", *(f"{median_of(rows):.0f}" for rows in groups.values()))
    drawn.add_row("ms, 95th percentile", *(f"{last_of(rows):.0f}" for rows in groups.values()))
    return drawn


def by_kind(run: RunFile) -> Table:
    """Return some measures by kind of question, over all texts; the halves together."""
    kinds: dict[tuple[str, str], list[Row]] = {}
    for row in run.rows:
        if row.searched is None:
            kinds.setdefault((row.language, row.kind), []).append(row)
    chosen = [measure for measure in MEASURES if measure.name in OF_KIND]
    drawn = Table("language", "kind", "questions", *OF_KIND)
    for (language, kind), rows in sorted(kinds.items()):
        shares = (value(part for _, part in parts_of(measure, rows, {})) for measure in chosen)
        drawn.add_row(language, kind, str(len(rows)), *("" if s is None else f"{s:.3f}" for s in shares))
    return drawn


def curve(run: RunFile) -> Table:
    """Return how abstaining below other confidences would do, over all texts; the halves together."""
    drawn = Table("language", "abstain below", "answered", "precision", "recall", "F1")
    for language in sorted({row.language for row in run.rows}):
        rows = [row for row in run.rows if row.language == language and row.searched is None]
        for point in abstention_curve(rows, THRESHOLDS) if rows else ():
            drawn.add_row(language, *(f"{number:.3f}" for number in point))
    return drawn


def references_table(run: RunFile) -> Table:
    """Return how well references are found."""
    drawn = Table("references in", "cases", "precision", "recall", "CELEX", "pinpoint")
    for of in run.references:
        figures = (of.precision, of.recall, of.celex, of.pinpoint)
        drawn.add_row(of.language, str(of.cases), *(f"{figure:.4f}" for figure in figures))
    return drawn


def nothing_found(run: RunFile) -> Text:
    """Return the questions to answer whose search found nothing; each counts as zero in every measure."""
    rows = without_hits(run.rows)
    if not rows:
        return Text("Every question to answer found passages.")
    named = (f"{row.key} ({row.answer})" if row.outcome == "error" else row.key for row in rows)
    return Text("Found nothing, and counted as zero: " + ", ".join(named))


def went_wrong(row: Row) -> bool:
    """Tell whether a question was answered that has no answer, or not found or not answered in full."""
    if row.expected.outcome == "abstention":
        return row.outcome == "answer"
    rank = row.measures.rank
    return bool(row.measures.facts_missed) or rank is None or rank > WELL_FOUND


def failures(rows: Sequence[Row]) -> Text:
    """Return what went wrong, one question a paragraph."""
    text = Text()
    for row in rows:
        if went_wrong(row):
            text.append(f"{row.key} {row.kind}/{row.style} rank {row.measures.rank}", style="bold")
            text.append(f": {row.question}\n  expected {row.expected.places}")
            text.append(f", missed {row.measures.facts_missed}\n  {row.answer}\n")
    return text


def _told(figure: Figure | None) -> str:
    return "" if figure is None else f"{figure.value:.3f} {figure.low:.2f}–{figure.high:.2f}"
