"""A page as a Word document: the one file that knows python-docx.

A4, real headings, real links, page numbers, and each run of text in its own language, so that a spelling
checker does not underline a Dutch quotation in an English document.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from kb.render.blocks import Facts, Grid, Heading, Item, Paragraph, Quotation, Style
from kb.render.characters import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.shared import Length
    from docx.table import Table
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run as WordRun

    from kb.render.blocks import Block, Page, Run

LOCALES = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE", "fr": "fr-FR"}
FONT, MONOSPACE = "Calibri", "Consolas"
INK, FAINT, BLUE = RGBColor(0x1F, 0x1F, 0x1F), RGBColor(0x59, 0x59, 0x59), RGBColor(0x0B, 0x4F, 0x8A)
"""Contrast on white is at least 7 to 1, so that a grey print can be read as well."""

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Cm(21.0), Cm(29.7), Cm(2.5)
LABEL_WIDTH, VALUE_WIDTH = Cm(4.2), Cm(11.8)
PASSAGE_WIDTH, FIGURE_WIDTH = Cm(6.0), Cm(2.0)
TABLE_SIZE, CODE_SIZE, HEADER_SIZE = 9.5, 7, 8.5
CELL = "Table Text"
"""The style of what stands in a table."""

LONGEST_PROPERTY = 255
"""Characters that a property of a Word document may have."""

SIZES = {"Title": 20, "Subtitle": 10, "Heading 1": 14, "Heading 2": 11.5}
SPACES = {"Title": (0, 4), "Subtitle": (0, 14), "Heading 1": (18, 6), "Heading 2": (12, 4), "Quote": (2, 6)}
"""Points before and after a paragraph of a style."""


def to_docx(page: Page, made_at: datetime) -> bytes:
    """Return a page as the content of a .docx file."""
    document = Document()
    _set_page(document)
    _set_styles(document, LOCALES[page.language])
    _set_properties(document, page, made_at)
    document.add_paragraph(printable(page.title), style="Title")
    document.add_paragraph(printable(page.subtitle), style="Subtitle")
    for block in page.blocks:
        _add(document, block)
    _number_pages(document, page.page_of)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def _set_styles(document: WordDocument, locale: str) -> None:
    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)
    for name in ("Normal", *SIZES, "Quote"):
        style = styles[name]
        style.font.name = FONT
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
        style.font.size = Pt(SIZES.get(name, 10.5))
        style.font.color.rgb = FAINT if name == "Subtitle" else INK
        style.font.italic = False
        before, after = SPACES.get(name, (0, 6))
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.15
    cell = styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size = styles["Normal"], Pt(TABLE_SIZE)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.0
    for border in list(styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    styles["Quote"].paragraph_format.left_indent = Cm(0.75)
    styles["Quote"].paragraph_format.keep_with_next = True


def _set_properties(document: WordDocument, page: Page, made_at: datetime) -> None:
    properties = document.core_properties
    properties.title = printable(page.title)[:LONGEST_PROPERTY]
    properties.language = LOCALES[page.language]
    properties.author = properties.last_modified_by = page.author
    properties.created = properties.modified = made_at
    properties.comments = ""


def _add(document: WordDocument, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(printable(f"{block.markers} {block.text}".lstrip()), level=block.level)
        case Paragraph():
            _write(document.add_paragraph(), block.runs)
        case Item():
            _write(document.add_paragraph(style="List Bullet"), block.runs)
        case Quotation():
            _write(document.add_paragraph(style="Quote"), block.runs)
        case Facts():
            _add_facts(document, block)
        case Grid():
            _add_grid(document, block)


def _add_facts(document: WordDocument, facts: Facts) -> None:
    table = document.add_table(rows=0, cols=2)
    for label, runs in facts.rows:
        name, value = table.add_row().cells
        name.paragraphs[0].add_run(printable(label)).font.color.rgb = FAINT
        _write(value.paragraphs[0], runs)
    _lay_out(table, (LABEL_WIDTH, VALUE_WIDTH))
    for row in table.rows[:-1]:
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    _add_space(document)


def _add_grid(document: WordDocument, grid: Grid) -> None:
    table = document.add_table(rows=0, cols=len(grid.header))
    for row in (grid.header, *grid.rows):
        for number, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.paragraphs[0].add_run(printable(text))
            if number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for cell in table.rows[0].cells:
        heading = cell.paragraphs[0].runs[0].font
        heading.bold, heading.size = True, Pt(HEADER_SIZE)
    _mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    _lay_out(table, (PASSAGE_WIDTH, *[FIGURE_WIDTH] * (len(grid.header) - 1)))
    _add_space(document)


def _lay_out(table: Table, widths: Sequence[Length]) -> None:
    """Fix the columns, draw thin lines between the rows, and keep each row on one page."""
    table.autofit = False
    table._tblPr.append(_lines())
    for row in table.rows:
        _mark(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].style = CELL
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _lines() -> BaseOxmlElement:
    borders = OxmlElement("w:tblBorders")
    for edge in ("w:top", "w:bottom", "w:insideH"):
        line = OxmlElement(edge)
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "BFBFBF")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    return borders


def _add_space(document: WordDocument) -> None:
    """Leave a little room below a table, which has no space of its own."""
    layout = document.add_paragraph().paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing = Pt(8)


def _write(paragraph: WordParagraph, runs: Iterable[Run]) -> None:
    for run in runs:
        if run.link:
            _add_link(paragraph, run.text, run.link)
        else:
            _style(paragraph.add_run(printable(run.text)), run)


def _style(written: WordRun, run: Run) -> None:
    written.font.bold = True if run.style is Style.STRONG else None
    if run.style is Style.FAINT:
        written.font.color.rgb = FAINT
    if run.style is Style.MARKER:
        written.font.color.rgb = BLUE
    if run.style is Style.CODE:
        written.font.name, written.font.size = MONOSPACE, Pt(CODE_SIZE)
    if run.language in LOCALES:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LOCALES[run.language])
        written._r.get_or_add_rPr().append(language)


def _add_link(paragraph: WordParagraph, text: str, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    written = paragraph.add_run(printable(text))
    written.font.color.rgb, written.font.underline = BLUE, True
    link.append(written._r)
    paragraph._p.append(link)


def _number_pages(document: WordDocument, label: str) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run(f"{label} ")
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")
    for run in footer.runs:
        run.font.size, run.font.color.rgb = Pt(TABLE_SIZE), FAINT


def _add_field(paragraph: WordParagraph, name: str) -> None:
    """Add what the word processor fills in itself: the number of the page, or of pages."""
    for kind, text in (("begin", None), (None, name), ("separate", None), ("text", "1"), ("end", None)):
        run = paragraph.add_run(text if kind == "text" else "")
        if kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.text = name
            run._r.append(instruction)
        elif kind != "text":
            character = OxmlElement("w:fldChar")
            character.set(qn("w:fldCharType"), kind)
            run._r.append(character)


def _mark(properties: BaseOxmlElement, name: str) -> None:
    properties.append(OxmlElement(name))
