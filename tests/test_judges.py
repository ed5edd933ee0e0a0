"""Judges are reported and never gate: LlamaIndex's own, asked over real HTTP, and their failures counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from eval import run_file
from eval.__main__ import app
from eval.judges import Asked, doubts, judgeable, judged, opinion_of, table
from kb import load_llm
from tests.fake_llm import Broken, serving
from tests.gold_runs import row, run, small_run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from tests.fake_llm import FakeModel

NAMES = {"ollama": "ollama/any?base_url={url}", "openai-like": "openai-like/any?api_base={url}/v1"}


@pytest.fixture(scope="module")
def model() -> Iterator[FakeModel]:
    with serving() as running:
        yield running


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "run.json"
    run_file.write(
        run([row("q001", "nl", "right"), row("q002", "en", "right", question="Held?", split="held")]), file
    )
    return file


def asked(source: Path, name: str | None, *arguments: str) -> Result:
    llm = [] if name is None else ["--llm", name]
    environment = {"NO_PROXY": "127.0.0.1", "KB_LLM": "", "COLUMNS": "200"}
    return CliRunner().invoke(app, ["judge", str(source), *llm, *arguments], env=environment)


def lines(done: Result) -> list[list[str]]:
    """The rows of the printed table."""
    return [
        [cell.strip() for cell in line.split("│")[1:-1]] for line in done.output.splitlines() if "│" in line
    ]


@pytest.mark.parametrize(
    ("reply", "opinion"),
    [
        pytest.param("YES", "yes", id="yes"),
        pytest.param(" **No**, the context does not say so; yes would be wrong", "no", id="the first word"),
        pytest.param("It is, so the answer is yes.", "yes", id="in a sentence"),
        pytest.param("yes or no", "yes", id="begins with yes"),
        pytest.param("Maybe yes, maybe no", "failed", id="both"),
        pytest.param("Yesterday it was so", "failed", id="letters of yes"),
        pytest.param("NaN", "failed", id="NaN"),
        pytest.param("", "failed", id="nothing"),
        pytest.param("Ik weet het niet", "failed", id="another language"),
    ],
)
def test_a_reply_says_yes_or_no_or_the_judge_failed(reply: str, opinion: str) -> None:
    assert opinion_of(reply) == opinion


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in NAMES])
def test_a_model_judges_every_answer_and_nothing_fails_on_it(
    name: str, model: FakeModel, source: Path
) -> None:
    model.asked.clear()
    model.says = lambda shown: "NO" if "Question:" in shown.user else "YES"
    done = asked(source, NAMES[name].format(url=model.url), "--failures")
    assert done.exit_code == 0, done.output
    assert lines(done) == [
        ["nl in all, development", "faithfulness", "1", "1.000", "1", "0"],
        ["nl in all, development", "relevancy", "1", "0.000", "1", "0"],
        ["en in all, held", "faithfulness", "1", "1.000", "1", "0"],
        ["en in all, held", "relevancy", "1", "0.000", "1", "0"],
    ]
    assert "q001-nl relevancy: no" in done.output
    assert "Held?" not in done.output
    assert len(model.asked) == 4
    assert all("38 %" in shown.user for shown in model.asked)
    assert not any("[1]" in shown.user for shown in model.asked)


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("nan", id="NaN"),
        pytest.param("", id="nothing"),
        pytest.param(Broken(500, b"{}"), id="error"),
        pytest.param(Broken(200, b"no json"), id="no json"),
    ],
)
def test_what_cannot_be_read_is_a_failure_of_the_judge(
    reply: str | Broken, model: FakeModel, source: Path
) -> None:
    model.says = lambda _: reply
    done = asked(source, NAMES["ollama"].format(url=model.url), "--limit", "1")
    assert done.exit_code == 0, done.output
    assert lines(done) == [
        ["nl in all, development", "faithfulness", "1", "–", "0", "1"],
        ["nl in all, development", "relevancy", "1", "–", "0", "1"],
    ]


def test_only_answers_with_their_quotations_are_judged() -> None:
    rows = small_run().rows
    assert {each.key for each in judgeable(rows)} == {
        f"{pair}-{language}" for pair in ("q001", "q002", "q004", "a002") for language in ("nl", "en")
    }
    assert judgeable(run_file.compacted(small_run()).rows) == []


def test_a_follow_up_is_judged_with_the_question_before_it() -> None:
    follow_up = row("q001", "nl", "right").model_copy(update={"context": "Wat is dat?"})
    assert Asked.of(follow_up).question == "Wat is dat? Hoeveel werken in clusters?"


def test_failures_are_neither_for_nor_against_an_answer() -> None:
    replies = iter(["yes", "no", "nan"])
    rows = [row(f"q00{n}", "nl", "right") for n in range(3)]
    said = list(judged(rows, {"any": lambda _: next(replies)}, lambda _: None))
    assert [cell for column in table(said).columns[2:] for cell in column.cells] == ["3", "0.500", "2", "1"]
    assert [line.split()[0] for line in doubts(said).plain.splitlines() if "any:" in line] == [
        "q001-nl",
        "q002-nl",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param(None, "no language model is named", id="none"),
        pytest.param("none", "no language model is named", id="none wanted"),
        pytest.param("gpt", "unknown language model 'gpt'", id="unknown"),
    ],
)
def test_without_a_model_it_says_how_to_name_one(name: str | None, said: str, source: Path) -> None:
    done = asked(source, name)
    assert done.exit_code == 1
    assert said in done.output


def test_a_compact_run_cannot_be_judged(source: Path) -> None:
    run_file.write(run_file.compacted(small_run()), source)
    done = asked(source, "ollama/any")
    assert done.exit_code == 1
    assert "has no answers with quotations" in done.output


def test_a_model_is_loaded_by_its_name() -> None:
    assert load_llm("ollama/any?base_url=http://127.0.0.1:1").metadata.model_name == "any"
