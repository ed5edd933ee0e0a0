"""A text layer for a scan, made by `ocrmypdf` or by Tesseract alone, whichever is installed.

Either runs as a process of its own, within what is left of the time in which the file must be read; it
inherits the limit of memory. What it makes are PDFs again, which are read like any other.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.errors import SourceError
from kb.parse.deadline import seconds_left
from kb.parse.page_pictures import DOTS_PER_INCH, grey_pictures

OCRMYPDF, TESSERACT = "ocrmypdf", "tesseract"

TRAINED = ("nld", "eng", "deu", "fra", "spa", "por")
"""What Tesseract calls its data for the languages that are read; each costs time, so only those are named."""

MARGIN = 2.0
"""Seconds that are kept for reading what was made, and for saying that it took too long."""


def text_layers(content: bytes, name: str) -> tuple[bytes, ...]:
    """Return PDFs that hold the text of a scan, pages in order; raise `SourceError` where none can be had."""
    program = OCRMYPDF if shutil.which(OCRMYPDF) else TESSERACT
    if shutil.which(program) is None:
        raise SourceError(
            "{file}: is a scan without a text layer; make one, for instance with 'ocrmypdf FILE.pdf "
            "READABLE.pdf', and read that; where ocrmypdf or tesseract is installed, it is made here",
            file=name,
        )
    make = _by_ocrmypdf if program == OCRMYPDF else _by_tesseract
    try:
        with TemporaryDirectory() as folder:
            return make(content, Path(folder))
    except subprocess.TimeoutExpired as error:
        raise SourceError(
            "{file}: is a scan, and {program} took too long to read it; split it, make a text layer by hand, "
            "or allow more time (KB_READ_SECONDS)",
            file=name,
            program=program,
        ) from error
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise SourceError(
            "{file}: is a scan, and {program} made no text layer for it ({error}); make one by hand and read "
            "that",
            file=name,
            program=program,
            error=error,
        ) from error


def _by_ocrmypdf(content: bytes, folder: Path) -> tuple[bytes, ...]:
    scan, readable = folder / "scan.pdf", folder / "readable.pdf"
    scan.write_bytes(content)
    _run(OCRMYPDF, "--quiet", "--skip-text", str(scan), str(readable), *_languages("--language"))
    return (readable.read_bytes(),)


def _by_tesseract(content: bytes, folder: Path) -> tuple[bytes, ...]:
    """Draw each page and have its letters read; what comes of it is a page of text without the picture."""
    how = ("--dpi", str(DOTS_PER_INCH), "-c", "textonly_pdf=1", *_languages("-l"))
    scan, readable = folder / "page.pgm", folder / "readable"
    layers: list[bytes] = []
    for picture in grey_pictures(content):
        scan.write_bytes(picture)
        _run(TESSERACT, str(scan), str(readable), *how, "pdf")
        layers.append(readable.with_suffix(".pdf").read_bytes())
    return tuple(layers)


def _languages(option: str) -> tuple[str, ...]:
    """Return the option that names the languages read of those that Tesseract has data for."""
    if shutil.which(TESSERACT) is None:
        return ()
    listed = _run(TESSERACT, "--list-langs").split()
    known = [language for language in TRAINED if language in listed]
    return (option, "+".join(known)) if known else ()


def _run(program: str, *arguments: str) -> str:
    """Run a program that the administrator installed, with our own files; return what it prints."""
    done = subprocess.run(  # noqa: S603 - see above
        [shutil.which(program) or program, *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
        timeout=max(seconds_left() - MARGIN, 0.0),
    )
    return done.stdout
