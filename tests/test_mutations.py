"""The evaluation sees damage: the desk is damaged on purpose, and each time the gate closes.

Where a public setting does the damage it is set; else a copy of the package, damaged in one file, is run as a
process of its own. The evaluation itself is never touched.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from typer.testing import CliRunner

from eval import run_file
from eval.__main__ import app
from eval.changes import changes
from kb import KnowledgeBase
from tests.ask_slice import ask_slice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.changes import Change, MeasureName

ROOT = Path(__file__).parent.parent


class Damage(NamedTuple):
    """Lines of a file of the package and what takes their place; and whether the texts are read in anew."""

    file: str
    edits: Mapping[str, str]
    reads_anew: bool = False


STEMMER_OFF = Damage(
    "analysis/stems.py",
    {"return str(_stemmer(algorithm).stemWord(word)) if algorithm else word": "return word"},
    reads_anew=True,
)
WRONG_NOTE = Damage("retrieve/query.py", {'f"n{number}"': 'f"n{number + 1}"'})
WRONG_NUMBER = Damage(
    "passages.py",
    {"footnote=self.place.footnote,": "footnote=self.place.footnote and self.place.footnote + 1,"},
)
ONE_DIGIT = Damage(
    "answer/results.py",
    {
        "return self.source.text\n": 'return self.source.text.replace("0", "1", 1)\n',
        # The desk's own check refuses such an answer; the evaluation must not lean on it.
        "fault = next(self._faults(), None)": "fault = None",
    },
)
DUTCH_HIDDEN = Damage(
    "retrieve/retriever.py",
    {
        "if scope.reads(language)\n        ]": 'if language != "nl" and scope.reads(language)\n        ]',
    },
)


@pytest.fixture(scope="module")
def sound(desk: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run of the desk as it is."""
    out = tmp_path_factory.mktemp("sound") / "run.json"
    ask_slice(desk, out)
    return out


def damaged_package(damage: Damage, folder: Path) -> None:
    """Make a copy of the package that differs in one file; all others are links."""
    for source in (ROOT / "kb").rglob("*"):
        copied = folder / source.relative_to(ROOT)
        if source.is_file() and "__pycache__" not in source.parts:
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.symlink_to(source)
    (folder / "corpus").symlink_to(ROOT / "corpus")
    file = folder / "kb" / damage.file
    text = file.read_text("utf-8")
    for line, damaged in damage.edits.items():
        assert text.count(line) == 1, f"{damage.file} no longer has this once: {line}"
        text = text.replace(line, damaged)
    file.unlink()
    file.write_text(text, "utf-8")


def damaged_run(damage: Damage, desk: KnowledgeBase, folder: Path) -> Path:
    """Ask the same questions of the damaged package."""
    damaged_package(damage, folder / "package")
    home = folder / "home" if damage.reads_anew else desk.settings.home
    out = folder / "run.json"
    subprocess.run(
        [sys.executable, "-m", "tests.ask_slice", str(home), str(out)],
        check=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder / 'package'}{os.pathsep}{ROOT}"},
    )
    return out


def seen(before: Path, after: Path) -> list[Change]:
    """Return what was lost, having shown that the gate does not let it through."""
    losses = list(changes(run_file.read(before), run_file.read(after)).losses)
    accepted = after.with_name("accepted.toml")
    accepted.touch()
    gate = CliRunner().invoke(app, ["compare", str(before), str(after), "--accepted", str(accepted)])
    assert gate.exit_code == (1 if losses else 0), gate.output
    assert all(loss.key in gate.output for loss in losses)
    return losses


def test_without_damage_nothing_is_lost(sound: Path) -> None:
    assert any(row.citations for row in run_file.read(sound).rows)
    assert seen(sound, sound) == []


@pytest.mark.parametrize(
    ("damage", "measures"),
    [
        pytest.param(STEMMER_OFF, {"outcome", "rank", "facts"}, id="stemmer off"),
        pytest.param(WRONG_NOTE, {"facts"}, id="wrong note shown"),
        pytest.param(WRONG_NUMBER, {"quotes"}, id="right note under a wrong number"),
        pytest.param(ONE_DIGIT, {"quotes"}, id="quotation altered by one digit"),
        pytest.param(DUTCH_HIDDEN, {"rank"}, id="one language hidden"),
    ],
)
def test_damage_is_seen(
    damage: Damage, measures: set[MeasureName], sound: Path, desk: KnowledgeBase, tmp_path: Path
) -> None:
    losses = seen(sound, damaged_run(damage, desk, tmp_path))
    assert measures & {loss.measure for loss in losses}


def test_abstention_switched_off_is_seen(sound: Path, desk: KnowledgeBase, tmp_path: Path) -> None:
    out = tmp_path / "run.json"
    with KnowledgeBase.open(settings=replace(desk.settings, abstains=False)) as guessing:
        ask_slice(guessing, out)
    assert "outcome" in {loss.measure for loss in seen(sound, out)}
