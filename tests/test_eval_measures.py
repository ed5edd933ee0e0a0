"""The measures of the evaluation: exact values on small rows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from eval.asking import facts_in
from eval.intervals import SHUFFLES, by_pair, chance_of, interval
from eval.ranking import first_right, ranked_measures
from eval.run_file import RowMeasures
from eval.scores import MEASURES, Part, abstention_curve, parts_of, twins, value, without_hits
from tests.eval_rows import RIGHT, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.run_file import Row


def _measured(name: str, rows: Sequence[Row]) -> float | None:
    measure = next(measure for measure in MEASURES if measure.name == name)
    return value(part for _, part in parts_of(measure, rows, twins(rows)))


@pytest.mark.parametrize(
    ("places", "found", "expected"),
    [
        pytest.param(["a"], ["a", "b"], (1.0, 1.0, 1.0, 1.0, 1.0), id="first"),
        pytest.param(["a"], ["b", "a"], (1 / math.log2(3), 1.0, 0.5, 0.0, 1.0), id="second"),
        pytest.param(
            ["a", "b"],
            ["a", "c", "b"],
            ((1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3)), 1.0, 1.0, 1.0, 1.0),
            id="two places, one third",
        ),
        pytest.param(["a", "z"], [*"bcdea"], (0.2372, 0.5, 0.2, 0.0, 0.0), id="fifth, and one not at all"),
        pytest.param(["a"], [], (0.0, 0.0, 0.0, 0.0, 0.0), id="nothing found"),
        pytest.param(["a"], ["b"], (0.0, 0.0, 0.0, 0.0, 0.0), id="nothing right"),
    ],
)
def test_a_ranking_is_measured_by_ir_measures(
    places: list[str], found: list[str], expected: tuple[float, ...]
) -> None:
    measured = ranked_measures({"q": places}, {"q": found})["q"]
    assert list(measured) == ["nDCG@10", "R@5", "RR", "Success@1", "Success@3"]
    assert list(measured.values()) == pytest.approx(expected, abs=5e-5)


def test_a_question_that_was_never_searched_is_zero_and_one_without_places_is_not_measured() -> None:
    measured = ranked_measures({"q": ["a"], "lost": ["a"], "none": []}, {"q": ["a"], "none": ["a"]})
    assert measured["lost"] == dict.fromkeys(measured["q"], 0.0)
    assert set(measured) == {"q", "lost"}


def test_hits_stay_in_their_order_whatever_they_are_called() -> None:
    assert [ranked_measures({"q": ["a"]}, {"q": found})["q"]["RR"] for found in (["z", "a"], ["a", "z"])] == [
        0.5,
        1.0,
    ]


def test_the_first_right_place() -> None:
    assert [first_right(["b", "c"], found) for found in (["a", "c", "b"], ["a"], [])] == [2, None, None]


def test_a_fact_is_held_in_any_of_its_ways() -> None:
    facts = (("38 %", "38 per cent"), ("twee", "two"))
    assert facts_in(facts, "It is 38\n PER cent of it") == (("38 %",), ("twee",))


def test_a_question_without_hits_counts_as_zero_and_is_listed() -> None:
    lost = row("q002-nl", hits=(), measures=RowMeasures(ranking=dict.fromkeys(RIGHT.ranking, 0.0)))
    rows = [row("q001-nl"), lost, row("a001-nl", due=False, hits=())]
    assert _measured("nDCG@10", rows) == 0.5
    assert without_hits(rows) == [lost]


def test_facts_and_citations_of_what_is_not_answered_are_missed() -> None:
    half = RIGHT.model_copy(update={"facts_missed": ("Lyon",)})
    missed = RowMeasures(ranking=RIGHT.ranking, facts_missed=("38 %",))
    rows = [row("q001-nl", measures=half), row("q002-nl", answered=False, measures=missed)]
    assert _measured("facts recall", rows) == 0.25
    assert _measured("citation recall", rows) == 0.5
    assert _measured("answered", rows) == 0.5


def test_quotations_are_counted_one_by_one() -> None:
    wrong = RIGHT.model_copy(update={"quotes": 6, "wrong_quotes": 1, "in_place": 3})
    rows = [row("q001-nl"), row("q002-nl", measures=wrong)]
    assert _measured("quote precision", rows) == 7 / 8
    assert _measured("quotes in place", rows) == 4 / 8


def test_abstaining_has_precision_recall_and_f1() -> None:
    rows = [
        row("q001-nl"),
        row("q002-nl", answered=False, measures=RIGHT),
        row("a001-nl", due=False),
        row("a002-nl", due=False),
        row("a003-nl", due=False, answered=True),
    ]
    precision, recall = 2 / 3, 2 / 3
    assert _measured("abstention precision", rows) == precision
    assert _measured("abstention recall", rows) == recall
    assert _measured("abstention F1", rows) == pytest.approx(2 * precision * recall / (precision + recall))


def test_abstaining_means_nothing_where_all_is_to_be_answered() -> None:
    rows = [row("q001-nl"), row("q002-nl", answered=False)]
    assert _measured("abstention F1", rows) is None
    assert _measured("abstention precision", rows) is None
    assert _measured("answered", rows) == 0.5


def test_the_curve_moves_only_what_was_weighed() -> None:
    rows = [
        row("q001-nl", confidence=0.9),
        row("q002-nl", confidence=0.3),
        row("a001-nl", due=False, answered=True, confidence=0.5),
        row("a002-nl", due=False, confidence=None),
    ]
    low, middle, high = abstention_curve(rows, (0.0, 0.4, 1.0))
    assert low == (0.0, 1.0, 1.0, 0.5, 2 / 3)
    assert middle == (0.4, 0.5, 0.5, 0.5, 0.5)
    assert high == (1.0, 0.0, 0.5, 1.0, 2 / 3)


def test_parity_is_the_same_first_place_in_both_languages() -> None:
    rows = [
        row("q001-nl"),
        row("q001-en"),
        row("q002-nl"),
        row("q002-en", hits=("3.1/p4", "1/p2")),
        row("q003-nl", hits=()),
        row("q003-en", hits=()),
        row("q004-nl"),
    ]
    assert _measured("parity", [each for each in rows if each.language == "nl"]) is None
    assert _measured("parity", rows) == 2 / 6


def test_forbidden_facts_count_where_some_are_forbidden() -> None:
    forbidding = row("q001-nl").expected.model_copy(update={"forbidden": ("40 %",)})
    came_up = RIGHT.model_copy(update={"forbidden_found": ("40 %",)})
    rows = [
        row("q001-nl", measures=came_up).model_copy(update={"expected": forbidding}),
        row("q002-nl").model_copy(update={"expected": forbidding}),
        row("q003-nl"),
    ]
    assert _measured("forbidden facts", rows) == 0.5


def test_nothing_to_gain_is_no_figure() -> None:
    assert value([]) is None
    assert interval({}) is None
    assert chance_of({}, {}) is None


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    parts = by_pair((f"q{n}", Part(float(n % 4 != 0), 1.0)) for n in range(200))
    low, high = interval(parts) or (0.0, 0.0)
    assert low < 0.75 < high
    assert interval(parts) == (low, high)
    # The normal approximation: 1.96 standard errors to either side.
    assert high - low == pytest.approx(2 * 1.96 * math.sqrt(0.75 * 0.25 / 200), rel=0.1)
    assert interval(by_pair([("q1", Part(1.0, 1.0))])) == (1.0, 1.0)


def test_a_pair_is_drawn_whole() -> None:
    """Both rows of a pair alike: as wide as for the pairs alone, not narrower by the root of two."""
    alone = by_pair((f"q{n}", Part(float(n % 2), 1.0)) for n in range(60))
    twice = by_pair((f"q{n}", Part(float(n % 2), 1.0)) for n in range(60) for _ in range(2))
    assert interval(alone) == interval(twice)


def test_the_randomisation_test_knows_equal_runs_from_different_ones() -> None:
    worse = {f"q{n}": (0.0, 1.0) for n in range(12)}
    better = {f"q{n}": (1.0, 1.0) for n in range(12)}
    assert chance_of(worse, worse) == 1.0
    assert chance_of(worse, better) == pytest.approx(2 / 2**12, abs=3 / SHUFFLES)
    # One pair of four changed: exchanged or not, the difference is as large.
    assert chance_of({**better, "q0": (0.0, 1.0)}, better) == 1.0


def test_only_pairs_in_both_runs_are_compared() -> None:
    both = {f"q{n}": (1.0, 1.0) for n in range(6)}
    assert chance_of({**both, "old": (0.0, 1.0)}, {**both, "new": (0.0, 1.0)}) == 1.0
