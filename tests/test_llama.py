"""The desk inside LlamaIndex, with nothing of its settings chosen: no model, no embedding, no key."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from llama_index.core.postprocessor import SimilarityPostprocessor
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle, TextNode

from kb import Answer, KnowledgeBase
from kb.errors import UsageError
from kb.surfaces.llama import PolicyDeskQueryEngine, PolicyDeskRetriever
from tests.test_offline import WATCHED

if TYPE_CHECKING:
    from llama_index.core.base.response.schema import RESPONSE_TYPE

ROOT = Path(__file__).parent.parent
QUESTION = "Wat is een cluster?"
UNANSWERED = "Hoeveel clusters zijn er in Nederland?"

EXAMPLE = """
from kb import KnowledgeBase
from kb.surfaces.llama import PolicyDeskQueryEngine, PolicyDeskRetriever

with KnowledgeBase.open(HOME) as desk:
    for found in PolicyDeskRetriever(desk, k=3).retrieve("clusters en regionaal beleid"):
        print(found.score, found.node.metadata["house_style"])
    response = PolicyDeskQueryEngine(desk).query("What is a cluster?")
    print(response)
    for source in response.source_nodes:
        print(source.node.metadata["house_style"], source.node.metadata["quote"])
"""


@pytest.fixture(autouse=True)
def without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def nodes_of(response: RESPONSE_TYPE) -> list[TextNode]:
    nodes = [source.node for source in response.source_nodes]
    assert all(isinstance(node, TextNode) for node in nodes)
    return [node for node in nodes if isinstance(node, TextNode)]


def test_the_retriever_finds_what_a_search_finds(desk: KnowledgeBase) -> None:
    found = PolicyDeskRetriever(desk, k=4, languages=["nl"], documents=["com-2008-652"]).retrieve(QUESTION)
    hits = desk.search(QUESTION, k=4, languages=["nl"])
    assert [(node.text, node.score) for node in found] == [(hit.text, hit.score) for hit in hits]
    assert [node.metadata["anchor"] for node in found] == [hit.locator.anchor for hit in hits]
    for node, hit in zip(found, hits, strict=True):
        assert node.metadata["quote"] == node.text
        assert node.metadata["span"] == f"{hit.locator.span[0]}-{hit.locator.span[1]}"
        assert node.node.ref_doc_id == "com-2008-652.nl"
    assert len({node.node_id for node in found}) == 4


def test_a_node_says_where_it_stands(desk: KnowledgeBase) -> None:
    response = PolicyDeskQueryEngine(desk).query(QUESTION)
    outcome = desk.ask(QUESTION)
    assert isinstance(outcome, Answer)
    assert str(response) == outcome.text
    assert response.metadata == {"outcome": "answer", "language": "nl", "generation_report": None}
    node = nodes_of(response)[0]
    expected = {
        "marker": 1,
        "document": "com-2008-652",
        "language": "nl",
        "celex": "52008DC0652",
        "authority": "authentic",
        "section": "INLEIDING",
        "paragraph": 3,
        "page": "2",
        "anchor": "intro/p3",
        "quote": outcome.citations[0].quote,
        "house_style": outcome.citations[0].house_style,
        "url": outcome.citations[0].url,
    }
    assert {name: node.metadata[name] for name in expected} == expected
    assert "footnote" not in node.metadata
    assert all(isinstance(value, str | int) for value in node.metadata.values())
    assert response.source_nodes[0].score == desk.search(QUESTION, k=1)[0].score
    assert node.get_content(MetadataMode.EMBED) == node.text
    assert node.get_content(MetadataMode.LLM) == f"house_style: {node.metadata['house_style']}\n\n{node.text}"


def test_an_abstention_has_no_nodes_and_says_why(desk: KnowledgeBase) -> None:
    response = PolicyDeskQueryEngine(desk).query(UNANSWERED)
    assert response.source_nodes == []
    assert str(response).startswith("De geraadpleegde teksten geven hierop geen antwoord.")
    assert response.metadata == {
        "outcome": "abstention",
        "language": "nl",
        "reason": "not_in_texts",
        "unmatched": ["Nederland"],
    }


def test_a_document_that_is_not_there_cannot_be_chosen(desk: KnowledgeBase) -> None:
    for put in (
        PolicyDeskRetriever(desk, documents=["x"]).retrieve,
        PolicyDeskQueryEngine(desk, documents=["x"]).query,
    ):
        with pytest.raises(UsageError, match="no document 'x'"):
            put(QUESTION)


def test_both_may_be_awaited(desk: KnowledgeBase) -> None:
    async def ask() -> tuple[str, list[NodeWithScore]]:
        response = await PolicyDeskQueryEngine(desk).aquery(QueryBundle(QUESTION))
        return str(response), await PolicyDeskRetriever(desk, k=2).aretrieve(QUESTION)

    answered, found = asyncio.run(ask())
    assert answered == str(PolicyDeskQueryEngine(desk).query(QUESTION))
    assert [node.text for node in found] == [hit.text for hit in desk.search(QUESTION, k=2)]


def test_a_postprocessor_of_llama_index_takes_the_nodes(desk: KnowledgeBase) -> None:
    found = PolicyDeskRetriever(desk, k=5).retrieve(QUESTION)
    cutoff = found[1].score
    kept = SimilarityPostprocessor(similarity_cutoff=cutoff).postprocess_nodes(found)
    assert [node.node_id for node in kept] == [
        node.node_id for node in found if (node.score or 0) >= (cutoff or 0)
    ]


def test_the_example_runs_and_reaches_for_nothing(desk: KnowledgeBase) -> None:
    watch = WATCHED.split("from kb.surfaces.cli", maxsplit=1)[0]
    code = watch + EXAMPLE.replace("HOME", repr(str(desk.settings.home)))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    # LlamaIndex brings urllib3, which tries at import whether this machine can listen on ::1.
    attempts = [line for line in done.stderr.splitlines() if "NETWORK" in line and "socket.bind" not in line]
    assert attempts == []
    assert "A cluster can be broadly defined" in done.stdout
    assert "COM(2008) 652" in done.stdout
