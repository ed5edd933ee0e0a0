"""What a command loads, and how the process of the program is set up: the same answers, for less."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.command_line import ROOT

if TYPE_CHECKING:
    from kb import KnowledgeBase

TELLS = """
import atexit, gc, os, runpy, sys, warnings
atexit.register(lambda: print({what}, file=sys.stderr))
runpy.run_module("kb", run_name="__main__", alter_sys=True)
"""
"""Runs `kb` and tells something at its very end: what was registered first is called last."""

ENGINES = {"chromadb", "llama_index", "numpy", "tantivy"}
ANSWERING = {"kb.answer.results", "kb.desk", "kb.encoder", "kb.index", "kb.retrieve.query"}
FETCHING = {"kb.ingestion.fetching", "kb.sources.fetch", "kb.sources.publications"}
WORDING = {"kb.answer.generate", "llama_index"}
SHAPES = {"kb.render.contract"}


def told(what: str, *arguments: str, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", TELLS.format(what=what), *arguments],
        cwd=ROOT,
        input="",
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    return done.stderr.split()


@pytest.mark.parametrize(
    ("arguments", "not_needed"),
    [
        pytest.param(["--help"], ENGINES | ANSWERING | {"kb.register", "kb.store", "rich"}, id="help"),
        pytest.param(
            ["cite", "voetnoot 25"], ENGINES | ANSWERING | SHAPES | {"kb.render.bibliography"}, id="cite"
        ),
        pytest.param(["references", "--lang", "nl"], ENGINES | ANSWERING | SHAPES, id="references"),
        pytest.param(["status"], {"chromadb", "llama_index"} | FETCHING | WORDING | SHAPES, id="status"),
        pytest.param(["ask", "Wat is een cluster?"], FETCHING | WORDING | SHAPES, id="ask"),
        pytest.param(["search", "clusters"], FETCHING | WORDING | SHAPES, id="search"),
    ],
)
def test_a_command_loads_nothing_that_it_does_not_need(
    desk: KnowledgeBase, arguments: list[str], not_needed: set[str]
) -> None:
    loaded = set(told("*sorted(sys.modules)", *arguments, KB_HOME=str(desk.settings.home)))
    assert "kb.surfaces.cli" in loaded
    assert loaded.isdisjoint(not_needed), sorted(loaded & not_needed)


def test_the_process_has_one_thread_of_numpys_unless_somebody_wants_more() -> None:
    what = 'os.environ["OPENBLAS_NUM_THREADS"]'
    unset = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", TELLS.format(what=what), "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**unset, "PYTHONPATH": str(ROOT)},
    )
    assert done.stderr.split() == ["1"]
    assert told(what, "--help", OPENBLAS_NUM_THREADS="4") == ["4"]


def test_no_garbage_is_looked_for_when_the_process_ends() -> None:
    (frozen,) = told("gc.get_freeze_count()", "--help")
    assert int(frozen) > 0


def test_what_nobody_misses_is_ignored_before_any_thread_begins() -> None:
    ignored = "*[said.pattern[:5] for action, said, *_ in warnings.filters if said and action == 'ignore']"
    assert "SOCKS" in told(ignored, "--help")
