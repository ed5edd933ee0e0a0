"""Why a file could not be read, in Dutch and English: every message of the code, with all that it names."""

from __future__ import annotations

import ast
import pickle
import re
import string
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb import KnowledgeBase
from kb.errors import Message, SourceError
from kb.ingestion.readers import SUFFIXES
from kb.ingestion.uploads import HandedIn
from kb.render.faults import TABLE, said_in
from kb.render.html.adding import Progressing, State, progressing
from kb.surfaces.web.words_documents import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
FOLDERS = ("kb/parse", "kb/ingestion")
SAYING = {"SourceError", "Message"}
MESSAGES = tomllib.loads(TABLE.read_text("utf-8"))["message"]
LOCKED = Message("{file}: is protected with a password; save it without one and try again", file="a.pdf")

GESLOTEN = "a.pdf: is beveiligd met een wachtwoord; bewaar het zonder en probeer het opnieuw"


def said_in_code() -> Iterator[str]:
    """Iterate over the templates in the code that reads files."""
    for path in (path for folder in FOLDERS for path in (ROOT / folder).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                said = node.args[0]
                if isinstance(said, ast.Constant):
                    yield said.value
                else:  # one that was made elsewhere is passed on; never a text that was put together here
                    assert isinstance(said, ast.Name), f"{path.name}, line {node.lineno}"


def names_in(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name)


def test_the_table_holds_what_the_code_says_and_nothing_else() -> None:
    assert sorted(message["en"] for message in MESSAGES) == sorted(set(said_in_code()))


def test_only_what_can_be_read_is_advised() -> None:
    advised = {suffix for said in MESSAGES for suffix in re.findall(r"\((\.\w+)\)", said["en"] + said["nl"])}
    assert advised == {".docx", ".html", ".txt"} <= SUFFIXES


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["en"][8:40])
def test_both_languages_name_the_same(message: dict[str, str]) -> None:
    assert sorted(message) == ["en", "nl"]
    assert names_in(message["nl"]) == names_in(message["en"])
    assert message["nl"].startswith("{file}: ")
    assert message["en"].startswith("{file}: ")


@pytest.mark.parametrize(
    ("language", "message", "said"),
    [
        pytest.param("nl", LOCKED, (GESLOTEN, "nl"), id="Dutch"),
        pytest.param("en", LOCKED, (str(LOCKED), "en"), id="English"),
        pytest.param("nl", "disk on fire", ("disk on fire", "en"), id="not in the table"),
        pytest.param("nl", Message("{file}: new", file="x"), ("x: new", "en"), id="no Dutch yet"),
    ],
)
def test_a_message_in_a_language(language: str, message: str, said: tuple[str, str]) -> None:
    assert said_in(language, message) == said


def test_a_message_is_text_and_travels() -> None:
    error = SourceError("{file}: has {pages} pages", file="{a}.pdf", pages=3)
    again = pickle.loads(pickle.dumps(error.message))  # noqa: S301 - our own

    assert str(error) == error.message == again == "{a}.pdf: has 3 pages"
    assert (again.template, again.values) == ("{file}: has {pages} pages", {"file": "{a}.pdf", "pages": "3"})


def test_what_the_process_that_reads_refuses_is_said_in_dutch_on_the_page(home: Path, tmp_path: Path) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    with KnowledgeBase.open(home) as desk:
        (failed,) = desk.take_in([HandedIn("leeg.txt", tmp_path / "leeg.txt")]).failed
    shown = {
        language: str(progressing([Progressing(failed.file, State.FAILED, error=failed.error)], words))
        for language, words in WORDS.items()
    }

    assert '<p lang="nl" class="why">er staat geen tekst in; controleer' in shown["nl"]
    assert '<p lang="en" class="why">there is no text in it; see whether' in shown["en"]
