"""Documents taken out, handed in and opened: what is left is whole, whatever happened."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kb import Abstention, Answer, KnowledgeBase
from kb.document import BlockKind
from kb.errors import HomeError, SourceError, UsageError
from kb.ingestion.uploads import HandedIn, safe_name
from kb.settings import Settings
from tests import pdf_files as draw
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

OYSTERS = "De oesterkweek in Zeeland telt 47 bedrijven en valt onder COM(2006) 502."
TULIPS = "De tulpenteelt in Flevoland telt 12 bedrijven."
QUESTION = "Hoeveel bedrijven telt de oesterkweek in Zeeland?"
KILLED = 3


@pytest.fixture
def stukken(tmp_path: Path) -> Path:
    folder = tmp_path / "stukken"
    folder.mkdir()
    for name, text in (
        ("oesters.nl", OYSTERS),
        ("oesters.en", "Oyster farming has 47 firms."),
        ("tulpen.nl", TULIPS),
    ):
        (folder / f"{name}.txt").write_text(f"1. TEELT\n\n{text}\n", "utf-8")
    return folder


@pytest.fixture
def stocked(home: Path, stukken: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(home) as desk:
        desk.ingest([stukken])
        yield desk


def stored(desk: KnowledgeBase) -> set[tuple[str, str]]:
    return {(d.expression.id, d.expression.language) for d in desk.status().documents}


def test_a_document_that_was_removed_is_gone_from_everything(stocked: KnowledgeBase) -> None:
    assert isinstance(stocked.ask(QUESTION), Answer)
    before = {d.expression for d in stocked.status().documents if d.expression.id == "tulpen"}

    removed = stocked.remove("oesters")

    assert [(r.document, r.language, r.file) for r in removed] == [
        ("oesters", "en", "oesters.en.txt"),
        ("oesters", "nl", "oesters.nl.txt"),
    ]
    assert isinstance(stocked.ask(QUESTION), Abstention)
    assert {p.expression.id for p in stocked.passages()} == {"tulpen"}
    assert all("oester" not in hit.text.lower() for hit in stocked.search("oesterkweek"))
    assert stocked.look_up() == []
    assert {d.expression for d in stocked.status().documents} == before
    assert all(check.ok for check in stocked.verify())


def test_a_document_is_removed_in_one_language_alone(stocked: KnowledgeBase) -> None:
    stocked.remove("oesters", "en")
    assert stored(stocked) == {("oesters", "nl"), ("tulpen", "nl")}
    assert isinstance(stocked.ask(QUESTION), Answer)


def test_a_file_that_is_still_there_brings_its_document_back(stocked: KnowledgeBase, stukken: Path) -> None:
    (gone,) = stocked.remove("tulpen")
    assert gone.comes_back == str(stukken / "tulpen.nl.txt")
    stocked.ingest([stukken])
    assert ("tulpen", "nl") in stored(stocked)
    (stukken / "tulpen.nl.txt").unlink()
    assert stocked.remove("tulpen")[0].comes_back is None


def test_the_last_document_can_be_removed(stocked: KnowledgeBase) -> None:
    stocked.remove("oesters")
    stocked.remove("tulpen")
    assert stocked.status().documents == ()
    with pytest.raises(HomeError, match="holds no document"):
        stocked.ask(QUESTION)


@pytest.mark.parametrize(
    ("work", "language", "message"),
    [
        pytest.param(
            "mossels", None, "no document 'mossels' is stored: choose one of oesters, tulpen", id="work"
        ),
        pytest.param("oesters", "fr", "oesters is not stored in 'fr', only in en, nl", id="language"),
        pytest.param("", None, "no document '' is stored", id="nothing"),
    ],
)
def test_an_unknown_document_is_a_clear_error_and_changes_nothing(
    stocked: KnowledgeBase, work: str, language: str | None, message: str
) -> None:
    before = stocked.status()
    with pytest.raises(UsageError, match=f"^{message}"):
        stocked.remove(work, language)
    with pytest.raises(UsageError, match=f"^{message}"):
        stocked.document(work, language or "nl")
    assert stocked.status() == before


def test_removing_from_nothing_makes_nothing(home: Path) -> None:
    with KnowledgeBase.open(home) as desk, pytest.raises(HomeError, match="nothing has been ingested"):
        desk.remove("oesters")
    assert not home.exists()


REMOVAL = "import sys; from kb import KnowledgeBase; KnowledgeBase.open(sys.argv[1]).remove('oesters')"


def test_a_removal_that_is_killed_leaves_old_or_new(
    stocked: KnowledgeBase, home: Path, stukken: Path
) -> None:
    chance = random.Random(652)  # noqa: S311 - moments, not secrets
    for _ in range(KILLED):
        stocked.ingest([stukken])
        with subprocess.Popen([sys.executable, "-c", REMOVAL, str(home)], cwd=ROOT) as running:
            try:
                running.wait(chance.uniform(0.3, 2.0))
            except subprocess.TimeoutExpired:
                running.kill()
        left = stored(stocked)
        assert left in ({("tulpen", "nl")}, {("oesters", "nl"), ("oesters", "en"), ("tulpen", "nl")})
        assert isinstance(stocked.ask(QUESTION), Answer) == (("oesters", "nl") in left)
        stocked.repair()
        assert all(check.ok for check in stocked.verify())


def removing(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kb", "--home", str(home), "remove", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_the_command_removes_when_it_is_told_to(stocked: KnowledgeBase, home: Path, stukken: Path) -> None:
    unasked = removing(home, "oesters")
    assert (unasked.returncode, unasked.stdout) == (2, "")
    assert "--yes" in unasked.stderr
    done = removing(home, "oesters", "--lang", "en", "--yes", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "removed": [
            {
                "document": "oesters",
                "language": "en",
                "file": "oesters.en.txt",
                "comes_back": str(stukken / "oesters.en.txt"),
            }
        ],
        "schema": 1,
    }
    assert "comes back" in removing(home, "tulpen", "--yes").stdout
    assert stored(stocked) == {("oesters", "nl")}


# Opened to be read


def test_a_document_is_opened_with_all_that_stands_in_it(desk: KnowledgeBase) -> None:
    opened = desk.document("com-2008-652", "nl")
    kinds = [block.passage.kind for block in opened.blocks]
    assert opened.languages == ("en", "nl")
    assert opened.document.expression.title.startswith("Naar clusters van wereldklasse")
    assert (kinds.count(BlockKind.NOTE), kinds.count(BlockKind.LEAD_IN), kinds.count(BlockKind.ITEM)) == (
        33,
        2,
        10,
    )
    assert [b.passage.ordinal for b in opened.blocks] == list(range(len(kinds)))
    assert sum(len(block.passage.marks) for block in opened.blocks) == 33
    labels = [turn.label for block in opened.blocks for turn in block.passage.page_turns]
    assert list(dict.fromkeys(labels)) == [str(page) for page in range(2, 12)]
    for block in opened.blocks:
        for reference in block.references:
            assert block.passage.text[slice(*reference.span)] == reference.verbatim


def test_a_translation_is_opened_on_the_pages_of_its_original(desk: KnowledgeBase) -> None:
    pages = {
        language: {
            block.passage.place.anchor: block.passage.page_turns[0].label
            for block in desk.document("com-2008-652", language).blocks
            if block.passage.page_turns
        }
        for language in ("nl", "en")
    }
    assert pages["en"] == {anchor: pages["nl"][anchor] for anchor in pages["en"]}
    assert len(pages["en"]) > 80


# Handed in


@pytest.mark.parametrize(
    ("said", "safe"),
    [
        pytest.param("advies.nl.pdf", "advies.nl.pdf", id="plain"),
        pytest.param("../../etc/passwd", "passwd", id="up"),
        pytest.param("C:\\Users\\x\\nota.docx", "nota.docx", id="windows path"),
        pytest.param("/", "document", id="only a slash"),
        pytest.param("..", "document", id="only dots"),
        pytest.param(".verborgen.txt", "verborgen.txt", id="hidden"),
        pytest.param("Notitie één – ĳ.pdf", "Notitie één – ĳ.pdf", id="accents"),
        pytest.param("cafe\u0301.txt", "café.txt", id="decomposed accent"),
        pytest.param("a\x00b\nc\x1b[31m.txt", "abc[31m.txt", id="control characters"),
        pytest.param("fdp\u202etxt.exe", "fdptxt.exe", id="turned around"),
        pytest.param("<img src=x onerror=alert(1)>.txt", "_img src=x onerror=alert(1)_.txt", id="markup"),
        pytest.param("CON.txt", "_CON.txt", id="device"),
        pytest.param("lpt1", "_lpt1", id="device without suffix"),
        pytest.param("é" * 300 + ".pdf", "é" * 73 + ".pdf", id="long"),
        pytest.param("a" * 300, "a" * 150, id="long without suffix"),
        pytest.param("x. . .", "x", id="dots at the end"),
    ],
)
def test_a_file_that_is_handed_in_gets_a_safe_name(said: str, safe: str) -> None:
    assert safe_name(said) == safe
    assert safe_name(safe) == safe


def handed_in(folder: Path, *files: tuple[str, bytes]) -> Sequence[HandedIn]:
    """Return files as a browser hands them in: their names apart from where they lie."""
    folder.mkdir(exist_ok=True)
    given = []
    for number, (name, content) in enumerate(files):
        place = folder / f"deel-{number}"
        place.write_bytes(content)
        given.append(HandedIn(name, place))
    return given


def kept(home: Path) -> list[str]:
    return sorted(file.name for file in (home / "uploads").glob("*/*"))


def test_a_file_that_is_handed_in_is_kept_read_and_answered_from(home: Path, tmp_path: Path) -> None:
    content = draw.pdf(draw.lines(OYSTERS))
    with KnowledgeBase.open(home) as desk:
        report = desk.take_in(handed_in(tmp_path / "in", ("../Oesters.nl.pdf", content)))
        assert [(f.file, f.document, f.language) for f in report.added] == [
            ("Oesters.nl.pdf", "oesters", "nl")
        ]
        answer = desk.ask(QUESTION)
        assert isinstance(answer, Answer)
        assert desk.original("oesters", "nl").content == content
        assert desk.take_in(handed_in(tmp_path / "in", ("Oesters.nl.pdf", content))).unchanged
        assert kept(home) == ["Oesters.nl.pdf"]
        desk.remove("oesters")
        assert kept(home) == []


def test_a_newer_file_of_the_same_name_takes_the_place_of_the_older(home: Path, tmp_path: Path) -> None:
    with KnowledgeBase.open(home) as desk:
        desk.take_in(handed_in(tmp_path / "in", ("nota.nl.txt", OYSTERS.encode())))
        report = desk.take_in(handed_in(tmp_path / "in", ("nota.nl.txt", TULIPS.encode())))
        assert [f.document for f in report.changed] == ["nota"]
        assert [p.text for p in desk.passages()] == [TULIPS]
        assert len(kept(home)) == 1
        failed = desk.take_in(handed_in(tmp_path / "in", ("nota.nl.pdf", b"%PDF-1.7 afgebroken")))
        assert "cut off" in failed.failed[0].error
        assert [p.text for p in desk.passages()] == [TULIPS]
        assert kept(home) == ["nota.nl.txt"]


def test_what_cannot_be_taken_is_refused_and_the_rest_is_read(home: Path, tmp_path: Path) -> None:
    settings = Settings(home=home, upload_size=1_000, upload_files=4)
    files = (
        ("goed.nl.txt", OYSTERS.encode()),
        ("groot.nl.txt", b"x" * 1_001),
        ("goed.nl.txt", TULIPS.encode()),
        ("leeg.nl.txt", b""),
    )
    with KnowledgeBase.open(settings=settings) as desk:
        report = desk.take_in(handed_in(tmp_path / "in", *files))
        assert [f.document for f in report.added] == ["goed"]
        assert [f.file for f in report.failed] == ["groot.nl.txt", "goed.nl.txt", "leeg.nl.txt"]
        assert "at most" in report.failed[0].error
        assert "another file of this name" in report.failed[1].error
        assert kept(home) == ["goed.nl.txt"]
        with pytest.raises(UsageError, match="5 files were handed in, and 4"):
            desk.take_in(handed_in(tmp_path / "in", *files, files[0]))


def test_the_original_is_shown_only_while_it_is_what_was_read(stocked: KnowledgeBase, stukken: Path) -> None:
    file = stukken / "tulpen.nl.txt"
    before = file.read_bytes()
    assert stocked.original("tulpen", "nl").content == before
    file.write_bytes(before + b"!")
    with pytest.raises(SourceError, match=r"^tulpen\.nl\.txt: the file was changed"):
        stocked.original("tulpen", "nl")
    file.unlink()
    with pytest.raises(
        SourceError, match=r"^tulpen\.nl\.txt: the file that was ingested is not at its place"
    ):
        stocked.original("tulpen", "nl")
