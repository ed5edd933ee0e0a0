"""The desk inside LlamaIndex: a retriever and a query engine over a knowledge base.

    from kb import KnowledgeBase
    from kb.surfaces.llama import PolicyDeskQueryEngine, PolicyDeskRetriever

    with KnowledgeBase.open() as desk:
        nodes = PolicyDeskRetriever(desk, k=5).retrieve("Wat is een cluster?")
        response = PolicyDeskQueryEngine(desk).query("What is a cluster?")

Every node says in flat metadata where its text stands. An abstention is a response without nodes, whose
metadata give the outcome and the reason. Neither needs a model or an embedding of LlamaIndex's settings.
"""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import TYPE_CHECKING

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

from kb import language as languages_of
from kb.answer import Abstention
from kb.answer.house_style import eur_lex_page, house_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.llms import LLM
    from llama_index.core.prompts.mixin import PromptMixinType
    from llama_index.core.schema import QueryBundle

    from kb.answer import Answer, Citation
    from kb.desk import KnowledgeBase
    from kb.document import Expression, Locator
    from kb.retrieve import Hit

Metadata = dict[str, str | int]

SHOWN_TO_MODELS = frozenset({"house_style"})
"""The metadata that a language model reads with the text; an embedding reads none."""

SCORED_HITS = 50
"""How many hits are looked through for the score of a passage that is cited."""


class PolicyDeskRetriever(BaseRetriever):
    """Retrieves passages with their places, best first, `k` at most.

    `language` is that of the questions; `languages` are those of the texts that are searched, and `documents`
    the ids of their works, None for all.
    """

    def __init__(
        self,
        desk: KnowledgeBase,
        *,
        k: int = 10,
        language: str = "auto",
        languages: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._k = k
        self._language = language
        self._languages = languages
        self._documents = documents

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = query_bundle.query_str
        hits = self._desk.search(
            question,
            k=self._k,
            language=self._language,
            languages=self._languages,
            documents=self._documents,
        )
        spoken = languages_of.of_question(question) if self._language == "auto" else self._language
        return [_node_of_hit(hit, spoken) for hit in hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


class PolicyDeskQueryEngine(BaseQueryEngine):
    """Answers with verified quotations as source nodes, or abstains with none.

    The arguments are those of `KnowledgeBase.ask`.
    """

    def __init__(
        self,
        desk: KnowledgeBase,
        *,
        language: str = "auto",
        languages: Sequence[str] | None = None,
        documents: Sequence[str] | None = None,
        llm: str | LLM | None = None,
    ) -> None:
        super().__init__(callback_manager=None)
        self._desk = desk
        self._language = language
        self._languages = languages
        self._documents = documents
        self._llm = llm

    def _query(self, query_bundle: QueryBundle) -> Response:
        question = query_bundle.query_str
        outcome = self._desk.ask(
            question,
            language=self._language,
            languages=self._languages,
            documents=self._documents,
            llm=self._llm,
        )
        if isinstance(outcome, Abstention):
            return _abstaining(outcome)
        hits = self._desk.search(
            question,
            k=SCORED_HITS,
            language=self._language,
            languages=self._languages,
            documents=self._documents,
        )
        return _answering(outcome, {(hit.document.id, hit.locator.anchor): hit.score for hit in hits})

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _abstaining(outcome: Abstention) -> Response:
    said = {
        "outcome": "abstention",
        "language": outcome.asked.language,
        "reason": outcome.reason.value,
        "unmatched": list(outcome.unmatched),
    }
    return Response(response=outcome.message, source_nodes=[], metadata=said)


def _answering(answer: Answer, scores: dict[tuple[str, str], float]) -> Response:
    report = answer.generation_report
    said = {
        "outcome": "answer",
        "language": answer.asked.language,
        "generation_report": None if report is None else asdict(report),
    }
    nodes = [_node_of_citation(citation, scores) for citation in answer.citations]
    return Response(response=answer.text, source_nodes=nodes, metadata=said)


def _node_of_hit(hit: Hit, spoken: str) -> NodeWithScore:
    cited_as = house_style(hit.document, hit.locator, spoken)
    metadata = _metadata(hit.document, hit.locator, cited_as, eur_lex_page(hit.document))
    return NodeWithScore(node=_node(hit.text, metadata), score=hit.score)


def _node_of_citation(citation: Citation, scores: dict[tuple[str, str], float]) -> NodeWithScore:
    metadata = {
        "marker": citation.marker,
        **_metadata(citation.document, citation.locator, citation.house_style, citation.url),
    }
    score = scores.get((citation.document.id, citation.locator.anchor))
    return NodeWithScore(node=_node(citation.quote, metadata), score=score)


def _node(quote: str, metadata: Metadata) -> TextNode:
    expression = f"{metadata['document']}.{metadata['language']}"
    return TextNode(
        id_=f"{expression}#{metadata['anchor']}:{metadata['span']}",
        text=quote,
        metadata={**metadata, "quote": quote},
        excluded_embed_metadata_keys=[*metadata, "quote"],
        excluded_llm_metadata_keys=[*(key for key in metadata if key not in SHOWN_TO_MODELS), "quote"],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=expression)},
    )


def _metadata(document: Expression, locator: Locator, cited_as: str, url: str | None) -> Metadata:
    """Return where a quotation stands: flat and without absent values, as vector stores want it."""
    facts: dict[str, str | int | None] = {
        "document": document.id,
        "language": document.language,
        "reference": document.reference,
        "title": document.title,
        "celex": document.celex,
        "authority": document.authority and document.authority.value,
        "date": document.date,
        "version": document.version,
        "house_style": cited_as,
        "url": url,
        "section": locator.section,
        "heading": locator.heading,
        "paragraph": locator.paragraph,
        "point": locator.point,
        "footnote": locator.footnote,
        "page": locator.page,
        "page_end": locator.page_end,
        "page_index": locator.page_index,
        "anchor": locator.anchor,
        "span": "{}-{}".format(*locator.span),
        "spans": " ".join(f"{start}-{end}" for start, end in locator.spans),
    }
    return {name: value for name, value in facts.items() if value is not None}
