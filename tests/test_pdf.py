"""PDF: columns, notes, marks, heads and feet, tables, and every way in which a file can be bad."""

from __future__ import annotations

import io
import json
from collections import Counter
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from kb.document import BlockKind, Expression
from kb.errors import SourceError
from kb.parse.fragments import Fragment, PageContent
from kb.parse.layout import paged_text
from kb.parse.pages import Declared
from kb.parse.pdf import read_pdf
from kb.structure.build import build_document
from kb.surfaces.cli import app
from tests import pdf_files as draw

if TYPE_CHECKING:
    from pathlib import Path

    from kb.document import Document
    from kb.parse.pages import PagedText, PageLines

FILLER = "De Commissie steunt de clusters van de lidstaten met geld uit de fondsen van de Unie en"


def read(*pages: str, **how: object) -> PagedText:
    return read_pdf(draw.pdf(*pages, **how), "stuk.pdf")  # type: ignore[arg-type] - the maker's own options


def document(paged: PagedText) -> Document:
    expression = Expression("stuk", None, "", None, "nl", None, None, "sha256:0")
    return build_document(expression, paged)


def body_of(paged: PagedText) -> list[str]:
    return [b.text.text for b in document(paged).blocks if b.kind is not BlockKind.NOTE]


def notes_of(paged: PagedText) -> dict[int | None, str]:
    return {note.place.footnote: note.text.text for note in document(paged).notes()}


def furniture_of(page: PageLines, source: str) -> list[str]:
    return [line.span.of(source).strip() for line in page.furniture]


def noted(*notes: str, y: float = 90) -> str:
    return "\n".join(("", draw.rule(70, 214, y + 14), draw.lines(*notes, y=y, size=8, step=10)))


@pytest.mark.parametrize("raised", [pytest.param(way, id=name) for name, way in draw.RAISED.items()])
@pytest.mark.parametrize(
    ("before", "after", "cleaned"),
    [
        pytest.param(
            "Het beleid is goed", " en wordt beter.", "Het beleid is goed en wordt beter.", id="word"
        ),
        pytest.param("Het aandeel is 40", " procent.", "Het aandeel is 40 procent.", id="number"),
        pytest.param("Zie artikel 5", ", lid 2.", "Zie artikel 5, lid 2.", id="before a comma"),
        pytest.param("Steun voor INNOVATM", " en meer.", "Steun voor INNOVATM en meer.", id="trademark"),
        pytest.param("Zo is het.", " Dat staat vast.", "Zo is het. Dat staat vast.", id="after a full stop"),
    ],
)
def test_a_mark_is_taken_out_however_it_is_raised(
    raised: object, before: str, after: str, cleaned: str
) -> None:
    assert callable(raised)
    paged = read(raised(before, "1", after) + noted("1 Zie de mededeling van de Commissie."))
    assert body_of(paged) == [cleaned]
    assert notes_of(paged) == {1: "Zie de mededeling van de Commissie."}
    assert document(paged).unlocated_notes == ()


def test_a_raised_number_that_is_no_note_stays() -> None:
    paged = read(draw.raised_by_rise("Een vlak van 12 m", "2", " grond.") + noted("1 Zie elders."))
    assert body_of(paged) == ["Een vlak van 12 m² grond."]


def test_a_raised_number_never_becomes_part_of_another() -> None:
    assert body_of(read(draw.raised_by_rise("Het aandeel is 40", "1", " procent."))) == [
        "Het aandeel is 40¹ procent."
    ]


def test_a_note_that_is_marked_twice_is_reported_and_hangs_nowhere() -> None:
    twice = draw.raised_by_rise("Goed", "1", " zo.") + "\n" + draw.raised_by_rise("Beter", "1", " zo.", y=700)
    paged = read(twice + noted("1 Zie elders."))
    assert body_of(paged) == ["Goed¹ zo.", "Beter¹ zo."]
    assert document(paged).unlocated_notes == (1,)


def test_a_note_goes_on_on_the_next_page() -> None:
    first = draw.raised_by_rise("Het beleid is goed", "1", " en") + noted("1 Deze noot begint hier en")
    second = draw.raised_by_rise("wordt nog beter", "2", ".") + noted("houdt hier op.", "2 De tweede noot.")
    paged = read(first, second)
    assert body_of(paged) == ["Het beleid is goed en wordt nog beter."]
    assert notes_of(paged) == {1: "Deze noot begint hier en houdt hier op.", 2: "De tweede noot."}
    assert [[n.continued for n in page.notes] for page in paged.pages] == [[False], [True, False]]


def test_notes_are_told_without_a_rule_by_their_size_and_mark() -> None:
    note = draw.lines("1 Zie de mededeling.", "Die is van 2006.", y=90, size=8, step=10)
    paged = read(draw.raised_by_moving("Het beleid is goed", "1", ".") + "\n" + note)
    assert notes_of(paged) == {1: "Zie de mededeling. Die is van 2006."}


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"links {n} staat er tekst in de kolom" for n in range(8)]
    right = [f"rechts {n} staat er tekst in de kolom" for n in range(8)]
    page = "\n".join(
        (
            draw.text("Een regel over de volle breedte van de bladzijde, boven de beide kolommen.", 70, 780),
            draw.lines(*left, y=740),
            draw.lines(*right, x=320, y=737),
        )
    )
    body = " ".join(body_of(read(page)))
    words = ["volle", *(f"links {n}" for n in range(8)), *(f"rechts {n}" for n in range(8))]
    assert [body.index(word) for word in words] == sorted(body.index(word) for word in words)


def test_a_table_is_a_line_for_each_row() -> None:
    rows = [
        ("Land", "Clusters", "Geld"),
        ("Nederland", "twaalf", "86 miljoen"),
        ("Estland", "drie", "2 miljoen"),
    ]
    cells = (
        draw.text(c, 70 + 150 * n, 700 - 16 * r) for r, row in enumerate(rows) for n, c in enumerate(row)
    )
    assert body_of(read("\n".join(cells))) == [" | ".join(row) for row in rows]


def test_rules_tell_which_baselines_are_one_row() -> None:
    page = "\n".join(
        (
            *(draw.rule(70, 198, y) + "\n" + draw.rule(199, 500, y) for y in (720, 700, 660)),
            draw.text("Begrip", 72, 706) + draw.text("Wat het is", 201, 706),
            draw.text("Cluster", 72, 686),
            draw.text("een groep bedrijven die", 201, 686) + draw.text("samen werken", 201, 672),
        )
    )
    assert body_of(read(page)) == ["Begrip | Wat het is", "Cluster | een groep bedrijven die samen werken"]


def test_heads_and_feet_are_furniture_and_give_the_printed_page() -> None:
    pages = [
        "\n".join((draw.text("Mededeling over clusters", 70, 800, 9), draw.lines(*texts), foot))
        for texts, foot in (
            (["Alinea op de eerste bladzijde."], draw.text(f"NL {7} NL", 280, 30, 9)),
            (["Alinea op de tweede bladzijde."], draw.text(f"NL {8} NL", 280, 30, 9)),
        )
    ]
    paged = read(*pages)
    assert [furniture_of(page, paged.source) for page in paged.pages] == [
        ["Mededeling over clusters", "NL 7 NL"],
        ["Mededeling over clusters", "NL 8 NL"],
    ]
    assert [page.label for page in paged.pages] == ["7", "8"]
    assert body_of(paged) == ["Alinea op de eerste bladzijde.", "Alinea op de tweede bladzijde."]


def test_the_labels_of_the_file_count_where_no_number_is_printed() -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>"
    paged = read(*[draw.lines(f"Alinea {n}.") for n in "abcd"], labels=labels)
    assert [(page.index, page.label) for page in paged.pages] == [(0, "i"), (1, "ii"), (2, "1"), (3, "2")]


def test_headings_are_told_by_size_and_by_bold_type() -> None:
    page = "\n".join(
        (
            draw.text("Naar sterke clusters", 70, 780, 20, "F2"),
            draw.text("1. Wat clusters zijn", 70, 740, 12, "F2"),
            draw.lines(FILLER, "doen dat al jaren.", y=716),
            draw.text("Geld", 70, 660, 16),
            draw.lines(FILLER, "doen dat nog lang.", y=636),
        )
    )
    blocks = document(read(page)).blocks
    assert [(b.kind.value, b.text.text) for b in blocks if b.kind is not BlockKind.PARAGRAPH] == [
        ("title", "Naar sterke clusters"),
        ("heading", "1. Wat clusters zijn"),
        ("heading", "Geld"),
    ] or blocks[3].text.text == "Geld"


@pytest.mark.parametrize(
    ("ends", "joined"),
    [
        pytest.param(
            ("het innovatie-", "beleid. Het innovatiebeleid"), "het innovatiebeleid.", id="known whole"
        ),
        pytest.param(("het MKB-", "beleid is"), "het MKB-beleid", id="real"),
        pytest.param(("de onderzoeks-", "en testruimten"), "onderzoeks- en testruimten", id="suspended"),
        pytest.param(("het samen\u00ad", "spel is"), "het samenspel", id="soft"),
        pytest.param(
            ("http://ec.europa.eu/clu", "sters/index_en.htm is"),
            "europa.eu/clusters/index_en.htm",
            id="address",
        ),
        pytest.param(
            ("http://eur-", "lex.europa.eu is"), "http://eur-lex.europa.eu", id="hyphen in an address"
        ),
    ],
)
def test_a_hyphen_stays_unless_only_the_line_end_brought_it(ends: tuple[str, str], joined: str) -> None:
    assert joined in body_of(read(draw.lines(f"Over {ends[0]}", f"{ends[1]} goed.")))[0]


def test_bullets_begin_items() -> None:
    page = draw.lines("De Commissie zal:", "\u2022 clusters steunen;", "\u2022 geld geven.")
    assert [b.kind for b in document(read(page)).blocks] == [
        BlockKind.LEAD_IN,
        BlockKind.ITEM,
        BlockKind.ITEM,
    ]


WORDS = st.text("abcdef 123", min_size=1, max_size=12).map(str.strip).filter(bool)
FRAGMENTS = st.builds(
    lambda text, x, y, size, turn: Fragment(text, x, x + 0.5 * size * len(text), y, size, turn=turn),
    WORDS,
    st.integers(0, 500),
    st.integers(0, 800),
    st.sampled_from([7.0, 10.0, 16.0]),
    st.sampled_from([0, 0, 0, 1]),
)


@given(st.lists(st.lists(FRAGMENTS, max_size=14), min_size=1, max_size=3))
def test_every_character_is_in_a_line_a_note_or_the_furniture_exactly_once(
    pages: list[list[Fragment]],
) -> None:
    contents = [PageContent(tuple(fragments), (), 595, 842) for fragments in pages]
    paged = paged_text(contents, [None] * len(contents), Declared())
    assert len(paged.pages) == len(pages)
    for page, fragments in zip(paged.pages, pages, strict=True):
        drawn = Counter("".join(f.text for f in fragments).replace(" ", ""))
        written = "".join(line.span.of(paged.source) for line in page.lines())
        assert Counter(normalize("NFKC", "".join(written.split())).replace("|", "")) == drawn
    tiled = [line.span for page in paged.pages for line in page.lines()]
    assert [s.start for s in tiled] == [0, *(s.end for s in tiled)][:-1]
    assert tiled[-1].end == len(paged.source)


def protected(user: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, encrypt=StandardEncryption(user, ownerPassword="eigenaar", canPrint=0))
    canvas.drawString(70, 740, "Dit is voor iedereen leesbaar.")
    canvas.save()
    return file.getvalue()


def test_a_file_that_only_its_owner_protects_is_read() -> None:
    assert "voor iedereen" in read_pdf(protected(""), "stuk.pdf").source


GOOD = draw.pdf(draw.lines("Een alinea."))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "no text in it", id="empty"),
        pytest.param(b"Gewone tekst.", "is not one", id="no PDF"),
        pytest.param(GOOD[: len(GOOD) // 2], "cut off", id="truncated"),
        pytest.param(b"%PDF-1.7\nrommel\n%%EOF", "damaged", id="rubbish"),
        pytest.param(protected("geheim"), "protected with a password", id="password"),
        pytest.param(draw.pdf("q Q"), "no text on its pages", id="blank pages"),
        pytest.param(draw.pdf(draw.lines("a"), count=2_001), "2001 pages", id="too many pages"),
        pytest.param(draw.pdf("% " + " " * (40 * 2**20)), "unpacks to more", id="bomb"),
        pytest.param(
            draw.pdf("BT /F3 12 Tf 70 700 Td <0026004f0058> Tj ET"), "do not say which", id="no map"
        ),
    ],
)
def test_a_bad_file_is_refused_with_its_own_reason(content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as refused:
        read_pdf(content, "stuk.pdf")
    assert str(refused.value).startswith("stuk.pdf: ")


def test_a_pdf_is_ingested_whatever_its_name_and_answers_with_its_printed_page(tmp_path: Path) -> None:
    pages = [
        draw.lines(f"De Unie telt {n} sterke clusters in de {name}.")
        + "\n"
        + draw.text(f"NL {n} NL", 280, 30)
        for n, name in ((11, "scheepsbouw"), (12, "tuinbouw"), (13, "luchtvaart"))
    ]
    (tmp_path / "clusters.nl.txt").write_bytes(draw.pdf(*pages))
    cli = CliRunner()
    home = ["--home", str(tmp_path / "home")]
    assert cli.invoke(app, [*home, "ingest", str(tmp_path / "clusters.nl.txt")]).exit_code == 0
    result = cli.invoke(app, [*home, "--json", "ask", "Hoeveel sterke clusters zijn er in de tuinbouw?"])
    citation = json.loads(result.stdout)["citations"][0]
    assert citation["quote"] == "De Unie telt 12 sterke clusters in de tuinbouw."
    assert (citation["locator"]["page"], citation["locator"]["page_index"]) == ("12", 1)
