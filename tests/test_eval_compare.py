"""Comparing two runs: each way to lose is seen, and fails unless it is accepted by name with a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from eval import run_file
from eval.__main__ import app
from eval.accepted import Accepted, accept, accepted_losses, outdated, unaccepted
from eval.changes import changes
from eval.run_file import RowMeasures, RunFileError
from eval.significance import differences
from tests.eval_rows import RIGHT, row, run_of

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from eval.run_file import Row

LOW = RIGHT.model_copy(update={"rank": 4})
UNFOUND = RIGHT.model_copy(update={"rank": None})
MISSING = RIGHT.model_copy(update={"facts_found": (), "facts_missed": ("38 %",)})
ELSEWHERE = RIGHT.model_copy(update={"cited_right": False})
ALTERED = RIGHT.model_copy(update={"not_verbatim": 1, "wrong_quotes": 1})
FORBIDDEN = RIGHT.model_copy(update={"forbidden_found": ("40 %",)})
UNANSWERED = RIGHT.model_copy(
    update={"facts_found": (), "facts_missed": ("38 %",), "quotes": 0, "in_place": 0, "cited_right": False}
)

DAMAGED = [
    pytest.param(row("q001-nl", answered=False, measures=UNANSWERED), ["outcome"], id="not answered"),
    pytest.param(row("q001-nl", measures=MISSING), ["facts"], id="a fact lost"),
    pytest.param(row("q001-nl", measures=ELSEWHERE), ["citation"], id="cited elsewhere"),
    pytest.param(row("q001-nl", measures=LOW), ["rank"], id="ranked low"),
    pytest.param(row("q001-nl", measures=UNFOUND), ["rank"], id="not found"),
    pytest.param(row("q001-nl", measures=ALTERED), ["quotes"], id="a quotation altered"),
    pytest.param(row("q001-nl", measures=FORBIDDEN), ["forbidden"], id="a forbidden fact"),
]


@pytest.mark.parametrize(("damaged", "measures"), DAMAGED)
def test_each_way_to_lose_is_a_loss_and_the_other_way_a_gain(damaged: Row, measures: list[str]) -> None:
    right, wrong = run_of(row("q001-nl")), run_of(damaged)
    lost, won = changes(right, wrong), changes(wrong, right)
    assert [loss.measure for loss in lost.losses] == measures
    assert [gain.measure for gain in won.gains] == measures
    assert (lost.gains, won.losses) == ((), ())


def test_answering_what_has_no_answer_is_a_loss() -> None:
    before, after = row("a001-nl", due=False), row("a001-nl", due=False, answered=True)
    (loss,) = changes(run_of(before), run_of(after)).losses
    assert (loss.key, loss.measure, loss.what) == ("a001-nl", "outcome", "abstention → answer")


def test_a_rank_within_the_first_hits_is_counted_and_no_loss() -> None:
    second = row("q001-nl", measures=RIGHT.model_copy(update={"rank": 2}))
    compared = changes(run_of(row("q001-nl"), row("q002-nl")), run_of(second, row("q002-nl")))
    assert (compared.losses, compared.higher, compared.lower) == ((), 0, 1)


def test_questions_that_only_one_run_has_or_that_were_edited_are_listed_and_no_losses() -> None:
    edited = row("q002-nl", gold="1" * 12, answered=False)
    compared = changes(run_of(row("q001-nl"), row("q002-nl")), run_of(edited, row("q003-nl")))
    assert (compared.added, compared.removed, compared.edited) == (("q003-nl",), ("q001-nl",), ("q002-nl",))
    assert (compared.gains, compared.losses) == ((), ())


def test_a_fall_in_finding_references_is_a_loss() -> None:
    (loss,) = changes(run_of(), run_of(recall=0.98)).losses
    assert (loss.key, loss.measure, loss.what) == ("references in de", "recall", "1.0000 → 0.9800")
    (gain,) = changes(run_of(recall=0.98), run_of()).gains
    assert gain.measure == "recall"


def test_the_same_question_over_other_texts_is_another_question() -> None:
    across = row("q001-nl", searched=("en",), measures=MISSING)
    before = run_of(row("q001-nl"), row("q001-nl", searched=("en",)))
    (loss,) = changes(before, run_of(row("q001-nl"), across)).losses
    assert loss.key == "q001-nl in en"


def _accepted(question: str = "q001-nl", measure: str = "facts") -> Accepted:
    return Accepted.model_validate(
        {
            "question": question,
            "measure": measure,
            "reason": "The text was replaced.",
            "date": date(2026, 11, 24),
        }
    )


def test_a_loss_is_accepted_by_question_and_measure() -> None:
    losses = changes(run_of(row("q001-nl")), run_of(row("q001-nl", measures=MISSING))).losses
    assert unaccepted(losses, [_accepted()]) == []
    assert unaccepted(losses, [_accepted(measure="rank"), _accepted("q002-nl")]) == list(losses)


@pytest.mark.parametrize(
    ("entry", "is_outdated"),
    [
        pytest.param(_accepted(), False, id="still wrong"),
        pytest.param(_accepted(measure="rank"), True, id="right again"),
        pytest.param(_accepted("q009-nl"), True, id="no longer asked"),
        pytest.param(_accepted("references in de", "recall"), False, id="references still missed"),
        pytest.param(_accepted("references in de", "precision"), True, id="references right"),
    ],
)
def test_an_entry_that_no_longer_applies_is_reported(entry: Accepted, is_outdated: bool) -> None:
    run = run_of(row("q001-nl", measures=MISSING), recall=0.9)
    assert (outdated([entry], run) == [entry]) is is_outdated


def test_accepted_losses_are_written_and_read(tmp_path: Path) -> None:
    losses = changes(run_of(row("q001-nl")), run_of(row("q001-nl", measures=MISSING))).losses
    path = tmp_path / "accepted.toml"
    assert accepted_losses(path) == ()
    accept(losses, 'The text says "ruim een derde".', date(2026, 11, 24), path)
    accept(losses, "Once more, for the law.", date(2026, 11, 25), path)
    assert [(entry.question, entry.measure, entry.reason) for entry in accepted_losses(path)] == [
        ("q001-nl", "facts", 'The text says "ruim een derde".'),
        ("q001-nl", "facts", "Once more, for the law."),
    ]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("[[accepted", id="no TOML"),
        pytest.param('[[accepted]]\nquestion = "q001-nl"\nmeasure = "facts"\n', id="no reason"),
        pytest.param(
            '[[accepted]]\nquestion = "q"\nmeasure = "facts"\nreason = "ok"\ndate = 2026-11-24\n',
            id="a reason that says nothing",
        ),
        pytest.param(
            '[[accepted]]\nquestion = "q"\nmeasure = "luck"\nreason = "It is so."\ndate = 2026-11-24\n',
            id="no such measure",
        ),
    ],
)
def test_a_file_of_accepted_losses_that_is_wrong_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "accepted.toml").write_text(content, "utf-8")
    with pytest.raises(RunFileError, match=r"accepted\.toml is not as its head says"):
        accepted_losses(tmp_path / "accepted.toml")


def test_measures_that_differ_are_tested_group_by_group() -> None:
    numbers = range(10)
    before = run_of(*(row(f"q{n:03}-{code}") for n in numbers for code in ("nl", "en")))
    after = run_of(
        *(row(f"q{n:03}-nl", measures=MISSING) for n in numbers), *(row(f"q{n:03}-en") for n in numbers)
    )
    (found,) = differences(before, after)
    assert (found.group.name, found.measure) == ("nl in all, development", "facts recall")
    assert (found.before, found.after) == (1.0, 0.0)
    assert found.chance < 0.01


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a right run and a damaged one."""
    run_file.write(run_of(row("q001-nl"), row("q002-nl")), tmp_path / "right.json")
    damaged = row("q002-nl", measures=MISSING, answer="A | in \\ it. [1]")
    run_file.write(run_of(row("q001-nl"), damaged), tmp_path / "damaged.json")
    return tmp_path


def _run(folder: Path, *arguments: str) -> Result:
    """Run a command with the accepted losses of a folder; names that end in .json are files in it."""
    given = [str(folder / each) if each.endswith(".json") else each for each in arguments]
    return CliRunner().invoke(app, [*given, "--accepted", str(folder / "accepted.toml")])


def test_a_damaged_run_fails_and_an_equal_one_does_not(files: Path) -> None:
    failed = _run(files, "compare", "right.json", "damaged.json")
    assert failed.exit_code == 1
    assert "1 lost and not accepted" in failed.stderr
    assert "lost: 38 %" in failed.stdout
    assert "It is 38 %. [1]" in failed.stdout
    assert _run(files, "compare", "right.json", "right.json").exit_code == 0
    gained = _run(files, "compare", "damaged.json", "right.json")
    assert (gained.exit_code, "gained: 38 %" in gained.stdout) == (0, True)


def test_an_accepted_loss_does_not_fail(files: Path) -> None:
    losses = changes(run_file.read(files / "right.json"), run_file.read(files / "damaged.json")).losses
    accept(losses, "The text was replaced.", date(2026, 11, 24), files / "accepted.toml")
    assert _run(files, "compare", "right.json", "damaged.json").exit_code == 0
    assert "q002-nl facts no longer applies" in _run(files, "compare", "right.json", "right.json").stdout


def test_markdown_has_both_answers_in_one_row(files: Path) -> None:
    shown = _run(files, "compare", "right.json", "damaged.json", "--markdown").stdout
    (line,) = [line for line in shown.splitlines() if line.startswith("| q002-nl")]
    assert line == (
        "| q002-nl Question q002-nl? | facts | lost: 38 % | It is 38 %. [1] | A \\| in \\\\ it. [1] |"
    )


def test_a_file_that_is_no_run_is_one_line_and_exit_1(files: Path) -> None:
    (files / "no.json").write_text("{}", "utf-8")
    failed = _run(files, "compare", "no.json", "right.json")
    assert failed.exit_code == 1
    assert failed.stderr.count("\n") == 1
    assert "Traceback" not in failed.output


def test_renewing_the_baseline_demands_a_reason_for_a_loss(files: Path) -> None:
    pages = str(files / "pages")
    renew = ("baseline", "--baseline", "baseline.json", "--pages", pages, "--from")
    baseline = files / "baseline.json"
    assert _run(files, *renew, "right.json").exit_code == 0
    kept = baseline.read_bytes()

    refused = _run(files, *renew, "damaged.json")
    assert (refused.exit_code, baseline.read_bytes() == kept) == (1, True)
    assert "1 lost: say why with --reason" in refused.stderr

    renewed = _run(files, *renew, "damaged.json", "--reason", "The text was replaced.")
    assert (renewed.exit_code, baseline.read_bytes() == kept) == (0, False)
    assert [entry.question for entry in accepted_losses(files / "accepted.toml")] == ["q002-nl"]
    assert _run(files, "compare", "baseline.json", "damaged.json").exit_code == 0


def test_a_row_of_measures_without_anything_is_no_gain() -> None:
    nothing = row("q001-nl", answered=False, measures=RowMeasures(facts_missed=("38 %",)))
    assert changes(run_of(nothing), run_of(nothing)).gains == ()
