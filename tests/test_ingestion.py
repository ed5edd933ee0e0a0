"""Folders into the store: what is new, changed, gone or unreadable, told file by file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kb.document import Authority
from kb.errors import ManifestError
from kb.ingestion import IngestionReport, ingest
from kb.sources.manifest import Identity, read_manifest
from kb.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DUTCH = "De Commissie steunt de clusters van de lidstaten met geld uit de fondsen."
ENGLISH = "The Commission supports the clusters of the Member States with money from the funds."
DECLARED = """
[[work]]
id = "com-2008-652"
reference = "COM(2008) 652"
celex = "52008DC0652"
date = 2008-10-17

[work.title]
nl = "Naar clusters"

[[work.expression]]
language = "nl"
file = "FILE"
authority = "authentic"
source = "https://voorbeeld.eu/652"
licence = "CC BY 4.0"
"""


@dataclass
class Shelf:
    """A folder of texts, and the store that it is ingested into."""

    folder: Path
    store: Store

    def write(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def declare(self, file: str, text: str = DECLARED) -> None:
        self.write("manifest.toml", text.replace("FILE", file))

    def ingest(self, *, language: str | None = None, prune: bool = False) -> IngestionReport:
        return ingest(self.store, [self.folder], language=language, prune=prune)

    def stored(self) -> list[tuple[str, str]]:
        return [(d.expression.id, d.expression.language) for d in self.store.documents()]

    def texts(self) -> list[str]:
        return [passage.text for _, passage in self.store.passages()]


@pytest.fixture
def shelf(home: Path, tmp_path: Path) -> Iterator[Shelf]:
    folder = tmp_path / "stukken"
    folder.mkdir()
    with Store.create(home) as store:
        yield Shelf(folder, store)


def happened(report: IngestionReport) -> dict[str, list[str]]:
    """Return the files of a report by what happened to them; nothing where nothing did."""
    by_outcome = {
        "added": [f.file for f in report.added],
        "changed": [f.file for f in report.changed],
        "unchanged": [f.file for f in report.unchanged],
        "removed": [f.file for f in report.removed],
        "failed": [f.file for f in report.failed],
    }
    return {outcome: files for outcome, files in by_outcome.items() if files}


# What is new, changed and gone


@pytest.fixture
def three(shelf: Shelf) -> Shelf:
    """Three texts, one of them in a folder below, already ingested."""
    shelf.write("een.nl.txt", DUTCH)
    shelf.write("twee.en.txt", ENGLISH)
    shelf.write("map/drie.txt", DUTCH)
    assert happened(shelf.ingest()) == {"added": ["een.nl.txt", "twee.en.txt", "map/drie.txt"]}
    return shelf


def test_a_second_time_nothing_changes(three: Shelf) -> None:
    report = three.ingest()

    assert happened(report) == {"unchanged": ["een.nl.txt", "twee.en.txt", "map/drie.txt"]}
    assert report.generation == 3
    assert [(f.document, f.language) for f in report.unchanged] == [
        ("een", "nl"),
        ("twee", "en"),
        ("drie", "nl"),
    ]


def test_only_the_file_that_changed_is_read_again(three: Shelf) -> None:
    three.write("een.nl.txt", "De regio's groeien.")
    report = three.ingest()

    assert happened(report) == {"changed": ["een.nl.txt"], "unchanged": ["twee.en.txt", "map/drie.txt"]}
    assert report.generation == 4
    assert "De regio's groeien." in three.texts()
    assert three.texts().count(DUTCH) == 1


def test_a_file_whose_declaration_changed_is_read_again(three: Shelf) -> None:
    three.declare("een.nl.txt", DECLARED.replace("com-2008-652", "een"))
    report = three.ingest()

    assert happened(report) == {"changed": ["een.nl.txt"], "unchanged": ["twee.en.txt", "map/drie.txt"]}
    assert three.store.documents()[1].expression.title == "Naar clusters"


@pytest.mark.parametrize(
    ("prune", "outcome", "left"),
    [
        pytest.param(True, {"removed": ["een.nl.txt"]}, ["drie", "twee"], id="with --prune"),
        pytest.param(False, {}, ["drie", "een", "twee"], id="without"),
    ],
)
def test_a_file_that_is_gone(
    three: Shelf, prune: bool, outcome: dict[str, list[str]], left: list[str]
) -> None:
    (three.folder / "een.nl.txt").unlink()
    report = three.ingest(prune=prune)

    assert happened(report) == {"unchanged": ["twee.en.txt", "map/drie.txt"], **outcome}
    assert [work for work, _ in three.stored()] == left


def test_pruning_one_folder_leaves_what_came_from_another(three: Shelf) -> None:
    three.write("../ander/vier.txt", DUTCH)
    report = ingest(three.store, [three.folder.parent / "ander"], prune=True)

    assert happened(report) == {"added": ["vier.txt"]}
    assert [work for work, _ in three.stored()] == ["drie", "een", "twee", "vier"]


def test_a_file_that_went_bad_keeps_its_old_version(three: Shelf) -> None:
    three.write("een.nl.txt", b"\0\0")
    report = three.ingest(prune=True)

    assert happened(report) == {"unchanged": ["twee.en.txt", "map/drie.txt"], "failed": ["een.nl.txt"]}
    assert ("een", "nl") in three.stored()
    assert three.store.faults() == []


def test_pruning_with_a_faulty_manifest_removes_nothing(three: Shelf) -> None:
    three.declare("een.nl.txt", "titel = 1")
    report = three.ingest(prune=True)

    assert "removed" not in happened(report)
    assert len(three.stored()) == 3


def test_pruning_a_folder_that_cannot_be_found_removes_nothing(three: Shelf) -> None:
    three.folder.rename(three.folder.with_name("elders"))
    report = three.ingest(prune=True)

    assert [f.error.endswith("no such file or folder; check the spelling") for f in report.failed] == [True]
    assert report.removed == ()
    assert len(three.stored()) == 3


@pytest.mark.parametrize("other", ["--lang", "manifest"])
def test_a_file_with_another_identity_leaves_nothing_of_the_first(shelf: Shelf, other: str) -> None:
    shelf.write("stuk.txt", DUTCH)
    shelf.ingest()
    if other == "manifest":
        shelf.declare("stuk.txt")
    shelf.ingest(language="en" if other == "--lang" else None, prune=True)

    assert shelf.stored() == [("stuk", "en") if other == "--lang" else ("com-2008-652", "nl")]


def test_a_file_named_twice_is_ingested_once(shelf: Shelf) -> None:
    shelf.write("stuk.txt", DUTCH)
    report = ingest(shelf.store, [shelf.folder, shelf.folder / "stuk.txt"])

    assert report.failed == ()
    assert [f.file for f in report.added] == ["stuk.txt"]


def test_progress_is_told_before_each_file(shelf: Shelf) -> None:
    told: list[tuple[int, int, str]] = []
    for name in ("a.txt", "b.txt"):
        shelf.write(name, DUTCH)
    ingest(shelf.store, [shelf.folder], progress=lambda *step: told.append(step))

    assert told == [(0, 2, "a.txt"), (1, 2, "b.txt")]


# What cannot be read


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        pytest.param("leeg.txt", b"", "there is no text in it", id="empty"),
        pytest.param("leeg.nl.txt", b"", "there is no text in it", id="empty, with a language"),
        pytest.param("wit.nl.txt", b" \n\n \n", "there is no text in it", id="white space"),
        pytest.param("nul.txt", b"De Commissie\0", "is not plain text", id="NUL bytes"),
        pytest.param("breed.txt", DUTCH.encode("utf-16"), "is not plain text", id="UTF-16"),
        pytest.param("stuk.odt", b"PK", "cannot read files of the kind .odt", id="unknown suffix"),
        pytest.param("LEESMIJ", DUTCH.encode(), "does not say what kind of file it is", id="no suffix"),
        pytest.param("kort.txt", b"12 345", "its language cannot be told; say which it is", id="figures"),
    ],
)
def test_a_bad_file_is_named_and_the_others_go_on(
    shelf: Shelf, name: str, content: bytes, error: str
) -> None:
    shelf.write("a.txt", DUTCH)
    shelf.write(name, content)
    shelf.write("z.txt", DUTCH)
    report = shelf.ingest()

    assert happened(report) == {"added": ["a.txt", "z.txt"], "failed": [name]}
    assert report.failed[0].error.startswith(f"{name}: ")
    assert error in report.failed[0].error
    assert shelf.stored() == [("a", "nl"), ("z", "nl")]
    assert shelf.store.faults() == []


def test_a_name_that_is_no_unicode_does_not_stop_the_others(shelf: Shelf) -> None:
    shelf.write("a.txt", DUTCH)
    (shelf.folder / os.fsdecode(b"z\xe9.txt")).write_text(DUTCH, "utf-8")
    report = shelf.ingest()

    assert [f.file for f in report.added][:1] == ["a.txt"]
    assert len(report.added) + len(report.failed) == 2


def test_a_folder_that_does_not_exist_is_reported(shelf: Shelf) -> None:
    shelf.write("a.txt", DUTCH)
    missing = shelf.folder / "weg"
    report = ingest(shelf.store, [missing, shelf.folder])

    assert happened(report) == {"added": ["a.txt"], "failed": [str(missing)]}
    assert "no such file or folder" in report.failed[0].error


def test_two_files_with_one_identity(shelf: Shelf) -> None:
    shelf.write("Advies.txt", DUTCH)
    shelf.write("advies.text", "De clusters groeien in de regio's van de lidstaten.")
    for outcome in ("added", "unchanged"):
        report = shelf.ingest()
        assert happened(report) == {outcome: ["Advies.txt"], "failed": ["advies.text"]}
        assert "the same document in the same language as Advies.txt" in report.failed[0].error
        assert shelf.texts() == [DUTCH]


@pytest.mark.parametrize("name", [".a.txt", ".map/a.txt", "~$a.docx", "map/Thumbs.db", "desktop.ini"])
def test_what_is_hidden_or_put_there_by_a_program_is_left_alone(shelf: Shelf, name: str) -> None:
    shelf.write(name, DUTCH)

    assert happened(shelf.ingest()) == {}


# Text, language and identity


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Eén “titel” – 5 € …".encode("cp1252"), id="Windows-1252"),
        pytest.param("Eén “titel” – 5 € …".encode(), id="UTF-8"),
        pytest.param("Eén “titel” – 5 € …".encode("utf-8-sig"), id="UTF-8 with a mark"),
    ],
)
def test_encodings(shelf: Shelf, content: bytes) -> None:
    shelf.write("stuk.nl.txt", content)
    shelf.ingest()

    assert shelf.texts() == ["Eén “titel” – 5 € …"]
    assert shelf.store.source("stuk", "nl") == "Eén “titel” – 5 € …"


@pytest.mark.parametrize(
    ("name", "text", "given", "language"),
    [
        pytest.param("stuk.txt", DUTCH, None, "nl", id="detected: Dutch"),
        pytest.param("stuk.txt", ENGLISH, None, "en", id="detected: English"),
        pytest.param("stuk.en.txt", DUTCH, None, "en", id="the name before detection"),
        pytest.param("stuk_DE.txt", DUTCH, None, "de", id="a name with an underscore, in capitals"),
        pytest.param("stuk.en.txt", ENGLISH, "fr", "fr", id="--lang before the name"),
    ],
)
def test_the_language_of_a_file(shelf: Shelf, name: str, text: str, given: str | None, language: str) -> None:
    shelf.write(name, text)
    shelf.ingest(language=given)

    assert shelf.stored() == [("stuk", language)]


@pytest.mark.parametrize(
    ("name", "work"),
    [
        pytest.param("Advies van de Raad.txt", "advies-van-de-raad", id="spaces"),
        pytest.param("Coördinatie & één.nl.txt", "coordinatie-een", id="accents"),
        pytest.param("COM(2008) 652.nl.txt", "com-2008-652", id="brackets"),
        pytest.param("stuk.TXT", "stuk", id="a suffix in capitals"),
        pytest.param("--.txt", "document", id="nothing left"),
    ],
)
def test_the_id_of_a_file(shelf: Shelf, name: str, work: str) -> None:
    shelf.write(name, DUTCH)
    report = shelf.ingest()

    assert [(f.file, f.document, f.language) for f in report.added] == [(name, work, "nl")]


def test_the_title_of_a_file_is_what_stands_above_its_text(shelf: Shelf) -> None:
    shelf.write("stuk.nl.txt", "Naar clusters:\n\nUitvoeren\n\nINLEIDING\n\nTekst.\n")
    shelf.write("kaal.txt", DUTCH)
    shelf.ingest()

    assert [d.expression.title for d in shelf.store.documents()] == ["kaal", "Naar clusters: Uitvoeren"]


# Manifests


def test_a_manifest_says_what_a_file_is(shelf: Shelf) -> None:
    shelf.write("stuk.txt", ENGLISH)
    shelf.declare("stuk.txt")
    report = shelf.ingest()

    (listed,) = shelf.store.documents()
    assert happened(report) == {"added": ["stuk.txt"]}
    assert (listed.expression.id, listed.expression.language) == ("com-2008-652", "nl")
    assert read_manifest(shelf.folder) == {
        shelf.folder / "stuk.txt": Identity(
            "com-2008-652", "Naar clusters", "COM(2008) 652", "52008DC0652", "nl",
            Authority.AUTHENTIC, "2008-10-17", "https://voorbeeld.eu/652", "CC BY 4.0",
        )
    }  # fmt: skip
    assert [f.language for f in shelf.ingest(language="fr").changed] == ["fr"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param(DECLARED.replace("celex", "celexx"), "work.0.celexx: Extra", id="an unknown key"),
        pytest.param(DECLARED.replace('"nl"', '"Dutch"'), "expression.0.language: ", id="a wrong language"),
        pytest.param(
            DECLARED.replace("authentic", "echt"), "expression.0.authority: ", id="a wrong authority"
        ),
        pytest.param(DECLARED.replace('"FILE"', '""'), "expression.0.file: ", id="no file"),
        pytest.param(DECLARED.replace("com-", "COM "), "work.0.id: ", id="an id that is no name"),
        pytest.param(DECLARED.replace("2008-10-17", '"toen"'), "work.0.date: ", id="no date"),
        pytest.param("[[work]", "not a TOML file", id="not TOML"),
        pytest.param('work = "een"', "work: ", id="no list"),
        pytest.param(DECLARED + DECLARED.replace("652", "653"), "stuk.txt", id="one file for two works"),
        pytest.param(DECLARED.replace("FILE", "../buiten.txt"), "../buiten.txt", id="a file outside"),
        pytest.param(DECLARED.replace("FILE", "/etc/hostname"), "/etc/hostname", id="a file elsewhere"),
    ],
)
def test_a_faulty_manifest_is_an_error_that_names_the_place(shelf: Shelf, text: str, error: str) -> None:
    shelf.write("stuk.txt", DUTCH)
    shelf.declare("stuk.txt", text)

    with pytest.raises(ManifestError) as raised:
        read_manifest(shelf.folder)
    assert error in str(raised.value)
    assert str(shelf.folder / "manifest.toml") in str(raised.value)
    assert happened(shelf.ingest()) == {"failed": [str(shelf.folder)]}


def test_a_file_that_is_declared_and_missing_is_reported(shelf: Shelf) -> None:
    shelf.write("ander.txt", DUTCH)
    shelf.declare("stuk.txt")
    report = shelf.ingest()

    assert happened(report) == {"added": ["ander.txt"], "failed": ["stuk.txt"]}
    assert report.failed[0].error == "stuk.txt: the manifest names it, but there is no such file"


def test_a_file_declared_from_the_folder_above_is_read_once(shelf: Shelf) -> None:
    shelf.write("map/stuk.txt", DUTCH)
    shelf.declare("map/stuk.txt")
    report = shelf.ingest()

    assert happened(report) == {"added": ["map/stuk.txt"]}
    assert shelf.stored() == [("com-2008-652", "nl")]
