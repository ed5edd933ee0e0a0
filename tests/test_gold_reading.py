"""Documents are read as a person reads them, and what is read wrong is counted and named."""

from __future__ import annotations

from collections import Counter

import pytest

from eval import reading
from eval.reading import Read
from kb import KnowledgeBase


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Read]:
    with KnowledgeBase.open(tmp_path_factory.mktemp("reading")) as desk:
        desk.ingest()
        desk.ingest([reading.DOCUMENTS])
        return reading.compared(desk, reading.gold_readings())


def test_every_document_is_read_as_it_stands(rows: list[Read]) -> None:
    assert reading.failures(rows).plain == ""


def test_every_gold_document_was_found(rows: list[Read]) -> None:
    assert len(rows) == len(reading.ASPECTS) * len(reading.gold_readings())
    assert all(row.found for row in rows if row.there)


@pytest.mark.parametrize(
    ("there", "found", "precision", "recall"),
    [
        pytest.param("ab", "ab", 1, 1, id="all"),
        pytest.param("aab", "ab", 1, 2 / 3, id="one too few"),
        pytest.param("ab", "abb", 2 / 3, 1, id="one too many"),
        pytest.param("ab", "", 1, 0, id="nothing read"),
        pytest.param("", "", 1, 1, id="nothing there"),
    ],
)
def test_shares(there: str, found: str, precision: float, recall: float) -> None:
    read = Read("d", "nl", "notes", Counter(there), Counter(found))
    assert (read.precision, read.recall) == (precision, recall)


def test_what_is_wrong_is_named() -> None:
    read = Read("d", "nl", "notes", Counter(["note 1"]), Counter(["note 2"]))
    assert reading.failures([read]).plain == "d nl notes: missed 'note 1'\nd nl notes: false 'note 2'"


def test_a_page_without_its_first_words_is_refused() -> None:
    row = {"document": "d", "language": "nl", "pages": ["2"], "openings": [], "headings": [], "notes": []}
    with pytest.raises(ValueError, match="1 pages, but 0 openings: write one for each"):
        reading.GoldReading.model_validate(row | {"paragraphs": {"": 1}})
