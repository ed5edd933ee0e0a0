"""The real communication, read once, and a knowledge base that holds it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.questions import gold_questions
from kb import KnowledgeBase
from kb.ingestion.content import content_of
from kb.ingestion.files import source_files
from kb.ingestion.read import read_document
from tests.running_server import running_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb import Abstention, Answer
    from kb.document import Document
    from tests.running_server import RunningServer

    Outcomes = dict[str, dict[str, Answer | Abstention]]

ROOMS = {"outcomes": "gold questions", "seen": "browser", "served": "browser", "server": "server"}
"""Fixtures that are dear to make: the tests that use one run in one process, where it is made once."""

ROOT = Path(__file__).parent.parent
COMMUNICATION = ROOT / "corpus" / "com-2008-652.nl.txt"

CAPABILITIES = "-dac_override,-dac_read_search"
WITHOUT_PRIVILEGE = ("setpriv", "--bounding-set", CAPABILITIES, "--inh-caps", CAPABILITIES)
"""Root may read and write anything; a process without these capabilities may not."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Where several processes share the tests, each takes whole files.

    The mark is set before pytest-xdist reads it, which it does as soon as all tests are collected.
    """
    dear = [room for fixture, room in ROOMS.items() if fixture in getattr(item, "fixturenames", ())]
    item.add_marker(pytest.mark.xdist_group(dear[0] if dear else item.path.name))


@pytest.fixture(scope="session")
def communication() -> Document:
    file = next(source_files(COMMUNICATION))
    return read_document(file, content_of(file), None)


@pytest.fixture(scope="session")
def communication_source(communication: Document) -> str:
    return communication.source


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(tmp_path_factory.mktemp("desk")) as opened:
        opened.ingest()
        yield opened


@pytest.fixture(scope="session")
def server(desk: KnowledgeBase) -> Iterator[RunningServer]:
    """A server of the same knowledge base, for all tests that only ask."""
    with running_server(desk.settings.home) as running:
        yield running


@pytest.fixture(scope="session")
def outcomes(desk: KnowledgeBase) -> Outcomes:
    """What the desk says to the gold questions, by language and question: asked once, for many laws.

    Those of the development half; `eval compare`, which follows the tests, asks all of them.
    """
    return {
        language: {
            q.question: desk.ask(q.question, language=language)
            for q in gold_questions(language, "development")
        }
        for language in ("nl", "en")
    }
