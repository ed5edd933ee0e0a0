"""What a page draws, in the ways that programs draw it: gaps, spaces, turned pages, marked content."""

from __future__ import annotations

import pytest

from kb.parse.fragments import Fragment
from kb.parse.furniture import page_labels
from kb.parse.lines_of_page import pieces_of
from kb.parse.pdf import read_pdf
from tests import pdf_files as draw


def body(*pages: str, **how: str) -> str:
    paged = read_pdf(draw.pdf(*pages, **how), "stuk.pdf")  # type: ignore[arg-type] - the maker's own options
    return "".join(line.span.of(paged.source) for page in paged.pages for line in page.body).strip()


def furniture(*pages: str) -> list[list[str]]:
    paged = read_pdf(draw.pdf(*pages), "stuk.pdf")
    return [[line.span.of(paged.source).strip() for line in page.furniture] for page in paged.pages]


@pytest.mark.parametrize(
    ("operators", "text"),
    [
        pytest.param("BT /F1 12 Tf 70 700 Td [(clu) 20 (sters)] TJ ET", "clusters", id="kerning"),
        pytest.param("BT /F1 12 Tf 70 700 Td [(twee) -300 (woorden)] TJ ET", "twee woorden", id="word gap"),
        pytest.param("BT /F1 12 Tf 70 700 Td (twee) Tj 30 0 Td (woorden) Tj ET", "twee woorden", id="moved"),
        pytest.param("BT /F1 12 Tf 70 700 Td (cluster) Tj 35.4 0 Td (s) Tj ET", "clusters", id="touching"),
        pytest.param("BT /F1 12 Tf 3 Tc 70 700 Td (clusters) Tj ET", "clusters", id="letter spacing"),
        pytest.param("BT /F1 12 Tf 14 TL 70 700 Td (een) Tj (twee) ' ET", "een\ntwee", id="next line"),
        pytest.param(
            'BT /F1 12 Tf 14 TL 70 700 Td (een) Tj 2 0 (en twee) " ET', "een\nen twee", id="spaced line"
        ),
        pytest.param(
            "BT /F1 12 Tf 70 700 Td (een) Tj 0 -14 TD (twee) Tj T* (drie) Tj ET", "een\ntwee\ndrie", id="TD"
        ),
        pytest.param("q 2 0 0 2 0 0 cm BT /F1 6 Tf 35 350 Td (groot) Tj ET Q", "groot", id="scaled"),
        pytest.param("BT /F1 12 Tf 70 700 Td (a\\240b) Tj ET", "a b", id="no-break space"),
        pytest.param("BT (geen letter) Tj ET BT /F1 9 Tf 70 700 Td (wel) Tj ET", "wel", id="no font"),
        pytest.param("Q Q BT /F1 9 Tf 70 700 Td (na te veel Q) Tj ET", "na te veel Q", id="unbalanced"),
    ],
)
def test_the_words_are_those_that_are_seen(operators: str, text: str) -> None:
    assert body(operators) == text


def test_what_the_glyphs_stand_for_is_read_and_not_what_they_look_like() -> None:
    hyphen = "/Span << /ActualText <FEFF00AD> >> BDC BT /F1 12 Tf 106 700 Td (-) Tj ET EMC"
    page = f"{draw.text('samen', 70, 700)} {hyphen} {draw.text('spel telt', 70, 686)}"
    assert body(page).split() == ["samenspel", "telt"]


def test_what_the_page_calls_its_head_is_furniture() -> None:
    head = "/Artifact << /Type /Pagination >> BDC " + draw.text("Eenmalig kopje", 70, 500) + " EMC\n"
    assert furniture(head + draw.lines("Een alinea.")) == [["Eenmalig kopje"]]


def test_a_head_that_changes_with_the_chapter_is_furniture() -> None:
    heads = ["1 Clusters 1", "1 Clusters 2", "2 Geld 3", "2 Geld 4"]
    texts = ("Eerst dit.", "Daarna dat.", "Dan iets anders.", "Tot slot het einde.")
    pages = [
        draw.text(head, 70, 800, 9) + "\n" + draw.lines(text) for head, text in zip(heads, texts, strict=True)
    ]
    assert furniture(*pages) == [[head] for head in heads]


def test_a_table_of_contents_is_no_text() -> None:
    contents = draw.lines("1. Wat clusters zijn ........... 2", "2. Wie het doet . . . . . . . . . iv")
    paged = read_pdf(draw.pdf(contents, draw.lines("Een alinea.")), "stuk.pdf")
    assert not [line for line in paged.pages[0].body if line.span.of(paged.source).strip()]


def test_a_page_that_lies_on_its_side_is_read_upright() -> None:
    lines = [
        f"BT /F1 12 Tf 0 1 -1 0 {100 + 14 * n} 70 Tm (regel {n} staat op zijn kant) Tj ET" for n in range(3)
    ]
    assert body("\n".join(lines)).splitlines() == [f"regel {n} staat op zijn kant" for n in range(3)]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_all_the_same(turn: int) -> None:
    page = draw.lines("De eerste regel van drie", "de tweede", "de derde.")
    assert body(page, page=f"/Rotate {turn}") == body(page)


def test_a_stamp_in_the_margin_is_furniture() -> None:
    stamp = "BT /F1 9 Tf 0 1 -1 0 30 300 Tm (ONTWERP) Tj ET\n"
    assert furniture(stamp + draw.lines("Een alinea.")) == [["ONTWERP"]]


def fragment(text: str, x: float, y: float, size: float = 10.0) -> Fragment:
    return Fragment(text, x, x + 5 * len(text) * size / 10, y, size)


@pytest.mark.parametrize(
    ("rise", "size", "is_raised"),
    [
        pytest.param(4, 6, True, id="raised"),
        pytest.param(-2, 6, False, id="lowered"),
        pytest.param(0, 6, False, id="small"),
        pytest.param(0, 10, False, id="level"),
    ],
)
def test_a_small_sign_above_its_line_is_raised(rise: float, size: float, is_raised: bool) -> None:
    (piece,) = pieces_of([fragment("water", 70, 700), fragment("2", 95, 700 + rise, size)])
    assert piece.text == "water2"
    assert bool(piece.raised) is is_raised


@pytest.mark.parametrize(
    ("printed", "declared", "labels"),
    [
        pytest.param(["2", "3", "4"], [None] * 3, ["2", "3", "4"], id="printed"),
        pytest.param([None, "3", "4"], [None] * 3, ["2", "3", "4"], id="a cover without"),
        pytest.param(["i", "ii", "1", "2"], [None] * 4, ["i", "ii", "1", "2"], id="roman front matter"),
        pytest.param([None] * 3, ["A-1", "A-2", "A-3"], ["A-1", "A-2", "A-3"], id="declared"),
        pytest.param(["2008", "2008", "2008"], [None] * 3, ["1", "2", "3"], id="a year is no page"),
        pytest.param([None, None], [None, None], ["1", "2"], id="nothing"),
    ],
)
def test_the_label_of_a_page_is_what_is_printed_on_it(
    printed: list[str | None], declared: list[str | None], labels: list[str]
) -> None:
    feet = [pieces_of([fragment(text, 280, 30)]) if text else [] for text in printed]
    assert page_labels(feet, declared) == labels
