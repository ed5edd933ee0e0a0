"""Files are read in another process, and what a file does to it is that file's own error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfgen.canvas import Canvas

from kb import KnowledgeBase
from kb.errors import SourceError
from kb.ingestion import ingest, reading_process
from kb.ingestion.files import SourceFile
from kb.ingestion.read import cut_file
from kb.ingestion.reading_process import ReadingProcess
from kb.parse.page_progress import listening
from kb.settings import Settings
from kb.store import Store
from tests.conftest import COMMUNICATION

if TYPE_CHECKING:
    from typing import Protocol

    class Writing(Protocol):
        def __call__(self, name: str, text: str = ...) -> SourceFile: ...


ROOT = Path(__file__).parent.parent
DUTCH = "De Commissie steunt de clusters van de lidstaten met geld uit de fondsen."
LONG = 120.0

READING_OTHERWISE = f"""
import os, signal, sys, time
sys.path[:] = sys.argv[3:]
from kb.ingestion import child
reading = child.cut_file

def otherwise(file, language):
    match file.path.stem:
        case "sterft":
            os.kill(os.getpid(), signal.SIGKILL)
        case "stopt":
            os._exit(3)
        case "hangt":
            time.sleep({LONG})
        case "struikelt":
            raise KeyError("onvoorzien")
        case "vreet":
            return [bytes(1_000_000) for _ in range(10_000)]
        case "bladert":
            from kb.parse.page_progress import counted
            list(counted("abc"))
        case "praat":
            print("dit is geen uitkomst", flush=True)
    return reading(file, language)

child.cut_file = otherwise
child.main()
"""
"""The real child with readers that misbehave over files of these names."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stukken"
    made.mkdir()
    return made


@pytest.fixture
def write(folder: Path) -> Writing:
    def written(name: str, text: str = DUTCH) -> SourceFile:
        path = folder / name
        path.write_text(text, "utf-8")
        return SourceFile(path, name, folder, None)

    return written


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "ENTRY", READING_OTHERWISE)


def test_what_comes_back_is_what_is_read_here() -> None:
    file = SourceFile(COMMUNICATION, COMMUNICATION.name, COMMUNICATION.parent, None)
    with ReadingProcess(Settings()) as reading:
        assert reading.read(file, None) == cut_file(file, None)


def test_many_files_are_read_by_one_process(write: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    popen = subprocess.Popen

    def counting(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(arguments)
        return popen(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", counting)
    with ReadingProcess(Settings()) as reading:
        for number in range(5):
            reading.read(write(f"{number}.txt"), None)
        with pytest.raises(SourceError, match="there is no text"):
            reading.read(write("leeg.txt", ""), None)
        reading.read(write("zes.txt"), None)

    assert len(started) == 1


def test_nothing_is_started_before_a_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "ENTRY", "never")
    with ReadingProcess(Settings()):
        pass


@pytest.mark.usefixtures("misbehaving")
@pytest.mark.parametrize(
    ("name", "error"),
    [
        pytest.param("sterft.txt", "the process that read it broke off (signal 9)", id="killed"),
        pytest.param("stopt.txt", "the process that read it broke off (code 3)", id="ends by itself"),
        pytest.param("hangt.txt", "took more than 10 s to read", id="hangs"),
        pytest.param("struikelt.txt", "could not be read (KeyError: 'onvoorzien')", id="a reader's mistake"),
        pytest.param("vreet.txt", "needs more than 512 MB of memory", id="out of memory"),
    ],
)
def test_a_file_that_breaks_the_process_is_named_and_the_others_go_on(
    write: Writing, folder: Path, home: Path, name: str, error: str
) -> None:
    for other in ("a.nl.txt", name, "z.nl.txt"):
        write(other)
    with (
        Store.create(home) as store,
        ReadingProcess(Settings(read_seconds=10.0, read_memory=512 * 2**20)) as reading,
    ):
        report = ingest(store, [folder], steps=reading)

        assert [f.file for f in report.failed] == [name]
        assert report.failed[0].error.startswith(f"{name}: {error}")
        assert [d.expression.id for d in store.documents()] == ["a", "z"]


@pytest.mark.usefixtures("misbehaving")
def test_what_a_library_prints_is_no_result(write: Writing) -> None:
    with ReadingProcess(Settings()) as reading:
        assert reading.read(write("praat.txt"), None)[0].source == DUTCH


@pytest.mark.usefixtures("misbehaving")
def test_the_pages_of_a_file_are_told_here(write: Writing) -> None:
    told: list[tuple[int, int]] = []
    with ReadingProcess(Settings()) as reading, listening(lambda *page: told.append(page)):
        reading.read(write("bladert.txt"), None)

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_each_page_of_a_pdf_is_told_while_it_is_ingested(folder: Path, home: Path) -> None:
    told: list[tuple[int, int, str]] = []
    canvas = Canvas(str(folder / "twee.nl.pdf"), invariant=True)
    for line in (DUTCH, DUTCH):
        canvas.drawString(72, 720, line)
        canvas.showPage()
    canvas.save()
    with KnowledgeBase.open(home) as desk:
        desk.ingest([folder], progress=lambda *step: told.append(step))

    assert told == [
        (0, 1, "twee.nl.pdf"),
        (0, 1, "twee.nl.pdf, page 1 of 2"),
        (0, 1, "twee.nl.pdf, page 2 of 2"),
    ]


def test_a_process_that_does_not_start_is_an_error(write: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "ENTRY", "raise SystemExit(1)")
    with (
        ReadingProcess(Settings()) as reading,
        pytest.raises(SourceError, match=r"^een\.txt: the process that reads files does not start"),
    ):
        reading.read(write("een.txt"), None)


def test_a_script_without_a_main_guard_can_ingest(write: Writing, home: Path, tmp_path: Path) -> None:
    """A process made by `multiprocessing` would run such a script again."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom kb import KnowledgeBase\n"
        "print(len(KnowledgeBase.open(sys.argv[1]).ingest([sys.argv[2]]).added))\n"
    )
    ran = subprocess.run(
        [sys.executable, str(script), str(home), str(write("een.txt").path)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )

    assert (ran.stdout, ran.stderr, ran.returncode) == ("1\n", "", 0)
