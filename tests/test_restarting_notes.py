"""Notes whose numbers begin at 1 again on each page: each has its own place, and its mark leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb import Answer, KnowledgeBase
from kb.document import BlockKind, Expression
from kb.ingestion.readers import reader_of
from kb.passages import passages_of
from kb.structure.build import build_document
from tests import pdf_files as draw

if TYPE_CHECKING:
    from pathlib import Path

    from kb.document import Document

RULE = " " * 49


def read(*pages: str) -> Document:
    return document("stuk.pdf", draw.pdf(*pages))


def document(name: str, content: bytes) -> Document:
    expression = Expression("stuk", None, "", None, "nl", None, None, "sha256:0")
    return build_document(expression, reader_of(name, content).read(content, name))


def noted(*notes: str) -> str:
    return "\n".join(("", draw.rule(70, 214, 104), draw.lines(*notes, y=90, size=8, step=10)))


SUBJECTS = ("oesters", "tulpen", "orgels")


def pages_that_begin_at_1() -> list[str]:
    """Return three pages, each with a note 1 and a note 2 of its own."""
    return [
        draw.raised_by_rise(f"Het cluster van de {subject} groeit", "1", " nog.")
        + "\n"
        + draw.raised_by_rise(f"De steun voor de {subject} blijft gelijk", "2", ".", y=710)
        + noted(f"1 Verslag over de {subject}, 2024.", f"2 Begroting van de {subject}, 2025.")
        for subject in SUBJECTS
    ]


def test_each_note_has_its_own_place_where_every_page_begins_at_1() -> None:
    found = read(*pages_that_begin_at_1())

    notes = {note.place.anchor: (note.place.footnote, note.text.text) for note in found.notes()}
    assert notes == {
        "n1": (1, "Verslag over de oesters, 2024."),
        "n2": (2, "Begroting van de oesters, 2025."),
        "n1-2": (1, "Verslag over de tulpen, 2024."),
        "n2-2": (2, "Begroting van de tulpen, 2025."),
        "n1-3": (1, "Verslag over de orgels, 2024."),
        "n2-3": (2, "Begroting van de orgels, 2025."),
    }
    assert found.unlocated_notes == ()


def test_a_mark_leads_to_the_note_of_its_own_page() -> None:
    found = read(*pages_that_begin_at_1())
    notes = {note.place.anchor: note.text.text for note in found.notes()}

    hung = [(block.text.text, notes[mark.note]) for block in found.blocks for mark in block.marks]
    assert len(hung) == 6
    for carrier, note in hung:
        assert [subject in carrier for subject in SUBJECTS] == [subject in note for subject in SUBJECTS]
    carriers = {p.place.anchor: p.carrier for p in passages_of(found) if p.kind is BlockKind.NOTE}
    assert [s for a, s in carriers.items() if a.startswith("n1")] == [
        f"Het cluster van de {subject} groeit nog." for subject in SUBJECTS
    ]


def test_a_note_that_begins_anew_may_follow_one_that_goes_on() -> None:
    first = draw.raised_by_rise("Het beleid is goed", "1", " en") + noted("1 Deze noot begint hier en")
    second = draw.raised_by_rise("wordt nog beter", "1", ".") + noted("houdt hier op.", "1 Een andere noot.")
    found = read(first, second)

    assert [(note.place.anchor, note.text.text) for note in found.notes()] == [
        ("n1", "Deze noot begint hier en houdt hier op."),
        ("n1-2", "Een andere noot."),
    ]


def test_an_answer_brings_the_note_of_its_page_and_names_the_page(home: Path, tmp_path: Path) -> None:
    (tmp_path / "clusters.nl.pdf").write_bytes(draw.pdf(*pages_that_begin_at_1()))
    with KnowledgeBase.open(home) as desk:
        desk.ingest([tmp_path / "clusters.nl.pdf"])
        outcome = desk.ask("Groeit het cluster van de tulpen?")

        assert isinstance(outcome, Answer)
        noted = next(c for c in outcome.citations if c.locator.footnote)
        assert noted.quote == "Verslag over de tulpen, 2024."
        assert (noted.locator.anchor, noted.locator.page_index) == ("n1-2", 1)
        assert all(check.ok for check in desk.verify())

        asked = desk.ask("Wat zegt voetnoot 1?")
        assert isinstance(asked, Answer)
        assert [citation.locator.anchor for citation in asked.citations] == ["n1", "n1-2", "n1-3"]


def plain(*pages: tuple[str, tuple[str, ...]]) -> Document:
    """Return what is read from the text of a PDF: the notes of a page follow a line of blanks."""
    text = "\n".join("\n".join((body, RULE, *notes)) for body, notes in pages)
    return document("stuk.txt", text.encode())


def test_notes_of_a_plain_text_begin_anew_where_the_page_has_their_mark() -> None:
    found = plain(
        ("Het cluster van de oesters1 groeit.", ("1 Verslag, 2024.", "2 Begroting, 2025.")),
        (" Het cluster van de tulpen1 groeit.", ("1 Verslag, 2026.",)),
    )

    assert [(note.place.anchor, note.text.text) for note in found.notes()] == [
        ("n1", "Verslag, 2024."),
        ("n2", "Begroting, 2025."),
        ("n1-2", "Verslag, 2026."),
    ]
    assert [mark.note for block in found.blocks for mark in block.marks] == ["n1", "n1-2"]


def test_a_note_of_a_plain_text_that_goes_on_with_a_figure_does_not_begin_anew() -> None:
    found = plain(
        ("Het cluster van de oesters1 groeit.", ("1 Het verslag is van",)),
        (" Het cluster van de tulpen groeit.", ("1 januari 2024.",)),
    )

    assert [(n.place.anchor, n.text.text) for n in found.notes()] == [
        ("n1", "Het verslag is van 1 januari 2024.")
    ]
