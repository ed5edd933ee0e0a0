"""The whole way: find the mentions, lead the pointers to what they mean, resolve, unite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.citations.antecedents import Part, resolve_pointers
from kb.citations.cards import cards
from kb.citations.find import find_mentions
from kb.citations.resolve import reference
from kb.citations.unite import unite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.citations.reference import Reference, Unresolved

DEFAULT_LANGUAGE = "en"
"""The language of the pages that are linked to when the text's is not told."""

VERSION = 1
"""Raised whenever other references are found, so that stored ones are made anew."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a part of a document, in order."""

    references: tuple[Reference, ...]
    unresolved: tuple[Unresolved, ...]


def find_references(text: str, *, language: str | None = None) -> list[Reference]:
    """Return every reference in a text, resolved, in order.

    `language` is that of the text (nl, en, fr, de): links lead to pages in it. All four languages are read
    whatever it is, because texts mix them.
    """
    return list(find_in_parts([Part(text)], language=language)[0].references)


def find_in_parts(parts: Sequence[Part], *, language: str | None = None) -> list[Found]:
    """Return what is found in each part of a document, given in reading order with its notes."""
    spoken = language or DEFAULT_LANGUAGE
    mentions, unresolved = resolve_pointers(parts, [find_mentions(part.text) for part in parts])
    return [
        Found(tuple(unite(part.text, [reference(m, spoken, part.footnote) for m in of_part])), tuple(left))
        for part, of_part, left in zip(parts, mentions, unresolved, strict=True)
    ]


def names_of_cited(text: str, language: str) -> str:
    """Return what the instruments that a text cites are called, in its language and in English, in one line.

    Readers ask for them by these names, which a bare number does not hold.
    """
    known = cards()
    keys = dict.fromkeys(mention.key for mention in find_mentions(text))
    cited = [card for key in keys if (card := known.of(key)) is not None]
    names = (
        name
        for card in cited
        for spoken in dict.fromkeys((language, DEFAULT_LANGUAGE))
        for name in (*card.names.get(spoken, ()), card.title.get(spoken, ""))
        if name and name not in text
    )
    return "; ".join(dict.fromkeys(names))
