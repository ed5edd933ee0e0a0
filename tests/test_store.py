"""The store gives back what was put into it; a document is there whole, old or new, or not at all."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from kb.document import Authority, BlockKind, Document, Expression
from kb.errors import HomeError
from kb.parse.footnotes import with_marks
from kb.parse.plain import read_plain
from kb.passages import SEARCHED, Passage, passages_of
from kb.store import Origin, Store
from kb.store.schema import SCHEMA_VERSION
from kb.store.store import STORE_NAME
from kb.structure.build import build_document

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
RULE = " " * 49 + "\n"
ORIGIN = Origin("/map/stuk.txt", "/map", "plain/1 abc", "https://voorbeeld.eu/stuk", "CC BY 4.0")
LIST = f"1. STEUN\n\nZij zal{{}}:\na) clusters steunen1;\nb) kennis delen.\n\nSlot.\n{RULE}1 Zie punt 5.8.\n"


def specimen(work: str = "stuk", language: str = "nl", *, text: str = LIST, version: str = "0") -> Document:
    expression = Expression(work, None, "Stuk", None, language, None, None, f"sha256:{version}")
    return build_document(expression, with_marks(read_plain(text.format(""))))


def stored(store: Store, work: str = "stuk", language: str = "nl") -> tuple[Passage, ...]:
    return store.expression_passages(work, language)


# What is put comes back


def test_a_document_comes_back_equal(communication: Document, home: Path) -> None:
    with Store.create(home) as store:
        store.put(communication, ORIGIN)

    with _reading(home) as store:
        assert stored(store, "com-2008-652") == tuple(passages_of(communication))
        assert store.source("com-2008-652", "nl") == communication.source
        (listed,) = store.documents()
        assert (listed.expression, listed.origin) == (communication.expression, ORIGIN)
        assert (listed.pages, listed.passages, listed.footnotes) == (10, 84, 33)
        assert store.faults() == []


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param(Expression("a", None, "A", None, "nl", None, None, "sha256:1"), id="nothing declared"),
        pytest.param(
            Expression(
                "a", "COM(2008) 652", "Één „titel”", "52008DC0652", "de",
                Authority.WORKING_TRANSLATION, "2008-10-17", "sha256:2",
            ),
            id="all declared",
        ),
    ],
)  # fmt: skip
def test_an_expression_comes_back_equal(expression: Expression, home: Path) -> None:
    document = replace(specimen(), expression=expression)
    origin = Origin("/map/stuk.txt", "/map/stuk.txt", "plain/1", None, None)
    with Store.create(home) as store:
        store.put(document, origin)
        (listed,) = store.documents()

        assert (listed.expression, listed.origin, listed.pages) == (expression, origin, None)
        assert stored(store, "a", expression.language) == tuple(passages_of(document))


def test_only_searched_passages_are_listed_and_each_can_be_had_by_its_key(home: Path) -> None:
    with Store.create(home) as store:
        store.put(specimen(), ORIGIN)
        store.put(specimen(language="en"), ORIGIN)

        listed = dict(store.passages())
        assert [p.kind in SEARCHED for p in listed.values()] == [True] * 8
        assert store.passages_by_key(sorted(listed)) == listed
        assert store.passages_by_key([-1, *sorted(listed)[:1]]) == dict([min(listed.items())])
        assert store.passages_by_key([]) == {}


def test_more_keys_than_a_statement_takes(home: Path) -> None:
    with Store.create(home) as store:
        store.put(specimen(text="\n\n".join(f"Zin {n}." for n in range(1200))), ORIGIN)

        listed = dict(store.passages())
        assert len(listed) == 1200
        assert store.passages_by_key(list(listed)) == listed


def test_notes_sections_and_lists_by_name(home: Path) -> None:
    with Store.create(home) as store:
        for language in ("nl", "en"):
            store.put(specimen(language=language), ORIGIN)
        item = next(p for p in stored(store) if p.kind is BlockKind.ITEM)

        assert [p.place.anchor for p in store.list_around(item)] == ["1/p1", "1/p1.a", "1/p1.b"]
        assert [p.place.anchor for p in store.notes_of("stuk", "en", ["n1", "n2"])] == ["n1"]
        assert store.notes_of("stuk", "en", []) == ()
        named = store.passages_named(["n1"], ["1"], "nl").values()
        assert [p.key for p in named] == [f"stuk.nl#{a}" for a in ("1/p1.a", "1/p1.b", "1/p2", "n1")]
        assert store.passages_named([], [], "nl") == {}


def test_the_keys_of_works_are_those_of_their_searched_passages(home: Path) -> None:
    with Store.create(home) as store:
        for language in ("nl", "en"):
            store.put(specimen(language=language), ORIGIN)
        works = [*(f"geen-{number}" for number in range(1200)), "stuk"]
        for language in ("nl", "en"):
            keys = [key for key, p in store.passages() if p.expression.language == language]
            assert store.keys_in(works, language) == tuple(keys)
        assert store.keys_in(["geen"], "nl") == store.keys_in([], "nl") == store.keys_in(works, "fr") == ()


def test_what_is_not_stored_is_not_there(home: Path) -> None:
    with Store.create(home) as store:
        assert store.documents() == ()
        assert list(store.passages()) == []
        assert store.source("stuk", "nl") is None
        assert stored(store) == ()


# Changes


def test_the_generation_rises_by_one_for_each_change(home: Path) -> None:
    with Store.create(home) as store:
        seen = [store.generation()]
        changes: list[Callable[[], None]] = [
            lambda: store.put(specimen(), ORIGIN),
            lambda: store.put(specimen(version="1"), ORIGIN),
            lambda: store.put(specimen("ander"), ORIGIN),
            lambda: store.remove("stuk", "nl"),
        ]
        for change in changes:
            change()
            seen.append(store.generation())

    assert seen == [0, 1, 2, 3, 4]


def test_a_new_version_takes_the_place_of_the_old_one(home: Path) -> None:
    old, new = specimen(), specimen(text="Eén zin.", version="1")
    with Store.create(home) as store:
        store.put(old, ORIGIN)
        store.put(new, ORIGIN)

        assert [document.expression for document in store.documents()] == [new.expression]
        assert stored(store) == tuple(passages_of(new))
        assert [passage.text for _, passage in store.passages()] == ["Eén zin."]


def test_removing_a_document_removes_its_passages_and_no_others(home: Path) -> None:
    with Store.create(home) as store:
        store.put(specimen(), ORIGIN)
        store.put(specimen(language="en"), ORIGIN)
        store.remove("stuk", "nl")

        assert stored(store) == ()
        assert {passage.expression.language for _, passage in store.passages()} == {"en"}
        assert stored(store, "stuk", "en") == tuple(passages_of(specimen(language="en")))
        assert store.faults() == []


def test_a_document_that_cannot_be_written_changes_nothing(home: Path) -> None:
    old = specimen()
    broken = specimen(text="Goed.\n\nSlecht: \ud800.", version="1")
    with Store.create(home) as store:
        store.put(old, ORIGIN)
        with pytest.raises(UnicodeEncodeError):
            store.put(broken, ORIGIN)

        assert stored(store) == tuple(passages_of(old))
        assert store.generation() == 1
        store.put(specimen(version="2"), ORIGIN)
        assert store.generation() == 2


def test_a_reader_sees_one_generation_whatever_is_written_meanwhile(home: Path) -> None:
    with Store.create(home) as writer, _reading(home) as reader:
        writer.put(specimen(), ORIGIN)
        removal = Thread(target=writer.remove, args=("stuk", "nl"))
        with reader.snapshot() as generation:
            removal.start()
            time.sleep(0.1)
            assert (generation, reader.generation(), len(reader.documents())) == (1, 1, 1)
        removal.join()

        with reader.snapshot() as generation:
            assert (generation, reader.documents()) == (2, ())


# Crashes

PUTTING = """
import sys
from itertools import cycle
from pathlib import Path
from kb.document import Expression
from kb.parse.footnotes import with_marks
from kb.parse.plain import read_plain
from kb.store import Store
from kb.store import Origin
from kb.structure.build import build_document

with Store.create(Path(sys.argv[1])) as store:
    for version in cycle("abcd"):
        for work in ("een", "twee"):
            expression = Expression(work, None, version, None, "nl", None, None, f"sha256:{version}")
            text = "\\n\\n".join(f"Zin {number} van {version}." for number in range(400))
            document = build_document(expression, with_marks(read_plain(text)))
            store.put(document, Origin("/m/a", "/m", "r", None, None))
            print("put", flush=True)
"""

MOMENTS = (0.0, 0.007, 0.019, 0.031, 0.053, 0.083, 0.127, 0.149)
"""When the child is killed, in seconds after its first document: where it then is, is left to chance."""


def test_a_process_killed_while_it_writes_leaves_whole_documents(home: Path) -> None:
    generations = [0]
    for moment in MOMENTS:
        with subprocess.Popen(
            [sys.executable, "-c", PUTTING, str(home)], cwd=ROOT, stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"put\n"
            time.sleep(moment)
            child.send_signal(signal.SIGKILL)
        with Store.create(home) as store:
            assert store.faults() == []
            for document in store.documents():
                version = document.expression.title
                texts = [passage.text for passage in stored(store, document.expression.id)]
                assert texts == [f"Zin {number} van {version}." for number in range(400)]
                assert document.expression.version == f"sha256:{version}"
            assert bool(store.documents()) == (store.generation() > 0)
            generations.append(store.generation())

    assert generations == sorted(generations)
    assert generations[-1] >= len(MOMENTS)


@pytest.fixture
def crashed(home: Path, tmp_path: Path) -> Path:
    """A data folder as a crash leaves it: half a transaction in the file, the rest in the journal."""
    with Store.create(home) as store:
        store.put(specimen(text="\n\n".join(f"Zin {n}." for n in range(400))), ORIGIN)
    left = tmp_path / "left"
    left.mkdir()
    connection = sqlite3.connect(home / STORE_NAME, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE passages SET text = 'half'")
    for path in home.iterdir():
        shutil.copy(path, left)
    connection.execute("ROLLBACK")
    connection.close()
    assert (left / f"{STORE_NAME}-journal").stat().st_size
    return left


def test_after_a_crash_the_next_writer_finds_the_old_version(crashed: Path) -> None:
    with Store.create(crashed) as store:
        assert [passage.text for passage in stored(store)] == [f"Zin {n}." for n in range(400)]


def test_after_a_crash_the_next_reader_finds_the_old_version(crashed: Path) -> None:
    with _reading(crashed) as store:
        assert [passage.text for passage in stored(store)] == [f"Zin {n}." for n in range(400)]


# Opening


def _reading(home: Path) -> Store:
    store = Store.read(home)
    assert store is not None
    return store


@pytest.mark.parametrize("folder", ["missing", "."])
def test_reading_where_nothing_is_stored_gives_none(tmp_path: Path, folder: str) -> None:
    assert Store.read(tmp_path / folder) is None
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_a_crash_left_empty_is_no_store(home: Path) -> None:
    home.mkdir()
    (home / STORE_NAME).touch()

    assert Store.read(home) is None
    with Store.create(home) as store:
        assert store.generation() == 0


def test_a_newer_schema_is_refused_by_both_numbers(home: Path) -> None:
    with Store.create(home) as store:
        store.put(specimen(), ORIGIN)
    newer = SCHEMA_VERSION + 1
    connection = sqlite3.connect(home / STORE_NAME)
    connection.execute(f"PRAGMA user_version = {newer}")
    connection.close()

    for opening in (Store.create, Store.read):
        with pytest.raises(HomeError, match=rf"schema {newer}, this one knows {SCHEMA_VERSION}\b"):
            opening(home)


@pytest.mark.parametrize("content", [b"Geen databank. " * 100, b"SQLite format 3\0" + b"x" * 4000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(home: Path, content: bytes) -> None:
    home.mkdir()
    (home / STORE_NAME).write_bytes(content)

    for opening in (Store.create, Store.read):
        with pytest.raises(HomeError, match="not a store of this program"):
            opening(home)
    assert (home / STORE_NAME).read_bytes() == content


def test_a_home_that_is_a_file_is_refused(home: Path) -> None:
    home.write_text("geen map", "utf-8")

    with pytest.raises(HomeError, match="cannot write to the data folder"):
        Store.create(home)


def test_a_folder_with_signs_that_mean_something_in_an_address(tmp_path: Path) -> None:
    home = tmp_path / "map met spatie?mode=memory#50%"
    with Store.create(home) as store:
        store.put(specimen(), ORIGIN)

    with _reading(home) as store:
        assert len(store.documents()) == 1
    assert (home / STORE_NAME).is_file()
