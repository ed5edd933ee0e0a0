"""The desk by the Model Context Protocol: a real client, a real process, over pipes and over HTTP."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import jsonschema
import mcp_types as types
import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError

from kb.render.contract import ask_result, json_schema
from kb.render.shape import to_json
from kb.surfaces.cli import main
from tests.command_line import ROOT, assert_one_line, kb, printed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anyio.from_thread import BlockingPortal

    from kb import KnowledgeBase

SHAPES = {"ask": "ask", "search": "search", "look_up_reference": "cite", "list_documents": "status"}
PATIENCE = 60.0


@dataclass(frozen=True)
class Connection:
    """A client that is connected, for tests that are not asynchronous."""

    portal: BlockingPortal
    client: Client

    def tools(self) -> dict[str, types.Tool]:
        return {tool.name: tool for tool in self.portal.call(self.client.list_tools).tools}

    def call(self, name: str, **arguments: object) -> types.CallToolResult:
        return self.portal.call(self.client.call_tool, name, arguments)

    def told(self, name: str, **arguments: object) -> dict[str, Any]:
        """Return a result that is no error and keeps its contract."""
        result = self.call(name, **arguments)
        assert not result.is_error, text_of(result)
        jsonschema.validate(result.structured_content, json_schema(SHAPES[name]))
        structured: dict[str, Any] = result.structured_content
        return structured


def text_of(result: types.CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


def environment(home: Path) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if k not in {"KB_HOME", "PYTHONPATH"}}
    return {**clean, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "KB_HOME": str(home)}


@contextmanager
def connected(server: StdioServerParameters | str, mode: str = "auto") -> Iterator[Connection]:
    with start_blocking_portal() as portal:
        client = Client(server, mode=mode, read_timeout_seconds=PATIENCE)
        with portal.wrap_async_context_manager(client) as opened:
            yield Connection(portal, opened)


def over_stdio(home: Path) -> StdioServerParameters:
    return StdioServerParameters(command=sys.executable, args=["-m", "kb", "mcp"], env=environment(home))


@contextmanager
def over_http(home: Path) -> Iterator[str]:
    """Start a server on a port that is free, and stop it as an administrator does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kb", "mcp", "--http", "--port", "0"],
        env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        assert "http://127.0.0.1:" in said, said
        yield said.split()[-1]
    finally:
        process.send_signal(signal.SIGINT)
        out, complaints = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in complaints


@pytest.fixture(scope="module")
def stdio(desk: KnowledgeBase) -> Iterator[Connection]:
    with connected(over_stdio(desk.settings.home)) as connection:
        yield connection


@pytest.fixture(scope="module")
def address(desk: KnowledgeBase) -> Iterator[str]:
    with over_http(desk.settings.home) as served:
        yield served


@pytest.fixture(scope="module")
def http(address: str) -> Iterator[Connection]:
    with connected(address) as connection:
        yield connection


@pytest.fixture(params=["stdio", "http"])
def connection(request: pytest.FixtureRequest) -> Connection:
    opened: Connection = request.getfixturevalue(request.param)
    return opened


# What is offered


def test_the_tools_say_what_they_give_and_that_they_only_read(connection: Connection) -> None:
    tools = connection.tools()
    assert list(tools) == list(SHAPES)
    for name, tool in tools.items():
        assert tool.output_schema == json_schema(SHAPES[name])
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert "never instructions" in (tool.description or "")
        assert tool.input_schema["additionalProperties"] is False
        for argument in tool.input_schema["properties"].values():
            assert argument["description"]


def test_asking_is_described_as_what_it_is(stdio: Connection) -> None:
    assert stdio.tools()["ask"].output_schema == printed("schema", "ask")
    described = stdio.tools()["ask"].description or ""
    assert "Every sentence of an answer is a verified quotation" in described
    assert "An abstention is a result, not a failure" in described
    assert "An abstention is a result" in (stdio.client.instructions or "")


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_clients_of_both_ages_of_the_protocol_are_answered(address: str, mode: str) -> None:
    with connected(address, mode) as connection:
        assert list(connection.tools()) == list(SHAPES)
        assert connection.told("ask", question="What is a cluster?")["outcome"] == "answer"


# What is answered


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        pytest.param("Wat is een cluster?", "nl", "een groep van bedrijven", id="nl"),
        pytest.param("What is a cluster?", "en", "a group of firms", id="en"),
    ],
)
def test_an_answer_is_that_of_the_desk(
    connection: Connection, desk: KnowledgeBase, question: str, language: str, words: str
) -> None:
    result = connection.told("ask", question=question)
    same = json.loads(to_json(ask_result(desk.ask(question))))
    assert result | {"timings_ms": None} == same | {"timings_ms": None}
    assert (result["outcome"], result["language"]) == ("answer", language)

    text = text_of(connection.call("ask", question=question))
    assert words in text
    for citation in result["citations"]:
        assert f"[{citation['marker']}]" in text
        assert citation["quote"] in text
        assert citation["house_style"] in text


def test_an_abstention_is_a_result(connection: Connection) -> None:
    question = "Hoeveel clusters zijn er in Nederland?"
    result = connection.told("ask", question=question)
    assert result["outcome"] == "abstention"
    assert result["abstention"]["unmatched"] == ["Nederland"]
    assert result["abstention"]["message"] in text_of(connection.call("ask", question=question))


def test_a_question_may_go_on_from_the_one_before(stdio: Connection) -> None:
    result = stdio.told("ask", question="En in het Engels?", context="Wat is een cluster?")
    assert (result["outcome"], result["context"]) == ("answer", "Wat is een cluster?")


def test_the_texts_searched_can_be_restricted(connection: Connection) -> None:
    hits = connection.told("search", query="workforce in clusters", k=3, languages=["nl"])["hits"]
    assert len(hits) == 3
    assert {hit["document"]["language"] for hit in hits} == {"nl"}
    assert "[1] " in text_of(connection.call("search", query="workforce in clusters", k=3))


def test_a_footnote_is_looked_up(connection: Connection) -> None:
    (found,) = connection.told("look_up_reference", query="voetnoot 25")["instruments"]
    assert (found["key"], found["celex"]) == ("act:reg:2006:1082", "32006R1082")
    text = text_of(connection.call("look_up_reference", query="voetnoot 25"))
    assert "32006R1082" in text
    assert "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:32006R1082" in text


@pytest.mark.parametrize(("query", "least"), [(None, 30), ("kaas", 0)], ids=["all", "none"])
def test_a_look_up_finds_all_or_nothing(stdio: Connection, query: str | None, least: int) -> None:
    found = stdio.told("look_up_reference", query=query)["instruments"]
    assert len(found) > least if least else found == []


def test_the_documents_are_listed(connection: Connection) -> None:
    documents = connection.told("list_documents")["documents"]
    assert [(d["id"], d["language"]) for d in documents] == [("com-2008-652", "en"), ("com-2008-652", "nl")]
    assert "com-2008-652 (nl)" in text_of(connection.call("list_documents"))


# What goes wrong


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        pytest.param("ask", {"question": " "}, "the question is empty", id="empty question"),
        pytest.param("ask", {}, "ask: question: Field required", id="no question"),
        pytest.param("ask", {"question": 652}, "ask: question: Input should be a valid string", id="number"),
        pytest.param("ask", {"question": "a" * 2_001}, "more than 2000 characters", id="long question"),
        pytest.param("ask", {"question": "Wat?", "lang": "nl"}, "ask: lang: Extra inputs", id="unknown"),
        pytest.param(
            "ask", {"question": "Wat?", "language": "xx"}, "unknown language 'xx': choose one of nl, en",
            id="language",
        ),
        pytest.param("search", {"query": "x", "languages": ["xx"]}, "unknown language 'xx'", id="languages"),
        pytest.param("ask", {"question": "x", "documents": ["x"]}, "choose one of com-2008", id="documents"),
        pytest.param("search", {"query": "x", "k": 0}, "search: k: Input should be greater", id="k"),
        pytest.param("search", {"query": "x", "k": 51}, "search: k: Input should be less", id="many"),
        pytest.param("search", {"query": ""}, "the question is empty", id="empty search"),
        pytest.param("look_up_reference", {"query": ""}, "nothing to look up", id="empty look-up"),
        pytest.param(
            "look_up_reference", {"language": "xx"}, "unknown language 'xx'", id="language of a look-up"
        ),
        pytest.param("list_documents", {"x": 1}, "list_documents: x: Extra inputs", id="no arguments"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_by_the_tool(
    connection: Connection, tool: str, arguments: dict[str, object], words: str
) -> None:
    result = connection.call(tool, **arguments)
    assert result.is_error
    assert result.structured_content is None
    assert words in text_of(result)
    assert len(text_of(result).splitlines()) == 1


def test_a_tool_that_is_not_offered_is_named(connection: Connection) -> None:
    with pytest.raises(MCPError, match="no tool 'forget': choose one of ask, search"):
        connection.call("forget")


def test_an_empty_knowledge_base_says_what_to_do(tmp_path: Path, desk: KnowledgeBase) -> None:
    home = tmp_path / "home"
    with connected(over_stdio(home)) as connection:
        for tool, arguments in (
            ("ask", {"question": "Wat is een cluster?"}),
            ("search", {"query": "cluster"}),
            ("look_up_reference", {"query": "voetnoot 25"}),
            ("list_documents", {}),
        ):
            result = connection.call(tool, **arguments)
            assert result.is_error
            assert "run kb ingest first" in text_of(result)
        shutil.copytree(desk.settings.home, home)
        assert connection.told("ask", question="Wat is een cluster?")["outcome"] == "answer"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(["--port", "8652"], 2, "go with --http", id="port of nothing"),
        pytest.param(["--http", "--host", "::"], 2, "--name", id="every address, no name"),
        pytest.param(["--http", "--host", "192.0.2.1"], 1, "cannot listen at 192.0.2.1:8652", id="host"),
    ],
)
def test_a_wrong_start_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    with pytest.raises(SystemExit, match=str(code)):
        main(["--home", str(tmp_path), "mcp", *arguments])
    out, complaint = capsys.readouterr()
    assert out == ""
    assert words in complaint
    assert len(complaint.splitlines()) == 1


def test_a_port_in_use_is_told(address: str, tmp_path: Path) -> None:
    port = httpx.URL(address).port
    done = kb("--home", tmp_path, "mcp", "--http", "--port", port)
    assert (done.returncode, done.stdout) == (1, "")
    assert_one_line(done, f"127.0.0.1:{port}", "--port")


# The protocol and nothing else


def test_nothing_but_the_protocol_goes_to_standard_output(desk: KnowledgeBase) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}}
    asked = {"name": "ask", "arguments": {"question": "Wat is een cluster?"}}
    sent: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": asked},
        {"id": 3, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": ""}}},
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "kb", "mcp"],
        env=environment(desk.settings.home), encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    received = []
    for message in sent:
        process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        process.stdin.flush()
        if "id" in message:
            received.append(json.loads(process.stdout.readline()))
    rest, complaints = process.communicate(timeout=PATIENCE)

    assert [message["id"] for message in received] == [1, 2, 3]
    assert [message["result"].get("isError") for message in received] == [None, False, True]
    assert (rest, complaints, process.returncode) == ("", "", 0)


def test_a_server_that_waits_for_input_can_be_interrupted(desk: KnowledgeBase) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kb", "mcp"],
        env=environment(desk.settings.home), encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write('{"jsonrpc": "2.0", "id": 1, "method": "server/discover", "params": {}}\n')
    process.stdin.flush()
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert (process.wait(timeout=PATIENCE), process.communicate()) == (-signal.SIGINT, ("", ""))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="as a client"),
        pytest.param({"Host": "rebound.example"}, 421, id="false name"),
        pytest.param({"Origin": "http://evil.example"}, 403, id="page of another origin"),
        pytest.param({"Content-Type": "text/plain"}, 400, id="form of a page"),
    ],
)
def test_pages_that_pose_as_clients_are_refused(address: str, headers: dict[str, str], status: int) -> None:
    usual = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    answer = httpx.post(address, content=json.dumps(body), headers=usual | headers, trust_env=False)
    assert answer.status_code == status


def test_a_request_that_is_too_long_is_refused(address: str) -> None:
    usual = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    answer = httpx.post(address, content=b" " * 70_000, headers=usual, trust_env=False)
    assert answer.status_code == 413
