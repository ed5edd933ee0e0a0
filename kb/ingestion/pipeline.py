"""Ingestion's steps as LlamaIndex transformations, run by its `IngestionPipeline`: here, or on a cluster.

The steps are the functions that `kb ingest` runs itself; only what travels between them differs. A node is a
whole document until the last step, because a reference may point at a note pages earlier, and its metadata
are plain JSON, so that it can be sent to another machine. Storage is not the pipeline's: its document store
loses a changed document when a later step fails. What comes out is stored in our own transaction.

This is the one file of `kb.ingestion` that imports LlamaIndex, which takes seconds. So nothing imports it
before somebody asks for a pipeline.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode, TransformComponent

from kb.citations import Certainty, Kind, Pinpoint, Reference
from kb.document import Authority, Expression
from kb.ingestion.files import SourceFile
from kb.ingestion.read import content_of, read_documents
from kb.sources.manifest import Identity
from kb.store.prepared import Prepared, cut, references_in
from kb.store.rows import PASSAGE_COLUMNS, passage_from, passage_values
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.document import Document
    from kb.passages import Passage

FILE, DOCUMENT, PASSAGES, REFERENCES = "file", "document", "passages", "references"
"""What the metadata of a node hold, under these keys."""

Metadata = dict[str, Any]  # the type that LlamaIndex gives the metadata of a node


class ReadDocuments(TransformComponent):
    """Files into documents that are cut into passages: read, structured, each passage with its place."""

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """Return a node for each document in each file, with its text and its passages."""
        return [_document_node(cut(document)) for node in nodes for document in _documents_in(node)]


class FindReferences(TransformComponent):
    """Documents into documents with their references to instruments, resolved."""

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """Return the nodes, each with the references in each of its passages."""
        for node in nodes:
            found = references_in(tuple(_passages(node)))
            node.metadata[REFERENCES] = [[asdict(reference) for reference in some] for some in found]
        return nodes


class SplitIntoPassages(TransformComponent):
    """Documents into passages, one node each: for an index of LlamaIndex's own."""

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """Return a node for each passage, with the place it stands in and the document it comes from."""
        return [passage for node in nodes for passage in _passage_nodes(node)]


def pipeline() -> IngestionPipeline:
    """Return the steps whose result can be stored."""
    return IngestionPipeline(transformations=[ReadDocuments(), FindReferences()], disable_cache=True)


def file_node(file: SourceFile, language: str | None) -> TextNode:
    """Return the node that a pipeline starts from: where a file is, and what is declared about it."""
    described = {
        "path": str(file.path),
        "name": file.name,
        "root": str(file.root),
        "identity": asdict(file.identity) if file.identity else None,
        "language": language,
    }
    return TextNode(id_=str(file.path), text="", metadata={FILE: described})


def prepared_from(node: BaseNode) -> Prepared:
    """Return what a node that went through the pipeline holds, ready to be stored."""
    described = node.metadata[DOCUMENT]
    return Prepared(
        expression=_expression(described),
        source=node.get_content(),
        pages=described["pages"],
        unlocated_notes=tuple(described["unlocated_notes"]),
        passages=tuple(_passages(node)),
        references=tuple(tuple(_reference(r) for r in some) for some in node.metadata[REFERENCES]),
    )


def read_through_pipeline(file: SourceFile, language: str | None) -> tuple[Prepared, ...]:
    """Read one file through the pipeline; the same as `kb.ingestion.read.prepared_file`."""
    return tuple(map(prepared_from, pipeline().run(nodes=[file_node(file, language)])))


def _documents_in(node: BaseNode) -> Sequence[Document]:
    described = node.metadata[FILE]
    identity = described["identity"]
    file = SourceFile(
        Path(described["path"]),
        described["name"],
        Path(described["root"]),
        Identity(**identity | {"authority": _authority(identity)}) if identity else None,
    )
    return read_documents(file, content_of(file), described["language"])


def _document_node(ready: Prepared) -> TextNode:
    expression = ready.expression
    described = asdict(expression) | {"pages": ready.pages, "unlocated_notes": list(ready.unlocated_notes)}
    rows = [dict(zip(PASSAGE_COLUMNS, passage_values(passage), strict=True)) for passage in ready.passages]
    return TextNode(
        id_=f"{expression.id}.{expression.language}",
        text=ready.source,
        metadata={DOCUMENT: described, PASSAGES: rows},
    )


def _passage_nodes(node: BaseNode) -> Iterator[TextNode]:
    source = RelatedNodeInfo(node_id=node.node_id)
    for passage in _passages(node):
        expression, place = passage.expression, passage.place
        yield TextNode(
            id_=passage.key,
            text=passage.text,
            metadata={
                "document": expression.id,
                "language": expression.language,
                "title": expression.title,
                "anchor": place.anchor,
                "section": place.section,
                "heading": place.heading,
                "footnote": place.footnote,
                "page": passage.page_turns[0].label if passage.page_turns else None,
            },
            relationships={NodeRelationship.SOURCE: source},
        )


def _passages(node: BaseNode) -> Iterator[Passage]:
    expression = _expression(node.metadata[DOCUMENT])
    return (passage_from(row, expression) for row in node.metadata[PASSAGES])


def _expression(described: Metadata) -> Expression:
    kept = {key: value for key, value in described.items() if key not in ("pages", "unlocated_notes")}
    return Expression(**kept | {"authority": _authority(described)})


def _authority(described: Metadata) -> Authority | None:
    authority = described["authority"]
    return Authority(authority) if authority else None


def _reference(described: Metadata) -> Reference:
    return Reference(
        **described
        | {
            "span": Span(**described["span"]),
            "kind": Kind(described["kind"]),
            "certainty": Certainty(described["certainty"]),
            "pinpoint": Pinpoint(**described["pinpoint"]) if described["pinpoint"] else None,
        }
    )
