"""Pages of every era: nothing is lost, notes hang where their anchors are, and no site stands in the text."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.document import BlockKind, Document, Expression
from kb.errors import SourceError
from kb.ingestion.readers import reader_of
from kb.parse.html import read_html
from kb.parse.markup import MAX_BYTES, MAX_DEPTH
from kb.structure.build import build_document
from tests.small_acts import FORMS, LANGUAGES

LONG = "De steun voor clusters groeit. " * 60


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def read(body: str, head: str = "") -> Document:
    paged = read_html(page(body, head), "proef.html")
    return build_document(Expression("proef", None, "Proef", None, "nl", None, None, "sha256:0"), paged)


def outline(document: Document) -> list[str]:
    return [f"{block.kind.value} {block.place.anchor} {block.text.text}" for block in document.blocks]


def texts(body: str) -> list[str]:
    return [block.text.text for block in read(body).blocks]


TAGS = ("p", "div", "table", "tr", "td", "li", "ul", "h2", "span", "a", "b", "br", "script", "section")
MARKUP = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
        st.sampled_from(
            [
                '<p class="oj-ti-art">Artikel 1</p>', '<p class="oj-normal">1.\u00a0\u00a0 De steun.</p>',
                '<a id="a1" href="#b1">(1)</a>', '<p class="note"><a id="b1" href="#a1">(1)</a> Zie.</p>',
                "[1] Zie", "Whereas:", "<td>(a)</td>", "[pic]", " ", "\n", "&nbsp;", "&shy;", "goed[1].",
                "&#0;", "\u2028", "\f",
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(MARKUP)
@settings(deadline=None, max_examples=200)
def test_every_character_is_in_one_line_and_every_block_in_the_source(body: str) -> None:
    paged = read_html(page(body), "proef.html")
    counted: Counter[int] = Counter()
    for line in (line for sheet in paged.pages for line in sheet.lines()):
        counted.update(range(line.span.start, line.span.end))

    assert counted == Counter(range(len(paged.source)))
    document = build_document(Expression("p", None, "P", None, "nl", None, None, "sha256:0"), paged)
    anchors = [block.place.anchor for block in document.blocks]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_page_is_extracted_the_same_way(language: str) -> None:
    content = FORMS["journal.html"](language)

    assert read_html(content, "a.html") == read_html(content, "b.html")


# The eras


def test_a_page_of_the_journal_says_its_language_and_title() -> None:
    paged = read_html(FORMS["journal.html"]("de"), "a.html")

    assert paged.declared.language == "de"
    assert paged.declared.title == "VERORDNUNG (EU) 2031/7 vom 3. März 2031 über regionale Cluster"
    assert not paged.paginated
    assert "L 9/1" not in "".join(b.text.text for b in read(FORMS["journal.html"]("de").decode()).blocks)


@pytest.mark.parametrize("prefix", ["", "oj-"], ids=["before 2013", "since 2013"])
def test_the_classes_of_the_journal_with_and_without_their_prefix(prefix: str) -> None:
    body = (
        f'<p class="{prefix}doc-ti">BESLUIT</p><p class="{prefix}normal">Overwegende hetgeen volgt:</p>'
        f'<table><tr><td><p class="{prefix}normal">(1)</p></td><td><p class="{prefix}normal">Een reden.</p>'
        f'</td></tr></table><p class="{prefix}normal">HEEFT HET VOLGENDE BESLUIT VASTGESTELD:</p>'
        f'<p class="{prefix}ti-art">Artikel 1</p><p class="{prefix}sti-art">Doel</p>'
        f'<p class="{prefix}normal">1. KORTE TEKST</p>'
    )

    assert outline(read(body)) == [
        "title title/p1 BESLUIT", "paragraph preamble/p1 Overwegende hetgeen volgt:",
        "paragraph rec1 Een reden.", "paragraph preamble/p2 HEEFT HET VOLGENDE BESLUIT VASTGESTELD:",
        "heading art1 Artikel 1 Doel", "paragraph art1/p1 KORTE TEKST",
    ]  # fmt: skip


LEGISWRITE = """<!--all docVars name and value:(2),[name=LW_LANGUE;value="NL"]-->
<p class="Emission">Brussel, 3.3.2031</p><p class="Statut">Voorstel voor een</p>
<p class="Typedudocument_cp">BESLUIT VAN DE RAAD</p><p class="Titreobjet_cp">over clusters</p>
<p class="Exposdesmotifstitre"><span>TOELICHTING</span></p>
<p class="li ManualHeading1"><span class="num"><span>1.</span></span><span>ACHTERGROND</span></p>
<p class="Normal"><span>Clusters groeien</span><span class="FootnoteReference">
  <a class="footnoteRef" id="footnoteref2" href="#footnote2">1</a> </span><span>, ook hier.</span></p>
<p class="Typedudocument">BESLUIT VAN DE RAAD</p><p class="Normal">Overwegende hetgeen volgt:</p>
<p class="li ManualConsidrant"><span class="num"><span>(1)</span></span><span>Een reden.</span></p>
<p class="Formuledadoption">HEEFT HET VOLGENDE BESLUIT VASTGESTELD:</p>
<p class="Titrearticle"><span>Artikel 1</span><span> <br>Doel</span></p>
<p class="li Point0"><span class="num"><span>(1)</span></span><span>De lidstaten:</span></p>
<p class="li Point1"><span class="num"><span>a)</span></span><span>steunen clusters.</span></p>
<p class="Fait">Gedaan te Brussel</p>
<p class="Annexetitre"><span>BIJLAGE I</span><span> <br>Regio's</span></p><p class="Normal">Twente</p>
<dl id="footnotes"><dd id="footnote2"><span class="num"><a class="footnote" href="#footnoteref2">(1)</a>
</span><span><span class="tab"> </span>COM(2030) 5.</span></dd></dl>"""


def test_a_proposal_of_the_commission() -> None:
    document = read(LEGISWRITE)

    assert read_html(page(LEGISWRITE), "a.html").declared.language == "nl"
    assert (
        read_html(page(LEGISWRITE), "a.html").declared.title
        == "Voorstel voor een BESLUIT VAN DE RAAD over clusters"
    )
    assert outline(document) == [
        "paragraph title/p1 Brussel, 3.3.2031", "title title/p2 Voorstel voor een",
        "title title/p3 BESLUIT VAN DE RAAD", "title title/p4 over clusters", "heading u1 TOELICHTING",
        "heading 1 1. ACHTERGROND", "paragraph 1/p1 Clusters groeien, ook hier.",
        "paragraph preamble/p1 BESLUIT VAN DE RAAD", "paragraph preamble/p2 Overwegende hetgeen volgt:",
        "paragraph rec1 Een reden.", "paragraph preamble/p3 HEEFT HET VOLGENDE BESLUIT VASTGESTELD:",
        "heading art1 Artikel 1 Doel", "lead_in art1/p1 De lidstaten:", "item art1/p1.a steunen clusters.",
        "paragraph final/p1 Gedaan te Brussel", "heading annex1 BIJLAGE I Regio's",
        "paragraph annex1/p1 Twente", "note n1 COM(2030) 5.",
    ]  # fmt: skip
    assert document.unlocated_notes == ()


def test_a_document_converted_from_word() -> None:
    document = read(
        "<p>[pic] | COMMISSIE |</p><p>(...PICT...)</p><p>INLEIDING</p><p>Clusters groeien[1] en delen[2].</p>"
        "<p>Zie ook noot [3] en [3].</p><p>[1] COM(2030) 5.</p><p>[2] Eerste alinea.</p><p>Tweede alinea.</p>"
        "<p>[3] Twee keer genoemd.</p>"
    )

    assert outline(document)[1:] == [
        "heading intro INLEIDING", "paragraph intro/p1 Clusters groeien en delen.",
        "paragraph intro/p2 Zie ook noot [3] en [3].", "note n1 COM(2030) 5.",
        "note n2 Eerste alinea. Tweede alinea.", "note n3 Twee keer genoemd.",
    ]  # fmt: skip
    assert document.unlocated_notes == (3,)
    assert not any("pic" in text.lower() for text in (b.text.text for b in document.blocks))


def test_any_page_that_is_saved_from_a_browser() -> None:
    document = read(
        "<nav>Naar de inhoud</nav><main><h1>Beleidsnota</h1><h2>Doel</h2><p>1. DE STEUN</p>"
        "<p>De regio's:</p><ul><li>steunen</li><li><p>delen</p></li></ul><h2>Cijfers</h2>"
        "<table><tr><th>Regio</th><th>Clusters</th></tr><tr><td>Twente</td><td> 12 </td></tr></table></main>"
        "<footer>Over deze site</footer>"
    )

    assert outline(document) == [
        "title title/p1 Beleidsnota", "heading u1 Doel", "paragraph u1/p1 1. DE STEUN",
        "lead_in u1/p2 De regio's:", "item u1/p2.1 steunen", "item u1/p2.2 delen", "heading u2 Cijfers",
        "paragraph u2/p1 Regio | Clusters", "paragraph u2/p2 Twente | 12",
    ]  # fmt: skip


# Notes

BACK = '<p class="note"><a id="n{n}" href="#m{n}">({n})</a> Zie {n}.</p>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param('steun <a id="m1" href="#n1">(1)</a>, ook', "steun, ook", id="before a comma"),
        pytest.param('steun <a id="m1" href="#n1">(1)</a> ook', "steun ook", id="between words"),
        pytest.param('steun<sup><a id="m1" href="#n1">1</a></sup> ook', "steun ook", id="raised and glued"),
        pytest.param('steun <a id="m1" href="#n1"> 1 </a>. Ook', "steun. Ook", id="with spaces inside"),
        pytest.param('steun.<a id="m1" href="#n1">1</a>', "steun.", id="at the end"),
        pytest.param(
            'steun <a name="m1" href="x.html#n1">[1]</a> ook', "steun ook", id="named, with its file"
        ),
        pytest.param(
            '<span id="m1"><a href="#n1">1</a></span>Steun', "Steun", id="the mark's element is named"
        ),
    ],
)
def test_a_mark_leaves_the_text_as_if_it_had_not_been_there(body: str, expected: str) -> None:
    document = read(f"<p>{body}</p>{BACK.format(n=1)}")

    assert [block.text.text for block in document.blocks] == [expected, "Zie 1."]
    assert document.unlocated_notes == ()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            '<p>Zie <a href="#n1">1</a>.</p><p id="n1">Gewoon.</p>', id="a link that is not answered"
        ),
        pytest.param('<p>Zie <a id="m1" href="#n9">1</a>.</p>', id="a link to nowhere"),
        pytest.param('<p>Zie <a id="m1" href="#n1">hier</a>.</p>' + BACK.format(n=1), id="a word"),
    ],
)
def test_what_is_no_pair_of_anchors_is_no_note(body: str) -> None:
    assert [block for block in read(body).blocks if block.kind is BlockKind.NOTE] == []


def test_a_mark_that_hangs_on_nothing_stays() -> None:
    document = read(f'<p><a id="m1" href="#n1">(1)</a></p>{BACK.format(n=1)}')

    assert [block.text.text for block in document.blocks] == ["(1)", "Zie 1."]
    assert document.unlocated_notes == (1,)


# What is left out


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param("<script>alert('weg')</script>", id="script"),
        pytest.param("<style>p {weg: 1}</style>", id="style"),
        pytest.param('<div style="display: none">weg</div>', id="not displayed"),
        pytest.param('<p hidden="">weg</p>', id="hidden"),
        pytest.param("<!-- weg -->", id="comment"),
        pytest.param("<form>weg <button>weg</button></form>", id="form"),
        pytest.param('<img src="https://example.org/weg.png" alt="weg">', id="picture"),
        pytest.param("<iframe src='https://example.org'>weg</iframe>", id="frame"),
    ],
)
def test_what_a_reader_does_not_see_is_left_out(hidden: str) -> None:
    assert texts(f"<p>Een</p>{hidden}<p>Twee</p>") == ["Een", "Twee"]


def test_of_a_page_of_the_site_only_the_document_is_read() -> None:
    body = (
        '<div>Menu</div><div id="text"><div id="TexteOnly"><p>Het besluit.</p></div></div><div>Contact</div>'
    )

    assert texts(body) == ["Het besluit."]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("<p>caf\u00e9</p>".encode(), "caf\u00e9", id="nothing declared, UTF-8"),
        pytest.param('<meta charset="iso-8859-1"><p>\u201ccaf\u00e9\u201d</p>'.encode("cp1252"),
                     "\u201ccaf\u00e9\u201d", id="declared Latin, meant Windows"),
        pytest.param("<p>caf\u00e9</p>".encode("utf-16"), "caf\u00e9", id="UTF-16 with its mark"),
        pytest.param('<?xml version="1.0" encoding="utf-8"?><html><p>caf\u00e9</p></html>'.encode(),
                     "caf\u00e9", id="declared as XML"),
    ],
)  # fmt: skip
def test_encodings(content: bytes, expected: str) -> None:
    assert read_html(content, "a.html").source.strip() == expected


# What is refused


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(
            page("<p>JavaScript is disabled. In order to continue, verify that you are not a robot.</p>"),
            "not the document but a protection page", id="a question for a browser",
        ),
        pytest.param(
            page("", '<script src="https://x.awswaf.com/challenge.js"></script>'),
            "not the document but a protection page", id="nothing but a challenge",
        ),
        pytest.param(page("<div>" * (MAX_DEPTH + 20) + "diep"), "nests deeper", id="deep nesting"),
        pytest.param(b" " * (MAX_BYTES + 1), "larger than", id="huge"),
        pytest.param(b"", "no text", id="empty"),
        pytest.param(FORMS["journal.html"]("nl")[:2000], "no end; it may be cut off", id="cut off"),
    ],
)  # fmt: skip
def test_a_page_that_is_no_document_is_refused_by_name(content: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as refused:
        read_html(content, "proef.html")

    assert str(refused.value).startswith("proef.html: ")


def test_a_document_that_loads_the_same_script_is_read() -> None:
    head = '<script src="https://x.awswaf.com/challenge.js"></script>'

    assert read(f"<p>{LONG}</p>", head).blocks[0].text.text == LONG.strip()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("besluit.txt", FORMS["journal.html"]("nl"), id="with the suffix of a text"),
        pytest.param("besluit", FORMS["bare.html"]("nl"), id="without a suffix"),
        pytest.param("besluit.xml", FORMS["journal.html"]("nl"), id="with the suffix of XML"),
        pytest.param("besluit.htm", b"<p>Het besluit.</p>", id="a fragment, by its suffix"),
    ],
)
def test_what_begins_as_a_page_is_read_as_one(name: str, content: bytes) -> None:
    assert reader_of(name, content).name == "html"
