"""The same steps as LlamaIndex transformations: what comes out is what `kb ingest` stores."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from llama_index.core.ingestion import IngestionPipeline

from kb.errors import SourceError
from kb.ingestion import ingest
from kb.ingestion.files import source_files
from kb.ingestion.pipeline import (
    FindReferences,
    ReadDocuments,
    SplitIntoPassages,
    file_node,
    pipeline,
    read_through_pipeline,
)
from kb.ingestion.read import prepared_file
from kb.store import Store

ROOT = Path(__file__).parent.parent
FILES = list(source_files(ROOT / "corpus"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_read_through_the_pipeline_is_read_the_same(file) -> None:  # noqa: ANN001 - named by its values
    through = read_through_pipeline(file, None)

    assert through == prepared_file(file, None)
    assert sum(len(found) for document in through for found in document.references) > 0


def test_nodes_survive_being_sent_as_json() -> None:
    (node,) = pipeline().run(nodes=[file_node(FILES[0], None)])

    assert json.loads(json.dumps(node.metadata)) == node.metadata


def test_what_the_pipeline_reads_can_be_stored(home: Path) -> None:
    with Store.create(home) as store:
        report = ingest(store, [ROOT / "corpus"], read=read_through_pipeline)

        assert len(report.added) == len(FILES)
        assert ingest(store, [ROOT / "corpus"]).unchanged == report.added


def test_passages_are_nodes_of_their_document() -> None:
    steps = IngestionPipeline(
        transformations=[ReadDocuments(), FindReferences(), SplitIntoPassages()], disable_cache=True
    )
    nodes = steps.run(nodes=[file_node(file, None) for file in FILES])

    assert {node.ref_doc_id for node in nodes} == {"com-2008-652.nl", "com-2008-652.en"}
    note = next(node for node in nodes if node.node_id == "com-2008-652.nl#n25")
    assert "1082/2006" in note.get_content()
    assert (note.metadata["footnote"], note.metadata["language"]) == (25, "nl")


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    (file,) = source_files(tmp_path)

    with pytest.raises(SourceError, match="there is no text in it"):
        read_through_pipeline(file, None)


def test_ingesting_does_not_import_llama_index(home: Path) -> None:
    code = """
import sys
from kb import KnowledgeBase
KnowledgeBase.open(sys.argv[1]).ingest()
print("llama_index" in sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code, str(home)], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout == "False\n"
