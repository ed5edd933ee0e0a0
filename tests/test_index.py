"""Indexes can be thrown away and built anew, and never answer for other texts or other rules."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kb.analysis import analyzer
from kb.document import Document, Expression
from kb.errors import IndexMismatchError
from kb.index.dense import EXACT
from kb.index.fingerprint import Fingerprint
from kb.index.generations import FOLDER, LEXICAL, Indexes, build_indexes, open_indexes
from kb.parse.footnotes import with_marks
from kb.parse.plain import read_plain
from kb.passages import Passage, passages_of
from kb.retrieve.weights import TermWeights
from kb.structure.build import build_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from kb.index.candidate import Candidate
    from kb.index.lexical import LexicalIndex

DUTCH = (
    "Clusters groeien in 2008.", "Clusterbeleid helpt clusters en regio's in 2008.",
    "De lidstaten delen kennis in 2008.",
)  # fmt: skip
ENGLISH = ("Clusters grow.", "Policy helps the beleid.")
QUESTIONS = (
    "Wat is een cluster?", "Welke rol speelt het clusterbeleid in de lidstaten en regio's?", "COM(2006) 502",
    "38% van de beroepsbevolking", "innovatie",
)  # fmt: skip


class LetterEncoder:
    """A small encoder: how often each letter stands in a text."""

    name = "letters"
    dimensions = 26

    def __init__(self, fingerprint: str = "letters0123456789") -> None:
        self.fingerprint = fingerprint

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        counts = np.array(
            [[text.lower().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts]
        )
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        return (counts / np.where(lengths, lengths, 1)).astype(np.float32)

    def encode_words(self, some_words: Sequence[str]) -> NDArray[np.float32]:
        return self.encode(some_words)

    def word_weight(self, word: str) -> float:
        return 1.0 if len(word) > 1 else 0.0


ENCODER = LetterEncoder()
MADE_FROM = Fingerprint(3, ENCODER.fingerprint)


def numbered(*documents: Document) -> list[tuple[int, Passage]]:
    return list(enumerate((p for document in documents for p in passages_of(document)), start=1))


def specimen(paragraphs: Sequence[str], language: str) -> Document:
    expression = Expression("stuk", None, "Stuk", None, language, None, None, "sha256:0")
    return build_document(expression, with_marks(read_plain("\n\n".join(paragraphs))))


def build(home: Path, passages: list[tuple[int, Passage]], made_from: Fingerprint = MADE_FROM) -> Indexes:
    return build_indexes(home, made_from, ENCODER, lambda: passages)


def lexical_hits(
    index: LexicalIndex, question: str, language: str = "nl", limit: int = 100
) -> list[Candidate]:
    terms = list(analyzer(language).terms(question))
    parts = {part: 0.6 for term in terms for part in term.parts}
    return index.search(parts | {term.key: 1.0 for term in terms}, language, limit)


def found(index: LexicalIndex, question: str, language: str = "nl") -> list[int]:
    return [key for key, _ in lexical_hits(index, question, language)]


def dense_hits(indexes: Indexes, question: str) -> list[Candidate]:
    return indexes.dense.search(ENCODER.encode([question])[0], "nl", 10)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the indexes of two small texts in two languages."""
    home = tmp_path_factory.mktemp("built")
    build(home, numbered(specimen(DUTCH, "nl"), specimen(ENGLISH, "en")))
    return home


@pytest.fixture(scope="module")
def small(built: Path) -> Indexes:
    return open_indexes(built, MADE_FROM, ENCODER)


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A copy of it that may be damaged."""
    home = tmp_path / "copied"
    shutil.copytree(built, home)
    return home


def test_rebuilding_gives_the_same_hits_in_the_same_order(communication: Document, tmp_path: Path) -> None:
    passages = numbered(communication)
    first, second = (build(tmp_path / name, passages) for name in ("first", "second"))
    reopened = open_indexes(tmp_path / "first", MADE_FROM, ENCODER)

    for question in QUESTIONS:
        assert lexical_hits(first.lexical, question)
        assert lexical_hits(first.lexical, question) == lexical_hits(second.lexical, question)
        assert lexical_hits(first.lexical, question) == lexical_hits(reopened.lexical, question)
        assert dense_hits(first, question) == dense_hits(second, question) == dense_hits(reopened, question)
    assert first.lexical.size("nl") == first.dense.size("nl") == len(passages)


@pytest.mark.parametrize("exact", [pytest.param(EXACT, id="compared"), pytest.param(0, id="searched")])
def test_only_the_passages_allowed_are_found_with_the_scores_that_they_have(
    communication: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact: int
) -> None:
    monkeypatch.setattr("kb.index.dense.EXACT", exact)
    passages = numbered(communication)
    indexes = build(tmp_path, passages)
    for among in ([], [1], list(range(3, 40)), list(range(1, len(passages) + 100))):
        for question in QUESTIONS:
            keys = {term.key: 1.0 for term in analyzer("nl").terms(question)}
            vector = ENCODER.encode([question])[0]
            for search, scores in (
                (indexes.lexical.search, dict(indexes.lexical.search(keys, "nl", len(passages)))),
                (indexes.dense.search, dict(indexes.dense.search(vector, "nl", len(passages)))),
            ):
                found = search(keys if search == indexes.lexical.search else vector, "nl", 10, among)
                allowed = sorted((score for key, score in scores.items() if key in among), reverse=True)
                assert all(key in among for key, _ in found)
                assert [score for _, score in found] == pytest.approx(allowed[:10], abs=1e-5)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(MADE_FROM, generation=4), id="a later generation"),
        pytest.param(replace(MADE_FROM, generation=2), id="an earlier generation"),
        pytest.param(replace(MADE_FROM, encoder="another"), id="another encoder"),
        pytest.param(replace(MADE_FROM, analysis="0"), id="another analysis"),
        pytest.param(replace(MADE_FROM, stemmer="0.1"), id="another stemmer"),
        pytest.param(replace(MADE_FROM, index=0), id="another layout"),
    ],
)
def test_another_fingerprint_raises(built: Path, other: Fingerprint) -> None:
    assert other.name != MADE_FROM.name
    with pytest.raises(IndexMismatchError, match="kb verify --repair"):
        open_indexes(built, other, ENCODER)


def test_a_folder_under_the_name_of_another_fingerprint_raises(copied: Path) -> None:
    other = replace(MADE_FROM, generation=4)
    (copied / FOLDER / MADE_FROM.name).rename(copied / FOLDER / other.name)

    with pytest.raises(IndexMismatchError):
        open_indexes(copied, other, ENCODER)


@pytest.mark.parametrize(
    "gone", [".", "complete.json", "lexical", "lexical/nl", "dense", "dense/chroma.sqlite3"]
)
def test_a_part_that_was_deleted_raises(copied: Path, gone: str) -> None:
    path = copied / FOLDER / MADE_FROM.name / gone
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()

    with pytest.raises(IndexMismatchError):
        open_indexes(copied, MADE_FROM, ENCODER)


@pytest.mark.parametrize(
    "pattern",
    [
        "complete.json",
        "lexical/nl/meta.json",
        *(f"lexical/nl/*.{kind}" for kind in ("term", "idx", "store", "fieldnorm")),
        "dense/chroma.sqlite3",
    ],
)
def test_a_file_that_was_truncated_raises(copied: Path, pattern: str) -> None:
    paths = list((copied / FOLDER / MADE_FROM.name).glob(pattern))
    assert paths
    for path in paths:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(IndexMismatchError):
        open_indexes(copied, MADE_FROM, ENCODER)


def test_what_is_damaged_can_be_built_anew(copied: Path) -> None:
    shutil.rmtree(copied / FOLDER / MADE_FROM.name / LEXICAL)
    again = build(copied, numbered(specimen(DUTCH, "nl")))

    assert found(again.lexical, "lidstaten") == [3]


def test_a_new_generation_removes_the_old_one_and_readers_keep_theirs(copied: Path) -> None:
    before = open_indexes(copied, MADE_FROM, ENCODER)
    after = build(copied, numbered(specimen(DUTCH[:1], "nl")), replace(MADE_FROM, generation=4))

    assert [path.name for path in (copied / FOLDER).iterdir()] == [replace(MADE_FROM, generation=4).name]
    assert (before.lexical.size("nl"), after.lexical.size("nl")) == (3, 1)
    assert found(before.lexical, "lidstaten") == [3]
    with pytest.raises(IndexMismatchError):
        open_indexes(copied, MADE_FROM, ENCODER)


def test_many_threads_may_open_indexes_at_once(tmp_path: Path) -> None:
    """Chroma keeps a table of what is open in the process, unguarded: threads fell over each other there."""
    passages = numbered(specimen(DUTCH, "nl"))
    homes = [tmp_path / str(number) for number in range(4)]
    for home in homes:
        build(home, passages)
    with ThreadPoolExecutor(max_workers=len(homes)) as threads:
        opened = threads.map(lambda home: open_indexes(home, MADE_FROM, ENCODER), homes * 25)

        assert [indexes.dense.size("nl") for indexes in opened] == [3] * 100


def test_each_language_has_its_own_list(small: Indexes) -> None:
    assert small.lexical.languages == ("en", "nl")
    assert [small.lexical.size(code) for code in ("nl", "en", "de")] == [3, 2, 0]
    assert [small.dense.size(code) for code in ("nl", "en", "de")] == [3, 2, 0]
    assert sorted(found(small.lexical, "clusters", "nl")) == [1, 2]
    assert found(small.lexical, "clusters", "en") == [4]
    assert found(small.lexical, "clusters", "de") == []
    assert {key for key, _ in dense_hits(small, "clusters")} == {1, 2, 3}


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        pytest.param("kennis", [3], id="a word"),
        pytest.param("regio", [2], id="another form of it"),
        pytest.param("beleid", [2], id="a part of a compound"),
        pytest.param("clusterbeleid", [2, 1], id="a compound before its part alone"),
        pytest.param("kennis lidstaten clusters", [3, 1, 2], id="more shared words first"),
        pytest.param("universiteit", [], id="a word that no passage has"),
        pytest.param("de en het", [], id="nothing but function words"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_the_passages_that_share_words_best_first(small: Indexes, question: str, keys: list[int]) -> None:
    hits = lexical_hits(small.lexical, question)

    assert sorted(key for key, _ in hits) == sorted(keys)
    assert [key for key, _ in hits][:1] == keys[:1]
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert all(score > 0 for _, score in hits)
    assert lexical_hits(small.lexical, question, limit=1) == hits[:1]


def test_the_nearest_passages_best_first(small: Indexes) -> None:
    hits = dense_hits(small, DUTCH[2])

    assert hits[0][0] == 3
    assert hits[0][1] == pytest.approx(1.0, abs=1e-5)
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert dense_hits(small, "123") == []


@pytest.mark.parametrize(
    ("key", "language", "holding"),
    [
        pytest.param("2008", "nl", 3, id="in every passage"),
        pytest.param("cluster", "nl", 2, id="in some, in a compound too"),
        pytest.param("kennis", "nl", 1, id="in one"),
        pytest.param("universiteit", "nl", 0, id="in none"),
        pytest.param("beleid", "en", 1, id="in a language of its own"),
        pytest.param("kennis", "de", 0, id="in a language without passages"),
    ],
)
def test_in_how_many_passages_a_term_stands(small: Indexes, key: str, language: str, holding: int) -> None:
    assert small.lexical.holding(key, language) == holding


def test_a_term_in_every_passage_says_nothing_and_an_unknown_one_most(small: Indexes) -> None:
    weights = TermWeights(small.lexical, ENCODER)
    everywhere, unknown = analyzer("nl").terms("2008 1999")
    cluster, kennis, strange = analyzer("nl").terms("clusters kennis universiteit")

    assert weights.weight(everywhere, "nl") == 0
    assert weights.weight(unknown, "nl") == 1
    assert 0 < weights.weight(cluster, "nl") < weights.weight(kennis, "nl") < weights.weight(strange, "nl")
