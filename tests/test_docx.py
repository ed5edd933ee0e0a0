"""DOCX: headings, lists, tables and footnotes as Word means them, and files that are bad or hostile."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from kb.document import BlockKind, Expression
from kb.errors import SourceError
from kb.parse import docx
from kb.parse.docx import read_docx
from kb.structure.build import build_document
from kb.surfaces.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from kb.document import Block
    from kb.parse.pages import PagedText

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Standaard"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Standaard"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/><w:basedOn w:val="Kop1"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>"""
NUMBERING = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="6">
<w:lvl w:ilvl="0"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="6"/></w:num>"""
CORE = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></c>'


def part(name: str, content: str) -> str:
    return f'<?xml version="1.0"?><w:{name} {NAMESPACE}>{content}</w:{name}>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", listed: str = "") -> str:
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{listed}"/></w:numPr>' if listed else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{numbered}</w:pPr>{''.join(runs)}</w:p>"


def referred(key: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def note(key: int, text: str, kind: str = "footnote", extra: str = "") -> str:
    content = paragraph(f"<w:r><w:{kind}Ref/></w:r>", run(f" {text}"))
    return f'<w:{kind} w:id="{key}" {extra}>{content}</w:{kind}>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(run(cell))}</w:tc>' for cell in cells)}</w:tr>"


def made(body: str, *, footnotes: str = "", endnotes: str = "", title: str = "", **parts: str) -> bytes:
    files = {
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": part("styles", STYLES),
        "word/numbering.xml": part("numbering", NUMBERING),
        "word/footnotes.xml": part("footnotes", footnotes),
        "word/endnotes.xml": part("endnotes", endnotes),
        "docProps/core.xml": CORE.format(title),
        **parts,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return packed.getvalue()


def read(body: str, **parts: str) -> PagedText:
    return read_docx(made(body, **parts), "stuk.docx")


def blocks_of(paged: PagedText) -> list[Block]:
    expression = Expression("stuk", None, "", None, "nl", None, None, "sha256:0")
    return list(build_document(expression, paged).blocks)


def texts(paged: PagedText) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text.text) for block in blocks_of(paged)]


def test_headings_are_told_by_their_style_and_numbered_as_word_does() -> None:
    paged = read(
        paragraph(run("Naar sterke clusters"), style="Titel")
        + paragraph(run("Wat het is"), style="Kop1")
        + paragraph(run("Een alinea."))
        + paragraph(run("Wie het doet"), style="Kop2")
        + paragraph(run("Waar het is"), style="Kop2")
        + paragraph(run("Hoe het gaat"), style="Kop1")
    )
    assert texts(paged) == [
        ("title", "Naar sterke clusters"),
        ("heading", "1. Wat het is"),
        ("paragraph", "Een alinea."),
        ("heading", "1.1. Wie het doet"),
        ("heading", "1.2. Waar het is"),
        ("heading", "2. Hoe het gaat"),
    ]
    assert [b.place.section for b in blocks_of(paged)] == [None, "1", "1", "1.1", "1.2", "2"]
    assert [(page.index, page.label) for page in paged.pages] == [(0, None)]
    assert not paged.paginated


def test_a_mark_hangs_where_it_is_and_glues_to_no_number() -> None:
    body = paragraph(run("Het aandeel is 40"), referred(3), run(" procent."), referred(2))
    notes = note(-1, "", extra='w:type="separator"') + note(2, "De tweede noot.") + note(3, "De eerste noot.")
    paged = read(body, footnotes=notes)
    text, *of_notes = blocks_of(paged)
    assert text.text.text == "Het aandeel is 40 procent."
    assert [(mark.number, mark.position) for mark in text.marks] == [(1, 17), (2, 26)]
    assert [(n.place.footnote, n.text.text) for n in of_notes] == [
        (1, "De eerste noot."),
        (2, "De tweede noot."),
    ]


def test_endnotes_count_on_after_the_footnotes() -> None:
    body = paragraph(run("Een"), referred(1, "endnote"), run(" en twee"), referred(1))
    paged = read(body, footnotes=note(1, "Voetnoot."), endnotes=note(1, "Eindnoot.", "endnote"))
    assert {b.place.footnote: b.text.text for b in blocks_of(paged)[1:]} == {1: "Voetnoot.", 2: "Eindnoot."}


def test_lists_are_items_with_their_number() -> None:
    paged = read(
        paragraph(run("De Commissie zal:"))
        + paragraph(run("clusters steunen;"), listed="2")
        + paragraph(run("geld geven."), listed="2")
        + paragraph(run("De lidstaten zullen:"))
        + paragraph(run("meewerken;"), listed="3")
        + paragraph(run("meebetalen."), listed="3")
    )
    items = [(b.place.point, b.text.text) for b in blocks_of(paged) if b.kind is BlockKind.ITEM]
    assert items == [
        ("1", "clusters steunen;"),
        ("2", "geld geven."),
        ("a", "meewerken;"),
        ("b", "meebetalen."),
    ]


def test_a_table_is_a_line_for_each_row() -> None:
    paged = read(f"<w:tbl>{row('Land', 'Clusters')}{row('Nederland', 'twaalf')}</w:tbl>")
    assert [text for _, text in texts(paged)] == ["Land | Clusters", "Nederland | twaalf"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(f"<w:del>{run('oude ')}</w:del><w:ins>{run('nieuwe')}</w:ins>", "nieuwe", id="revision"),
        pytest.param(run("zichtbaar") + run(" geheim", "<w:vanish/>"), "zichtbaar", id="hidden"),
        pytest.param(
            "<w:r><w:t>MKB</w:t><w:noBreakHyphen/><w:t>beleid</w:t></w:r>", "MKB-beleid", id="hyphen"
        ),
        pytest.param(
            "<w:r><w:t>samen</w:t><w:softHyphen/><w:t>spel</w:t></w:r>", "samenspel", id="soft hyphen"
        ),
        pytest.param("<w:r><w:t>een</w:t><w:br/><w:t>twee</w:t></w:r>", "een twee", id="line break"),
        pytest.param(f"<w:hyperlink>{run('een adres')}</w:hyperlink>", "een adres", id="link"),
        pytest.param(
            f"<w:sdt><w:sdtContent>{run('ingevuld')}</w:sdtContent></w:sdt>", "ingevuld", id="field"
        ),
        pytest.param("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("7"), "7", id="formula of a field"),
    ],
)
def test_what_is_read_is_what_is_seen(content: str, text: str) -> None:
    assert read(paragraph(content)).source.strip() == text


def test_the_table_of_contents_is_no_text() -> None:
    paged = read(paragraph(run("1. Wat het is 2"), style="Inhopg1") + paragraph(run("Een alinea.")))
    assert texts(paged) == [("paragraph", "Een alinea.")]
    assert [line.span.of(paged.source) for line in paged.pages[0].furniture] == ["1. Wat het is 2\n"]


def test_the_language_is_that_of_most_of_the_text_and_the_title_what_is_declared() -> None:
    dutch = '<w:lang w:val="nl-BE"/>'
    body = paragraph(run("Een lange alinea in het Nederlands.", dutch)) + paragraph(run("In English."))
    assert read(body, title="Naar sterke clusters").declared.language == "nl"
    assert read(paragraph(run("All of it."))).declared.language == "en"
    assert read(body, title="Naar sterke clusters").declared.title == "Naar sterke clusters"
    assert read(body, title="Microsoft Word - nota.docx").declared.title is None


def test_the_lines_tile_the_source() -> None:
    paged = read(
        paragraph(run("Inhoud 1"), style="Inhopg1")
        + paragraph(run("Een"), referred(1))
        + paragraph(run("Twee")),
        footnotes=note(1, "Noot."),
    )
    spans = [line.span for page in paged.pages for line in page.lines()]
    assert [span.start for span in spans] == [0, *(span.end for span in spans[:-1])]
    assert spans[-1].end == len(paged.source)


GOOD = made(paragraph(run("Een alinea.")))
ENTITY = f"<!DOCTYPE x [<!ENTITY a 'lol'>]><w:document {NAMESPACE}>{paragraph(run('&a;'))}</w:document>"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "no text in it", id="empty"),
        pytest.param(b"Gewone tekst.", "is not a DOCX", id="no zip"),
        pytest.param(GOOD[: len(GOOD) // 2], "cut off", id="truncated"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(600), "without a password", id="old or protected"),
        pytest.param(made("", **{"word/document.xml": ENTITY}), "entities", id="entities"),
        pytest.param(made("", **{"word/document.xml": "<w:document"}), "well-formed", id="no XML"),
        pytest.param(made("<x>" * 300 + "</x>" * 300), "document.xml", id="too deep"),
        pytest.param(made(" " * (docx.MAX_PART + 1)), "unpacks to more", id="bomb"),
    ],
)
def test_a_bad_file_is_refused_with_its_own_reason(content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as refused:
        read_docx(content, "stuk.docx")
    assert str(refused.value).startswith("stuk.docx")


def test_a_docx_is_ingested_and_answers(tmp_path: Path) -> None:
    body = paragraph(run("De steun"), style="Kop1") + paragraph(
        run("De Unie telt 12 sterke clusters in de tuinbouw"), referred(1), run(".")
    )
    (tmp_path / "clusters.nl.docx").write_bytes(made(body, footnotes=note(1, "Zie de mededeling.")))
    cli = CliRunner()
    home = ["--home", str(tmp_path / "home")]
    assert cli.invoke(app, [*home, "ingest", str(tmp_path / "clusters.nl.docx")]).exit_code == 0
    result = cli.invoke(app, [*home, "--json", "ask", "Hoeveel sterke clusters zijn er in de tuinbouw?"])
    citation = json.loads(result.stdout)["citations"][0]
    assert citation["quote"] == "De Unie telt 12 sterke clusters in de tuinbouw."
    assert (citation["locator"]["section"], citation["locator"]["page"]) == ("1", None)
