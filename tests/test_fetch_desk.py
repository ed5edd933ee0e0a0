"""`kb fetch` as a user runs it: from the replica to an answer, and without a network."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import jsonschema
import pytest

from kb import Answer, KnowledgeBase, Settings
from kb.render.contract import json_schema
from tests.command_line import assert_one_line, kb
from tests.conftest import ROOT
from tests.replica import catalogue
from tests.replica.server import Replica

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT_ONCE = {"KB_FETCH_INTERVAL": "0"}


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica() as opened:
        yield opened


@pytest.fixture(scope="module")
def fetched(replica: Replica, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A knowledge base that held the corpus, and then what was fetched."""
    settings = Settings(home=tmp_path_factory.mktemp("fetched") / "home", fetch_interval=0.0)
    with KnowledgeBase.open(settings=settings) as desk:
        desk.ingest()
        report = desk.fetch(languages=("nl", "en", "fr", "de"), base_url=replica.url)
        assert report.complaints() == ()
        yield desk


def test_what_was_fetched_replaces_the_corpus_and_the_translation(fetched: KnowledgeBase) -> None:
    stored = [
        (d.expression.id, d.expression.language, d.expression.celex, d.expression.authority, d.origin.name)
        for d in fetched.status().documents
    ]
    communication, paper = ("52008DC0652", "authentic"), ("52008SC2637", "authentic")
    assert stored == [
        *(
            ("com-2008-652", code, *communication, f"52008DC0652/52008DC0652.{code}.xhtml")
            for code in ("de", "en", "fr", "nl")
        ),
        ("sec-2008-2637", "en", *paper, "52008SC2637/52008SC2637.en.html"),
        ("sec-2008-2637-part-2", "en", *paper, "52008SC2637/52008SC2637-2.en.html"),
    ]


def test_a_corpus_that_is_ingested_again_does_not_come_back(fetched: KnowledgeBase) -> None:
    before = fetched.status()
    report = fetched.ingest()

    assert [f.language for f in report.unchanged] == ["en", "nl"]
    assert fetched.status() == before


def test_a_dutch_question_is_answered_from_the_english_working_paper(fetched: KnowledgeBase) -> None:
    answer = fetched.ask("Hoeveel procent van de verwarmingsenergie bespaart het kascluster van Terneuzen?")

    assert isinstance(answer, Answer)
    citation = answer.citations[0]
    assert (citation.document.id, citation.document.language) == ("sec-2008-2637", "en")
    assert "saves 31 percent of its heating energy" in citation.quote
    assert citation.locator.section == "2.1"
    assert citation.house_style == "SEC(2008) 2637, punt 2.1"
    assert citation.url == "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:52008SC2637"


def test_a_note_of_a_fetched_text_is_shown_in_the_language_of_the_question(fetched: KnowledgeBase) -> None:
    answer = fetched.ask("Wat staat er in voetnoot 2 van COM(2008) 652?")

    assert isinstance(answer, Answer)
    assert any("Verordening (EG) nr. 1082/2006" in citation.quote for citation in answer.citations)


def test_what_the_notes_cite_is_fetched_and_then_loaded(replica: Replica, home: Path) -> None:
    with KnowledgeBase.open(settings=Settings(home=home, fetch_interval=0.0)) as desk:
        desk.ingest()
        before = desk.look_up("voetnoot 25")
        report = desk.fetch(footnotes=True, languages=("nl",), base_url=replica.url)
        after = desk.look_up("voetnoot 25")
    came = {f.celex: f.outcome for f in report.works}

    assert came["32006R1082"] == "fetched"
    assert came["52006DC0502"] == "missing"
    assert [(i.celex, i.loaded) for i in before] == [("32006R1082", False)]
    assert [(i.celex, i.loaded) for i in after] == [("32006R1082", True)]


def run(home: Path, *arguments: object, base_url: str) -> subprocess.CompletedProcess[str]:
    return kb("--home", home, "fetch", *arguments, "--base-url", base_url, **AT_ONCE)


def test_the_table_says_what_came_of_each_work_and_language(replica: Replica, home: Path) -> None:
    wanted = [catalogue.OLD.celex, catalogue.WORKING_PAPER.celex, catalogue.ROBOT_CHECK.celex]
    wanted += [catalogue.ONLY_PDF.celex]
    done = run(home, *wanted, "--langs", "nl,en", "--json", base_url=replica.url)
    result = json.loads(done.stdout)

    jsonschema.validate(result, json_schema("fetch"))
    assert set(result) == {"schema", "works", "by_hand", "ingestion"}
    assert [(w["document"], w["language"], w["outcome"], w["format"]) for w in result["works"]] == [
        ("com-2099-406", "nl", "fetched", "html"),
        ("com-2099-406", "en", "missing", None),
        ("sec-2008-2637", "nl", "missing", None),
        ("sec-2008-2637", "en", "fetched", "html"),
        ("com-2099-200", "nl", "refused", None),
        ("com-2099-200", "en", "refused", None),
        ("com-2099-301", "nl", "fetched", "pdf"),
        ("com-2099-301", "en", "missing", None),
    ]
    assert result["ingestion"]["failed"] == []
    assert result["by_hand"] is None
    assert done.returncode == 1
    assert "COM(2099) 200 (nl): " in done.stderr
    assert "COM(2099) 406" not in done.stderr


@pytest.fixture
def nowhere() -> Iterator[str]:
    """An address at which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_without_a_network_the_user_is_told_what_to_do_by_hand(home: Path, nowhere: str) -> None:
    done = run(home, "com-2008-652", base_url=nowhere)
    page = "https://eur-lex.europa.eu/legal-content/{}/TXT/?uri=CELEX:52008DC0652"

    assert done.returncode == 1
    assert_one_line(
        done,
        "cannot be reached",
        page.format("NL"),
        page.format("EN"),
        str(home / "by-hand"),
        "kb fetch again",
    )
    assert not (home / "fetched").exists()
    assert list((home / "by-hand").iterdir()) == []

    for language in ("NL", "EN"):
        content = catalogue.DOCUMENTS.joinpath(f"com-2008-652.{language.lower()}.xhtml").read_bytes()
        (home / "by-hand" / f"CELEX_52008DC0652_{language}_TXT.xhtml").write_bytes(content)
    again = run(home, "com-2008-652", "--json", base_url=nowhere)
    assert again.returncode == 0, again.stderr
    assert [w["outcome"] for w in json.loads(again.stdout)["works"]] == ["fetched", "fetched"]
    assert [f["document"] for f in json.loads(again.stdout)["ingestion"]["added"]] == ["com-2008-652"] * 2


def test_what_is_held_is_used_without_a_network(replica: Replica, home: Path, nowhere: str) -> None:
    assert run(home, "com-2008-652", base_url=replica.url).returncode == 0
    done = run(home, "com-2008-652", base_url=nowhere)

    assert done.returncode == 0, done.stderr
    assert "2 unchanged" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["iets"], ["'iets'", "COM(2006) 502", "sec-2008-2637"], id="no-work"),
        pytest.param(["com-2008-652", "--langs", "nl,xx"], ["'xx'", "nl, en"], id="no-language"),
        pytest.param(["com-2008-652", "--base-url", "ftp://x"], ["ftp://x", "--base-url"], id="no-address"),
    ],
)
def test_a_mistake_gets_one_line(home: Path, arguments: list[str], words: list[str]) -> None:
    done = kb("--home", home, "fetch", *arguments)

    assert done.returncode == 2
    assert_one_line(done, *words)
    assert done.stdout == ""


def test_an_interrupt_leaves_what_was_whole_and_nothing_else(home: Path) -> None:
    works = [catalogue.OLD.celex, catalogue.SLOW.celex]
    with Replica() as replica:
        command = [sys.executable, "-m", "kb", "--home", str(home), "fetch", *works, "--langs", "nl"]
        with subprocess.Popen(
            [*command, "--base-url", replica.url],
            cwd=ROOT,
            env={"KB_FETCH_INTERVAL": "0", "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running:
            while running.poll() is None and not any(works[1] in path for path in replica.paths()):
                time.sleep(0.01)
            running.send_signal(signal.SIGINT)
            stdout, stderr = running.communicate()
    folder = home / "fetched"
    name = f"{works[0]}/{works[0]}.nl.html"

    assert running.returncode == 130
    assert "Traceback" not in stderr
    assert stdout == ""
    assert sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()) == [
        name,
        f"{name}.provenance.json",
        "manifest.toml",
    ]


def test_the_replica_starts_by_hand(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.replica", "--port", "0"], cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        url = running.stderr.readline().split()[0]
        done = run(home, catalogue.OLD.celex, "--langs", "nl", "--json", base_url=url)
        running.send_signal(signal.SIGINT)
        assert running.wait() == 0
    assert [w["outcome"] for w in json.loads(done.stdout)["works"]] == ["fetched"]
