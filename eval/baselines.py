"""The same questions, asked of what others would use, in the same run.

Each baseline ranks the same passages for a question; the desk with one score alone is a baseline too. What
is not installed is left out and said so. Questions that go on from another are left out: only the desk
reads what was asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tantivy

from eval.questions import GoldQuestion
from eval.ranking import NAMES, ranked_measures
from kb import KnowledgeBase, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MINILM = Path.home() / ".cache" / "chroma" / "onnx_models" / "all-MiniLM-L6-v2" / "onnx"
"""Where Chroma keeps its default model once it has downloaded it; nothing is downloaded here."""

DEPTH = 10

STEMMERS = {"nl": "dutch", "en": "english"}
"""The stemmers that Tantivy brings, by language."""

WRITER_BYTES = 15_000_000

Ranked = Callable[[GoldQuestion], Sequence[str]]
"""A baseline: a question into the anchors that it ranks first."""


class _Passage(NamedTuple):
    language: str
    anchor: str
    text: str


@contextmanager
def desk_with(home: Path, scores: Sequence[str], languages: Sequence[str] | None) -> Iterator[Ranked]:
    """The desk with some of its scores only."""
    with KnowledgeBase.open(settings=Settings(home=home, scores=frozenset(scores))) as desk:

        def ranked(question: GoldQuestion) -> Sequence[str]:
            hits = desk.search(question.question, k=DEPTH, language=question.language, languages=languages)
            return [hit.locator.anchor for hit in hits]

        yield ranked


def plain_bm25(desk: KnowledgeBase, languages: Sequence[str] | None) -> Ranked:
    """BM25 as Tantivy comes: a field for each language, its words in small letters and stemmed.

    The whole question is the query, in every field; no stop words, no glossary, no compounds taken apart.
    """
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("anchor", stored=True, tokenizer_name="raw")
    for code in STEMMERS:
        schema.add_text_field(code, tokenizer_name=code)
    index = tantivy.Index(schema.build())
    for code, stemmer in STEMMERS.items():
        words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        index.register_tokenizer(code, words.filter(tantivy.Filter.stemmer(stemmer)).build())
    writer = index.writer(WRITER_BYTES, 1)
    for passage in _of_languages(desk, languages):
        writer.add_document(tantivy.Document(**{"anchor": passage.anchor, passage.language: passage.text}))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ranked(question: GoldQuestion) -> Sequence[str]:
        query, _ = index.parse_query_lenient(question.question, list(STEMMERS))
        found = searcher.search(query, 2 * DEPTH).hits
        return _first(str(searcher.doc(address)["anchor"][0]) for _, address in found)

    return ranked


def llama_index_default(desk: KnowledgeBase, languages: Sequence[str] | None) -> Ranked:
    """LlamaIndex's default retriever (a vector index in memory) over the same passages.

    Its own default embedding needs an account, so it is given the desk's encoder.
    """
    from llama_index.core import VectorStoreIndex  # noqa: PLC0415 - seconds to import
    from llama_index.core.schema import TextNode  # noqa: PLC0415 - the same

    from eval.llama_embedding import DeskEmbedding  # noqa: PLC0415 - the same

    nodes = [
        TextNode(id_=f"{passage.language}#{passage.anchor}", text=passage.text)
        for passage in _of_languages(desk, languages)
    ]
    index = VectorStoreIndex(nodes=nodes, embed_model=DeskEmbedding())
    retriever = index.as_retriever(similarity_top_k=2 * DEPTH)

    def ranked(question: GoldQuestion) -> Sequence[str]:
        found = retriever.retrieve(question.question)
        return _first(hit.node.node_id.split("#")[1] for hit in found)

    return ranked


def chroma_minilm(desk: KnowledgeBase, languages: Sequence[str] | None) -> Ranked | None:
    """Chroma with its default model, where that is on this machine already; None where it is not."""
    if not MINILM.is_dir():
        return None
    import chromadb  # noqa: PLC0415 - over a second to import

    collection = chromadb.EphemeralClient().create_collection("baseline")
    passages = list(_of_languages(desk, languages))
    collection.add(
        ids=[f"{passage.language}#{passage.anchor}" for passage in passages],
        documents=[passage.text for passage in passages],
    )

    def ranked(question: GoldQuestion) -> Sequence[str]:
        found = collection.query(query_texts=[question.question], n_results=2 * DEPTH)["ids"][0]
        return _first(key.split("#")[1] for key in found)

    return ranked


def measured(ranked: Ranked, questions: Sequence[GoldQuestion]) -> dict[str, float]:
    """Return the means of the measures of ranking over questions, by their names in ir-measures."""
    of_each = ranked_measures(
        {question.id: question.places for question in questions},
        {question.id: ranked(question) for question in questions},
    ).values()
    return {name: sum(of[name] for of in of_each) / len(questions) for name in NAMES}


def _of_languages(desk: KnowledgeBase, languages: Sequence[str] | None) -> Iterator[_Passage]:
    for passage in desk.passages():
        language = passage.expression.language
        if languages is None or language in languages:
            yield _Passage(language, passage.place.anchor, passage.text)


def _first(anchors: Iterable[str]) -> list[str]:
    """Return the first places; one that was found in two languages counts once."""
    return list(dict.fromkeys(anchors))[:DEPTH]
