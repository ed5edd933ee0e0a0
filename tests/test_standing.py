"""One expression, several files: which is the active one, in whatever order they come."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from kb.document import Authority
from kb.ingestion import IngestionReport, ingest
from kb.ingestion.standing import Standing, standing_of
from kb.sources.manifest import PROVENANCE_SUFFIX
from kb.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = {
    "translation": "The working translation speaks of the harbour.",
    "corpus": "The file of the corpus speaks of the harbour.",
    "fetched": "What was fetched speaks of the harbour.",
}
AUTHORITY = {"translation": "working translation", "corpus": "authentic", "fetched": "authentic"}
MANIFEST = """
[[work]]
id = "haven"
title = {{}}

[[work.expression]]
language = "en"
file = "{name}.txt"
authority = "{authority}"
"""


@pytest.fixture
def shelves(tmp_path: Path) -> dict[str, Path]:
    """Return three folders, each with a file of the same expression."""
    folders = {name: tmp_path / name for name in TEXTS}
    for name, folder in folders.items():
        folder.mkdir()
        (folder / f"{name}.txt").write_text(TEXTS[name], "utf-8")
        (folder / "manifest.toml").write_text(MANIFEST.format(name=name, authority=AUTHORITY[name]), "utf-8")
    (folders["fetched"] / f"fetched.txt{PROVENANCE_SUFFIX}").write_text("{}", "utf-8")
    return folders


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store.create(home) as opened:
        yield opened


def active(store: Store) -> list[str]:
    """Return the names of the texts that are stored."""
    return [name for _, passage in store.passages() for name in TEXTS if TEXTS[name] == passage.text]


@pytest.mark.parametrize("order", list(permutations(TEXTS)), ids="-".join)
@pytest.mark.parametrize("at_once", [True, False], ids=["one ingestion", "one after the other"])
def test_what_was_fetched_is_active_in_whatever_order_files_come(
    shelves: dict[str, Path], store: Store, order: tuple[str, ...], at_once: bool
) -> None:
    folders = [shelves[name] for name in order]
    for paths in [folders] if at_once else [[folder] for folder in folders]:
        assert ingest(store, paths).failed == ()

    assert active(store) == ["fetched"]
    again = ingest(store, folders)
    assert len(again.unchanged) == 3
    assert (again.added, again.changed, again.failed) == ((), (), ())


@pytest.mark.parametrize(
    ("first", "then", "left"),
    [
        pytest.param("translation", "corpus", "corpus", id="the text before the translation"),
        pytest.param("corpus", "translation", "corpus", id="the translation after the text"),
    ],
)
def test_a_text_stands_before_a_translation(
    shelves: dict[str, Path], store: Store, first: str, then: str, left: str
) -> None:
    for name in (first, then):
        ingest(store, [shelves[name]])

    assert active(store) == [left]


def test_switching_raises_the_generation_once(shelves: dict[str, Path], store: Store) -> None:
    def generation(name: str) -> int:
        return ingest(store, [shelves[name]]).generation

    first, *later = (generation(name) for name in ("translation", "corpus", "fetched", "corpus"))
    assert later == [first + 1, first + 2, first + 2]


def test_what_was_fetched_and_taken_away_stands_before_nothing(
    shelves: dict[str, Path], store: Store
) -> None:
    ingest(store, list(shelves.values()))
    (shelves["fetched"] / "fetched.txt").unlink()
    report: IngestionReport = ingest(store, [shelves["translation"], shelves["corpus"]])

    assert active(store) == ["corpus"]
    assert [f.file for f in report.changed] == ["corpus.txt"]


def test_two_files_of_equal_standing_are_an_error_still(shelves: dict[str, Path], store: Store) -> None:
    other = shelves["corpus"].parent / "other"
    other.mkdir()
    (other / "corpus.txt").write_text("Another text speaks of the harbour.", "utf-8")
    (other / "manifest.toml").write_text(MANIFEST.format(name="corpus", authority="authentic"), "utf-8")
    report = ingest(store, [shelves["corpus"], other])

    assert [f.file for f in report.failed] == ["corpus.txt"]
    assert "the same document in the same language" in report.failed[0].error
    assert active(store) == ["corpus"]


@pytest.mark.parametrize(
    ("authority", "standing"),
    [
        pytest.param(Authority.AUTHENTIC, Standing.AUTHENTIC, id="authentic"),
        pytest.param(Authority.WORKING_TRANSLATION, Standing.WORKING_TRANSLATION, id="translation"),
        pytest.param(None, Standing.WORKING_TRANSLATION, id="nobody said"),
    ],
)
def test_the_standing_of_a_file_that_was_not_fetched(
    tmp_path: Path, authority: Authority | None, standing: Standing
) -> None:
    assert standing_of(tmp_path / "stuk.txt", authority) is standing
