"""The same questions, asked of what others would use, in the same run.

Each baseline ranks the same passages for a question; the desk with one score alone is a baseline too. What
is not installed is left out and said so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from eval.questions import GoldQuestion
from kb import KnowledgeBase, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

MINILM = Path.home() / ".cache" / "chroma" / "onnx_models" / "all-MiniLM-L6-v2" / "onnx"
"""Where Chroma keeps its default model once it has downloaded it; nothing is downloaded here."""

DEPTH = 10

Ranked = Callable[[GoldQuestion], Sequence[str]]
"""A baseline: a question into the anchors that it ranks first."""


@contextmanager
def desk_with(home: Path, scores: Sequence[str], languages: Sequence[str] | None) -> Iterator[Ranked]:
    """The desk with some of its scores only."""
    with KnowledgeBase.open(settings=Settings(home=home, scores=frozenset(scores))) as desk:

        def ranked(question: GoldQuestion) -> Sequence[str]:
            hits = desk.search(question.question, k=DEPTH, language=question.language, languages=languages)
            return [hit.locator.anchor for hit in hits]

        yield ranked


def llama_index_default(desk: KnowledgeBase, languages: Sequence[str] | None) -> Ranked:
    """LlamaIndex's default retriever (a vector index in memory) over the same passages.

    Its own default embedding needs an account, so it is given the desk's encoder.
    """
    from llama_index.core import VectorStoreIndex  # noqa: PLC0415 - seconds to import
    from llama_index.core.schema import TextNode  # noqa: PLC0415 - the same

    from eval.llama_embedding import DeskEmbedding  # noqa: PLC0415 - the same

    nodes = [
        TextNode(id_=passage.key, text=passage.text)
        for passage in desk.passages()
        if languages is None or passage.expression.language in languages
    ]
    index = VectorStoreIndex(nodes=nodes, embed_model=DeskEmbedding())
    retriever = index.as_retriever(similarity_top_k=2 * DEPTH)

    def ranked(question: GoldQuestion) -> Sequence[str]:
        found = retriever.retrieve(question.question)
        return list(dict.fromkeys(hit.node.node_id.split("#")[1] for hit in found))[:DEPTH]

    return ranked


def chroma_minilm(desk: KnowledgeBase, languages: Sequence[str] | None) -> Ranked | None:
    """Chroma with its default model, where that is on this machine already; None where it is not."""
    if not MINILM.is_dir():
        return None
    import chromadb  # noqa: PLC0415 - over a second to import

    collection = chromadb.EphemeralClient().create_collection("baseline")
    passages = [p for p in desk.passages() if languages is None or p.expression.language in languages]
    collection.add(
        ids=[passage.key for passage in passages], documents=[passage.text for passage in passages]
    )

    def ranked(question: GoldQuestion) -> Sequence[str]:
        found = collection.query(query_texts=[question.question], n_results=2 * DEPTH)["ids"][0]
        return list(dict.fromkeys(key.split("#")[1] for key in found))[:DEPTH]

    return ranked


def success(ranked: Ranked, questions: Sequence[GoldQuestion], k: int) -> float:
    """Return Success@k of a baseline over questions."""
    right = sum(any(anchor in q.places for anchor in ranked(q)[:k]) for q in questions)
    return right / len(questions) if questions else 0.0
