"""A page of a PDF as a picture: the box stands on the words quoted, and a bad file is a clear error."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from kb.errors import SourceError
from kb.render.page_drawing import DOTS_PER_INCH, FILL, POINTS_PER_INCH
from kb.render.page_image import page_image
from kb.render.quote_on_page import Boxed, standing_of_quote
from tests import pdf_files as draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.render.page_image import PageImage

PAGE_HEIGHT = 842
SECOND_COLUMN = 320
LEFT_LINES = (
    "Clusters brengen bedrijven en",
    "onderzoek bijeen in één en dezelf-",
    "de regio.1 De lidstaten",
)
RIGHT_LINES = ("steunen hen met geld uit de", "fondsen van de Unie.")
COLUMNS = draw.pdf(
    "\n".join((draw.lines(*LEFT_LINES), draw.lines(*RIGHT_LINES, x=SECOND_COLUMN))),
    draw.lines("De tweede bladzijde is kort."),
)


def pixels(image: PageImage) -> Iterator[bytes]:
    """Iterate over the rows of a PNG whose rows are not filtered, as ours are."""
    at, data = 8, b""
    while at < len(image.png):
        length, name = struct.unpack(">I4s", image.png[at : at + 8])
        body = image.png[at + 8 : at + 8 + length]
        assert (
            zlib.crc32(name + body) == struct.unpack(">I", image.png[at + 8 + length : at + 12 + length])[0]
        )
        data += body if name == b"IDAT" else b""
        at += 12 + length
    rows, width = zlib.decompress(data), 1 + 3 * image.width
    assert len(rows) == width * image.height
    return (rows[row * width + 1 : (row + 1) * width] for row in range(image.height))


def tinted(image: PageImage) -> set[tuple[int, int]]:
    """Return where the tint lies, in points from the upper left corner."""
    scale = POINTS_PER_INCH / DOTS_PER_INCH
    return {
        (round(at // 3 * scale), round(y * scale))
        for y, row in enumerate(pixels(image))
        for at in _places(row, bytes(FILL))
    }


def _places(row: bytes, colour: bytes) -> Iterator[int]:
    at = row.find(colour)
    while at >= 0:
        if at % 3 == 0:
            yield at
        at = row.find(colour, at + 1)


def lines_tinted(places: set[tuple[int, int]]) -> set[int]:
    """Return the lines, from 0, through the middle of whose letters the tint runs."""
    heights = {y for _, y in places}
    return {line for line in range(5) if PAGE_HEIGHT - draw.TOP + line * draw.STEP - 4 in heights}


@pytest.mark.parametrize(
    ("quote", "lines", "columns"),
    [
        pytest.param("Clusters brengen bedrijven en", {0}, {0}, id="one line"),
        pytest.param("brengen bedrijven en onderzoek bijeen", {0, 1}, {0}, id="a line end"),
        pytest.param("in één en dezelfde regio.", {1, 2}, {0}, id="a hyphen at a line end"),
        pytest.param("De lidstaten steunen hen met geld", {0, 2}, {0, 1}, id="over two columns"),
        pytest.param("steunen hen met geld uit de fondsen", {0, 1}, {1}, id="the second column"),
        pytest.param("STEUNEN HEN", set(), set(), id="words that are not there"),
        pytest.param("", set(), set(), id="nothing asked"),
    ],
)
def test_the_box_stands_on_the_words(quote: str, lines: set[int], columns: set[int]) -> None:
    image = page_image(COLUMNS, "stuk.pdf", 0, quote)
    places = tinted(image)
    assert lines_tinted(places) == lines
    assert {int(x >= SECOND_COLUMN - 5) for x, _ in places} == columns
    if quote:
        assert image.boxed is (Boxed.WHOLE if lines else Boxed.NOT_FOUND)


def test_a_box_is_as_wide_as_its_words() -> None:
    places = tinted(page_image(COLUMNS, "stuk.pdf", 0, "bedrijven"))
    begin = draw.LEFT + draw.width("Clusters brengen ", draw.BODY)
    assert min(x for x, _ in places) == pytest.approx(begin, abs=1.5)
    assert max(x for x, _ in places) == pytest.approx(begin + draw.width("bedrijven", draw.BODY), abs=1.5)


def test_a_page_is_drawn_whole_and_as_it_is() -> None:
    image = page_image(COLUMNS, "stuk.pdf", 1)
    assert image.png.startswith(b"\x89PNG\r\n\x1a\n")
    assert image.boxed is Boxed.NOTHING_ASKED
    assert image.width / image.height == pytest.approx(595 / 842, abs=0.01)
    assert any(min(row) < 100 for row in pixels(image))  # there are words on it


def test_a_turned_page_is_boxed_where_its_words_are() -> None:
    turned = draw.pdf(draw.lines(*LEFT_LINES), page="/Rotate 90")
    image = page_image(turned, "stuk.pdf", 0, "Clusters brengen bedrijven")
    places = tinted(image)
    assert image.width > image.height
    assert {x for x, _ in places} <= set(range(draw.TOP - 6, draw.TOP + 14))
    assert min(y for _, y in places) == pytest.approx(draw.LEFT, abs=2)


def test_a_page_as_large_as_a_wall_is_drawn_small() -> None:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(14_000, 7_000))
    canvas.drawString(70, 740, "Een kaart")
    canvas.save()
    image = page_image(target.getvalue(), "kaart.pdf", 0)
    assert (image.width, image.height) == (2000, 1000)


def _protected() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("geheim"))
    canvas.drawString(70, 740, "Clusters")
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "index", "message"),
    [
        pytest.param(b"geen pdf", 0, "is no PDF", id="no PDF"),
        pytest.param(b"", 0, "is no PDF", id="empty"),
        pytest.param(COLUMNS[:300], 0, "damaged", id="cut off"),
        pytest.param(_protected(), 0, "password", id="protected"),
        pytest.param(COLUMNS, 2, "no page", id="a page too far"),
        pytest.param(COLUMNS, -1, "no page", id="before the first page"),
    ],
)
def test_a_file_without_that_page_is_a_clear_error(content: bytes, index: int, message: str) -> None:
    with pytest.raises(SourceError, match=rf"^stuk\.pdf: .*{message}"):
        page_image(content, "stuk.pdf", index)


def test_a_process_that_dies_is_that_files_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.render.page_image.ENTRY", "import os; os.abort()")
    with pytest.raises(SourceError, match=r"^breekt\.pdf: could not be drawn"):
        page_image(COLUMNS, "breekt.pdf", 0, "een vraag die nog niet is gesteld")


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.render.page_image.ENTRY", "import time; time.sleep(60)")
    monkeypatch.setattr("kb.render.page_image.SECONDS", 0.2)
    with pytest.raises(SourceError, match=r"^hangt\.pdf: took more than"):
        page_image(COLUMNS, "hangt.pdf", 0, "een andere vraag die nog niet is gesteld")


SENTENCE = "De Commissie financiert clusters van wereldklasse met geld uit de fondsen van de Unie."


@pytest.mark.parametrize(
    ("page", "boxed", "found"),
    [
        pytest.param(f"Kop {SENTENCE} Voet", Boxed.WHOLE, SENTENCE, id="as it is"),
        pytest.param(
            SENTENCE.replace("wereldklasse", "wereld\u00ad\r\nklasse"), Boxed.WHOLE, None, id="soft hyphen"
        ),
        pytest.param(
            SENTENCE.replace("wereldklasse", "wereld\ufffeklasse"), Boxed.WHOLE, None, id="pdfium's hyphen"
        ),
        pytest.param(SENTENCE.replace(" ", "\u00a0\r\n"), Boxed.WHOLE, None, id="spaces of another kind"),
        pytest.param(SENTENCE.replace("clusters", "clusters25"), Boxed.WHOLE, None, id="a note mark"),
        pytest.param(SENTENCE.replace("fi", "ﬁ"), Boxed.WHOLE, None, id="a ligature"),
        pytest.param(
            SENTENCE.replace("met geld", "NL 4 NL Noot 5: zie elders. met geld"),
            Boxed.WHOLE,
            None,
            id="a foot",
        ),
        pytest.param(SENTENCE[:50], Boxed.PARTLY, SENTENCE[:50], id="it goes on overleaf"),
        pytest.param(
            f"van de vorige. {SENTENCE[-40:]}", Boxed.PARTLY, SENTENCE[-40:], id="it began overleaf"
        ),
        pytest.param(
            "Hier staat met geld uit de fondsen iets anders.", Boxed.NOT_FOUND, "", id="some of its words"
        ),
        pytest.param(f"{SENTENCE} {SENTENCE}", Boxed.SEVERAL, "", id="twice"),
        pytest.param("", Boxed.NOT_FOUND, "", id="an empty page"),
    ],
)
def test_where_a_quotation_stands_among_the_characters(page: str, boxed: Boxed, found: str | None) -> None:
    standing = standing_of_quote(page, SENTENCE)
    assert standing.boxed is boxed
    words = normalize("NFKC", "".join(page[at] for at in standing.positions))
    expected = SENTENCE if found is None else found
    assert words == "".join(expected.split())


def test_the_row_of_a_table_is_found_cell_by_cell() -> None:
    page = "Formaat\r\nToelichting\r\n999999999\r\n9 cijfers\r\n"
    standing = standing_of_quote(page, "999999999 | 9 cijfers")
    assert standing.boxed is Boxed.WHOLE
    assert "".join(page[at] for at in standing.positions) == "9999999999cijfers"


def test_its_passage_tells_two_places_apart() -> None:
    page = "Eerst: de fondsen van de Unie. Dan: de fondsen van de Unie."
    standing = standing_of_quote(page, "de fondsen van de Unie.", "Dan: de fondsen van de Unie.")
    assert standing.boxed is Boxed.WHOLE
    assert standing.positions[0] == page.rindex("de fondsen")
