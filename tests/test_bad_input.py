"""A folder with everything that can be wrong with a file: each is named, and nothing else is lost."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import WITHOUT_PRIVILEGE

ROOT = Path(__file__).parent.parent
DUTCH = "De Commissie steunt de clusters van de lidstaten met geld uit de fondsen."
WITHOUT_PROGRAMS = ("env", "PATH=")
"""A scan is refused where no program can read it; whether Tesseract is installed must not matter here."""

HTML = f"""<!DOCTYPE html><html lang="nl"><head><title>Stuk</title>
<script>var geheim = "niet lezen";</script></head>
<body onload="geheim()"><p>{DUTCH}</p><script>document.write("ook niet")</script></body></html>"""
ENTITIES = """<?xml version="1.0"?><!DOCTYPE ACT [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>
<ACT><P>&b;</P></ACT>"""
MANIFEST = """
[[work]]
id = "map"
[work.title]
nl = "Een map"
[[work.expression]]
language = "nl"
file = "map.txt"
authority = "authentic"
"""


def pdf(*lines: str) -> bytes:
    drawn = io.BytesIO()
    canvas = Canvas(drawn, invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 20 * number, line)
    canvas.showPage()
    canvas.save()
    return drawn.getvalue()


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(DUTCH))))
    writer.encrypt("geheim", algorithm="RC4-128")
    return written(writer)


def many_pages() -> bytes:
    writer = PdfWriter()
    for _ in range(2_001):
        writer.add_blank_page(595, 842)
    return written(writer)


def bomb() -> bytes:
    """Two hundred megabytes of spaces in as many kilobytes."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = StreamObject()
    stream._data = zlib.compress(b" " * 200_000_000)  # noqa: SLF001 - pypdf offers no way to hand over packed bytes
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Contents")] = writer._add_object(stream)  # noqa: SLF001 - the same
    return written(writer)


def scan() -> bytes:
    """A page that is one picture."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    image, drawing = DecodedStreamObject(), DecodedStreamObject()
    image.set_data(b"\x80")
    for key, value in {"/Type": NameObject("/XObject"), "/Subtype": NameObject("/Image")}.items():
        image[NameObject(key)] = value
    for key in ("/Width", "/Height"):
        image[NameObject(key)] = NumberObject(1)
    image[NameObject("/BitsPerComponent")] = NumberObject(8)
    image[NameObject("/ColorSpace")] = NameObject("/DeviceGray")
    drawing.set_data(b"595 0 0 842 0 0 cm /Scan Do")
    drawn = DictionaryObject({NameObject("/Scan"): writer._add_object(image)})  # noqa: SLF001 - the same
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawn})
    page[NameObject("/Contents")] = writer._add_object(drawing)  # noqa: SLF001 - the same
    return written(writer)


GOOD = {
    "goed.txt": DUTCH.encode,
    "met spaties & één.txt": DUTCH.encode,
    "twee..punten.txt": DUTCH.encode,
    "-streep.txt": DUTCH.encode,
    "--help.txt": DUTCH.encode,
    "regel\neinde.txt": DUTCH.encode,
    "$(touch kwaad).txt": DUTCH.encode,
    "script.html": HTML.encode,
    "eigenlijk-pdf.txt": lambda: pdf(DUTCH),
    "map.pdf/in-een-map.txt": DUTCH.encode,
}
BAD = {
    "beveiligd.pdf": (encrypted, "is protected with a password; save it without one"),
    "afgekapt.pdf": (
        lambda: pdf(DUTCH)[:-200],
        "the file is cut off before its end; download or copy it again",
    ),
    "geen.pdf": (DUTCH.encode, "is named as a PDF but is not one; give it the suffix of what it is"),
    "leeg.pdf": (bytes, "there is no text in it"),
    "leeg.txt": (bytes, "there is no text in it"),
    "scan.pdf": (scan, "is a scan "),
    "tweeduizend.pdf": (many_pages, "has 2001 pages, and 2000 are read at most; split it"),
    "bom.pdf": (bomb, "unpacks to more than a document holds"),
    "entiteiten.xml": (ENTITIES.encode, "declares entities of its own, which are not expanded"),
    "beeld.png": (lambda: b"\x89PNG\r\n\x1a\n", "cannot read files of the kind .png; save it as PDF"),
    "nul.txt": (lambda: b"De Commissie\0", "is not plain text; save it as text (UTF-8) and try again"),
}
ODD = {
    "map.txt": "is a folder, where the manifest names a file; correct the manifest",
    "naar-buiten.txt": "is a link that leads out of the folder; put the file itself there, or name it",
    "naar-niets.txt": "is a link to a file that is not there; remove the link",
    "dicht.txt": "cannot be read (Permission denied); change its permissions",
    "pijp.txt": "is no file but a pipe or a device; take it out of the folder",
}


@dataclass(frozen=True)
class Outcome:
    """What one run of the command did with the folder."""

    code: int
    report: dict[str, list[dict[str, str]]]
    complaints: list[str]
    errors: dict[str, str]


def fill(folder: Path) -> None:
    for name, content in [*GOOD.items(), *((name, made) for name, (made, _) in BAD.items())]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content())
    (folder / "manifest.toml").write_text(MANIFEST, "utf-8")
    (folder / "map.txt").mkdir()
    (folder.parent / "buiten.txt").write_text(DUTCH, "utf-8")
    (folder / "naar-buiten.txt").symlink_to("../buiten.txt")
    (folder / "naar-niets.txt").symlink_to("weg.txt")
    os.mkfifo(folder / "pijp.txt")
    (folder / "dicht.txt").write_text(DUTCH, "utf-8")
    (folder / "dicht.txt").chmod(0)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    place = tmp_path_factory.mktemp("invoer")
    folder = place / "stukken"
    folder.mkdir()
    fill(folder)
    before = WITHOUT_PRIVILEGE if os.geteuid() == 0 else ()
    options = ("--home", str(place / "home"), "--json")
    ran = subprocess.run(
        [*before, *WITHOUT_PROGRAMS, sys.executable, "-m", "kb", *options, "ingest", str(folder)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    report = json.loads(ran.stdout)
    errors = {failed["file"]: failed["error"] for failed in report["failed"]}
    return Outcome(ran.returncode, report, ran.stderr.splitlines(), errors)


def test_the_command_fails_and_says_a_line_for_each(outcome: Outcome) -> None:
    assert outcome.code == 1
    assert outcome.complaints == [f"kb: {failed['error']}" for failed in outcome.report["failed"]]
    assert len(set(outcome.complaints)) == len(outcome.complaints)


@pytest.mark.parametrize("name", GOOD)
def test_what_can_be_read_is_stored(outcome: Outcome, name: str) -> None:
    assert name.replace("\n", "␊") in [added["file"] for added in outcome.report["added"]]


@pytest.mark.parametrize(("name", "error"), [*((n, e) for n, (_, e) in BAD.items()), *ODD.items()])
def test_what_cannot_be_read_is_named_with_what_to_do(outcome: Outcome, name: str, error: str) -> None:
    assert outcome.errors[name].startswith(f"{name}: {error}")


def test_nothing_else_happened(outcome: Outcome) -> None:
    added = {added["file"] for added in outcome.report["added"]}
    assert len(added) == len(GOOD)
    assert set(outcome.errors) == {*BAD, *ODD}
