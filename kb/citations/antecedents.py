"""Pointing words led to what they mean, when one instrument alone remains; else left unresolved.

Each sort of pointer looks where its antecedent must stand: "die verordening" in its own paragraph, "ibid."
in the same note or the one before it, "zie voetnoot 24" in that note, "het begeleidende werkdocument"
anywhere in the document, for a document accompanies only one other. Two candidates are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.citations.cards import cards
from kb.citations.grammar.pointers import ACCOMPANYING, DEFINED, IBIDEM, OPEN, THAT
from kb.citations.keys import ACT_KINDS
from kb.citations.reference import Kind, Mention, Unresolved
from kb.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NAMED_BEHIND = 300
"""Characters behind "the accompanying working document" within which its number introduces it."""

PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document, in reading order: its text, and its number when it is a footnote."""

    text: str
    footnote: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    part: Part
    mentions: tuple[Mention, ...]

    def named(self) -> list[Mention]:
        """Return the mentions that are no pointers."""
        return [mention for mention in self.mentions if not mention.key.startswith(OPEN)]


def resolve_pointers(
    parts: Sequence[Part], mentions: Sequence[Sequence[Mention]]
) -> tuple[list[list[Mention]], list[list[Unresolved]]]:
    """Return for each part its mentions, pointers replaced by what they mean, and what stayed open."""
    found = [_Found(part, tuple(of_part)) for part, of_part in zip(parts, mentions, strict=True)]
    accompanying = _accompanying(found)
    kept: list[list[Mention]] = []
    left: list[list[Unresolved]] = []
    for number, each in enumerate(found):
        resolved: list[Mention] = []
        unresolved: list[Unresolved] = []
        for mention in each.mentions:
            if not mention.key.startswith(OPEN):
                resolved.append(mention)
            elif not _introduces(each, mention) and not _repeats(each, mention):
                candidates = _distinct(_candidates(found, number, mention, accompanying))
                _settle(mention, candidates, each.part, resolved, unresolved)
        kept.append(_with_defined_terms(each, resolved))
        left.append(unresolved)
    return kept, left


def _settle(
    pointer: Mention,
    candidates: Sequence[Mention],
    part: Part,
    resolved: list[Mention],
    unresolved: list[Unresolved],
) -> None:
    if len(candidates) == 1:
        meant = candidates[0]
        resolved.append(replace(pointer, key=meant.key, kind=meant.kind, certainty=meant.certainty))
    elif candidates or not pointer.key.startswith((THAT, DEFINED)):
        keys = tuple(candidate.key for candidate in candidates)
        unresolved.append(Unresolved(pointer.verbatim, pointer.span, keys, part.footnote))


def _candidates(
    found: Sequence[_Found], number: int, pointer: Mention, accompanying: Sequence[Mention]
) -> Iterable[Mention]:
    sort, _, value = pointer.key.partition(":")
    here = found[number]
    before = [m for m in here.named() if m.span.end <= pointer.span.start]
    match sort:
        case "?that":
            return (m for m in before if _same_paragraph(here.part, m, pointer) and m.kind is _kind(value))
        case "?ibidem":
            return before or _of_note_before(found, number)
        case "?note":
            return (m for f in found if f.part.footnote == int(value) for m in f.named())
        case "?accompanying":
            return accompanying
        case _:
            return before[-1:]


def _kind(value: str) -> Kind:
    return ACT_KINDS.get(value) or Kind(value)


def _same_paragraph(part: Part, mention: Mention, pointer: Mention) -> bool:
    return PARAGRAPH_BREAK.search(part.text, mention.span.end, pointer.span.start) is None


def _of_note_before(found: Sequence[_Found], number: int) -> list[Mention]:
    note = found[number].part.footnote
    if note is None:
        return []
    return [m for f in found if f.part.footnote == note - 1 for m in f.named()]


def _accompanying(found: Sequence[_Found]) -> list[Mention]:
    """Return the working documents that are introduced as accompanying; all, where none is."""
    introduced = [
        following
        for each in found
        for pointer in each.mentions
        if pointer.key == ACCOMPANYING and (following := _named_behind(each, pointer)) is not None
    ]
    every = (m for each in found for m in each.named() if m.kind is Kind.STAFF_WORKING_DOCUMENT)
    return introduced or list(every)


def _introduces(found: _Found, pointer: Mention) -> bool:
    return pointer.key == ACCOMPANYING and _named_behind(found, pointer) is not None


def _repeats(found: _Found, pointer: Mention) -> bool:
    """Tell whether a pointer stands right behind what it means: "KOM(2006) 502, a. a. O."."""
    before = [m.span.end for m in found.named() if m.span.end <= pointer.span.start]
    between = found.part.text[before[-1] : pointer.span.start] if before else "."
    return pointer.key == IBIDEM and not between.strip(" ,(")


def _named_behind(found: _Found, pointer: Mention) -> Mention | None:
    """Return the working document whose number follows, before any other mention of an instrument."""
    near = pointer.span.end + NAMED_BEHIND
    following = next((m for m in found.named() if pointer.span.end <= m.span.start <= near), None)
    return following if following and following.kind is Kind.STAFF_WORKING_DOCUMENT else None


def _distinct(mentions: Iterable[Mention]) -> list[Mention]:
    """Return one mention of each instrument; a page where an instrument can be read is none of its own."""
    by_instrument: dict[str, Mention] = {}
    for mention in mentions:
        by_instrument.setdefault(cards().instrument(mention.key), mention)
    works = [m for m in by_instrument.values() if m.kind not in {Kind.WEBSITE, Kind.NOTICE}]
    return works or list(by_instrument.values())


def _with_defined_terms(found: _Found, resolved: Sequence[Mention]) -> list[Mention]:
    """Add the later uses of the names that this part gave to instruments."""
    spans = {m.span for m in resolved}
    terms = {
        pointer.key.partition(":")[2]: meant
        for pointer in found.mentions
        if pointer.key.startswith(DEFINED)
        for meant in resolved
        if meant.span == pointer.span
    }
    uses = (use for term, meant in terms.items() for use in _uses(found.part.text, term, meant))
    taken = sorted(spans)
    added = [u for u in uses if not any(s.start < u.span.end and u.span.start < s.end for s in taken)]
    return sorted([*resolved, *added], key=lambda mention: mention.span)


def _uses(text: str, term: str, meant: Mention) -> Iterator[Mention]:
    pattern = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)")
    for match in pattern.finditer(text, meant.span.end):
        yield replace(meant, span=Span(*match.span()), verbatim=match[0], pinpoint=None)
