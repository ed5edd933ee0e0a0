"""How an official writes down where a quotation stands, where it can be read, a date and a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.citations import links

if TYPE_CHECKING:
    from kb.document import Expression, Locator

WORDS = {
    "nl": {"point": "punt", "paragraph": "alinea", "note": "voetnoot", "page": "blz."},
    "en": {"point": "point", "paragraph": "paragraph", "note": "footnote", "page": "p."},
}

ARTICLES = {
    "nl": {"paragraph": ", lid {}", "point": ", punt {})", "inner": ", {})"},
    "en": {"paragraph": "({})", "point": ", point ({})", "inner": "({})"},
}
"""How the institutions point into an article: "Artikel 5, lid 1, punt c)", "Article 5(1), point (c)(ii)"."""


LANGUAGES = {
    "nl": {
        "nl": "Nederlands",
        "en": "Engels",
        "de": "Duits",
        "fr": "Frans",
        "es": "Spaans",
        "pt": "Portugees",
    },
    "en": {
        "nl": "Dutch",
        "en": "English",
        "de": "German",
        "fr": "French",
        "es": "Spanish",
        "pt": "Portuguese",
    },
}
"""What a language is called in a language."""


def eur_lex_page(expression: Expression) -> str | None:
    """Return the EUR-Lex page of an expression, None without a CELEX number."""
    if expression.celex is None:
        return None
    return links.eur_lex_page(expression.celex, expression.language)


def house_style(document: Expression, locator: Locator, language: str) -> str:
    """Return a citation such as "COM(2008) 652, punt 3.1, blz. 7"."""
    words = WORDS.get(language, WORDS["en"])
    in_article = locator.footnote is None and locator.anchor.startswith("art")
    place = _in_article(locator, language) if in_article else _place(locator, words)
    parts = [document.reference or document.title, place]
    if locator.page is not None:
        turned = locator.page_end not in {None, locator.page}
        pages = f"{locator.page}-{locator.page_end}" if turned else locator.page
        parts.append(f"{words['page']} {pages}")
    return ", ".join(part for part in parts if part)


def called(code: str, language: str) -> str:
    """Return what a language is called; its code where that is not known.

    >>> called("nl", "en"), called("sv", "en")
    ('Dutch', 'sv')
    """
    return LANGUAGES.get(language, LANGUAGES["en"]).get(code, code)


def day(date: str) -> str:
    """Return an ISO date as officials write it, in both languages; anything else as it is.

    >>> day("2008-10-17"), day("2008")
    ('17.10.2008', '2008')
    """
    parts = date.split("-")
    return ".".join(part.lstrip("0") for part in reversed(parts)) if len(parts) == len("ymd") else date


def _in_article(locator: Locator, language: str) -> str:
    """Return a place in an act; only what is printed in an article has a number to be cited by."""
    style = ARTICLES.get(language, ARTICLES["en"])
    paragraph = "" if locator.paragraph is None else style["paragraph"].format(locator.paragraph)
    point, *inner = locator.point.split(".") if locator.point else [""]
    points = style["point"].format(point) if point else ""
    return f"{locator.section}{paragraph}{points}{''.join(style['inner'].format(p) for p in inner)}"


def _place(locator: Locator, words: dict[str, str]) -> str | None:
    if locator.footnote is not None:
        return f"{words['note']} {locator.footnote}"
    if locator.section is None:
        return None
    section = f"{words['point']} {locator.section}" if locator.section[0].isdigit() else locator.section
    if locator.point is None:
        return section
    return f"{section}, {words['paragraph']} {locator.paragraph}, {words['point']} {locator.point}"
