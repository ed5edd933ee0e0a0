"""The HTTP API over a real server: the JSON of the command line, errors in one shape, limits that shed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import httpx
import pytest
from jsonschema import Draft202012Validator

from kb.render.contract import ask_result, json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb import KnowledgeBase
    from tests.running_server import RunningServer

NO_MEMORY = {"id": None, "timings_ms": None}
"""What differs from one time of asking to the next."""


@pytest.fixture(scope="module")
def client(server: RunningServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{server.url}/api/v1", timeout=60) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        pytest.param({"question": "Wat is een cluster?"}, id="dutch"),
        pytest.param(
            {"question": "What is a cluster?", "lang": "en", "in": ["nl"]}, id="english, dutch texts"
        ),
        pytest.param({"question": "En in het Engels?", "context": "Wat is een cluster?"}, id="follow-up"),
        pytest.param({"question": "Wat zegt de tekst over zeehonden op Mars?"}, id="abstention"),
        pytest.param({"question": "Wat is een cluster?", "llm": "none"}, id="no model"),
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
        context=question.get("context"),
    )

    assert sent.status_code == 200
    assert sent.headers["content-type"] == "application/json"
    Draft202012Validator(json_schema("ask")).validate(sent.json())
    printed = json.loads(json.dumps(asdict(ask_result(outcome))))
    assert sent.json() | NO_MEMORY == printed | NO_MEMORY
