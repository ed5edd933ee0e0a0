"""What is known of a document: what its words are worth, its length, its version, where else it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.answer.house_style import called, day, eur_lex_page
from kb.render.html.badges import badge as authority_badge
from kb.render.html.element import Html, element, joined
from kb.render.html.instrument import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.document import Expression
    from kb.store import StoredDocument

SHORT_VERSION = 12
"""Characters of a digest that tell two versions apart for people."""


def facts(stored: StoredDocument, words: Mapping[str, str], language: str) -> Html:
    """Return all that is known of a document, its authority first."""
    expression = stored.expression
    rows: list[tuple[str, Html | str | None]] = [
        (words["status"], badge(expression, words, language)),
        (words["language"], called(expression.language, language)),
        (words["reference"], expression.reference),
        ("CELEX", expression.celex),
        (words["date"], day(expression.date) if expression.date else None),
        (words["size"], size(stored, words)),
        (words["file"], stored.origin.name),
        (words["version"], version(expression.version)),
        (words["licence"], stored.origin.licence),
        (words["elsewhere"], elsewhere(stored, words)),
    ]
    return element(
        "dl",
        *(part for label, said in rows if said for part in (element("dt", label), element("dd", said))),
        class_="facts",
    )


def badge(expression: Expression, words: Mapping[str, str], language: str) -> Html:
    """Return what the words of a text are worth, as a badge."""
    known = authority_badge(expression.authority, language)
    return known or element("span", words["undeclared"], class_="badge")


def size(stored: StoredDocument, words: Mapping[str, str]) -> str:
    """Return how long a document is: "10 pages, 33 notes, 84 passages"."""
    counted = ((stored.pages or 0, "page"), (stored.footnotes, "note"), (stored.passages, "passage"))
    return ", ".join(f"{n} {words[name if n == 1 else f'{name}s']}" for n, name in counted if n)


def version(digest: str) -> Html:
    """Return a digest, short, with the whole of it on demand."""
    short = digest.removeprefix("sha256:")[:SHORT_VERSION]
    return element("details", element("summary", short), element("code", digest), class_="version")


def elsewhere(stored: StoredDocument, words: Mapping[str, str]) -> Html:
    """Return where a document can be read on the web."""
    named = ((eur_lex_page(stored.expression), "EUR-Lex"), (stored.origin.source, words["source"]))
    return joined((address(at, name, words) for at, name in named if at), " · ")
