"""BM25 over the terms of passages: the one file that knows Tantivy.

One Tantivy index a language, so that the frequencies of a term are those of its language and no language
hides another. Tantivy is given terms, not text: the analysis is `kb.analysis`, the same for index and
question.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import tantivy

from kb.analysis import analyzer
from kb.analysis.definitions import defined
from kb.encoder.abbreviations import key_of_abbreviation, spelled_out
from kb.index.candidate import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kb.passages import Passage

TERMS_TOKENIZER = "terms"

FIELD_WEIGHTS = {"body": 1.0, "carrier": 0.6, "context": 0.35}
"""What a term counts in the passage itself, in what it completes, and in what it stands under."""

WRITER_BYTES = 64_000_000


class LexicalIndex:
    """The searchers of a folder, by language."""

    def __init__(self, folder: Path) -> None:
        self._indexes = {
            path.name: tantivy.Index.open(str(path)) for path in folder.iterdir() if path.is_dir()
        }
        for index in self._indexes.values():
            _register(index)
        self._searchers = {name: index.searcher() for name, index in self._indexes.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the passages indexed."""
        return tuple(sorted(self._searchers))

    def size(self, language: str) -> int:
        """Return the number of passages indexed in a language."""
        searcher = self._searchers.get(language)
        return searcher.num_docs if searcher else 0

    def search(
        self, keys: Mapping[str, float], language: str, limit: int, among: Sequence[int] | None = None
    ) -> list[Candidate]:
        """Return the passages in a language with the highest BM25 for weighted keys, best first.

        `among` are the keys of the only passages that count; the scores are those among all.
        """
        index, searcher = self._indexes.get(language), self._searchers.get(language)
        if index is None or searcher is None or not keys:
            return []
        query = _query(index.schema, keys)
        if among is not None:
            query = _restricted(index.schema, query, among)
        found = searcher.search(query, limit).hits
        return [Candidate(int(searcher.doc(address)["key"][0]), float(score)) for score, address in found]

    def holding(self, key: str, language: str) -> int:
        """Return in how many passages of a language a term's key stands, in the field where most do."""
        searcher = self._searchers.get(language)
        if searcher is None:
            return 0
        return max(searcher.doc_freq(field, key) for field in FIELD_WEIGHTS)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", stored=True, indexed=True)
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name=TERMS_TOKENIZER, index_option="freq")
    return builder.build()


def _register(index: tantivy.Index) -> None:
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TERMS_TOKENIZER, tokenizer)


def write_lexical(folder: Path, passages: Iterable[tuple[int, Passage]]) -> None:
    """Write the index of each language of the passages into a new folder."""
    writers: dict[str, tantivy.IndexWriter] = {}
    for key, passage in passages:
        language = passage.expression.language
        if language not in writers:
            writers[language] = _writer(folder / language)
        document = tantivy.Document()
        document.add_integer("key", key)
        document.add_text("body", f"{_keys(passage.text, language)} {_keys_of_names(passage.text, language)}")
        document.add_text("carrier", _keys(passage.beside, language))
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


@lru_cache(maxsize=256)
def _keys(text: str, language: str) -> str:
    """Return the keys of a text; kept, because the paragraphs of an article share what they stand under."""
    return " ".join(analyzer(language).keys(text))


def _keys_of_names(text: str, language: str) -> str:
    """Return the keys of what a text defines, and of the abbreviations that it spells out."""
    return " ".join([defined(text, language) or "", *map(key_of_abbreviation, sorted(spelled_out(text)))])


def _query(schema: tantivy.Schema, keys: Mapping[str, float]) -> tantivy.Query:
    clauses = [
        (tantivy.Occur.Should, tantivy.Query.boost_query(_term(schema, field, key), weight * scale))
        for key, weight in keys.items()
        for field, scale in FIELD_WEIGHTS.items()
    ]
    return tantivy.Query.boolean_query(clauses)


def _restricted(schema: tantivy.Schema, query: tantivy.Query, among: Sequence[int]) -> tantivy.Query:
    """Return a query that finds only passages with these keys, scored as before."""
    allowed = tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema, "key", list(among)), 0.0)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, allowed)])


def _term(schema: tantivy.Schema, field: str, key: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema, field, key, index_option="freq")
