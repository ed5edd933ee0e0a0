"""Printed pages over HTTP: the picture of what was read, or the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from kb import KnowledgeBase
from tests import pdf_files as draw
from tests.running_server import running_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SENTENCE = "De oesterkweek in Zeeland telt 47 bedrijven."


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, Path]]:
    """A client of a server that read two PDFs and a text, and their folder."""
    folder = tmp_path_factory.mktemp("pages")
    for name in ("oesters.nl.pdf", "veranderd.nl.pdf"):
        (folder / name).write_bytes(draw.pdf(draw.lines(SENTENCE), draw.lines("Een tweede bladzijde.")))
    (folder / "tekst.nl.txt").write_text(SENTENCE, "utf-8")
    with KnowledgeBase.open(folder / "home") as desk:
        desk.ingest([folder / name for name in ("oesters.nl.pdf", "veranderd.nl.pdf", "tekst.nl.txt")])
    (folder / "veranderd.nl.pdf").write_bytes(draw.pdf(draw.lines("Iets anders.")))
    with (
        running_server(folder / "home") as server,
        httpx.Client(base_url=f"{server.url}/api/v1/documents", timeout=60) as client,
    ):
        yield client, folder


@pytest.mark.parametrize(
    ("index", "quote", "boxed"),
    [
        pytest.param(0, SENTENCE, "whole", id="boxed"),
        pytest.param(0, "", "nothing asked", id="no quotation"),
        pytest.param(1, SENTENCE, "not found", id="another page"),
    ],
)
def test_a_page_is_drawn(pages: tuple[httpx.Client, Path], index: int, quote: str, boxed: str) -> None:
    sent = pages[0].get(f"/oesters/nl/pages/{index}.png", params={"quote": quote, "around": SENTENCE})
    assert sent.status_code == 200
    assert sent.headers["content-type"] == "image/png"
    assert sent.headers["x-quote-boxed"] == boxed
    assert sent.content.startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        pytest.param("/oesters/nl/pages/2.png", 404, "has no page", id="no such page"),
        pytest.param("/oesters/nl/pages/-1.png", 422, "greater than or equal to 0", id="below the first"),
        pytest.param("/oesters/en/pages/0.png", 404, "not stored in 'en'", id="no such language"),
        pytest.param("/mossels/nl/pages/0.png", 404, "no document 'mossels'", id="no such document"),
        pytest.param("/tekst/nl/pages/0.png", 404, "is no PDF", id="no PDF"),
        pytest.param("/veranderd/nl/pages/0.png", 404, "was changed since", id="another file by now"),
    ],
)
def test_where_there_is_no_picture_it_is_said_why(
    pages: tuple[httpx.Client, Path], path: str, status: int, message: str
) -> None:
    sent = pages[0].get(path)
    assert sent.status_code == status
    assert message in sent.json()["error"]
    assert str(pages[1]) not in sent.text
