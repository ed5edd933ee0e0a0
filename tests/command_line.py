"""`kb` as a process of its own, or quicker in that of the tests: a law shows that both say the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from kb.surfaces.cli import main

if TYPE_CHECKING:
    from collections.abc import Sequence

    Done = subprocess.CompletedProcess[str]

ROOT = Path(__file__).parent.parent
NOT_PASSED_ON = ("KB_HOME", "PYTHONPATH")
"""Variables of whoever runs the tests that would show the command what it must not find."""


def kb(*arguments: object, stdin: str = "", **environment: str) -> Done:
    """Run the command line in this process, which has its imports behind it."""
    line = [str(argument) for argument in arguments]
    variables = {**dict.fromkeys(NOT_PASSED_ON), **environment}
    with CliRunner().isolation(stdin, variables) as (out, err, _):
        with pytest.raises(SystemExit) as ended:
            main(line)
        sys.stdout.flush()
        sys.stderr.flush()
        said = [stream.getvalue().decode() for stream in (out, err)]
    return subprocess.CompletedProcess(line, int(ended.value.code or 0), *said)


def kb_process(*arguments: object, stdin: str = "", before: Sequence[str] = (), **environment: str) -> Done:
    """Run the command line as a user does; `before` is the command that starts it."""
    clean = {k: v for k, v in os.environ.items() if k not in NOT_PASSED_ON}
    return subprocess.run(
        [*before, sys.executable, "-m", "kb", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**clean, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
    )


def printed(*arguments: object, stdin: str = "") -> dict[str, Any]:
    """Return the JSON object that a command prints."""
    done = kb(*arguments, stdin=stdin)
    assert done.returncode == 0, done.stderr
    shape: dict[str, Any] = json.loads(done.stdout)
    return shape


def assert_one_line(done: Done, *words: str) -> None:
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr
