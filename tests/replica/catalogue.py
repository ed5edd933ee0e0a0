"""What the replica holds: works, their languages and formats, and the numbers that play a trouble."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path

DOCUMENTS = Path(__file__).with_name("documents")

XHTML, HTML, PDF = "application/xhtml+xml", "text/html", "application/pdf"
KINDS = {XHTML: "xhtml", HTML: "html", PDF: "pdfa1a"}
"""Media type → the name of the type in a SPARQL listing."""

NOTE = {
    "nld": "Deze notitie is een oefentekst van de replica. Zij zegt dat de dienst Voorbeeld in de haven van "
    "Harlingen een werkplaats voor scheepsbouwers opent, en dat de werkplaats iedere dag open is. ",
    "eng": "This note is a practice text of the replica. It says that the Example Service opens a workshop "
    "for boat builders in the harbour of Harlingen, and that the workshop is open every day. ",
    "fra": "Cette note est un texte d'exercice de la réplique. Elle dit que le service Exemple ouvre un "
    "atelier pour les constructeurs de bateaux dans le port de Harlingen, et qu'il est ouvert chaque jour. ",
    "deu": "Diese Notiz ist ein Übungstext der Nachbildung. Sie sagt, dass der Dienst Beispiel im Hafen von "
    "Harlingen eine Werkstatt für Bootsbauer öffnet und dass die Werkstatt jeden Tag geöffnet ist. ",
}


@dataclass(frozen=True)
class Work:
    """A work: its streams by language and media type."""

    celex: str
    streams: dict[tuple[str, str], tuple[bytes, ...]]
    titles: dict[str, str] = field(default_factory=dict)

    @property
    def cellar(self) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, self.celex))

    def item(self, language: str, media_type: str, number: int) -> str:
        """Return the path of a stream: "/resource/cellar/{uuid}.0001.02/DOC_1"."""
        expression = 1 + sorted(NOTE).index(language)
        manifestation = 1 + list(KINDS).index(media_type)
        return f"/resource/cellar/{self.cellar}.{expression:04}.{manifestation:02}/DOC_{number}"

    def items(self) -> dict[str, tuple[str, bytes]]:
        """Return every stream by its path, with its media type."""
        return {
            self.item(language, media_type, number): (media_type, content)
            for (language, media_type), contents in self.streams.items()
            for number, content in enumerate(contents, start=1)
        }


def note(language: str, title: str = "Notitie", sentences: int = 5) -> bytes:
    """Return a practice page in a language."""
    body = "\n".join(f"<p>{number}. {NOTE[language]}</p>" for number in range(1, sentences + 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}'
        f"</title></head><body>\n<h1>{title}</h1>\n{body}\n</body></html>\n"
    ).encode()


def pdf(text: str) -> bytes:
    """Return a PDF of one page with lines of text, as small as the format allows."""
    lines = " ".join(f"({line}) Tj 0 -16 Td" for line in text.splitlines())
    page = f"BT /F1 11 Tf 60 780 Td {lines} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


def _file(name: str) -> tuple[bytes, ...]:
    return (DOCUMENTS.joinpath(name).read_bytes(),)


def _plain(celex: str, **streams: bytes) -> Work:
    """Return a work that is held as XHTML in the languages given."""
    return Work(celex, {(language, XHTML): (content,) for language, content in streams.items()})


COMMUNICATION = Work(
    "52008DC0652",
    {
        (code, XHTML): _file(f"com-2008-652.{language}.xhtml")
        for language, code in (("nl", "nld"), ("en", "eng"), ("fr", "fra"), ("de", "deu"))
    },
    {"fra": "Des clusters dans une Union imaginée", "deu": "Cluster in einer erfundenen Union"},
)
WORKING_PAPER = Work(
    "52008SC2637",
    {("eng", HTML): _file("sec-2008-2637.en.html") + _file("sec-2008-2637-annex.en.html")},
)
SEVERAL = Work("52099DC0300", {("nld", XHTML): tuple(note("nld", f"Deel {n}") for n in range(1, 12))})
ONLY_PDF = Work(
    "52099DC0301", {("nld", PDF): (pdf("\n".join(["De haven van Harlingen opent een werkplaats."] * 12)),)}
)
WRONG_PDF = Work(
    "52099DC0302", {("nld", PDF): (pdf("\n".join(["The harbour of Harlingen opens a workshop."] * 12)),)}
)
PARENTHESES = _plain("52006XC1230(01)", nld=note("nld"))
CORRIGENDUM = _plain("32016R0679R(02)", eng=note("eng"))
OLD = Work("52099DC0406", {("nld", HTML): (note("nld"),)})
WRONG_LANGUAGE = _plain("52099DC0201", nld=note("eng"), eng=note("eng"))
REVISED = _plain("52099DC0304", nld=note("nld"))

REGULATION = _plain("32006R1082", nld=note("nld", "Verordening"), eng=note("eng", "Regulation"))
"""Cited in note 25 of the communication."""

NOT_YET, NEVER_READY, HASTY, FAULTY, DOWN = (
    _plain(f"52099DC{number}", nld=note("nld")) for number in ("0202", "0203", "0429", "0500", "0503")
)
PATIENT = _plain("52099DC0430", nld=note("nld"))
ROBOT_CHECK = _plain("52099DC0200", nld=note("nld"))
SLOW = _plain("52099DC0408", nld=note("nld"))
BROKEN_OFF = _plain("52099DC0206", nld=note("nld", sentences=400))
BROKEN_OFF_UNMARKED = _plain("52099DC0207", nld=note("nld", sentences=400))
ELSEWHERE = _plain("52099DC0307", nld=note("nld"))
ENDLESS = _plain("52099DC0308", nld=note("nld"))
HUGE = _plain("52099DC0413", nld=note("nld", sentences=2_000))
LISTED_BUT_GONE = Work("52099DC0404", {("nld", PDF): (pdf("Weg"),)})

WORKS = {work.celex: work for work in list(globals().values()) if isinstance(work, Work)}
"""All works above, by number."""
