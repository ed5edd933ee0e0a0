"""Notes of pages without anchors: documents of the Commission, 2006 to 2009, converted from Word.

There the mark is "[1]" in the text and the notes are the last paragraphs, "[1] See …", in order and
without a gap. A mark that stands in the text more than once is not taken for one. Where a picture was,
the conversion left "[pic]" or "(...PICT...)".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.parse.extract import BREAK, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.parse.html_blocks import Draft

MARK = re.compile(r"\[(\d{1,3})\]")
NOTE = re.compile(r"\s*\[(\d{1,3})\]")
PICTURE = re.compile(r"\s*\|?\s*(?:\[pic\]|\(\.\.\.PICT\.\.\.\))\s*\|?\s*")


def with_bracketed_notes(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the blocks without pictures, the notes at the end and their marks found out."""
    printed = [draft for draft in map(_without_pictures, drafts) if draft.text().strip()]
    first = _first_note(printed)
    if first is None:
        return printed
    notes = list(_notes(printed[first:]))
    numbers = {note.note for note in notes}
    counts = Counter(int(n) for draft in printed[:first] for n in MARK.findall(draft.text()))
    sure = {number for number, count in counts.items() if count == 1 and number in numbers}
    return [*(_with_marks(draft, sure) for draft in printed[:first]), *notes]


def _without_pictures(draft: Draft) -> Draft:
    if PICTURE.search(draft.text()) is None:
        return draft
    return replace(draft, runs=tuple(r if r is BREAK else Run(PICTURE.sub(" ", r.text)) for r in draft.runs))


def _first_note(drafts: Sequence[Draft]) -> int | None:
    """Return where the list begins: at the last "[1]" after which all that is numbered counts on."""
    numbered = [(at, int(m[1])) for at, draft in enumerate(drafts) if (m := NOTE.match(draft.text()))]
    starts = [place for place, (_, number) in enumerate(numbered) if number == 1]
    if not starts:
        return None
    rest = numbered[starts[-1] :]
    if [number for _, number in rest] != list(range(1, len(rest) + 1)):
        return None
    return rest[0][0]


def _notes(drafts: Sequence[Draft]) -> Iterator[Draft]:
    number = 0
    for draft in drafts:
        number += NOTE.match(draft.text()) is not None
        yield replace(draft, note=number)


def _with_marks(draft: Draft, sure: set[int]) -> Draft:
    return replace(draft, runs=tuple(run for whole in draft.runs for run in _split(whole, sure)))


def _split(run: Run, sure: set[int]) -> Iterator[Run]:
    if run is BREAK:
        yield run
        return
    at = 0
    for match in MARK.finditer(run.text):
        if int(match[1]) in sure:
            yield Run(run.text[at : match.start()])
            yield Run(match[0], int(match[1]))
            at = match.end()
    yield Run(run.text[at:])
