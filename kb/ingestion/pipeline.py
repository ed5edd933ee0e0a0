"""Ingestion's steps as LlamaIndex transformations, run by its `IngestionPipeline`: here, or on a cluster.

Every file that is ingested goes through it. A node is a whole document until the last step, because a
reference may point at a note pages earlier, and its metadata are plain JSON, so that it can be sent to
another machine. What a step does is done by `Steps`: in the process that reads files for `kb ingest`, in
this one by default. The pipeline's cache is off and it has no document store: that loses a changed document
when a later step fails. What comes out is stored in our own transaction.

This is the one file of `kb.ingestion` that imports LlamaIndex, which takes two seconds. So nothing imports it
before a file is new or has changed, and the process that reads files never does.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode, TransformComponent

from kb.citations import Certainty, Kind, Pinpoint, Reference
from kb.document import Authority, Expression
from kb.ingestion.files import SourceFile
from kb.ingestion.steps import HERE, Steps
from kb.sources.manifest import Identity
from kb.store.prepared import Prepared
from kb.store.rows import PASSAGE_COLUMNS, passage_from, passage_values
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.passages import Passage

FILE, DOCUMENT, PASSAGES, REFERENCES = "file", "document", "passages", "references"
"""What the metadata of a node hold, under these keys."""

Metadata = dict[str, Any]  # the type that LlamaIndex gives the metadata of a node


class ReadDocuments(TransformComponent):
    """Files into documents that are cut into passages: read, structured, each passage with its place."""

    _steps: Steps = PrivateAttr()

    def __init__(self, steps: Steps = HERE) -> None:
        super().__init__()
        self._steps = steps

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """Return a node for each document in each file, with its text and its passages."""
        return [
            _document_node(document, file.name)
            for file, language in map(_described, nodes)
            for document in self._steps.read(file, language)
        ]


class FindReferences(TransformComponent):
    """Documents into documents with their references to instruments, resolved."""

    _steps: Steps = PrivateAttr()

    def __init__(self, steps: Steps = HERE) -> None:
        super().__init__()
        self._steps = steps

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """Return the nodes, each with the references in each of its passages."""
        for node in nodes:
            file = node.metadata[DOCUMENT]["file"]
            found = self._steps.find_references(file, tuple(_passages(node)))
            node.metadata[REFERENCES] = [[asdict(reference) for reference in some] for some in found]
        return nodes


class SplitIntoPassages(TransformComponent):
    """Documents into passages, one node each: for an index of LlamaIndex's own."""

    def __call__(self, nodes: Sequence[BaseNode], **_: object) -> Sequence[BaseNode]:
        """Return a node for each passage, with the place it stands in and the document it comes from."""
        return [passage for node in nodes for passage in _passage_nodes(node)]


def pipeline(steps: Steps = HERE) -> IngestionPipeline:
    """Return the steps whose result can be stored, done by `steps`."""
    return IngestionPipeline(
        transformations=[ReadDocuments(steps), FindReferences(steps)], disable_cache=True
    )


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
        expression=_expression(node),
        source=node.get_content(),
        pages=described["pages"],
        unlocated_notes=tuple(described["unlocated_notes"]),
        passages=tuple(_passages(node)),
        references=tuple(tuple(_reference(r) for r in some) for some in node.metadata[REFERENCES]),
    )


def read_through(file: SourceFile, language: str | None, steps: Steps = HERE) -> tuple[Prepared, ...]:
    """Read one file through the pipeline: a document for each language in it, ready to be stored."""
    return tuple(map(prepared_from, pipeline(steps).run(nodes=[file_node(file, language)])))


def _described(node: BaseNode) -> tuple[SourceFile, str | None]:
    """Return the file that a node describes, and the language that the user says it is in."""
    described = node.metadata[FILE]
    identity = described["identity"]
    file = SourceFile(
        Path(described["path"]),
        described["name"],
        Path(described["root"]),
        Identity(**identity | {"authority": _authority(identity)}) if identity else None,
    )
    return file, described["language"]


def _document_node(ready: Prepared, file: str) -> TextNode:
    expression = ready.expression
    described = {
        "expression": asdict(expression),
        "file": file,
        "pages": ready.pages,
        "unlocated_notes": list(ready.unlocated_notes),
    }
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
    expression = _expression(node)
    return (passage_from(row, expression) for row in node.metadata[PASSAGES])


def _expression(node: BaseNode) -> Expression:
    described = node.metadata[DOCUMENT]["expression"]
    return Expression(**described | {"authority": _authority(described)})


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
