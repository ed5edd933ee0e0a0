"""How fast documents are read and how little a second ingestion costs, as ratios measured in one run.

The documents are made here from the shipped texts, so that anyone can repeat the measurement; a folder of
one's own can be measured as well.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.spent import Spent, spent
from kb import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DOCUMENTS = 200
PARAGRAPHS = 40
SEED = 652
LINE_LENGTH = 90
LINES_A_PAGE = 50
REPEATS = 3

READING = """
import io, json, sys, time
from pathlib import Path
from pypdf import PdfReader
from kb.ingestion.files import source_files
from kb.ingestion.read import read_document

def best(work):
    taken = []
    for _ in range(int(sys.argv[2])):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)

rows = []
for file in source_files(Path(sys.argv[1])):
    if file.path.suffix == ".pdf":
        content = file.path.read_bytes()
        alone = lambda: "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        rows.append((file.name, best(lambda: read_document(file, content, None)), best(alone)))
print(json.dumps(rows))
"""
"""Processor seconds of reading a PDF whole, structure and language included, and of pypdf's extraction."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A PDF, and the seconds that reading it takes here and pypdf alone."""

    file: str
    here: float
    pypdf: float


def make_documents(folder: Path, texts: Sequence[str], count: int = DOCUMENTS) -> None:
    """Write documents of as many paragraphs, every second one a PDF, from the paragraphs of others."""
    chance = random.Random(SEED)  # noqa: S311 - the same documents each time
    for number in range(count):
        paragraphs = [f"Report {number}", *chance.choices(texts, k=PARAGRAPHS)]
        if number % 2:
            _write_pdf(folder / f"report-{number}.pdf", paragraphs)
        else:
            (folder / f"report-{number}.txt").write_text("\n\n".join(paragraphs), "utf-8")


def read_pdfs(folder: Path) -> list[Reading]:
    """Return what reading each PDF of a folder takes, the best of some repeats, in a process of its own."""
    printed = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", READING, str(folder), str(REPEATS)], check=True, capture_output=True
    ).stdout
    return [Reading(*row) for row in json.loads(printed)]


def ingest(home: Path, folder: Path) -> Spent:
    """Run `kb ingest` in a process of its own."""
    ingest_it = [sys.executable, "-m", "kb", "--home", str(home), "ingest", str(folder)]
    return spent(lambda: subprocess.run(ingest_it, capture_output=True, check=False))  # noqa: S603 - ours


def ingest_here(home: Path, folder: Path) -> Spent:
    """Ingest in this process, which has loaded everything already: what is left is the work."""
    with KnowledgeBase.open(home) as desk:
        desk.status()
        return spent(lambda: desk.ingest([folder]))


def _write_pdf(path: Path, paragraphs: Sequence[str]) -> None:
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - a library of tests and benchmarks alone

    canvas = Canvas(str(path), invariant=True)
    canvas.setPageCompression(1)
    for begin in range(0, len(lines := _lines(paragraphs)), LINES_A_PAGE):
        drawn = canvas.beginText(72, 780)
        drawn.setFont("Helvetica", 10)
        for line in lines[begin : begin + LINES_A_PAGE]:
            drawn.textLine(line)
        canvas.drawText(drawn)
        canvas.showPage()
    canvas.save()


def _lines(paragraphs: Sequence[str]) -> list[str]:
    return [line for paragraph in paragraphs for line in (*textwrap.wrap(paragraph, LINE_LENGTH), "")]
