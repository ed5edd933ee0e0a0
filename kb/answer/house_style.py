"""How an official writes down where a quotation stands, and where it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.document import BlockKind

if TYPE_CHECKING:
    from kb.answer.quote import Quote
    from kb.document import Expression

EUR_LEX_PAGE = "https://eur-lex.europa.eu/legal-content/{language}/TXT/?uri=CELEX:{celex}"
"""The stable address of a document (`eurlex.md`, section 2.3)."""

WORDS = {
    "nl": {"point": "punt", "note": "voetnoot", "page": "blz.", "title": "titel"},
    "en": {"point": "point", "note": "footnote", "page": "p.", "title": "title"},
}


def eur_lex_page(expression: Expression) -> str | None:
    """Return the EUR-Lex page of an expression, None without a CELEX number."""
    if expression.celex is None:
        return None
    return EUR_LEX_PAGE.format(language=expression.language.upper(), celex=expression.celex)


def house_style(quote: Quote, language: str) -> str:
    """Return a citation such as "COM(2008) 652, punt 3.1, blz. 7"."""
    words = WORDS.get(language, WORDS["en"])
    locator = quote.locator
    document = quote.passage.expression
    parts = [document.reference or document.title, _place(quote, words)]
    if locator.page is not None:
        turned = locator.page_end not in {None, locator.page}
        pages = f"{locator.page}-{locator.page_end}" if turned else locator.page
        parts.append(f"{words['page']} {pages}")
    return ", ".join(part for part in parts if part)


def _place(quote: Quote, words: dict[str, str]) -> str | None:
    place = quote.passage.place
    if place.footnote is not None:
        return f"{words['note']} {place.footnote}"
    if quote.passage.kind is BlockKind.TITLE:
        return words["title"]
    if place.section is None:
        return None
    section = f"{words['point']} {place.section}" if place.section[0].isdigit() else place.section
    return f"{section}, {words['point']} {place.point}" if place.point else section
