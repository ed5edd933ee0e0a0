"""The run file: what is written is read again, and what cannot be read is said in a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eval.run_file import RunFileError, compacted, read, without_times, write
from tests.eval_rows import citation, row, run_of

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    quoted = row("q001-nl", searched=("en",)).model_copy(update={"citations": (citation(),)})
    run = run_of(row("q001-nl", ms=3.5), quoted, row("a001-en", due=False))
    write(run, tmp_path / "new folder" / "run.json")
    assert read(tmp_path / "new folder" / "run.json") == run


def test_each_row_is_a_line_of_one_json_object(tmp_path: Path) -> None:
    write(run_of(row("q001-nl"), row("q002-nl")), tmp_path / "run.json")
    text = (tmp_path / "run.json").read_text("utf-8")
    assert [json.loads(line.rstrip(","))["id"] for line in text.splitlines()[1:-1]] == ["q001-nl", "q002-nl"]
    assert json.loads(text)["schema"] == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("no json", "is not one JSON object", id="no json"),
        pytest.param("[]", "is not one JSON object", id="a list"),
        pytest.param('{"rows": []}', "has schema None and this program reads 1", id="no schema"),
        pytest.param('{"schema": 2}', "has schema 2 and this program reads 1", id="a later schema"),
        pytest.param('{"schema": 1, "rows": 3}', "timing: Field required", id="another shape"),
    ],
)
def test_another_file_is_refused_by_name(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "run.json").write_text(content, "utf-8")
    with pytest.raises(RunFileError, match=said) as raised:
        read(tmp_path / "run.json")
    assert "run.json" in str(raised.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunFileError, match="cannot be read"):
        read(tmp_path / "none.json")


def test_a_row_is_named_by_its_question_and_the_texts_searched() -> None:
    assert [each.key for each in (row("q001-nl"), row("q001-nl", searched=("en",)))] == [
        "q001-nl",
        "q001-nl in en",
    ]


def test_only_times_are_left_out() -> None:
    first, again = run_of(row("q001-nl", ms=1.0)), run_of(row("q001-nl", ms=2.0))
    assert first != again
    assert without_times(first) == without_times(again)
    assert without_times(first) != without_times(run_of(row("q001-nl", answer="Another. [1]")))


def test_a_compact_run_keeps_what_is_measured_and_shown() -> None:
    whole = row("q001-nl").model_copy(update={"citations": (citation(),)})
    kept, across = compacted(run_of(whole, row("q001-nl", searched=("en",)))).rows
    assert (kept.answer, kept.measures, kept.gold) == (whole.answer, whole.measures, whole.gold)
    assert (len(kept.hits), kept.citations, kept.ms) == (1, (), 0)
    assert across.answer == ""
