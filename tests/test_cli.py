"""The command line: contracts, exit codes, and what a user sees when it fails.

It runs in the process of the tests, once what it says there is what a process of its own says.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import jsonschema
import pytest

from eval import transcripts
from kb.render.contract import SHAPES, json_schema
from tests.command_line import ROOT, assert_one_line, kb, kb_process, printed
from tests.conftest import WITHOUT_PRIVILEGE

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "Wat is een cluster?"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("cli") / "home"
    assert kb_process("--home", home, "ingest").returncode == 0
    return home


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["ask", QUESTION, "--explain"], id="answer"),
        pytest.param(["--json", "search", "kmo's in clusters"], id="json"),
        pytest.param(["search", "--batch", "-"], id="standard-input"),
        pytest.param(["references", "--json"], id="any-text"),
        pytest.param(["ask", ""], id="usage"),
        pytest.param(["verify", "/no/such.json"], id="failure"),
    ],
)
def test_a_process_of_its_own_says_the_same(filled: Path, arguments: list[str]) -> None:
    line = ["--home", str(filled), *arguments]
    stdin = json.dumps({"question": f"{QUESTION} Zie COM(2006) 502."})
    alone, here = (run(*line, stdin=stdin, COLUMNS="100") for run in (kb_process, kb))
    assert (alone.returncode, alone.stdout, alone.stderr) == (here.returncode, here.stdout, here.stderr)


@pytest.mark.parametrize(
    ("shape", "arguments"),
    [
        pytest.param("ask", ["ask", QUESTION], id="answer"),
        pytest.param("ask", ["ask", "Hoeveel clusters zijn er in Nederland?"], id="abstention"),
        pytest.param("search", ["search", "kmo's in clusters", "-k", "3"], id="search"),
        pytest.param("status", ["status"], id="status"),
        pytest.param("verify", ["verify"], id="verify"),
        pytest.param("ingest", ["ingest"], id="ingest-again"),
    ],
)
@pytest.mark.parametrize("order", ["before", "after"])
def test_json_keeps_its_contract(filled: Path, shape: str, arguments: list[str], order: str) -> None:
    options = ["--home", str(filled), "--json"]
    line = [*options, *arguments] if order == "before" else [*arguments, *options]
    result = printed(*line)
    jsonschema.validate(result, json_schema(shape))
    assert result["schema"] == 1
    fields = set(json_schema(shape)["properties"])  # type: ignore[call-overload]  # a JSON object
    assert set(result) == fields


def test_an_answer_holds_what_the_contract_names(filled: Path) -> None:
    result = printed("--home", filled, "--json", "ask", QUESTION)
    citation = result["citations"][0]
    assert result["outcome"] == "answer"
    assert result["abstention"] is None
    assert citation["document"]["id"] == "com-2008-652"
    assert citation["document"]["authority"] == "authentic"
    assert citation["document"]["date"] == "2008-10-17"
    assert citation["url"] == "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:52008DC0652"
    assert citation["locator"] | {"span": None, "spans": None} == {
        "section": "INLEIDING",
        "heading": "INLEIDING",
        "paragraph": 3,
        "point": None,
        "footnote": None,
        "page": "2",
        "page_end": "2",
        "page_index": 0,
        "anchor": "intro/p3",
        "span": None,
        "spans": None,
    }
    assert result["answer"] == " ".join(
        f"{s['text']} {''.join(f'[{m}]' for m in s['markers'])}" for s in result["sentences"]
    )


def test_status_lists_what_is_loaded(filled: Path) -> None:
    keys = ("id", "language", "file", "authority", "pages", "passages", "footnotes")
    documents = printed("--home", filled, "status", "--json")["documents"]
    assert [tuple(document[key] for key in keys) for document in documents] == [
        ("com-2008-652", "en", "com-2008-652.en.md", "working translation", None, 84, 33),
        ("com-2008-652", "nl", "com-2008-652.nl.txt", "authentic", 10, 84, 33),
    ]


def test_batch_answers_every_row_in_order(filled: Path, tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "a", "question": QUESTION}),
        json.dumps({"id": "b", "question": " "}),
        "no json",
        json.dumps({"id": 4, "question": QUESTION, "lang": "xx"}),
        json.dumps({"id": "e"}),
        json.dumps({"id": "f", "question": "What is a cluster?", "lang": "en", "split": "held"}),
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(rows), "utf-8")
    for source, stdin in ((str(file), ""), ("-", "\n".join(rows))):
        for command in ("ask", "search"):
            done = kb("--home", filled, command, "--batch", source, stdin=stdin)
            assert done.returncode == 0
            results = [json.loads(line) for line in done.stdout.splitlines()]
            assert [r["id"] for r in results] == ["a", "b", None, "4", "e", "f"]
            assert ["error" in r for r in results] == [False, True, True, True, True, False]
            assert results[0]["question"] == QUESTION
            jsonschema.validate(results[0], json_schema(command))
            jsonschema.validate(results[1], json_schema("batch-error"))


def test_ingesting_twice_changes_nothing(filled: Path) -> None:
    again = printed("--home", filled, "--json", "ingest")
    assert [f["language"] for f in again["unchanged"]] == ["en", "nl"]
    assert not again["added"]
    assert not again["changed"]
    assert again["generation"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(["ask", ""], 2, ["empty"], id="empty-question"),
        pytest.param(["ask"], 2, ["no question"], id="no-question"),
        pytest.param(["ask", QUESTION, "--lang", "xx"], 2, ["'xx'", "nl, en"], id="unknown-language"),
        pytest.param(["ask", QUESTION, "--in", "nl,xx"], 2, ["'xx'"], id="unknown-restriction"),
        pytest.param(["search", QUESTION, "-k", "0"], 2, ["at least 1"], id="no-hits-wanted"),
        pytest.param(["schema", "nothing"], 2, ["nothing", "ask"], id="unknown-schema"),
        pytest.param(["ask", "--batch", "/no/such.jsonl"], 1, ["/no/such.jsonl"], id="no-batch-file"),
        pytest.param(["verify", "/no/such.json"], 1, ["/no/such.json"], id="no-answer-file"),
    ],
)
def test_a_mistake_gets_one_line(filled: Path, arguments: list[str], code: int, words: list[str]) -> None:
    done = kb("--home", filled, *arguments)
    assert done.returncode == code
    assert_one_line(done, *words)
    assert done.stdout == ""


@pytest.mark.parametrize("arguments", [["ask", QUESTION, "--nonsense"], ["nonsense"], ["ask", "a", "b"]])
def test_an_unknown_option_or_command_is_wrong_usage(filled: Path, arguments: list[str]) -> None:
    done = kb_process("--home", filled, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["ask", QUESTION], ["search", QUESTION], ["verify"]])
def test_nothing_ingested_yet(tmp_path: Path, command: list[str]) -> None:
    done = kb("--home", tmp_path / "empty", *command)
    assert done.returncode == 1
    assert_one_line(done, "kb ingest")
    assert not (tmp_path / "empty").exists()


def test_a_missing_path_fails_and_the_others_are_stored(tmp_path: Path) -> None:
    good = tmp_path / "nota.nl.txt"
    good.write_text("Een nota over clusters en innovatie in de regio.", "utf-8")
    done = kb("--home", tmp_path / "home", "--json", "ingest", tmp_path / "no such.txt", good)
    assert done.returncode == 1
    assert_one_line(done, "no such.txt", "no such file")
    result = json.loads(done.stdout)
    assert [f["document"] for f in result["added"]] == ["nota"]
    assert len(result["failed"]) == 1


def test_a_store_of_a_newer_schema_is_refused(filled: Path, tmp_path: Path) -> None:
    home = tmp_path / "newer"
    shutil.copytree(filled, home)
    with sqlite3.connect(home / "store.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for command in (["ask", QUESTION], ["ingest"], ["status"]):
        done = kb("--home", home, *command)
        assert done.returncode == 1
        assert_one_line(done, "newer version", "99")


def test_a_damaged_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite3").write_bytes(b"no database" * 100)
    for command in (["ask", QUESTION], ["ingest"]):
        done = kb("--home", tmp_path, *command)
        assert done.returncode == 1
        assert_one_line(done, "damaged")


def test_a_home_that_is_a_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", "utf-8")
    done = kb("--home", file, "ingest")
    assert done.returncode == 1
    assert_one_line(done, "cannot write", "--home")


def test_a_folder_that_cannot_be_listed_removes_nothing(tmp_path: Path) -> None:
    shelf = tmp_path / "plank"
    (shelf / "dicht").mkdir(parents=True)
    (shelf / "dicht" / "nota.nl.txt").write_text("Een nota over clusters in de regio.", "utf-8")
    before = WITHOUT_PRIVILEGE if os.geteuid() == 0 else ()
    home = tmp_path / "home"
    assert kb("--home", home, "ingest", shelf).returncode == 0
    (shelf / "dicht").chmod(0)
    try:
        done = kb_process("--home", home, "ingest", "--prune", shelf, before=before)
    finally:
        (shelf / "dicht").chmod(0o755)
    assert done.returncode == 1
    assert_one_line(done, "dicht", "cannot be listed")
    assert [d["id"] for d in printed("--home", home, "status", "--json")["documents"]] == ["nota"]


def test_repair_rebuilds_an_index_that_opens(filled: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(filled, home)
    (complete,) = (home / "index").glob("*/complete.json")
    before = complete.stat().st_ino
    assert kb("--home", home, "verify", "--repair").returncode == 0
    assert complete.stat().st_ino != before


def test_a_read_only_home_is_asked_and_not_written(filled: Path, tmp_path: Path) -> None:
    home = tmp_path / "read only"
    shutil.copytree(filled, home)
    for path in [home, *home.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = WITHOUT_PRIVILEGE if os.geteuid() == 0 else ()
    try:
        asked = kb_process("--home", home, "ask", QUESTION, before=before)
        assert asked.returncode == 0, asked.stderr
        assert "gedefinieerd" in asked.stdout
        refused = kb_process("--home", home, "ingest", ROOT / "README.md", before=before)
        assert refused.returncode == 1
        assert_one_line(refused, "cannot write", "permissions")
    finally:
        for path in [home, *home.rglob("*")]:
            path.chmod(0o755)


def test_a_damaged_index_is_rebuilt_when_asked(filled: Path, tmp_path: Path) -> None:
    home = tmp_path / "damaged"
    shutil.copytree(filled, home)
    for file in (home / "index").rglob("*.store"):
        file.write_bytes(b"")
    assert kb("--home", home, "verify").returncode == 1
    assert kb("--home", home, "verify", "--repair").returncode == 0
    shutil.rmtree(home / "index")
    assert "gedefinieerd" in kb("--home", home, "ask", QUESTION).stdout


def test_the_environment_names_the_home(filled: Path) -> None:
    assert "gedefinieerd" in kb("ask", QUESTION, KB_HOME=str(filled)).stdout


def test_help_names_every_command() -> None:
    done = kb("--help")
    assert done.returncode == 0
    for command in ("ingest", "fetch", "ask", "search", "status", "verify", "schema"):
        assert re.search(rf"^\s+{command}\s+\S", done.stdout, re.MULTILINE), command
        assert kb(command, "--help").returncode == 0


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_of_every_shape_is_printed(name: str) -> None:
    schema = json.loads(kb("schema", name).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_door_to_ingestion_leads_in(tmp_path: Path) -> None:
    environment = {**os.environ, "KB_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"}
    ingested = subprocess.run(
        [sys.executable, "ingest.py"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert "2 added" in ingested.stdout


@pytest.mark.parametrize(
    ("command", "output"), [pytest.param(*block, id=block[0]) for block in transcripts.recorded()]
)
def test_transcript(filled: Path, command: str, output: str) -> None:
    done = kb("--home", filled, *shlex.split(command)[1:], COLUMNS=str(transcripts.COLUMNS))
    assert done.stdout == output


def test_a_transcript_is_what_a_process_prints(filled: Path) -> None:
    command, output = next(transcripts.recorded())
    assert transcripts.printed(command, str(filled)) == output


def test_there_are_twenty_transcripts() -> None:
    recorded = dict(transcripts.recorded())
    assert list(recorded) == [turn.command for turn in transcripts.TURNS]
    assert len(recorded) == 20
    abstained = [
        output for output in recorded.values() if "\nBronnen" not in output and "\nSources" not in output
    ]
    assert len(abstained) == 3
