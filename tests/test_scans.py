"""Scans: read by `ocrmypdf`, or by Tesseract alone, within the limits of reading, or refused."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kb.document import Expression
from kb.errors import SourceError
from kb.ingestion.files import SourceFile
from kb.ingestion.reading_process import ReadingProcess
from kb.parse.deadline import within
from kb.parse.page_pictures import grey_pictures
from kb.parse.page_progress import listening
from kb.parse.pdf import read_pdf
from kb.settings import Settings
from kb.structure.build import build_document
from tests import pdf_files as draw

if TYPE_CHECKING:
    from pathlib import Path

    from kb.parse.pages import PagedText

PAGE = "q 500 0 0 700 0 0 cm /Im1 Do Q"
SCAN = draw.pdf(PAGE, images=True)
TWO_PAGES = draw.pdf(PAGE, PAGE, images=True)

LINES = (
    "De oesterkweek in Zeeland telt 47 bedrijven.",
    "De provincie steunt het cluster met 3 miljoen euro.",
)

LISTS_LANGUAGES = (
    'if [ "$1" = --list-langs ]; then echo "List of languages (3):"; echo eng; echo nld; echo osd; exit; fi'
)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder of programs that there is."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def made(folder: Path, *lines: str) -> Path:
    """Return a PDF with a text, for a program that is not there to hand out."""
    file = folder / "made.pdf"
    file.write_bytes(draw.pdf(draw.lines(*lines)))
    return file


def body_of(paged: PagedText) -> list[str]:
    expression = Expression("stuk", None, "", None, "nl", None, None, "sha256:0")
    return [block.text.text for block in build_document(expression, paged).blocks]


def test_ocrmypdf_reads_a_scan_where_it_is_installed(installed: Path, tmp_path: Path) -> None:
    install(installed, "ocrmypdf", f'/bin/cp {made(tmp_path, "Een gelezen alinea.")} "$4"')
    install(installed, "tesseract", f"{LISTS_LANGUAGES}\nexit 1")

    assert body_of(read_pdf(SCAN, "stuk.pdf")) == ["Een gelezen alinea."]


def test_ocrmypdf_is_told_the_languages_that_there_are_data_for(installed: Path, tmp_path: Path) -> None:
    install(
        installed, "ocrmypdf", f'echo "$@" > {tmp_path}/asked; /bin/cp {made(tmp_path, "Een alinea.")} "$4"'
    )
    install(installed, "tesseract", LISTS_LANGUAGES)
    read_pdf(SCAN, "stuk.pdf")

    assert (tmp_path / "asked").read_text().split()[-2:] == ["--language", "nld+eng"]


def test_tesseract_alone_reads_a_scan_page_by_page(installed: Path, tmp_path: Path) -> None:
    for number, line in enumerate(LINES):
        made(tmp_path, line).rename(tmp_path / f"made-{number}.pdf")
    install(
        installed,
        "tesseract",
        f"""{LISTS_LANGUAGES}
page=0; [ -e {tmp_path}/asked ] && page=1
echo "$@" >> {tmp_path}/asked
/bin/cp {tmp_path}/made-$page.pdf "$2.pdf" """,
    )
    seen: list[tuple[int, int]] = []
    with listening(lambda page, pages: seen.append((page, pages))):
        paged = read_pdf(TWO_PAGES, "stuk.pdf")

    assert body_of(paged) == list(LINES)
    assert [page.index for page in paged.pages] == [0, 1]
    asked = [line.split()[2:] for line in (tmp_path / "asked").read_text().splitlines()]
    assert asked == [["--dpi", "300", "-c", "textonly_pdf=1", "-l", "nld+eng", "pdf"]] * 2
    assert seen.count((1, 2)) == seen.count((2, 2)) > 1


def test_pages_are_drawn_grey_at_300_dots_an_inch() -> None:
    first, second = grey_pictures(TWO_PAGES)

    assert first == second
    head, _, pixels = first.partition(b"\n")
    assert head == b"P5 2480 3509 255"
    assert len(pixels) == 2480 * 3509
    assert set(pixels) == {255}


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        list(grey_pictures(b"%PDF-1.7\nrommel\n%%EOF"))


def test_a_scan_is_refused_with_the_names_of_the_programs_that_help(installed: Path) -> None:
    assert not list(installed.iterdir())
    with pytest.raises(
        SourceError, match="without a text layer; make one, for instance with 'ocrmypdf"
    ) as error:
        read_pdf(SCAN, "stuk.pdf")
    assert "ocrmypdf or tesseract is installed" in str(error.value)


@pytest.mark.parametrize(
    ("program", "script"),
    [
        pytest.param("ocrmypdf", "exit 3", id="ocrmypdf fails"),
        pytest.param("ocrmypdf", '/bin/cp "$3" "$4"', id="ocrmypdf finds nothing"),
        pytest.param("ocrmypdf", "exit 0", id="ocrmypdf makes nothing"),
        pytest.param("tesseract", "exit 3", id="tesseract fails"),
        pytest.param("tesseract", "exit 0", id="tesseract makes nothing"),
    ],
)
def test_a_scan_that_stays_unreadable_is_refused(program: str, script: str, installed: Path) -> None:
    install(installed, program, script)
    with pytest.raises(SourceError, match=r"stuk\.pdf: is a scan"):
        read_pdf(SCAN, "stuk.pdf")


@pytest.mark.parametrize("program", ["ocrmypdf", "tesseract"])
def test_a_program_has_the_time_that_reading_has(program: str, installed: Path) -> None:
    install(installed, program, "exec /bin/sleep 60")
    with within(3.0), pytest.raises(SourceError, match=f"{program} took too long to read it"):
        read_pdf(SCAN, "stuk.pdf")


def refused(process: ReadingProcess, scan: Path) -> None:
    with pytest.raises(SourceError, match="broke off"):
        process.read(SourceFile(scan, "scan.pdf", scan, None), None)


def appears(file: Path) -> None:
    """Wait until something is written into a file."""
    until = time.monotonic() + 60.0
    while not (file.exists() and file.read_text().strip()) and time.monotonic() < until:
        time.sleep(0.05)


def is_running(process: int) -> bool:
    """Tell whether a process runs; one that has ended and that nobody asked after does not."""
    shown = subprocess.run(["/bin/ps", "-o", "stat=", "-p", str(process)], capture_output=True, check=False)
    return shown.stdout.strip()[:1] not in {b"", b"Z"}


@pytest.mark.skipif(sys.platform == "win32" or not os.access("/bin/ps", os.X_OK), reason="asks ps")
def test_nothing_that_a_program_started_outlives_the_reading(installed: Path, tmp_path: Path) -> None:
    install(installed, "ocrmypdf", f"/bin/sleep 600 & echo $! > {tmp_path}/started; wait")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(SCAN)
    process = ReadingProcess(Settings(home=tmp_path / "home"))
    reading = Thread(target=refused, args=(process, scan))
    reading.start()
    appears(tmp_path / "started")
    process.__exit__(None, None, None)
    reading.join()

    started = int((tmp_path / "started").read_text())
    until = time.monotonic() + 10.0
    while is_running(started) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(started)


def scanned(*lines: str) -> bytes:
    """Return a PDF whose only page is a picture of these lines."""
    picture = PdfDocument(draw.pdf(draw.lines(*lines, size=14, step=30)))[0].render(scale=3).to_pil()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.save()
    return file.getvalue()


TESSERACT = shutil.which("tesseract")


@pytest.mark.skipif(TESSERACT is None, reason="Tesseract is not installed")
def test_tesseract_itself_reads_a_scan(installed: Path) -> None:
    (installed / "tesseract").symlink_to(TESSERACT or "")
    text = " ".join(body_of(read_pdf(scanned(*LINES), "stuk.pdf")))

    assert "47 bedrijven" in text
    assert "3 miljoen euro" in text
