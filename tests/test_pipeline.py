"""Every file goes through LlamaIndex's pipeline, wherever its steps are done; an unchanged one does not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from llama_index.core.ingestion import IngestionPipeline

from kb.errors import SourceError
from kb.ingestion import ingest
from kb.ingestion.content import content_of
from kb.ingestion.files import source_files
from kb.ingestion.pipeline import (
    FindReferences,
    ReadDocuments,
    SplitIntoPassages,
    file_node,
    pipeline,
    read_through,
)
from kb.ingestion.read import read_documents
from kb.ingestion.reading_process import ReadingProcess
from kb.ingestion.steps import HERE
from kb.settings import Settings
from kb.store import Store
from kb.store.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.schema import BaseNode

ROOT = Path(__file__).parent.parent
FILES = list(source_files(ROOT / "corpus"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_is_lost_between_the_steps(file) -> None:  # noqa: ANN001 - named by its values
    through = read_through(file, None)

    assert through == tuple(map(prepared, read_documents(file, content_of(file), None)))
    assert sum(len(found) for document in through for found in document.references) > 0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_another_process_does_the_steps_as_this_one_does(file) -> None:  # noqa: ANN001 - named by its values
    with ReadingProcess(Settings()) as process:
        assert read_through(file, None, process) == read_through(file, None, HERE)


def test_nodes_survive_being_sent_as_json() -> None:
    (node,) = pipeline().run(nodes=[file_node(FILES[0], None)])

    assert json.loads(json.dumps(node.metadata)) == node.metadata


def test_every_file_that_is_ingested_goes_through_the_pipeline(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    run = IngestionPipeline.run

    def noted(steps: IngestionPipeline, *, nodes: Sequence[BaseNode]) -> Sequence[BaseNode]:
        ran.extend(node.node_id for node in nodes)
        return run(steps, nodes=nodes)

    monkeypatch.setattr(IngestionPipeline, "run", noted)
    with Store.create(home) as store:
        report = ingest(store, [ROOT / "corpus"])
        again = ingest(store, [ROOT / "corpus"])

    assert ran == [str(file.path) for file in FILES]
    assert len(report.added) == len(FILES)
    assert again.unchanged == report.added


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
        read_through(file, None)


LOADED = """
import sys
from kb import KnowledgeBase
with KnowledgeBase.open(sys.argv[1]) as desk:
    for _ in range(2):
        print(len(desk.ingest().added), "llama_index" in sys.modules, "kb.ingestion.read" in sys.modules)
"""


def printed(*arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return ran.stdout


def test_llama_index_is_loaded_for_what_is_new_and_a_reader_never_where_the_store_is_open(home: Path) -> None:
    assert printed("-c", LOADED, str(home)) == "2 True False\n0 True False\n"
    assert printed("-c", LOADED, str(home)) == "0 False False\n0 False False\n"


def test_the_process_that_reads_files_never_loads_llama_index() -> None:
    code = "import sys; from kb.ingestion import child; print('llama_index' in sys.modules)"

    assert printed("-c", code) == "False\n"
