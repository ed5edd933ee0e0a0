"""Files whose sections are in different languages: each is searched, shown and quoted in its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb import Abstention, Answer, KnowledgeBase
from kb.ingestion.by_language import by_language
from kb.ingestion.files import SourceFile, source_files
from kb.ingestion.pipeline import read_through
from kb.ingestion.read import read_documents
from kb.ingestion.readers import reader_of
from kb.text import Span
from tests import mixed_files as mixed
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.document import Document
    from kb.parse.pages import PagedText
    from tests.mixed_files import Section

FILES = {
    "oesters.txt": mixed.plain(mixed.OYSTERS_NL, mixed.OYSTERS_EN),
    "oesters.html": mixed.html(("nl", mixed.OYSTERS_NL), ("en", mixed.OYSTERS_EN)),
    "brief.docx": mixed.docx(("nl-NL", mixed.LETTER_NL), ("fr-BE", mixed.LETTER_FR)),
    "nota.pdf": mixed.pdf(mixed.NOTE_NL, mixed.ANNEX_EN),
}
HELD: dict[str, dict[str, Sequence[Section]]] = {
    "oesters.txt": {"nl": mixed.OYSTERS_NL, "en": mixed.OYSTERS_EN},
    "oesters.html": {"nl": mixed.OYSTERS_NL, "en": mixed.OYSTERS_EN},
    "brief.docx": {"nl": mixed.LETTER_NL, "fr": mixed.LETTER_FR},
    "nota.pdf": {"nl": mixed.NOTE_NL, "en": mixed.ANNEX_EN},
}
KINDS = [pytest.param(name, id=name.rpartition(".")[2]) for name in FILES]


def paged(name: str, content: bytes) -> PagedText:
    return reader_of(name, content).read(content, name)


def documents(name: str, content: bytes, language: str | None = None) -> dict[str, Document]:
    file = SourceFile(Path("/stukken", name), name, Path("/stukken"), None)
    return {d.expression.language: d for d in read_documents(file, content, language)}


def anchors(document: Document) -> list[str]:
    return [block.place.anchor for block in document.blocks]


# The cut


@pytest.mark.parametrize("name", KINDS)
def test_each_language_is_a_document_with_its_own_words_and_no_others(name: str) -> None:
    found = documents(name, FILES[name])

    assert list(found) == list(HELD[name])
    for language, document in found.items():
        text = " ".join(block.text.text for block in document.blocks)
        assert text.split() == " ".join(mixed.flat(HELD[name][language])).split()
        assert document.expression.id == name.partition(".")[0]


@pytest.mark.parametrize("name", KINDS)
def test_every_character_stays_in_one_line_of_each_part(name: str) -> None:
    whole = paged(name, FILES[name])
    for _, part in by_language(whole):
        lines = sorted(line.span for page in part.pages for line in page.lines())
        assert part.source == whole.source
        assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
        assert lines[-1].end == len(part.source)


@pytest.mark.parametrize("name", KINDS)
def test_every_block_leads_back_to_the_file(name: str) -> None:
    for document in documents(name, FILES[name]).values():
        for block in document.blocks:
            pieces = [span.of(document.source) for span in block.text.source_spans(Span(0, len(block.text)))]
            assert "".join(pieces).split() == block.text.text.split()


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param(sections, id=f"{name}, {language}")
        for name, held in HELD.items()
        for language, sections in held.items()
    ],
)
def test_a_text_in_one_language_is_not_cut(sections: Sequence[Section]) -> None:
    assert by_language(paged("stuk.txt", mixed.plain(sections, sections))) == ()


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("com-*")), ids=lambda path: path.name)
def test_the_communication_is_not_cut(path: Path) -> None:
    assert by_language(paged(path.name, path.read_bytes())) == ()


QUOTED = mixed.OYSTERS_EN[0][1][0]


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param([*mixed.OYSTERS_NL, ("3. CITAAT", [QUOTED])], id="a paragraph in a section of its own"),
        pytest.param(
            [("1. BRIEF", [*mixed.LETTER_NL[0][1], QUOTED, *mixed.NOTE_NL[0][1]])], id="in a section"
        ),
        pytest.param(
            [*mixed.OYSTERS_NL, ("BIBLIOGRAPHY", ["Smith, Clusters", "Porter, Nations"])], id="titles"
        ),
        pytest.param([("THE OYSTER AND THE SEA", mixed.OYSTERS_NL[0][1])], id="a heading"),
    ],
)
def test_what_is_quoted_stays_in_the_text_that_quotes_it(sections: Sequence[Section]) -> None:
    assert by_language(paged("stuk.txt", mixed.plain(sections))) == ()


def test_short_sections_and_headings_go_with_their_neighbours() -> None:
    halves = mixed.plain(
        [*mixed.OYSTERS_NL, ("3. SLOT", ["Zeeland, mei 2026"])],
        [("OYSTERS", ["Zeeland, May 2026"]), *mixed.OYSTERS_EN],
    )
    dutch, english = (
        [block.text.text for block in document.blocks] for document in documents("stuk.txt", halves).values()
    )

    assert dutch[-2:] == ["3. SLOT", "Zeeland, mei 2026"]
    assert english[:2] == ["OYSTERS", "Zeeland, May 2026"]


@pytest.mark.parametrize(
    ("name", "given", "language"),
    [
        pytest.param("oesters.txt", "nl", "nl", id="the user"),
        pytest.param("oesters.en.txt", None, "en", id="the name of the file"),
    ],
)
def test_who_says_the_language_says_it_of_the_whole_file(name: str, given: str | None, language: str) -> None:
    ((found, document),) = documents(name, FILES["oesters.txt"], given).items()

    assert found == language
    assert len(document.blocks) == len([*mixed.flat(mixed.OYSTERS_NL), *mixed.flat(mixed.OYSTERS_EN)])


def test_notes_go_with_the_text_that_they_hang_on() -> None:
    dutch, english = "\n\n".join(mixed.flat(mixed.OYSTERS_NL)), "\n\n".join(mixed.flat(mixed.OYSTERS_EN))
    text = f"{dutch}[^1]\n\n{english}[^2]\n\n[^1]: Sea Farming, 2024.\n[^2]: Zeeteelt, 2024.\n"
    found = documents("stuk.md", text.encode())

    assert [note.text.text for note in found["nl"].notes()] == ["Sea Farming, 2024."]
    assert [note.text.text for note in found["en"].notes()] == ["Zeeteelt, 2024."]
    assert found["nl"].unlocated_notes == found["en"].unlocated_notes == ()


# Places


def test_the_halves_of_a_bilingual_note_have_the_same_places() -> None:
    found = documents("oesters.txt", FILES["oesters.txt"])

    assert anchors(found["nl"]) == anchors(found["en"]) == ["1", "1/p1", "1/p2", "2", "2/p1"]


def test_a_section_that_says_something_else_gets_places_of_its_own() -> None:
    other = [("1. PRINTING", mixed.ANNEX_EN[0][1]), mixed.OYSTERS_EN[1]]
    found = documents("stuk.txt", mixed.plain(mixed.OYSTERS_NL, other))

    assert anchors(found["en"]) == ["1-en", "1-en/p1", "1-en/p2", "2", "2/p1"]


def test_a_page_is_that_of_the_file() -> None:
    english = documents("nota.pdf", FILES["nota.pdf"])["en"]

    assert [page.index for page in english.pages] == [0, 1]
    page = english.page_at(english.blocks[1].text.segments[0].source.start)
    assert page is not None
    assert page.index == 1


# The store


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> tuple[KnowledgeBase, Path]:
    folder = tmp_path_factory.mktemp("stukken")
    for name in ("oesters.txt", "brief.docx", "nota.pdf"):
        (folder / name).write_bytes(FILES[name])
    desk = KnowledgeBase.open(tmp_path_factory.mktemp("home"))
    report = desk.ingest([folder])
    assert not report.failed
    assert [(f.file, f.language) for f in report.added] == [
        ("brief.docx", "nl"),
        ("brief.docx", "fr"),
        ("nota.pdf", "nl"),
        ("nota.pdf", "en"),
        ("oesters.txt", "nl"),
        ("oesters.txt", "en"),
    ]
    return desk, folder


def test_the_status_shows_each_language_with_the_same_file(stocked: tuple[KnowledgeBase, Path]) -> None:
    shown = [(d.expression.language, d.origin.name, d.pages) for d in stocked[0].status().documents]

    assert sorted(shown) == [
        ("en", "nota.pdf", 2),
        ("en", "oesters.txt", None),
        ("fr", "brief.docx", None),
        ("nl", "brief.docx", None),
        ("nl", "nota.pdf", 2),
        ("nl", "oesters.txt", None),
    ]
    assert all(check.ok for check in stocked[0].verify())


@pytest.mark.parametrize(
    ("question", "language", "quoted", "page"),
    [
        pytest.param(
            "Waar komt de vereniging van drukkerijen in Lancashire bij elkaar?",
            "en",
            "which meets in Preston",
            "2",
            id="nl → en",
        ),
        pytest.param(
            "What must the municipality of Maastricht let know before the end of the month?",
            "nl",
            "of de gemeente Maastricht bereid is",
            None,
            id="en → nl",
        ),
    ],
)
def test_a_question_is_answered_from_the_section_in_the_other_language(
    stocked: tuple[KnowledgeBase, Path], question: str, language: str, quoted: str, page: str | None
) -> None:
    outcome = stocked[0].ask(question)

    assert isinstance(outcome, Answer)
    citation = next(c for c in outcome.citations if quoted in c.quote)
    assert (citation.document.language, citation.locator.page) == (language, page)
    assert not citation.parallel


def test_a_text_in_a_third_language_is_found_by_its_own_words(stocked: tuple[KnowledgeBase, Path]) -> None:
    for question in (
        "Hoeveel ambachtslieden werken in de werkplaatsen in de vallei van de Maas?",
        "How many artisans do the workshops in the valley of the Meuse employ?",
    ):
        first = stocked[0].search(question, k=1)[0]
        assert (first.document.language, first.locator.anchor) == ("fr", "u1/p1")
        assert "112 artisans" in first.text


def test_a_bilingual_note_answers_in_the_language_of_the_question(
    stocked: tuple[KnowledgeBase, Path],
) -> None:
    for question, language, other in (
        ("Hoeveel bedrijven telt de oesterkweek in Zeeland?", "nl", "en"),
        ("How many firms does oyster farming in Zeeland have?", "en", "nl"),
    ):
        outcome = stocked[0].ask(question)
        assert isinstance(outcome, Answer)
        first = outcome.citations[0]
        assert "47" in first.quote
        assert first.document.language == language
        assert [p.language for p in first.parallel] == [other]


def test_a_language_can_be_left_out_of_the_search(stocked: tuple[KnowledgeBase, Path]) -> None:
    outcome = stocked[0].ask("Hoeveel leden heeft de vereniging in Lancashire?", languages=["nl"])

    assert isinstance(outcome, Abstention)


# Again


@pytest.fixture
def shelf(home: Path, tmp_path: Path) -> tuple[KnowledgeBase, Path]:
    folder = tmp_path / "stukken"
    folder.mkdir()
    (folder / "oesters.txt").write_bytes(FILES["oesters.txt"])
    desk = KnowledgeBase.open(home)
    desk.ingest([folder])
    return desk, folder


def languages(desk: KnowledgeBase) -> list[str]:
    return [document.expression.language for document in desk.status().documents]


def test_a_second_time_nothing_changes(shelf: tuple[KnowledgeBase, Path]) -> None:
    desk, folder = shelf
    report = desk.ingest([folder])

    assert report.generation == 1
    assert [f.language for f in report.unchanged] == ["en", "nl"]
    assert (report.added, report.changed) == ((), ())


def test_a_language_that_the_file_no_longer_holds_goes_with_the_change(
    shelf: tuple[KnowledgeBase, Path],
) -> None:
    desk, folder = shelf
    (folder / "oesters.txt").write_bytes(mixed.plain(mixed.OYSTERS_EN))
    report = desk.ingest([folder])

    assert [f.language for f in report.changed] == ["en"]
    assert languages(desk) == ["en"]
    assert report.generation == 2


def test_all_languages_go_with_the_file(shelf: tuple[KnowledgeBase, Path]) -> None:
    desk, folder = shelf
    (folder / "oesters.txt").unlink()

    assert [f.language for f in desk.ingest([folder], prune=True).removed] == ["en", "nl"]
    assert languages(desk) == []


def test_a_language_that_was_removed_alone_comes_back_with_the_file(
    shelf: tuple[KnowledgeBase, Path],
) -> None:
    desk, folder = shelf
    desk.remove("oesters", "en")
    assert languages(desk) == ["nl"]
    desk.ingest([folder])

    assert languages(desk) == ["en", "nl"]


def test_the_pipeline_reads_every_language(shelf: tuple[KnowledgeBase, Path]) -> None:
    (file,) = source_files(shelf[1])
    through = read_through(file, None)

    assert [each.expression.language for each in through] == ["nl", "en"]
