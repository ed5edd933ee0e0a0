"""Rows into measures: each is a share, so much gained of so much to gain, question by question.

A measure of a group of rows is the sum of what they gained over the sum of what there was to gain: the mean
over questions where each can gain one, and a share of quotations or abstentions where it counts those.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from eval.run_file import Outcome, Row


class Part(NamedTuple):
    """What one row gained, and how much there was to gain; nothing where the measure is not about it."""

    gained: float
    of: float


NOTHING = Part(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by its name; `part` is given a row and that of the same question in the other language.

    Among questions of which none calls for the outcome `needs`, it means nothing.
    """

    name: str
    part: Callable[[Row, Row | None], Part]
    needs: Outcome | None = None


def parts_of(
    measure: Measure, rows: Sequence[Row], known: dict[tuple[str, str, tuple[str, ...] | None], Row]
) -> list[tuple[str, Part]]:
    """Return what each row gained in a measure, under the name of its pair; `known` are the twins."""
    if measure.needs is not None and all(row.expected.outcome != measure.needs for row in rows):
        return [(row.pair, NOTHING) for row in rows]
    return [(row.pair, measure.part(row, twin_of(row, known))) for row in rows]


def value(parts: Iterable[Part]) -> float | None:
    """Return a measure of the parts of some rows; None where there was nothing to gain."""
    listed = list(parts)
    of = sum(part.of for part in listed)
    return sum(part.gained for part in listed) / of if of else None


def twins(rows: Iterable[Row]) -> dict[tuple[str, str, tuple[str, ...] | None], Row]:
    """Return rows by pair, language and the texts searched."""
    return {(row.pair, row.language, row.searched): row for row in rows}


def twin_of(row: Row, known: dict[tuple[str, str, tuple[str, ...] | None], Row]) -> Row | None:
    """Return the row of the same question in the other language, asked of the same texts."""
    other = {"nl": "en", "en": "nl"}[row.language]
    return known.get((row.pair, other, row.searched))


def without_hits(rows: Iterable[Row]) -> list[Row]:
    """Return the rows to answer whose search found nothing, and all that ended in an error: they are zero."""
    return [
        row for row in rows if row.outcome == "error" or (row.expected.outcome == "answer" and not row.hits)
    ]


def _to_answer(gained: Callable[[Row], float]) -> Callable[[Row, Row | None], Part]:
    """A measure with one to gain for each question to answer."""

    def part(row: Row, _twin: Row | None) -> Part:
        return Part(gained(row), 1.0) if row.expected.outcome == "answer" else NOTHING

    return part


def _ranking(name: str) -> Measure:
    return Measure(name, _to_answer(lambda row: row.measures.ranking[name]))


def _facts(row: Row) -> float:
    found, missed = len(row.measures.facts_found), len(row.measures.facts_missed)
    return found / (found + missed) if found + missed else 0.0


def _quote_precision(row: Row, _twin: Row | None) -> Part:
    return Part(row.measures.quotes - row.measures.wrong_quotes, row.measures.quotes)


def _in_place(row: Row, _twin: Row | None) -> Part:
    if row.expected.outcome != "answer":
        return NOTHING
    return Part(row.measures.in_place, row.measures.quotes)


def _forbidden(row: Row, _twin: Row | None) -> Part:
    if not row.expected.forbidden:
        return NOTHING
    return Part(float(bool(row.measures.forbidden_found)), 1.0)


def _abstained_rightly(row: Row) -> float:
    return float(row.outcome == row.expected.outcome == "abstention")


def _abstention_precision(row: Row, _twin: Row | None) -> Part:
    return Part(_abstained_rightly(row), float(row.outcome == "abstention"))


def _abstention_recall(row: Row, _twin: Row | None) -> Part:
    return Part(_abstained_rightly(row), float(row.expected.outcome == "abstention"))


def _abstention_f1(row: Row, _twin: Row | None) -> Part:
    abstained = float(row.outcome == "abstention") + float(row.expected.outcome == "abstention")
    return Part(2 * _abstained_rightly(row), abstained)


def _parity(row: Row, twin: Row | None) -> Part:
    if twin is None or row.expected.outcome != "answer":
        return NOTHING
    first, other = ([hit.anchor for hit in each.hits[:1]] for each in (row, twin))
    return Part(float(bool(first) and first == other), 1.0)


MEASURES = (
    _ranking("nDCG@10"),
    _ranking("R@5"),
    _ranking("RR"),
    _ranking("Success@1"),
    _ranking("Success@3"),
    Measure("answered", _to_answer(lambda row: float(row.outcome == "answer"))),
    Measure("facts recall", _to_answer(_facts)),
    Measure("citation recall", _to_answer(lambda row: float(row.measures.cited_right))),
    Measure("quotes in place", _in_place),
    Measure("quote precision", _quote_precision),
    Measure("forbidden facts", _forbidden),
    Measure("abstention precision", _abstention_precision, "abstention"),
    Measure("abstention recall", _abstention_recall, "abstention"),
    Measure("abstention F1", _abstention_f1, "abstention"),
    Measure("parity", _parity),
)


class Point(NamedTuple):
    """Abstaining below a confidence: how many are answered that should be, and how well it abstains."""

    threshold: float
    answered: float
    precision: float
    recall: float
    f1: float


def abstention_curve(rows: Sequence[Row], thresholds: Sequence[float]) -> list[Point]:
    """Return what abstaining below each confidence would give; what a rule decided stays as it is."""
    return [_point(rows, threshold) for threshold in thresholds]


def _point(rows: Sequence[Row], threshold: float) -> Point:
    refused = [
        row.outcome == "abstention" if row.confidence is None else row.confidence < threshold for row in rows
    ]
    due = [row.expected.outcome == "abstention" for row in rows]
    right = sum(a and b for a, b in zip(refused, due, strict=True))
    answered = sum(not a and not b for a, b in zip(refused, due, strict=True))
    return Point(
        threshold,
        answered / max(len(rows) - sum(due), 1),
        right / sum(refused) if any(refused) else 1.0,
        right / max(sum(due), 1),
        2 * right / max(sum(refused) + sum(due), 1),
    )
