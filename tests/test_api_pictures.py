"""Pages as pictures over HTTP: of a PDF that is stored, and of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import httpx
import pytest

from kb import KnowledgeBase
from kb.render.page_image import page_image
from kb.surfaces.api import ApiLimits, api
from tests.pdf_files import lines, pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUOTE = "De oesterkweek in Zeeland is een cluster."
PDF = pdf(lines(QUOTE, "De Commissie steunt clusters van bedrijven."))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder: Path = tmp_path_factory.mktemp("shelf")
    (folder / "stukken").mkdir()
    (folder / "stukken" / "oesters.nl.pdf").write_bytes(PDF)
    (folder / "stukken" / "tekst.nl.txt").write_text("De Commissie steunt clusters.", "utf-8")
    with KnowledgeBase.open(folder / "home") as desk:
        desk.ingest([folder / "stukken"])
        yield desk


def fetched(desk: KnowledgeBase, path: str, **asked: str) -> httpx.Response:
    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(api(desk, ApiLimits(waiting=9, rate=0), lambda: False))
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            return await client.get(path, params=asked)

    return anyio.run(get)


def test_a_page_is_drawn_with_its_quotation_boxed(shelf: KnowledgeBase) -> None:
    answered = fetched(shelf, "/documents/oesters/nl/pages/0.png", quote=QUOTE)
    assert (answered.status_code, answered.headers["content-type"]) == (200, "image/png")
    assert answered.content == page_image(PDF, "oesters.nl.pdf", 0, QUOTE).png
    assert answered.content != fetched(shelf, "/documents/oesters/nl/pages/0.png").content


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        pytest.param("/documents/oesters/nl/pages/7.png", 422, "no page with that index", id="page"),
        pytest.param("/documents/oesters/nl/pages/-1.png", 422, "greater than", id="before the first page"),
        pytest.param("/documents/tekst/nl/pages/0.png", 422, "tekst.nl.txt", id="no PDF"),
        pytest.param("/documents/oesters/en/pages/0.png", 404, "oesters", id="language"),
        pytest.param("/documents/..%2Foesters/nl/pages/0.png", 404, "", id="upwards"),
    ],
)
def test_what_cannot_be_drawn_is_said(shelf: KnowledgeBase, path: str, status: int, said: str) -> None:
    answered = fetched(shelf, path)
    assert answered.status_code == status, answered.text
    assert said in answered.json()["error"]
