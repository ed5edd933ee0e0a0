"""Pointing words led to what they mean, when one instrument alone remains; else left unresolved.

Each sort of pointer looks where its antecedent must stand: "die verordening" in its own paragraph, "ibid."
in the same note or the one before it, "zie voetnoot 24" in that note, "het begeleidende werkdocument"
anywhere in the document, for a document accompanies only one other. Two candidates are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from kb.citations.cards import cards
from kb.citations.defined import gives_name, uses
from kb.citations.grammar.pointers import ACCOMPANYING, DEFINED, IBIDEM, OPEN, THAT
from kb.citations.keys import ACT_KINDS
from kb.citations.reference import Kind, Mention, Unresolved

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED_BEHIND = 300
"""Characters behind "the accompanying working document" within which its number introduces it."""

REPEATED_WITHIN = 8
"""Characters between a number and an "ibid." that only repeats it: "KOM(2006) 502, a. a. O."."""

MOST_CANDIDATES = 20
"""Candidates that an unresolved pointer lists; a text of one million characters has thousands."""

PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
NO_WORK = frozenset({Kind.WEBSITE, Kind.NOTICE})
"""A page where an instrument can be read is no antecedent beside the instrument."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document, in reading order: its text, and its number when it is a footnote."""

    text: str
    footnote: int | None = None


@dataclass(slots=True)
class _Instruments:
    """The instruments mentioned so far, each by its first mention."""

    works: dict[str, Mention] = field(default_factory=dict)
    pages: dict[str, Mention] = field(default_factory=dict)

    def add(self, mention: Mention) -> None:
        kept = self.pages if mention.kind in NO_WORK else self.works
        kept.setdefault(cards().instrument(mention.key), mention)

    def candidates(self) -> list[Mention]:
        """Return the works; the pages, where no work was mentioned; not more than are listed."""
        return list(islice((self.works or self.pages).values(), MOST_CANDIDATES))


@dataclass(frozen=True, slots=True)
class _Found:
    """A part, its mentions, and those that are no pointers."""

    part: Part
    mentions: Sequence[Mention]
    named: Sequence[Mention]

    @classmethod
    def of(cls, part: Part, mentions: Sequence[Mention]) -> _Found:
        return cls(part, mentions, [m for m in mentions if not m.key.startswith(OPEN)])

    def before(self, pointer: Mention) -> Mention | None:
        """Return the last mention in front of a pointer."""
        position = bisect_right(self.named, pointer.span.start, key=lambda m: m.span.end)
        return self.named[position - 1] if position else None

    def working_document_behind(self, pointer: Mention) -> Mention | None:
        """Return the working document whose number follows, before any other mention of an instrument."""
        position = bisect_left(self.named, pointer.span.end, key=lambda m: m.span.start)
        following = self.named[position] if position < len(self.named) else None
        if following is None or following.span.start > pointer.span.end + NAMED_BEHIND:
            return None
        return following if following.kind is Kind.STAFF_WORKING_DOCUMENT else None

    def needs_no_antecedent(self, pointer: Mention) -> bool:
        """Tell whether what a pointer means is named beside it."""
        if pointer.key == ACCOMPANYING:
            return self.working_document_behind(pointer) is not None
        before = self.before(pointer) if pointer.key == IBIDEM else None
        if before is None or pointer.span.start - before.span.end > REPEATED_WITHIN:
            return False
        return not self.part.text[before.span.end : pointer.span.start].strip(" ,(")


def resolve_pointers(
    parts: Sequence[Part], mentions: Sequence[Sequence[Mention]]
) -> tuple[list[list[Mention]], list[list[Unresolved]]]:
    """Return for each part its mentions, pointers replaced by what they mean, and what stayed open."""
    found = [_Found.of(part, of_part) for part, of_part in zip(parts, mentions, strict=True)]
    if all(len(each.mentions) == len(each.named) for each in found):
        return [list(of_part) for of_part in mentions], [[] for _ in parts]
    notes = _by_note(found)
    accompanying = _accompanying(found)
    kept: list[list[Mention]] = []
    left: list[list[Unresolved]] = []
    for each in found:
        walk = _Walk(each, notes, accompanying)
        walk.read()
        kept.append(walk.with_names_used())
        left.append(walk.unresolved)
    return kept, left


class _Walk:
    """One walk over the mentions of a part: what was named so far is what a pointer can mean."""

    def __init__(self, found: _Found, notes: dict[int, _Instruments], accompanying: _Instruments) -> None:
        self.unresolved: list[Unresolved] = []
        self._found = found
        self._notes = notes
        self._accompanying = accompanying
        self._resolved: list[Mention] = []
        self._names: dict[str, Mention] = {}
        self._here = _Instruments()
        self._in_paragraph: dict[Kind, _Instruments] = {}

    def read(self) -> None:
        """Sort the mentions into what is resolved and what stays open."""
        at = 0
        for mention in self._found.mentions:
            if PARAGRAPH_BREAK.search(self._found.part.text, at, mention.span.start):
                self._in_paragraph = {}
            at = mention.span.end
            if not mention.key.startswith(OPEN):
                self._here.add(mention)
                self._in_paragraph.setdefault(mention.kind, _Instruments()).add(mention)
                self._resolved.append(mention)
            elif mention.key.startswith(DEFINED):
                self._read_name(mention)
            elif not self._found.needs_no_antecedent(mention):
                self._settle(mention, self._candidates(mention))

    def with_names_used(self) -> list[Mention]:
        """Return what is resolved, with the later uses of the names that the part gave to instruments."""
        if not self._names:
            return self._resolved
        taken = [mention.span for mention in self._found.mentions]
        used = uses(self._found.part.text, self._names, taken)
        return sorted([*self._resolved, *used], key=lambda mention: mention.span)

    def _read_name(self, pointer: Mention) -> None:
        before = self._found.before(pointer)
        name = pointer.key.partition(":")[2]
        if before is not None and gives_name(self._found.part.text, before, pointer.span.start, name):
            meant = _meaning(pointer, before)
            self._resolved.append(meant)
            self._names.setdefault(name, meant)

    def _candidates(self, pointer: Mention) -> list[Mention]:
        sort, _, value = pointer.key.partition(":")
        none = _Instruments()
        match sort:
            case "?that":
                kind = ACT_KINDS.get(value) or Kind(value)
                return self._in_paragraph.get(kind, none).candidates()
            case "?ibidem":
                before = (self._found.part.footnote or 0) - 1
                return self._here.candidates() or self._notes.get(before, none).candidates()
            case "?note":
                return self._notes.get(int(value), none).candidates()
            case _:
                return self._accompanying.candidates()

    def _settle(self, pointer: Mention, candidates: Sequence[Mention]) -> None:
        if len(candidates) == 1:
            self._resolved.append(_meaning(pointer, candidates[0]))
        elif candidates or not pointer.key.startswith(THAT):
            keys = tuple(candidate.key for candidate in candidates)
            footnote = self._found.part.footnote
            self.unresolved.append(Unresolved(pointer.verbatim, pointer.span, keys, footnote))


def _meaning(pointer: Mention, meant: Mention) -> Mention:
    return replace(pointer, key=meant.key, kind=meant.kind, certainty=meant.certainty)


def _by_note(found: Sequence[_Found]) -> dict[int, _Instruments]:
    notes: dict[int, _Instruments] = {}
    for each in found:
        if each.part.footnote is not None:
            instruments = notes.setdefault(each.part.footnote, _Instruments())
            for mention in each.named:
                instruments.add(mention)
    return notes


def _accompanying(found: Sequence[_Found]) -> _Instruments:
    """Return the working documents that are introduced as accompanying; all, where none is."""
    introduced, every = _Instruments(), _Instruments()
    for each in found:
        for mention in each.mentions:
            following = each.working_document_behind(mention) if mention.key == ACCOMPANYING else None
            if following is not None:
                introduced.add(following)
            elif mention.kind is Kind.STAFF_WORKING_DOCUMENT:
                every.add(mention)
    return introduced if introduced.works else every
