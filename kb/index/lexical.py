"""BM25 over the terms of passages: the one file that knows Tantivy.

One folder a generation, inside it one Tantivy index a language, so that the frequencies of a term are
those of its language and no language hides another. Tantivy is given terms, not text: the analysis is
`kb.analysis`, the same for index and question. A build is complete only with its `complete.json`,
which names what it was made from; anything else is rebuilt.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from kb.analysis import analyzer
from kb.errors import IndexMismatchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.analysis import Term
    from kb.index.fingerprint import Fingerprint
    from kb.passages import Passage

FOLDER = "lexical"
COMPLETE = "complete.json"
TERMS_TOKENIZER = "terms"

FIELD_WEIGHTS = {"body": 1.0, "carrier": 0.6, "context": 0.35}
"""What a term counts in the passage itself, in what it completes, and in what it stands under."""

PART_WEIGHT = 0.6
"""A part of a compound in the question counts this much of the whole word."""

WRITER_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that shares terms with a question: its key in the store and its BM25 score."""

    key: int
    score: float


class LexicalIndex:
    """The searchers of one generation, by language."""

    def __init__(self, folder: Path) -> None:
        self._own = None if os.access(folder, os.W_OK) else _own_copy(folder)
        folder = Path(self._own.name) if self._own else folder
        self._indexes = {
            path.name: tantivy.Index.open(str(path)) for path in folder.iterdir() if path.is_dir()
        }
        for index in self._indexes.values():
            _register(index)
        self._searchers = {name: index.searcher() for name, index in self._indexes.items()}

    @classmethod
    def open(cls, home: Path, fingerprint: Fingerprint) -> LexicalIndex:
        """Open the index that was made from exactly this, or raise `IndexMismatchError`."""
        folder = home / FOLDER / fingerprint.name
        found = _read_complete(folder)
        if found != fingerprint.parts():
            raise IndexMismatchError(
                f"the search index in {home / FOLDER} does not belong to the texts in the store; run "
                "kb verify --repair"
            )
        try:
            return cls(folder)
        except (ValueError, OSError) as error:
            raise IndexMismatchError(
                f"the search index in {folder} is damaged; run kb verify --repair"
            ) from error

    @classmethod
    def build(
        cls, home: Path, fingerprint: Fingerprint, passages: Iterable[tuple[int, Passage]]
    ) -> LexicalIndex:
        """Build the index of a generation and remove those of earlier ones.

        A reader of an earlier generation keeps the files that it has open.
        """
        parent = home / FOLDER
        folder = parent / fingerprint.name
        building = parent / f"{fingerprint.name}.{os.getpid()}.building"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        _write(building, passages)
        (building / COMPLETE).write_text(json.dumps(fingerprint.parts()), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
        for other in parent.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
        return cls(folder)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages indexed."""
        return tuple(sorted(self._searchers))

    def size(self, language: str) -> int:
        """Return the number of passages indexed in a language."""
        searcher = self._searchers.get(language)
        return searcher.num_docs if searcher else 0

    def search(self, terms: Sequence[Term], language: str, limit: int) -> list[Candidate]:
        """Return the passages in a language that share most with the terms, best first."""
        index, searcher = self._indexes.get(language), self._searchers.get(language)
        if index is None or searcher is None or not terms:
            return []
        found = searcher.search(_query(index.schema, terms), limit).hits
        return [Candidate(int(searcher.doc(address)["key"][0]), float(score)) for score, address in found]

    def rarity(self, key: str, language: str) -> float:
        """Return the inverse document frequency of a term's key: 0 when every passage has it.

        log((N + 1) / (n + 1)) with N passages of which n hold the key, in the field where most do.
        """
        searcher = self._searchers.get(language)
        if searcher is None:
            return 0.0
        holding = max(searcher.doc_freq(field, key) for field in FIELD_WEIGHTS)
        return math.log((searcher.num_docs + 1) / (holding + 1))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", stored=True, indexed=True)
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name=TERMS_TOKENIZER, index_option="freq")
    return builder.build()


def _register(index: tantivy.Index) -> None:
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TERMS_TOKENIZER, tokenizer)


def _write(folder: Path, passages: Iterable[tuple[int, Passage]]) -> None:
    writers: dict[str, tantivy.IndexWriter] = {}
    for key, passage in passages:
        language = passage.expression.language
        if language not in writers:
            writers[language] = _writer(folder / language)
        document = tantivy.Document()
        document.add_integer("key", key)
        document.add_text("body", _keys(passage.text, language))
        document.add_text("carrier", _keys(passage.carrier, language))
        document.add_text("context", _keys(passage.context, language))
        writers[language].add_document(document)
    for writer in writers.values():
        writer.commit()
        writer.wait_merging_threads()


def _writer(folder: Path) -> tantivy.IndexWriter:
    folder.mkdir()
    index = tantivy.Index(_schema(), path=str(folder))
    _register(index)
    return index.writer(heap_size=WRITER_BYTES, num_threads=1)


def _keys(text: str, language: str) -> str:
    return " ".join(key for term in analyzer(language).terms(text) for key in term.keys)


def _query(schema: tantivy.Schema, terms: Sequence[Term]) -> tantivy.Query:
    weights: dict[str, float] = {}
    for term in terms:
        weights[term.key] = 1.0
        for part in term.parts:
            weights[part] = max(PART_WEIGHT, weights.get(part, 0.0))
    clauses = [
        (tantivy.Occur.Should, tantivy.Query.boost_query(_term(schema, field, key), weight * scale))
        for key, weight in weights.items()
        for field, scale in FIELD_WEIGHTS.items()
    ]
    return tantivy.Query.boolean_query(clauses)


def _term(schema: tantivy.Schema, field: str, key: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema, field, key, index_option="freq")


def _own_copy(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """Copy an index that may only be read: Tantivy writes a lock file even for reading."""
    own = tempfile.TemporaryDirectory(prefix="kb-index-")
    shutil.copytree(folder, own.name, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for path in (Path(own.name), *Path(own.name).rglob("*")):
        path.chmod(0o700)
    return own


def _read_complete(folder: Path) -> object:
    try:
        return json.loads((folder / COMPLETE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
