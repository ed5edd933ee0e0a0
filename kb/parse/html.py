"""HTML and XHTML into text: pages of EUR-Lex of every era, and whatever an official saves from a browser.

What the page declares (its classes, its headings, the anchors of its notes) is carried along; only a page
that declares nothing is left to be guessed at. A page that stands in the place of the document, because
the site wanted to see a browser, is refused.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.errors import SourceError
from kb.parse.bracketed import with_bracketed_notes
from kb.parse.extract import Extraction
from kb.parse.html_blocks import Blocks, Draft, classes
from kb.parse.html_classes import MASTHEAD_LANGUAGE, TITLE_ON_COVER
from kb.parse.html_notes import find_notes
from kb.parse.markup import COMMENT, Element, parse_html
from kb.parse.pages import Declared, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.parse.pages import PagedText

PROTECTION = re.compile(
    r"awswaf|gokuprops|javascript is disabled|not a robot|enable javascript", re.IGNORECASE
)
LONGEST_PROTECTION_PAGE = 1_500
"""Characters of text; the shortest document is longer, and a genuine page may load the same script."""

DECLARED_LANGUAGE = re.compile(r"\[name=LW_LANGUE;value=\"([A-Za-z]{2})\"\]")
INNERMOST_FIRST = ("document1", "docHtml", "TexteOnly", "text", "main")
HELD_IN = frozenset(INNERMOST_FIRST)
"""What holds the document, among what belongs to the site: identifiers of EUR-Lex, and a tag of any page."""

FEWEST_HEADINGS = 2
"""A page with as many headings below the first level has said which paragraphs are headings."""


def read_html(content: bytes, name: str) -> PagedText:
    """Read a page; every character of what is extracted is in exactly one line."""
    root = parse_html(content, name)
    _refuse_protection(content, root, name)
    document = _document(root)
    drafts = Blocks(find_notes(document)).take(document)
    if not any(draft.note for draft in drafts):
        drafts = with_bracketed_notes(drafts)
    extraction = Extraction()
    for draft in _settled(drafts):
        _write(extraction, draft)
    return extraction.paged(Declared(_language(root, document), _title(document, drafts)))


def _write(extraction: Extraction, draft: Draft) -> None:
    if draft.masthead:
        extraction.furniture(draft.runs)
    elif draft.note is not None:
        extraction.note(draft.note, draft.runs)
    else:
        extraction.block(draft.runs, draft.form)


def _refuse_protection(content: bytes, root: Element, name: str) -> None:
    if PROTECTION.search(content.decode("ascii", errors="replace")) is None:
        return
    shown = "".join(run.text for draft in Blocks(find_notes(root)).take(root) for run in draft.runs)
    if len(shown.strip()) < LONGEST_PROTECTION_PAGE:
        raise SourceError(
            "{file}: this is not the document but a protection page of the site; open the document in a "
            "browser and save it from there, or use kb fetch",
            file=name,
        )


def _document(root: Element) -> Element:
    """Return the part of a page that is the document."""
    held: dict[str, Element] = {}
    for element in root.descendants():
        for name in HELD_IN.intersection((element.get("id"), element.tag)):
            held.setdefault(name, element)
    return next((held[name] for name in INNERMOST_FIRST if name in held and held[name].text().strip()), root)


def _settled(drafts: Sequence[Draft]) -> Iterable[Draft]:
    """Say of the paragraphs that they are none, where a page says which blocks are headings."""
    if sum(draft.form.heading > 1 for draft in drafts) < FEWEST_HEADINGS:
        return drafts
    return (
        replace(draft, form=replace(draft.form, role=draft.form.role or Role.TEXT))
        if not draft.form.heading
        else draft
        for draft in drafts
    )


def _language(root: Element, document: Element) -> str | None:
    """Return what LegisWrite or the masthead says, or else the page where nothing stands around it."""
    for element in root.descendants():
        if element.tag == COMMENT:
            found = DECLARED_LANGUAGE.search("".join(c for c in element.children if isinstance(c, str)))
            if found:
                return found[1].lower()
        if MASTHEAD_LANGUAGE in classes(element) and len(element.text().strip()) == len("nl"):
            return element.text().strip().lower()
    if document is not root:
        return None
    html = next((e for e in root.descendants() if e.tag == "html"), root)
    return html.get("lang")[:2].lower() or None


def _title(document: Element, drafts: Sequence[Draft]) -> str | None:
    cover: dict[str, str] = {}
    for element in document.descendants():
        for name in TITLE_ON_COVER.intersection(classes(element)):
            cover.setdefault(name, " ".join(element.text().split()))
    if cover:
        return " ".join(cover.values())
    titles: list[str] = []
    for draft in drafts:
        if draft.form.role is Role.TITLE:
            titles.append(" ".join("".join(r.text for r in draft.runs if r.mark is None).split()))
        elif titles:
            break
    if titles:
        return " ".join(titles)
    first = [e for e in document.descendants() if e.tag == "h1"]
    return " ".join(first[0].text().split()) or None if len(first) == 1 else None
