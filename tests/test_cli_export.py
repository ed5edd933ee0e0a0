"""Keeping an answer and checking it again, as a person does both: on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.command_line import assert_one_line, kb
from tests.test_cli import QUESTION

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("export") / "home"
    assert kb("--home", home, "ingest").returncode == 0
    return home


def test_an_answer_is_kept_in_three_ways_and_checked_again(loaded: Path, tmp_path: Path) -> None:
    names = [tmp_path / f"antwoord{suffix}" for suffix in (".md", ".docx", ".json")]
    names[0].write_text("van gisteren", "utf-8")
    options = [part for name in names for part in ("--export", name)]
    done = kb("--home", loaded, "ask", QUESTION, *options)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [f"written: {name}" for name in names]
    assert "gedefinieerd" in done.stdout
    assert names[0].read_text("utf-8").startswith(f"# {QUESTION}\n")
    assert sorted(tmp_path.iterdir()) == sorted(names)

    checked = kb("--home", loaded, "verify", names[2])
    assert checked.returncode == 0, checked.stderr
    assert "ok    [1] com-2008-652.nl#intro/p3: verbatim, in its place" in checked.stdout

    kept = json.loads(names[2].read_text("utf-8"))
    kept["citations"][0]["locator"]["page"] = "3"
    names[2].write_text(json.dumps(kept), "utf-8")
    refused = kb("--home", loaded, "verify", names[2])
    assert refused.returncode == 1
    assert_one_line(refused, "[1] com-2008-652.nl#intro/p3: the page is 2, the export says 3")


def test_an_export_leaves_what_is_printed_as_it_is(loaded: Path, tmp_path: Path) -> None:
    file = tmp_path / "antwoord.json"
    done = kb("--home", loaded, "--json", "ask", QUESTION, "--export", file)
    printed, kept = json.loads(done.stdout), json.loads(file.read_text("utf-8"))
    assert kept.pop("audit")
    assert kept == printed


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param(["--export", "antwoord.pdf"], [".pdf", ".md, .docx, .json"], id="other-kind"),
        pytest.param(["--export", "antwoord"], ["no suffix"], id="no-kind"),
        pytest.param(["--batch", "-", "--export", "a.md"], ["--batch"], id="batch"),
    ],
)
def test_an_export_that_is_not_offered(loaded: Path, options: list[str], words: list[str]) -> None:
    done = kb("--home", loaded, "ask", QUESTION, *options)
    assert done.returncode == 2
    assert_one_line(done, *words)
    assert done.stdout == ""


def test_an_export_that_cannot_be_written(loaded: Path, tmp_path: Path) -> None:
    done = kb("--home", loaded, "ask", QUESTION, "--export", tmp_path / "nergens" / "antwoord.md")
    assert done.returncode == 1
    assert_one_line(done, "antwoord.md", "cannot be written", "choose another folder")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("[" * 100_000, id="nested"),
        pytest.param('{"a":' * 900 + "1" + "}" * 900, id="nested-object"),
        pytest.param("[]", id="list"),
        pytest.param("{}", id="empty"),
        pytest.param('{"x": ' + "1" * 5000 + "}", id="huge-number"),
    ],
)
def test_what_is_no_answer_gets_one_line(loaded: Path, tmp_path: Path, content: str) -> None:
    file = tmp_path / "antwoord.json"
    file.write_text(content, "utf-8")
    done = kb("--home", loaded, "verify", file)
    assert done.returncode in {1, 2}
    assert_one_line(done)
