"""An ingestion that is killed, two at once, and a desk that is open meanwhile: real processes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from kb import KnowledgeBase
from tests.kill_ingestion import killed_runs

ROOT = Path(__file__).parent.parent
KILLED = 5
MOST_SECONDS = 120.0
"""How long the tests wait for another process before they give up; no measure of speed."""


def ingesting(home: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kb", "--home", str(home), "ingest", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_an_ingestion_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    runs = list(killed_runs(tmp_path, KILLED))

    assert len(runs) == KILLED
    assert [killed.wrong for killed in runs] == [()] * KILLED


def test_of_two_ingestions_at_once_the_second_waits(home: Path, tmp_path: Path) -> None:
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        for number in range(5):
            (tmp_path / name / f"{name}-{number}.nl.txt").write_text("De Commissie steunt clusters.", "utf-8")
    with ingesting(home, tmp_path / "een") as first, ingesting(home, tmp_path / "twee") as second:
        said = [running.communicate(timeout=MOST_SECONDS) for running in (first, second)]

    assert [(first.returncode, second.returncode), *(errors for _, errors in said)] == [(0, 0), "", ""]
    with KnowledgeBase.open(home) as desk:
        assert len(desk.status().documents) == 10
        assert all(check.ok for check in desk.verify())


def test_an_open_desk_answers_from_what_another_process_ingested(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stukken"
    folder.mkdir()
    (folder / "een.nl.txt").write_text("De Commissie steunt clusters van bedrijven.", "utf-8")
    with KnowledgeBase.open(home) as desk:
        desk.ingest([folder])
        assert desk.search("oesterkweek")[0].text.startswith("De Commissie")
        (folder / "twee.nl.txt").write_text("De oesterkweek in Zeeland is een cluster.", "utf-8")
        with ingesting(home, folder) as other:
            other.communicate(timeout=MOST_SECONDS)
        assert other.returncode == 0
        until = time.monotonic() + MOST_SECONDS
        while not any("oesterkweek" in hit.text for hit in desk.search("oesterkweek in Zeeland")):
            assert time.monotonic() < until
            time.sleep(0.1)
