"""A file whose sections are in different languages, cut into one text for each.

A bilingual note, an act with an English annex, a letter that encloses a French text: each part must be
searched by the words of its own language. The cut is made before headings and notes are numbered, so that
the second half of a bilingual note begins at section 1 again. Every part keeps the whole source and all its
pages: what stands in another language is to it what stands around a text, like a running head.

What decides is how many function words of a language a stretch of text holds ("de", "which"), and each change
of language has a price: lower where a section begins, higher inside one. A heading, a signature or a quoted
sentence does not earn it and stays with its neighbours. langdetect, which is slow, is asked only where
function words say that a text changes its language, and must agree.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from kb import language
from kb.parse.pages import Role
from kb.structure.headings import looks_like_heading
from kb.structure.lines import chunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kb.parse.pages import PagedText, PageLines
    from kb.structure.lines import Chunk
    from kb.text import Span

SECTION_PRICE = 20.0
"""In function words, of which prose has one in three words: a section of some sixty words, five lines, earns
it. As many as `MIN_TELLING_LENGTH` of a document."""

INSIDE_PRICE = 60.0
"""Twice this, at both its ends, is what a text must earn that stands in a section of another language: some
350 words, more than anybody quotes in one piece."""

HEADING_ROLES = frozenset({Role.TITLE, Role.DIVISION, Role.ARTICLE, Role.ANNEX})

DECLARED_WORTH = 0.1
"""What one word counts for the language that its file says it is in: a third of what it counts by itself,
because programs declare what somebody once chose."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A paragraph, heading or item: where it begins, and what speaks for which language.

    `opens` says whether a section may begin with it.
    """

    start: int
    text: str
    opens: bool
    evidence: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Turn:
    """From `start` on, the source is in this language."""

    start: int
    language: str


def by_language(paged: PagedText) -> tuple[tuple[str, PagedText], ...]:
    """Return the languages of a text, each with what stands in it; none where it is in one language only."""
    declares = any(line.language for page in paged.pages for line in page.body)
    if not declares and language.foreign_words(paged.source) <= SECTION_PRICE:
        return ()
    stretches = tuple(_stretches(paged))
    if not _may_change(stretches):
        return ()
    turns = _turns(stretches)
    spoken = dict.fromkeys(turn.language for turn in turns)
    if len(spoken) <= 1:
        return ()
    of_notes = _languages_of_notes(paged, turns)
    return tuple((code, _part(paged, code, turns, of_notes)) for code in spoken)


def _stretches(paged: PagedText) -> Iterator[_Stretch]:
    source = paged.source
    lines = [line for page in paged.pages for line in page.body if not line.is_blank(source)]
    declared = {line.content(source).start: line.language for line in lines if line.language}
    heads = {_first(page, source) for page in paged.pages}
    for chunk in chunks(source, paged.pages):
        start, text = chunk.lines[0].start, chunk.raw(source)
        opens = start in heads or _is_heading(source, chunk, text)
        yield _Stretch(start, text, opens, _evidence(text, declared.get(start)))


def _first(page: PageLines, source: str) -> int | None:
    return next((line.content(source).start for line in page.body if not line.is_blank(source)), None)


def _is_heading(source: str, chunk: Chunk, text: str) -> bool:
    if chunk.heading or chunk.role in HEADING_ROLES:
        return True
    return chunk.item_start(source) is None and looks_like_heading(text)


def _evidence(text: str, said: str | None) -> Mapping[str, float]:
    counts: dict[str, float] = dict(language.function_words(text))
    if said in counts:
        counts[said] += DECLARED_WORTH * len(text.split())
    return counts


def _may_change(stretches: Sequence[_Stretch]) -> bool:
    """Tell whether another language than the most spoken one could earn the price of a single change."""
    total = {code: sum(s.evidence[code] for s in stretches) for code in language.READ}
    most = max(language.READ, key=lambda code: total[code])
    return any(
        sum(max(s.evidence[code] - s.evidence[most], 0.0) for s in stretches) > SECTION_PRICE
        for code in language.READ
    )


def _turns(stretches: Sequence[_Stretch]) -> tuple[_Turn, ...]:
    """Return where the language changes; what langdetect does not confirm stays with what is before it."""
    turns: list[_Turn] = []
    chosen = zip(_cheapest(stretches), stretches, strict=True)
    for code, run in groupby(chosen, key=itemgetter(0)):
        of_run = [stretch for _, stretch in run]
        if (turns and turns[-1].language == code) or not _is_prose_in(code, of_run):
            continue
        turns.append(_Turn(of_run[0].start if turns else 0, code))
    return tuple(turns)


def _cheapest(stretches: Sequence[_Stretch]) -> list[str]:
    """Choose a language for each stretch: the most function words in all, less the price of the changes."""
    earned = dict.fromkeys(language.READ, 0.0)
    ways: list[Mapping[str, str]] = []
    for stretch in stretches:
        price = SECTION_PRICE if stretch.opens else INSIDE_PRICE
        leader = max(earned, key=lambda code: earned[code])
        bought = earned[leader] - price
        ways.append({code: code if earned[code] > bought else leader for code in earned})
        earned = {code: max(earned[code], bought) + stretch.evidence[code] for code in earned}
    chosen = [max(earned, key=lambda code: earned[code])]
    for way in reversed(ways):
        chosen.append(way[chosen[-1]])
    return chosen[-2::-1]


def _is_prose_in(code: str, run: Sequence[_Stretch]) -> bool:
    text = "\n".join(stretch.text for stretch in run)
    return language.function_words(text)[code] >= language.PROSE * len(text.split()) and (
        language.of_letters(text) == code
    )


def _at(turns: Sequence[_Turn], offset: int) -> str:
    return turns[max(bisect_right(turns, offset, key=lambda turn: turn.start) - 1, 0)].language


def _languages_of_notes(paged: PagedText, turns: Sequence[_Turn]) -> Mapping[Span, str]:
    """Return the language of each note by its first line.

    It is that of the place where its mark stands; a note without one is in that of the text above it.
    """
    found: dict[Span, str] = {}
    language_of_last = turns[0].language
    for page in paged.pages:
        within = page.span()
        above = max((line.span.start for line in page.body), default=within.start)
        hung = {m.number: m.span.start for m in paged.marks if within.start <= m.span.start < within.end}
        for note in page.notes:
            if not note.continued:
                language_of_last = _at(turns, hung.get(note.number, above))
            found[note.lines[0].span] = language_of_last
    return found


def _part(paged: PagedText, code: str, turns: Sequence[_Turn], of_notes: Mapping[Span, str]) -> PagedText:
    """Return what is in one language, with all pages: their other lines stand around it."""
    pages: list[PageLines] = []
    for page in paged.pages:
        body = tuple(line for line in page.body if _at(turns, line.content(paged.source).start) == code)
        notes = tuple(note for note in page.notes if of_notes[note.lines[0].span] == code)
        kept = {line.span for line in body} | {line.span for note in notes for line in note.lines}
        around = tuple(line for line in page.lines() if line.span not in kept)
        pages.append(replace(page, body=body, notes=notes, furniture=around))
    marks = tuple(mark for mark in paged.marks if _at(turns, mark.span.start) == code)
    return replace(paged, pages=tuple(pages), marks=marks)
