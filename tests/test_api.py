"""The HTTP API of a real server: the JSON of the command line, errors in one shape, a true description."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from kb.citations import Part, find_in_parts
from kb.render.cited import cite_result, references_result
from kb.render.contract import (
    SHAPES,
    ask_result,
    documents_result,
    json_schema,
    search_result,
    status_result,
)
from kb.surfaces.api.errors import ErrorResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed import DataclassInstance

    from kb import KnowledgeBase
    from tests.running_server import RunningServer

QUESTION = "Wat is een cluster?"
DIFFERS = {"id": None, "timings_ms": None}
"""What differs from one time of asking to the next."""

REFERRING = "Zie COM(2006) 502 en Richtlijn 2004/18/EG, 😀 artikel 3."


@pytest.fixture(scope="module")
def client(server: RunningServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{server.url}/api/v1", timeout=60) as opened:
        yield opened


def printed(shape: DataclassInstance) -> Any:  # noqa: ANN401 - JSON
    return json.loads(json.dumps(asdict(shape)))


@pytest.mark.parametrize(
    "question",
    [
        pytest.param({"question": QUESTION}, id="dutch"),
        pytest.param(
            {"question": "What is a cluster?", "lang": "en", "in": ["nl"]}, id="english, dutch texts"
        ),
        pytest.param({"question": "En in het Engels?", "context": QUESTION}, id="follow-up"),
        pytest.param({"question": "Wat zegt de tekst over zeehonden op Mars?"}, id="abstention"),
        pytest.param({"question": QUESTION, "documents": ["com-2008-652"]}, id="one document"),
        pytest.param({"question": QUESTION, "llm": "none"}, id="no model"),
    ],
)
def test_an_answer_is_what_the_command_line_prints(
    desk: KnowledgeBase, client: httpx.Client, question: dict[str, str]
) -> None:
    sent = client.post("/ask", json=question)
    outcome = desk.ask(
        question["question"],
        language=question.get("lang", "auto"),
        languages=question.get("in"),
        documents=question.get("documents"),
        context=question.get("context"),
    )

    assert sent.status_code == 200
    assert sent.headers["content-type"] == "application/json"
    Draft202012Validator(json_schema("ask")).validate(sent.json())
    assert sent.json() | DIFFERS == printed(ask_result(outcome)) | DIFFERS


@pytest.mark.parametrize(
    ("path", "shape", "expected"),
    [
        pytest.param(
            "/search?query=workforce in clusters&k=3&lang=en&in=en,nl",
            "search",
            lambda desk: search_result(
                "workforce in clusters",
                "en",
                desk.search("workforce in clusters", k=3, language="en", languages=["en", "nl"]),
            ),
            id="search",
        ),
        pytest.param(
            "/search?query=workforce&lang=en&documents=com-2008-652&documents=com-2008-652",
            "search",
            lambda desk: search_result(
                "workforce", "en", desk.search("workforce", language="en", documents=["com-2008-652"])
            ),
            id="search documents",
        ),
        pytest.param(
            "/cite?query=voetnoot 25",
            "cite",
            lambda desk: cite_result(desk.look_up("voetnoot 25")),
            id="cite",
        ),
        pytest.param("/cite", "cite", lambda desk: cite_result(desk.look_up()), id="cite all"),
        pytest.param("/documents", "documents", lambda desk: documents_result(desk.status()), id="documents"),
        pytest.param("/status", "status", lambda desk: status_result(desk.status()), id="status"),
    ],
)
def test_a_look_up_is_what_the_command_line_prints(
    desk: KnowledgeBase,
    client: httpx.Client,
    path: str,
    shape: str,
    expected: Callable[[KnowledgeBase], DataclassInstance],
) -> None:
    sent = client.get(path)
    assert sent.status_code == 200, sent.text
    Draft202012Validator(json_schema(shape)).validate(sent.json())
    assert sent.json() == printed(expected(desk))


def test_references_have_spans_in_the_text_as_it_was_sent(client: httpx.Client) -> None:
    sent = client.post("/references", json={"text": REFERRING, "lang": "nl"}).json()
    assert sent == printed(references_result(find_in_parts([Part(REFERRING)], language="nl")[0]))
    assert [r["celex"] for r in sent["references"]] == ["52006DC0502", "32004L0018"]
    assert all(REFERRING[slice(*r["span"])] == r["verbatim"] for r in sent["references"])


def test_health_says_that_it_is_ready(desk: KnowledgeBase, client: httpx.Client) -> None:
    assert client.get("/health").json() == {
        "alive": True,
        "ready": True,
        "generation": desk.status().generation,
        "reading": None,
        "schema": 1,
    }


def test_every_result_has_a_schema(client: httpx.Client) -> None:
    sent = client.get("/schema").json()
    assert set(sent) == set(SHAPES)
    assert sent["ask"] == json_schema("ask")


def test_the_openapi_document_describes_every_path(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    results = {
        ("/ask", "post"): "AskResult",
        ("/search", "get"): "SearchResult",
        ("/cite", "get"): "CiteResult",
        ("/references", "post"): "ReferencesResult",
        ("/documents", "get"): "DocumentsResult",
        ("/status", "get"): "StatusResult",
        ("/health", "get"): "HealthResult",
    }
    assert described["servers"] == [{"url": "/api/v1"}]
    assert {*(path for path, _ in results), "/export", "/judgements", "/schema"} <= set(described["paths"])
    for (path, method), name in results.items():
        answered = described["paths"][path][method]["responses"]
        assert answered["200"]["content"]["application/json"]["schema"]["$ref"].endswith(f"/{name}")
        assert answered["503"]["content"]["application/json"]["schema"]["$ref"].endswith("/ErrorResult")
    ask = described["components"]["schemas"]["AskResult"]
    assert set(ask["properties"]) == set(json_schema("ask")["properties"])  # type: ignore[call-overload] # JSON


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/api/v1/docs", "/api/v1/redoc", "/openapi.json"])
def test_no_page_is_served_that_loads_scripts_from_elsewhere(server: RunningServer, path: str) -> None:
    assert httpx.get(f"{server.url}{path}").status_code == 404


def ask(**fields: object) -> tuple[str, str, dict[str, object]]:
    return "POST", "/ask", {"json": fields}


@pytest.mark.parametrize(
    ("request_", "status", "where", "said"),
    [
        pytest.param(ask(question=" "), 400, None, "the question is empty", id="empty question"),
        pytest.param(ask(question="x" * 2001), 400, None, "more than 2000 characters", id="long question"),
        pytest.param(ask(question="Wat?", lang="xx"), 400, None, "unknown language 'xx'", id="language"),
        pytest.param(
            ask(question="Wat?", **{"in": ["xx"]}), 400, None, "unknown language 'xx'", id="texts' language"
        ),
        pytest.param(
            ask(question="Wat?", llm="os.system"), 400, None, "by no language model", id="model of one's own"
        ),
        pytest.param(ask(question="Wat?", top_k=3), 422, "body.top_k", "not permitted", id="unknown field"),
        pytest.param(ask(), 422, "body.question", "required", id="no question"),
        pytest.param(
            ("POST", "/ask", {"content": b"{", "headers": {"content-type": "application/json"}}),
            422,
            "body.1",
            "JSON",
            id="no JSON",
        ),
        pytest.param(("GET", "/search", {}), 422, "query.query", "required", id="no query"),
        pytest.param(("GET", "/search?query=a&k=0", {}), 422, "query.k", "greater", id="no hits"),
        pytest.param(("GET", "/nothing", {}), 404, None, "Not Found", id="unknown path"),
        pytest.param(("GET", "/ask", {}), 405, None, "Method Not Allowed", id="method"),
        pytest.param(
            ("POST", "/export", {"json": {"id": "x"}}), 404, "id", "no answer is known as 'x'", id="export"
        ),
        pytest.param(
            ("POST", "/export", {"json": {"id": "x", "format": "pdf"}}), 422, "body.format", "", id="format"
        ),
        pytest.param(
            ("POST", "/judgements", {"json": {"id": "x", "verdict": "up"}}), 404, "id", "", id="judged"
        ),
        pytest.param(
            ("POST", "/references", {"json": {"text": "x" * 500_001}}), 422, "body.text", "", id="long text"
        ),
        pytest.param(ask(question="x" * 5_000_000), 413, None, "4,194,304 bytes", id="large"),
        pytest.param(
            (
                "POST",
                "/ask",
                {"content": iter([b" " * 1_000_000] * 5), "headers": {"content-type": "application/json"}},
            ),
            413,
            None,
            "4,194,304 bytes",
            id="large, not announced",
        ),
    ],
)
def test_an_error_says_what_where_and_what_to_do(
    client: httpx.Client,
    request_: tuple[str, str, dict[str, Any]],
    status: int,
    where: str | None,
    said: str,
) -> None:
    method, path, sent = request_
    answered = client.request(method, path, **sent)
    assert answered.status_code == status, answered.text
    error = TypeAdapter(ErrorResult).validate_json(answered.content)
    assert error.where == where
    assert said in error.error
    assert error.what_to_do


def test_an_answer_given_before_can_be_exported(desk: KnowledgeBase, client: httpx.Client) -> None:
    asked = client.post("/ask", json={"question": QUESTION}).json()
    files = {
        form: client.post("/export", json={"id": asked["id"], "format": form})
        for form in ("md", "docx", "json")
    }

    assert {form: file.status_code for form, file in files.items()} == dict.fromkeys(files, 200)
    assert files["md"].headers["content-disposition"] == 'attachment; filename="answer.md"'
    assert asked["citations"][0]["quote"] in files["md"].text
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(files["docx"].content)).namelist()
    exported = files["json"].json()
    assert exported["citations"] == asked["citations"]
    assert all(check.ok for check in desk.check_quotes(exported))


def test_a_verdict_is_kept_with_the_answer_that_was_read(desk: KnowledgeBase, client: httpx.Client) -> None:
    asked = client.post("/ask", json={"question": QUESTION, "in": ["nl"]}).json()
    kept = client.post("/judgements", json={"id": asked["id"], "verdict": "up", "comment": "goed"})

    assert (kept.status_code, kept.json()["kept_days"]) == (201, 365)
    line = next(line for line in desk.judgements.lines() if line["id"] == kept.json()["id"])
    assert (line["verdict"], line["comment"], line["question"]) == ("up", "goed", QUESTION)
    assert line["searched"] == ["nl"]
    assert line["result"] == asked | {"id": None}
